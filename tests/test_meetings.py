"""Meetings: series of them, what is due before each, and how a register finds them."""

import calendar
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, strategies as st

import actionplan as ap
from actionplan.meetings import (
    Frequency,
    MovedMeeting,
    Preparation,
    Recurrence,
)
from strategies import ids, links, maybe, names, own, texts, visibilities

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE_DAY = timedelta(days=1)


# Strategies

month_days = st.sampled_from([1, 15, 28, 29, 30, 31, -1, -2, -30, -31])
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
numbered_weekdays = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]),
        st.sampled_from(WEEKDAYS),
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
positions = st.sampled_from([None, 1, 2, 4, -1, -2])
months = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
ends = st.sampled_from([{}, {"count": 1}, {"count": 7}, {"until": date(2024, 3, 31)}])
by_the_week = st.fixed_dictionaries(
    {"frequency": st.just("WEEKLY"), "by_day": weekdays}
)
by_the_month = st.one_of(
    st.fixed_dictionaries({"by_day": numbered_weekdays}),
    st.fixed_dictionaries({"by_day": weekdays, "by_set_pos": positions}),
    st.fixed_dictionaries(
        {"by_month_day": st.lists(month_days, min_size=1, max_size=4, unique=True)}
    ),
).map(lambda parts: {"frequency": "MONTHLY", **parts})
by_the_year = st.one_of(
    st.fixed_dictionaries({"by_day": numbered_weekdays, "by_month": months}),
    st.fixed_dictionaries({"by_day": weekdays, "by_month": months}),
    st.fixed_dictionaries(
        {
            "by_day": weekdays,
            "by_month": months.map(lambda some: some[:1]),
            "by_set_pos": positions,
        }
    ),
    st.fixed_dictionaries(
        {
            "by_month_day": st.lists(st.integers(1, 28), min_size=1, unique=True),
            "by_month": months,
        }
    ),
    st.just({"by_month_day": [29, 31], "by_month": [1, 12]}),
).map(lambda parts: {"frequency": "YEARLY", **parts})
recurrences = st.builds(
    lambda parts, end, interval: Recurrence(**parts, **end, interval=interval),
    st.one_of(by_the_week, by_the_month, by_the_year),
    ends,
    st.integers(1, 4),
)


@st.composite
def series(
    draw: st.DrawFn,
    known: tuple[str, ...] = ("pcc",),
    rules: st.SearchStrategy[Recurrence] = recurrences,
) -> ap.MeetingSeries:
    """A series of a known body, some of whose meetings are cancelled or moved."""
    rule = draw(rules)
    first = first_day(rule, draw(st.dates(date(2013, 1, 1), date(2016, 12, 31))))
    assume(first is not None)
    start = datetime.combine(first or date.min, time(draw(st.integers(7, 20)), 30))
    fields: dict[str, Any] = {
        "id": draw(ids),
        "title": draw(texts),
        "body": draw(st.sampled_from(known)),
        "start": start,
        "end": start + timedelta(minutes=draw(st.integers(1, 600))),
        "zone": draw(st.sampled_from(["Europe/London", "America/New_York", "UTC"])),
        "rule": rule,
    }
    plain = ap.MeetingSeries(**fields)
    held = plain.occurrences(start.date(), start.date() + timedelta(days=1500))[:12]
    excepted = draw(st.lists(st.sampled_from(held), max_size=4, unique=True))
    split = draw(st.integers(0, len(excepted)))
    return ap.MeetingSeries(
        **fields,
        cancelled=excepted[:split],
        moved=[draw(moved_meetings(day)) for day in excepted[split:]],
        preparations=draw(preparations()),
        place=draw(maybe(texts)),
        url=draw(links),
        visibility=draw(visibilities),
        x=draw(own),
    )


@st.composite
def moved_meetings(draw: st.DrawFn, day: date) -> MovedMeeting:
    """A meeting of a day, moved by up to two months either way."""
    start = datetime.combine(
        day + timedelta(days=draw(st.integers(-60, 60))), time(draw(st.integers(8, 18)))
    )
    return MovedMeeting(
        day=day,
        start=start,
        end=start + timedelta(hours=1),
        place=draw(maybe(texts)),
        x=draw(own),
    )


@st.composite
def preparations(draw: st.DrawFn) -> list[Preparation]:
    """Preparations that count back from the meeting, or from one another."""
    known = ["meeting"]
    made: list[Preparation] = []
    for name in draw(st.lists(names.filter(lambda n: n != "meeting"), unique=True)):
        anchor = draw(st.sampled_from(known))
        length = f"P{draw(st.integers(1, 30))}D before {anchor}"
        working = draw(st.sampled_from(["", " working[england-and-wales]"]))
        made.append(
            Preparation(name=name, deadline=length + working, text=draw(maybe(texts)))
        )
        known.append(name)
    return made


# A rule read as it is written, day by day, without any arithmetic of recurrences


def first_day(rule: Recurrence, start: date) -> date | None:
    """The first day from a day on that a rule gives, within nine years."""
    following = (start + ONE_DAY * number for number in range(9 * 366))
    return next((day for day in following if says(rule, day, day)), None)


def by_hand(rule: Recurrence, first: date, last: date) -> list[date]:
    """The days that a rule gives from its first to a day, read day by day."""
    every = (first + ONE_DAY * number for number in range((last - first).days + 1))
    days = (day for day in every if says(rule, first, day))
    return [*islice(days, rule.count)]


def says(rule: Recurrence, first: date, day: date) -> bool:
    """Whether a rule that has its first meeting on a day gives another one."""
    if rule.until is not None and day > rule.until:
        return False
    if periods_between(rule.frequency, first, day) % rule.interval:
        return False
    if not fits(rule, day):
        return False
    if rule.by_set_pos is None:
        return True
    place = rule.by_set_pos - 1 if rule.by_set_pos > 0 else rule.by_set_pos
    fitting = [one for one in days_of_month(day) if fits(rule, one)]
    return -len(fitting) <= place < len(fitting) and fitting[place] == day


def periods_between(frequency: Frequency, first: date, day: date) -> int:
    """How many weeks (from Monday), months or years lie between two days."""
    if frequency is Frequency.WEEKLY:
        mondays = [one - ONE_DAY * one.weekday() for one in (first, day)]
        return (mondays[1] - mondays[0]).days // 7
    years = day.year - first.year
    if frequency is Frequency.YEARLY:
        return years
    return years * 12 + day.month - first.month


def days_of_month(day: date) -> list[date]:
    """All days of the month of a day."""
    length = calendar.monthrange(day.year, day.month)[1]
    return [day.replace(day=number) for number in range(1, length + 1)]


def fits(rule: Recurrence, day: date) -> bool:
    """Whether a day is one of those that the parts of a rule name."""
    length = calendar.monthrange(day.year, day.month)[1]
    weekday = WEEKDAYS[day.weekday()]
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    weekdays = {weekday, f"{from_start}{weekday}", f"{from_end}{weekday}"}
    numbers = {day.day, day.day - length - 1}
    return (
        (not rule.by_month or day.month in rule.by_month)
        and (not rule.by_month_day or bool(numbers & {*rule.by_month_day}))
        and (not rule.by_day or bool(weekdays & {*rule.by_day}))
    )
