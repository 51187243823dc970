"""The whole phrases that give a deadline, or that are known to give none."""

import re
from collections.abc import Iterable
from datetime import timedelta
from itertools import product

from actionplan.deadlines import (
    NEXT_MEETING,
    PREVIOUS_DUE,
    PUBLICATION,
    Before,
    By,
    Counting,
    Deadline,
    Immediately,
    Ongoing,
    Span,
    Unspecified,
    Within,
)
from actionplan.errors import WordingKind
from actionplan.periods import Period
from actionplan.wording import _phrases as phrases
from actionplan.wording._anchors import Anchor, anchor, is_meeting
from actionplan.wording._dates import day, month
from actionplan.wording._events import MEETING
from actionplan.wording._quantities import Length, length
from actionplan.wording._recurrence import recurrence
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Named, Reading, Scanner
from actionplan.wording._tails import TAIL
from actionplan.wording._years import part_of_year

_DAY = Period(days=1)


def core(scanner: Scanner) -> Reading | None:
    """The deadline that stands here, or None where nothing is known to stand."""
    return scanner.first(
        _ongoing, _immediate, recurrence, _further, _meeting, _period, _vague, _dated
    )


def placeholder(scanner: Scanner) -> Reading | None:
    """What is written in a cell that has no deadline, if that is all there is."""
    return _one(Unspecified()) if scanner.take(rf"(?:{phrases.PLACEHOLDER})$") else None


def _one(deadline: Deadline) -> Reading:
    return Reading((deadline,))


def _ongoing(scanner: Scanner) -> Reading | None:
    return _one(Ongoing()) if scanner.take(phrases.ONGOING) else None


def _vague(scanner: Scanner) -> Reading | None:
    """Words that name no day, unless they go on to: as soon as possible, and by ..."""
    soon = scanner.take(phrases.SOON)
    if not soon and not scanner.take(phrases.VAGUE):
        return None
    scanner.take(phrases.IN_ANY_CASE)
    reading = scanner.first(_period, _dated) if soon and scanner.rest else None
    if reading is None:
        raise Refusal(WordingKind.VAGUE, "names no day")
    return reading


def _immediate(scanner: Scanner) -> Reading | None:
    immediate = scanner.take(phrases.IMMEDIATE)
    start = scanner.at
    if not scanner.take(phrases.UPON if immediate else r"(?:up)?on|at"):
        return _one(Immediately()) if immediate else None
    scanner.at = start
    scanner.take(r",? ?(?:up)?on|after|following|from|of|at")
    scanner.take(r"the (?:date|day) of")
    counted = _anchor_after("of", scanner)
    if counted and counted.anchor == PUBLICATION and counted.countings:
        return _one(Immediately())
    if counted and counted.anchor in ("receipt", "acceptance", "recommendation"):
        beginning = Counting.BEGINNING
        return _one(Within(period=_DAY, anchor=counted.anchor, counting=beginning))
    scanner.at = start
    return _one(Immediately()) if immediate else None


def _anchor_after(preposition: str, scanner: Scanner) -> Anchor | None:
    """The anchor that stands here without a preposition of its own."""
    text = f"{preposition} {scanner.rest}"
    inner = Scanner(text, scanner.published, whole=scanner.whole)
    found = anchor(inner, TAIL)
    if found is not None:
        scanner.at = len(scanner.text) - len(inner.rest)
    return found


def _further(scanner: Scanner) -> Reading | None:
    """A further 28 days: they count from the day that was due before."""
    if not scanner.take(phrases.FURTHER):
        return None
    found = length(scanner)
    if found is None:
        return None
    scanner.take(phrases.NOUN)
    counted = anchor(scanner, TAIL) or Anchor(PREVIOUS_DUE)
    return _after(found, counted)


def _meeting(scanner: Scanner) -> Reading | None:
    """Before, by or at the next meeting."""
    at_it = scanner.take(
        r"(?:by|at|on|to|for|in time for)(?: the (?:date|time|day) of)?"
    )
    before = None if at_it else scanner.take(phrases.BEFORE)
    if not (at_it or before) or not scanner.take(MEETING):
        return None
    if before:
        return _one(Before(period=_DAY, anchor=NEXT_MEETING))
    counting = Counting.BEGINNING
    return _one(Within(period=_DAY, anchor=NEXT_MEETING, counting=counting))


# Periods


def _period(scanner: Scanner) -> Reading | None:
    _refuse_window(scanner)
    start = scanner.at
    minimum = scanner.take(phrases.MINIMUM)
    while not minimum and scanner.take(rf"{phrases.PERIOD_LEAD},?"):
        pass
    lead = scanner.text[start : scanner.at]
    found = length(scanner)
    if found is None:
        return None
    scanner.take(phrases.NOUN)
    if scanner.take("extension"):
        return _after(found, Anchor(PREVIOUS_DUE))
    back = scanner.first(lambda at: _back(at, found))
    if back and not re.fullmatch(phrases.BEFORE_LEAD, lead.strip()):
        raise Refusal(WordingKind.NOT_A_DEADLINE, "is a stretch before a day")
    if back:
        return back
    if minimum or scanner.take(phrases.AGO):
        raise Refusal(WordingKind.NOT_A_DEADLINE, "is no last day")
    counted = anchor(scanner, TAIL)
    return _after(found, counted or Anchor(assumed=True))


def _refuse_window(scanner: Scanner) -> None:
    start = scanner.at
    if scanner.take(phrases.OVER_NEXT) and length(scanner):
        raise Refusal(WordingKind.VAGUE, "names a stretch of time, and no last day")
    scanner.at = start


def _after(found: Length, counted: Anchor) -> Reading:
    doubt = found.doubt
    if len(counted.countings) != 1:
        doubt = "counts from a day that it does not say"
        if counted.countings:
            doubt = "can count the day that it begins with, or leave it out"
    if found.clear:
        doubt = "counts clear days, which leave out both ends or only the first"
    deadlines = (
        _within(period, counting, found, counted)
        for period, counting in product(
            _with_clear(found), counted.countings or (Counting.AFTER,)
        )
    )
    return Reading(tuple(deadlines), doubt)


def _with_clear(found: Length) -> Iterable[Period]:
    if not found.clear:
        return found.periods
    return [Period(days=p.days + more) for p in found.periods for more in (0, 1)]


def _within(
    period: Period, counting: Counting, found: Length, counted: Anchor
) -> Deadline:
    return Within(
        period=period,
        anchor=counted.anchor,
        counting=counting,
        working=found.working,
        assumed=counted.assumed,
    )


def _back(scanner: Scanner, found: Length) -> Reading | None:
    """So long before a meeting or a day."""
    if not scanner.take(phrases.BACK):
        return None
    counted = _anchor_after("of", scanner)
    if counted is None or counted.assumed or not _can_be_before(counted.anchor):
        message = "counts back from a day that nobody knows"
        raise Refusal(WordingKind.NOT_A_DEADLINE, message)
    periods = found.periods
    if found.clear:
        periods = tuple(Period(days=period.days + 1) for period in periods)
    deadlines = (
        Before(period=period, anchor=counted.anchor, working=found.working)
        for period in periods
    )
    return Reading(tuple(deadlines), found.doubt)


def _can_be_before(name: object) -> bool:
    return not isinstance(name, str) or is_meeting(name)


# Days, months and years


def _dated(scanner: Scanner) -> Reading | None:
    start = scanner.at
    if scanner.take(phrases.START):
        if _named(scanner) or length(scanner):
            raise Refusal(WordingKind.NOT_A_DEADLINE, "is no last day")
        scanner.at = start
    exclusive = scanner.take(phrases.BEFORE)
    if not exclusive:
        scanner.take(rf"{phrases.BY}[:,]?")
    if scanner.take(phrases.MIDNIGHT):
        return _at_midnight(scanner)
    scanner.take(phrases.CLOSE)
    found = scanner.first(
        _commencing,
        lambda at: _at_the_beginning(at, exclusive=bool(exclusive)),
        lambda at: _by(at, exclusive=bool(exclusive)),
        _vaguely,
    )
    if exclusive and found is None:
        message = "counts back from a day that nobody knows"
        raise Refusal(WordingKind.NOT_A_DEADLINE, message)
    return found


def _named(scanner: Scanner) -> Named | None:
    scanner.take(phrases.END)
    scanner.take(phrases.ENDING)
    return scanner.first(day, part_of_year, month)


def _by(scanner: Scanner, *, exclusive: bool) -> Reading | None:
    if exclusive and scanner.sees(phrases.ENDING):
        return None  # before a week that ends on a day, and not before the day
    ended = scanner.sees(phrases.END)
    named = _named(scanner)
    if named is None:
        return None
    spans = named.spans
    if exclusive and not ended:
        spans = tuple(_day_before(span) for span in spans)
    return Reading(tuple(By(span=span) for span in spans), named.doubt)


def _day_before(span: Span) -> Span:
    return Span.of_day(span.start - timedelta(days=1))


def _at_midnight(scanner: Scanner) -> Reading | None:
    at_end = scanner.take("at the end of")
    named = day(scanner)
    if named is None:
        return None
    days = [span.end for span in named.spans]
    if at_end:
        return Reading(tuple(map(By.day, days)), named.doubt)
    both = [day_ - timedelta(days=less) for day_ in days for less in (1, 0)]
    doubt = "can be the midnight that begins the day, or the one that ends it"
    return Reading(tuple(map(By.day, both)), doubt)


def _commencing(scanner: Scanner) -> Reading | None:
    if not scanner.take(phrases.COMMENCING):
        return None
    named = day(scanner)
    if named is None:
        return None
    ends = [span.end + timedelta(days=n) for span in named.spans for n in (4, 6)]
    doubt = "names a week, and not which day of it"
    return Reading(tuple(map(By.day, ends)), doubt)


def _vaguely(scanner: Scanner) -> Reading | None:
    if not scanner.take(phrases.PART) or not _named(scanner):
        return None
    return Reading((), "names a part of a time, and not its last day")


def _at_the_beginning(scanner: Scanner, *, exclusive: bool) -> Reading | None:
    if not scanner.take(phrases.BEGINNING):
        return None
    named = _named(scanner)
    if named is None:
        return None
    doubt = named.doubt
    if not exclusive:
        doubt = "can mean before it begins, or its first day"
    ends = (1,) if exclusive else (1, 0)
    days = (span.start - timedelta(days=n) for span in named.spans for n in ends)
    return Reading(tuple(map(By.day, days)), doubt)
