"""Characters that XML cannot hold, as workbooks write them.

They are written `_xHHHH_` (ECMA-376, 22.9.2.19, ST_Xstring), and so is the x of what
looks like that already. `x005F_` alone is one that openpyxl takes away.
"""

import re

_ESCAPED = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|x(?=[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """Text as a workbook holds it."""
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that a workbook holds."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
