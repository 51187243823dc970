"""Working calendars: those that are shipped, those of GOV.UK, and a caller's own."""

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

import attrs

from actionplan._days import parse_day, short_day
from actionplan._fields import is_day, is_name, is_text, optional
from actionplan._files import AnyPath, read_bytes
from actionplan._values import Faults, Value, checked, mistyped
from actionplan.errors import (
    ActionPlanError,
    BeyondHorizon,
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    MissingCalendar,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.working_days._counting import WorkingDays, is_weekend

ANY_UK = "any-uk"
DIVISIONS = {
    "england-and-wales": "England and Wales",
    "northern-ireland": "Northern Ireland",
    "scotland": "Scotland",
}
SHIPPED = tuple(sorted([*DIVISIONS, ANY_UK]))


def _to_days(value: Iterable[date]) -> frozenset[date]:
    with contextlib.suppress(TypeError):  # what is no set of days, the check names
        return frozenset(value)
    return cast("frozenset[date]", value)


def _are_days(value: Any) -> Faults:
    if not isinstance(value, frozenset):
        return mistyped("a set of days", value)
    return tuple(fault for day in value for fault in is_day(day))


@attrs.frozen(kw_only=True, repr=False)
class WorkingCalendar(WorkingDays, Value):
    """The working days of one part of a country, between two days.

    `named` gives those that the package ships: `england-and-wales`, `scotland`,
    `northern-ireland`, and `any-uk`, in which a bank holiday anywhere in the
    United Kingdom is no working day.

    Attributes:
        name: What rules and explanations call it.
        holidays: The days that are no working days, besides weekends.
        first: The first day that it covers.
        last: The last day that it covers.
        as_of: The day on which these holidays were known, where that is known.
        source: Where they come from.

    Raises:
        InvalidValue: A field is faulty, or the last day is before the first.

    Example:
        >>> from datetime import date
        >>> from actionplan.working_days import WorkingCalendar
        >>> scotland = WorkingCalendar.named("scotland")
        >>> scotland.is_working(date(2026, 6, 15)), scotland.last
        (False, datetime.date(2028, 12, 31))
    """

    name: str = attrs.field(metadata=checked(is_name))
    holidays: frozenset[date] = attrs.field(
        converter=_to_days,
        metadata=checked(_are_days),
    )
    first: date = attrs.field(metadata=checked(is_day))
    last: date = attrs.field(metadata=checked(is_day))
    as_of: date | None = attrs.field(default=None, metadata=checked(optional(is_day)))
    source: str = attrs.field(metadata=checked(is_text))

    def _own_faults(self) -> Faults:
        if self.first <= self.last:
            return ()
        message = f"{self.last} is before the first day, {self.first}"
        hint = "write the earlier day first"
        return (Fault("last", FaultCode.CONTRADICTION, self.last, message, hint),)

    @classmethod
    def named(cls, name: str) -> "WorkingCalendar":
        """The calendar of that name that the package ships.

        Raises:
            UnknownName: None is shipped under that name.
        """
        if name in SHIPPED:
            return _shipped()[name]
        message = f"there is no working calendar {shown(name)}"
        hint = f"use one of {', '.join(SHIPPED)}, or pass your own as `calendar`"
        raise UnknownName(
            Fault("calendar", FaultCode.UNKNOWN_NAME, name, message, hint)
        )

    @classmethod
    def from_govuk_json(
        cls, path: AnyPath, division: str = ANY_UK, *, as_of: date | None = None
    ) -> "WorkingCalendar":
        """The calendar of a division, from the file that GOV.UK publishes.

        It covers the years of which the file names holidays of that division.

        Args:
            path: The file, saved from https://www.gov.uk/bank-holidays.json.
            division: One that the file has; without one all of them together, so
                that a bank holiday anywhere in the UK is no working day.
            as_of: The day on which it was saved, which the file does not say.

        Raises:
            MissingFile: There is no such file.
            FileProblem: It cannot be read.
            InvalidDocument: It is not such a file.
            UnknownName: It does not have that division.
        """
        held = _divisions_in(path)
        if division != ANY_UK and division not in held:
            message = f"there is no division {shown(division)}"
            hint = f"use one of {', '.join([*held, ANY_UK])}"
            raise UnknownName(
                Fault("division", FaultCode.UNKNOWN_NAME, division, message, hint)
            )
        parts = [held[division]] if division in held else list(held.values())
        # Where the parts together are asked for, each must be known.
        first = max(min(days).year for days in parts)
        last = min(max(days).year for days in parts)
        return cls(
            name=division,
            holidays=frozenset().union(*parts),
            first=date(first, 1, 1),
            last=date(last, 12, 31),
            as_of=as_of,
            source="https://www.gov.uk/bank-holidays.json",
        )

    def is_working(self, day: date) -> bool:
        """Whether a day is a weekday and no holiday.

        Raises:
            BeyondHorizon: The calendar does not cover the day.
        """
        raise_any(InvalidValue, is_day(day))
        if not self.first <= day <= self.last:
            raise BeyondHorizon(self._beyond(day))
        return not is_weekend(day) and day not in self.holidays

    def _beyond(self, day: date) -> Fault:
        covered = f"from {short_day(self.first)} to {short_day(self.last)}"
        message = f"the bank holidays of {self.name} are known {covered}, "
        message += f"and not on {short_day(day)}"
        hint = "pass a calendar that covers it, such as one read by "
        hint += "WorkingCalendar.from_govuk_json"
        return Fault("calendar", FaultCode.HORIZON, day.isoformat(), message, hint)

    def __repr__(self) -> str:
        return f"<WorkingCalendar {self.name}, {self.first} to {self.last}>"


@attrs.frozen
class _Asked(WorkingDays):
    """The working days that a caller's own function knows."""

    function: Callable[[date], bool]
    name: str = "the caller's calendar"
    as_of: date | None = None

    def is_working(self, day: date) -> bool:
        return bool(self.function(day))


AnyCalendar = WorkingCalendar | str | Callable[[date], bool]


def to_working_days(value: AnyCalendar) -> WorkingDays:
    """What knows the working days: a calendar, the name of one, or a function.

    Raises:
        UnknownName: No calendar is shipped under that name.
        InvalidValue: It is none of these.
    """
    given: object = value
    if isinstance(given, WorkingDays):
        return given
    if isinstance(given, str):
        return WorkingCalendar.named(given)
    if callable(given):
        return _Asked(given)
    wanted = "a working calendar, its name, or a function of a day"
    raise InvalidValue(*(f.within("calendar") for f in mistyped(wanted, value)))


def working_days_for(name: str | None, given: AnyCalendar | None) -> WorkingDays:
    """The working days by which a rule counts: those it names, or else those given.

    A calendar that is given under the name that the rule has takes the place of
    the one that is shipped, so that a rule can name a caller's own.

    Raises:
        MissingCalendar: None is named and none given.
        UnknownName: No calendar is known by that name.
    """
    if given is not None:
        found = to_working_days(given)
        if name in (None, found.name):
            return found
    if name is not None:
        return WorkingCalendar.named(name)
    message = "working days are asked for, and no calendar says which days those are"
    hint = f"give calendar= one of {', '.join(SHIPPED)}, or your own"
    raise MissingCalendar(
        Fault("calendar", FaultCode.MISSING_CALENDAR, None, message, hint)
    )


def resting_divisions(day: date) -> list[str]:
    """The parts of the United Kingdom, in words, in which a day is a bank holiday."""
    return [
        title for name, title in DIVISIONS.items() if day in _shipped()[name].holidays
    ]


@functools.cache
def _shipped() -> Mapping[str, WorkingCalendar]:
    # Here and not above, where it would take a tenth of the time of the import.
    from importlib.resources import files  # noqa: PLC0415

    held = json.loads(files("actionplan").joinpath("bank_holidays.json").read_bytes())
    parts = {
        name: frozenset(map(date.fromisoformat, days))
        for name, days in held["divisions"].items()
    }
    parts[ANY_UK] = frozenset().union(*parts.values())
    first, last, as_of = (
        date.fromisoformat(held[key]) for key in ("first", "last", "as_of")
    )
    return {
        name: WorkingCalendar(
            name=name,
            holidays=days,
            first=first,
            last=last,
            as_of=as_of,
            source=held["source"],
        )
        for name, days in parts.items()
    }


def _divisions_in(path: AnyPath) -> dict[str, frozenset[date]]:
    data = read_bytes(path)
    try:
        held = json.loads(data)
        found = {
            str(name): frozenset(parse_day(event["date"]) for event in part["events"])
            for name, part in held.items()
        }
    except ActionPlanError as error:
        raise _not_govuk(path, str(error)) from error
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise _not_govuk(path, f"{type(error).__name__}: {error}") from error
    if not found or not all(found.values()):
        raise _not_govuk(path, "a division has no events")
    return found


def _not_govuk(path: AnyPath, reason: str) -> InvalidDocument:
    message = f"{str(path)!r} is not a file of bank holidays: {reason}"
    hint = "save https://www.gov.uk/bank-holidays.json as it is"
    return InvalidDocument(Fault("", FaultCode.SYNTAX, str(path), message, hint))
