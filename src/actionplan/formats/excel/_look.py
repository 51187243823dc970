"""How the sheets look: widths, frozen and filtered headings, lists, colours, paper."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import attrs
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from actionplan._days import day_text
from actionplan.formats.tracker import COLUMNS, LOG, READING, REPORT, TRACKER
from actionplan.formats.tracker._columns import words
from actionplan.terms import Acceptance, Group, ItemKind, Status

DAYS, TEXT = "yyyy-mm-dd", "@"
TOP = Alignment(vertical="top", wrap_text=True)
MIDDLE = Alignment(vertical="top", horizontal="center")  # apart from text beside it

_BOLD = Font(name="Calibri", size=11, bold=True)

_LINE_POINTS, _MOST_POINTS, _A3, _INCHES = 15, 409, 8, 0.4
_MORE_ROWS = 500  # below the last one, in which lists drop down and rules hold

_KEYS = [column.key for column in COLUMNS]
_UNSIGNED = (ItemKind.PLAN, ItemKind.OBLIGATION)  # which end when they are complete
_FOUND = (
    ItemKind.RECOMMENDATION,
    ItemKind.AREA_FOR_IMPROVEMENT,
    ItemKind.CAUSE_OF_CONCERN,
)


def _filled(colour: str) -> PatternFill:
    """A fill of one colour: a cell takes the first of its two, and a rule the other."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


_HEADING = _filled("FFD9E1F2")
_LATE, _WAITS, _DONE = map(_filled, ("FFFFD7D7", "FFFFF2CC", "FFE2EFDA"))


@attrs.frozen(kw_only=True)
class Look:
    """What differs between the looks of the sheets.

    Attributes:
        widths: The widths of its columns, in characters.
        heading: The row of its headings.
        frozen: The first column that is not frozen.
        lists: The terms that drop down in a column, by its letter.
        colours: What colours its cells, down to a row.
    """

    widths: Sequence[int]
    heading: int = 1
    frozen: str = "A"
    lists: dict[str, Iterable[str]] = attrs.field(factory=dict)
    colours: Callable[[Worksheet, int], None] | None = None


def _letter(key: str) -> str:
    return get_column_letter(_KEYS.index(key) + 1)


def _colour(sheet: Worksheet, last: int) -> None:
    """Colour by what stands in a cell, since people will change it."""
    unsigned = f"AND({_any('status', [Status.COMPLETE])},{_any('kind', _UNSIGNED)})"
    ended = _any("status", [one for one in Status if one.group is Group.ENDED])
    pending = _any("status", [one for one in Status if one.group is Group.PENDING])
    status, late = _letter("status"), _letter("days_overdue")
    for formula, fill in ((f"OR({ended},{unsigned})", _DONE), (pending, _WAITS)):
        _rule(sheet, f"{status}2:{status}{last}", formula, fill)
    _rule(sheet, f"{late}2:{late}{last}", f"N({late}2)>0", _LATE)


def _rule(sheet: Worksheet, cells: str, formula: str, fill: PatternFill) -> None:
    rule = Rule("expression", dxf=DifferentialStyle(fill=fill), stopIfTrue=True)
    rule.formula = [formula]
    sheet.conditional_formatting.add(cells, rule)


def _any(key: str, terms: Iterable[str]) -> str:
    """A formula: whether a cell of the second row says one of some terms."""
    says = (f'${_letter(key)}2="{words(term)}"' for term in terms)
    return f"OR({','.join(says)})"


_LOOKS = {
    TRACKER: Look(
        widths=[column.width for column in COLUMNS],
        frozen="B",
        lists={_letter("status"): Status, _letter("acceptance"): Acceptance},
        colours=_colour,
    ),
    LOG: Look(widths=(22, 12, 16, 16, 80, 24, 18, 8), frozen="B"),
    REPORT: Look(widths=(22, 22, 80, 22, 40), lists={"B": _FOUND}),
    READING: Look(widths=(18, 80, 40), heading=6),
}


def of_sheet(sheet: Worksheet, on: date) -> None:
    """Give a sheet that is filled the look that it has by its name."""
    look = _LOOKS[sheet.title]
    _size(sheet, look)
    for cell in sheet[look.heading]:
        cell.font, cell.fill = _BOLD, _HEADING
    sheet.freeze_panes = f"{look.frozen}{look.heading + 1}"
    last = f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    sheet.auto_filter.ref = f"A{look.heading}:{last}"
    _lists(sheet, look)
    if look.colours is not None:
        look.colours(sheet, sheet.max_row + _MORE_ROWS)
    _on_paper(sheet, look, on)


def _size(sheet: Worksheet, look: Look) -> None:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        lines = max(map(_lines, row, look.widths))
        if number == look.heading:
            lines = max(lines, 2)  # the second is for the arrows of the filter
        height = min(lines * _LINE_POINTS, _MOST_POINTS)
        sheet.row_dimensions[number].height = height
    for number, width in enumerate(look.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _lines(cell: Any, width: int) -> int:
    """The lines that a cell needs, since not every program works that out itself."""
    lines = DAYS if isinstance(cell.value, date) else str(cell.value or "")
    return sum(-(-len(line) // width) or 1 for line in lines.split("\n"))


def _lists(sheet: Worksheet, look: Look) -> None:
    for letter, terms in look.lists.items():
        choice = [str(words(term)) for term in terms]
        one_of = DataValidation("list", f'"{",".join(choice)}"', allow_blank=True)
        one_of.showErrorMessage = True
        one_of.error = f"Use one of: {', '.join(choice)}"
        one_of.add(f"{letter}2:{letter}{sheet.max_row + _MORE_ROWS}")
        sheet.add_data_validation(one_of)


def _on_paper(sheet: Worksheet, look: Look, on: date) -> None:
    sheet.print_title_rows = f"{look.heading}:{look.heading}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToHeight, sheet.print_options.gridLines = 0, True
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sides = {"left": _INCHES, "right": _INCHES, "header": 0.2, "footer": 0.2}
    sheet.page_margins = PageMargins(top=_INCHES, bottom=2 * _INCHES, **sides)
    footer: Any = sheet.oddFooter
    footer.left.text = f"{sheet.title}, {day_text(on)}"
    footer.right.text = "Page &P of &N"
