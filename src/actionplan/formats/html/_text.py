"""Text where a page is narrow: in a label, and at the edge of a sheet."""

import re

from actionplan._printing import shortened

_PLAIN = re.compile(r"[A-Za-z0-9]")
_MOST_AT_AN_EDGE = 60


def css_string(text: str) -> str:
    """Text inside a string of a style sheet: all but letters and digits by number.

    A blank is a number too, because one that follows a number is part of it (CSS
    Syntax 3, 4.3.7).
    """
    return "".join(
        sign if _PLAIN.match(sign) else f"\\{ord(sign):06x}"
        for sign in shortened(text, _MOST_AT_AN_EDGE)
    )
