"""Faults and the errors that carry them.

Everything that this library refuses, it refuses with an `ActionPlanError` that
holds one `Fault` for each thing wrong, so that a form can mark its fields and a
person can mend a whole file in one go. Each kind of error is also the builtin
kind that a caller would already catch.
"""

import functools
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import attrs

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")

SHOWN_CHARACTERS = 60
MOST_BITS = 14_000  # of a whole number that Python still writes out, 4,300 digits
SHOWN_FAULTS = 20


class FaultCode(StrEnum):
    """What sort of fault it is: stable, for programs that sort or translate faults.

    Example:
        >>> from actionplan.errors import FaultCode
        >>> FaultCode.UNKNOWN_KEY.value
        'unknown-key'
    """

    CALENDAR = "calendar"
    CONFLICT = "conflict"
    CONTRADICTION = "contradiction"
    DATE = "date"
    DEADLINE = "deadline"
    DUPLICATE_ID = "duplicate-id"
    ENCODING = "encoding"
    FILE = "file"
    FORMAT = "format"
    HORIZON = "horizon"
    ID = "id"
    LINK = "link"
    MISSING_ANCHOR = "missing-anchor"
    MISSING_CALENDAR = "missing-calendar"
    MOMENT = "moment"
    NESTING = "nesting"
    NUMBER = "number"
    PERIOD = "period"
    RANGE = "range"
    RECURRENCE = "recurrence"
    REPEATED_KEY = "repeated-key"
    REQUIRED = "required"
    SPAN = "span"
    SYNTAX = "syntax"
    TERM = "term"
    TEXT = "text"
    TYPE = "type"
    UNKNOWN_KEY = "unknown-key"
    UNKNOWN_NAME = "unknown-name"
    UNKNOWN_REFERENCE = "unknown-reference"
    WORDING = "wording"
    ZONE = "zone"


@attrs.frozen
class Fault:
    """One thing that is wrong, where it is, and the way out.

    Attributes:
        path: The place, from the value that was being read or made, such as
            `reports[0].findings[2].deadline`; empty for that value itself.
        code: The sort of fault.
        value: What was found there, as it was found.
        message: What is wrong with it, in a sentence without a full stop.
        hint: What to write or do instead.

    Example:
        >>> from actionplan.errors import Fault, FaultCode
        >>> message = "'3/4' is not a day"
        >>> fault = Fault("on", FaultCode.DATE, "3/4", message, "add the year")
        >>> print(fault.within("log[7]"))
        log[7].on: '3/4' is not a day; add the year
    """

    path: str
    code: FaultCode
    value: object
    message: str
    hint: str = ""

    def within(self, place: str) -> "Fault":
        """The same fault, seen from a value that holds this one at `place`."""
        return attrs.evolve(self, path=join(place, self.path))

    def __str__(self) -> str:
        place = f"{self.path}: " if self.path else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{place}{self.message}{hint}"


@attrs.frozen
class Conflict(Fault):
    """Two registers that say different things in one place.

    Attributes:
        ours: What the register says that is merged into.
        theirs: What the other one says.

    Example:
        >>> import attrs
        >>> import actionplan as ap
        >>> from actionplan.errors import MergeConflict
        >>> ours = ap.load("examples/norfolk_2014.json")
        >>> theirs = ours.replace(attrs.evolve(ours.bodies[0], name="HMIC"))
        >>> try:
        ...     ours.merge(theirs)
        ... except MergeConflict as error:
        ...     [(one.path, one.theirs) for one in error.conflicts]
        [('bodies[0].name', 'HMIC')]
    """

    ours: object = attrs.field(default=None, kw_only=True)
    theirs: object = attrs.field(default=None, kw_only=True)


def join(place: str, path: str) -> str:
    """A path inside a place: `join("log[3]", "on")` is `log[3].on`."""
    dot = "." if place and path and not path.startswith("[") else ""
    return f"{place}{dot}{path}"


def step(key: object) -> str:
    """A key as a step of a path: in brackets and quotes unless it is plain."""
    if isinstance(key, str) and _PLAIN_KEY.fullmatch(key):
        return key
    return f"[{_cut(ascii(key))}]"


def shown(value: object) -> str:
    """How a message names a value: briefly, and by the words of JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case dict():
            return "an object"
        case list() | tuple():
            return "a list"
        case str():
            return repr(_cut(str(value)))
        case int() if value.bit_length() > MOST_BITS:
            return "a number of thousands of digits"
        case int() | float():
            return f"the number {_cut(str(value))}"
        case _:
            return _cut(repr(value))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}..."


class ActionPlanError(Exception):
    """The base of every error that this library raises on purpose.

    Its text names all its faults (the first twenty, when there are more);
    `faults` holds every one as a value.

    Example:
        >>> import actionplan as ap
        >>> try:
        ...     ap.Body(id="no spaces", name="", kind="police-force")
        ... except ap.ActionPlanError as error:
        ...     [fault.path for fault in error.faults]
        ['id', 'name']
    """

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self._faults = faults

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that was wrong."""
        return self._faults

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        lines = [f"{len(self.faults)} faults:"]
        lines += [f"  {fault}" for fault in self.faults[:SHOWN_FAULTS]]
        hidden = len(self.faults) - SHOWN_FAULTS
        return "\n".join([*lines, f"  and {hidden} more"] if hidden > 0 else lines)


class InvalidValue(ActionPlanError, ValueError):
    """A value that the model cannot hold, or a reference to what is not there."""


class InvalidDocument(ActionPlanError, ValueError):
    """Text that is no register: no JSON, misshapen, or with false references."""


class UnknownName(ActionPlanError, KeyError):
    """A question about an item, body, report or term that is not there."""


class MergeConflict(ActionPlanError, ValueError):
    """Two registers that contradict each other: `conflicts` says where, all at once."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every place at which they do, with both sides; the same as `faults`."""
        return tuple(fault for fault in self.faults if isinstance(fault, Conflict))


class MissingAnchor(ActionPlanError, LookupError):
    """A deadline that counts from a day which nobody has given."""


class MissingCalendar(ActionPlanError, LookupError):
    """A question about working days that does not say whose bank holidays count."""


class BeyondHorizon(ActionPlanError, ValueError):
    """A day of which a calendar does not say whether it is a working day."""


class NotInForce(ActionPlanError, LookupError):
    """A named period that was not in force on the day that was asked about."""


class WordingKind(StrEnum):
    """Why words were refused as a deadline.

    Example:
        >>> from actionplan.errors import WordingKind
        >>> WordingKind("vague").name
        'VAGUE'
    """

    AMBIGUOUS = "ambiguous"
    VAGUE = "vague"
    IMPOSSIBLE_DATE = "impossible-date"
    NOT_POSITIVE = "not-positive"
    NOT_WHOLE = "not-whole"
    OUT_OF_RANGE = "out-of-range"
    CONTRADICTION = "contradiction"
    TWO_DEADLINES = "two-deadlines"
    TIME_OF_DAY = "time-of-day"
    NOT_A_DEADLINE = "not-a-deadline"
    FOOTNOTE_MARK = "footnote-mark"
    NON_ASCII_DIGIT = "non-ascii-digit"
    TRAILING_TEXT = "trailing-text"
    NOT_UNDERSTOOD = "not-understood"


class RefusedWording(ActionPlanError, ValueError):
    """Words that give no deadline, and `kind`, which says why not."""

    def __init__(self, *faults: Fault, kind: WordingKind) -> None:
        super().__init__(*faults)
        self.kind = kind

    def __reduce__(self) -> tuple[object, ...]:
        return functools.partial(type(self), kind=self.kind), self.args


class AmbiguousWording(RefusedWording):
    """Words with more than one meaning: `candidates` holds those that can be written.

    They are deadlines, in the order in which they are due; there are none where
    the words cannot be dated at all, as with the terms of schools.
    """

    def __init__(
        self,
        *faults: Fault,
        candidates: tuple[Any, ...] = (),
        kind: WordingKind = WordingKind.AMBIGUOUS,
    ) -> None:
        super().__init__(*faults, kind=kind)
        self.candidates = candidates

    def __reduce__(self) -> tuple[object, ...]:
        return functools.partial(type(self), candidates=self.candidates), self.args


class FileProblem(ActionPlanError, OSError):
    """A file that cannot be read or written; see `errno` and `filename`."""

    def __init__(
        self, *faults: Fault, errno: int | None = None, filename: str | None = None
    ) -> None:
        super().__init__(*faults)
        self.errno, self.filename = errno, filename

    def __reduce__(self) -> tuple[object, ...]:
        places = {"errno": self.errno, "filename": self.filename}
        return functools.partial(type(self), **places), self.args


class MissingFile(FileProblem, FileNotFoundError):
    """A file that is not there."""


def raise_any(kind: type[ActionPlanError], faults: Iterable[Fault]) -> None:
    """Raise one error of that kind with all the faults, if there are any."""
    found = tuple(faults)
    if found:
        raise kind(*found)
