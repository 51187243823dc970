"""The day that a period counts from: publication, receipt, or an event by its name."""

import re
from datetime import date

import attrs

from actionplan.deadlines import PUBLICATION
from actionplan.errors import WordingKind
from actionplan.periods import Counting
from actionplan.wording import _events as events
from actionplan.wording._dates import day, month
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Scanner
from actionplan.wording._years import part_of_year

MOST_WORDS = 12  # of the name of an event


@attrs.frozen
class Anchor:
    """What a period counts from, and how, as far as words say it."""

    anchor: str | date = PUBLICATION
    countings: tuple[Counting, ...] = (Counting.AFTER,)
    assumed: bool = False


def anchor(scanner: Scanner, tail: str) -> Anchor | None:
    """The anchor that stands here with its preposition; None without one.

    Args:
        scanner: Where it stands.
        tail: A pattern of what can come after it and is not its name.
    """
    return scanner.first(lambda at: _anchor(at, tail))


def _anchor(scanner: Scanner, tail: str) -> Anchor | None:
    countings = _countings(scanner)
    if countings is None:
        return None
    if scanner.take(rf"(?:{events.THE_DAY} )?{events.DEICTIC}"):
        return Anchor(countings=(), assumed=True)
    found = scanner.first(
        lambda at: _given_day(at, countings), lambda at: _known(at, countings, tail)
    )
    return found or _event(scanner, countings, tail)


def _countings(scanner: Scanner) -> tuple[Counting, ...] | None:
    if scanner.take(rf"{events.WITH} {events.DAY_AFTER}"):
        return (Counting.AFTER,)
    if scanner.take(rf"(?:from|of) {events.DAY_AFTER}") or scanner.take(
        events.FROM_OR_WITH
    ):
        return (Counting.BEGINNING, Counting.AFTER)
    if scanner.take(events.WITH):
        return (Counting.BEGINNING,)
    return (Counting.AFTER,) if scanner.take(events.AFTER) else None


def _given_day(scanner: Scanner, countings: tuple[Counting, ...]) -> Anchor | None:
    scanner.take(r"(?:the )?(?:date|day) of")
    ended = scanner.take("(?:the )?(?:end|close) of")
    named = scanner.first(day, part_of_year, month)
    if named is None:
        return None
    if named.doubt or not named.spans:
        message = f"counts from a day, and {named.doubt}"
        raise Refusal(WordingKind.AMBIGUOUS, message)
    span = named.spans[0]
    if not ended and span.start != span.end:
        message = f"counts from {span.words}, which is more than one day"
        raise Refusal(WordingKind.AMBIGUOUS, message)
    return Anchor(span.end, countings)


def _known(
    scanner: Scanner, countings: tuple[Counting, ...], tail: str
) -> Anchor | None:
    ends = (
        rf"(?:{events.ENDS_HERE}|(?= ?(?:{tail})))"
        if scanner.whole
        else events.GOES_NOT_ON
    )
    start = scanner.at
    found: dict[int, Anchor] = {}
    for pattern, name, assumed in events.KNOWN:
        if scanner.take(rf"(?:{events.THE_DAY} )?(?:{pattern}){ends}"):
            found.setdefault(scanner.at, Anchor(name, countings, assumed))
        scanner.at = start
    if not found:
        return None
    scanner.at = max(found)  # this inspection report is no inspection
    return found[scanner.at]


def _event(
    scanner: Scanner, countings: tuple[Counting, ...], tail: str
) -> Anchor | None:
    scanner.take(events.THE_DAY)
    scanner.take(events.ARTICLE)
    start = scanner.at
    word = rf"(?!(?:{tail})(?![a-z0-9]))[a-z0-9]+"
    found = re.compile(rf"{word}(?: {word})*").match(scanner.text, start)
    words = found[0].split() if found else []
    if not words or len(words) > MOST_WORDS or not words[0][0].isalpha():
        return None
    if re.search(events.NO_EVENT, " ".join(words)) or words == ["date"]:
        return None
    scanner.skip(" ".join(words))
    return Anchor("-".join(words), countings)


def is_meeting(name: str) -> bool:
    """Whether an event by its name is a meeting, before which papers are due."""
    return re.search(r"\b(?:meeting|board|committee|panel|hearing)\b", name) is not None
