"""Text that a spreadsheet would run, with an apostrophe before it that stops this.

A spreadsheet takes a cell that begins with one of a few signs for a formula, in full
width too and after any space. An apostrophe before it makes it text; so that both
directions are exact, text that has such apostrophes already is given one more.
"""

import re

_FORMULA = re.compile("'*[\\s\x00-\x1f]*[-=+@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


def guarded(text: str) -> str:
    """Text as a file holds it that has no types."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
