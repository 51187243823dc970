"""What is asked of every reader: a calendar file, and what it must be read as."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

import attrs


def _minutes(values: Iterable[float]) -> tuple[int, ...]:
    return tuple(sorted(map(int, values)))


@attrs.frozen(kw_only=True, order=True)
class Item:
    """An event, one meeting of a series, or a to-do, as a reader gives it.

    Attributes:
        uid: Its UID.
        kind: `event` or `todo`.
        start: When it begins: a day, or a moment in UTC; of a to-do, empty.
        end: When it ends, which is no longer part of it, or when it is due.
        summary: Its title.
        description: Its text.
        location: Where it is.
        status: Its STATUS, or empty.
        percent: Its PERCENT-COMPLETE, or -1.
        sequence: Its SEQUENCE; what has none is the first revision (RFC 5545, 3.8.7.4).
        alarms: The alarms, in minutes from the start.
    """

    uid: str
    kind: str = "event"
    start: str = ""
    end: str = ""
    summary: str = ""
    description: str = ""
    location: str = ""
    status: str = ""
    percent: int = -1
    sequence: int = 0
    alarms: tuple[int, ...] = attrs.field(default=(), converter=_minutes)

    def __str__(self) -> str:
        said = attrs.asdict(self, filter=lambda field, value: value != field.default)
        return " ".join(f"{name}={value!r}" for name, value in said.items())

    @property
    def texts(self) -> str:
        """All of its texts."""
        return f"{self.summary}\n{self.description}\n{self.location}"

    @classmethod
    def from_answer(cls, answer: dict[str, Any]) -> Self:
        """The item of an answer, in which what is not there is null."""
        return cls(**{key: each for key, each in answer.items() if each is not None})


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items))


@attrs.frozen(kw_only=True)
class Case:
    """A calendar file with what it must be read as.

    Attributes:
        ics: The bytes of the file.
        items: What begins in the window, and all to-dos.
        start: The first day of the window.
        end: The day after the window.
        series: The UIDs of what recurs by a rule.
        added: The UIDs and starts of what recurs besides the rule.
        parts: The UIDs of events that are parts of one, with the UID of that one.
    """

    ics: bytes
    items: tuple[Item, ...] = attrs.field(converter=_in_order)
    start: date = date(2000, 1, 1)
    end: date = date(2040, 1, 1)
    series: frozenset[str] = frozenset()
    added: frozenset[tuple[str, str]] = frozenset()
    parts: Mapping[str, str] = attrs.field(factory=dict)

    def joined(self, items: Iterable[Item]) -> list[Item]:
        """Items with those of parts under one UID."""
        return [
            attrs.evolve(item, uid=self.parts.get(item.uid, item.uid)) for item in items
        ]
