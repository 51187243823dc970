"""Hypothesis strategies for every value of the model, and known nasty values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

import actionplan as ap
from actionplan.deadlines import (
    Before,
    By,
    Immediately,
    Ongoing,
    Recurring,
    Unspecified,
    Within,
)
from actionplan.periods import Counting, Period, Span
from actionplan.reports import CaseAudit, Judgement, Place
from actionplan.terms import Grade, Scale, Visibility

NASTY_TEXTS = (
    "a\r\nb",
    "\x00",
    "\x1b[31mred",
    "a\u2028b",
    "\ufeff",
    "'\"\\",
    "=1+1",
    "C:\\New",
    "null",
    "\u202egnp",
    "e\u0301",
    "\U0001f46e\u200d\u2642\ufe0f",
)
NASTY_DAYS = (
    date(1800, 1, 1),
    date(2000, 2, 29),
    date(2014, 8, 31),
    date(2022, 11, 30),
    date(2024, 2, 28),
    date(2024, 12, 31),
    date(2999, 12, 31),
)

texts = st.sampled_from(NASTY_TEXTS) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12
)
texts = texts.filter(lambda text: bool(text.strip()))
segments = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,6}", fullmatch=True)
ids = st.lists(segments, min_size=1, max_size=3).map("/".join)
names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True).filter(
    lambda name: name not in {"working", "until", "complete"}
)
any_days = st.sampled_from(NASTY_DAYS) | st.dates(date(1800, 1, 1), date(2999, 12, 31))
days = st.dates(date(2013, 1, 1), date(2016, 12, 31))
moments = st.datetimes(
    datetime(2013, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2016, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(minute=0, second=0, microsecond=moment.microsecond))

periods = st.one_of(
    st.builds(Period, days=st.integers(1, 3652)),
    st.builds(Period, weeks=st.integers(1, 521)),
    st.builds(Period, months=st.integers(1, 120)),
    st.builds(Period, years=st.integers(1, 10)),
    st.builds(Period, years=st.integers(1, 9), months=st.integers(1, 12)),
)
spans = st.one_of(
    any_days.map(Span.of_day),
    st.builds(Span.of_month, st.integers(1800, 2999), st.integers(1, 12)),
    st.integers(1800, 2999).map(Span.of_year),
    st.tuples(any_days, any_days).map(lambda two: Span(start=min(two), end=max(two))),
)
known_anchors = st.sampled_from(["publication", "receipt", "inspection", "case-closed"])
anchors = (
    known_anchors | st.sampled_from(["previous-due", "next-meeting"]) | names | any_days
)
_counted = {"period": periods, "anchor": anchors}
_working = {
    "period": st.builds(Period, days=st.integers(1, 3652)),
    "anchor": anchors,
    "working": st.sampled_from([True]),
    "calendar": st.sampled_from(["scotland", "any-uk", "own"]) | names,
}
_countings = st.sampled_from(Counting)
# Those that a document can hold: in working days, they name the calendar.
deadlines = st.one_of(
    st.just(Immediately()),
    st.just(Ongoing()),
    st.just(Unspecified()),
    st.builds(By, span=spans),
    st.builds(Within, **_counted, counting=_countings),
    st.builds(Within, **_working, counting=_countings),
    st.builds(Before, **_counted),
    st.builds(Before, **_working),
    st.builds(
        Recurring,
        every=periods,
        anchor=anchors,
        until=st.none() | st.just("complete") | any_days,
    ),
)
recurring = st.builds(Recurring, every=periods, anchor=st.just(date(1990, 1, 31)))
any_deadlines = deadlines | st.builds(
    Within, **{**_working, "calendar": st.none()}, counting=_countings
)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2)
    ),
    max_leaves=4,
)
own = st.dictionaries(texts, json_values, max_size=1)
refs = st.dictionaries(texts, texts, max_size=1)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """None, or what the strategy gives."""
    return st.none() | strategy


visibilities = maybe(st.sampled_from(Visibility))
links = maybe(st.just("https://example.org/?a=1,2;3"))


@st.composite
def bodies(draw: st.DrawFn, count: int) -> tuple[ap.Body, ...]:
    """So many bodies, some of which oversee or succeed others."""
    made = [f"body-{number}" for number in range(count)]
    return tuple(
        ap.Body(
            id=name,
            name=draw(texts),
            kind=draw(st.sampled_from(ap.BodyKind)),
            overseen_by=draw(maybe(st.sampled_from(made))),
            from_=draw(maybe(st.dates(date(1829, 1, 1), date(1900, 1, 1)))),
            until=draw(maybe(days)),
            succeeded_by=draw(maybe(st.sampled_from(made))),
            refs=draw(refs),
            x=draw(own),
        )
        for name in made
    )


def _finding_fields(draw: st.DrawFn, known: list[str], name: str) -> dict[str, Any]:
    return {
        "id": name,
        "label": draw(maybe(texts)),
        "text": draw(texts),
        "addressed_to": draw(st.lists(st.sampled_from(known), max_size=2, unique=True)),
        "published": draw(maybe(days)),
        "deadline": draw(maybe(deadlines)),
        "stated": draw(maybe(texts)),
        "place": draw(maybe(st.builds(Place, page=st.integers(1, 99), x=own))),
        "themes": draw(st.lists(texts, max_size=2)),
        "priority": draw(maybe(texts)),
        "refs": draw(refs),
        "visibility": draw(visibilities),
        "x": draw(own),
    }


@st.composite
def reports(draw: st.DrawFn, known: list[str], name: str) -> ap.InspectionReport:
    """A report by and about known bodies, with findings of every kind."""
    some = st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)
    findings: list[Any] = [
        draw(st.sampled_from([ap.Recommendation, ap.AreaForImprovement]))(
            **_finding_fields(draw, known, f"{name}/{number}")
        )
        for number in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()):
        nested = ap.Recommendation(**_finding_fields(draw, known, f"{name}/c/1"))
        fields = _finding_fields(draw, known, f"{name}/c")
        findings.append(ap.CauseOfConcern(**fields, recommendations=[nested]))
    return ap.InspectionReport(
        id=name,
        title=draw(texts),
        by=draw(some),
        about=draw(some),
        published=draw(maybe(days)),
        received=draw(maybe(days)),
        inspected=draw(maybe(spans)),
        programme=draw(maybe(texts)),
        url=draw(links),
        refs=draw(refs),
        visibility=draw(visibilities),
        findings=findings,
        obligations=[
            ap.Obligation(
                id=f"{name}/o",
                owner=draw(st.sampled_from(known)),
                text=draw(texts),
                deadline=draw(maybe(deadlines)),
                regime=draw(maybe(names)),
            )
        ],
        judgements=draw(
            st.lists(
                st.builds(
                    Judgement,
                    about=st.sampled_from(known),
                    area=texts,
                    grade=st.sampled_from(Scale.FOUR_GRADE.grades),
                    scale=st.sampled_from(Scale),
                    on=maybe(days),
                ),
                max_size=1,
            )
        ),
        case_audits=draw(
            st.lists(
                st.builds(
                    CaseAudit,
                    about=st.sampled_from(known),
                    area=maybe(texts),
                    counts=st.dictionaries(
                        st.sampled_from([str(grade) for grade in Grade]),
                        st.integers(0, 99),
                        max_size=3,
                    ),
                ),
                max_size=1,
            )
        ),
        strengths=draw(st.lists(texts, max_size=2)),
        x=draw(own),
    )


@st.composite
def plans(draw: st.DrawFn, known: list[str], report: str, name: str) -> ap.ActionPlan:
    """A plan for a known report, with actions of known bodies."""
    owners = st.sampled_from(known)
    return ap.ActionPlan(
        id=name,
        owner=draw(owners),
        report=report,
        added=draw(maybe(days)),
        deadline=draw(maybe(deadlines)),
        stated=draw(maybe(texts)),
        actions=[
            ap.Action(
                id=f"{name}/{number}",
                owner=draw(owners),
                lead=draw(maybe(texts)),
                text=draw(texts),
                added=draw(maybe(days)),
                deadline=draw(maybe(deadlines)),
                themes=draw(st.lists(texts, max_size=1)),
                visibility=draw(visibilities),
            )
            for number in range(draw(st.integers(0, 2)))
        ],
        x=draw(own),
    )


@st.composite
def meetings(draw: st.DrawFn, known: list[str], name: str) -> ap.ScrutinyMeeting:
    """A meeting of a known body, by day, in London."""
    start = datetime.combine(draw(days), datetime.min.time()) + timedelta(
        hours=draw(st.integers(8, 18))
    )
    return ap.ScrutinyMeeting(
        id=name,
        title=draw(texts),
        body=draw(st.sampled_from(known)),
        start=start,
        end=start + timedelta(minutes=draw(st.integers(1, 240))),
        zone="Europe/London",
        papers=draw(maybe(days)),
        place=draw(maybe(texts)),
        url=draw(links),
        visibility=draw(visibilities),
    )


@st.composite
def entries(draw: st.DrawFn, register: ap.Register) -> Any:
    """An entry that the register can record: any kind, about any item."""
    item = draw(st.sampled_from(register.items))
    known = [body.id for body in register.bodies]
    common = {
        "item": draw(st.sampled_from([item.id, item.long_id])),
        "on": draw(days),
        "by": draw(st.sampled_from([*known, item.owner, item.setter])),
        "recorded": draw(maybe(moments)),
        "visibility": draw(visibilities),
        "x": draw(own),
    }
    return draw(_entry_of_kind(register, item.id, known, common))


def _entry_of_kind(
    register: ap.Register, item: str, known: list[str], common: dict[str, Any]
) -> st.SearchStrategy[Any]:
    fixed = {name: st.just(value) for name, value in common.items()}
    status = st.sampled_from(ap.Status)
    kinds: list[st.SearchStrategy[Any]] = [
        st.builds(
            ap.ProgressUpdate,
            **fixed,
            status=status,
            percent=maybe(st.integers(0, 100)),
            rag=maybe(texts),
            evidence=maybe(texts),
        ),
        st.builds(ap.ProgressUpdate, **fixed, note=texts),
        st.builds(
            ap.ProgressUpdate,
            **fixed,
            status=st.just("superseded"),
            superseded_by=st.sampled_from([item.id for item in register.items]),
        ),
        st.builds(
            ap.Response,
            **fixed,
            acceptance=st.sampled_from(ap.Acceptance),
            action=maybe(texts),
            reason=maybe(texts),
        ),
        st.builds(
            ap.DeadlineChange,
            **fixed,
            deadline=deadlines,
            asked=maybe(days),
            reason=maybe(texts),
            agreed_by=maybe(st.sampled_from(known)),
        ),
        st.builds(
            ap.DeadlineChange,
            **fixed,
            deadline=deadlines,
            refused_by=st.sampled_from(known),
        ),
        st.builds(ap.Target, **fixed, day=days),
        st.builds(ap.Assignment, **fixed, lead=texts),
        st.builds(ap.Event, **fixed, name=known_anchors),
    ]
    earlier = [
        entry.digest for entry in register.log if register.item(entry.item).id == item
    ]
    if earlier:
        retracted = st.sampled_from(earlier)
        kinds.append(st.builds(ap.Retraction, **fixed, entry=retracted))
        kinds.append(st.builds(ap.Retraction, **fixed, entry=retracted, reason=texts))
    return st.one_of(kinds)


@st.composite
def structures(draw: st.DrawFn) -> ap.Register:
    """A register with bodies, reports, plans and meetings, and an empty log."""
    held = draw(bodies(draw(st.integers(1, 3))))
    known = [body.id for body in held]
    made = [
        draw(reports(known, f"r{number}")) for number in range(draw(st.integers(1, 2)))
    ]
    return ap.Register(
        tracks=draw(st.lists(st.sampled_from(known), max_size=2, unique=True)),
        bodies=held,
        reports=made,
        plans=[draw(plans(known, made[0].id, "p"))],
        meetings=draw(st.lists(meetings(known, "m"), max_size=1)),
        x=draw(own),
    )


@st.composite
def registers(draw: st.DrawFn, most_entries: int = 6) -> ap.Register:
    """A register whose log has entries of every kind, in any order of days."""
    register = draw(structures())
    for _ in range(draw(st.integers(0, most_entries))):
        register = register.record(draw(entries(register)))
    return register
