"""The tracker as a workbook of Excel (ECMA-376), with openpyxl.

Four sheets: the tracker, the log, an empty one for a new report, and how to read them.
Days are days, text is text whatever it begins with, and colours only repeat what a cell
says. The same register gives the same bytes.
"""

from actionplan.formats.excel._reading import read
from actionplan.formats.excel._writing import dumps

__all__ = ["dumps", "read"]
