"""What is written in a cell, as a value of the model, or why it is none."""

import re
import unicodedata
from datetime import date, datetime, time

from actionplan.deadlines import By, Deadline, Unspecified
from actionplan.errors import (
    ActionPlanError,
    AmbiguousWording,
    FaultCode,
    InvalidDocument,
    shown,
)
from actionplan.formats.tracker._guard import guarded, unguarded
from actionplan.formats.tracker._sheets import Cell, CellValue
from actionplan.periods import Span
from actionplan.wording import parse_deadline

MOST_PERCENT = 100
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count the days differently

_BREAKS = re.compile("\r\n?")
_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0+)?\s*%?")
_BETWEEN_WORDS = re.compile(r"[^\w&%]+|_+")
_ERROR = re.compile(r"#(?:[A-Z]+(?:/0)?[!?]|N/A|GETTING_DATA)|Err:[0-9]{3}")


def plain_text(value: object) -> str:
    """Text as it compares: spreadsheets write the ends of lines in their own ways."""
    return _BREAKS.sub("\n", str(value))


def is_unchanged(cell: Cell, written: CellValue) -> bool:
    """Whether a cell still says what was written there.

    A spreadsheet may show a day or a number in its own way, so what a cell may mean
    counts: `03/04/2014` is the third of April if that is what was written.
    """
    if cell.is_blank or written is None:
        return cell.is_blank and written is None
    if cell.text == str(written):
        return True
    match written:
        case date():
            return written in _days_meant(cell)
        case int():
            return _whole(cell) == written
        case _:
            text = str(written)  # guarded in CSV, and perhaps saved again as a workbook
            same = map(plain_text, (text, guarded(text), unguarded(text)))
            return plain_text(cell.text) in same


def text_of(cell: Cell) -> str:
    """The text of a cell; a number that was typed there, as it was typed."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return cell.text


def refuse_error(cell: Cell) -> None:
    """Refuse what a spreadsheet writes where it could not work out a formula.

    Raises:
        InvalidDocument: The cell holds such an error.
    """
    if isinstance(cell.value, str) and _ERROR.fullmatch(cell.value):
        message = f"{shown(cell.text)} is an error of the spreadsheet"
        hint = "correct its formula, or write what is meant"
        raise InvalidDocument(cell.fault(FaultCode.SYNTAX, message, hint))


def day_of(cell: Cell) -> date:
    """The day that a cell holds.

    Raises:
        InvalidDocument: It holds none, or may mean several.
    """
    meant = sorted(_days_meant(cell))
    if len(meant) == 1:
        return meant[0]
    if meant:
        message = f"{shown(cell.text)} can be read in more than one way: "
        days = " or ".join(map(str, meant))
        hint = "write which of them is meant"
        raise InvalidDocument(cell.fault(FaultCode.WORDING, message + days, hint))
    message = f"{shown(cell.text)} is not a day"
    hint = "write it as YYYY-MM-DD, such as 2014-08-29"
    if isinstance(cell.value, datetime) and cell.value.date() < FIRST_DAY:
        message += " that spreadsheets agree on: they count differently before 1900-03"
        hint = "write it as text, such as '1899-12-31"
    raise InvalidDocument(cell.fault(FaultCode.DATE, message, hint))


def _days_meant(cell: Cell) -> frozenset[date]:
    match cell.value:
        case datetime() as moment:  # as workbooks hold days
            is_day = moment.time() == time() and moment.date() >= FIRST_DAY
            return frozenset([moment.date()] if is_day else [])
        case date() as day:
            return frozenset([day])
        case str() as text:
            return frozenset(_days_in(text))
        case _:
            return frozenset()


def _days_in(text: str) -> list[date]:
    try:
        found: tuple[Deadline, ...] = (parse_deadline(text),)
    except AmbiguousWording as error:
        found = error.candidates
    except ActionPlanError:
        found = ()
    spans = [one.span for one in found if isinstance(one, By)]
    return [span.start for span in spans if span.start == span.end]


def _whole(cell: Cell) -> int | None:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        found = _WHOLE.fullmatch(value.strip())
        return int(found[1]) if found else None
    return value if type(value) is int else None


def percent_of(cell: Cell) -> int:
    """The percentage that a cell holds.

    Raises:
        InvalidDocument: It holds no whole number from 0 to 100.
    """
    found = _whole(cell)
    if found is None or not 0 <= found <= MOST_PERCENT:
        message = f"{shown(cell.value)} is not a percentage"
        hint = "write a whole number from 0 to 100"
        raise InvalidDocument(cell.fault(FaultCode.NUMBER, message, hint))
    return found


def deadline_of(cell: Cell, published: date | None) -> tuple[Deadline, str | None]:
    """The deadline that a cell gives, and its words, where it is written in words.

    Raises:
        InvalidDocument: It gives none.
    """
    if isinstance(cell.value, date):
        return By(span=Span.of_day(day_of(cell))), None
    text = text_of(cell).strip()
    try:
        deadline = parse_deadline(text, published=published)
    except ActionPlanError as error:
        (fault,) = error.faults
        raise InvalidDocument(fault.within(cell.place)) from None
    in_words = " " in text and text != str(deadline)
    return deadline, text if in_words and deadline != Unspecified() else None


def key_of_words(text: str) -> str:
    """Words as they are looked up: `Recommendation  No.` is `recommendation no`."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_BETWEEN_WORDS.split(plain)).strip() or plain.strip()
