"""Other people's trackers: what their columns and words for a status mean here."""

import difflib
from collections.abc import Iterable, Iterator, Mapping

import attrs

from actionplan.errors import Fault, FaultCode, shown
from actionplan.formats.tracker._columns import BY_KEY, COLUMNS
from actionplan.formats.tracker._proposals import ColumnRead
from actionplan.formats.tracker._reading import key_of_words, text_of
from actionplan.formats.tracker._sheets import Row, Sheet
from actionplan.terms import Acceptance, Status

MOST_ROWS_ABOVE = 20
LEAST_HEADINGS = 2
ALIKE = 0.8

# What people call these columns, as `key_of_words` writes it. "Target completion" is
# the day that was set at first where a revised one stands beside it.
SYNONYMS: Mapping[str, str] = {
    "ref": "reference",
    "ref no": "reference",
    "rec no": "reference",
    "rec ref": "reference",
    "recommendation no": "reference",
    "recommendation number": "reference",
    "id": "reference",
    "review": "report",
    "origin": "report",
    "source": "report",
    "publication": "report",
    "type": "kind",
    "recommendation": "text",
    "recommendations": "text",
    "action": "text",
    "force": "owner",
    "end implementer": "owner",
    "lead officer": "lead",
    "action owner": "lead",
    "responsible officer": "lead",
    "rag status": "rag",
    "rag rating": "rag",
    "response": "acceptance",
    "accepted": "acceptance",
    "implementation status": "status",
    "target completion": "original_due",
    "target completion date": "original_due",
    "original target date": "original_due",
    "original due date": "original_due",
    "revised target completion": "due",
    "revised target completion date": "due",
    "revised target date": "due",
    "revised due date": "due",
    "due date": "due",
    "deadline": "due",
    "completion deadline date": "due",
    "percent complete": "percent",
    "complete": "percent",
    "progress": "note",
    "latest update": "note",
    "update": "note",
    "action taken": "note",
    "assurance": "evidence",
}
_OWN = {key_of_words(column.heading): column.key for column in COLUMNS}


@attrs.frozen(kw_only=True)
class Meaning:
    """What a word for a status means.

    Attributes:
        status: The status that it stands for; None where it says nothing of it.
        acceptance: What it says about acceptance, if anything.
        loosely: Whether any status of the same group fits it, as anything open fits
            `Open`; then the status is proposed only for an item of another group.
    """

    status: Status | None = None
    acceptance: Acceptance | None = None
    loosely: bool = False

    def __str__(self) -> str:
        said = [self.status and self.status.words, self.acceptance]
        loosely = " unless it is so in other words" if self.loosely else ""
        return ", ".join(str(one) for one in said if one) + loosely


_OPEN = Meaning(status=Status.AWAITING, loosely=True)
_DOING = Meaning(status=Status.IN_PROGRESS)
_SAID = Meaning(status=Status.COMPLETE)
_CLOSED = Meaning(status=Status.CLOSED)
_DROPPED = Meaning(status=Status.NO_FURTHER_ACTION)

VOCABULARIES: Mapping[str, Mapping[str, Meaning]] = {
    "city-of-london": {
        "awaiting allocation": Meaning(status=Status.AWAITING),
        "in progress": _DOING,
        "pending sign off": _SAID,
        "closed": _CLOSED,
    },
    "hmicfrs": {
        "awaiting review": Meaning(status=Status.AWAITING),
        "being progressed": _DOING,
        "complete": _SAID,
        "completed": _SAID,
        "authorised for closure": _CLOSED,
        "no further action needed": _DROPPED,
        "superseded": Meaning(status=Status.SUPERSEDED),
    },
    "gao": {
        "open": _OPEN,
        "closed implemented": _CLOSED,
        "closed not implemented": _DROPPED,
    },
    "nao": {
        "implemented": _SAID,
        "work in progress": _DOING,
        "disagreed": Meaning(acceptance=Acceptance.REJECTED),
    },
    "us-inspectors-general": {
        "open": _OPEN,
        "open & resolved": attrs.evolve(_OPEN, acceptance=Acceptance.ACCEPTED),
        "open & unresolved": attrs.evolve(_OPEN, acceptance=Acceptance.REJECTED),
        "closed": _CLOSED,
    },
    "raib": {
        "implemented": _CLOSED,
        "response awaited": Meaning(status=Status.AWAITING),
        "orr response awaited": Meaning(status=Status.AWAITING),
        "opb response awaited": Meaning(status=Status.AWAITING),
        "in the process of being implemented": _DOING,
        "in process": _DOING,
    },
}


@attrs.frozen(kw_only=True)
class Header:
    """The row of headings of a sheet, and how they were understood."""

    row: Row
    columns: tuple[ColumnRead, ...]
    named: frozenset[str]

    @property
    def is_foreign(self) -> bool:
        """Whether a column goes by another heading than the tracker's own."""
        return any(one.key is not None and not one.is_own for one in self.columns)

    @property
    def understood(self) -> int:
        """How many of its columns are."""
        return sum(one.key is not None for one in self.columns)

    def faults(self, sheet: Sheet, needed: str) -> Iterator[Fault]:
        """What keeps its rows from being read."""
        keys = [one.key for one in self.columns]
        if needed not in keys:
            message = f"has no column {BY_KEY[needed].heading!r}"
            hint = "name it so, or say which column it is: columns={'No.': 'reference'}"
            yield Fault(sheet.name, FaultCode.REQUIRED, None, message, hint)
        for number, one in enumerate(self.columns):
            if one.key is not None and one.key in keys[:number]:
                message = f"the column {shown(one.heading)} says the same as another"
                hint = "keep one, or say with columns={...} which is which"
                yield Fault(
                    one.place, FaultCode.REPEATED_KEY, one.heading, message, hint
                )
            near = self._near(one)
            if near and _OWN[near[0]] not in keys:
                message = f"the column {shown(one.heading)} is unknown"
                hint = f"did you mean {BY_KEY[_OWN[near[0]]].heading!r}?"
                yield Fault(
                    one.place, FaultCode.UNKNOWN_KEY, one.heading, message, hint
                )

    def _near(self, one: ColumnRead) -> list[str]:
        heading = key_of_words(one.heading)
        if one.key is not None or heading in self.named:
            return []
        return difflib.get_close_matches(heading, _OWN, 1, ALIKE)


def header_of(
    sheet: Sheet, columns: Mapping[str, str | None], least: int = LEAST_HEADINGS
) -> Header | None:
    """The row of headings among the first ones; None where there is none."""
    named = {key_of_words(heading): key for heading, key in columns.items()}
    found = [_header(sheet, row, named) for row in sheet.rows[:MOST_ROWS_ABOVE]]
    best = max(found, key=lambda header: header.understood, default=None)
    return best if best and best.understood >= least else None


def _header(sheet: Sheet, row: Row, named: Mapping[str, str | None]) -> Header:
    cells = [sheet.cell(row, number) for number in range(len(row.values))]
    headings = [text_of(cell).strip() for cell in cells]
    keys = _settled([_key(key_of_words(heading), named) for heading in headings])
    read = zip(cells, headings, keys, strict=True)
    columns = (
        ColumnRead(place=cell.place, heading=heading, key=key)
        for cell, heading, key in read
    )
    return Header(row=row, columns=tuple(columns), named=frozenset(named))


def _key(heading: str, named: Mapping[str, str | None]) -> str | None:
    if heading in named:
        return named[heading]
    return _OWN.get(heading) or SYNONYMS.get(heading)


def _settled(keys: list[str | None]) -> list[str | None]:
    """A day that stands alone is the one that holds now, and not the first one."""
    if "original_due" in keys and "due" not in keys:
        return ["due" if key == "original_due" else key for key in keys]
    return keys


def meanings(given: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """The words for a status that are read: the library's own, and those given."""
    own = {key_of_words(status): Meaning(status=status) for status in Status}
    return own | {key_of_words(word): meaning for word, meaning in given.items()}


def unknown_columns(columns: Mapping[str, str | None]) -> Iterable[Fault]:
    """What is wrong with a mapping of columns that a caller gives."""
    for heading, key in columns.items():
        if key is not None and key not in BY_KEY:
            message = f"{shown(key)} is no column of the tracker"
            hint = f"use one of {', '.join(BY_KEY)}, or None for one that is not read"
            yield Fault(
                f"columns[{heading!r}]", FaultCode.UNKNOWN_NAME, key, message, hint
            )
