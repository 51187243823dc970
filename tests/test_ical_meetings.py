"""Meetings in the calendar: when they are, what they are about, what is due before."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidValue
from actionplan.formats import ical
from actionplan.formats.ical._identity import meeting_uid
from actionplan.meetings import MovedMeeting, Preparation
from actionplan.strategies import registers
from calendars import DAY, components, dumped, lines_of, of_items, one, read, said
from registers import register, report, update

LONDON = ZoneInfo("Europe/London")


def meeting(day: date, **changes: object) -> ap.ScrutinyMeeting:
    """A meeting of Norfolk's commissioner from ten to twelve, some fields changed."""
    start = datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001 - on a wall
    fields: dict[str, object] = {
        "id": f"pcc/{day}",
        "title": "Forum",
        "body": "pcc",
        "start": start,
        "end": start + timedelta(hours=2),
        "zone": "Europe/London",
    }
    return ap.ScrutinyMeeting(**fields | changes)  # type: ignore[arg-type]


def series(**changes: object) -> ap.MeetingSeries:
    """A forum on the second Wednesday of each quarter, with some fields changed."""
    fields: dict[str, object] = {
        "id": "forum",
        "title": "Forum",
        "body": "pcc",
        "start": datetime(2014, 6, 11, 10),  # noqa: DTZ001 - on a wall
        "end": datetime(2014, 6, 11, 12),  # noqa: DTZ001
        "zone": "Europe/London",
        "rule": "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE",
    }
    return ap.MeetingSeries(**fields | changes)  # type: ignore[arg-type]


def at(day: date, hour: int) -> datetime:
    """A time on the clock in the room."""
    return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001


def event_of(data: bytes, name: str) -> Any:
    """The event of a meeting by its id."""
    return components(data)[meeting_uid(name)]


def agenda_of(event: Any) -> list[str]:
    """What a meeting is about, line by line."""
    return said(event, "DESCRIPTION").partition("\n\n")[2].split("\n")


def exceptions_of(data: bytes, name: str = "forum") -> dict[str, Any]:
    """The events of single meetings of a series, by the time that the rule gives."""
    events: list[Any] = read(data).events
    return {
        str(event["RECURRENCE-ID"].dt.date()): event
        for event in events
        if event["UID"] == meeting_uid(name) and "RECURRENCE-ID" in event
    }


def rule_of(data: bytes, name: str = "forum") -> Any:
    """The event of a series that has its rule."""
    (event,) = (
        event
        for event in read(data).events
        if event["UID"] == meeting_uid(name) and "RECURRENCE-ID" not in event
    )
    return event


def held_in(
    data: bytes, until: date, name: str = "forum"
) -> list[tuple[datetime, datetime]]:
    """When the meetings of a series are held, as dateutil expands what is written."""
    master = rule_of(data, name)
    dates: Any = rruleset()
    rule = master["RRULE"].to_ical().decode()
    dates.rrule(rrulestr(rule, dtstart=master.start))
    excluded = master.get("EXDATE", [])
    for value in excluded if isinstance(excluded, list) else [excluded]:
        for day in value.dts:
            dates.exdate(day.dt)
    end = datetime.combine(until, datetime.min.time(), LONDON)
    length = master.end - master.start
    held = {
        start: (start, start + length)
        for start in dates.between(master.start, end, inc=True)
    }
    for event in exceptions_of(data, name).values():
        assert event["RECURRENCE-ID"].dt in held
        held[event["RECURRENCE-ID"].dt] = event.start, event.end
    return sorted(held.values())


class TestTimes:
    """RFC 5545, 3.3.5: a time in a zone is that of the clock on its wall."""

    def test_in_london(self) -> None:
        """A meeting is timed by the clock of London, and makes its people busy."""
        made = register(meetings=[meeting(DAY, place="Room 1, Wymondham")])
        event = event_of(ical.dumps(made, DAY), f"pcc/{DAY}")
        assert lines_of(event.to_ical())[1:4] == [
            "SUMMARY:Forum",
            "DTSTART;TZID=Europe/London:20140917T100000",
            "DTEND;TZID=Europe/London:20140917T120000",
        ]
        assert said(event, "TRANSP") == "OPAQUE"
        assert said(event, "LOCATION") == "Room 1, Wymondham"
        assert "URL" not in event
        assert not event.subcomponents

    @pytest.mark.parametrize(
        ("day", "hour"),
        [
            (date(2014, 3, 29), 10),
            (date(2014, 3, 30), 9),
            (date(2014, 10, 25), 9),
            (date(2014, 10, 26), 10),
        ],
    )
    def test_at_ten_on_both_sides(self, day: date, hour: int) -> None:
        """A ten o'clock meeting is at ten before and after the clocks change."""
        data = ical.dumps(register(meetings=[meeting(day)]), DAY)
        event = event_of(data, f"pcc/{day}")
        assert f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T100000" in lines_of(data)
        assert event.start.astimezone(UTC).hour == hour

    def test_the_zone(self) -> None:
        """There is one zone, before all else, with a rule for each change of clocks."""
        made = register(meetings=[meeting(DAY), meeting(DAY + timedelta(days=1))])
        lines = lines_of(ical.dumps(made, DAY))
        begin = lines.index("BEGIN:VTIMEZONE")
        assert begin == min(
            n for n, line in enumerate(lines) if line.startswith("BEGIN:V") and n
        )
        assert lines[begin : lines.index("END:VTIMEZONE")] == [
            "BEGIN:VTIMEZONE",
            "TZID:Europe/London",
            "BEGIN:STANDARD",
            "DTSTART:19701025T020000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            "TZNAME:GMT",
            "TZOFFSETFROM:+0100",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "BEGIN:DAYLIGHT",
            "DTSTART:19700329T010000",
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
            "TZNAME:BST",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0100",
            "END:DAYLIGHT",
        ]
        assert lines.count("BEGIN:VTIMEZONE") == 1
        assert not any(line.startswith("RDATE") for line in lines)

    @pytest.mark.parametrize("year", [1996, 1997, 2014, 2026, 2037])
    def test_the_zone_is_right(self, year: int) -> None:
        """The rules of the zone change the clocks when the IANA database does."""
        data = ical.dumps(register(meetings=[meeting(DAY)]), DAY)
        (zone,) = read(data).timezones
        made = zone.to_tz(lookup_tzid=False)
        hours = (datetime(year, 1, 1) + timedelta(hours=n) for n in range(8760))  # noqa: DTZ001
        differing = [
            hour
            for hour in hours
            if hour.replace(tzinfo=made).utcoffset()
            != hour.replace(tzinfo=LONDON).utcoffset()
            and hour.replace(tzinfo=LONDON)
            .astimezone(UTC)
            .astimezone(LONDON)
            .replace(tzinfo=None)
            == hour
        ]
        assert differing == []

    @pytest.mark.parametrize("zone", ["GB", "Europe/Jersey", "Europe/Isle_of_Man"])
    def test_the_same_clock(self, zone: str) -> None:
        """Zones that have the clock of London are written as London's."""
        data = ical.dumps(register(meetings=[meeting(DAY, zone=zone)]), DAY)
        assert "DTSTART;TZID=Europe/London:20140917T100000" in lines_of(data)

    @pytest.mark.parametrize(
        ("changes", "start"),
        [
            ({"zone": "America/New_York"}, "20140917T140000Z"),
            ({"zone": "Europe/Dublin"}, "20140917T090000Z"),
            ({"zone": "UTC"}, "20140917T100000Z"),
            (
                {"start": at(date(1970, 1, 5), 10), "end": at(date(1970, 1, 5), 12)},
                "19700105T090000Z",
            ),
        ],
        ids=["New York", "Dublin", "UTC", "London in 1970"],
    )
    def test_other_clocks(self, changes: dict[str, object], start: str) -> None:
        """Other clocks, and London's by another rule, are written in UTC, and named."""
        held = meeting(DAY, **changes)
        data = ical.dumps(register(meetings=[held]), DAY)
        assert f"DTSTART:{start}" in lines_of(data)
        assert "BEGIN:VTIMEZONE" not in lines_of(data)
        event = event_of(data, held.id)
        by = f"Begins at 10:00 by the clock of {held.zone}"
        assert by in said(event, "DESCRIPTION").split("\n")
        assert event.start == held.starts

    @pytest.mark.parametrize(
        ("start", "end", "written"),
        [
            ((2014, 3, 30, 0, 0), (2014, 3, 30, 0, 30), "20140330T000000Z"),
            ((2014, 10, 26, 1, 30), (2014, 10, 26, 3, 0), "20141026T003000Z"),
            ((2014, 10, 25, 22, 0), (2014, 10, 26, 1, 0), "20141025T210000Z"),
        ],
        ids=["goes forward", "comes twice", "ends in it"],
    )
    def test_the_night_of_change(
        self, start: tuple[int, ...], end: tuple[int, ...], written: str
    ) -> None:
        """At night when clocks change, programs differ on a time that is not in UTC."""
        begins, ends = datetime(*start), datetime(*end)  # type: ignore[arg-type] # noqa: DTZ001
        held = meeting(DAY, start=begins, end=ends)
        data = ical.dumps(register(meetings=[held]), DAY)
        assert f"DTSTART:{written}" in lines_of(data)
        event = event_of(data, held.id)
        moments = (held.starts.astimezone(UTC), held.ends.astimezone(UTC))
        assert (event.start, event.end) == moments
        assert "by the clock" not in said(event, "DESCRIPTION")

    @pytest.mark.parametrize("hour", [1, 2])
    def test_the_night_after(self, hour: int) -> None:
        """By two o'clock, and on all other days, the clock of London is clear."""
        day = date(2014, 10, 26) + timedelta(days=2 - hour)
        held = meeting(day, start=at(day, hour), end=at(day, hour + 1))
        data = ical.dumps(register(meetings=[held]), DAY)
        stamp = f"{day:%Y%m%d}T0{hour}0000"
        assert f"DTSTART;TZID=Europe/London:{stamp}" in lines_of(data)

    def test_meetings_alone(self) -> None:
        """A register with a meeting and nothing due has a calendar of events."""
        made = register(reports=[], plans=[], meetings=[meeting(DAY)])
        assert len(read(ical.dumps(made, DAY)).events) == 1
        with pytest.raises(InvalidValue, match="ask for events, which meetings are"):
            ical.dumps(made, DAY, as_="todos")

    @pytest.mark.parametrize("body", ["pcc", "norfolk", None])
    def test_for(self, body: str | None) -> None:
        """A body has the meetings that it holds, and those that hold it to account."""
        made = register(meetings=[meeting(DAY)])
        data = ical.dumps(made, DAY, for_=body)
        assert meeting_uid(f"pcc/{DAY}") in components(data)
        with pytest.raises(InvalidValue, match="nothing that suffolk owns"):
            ical.dumps(made, DAY, for_="suffolk")

    def test_nothing_to_show(self) -> None:
        """A title or place of which nothing can be shown is as if there were none."""
        made = register(meetings=[meeting(DAY, title="\x00", place="\x00")])
        event = event_of(ical.dumps(made, DAY), f"pcc/{DAY}")
        assert said(event, "SUMMARY") == f"pcc/{DAY}"
        assert "LOCATION" not in event

    def test_for_an_overseer(self) -> None:
        """A body has the meetings of those that it oversees."""
        made = register(meetings=[meeting(DAY, body="norfolk")])
        assert meeting_uid(f"pcc/{DAY}") in components(
            ical.dumps(made, DAY, for_="pcc")
        )


class TestAgendas:
    """Each meeting says what falls due by it, what is overdue, and what changed."""

    def test_the_first(self) -> None:
        """The first meeting says what is due by it, and how late that is by then."""
        made = register(meetings=[meeting(DAY)])
        assert agenda_of(event_of(ical.dumps(made, DAY), f"pcc/{DAY}")) == [
            "Due by this meeting (1):",
            "- Fri 29 Aug 2014, 19 days overdue by then: Act. (Norfolk, r/1)",
        ]

    def test_the_next(self) -> None:
        """The next one says what is due by it, what was by the last, and the news."""
        meetings = [meeting(DAY), meeting(date(2014, 10, 10))]
        made = register(meetings=meetings).record(
            update("p/1", date(2014, 9, 18), status="complete")
        )
        event = event_of(ical.dumps(made, date(2014, 9, 20)), "pcc/2014-10-10")
        assert agenda_of(event) == [
            "Due by this meeting (1):",
            "- Fri 10 Oct 2014: Action plan for Child protection (Norfolk, p)",
            "",
            "Overdue since the last meeting, on Wed 17 Sep 2014, or longer (1):",
            "- Fri 29 Aug 2014, 42 days overdue by then: Act. (Norfolk, r/1)",
            "",
            "Changed since the last meeting, on Wed 17 Sep 2014 (1):",
            "- p/1: Reported complete by norfolk on Thu 18 Sep 2014 (was awaiting)",
        ]

    def test_what_is_done_is_not_due(self) -> None:
        """What is done, withdrawn or not its body's business is on no agenda."""
        made = register(meetings=[meeting(DAY)]).record(
            update("r/1", DAY, status="withdrawn")
        )
        event = event_of(ical.dumps(made, DAY), f"pcc/{DAY}")
        assert said(event, "DESCRIPTION") == "Held by: Commissioner"
        made = register(meetings=[meeting(DAY, body="suffolk")])
        assert "Due by" not in said(
            event_of(ical.dumps(made, DAY), f"pcc/{DAY}"), "DESCRIPTION"
        )

    def test_of_one_body(self) -> None:
        """A calendar for a force tells of meetings only what is the force's own."""
        finding = ap.Recommendation(
            id="r/1",
            text="Act.",
            addressed_to=["norfolk", "pcc"],
            deadline="by 2014-09-01",
        )
        made = register(
            reports=[report(findings=[finding])], plans=[], meetings=[meeting(DAY)]
        )
        event = event_of(ical.dumps(made, DAY, for_="norfolk"), f"pcc/{DAY}")
        assert agenda_of(event)[0] == "Due by this meeting (1):"
        assert agenda_of(event_of(ical.dumps(made, DAY), f"pcc/{DAY}"))[0] == (
            "Due by this meeting (2):"
        )

    def test_as_it_stood(self) -> None:
        """What is over says what stood then, whatever was recorded of a later day."""
        made = register(meetings=[meeting(DAY)])
        later = made.record(update("r/1", date(2014, 10, 1), status="complete"))
        event = event_of(ical.dumps(later, date(2014, 11, 1)), f"pcc/{DAY}")
        assert (
            event.to_ical() == event_of(ical.dumps(made, DAY), f"pcc/{DAY}").to_ical()
        )

    def test_long_lists(self) -> None:
        """A list of more than twenty says how many there are besides."""
        findings = [
            ap.Recommendation(id=f"r/{n:02}", text="Act.", deadline="immediately")
            for n in range(30)
        ]
        made = register(
            reports=[report(findings=findings)], plans=[], meetings=[meeting(DAY)]
        )
        agenda = agenda_of(event_of(ical.dumps(made, DAY), f"pcc/{DAY}"))
        assert agenda[0] == "Due by this meeting (30):"
        assert len(agenda) == 22
        assert agenda[-1] == "- and 10 more"

    def test_what_recurs(self) -> None:
        """What recurs is due on the last day before a meeting, and never late."""
        made = one(deadline="every P1M from 2014-08-28")
        made = made.add(meeting(date(2014, 11, 5)))
        event = event_of(ical.dumps(made, DAY), "pcc/2014-11-05")
        assert agenda_of(event) == [
            "Due by this meeting (1):",
            "- Tue 28 Oct 2014: Act. (Norfolk, r/1)",
        ]

    def test_what_recurs_and_was_reported(self) -> None:
        """A time for which its owner reported is due no more; others' do not count."""
        made = one(deadline="every P1M from 2014-08-28")
        days = (date(2014, 11, 5), date(2014, 12, 3), date(2015, 1, 7))
        made = made.add(*map(meeting, days)).record(
            update("r/1", date(2014, 10, 1), by="pcc", note="Asked again."),
            update("r/1", date(2014, 11, 20), note="Sent."),
        )
        data = ical.dumps(made, date(2014, 12, 1))
        due = [
            [line for line in agenda_of(event_of(data, f"pcc/{day}")) if "r/1)" in line]
            for day in days
        ]
        assert due == [
            ["- Tue 28 Oct 2014: Act. (Norfolk, r/1)"],
            [],
            ["- Sun 28 Dec 2014: Act. (Norfolk, r/1)"],
        ]

    @pytest.mark.parametrize(
        "deadline",
        [
            "every P1M from publication",
            "every P1M from publication until 2014-11-01",
            "P1D before next-meeting",
        ],
    )
    def test_days_bring_no_news_of(self, deadline: str) -> None:
        """What changes by itself from day to day is no news, and changes no byte."""
        meetings = [meeting(date(2014, 9, 11)), meeting(date(2014, 12, 7))]
        change = ap.DeadlineChange(
            item="r/1",
            on=date(2014, 9, 15),
            by="hmic",
            deadline="every P3W from publication",
        )
        for log in ([], [change]):
            made = one(*log, deadline=deadline).add(*meetings)
            days = (date(2014, 9, 20), date(2014, 10, 20), date(2014, 11, 20))
            assert len({ical.dumps(made, day) for day in days}) == 1

    def test_days_bring_no_news(self) -> None:
        """That a day passed is no news, and changes no byte."""
        meetings = [meeting(DAY), meeting(date(2014, 12, 3))]
        made = register(meetings=meetings)
        assert ical.dumps(made, DAY) == ical.dumps(made, date(2014, 11, 30))

    def test_only_the_meetings_that_list_it(self) -> None:
        """An update changes its item, and the meetings that tell of it."""
        days = [date(2014, 9, 3), DAY, date(2014, 10, 1), date(2014, 10, 15)]
        made = register(meetings=[meeting(day) for day in days])
        later = made.record(update("p", date(2014, 9, 20), status="complete"))
        before, after = (ical.dumps(held, date(2014, 9, 25)) for held in (made, later))
        old, new = components(before), components(after)
        changed = {uid for uid in new if new[uid].to_ical() != old[uid].to_ical()}
        assert changed == {
            ical.uid("p@norfolk"),
            meeting_uid("pcc/2014-10-01"),  # what changed since the last one
            meeting_uid("pcc/2014-10-15"),  # what is due by it
        }
        for uid in changed:
            assert new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"]
            assert new[uid].stamp > old[uid].stamp

    def test_of_whom(self) -> None:
        """A meeting of one addressee is told no news of the other's item."""
        finding = ap.Recommendation(
            id="r/1",
            text="Act.",
            addressed_to=["norfolk", "suffolk"],
            deadline="by 2014-10-10",
        )
        days = (date(2014, 9, 1), date(2014, 11, 5))
        made = register(
            reports=[report(findings=[finding])],
            plans=[],
            meetings=[meeting(day, body="suffolk") for day in days],
        )
        told = made.record(update("r/1", DAY, percent=5))
        before, after = (
            event_of(ical.dumps(held, date(2014, 11, 5)), "pcc/2014-11-05")
            for held in (made, told)
        )
        assert said(after, "DESCRIPTION") == said(before, "DESCRIPTION")

    def test_news_of_what_is_done(self) -> None:
        """What comes after an item's end changes no meeting to come but the next."""
        days = [DAY, date(2014, 10, 1), date(2014, 10, 15), date(2014, 12, 3)]
        made = register(meetings=[meeting(day) for day in days])
        done = made.record(update("r/1", date(2014, 9, 20), status="complete"))
        assured = done.record(update("r/1", date(2014, 9, 21), status="assured"))
        old, new = (
            components(ical.dumps(held, date(2014, 9, 25))) for held in (done, assured)
        )
        changed = {uid for uid in new if new[uid].to_ical() != old[uid].to_ical()}
        assert changed == {ical.uid("r/1@norfolk"), meeting_uid("pcc/2014-10-01")}

    @given(
        made=registers(min_entries=1),
        days=st.lists(
            st.dates(date(2013, 6, 1), date(2017, 6, 1)), max_size=4, unique=True
        ),
        data=st.data(),
    )
    def test_sequences_never_fall(
        self, made: ap.Register, days: list[date], data: st.DataObject
    ) -> None:
        """With what is recorded later, no meeting's SEQUENCE or stamp falls."""
        body = data.draw(st.sampled_from(made.bodies)).id
        made = made.add(*(meeting(day, id=f"m/{day}", body=body) for day in days))
        on = date(2017, 1, 1)
        told = datetime(2017, 1, 1, tzinfo=UTC)
        item = data.draw(st.sampled_from(made.items))
        later = made.record(
            update(
                item.id,
                data.draw(st.dates(date(2013, 1, 1), on)),
                by=item.owner,
                status=data.draw(st.sampled_from(ap.Status)),
                recorded=told,
            )
        )
        old, new = (components(dumped(held, on)) for held in (made, later))
        for day in days:
            uid = meeting_uid(f"m/{day}")
            assert new[uid]["SEQUENCE"] >= old[uid]["SEQUENCE"]
            assert new[uid].stamp >= old[uid].stamp
            if said(new[uid], "DESCRIPTION") != said(old[uid], "DESCRIPTION"):
                assert new[uid]["SEQUENCE"] > old[uid]["SEQUENCE"]
                assert new[uid].stamp == told


class TestPreparations:
    """What is due before a meeting is a deadline of its own, on an all-day event."""

    def test_papers_and_drafts(self) -> None:
        """Papers and drafts are due on their days, and the meeting names them."""
        made = register(
            plans=[],
            meetings=[
                meeting(
                    DAY,
                    preparations=[
                        Preparation.clear_days(
                            "papers", 5, calendar="england-and-wales"
                        ),
                        Preparation(
                            name="first-drafts",
                            deadline="P1W before papers",
                            text="All chapters.\nWithout annexes.",
                        ),
                    ],
                )
            ],
        )
        data = ical.dumps(made, DAY, alarms=[1])
        papers = components(data)[meeting_uid(f"pcc/{DAY}", "papers")]
        drafts = components(data)[meeting_uid(f"pcc/{DAY}", "first-drafts")]
        assert (papers.start, papers.end) == (date(2014, 9, 9), date(2014, 9, 10))
        assert drafts.start == date(2014, 9, 2)
        assert said(papers, "SUMMARY") == "Due: Papers for Wed 17 Sep 2014: Forum"
        assert said(papers, "TRANSP") == "TRANSPARENT"
        assert len(papers.subcomponents) == 1
        assert said(drafts, "DESCRIPTION").split("\n") == [
            "All chapters.",
            "Without annexes.",
            "",
            "For: Forum, Wed 17 Sep 2014",
            "Held by: Commissioner",
            "Due: 7 days before Tue 9 Sep 2014 (papers) = Tue 2 Sep 2014",
        ]
        lines = said(event_of(data, f"pcc/{DAY}"), "DESCRIPTION").split("\n")
        assert lines[2] == (
            "First drafts due: 7 days before Tue 9 Sep 2014 (papers) = Tue 2 Sep 2014"
        )

    def test_papers_on_a_day(self) -> None:
        """Papers with a day of their own are due on it, with what is to be noted."""
        made = register(meetings=[meeting(DAY, papers=date(2014, 9, 6))])
        papers = components(ical.dumps(made, DAY))[meeting_uid(f"pcc/{DAY}", "papers")]
        assert papers.start == date(2014, 9, 6)
        assert "Note: 6 Sep 2014 is a Saturday" in said(papers, "DESCRIPTION")

    def test_beyond_the_calendar(self) -> None:
        """What nobody can count is not in the calendar, and the meeting says why."""
        day = date(2040, 9, 12)
        papers = Preparation.clear_days("papers", 5, calendar="england-and-wales")
        made = register(meetings=[meeting(day, preparations=[papers])])
        data = ical.dumps(made, DAY)
        assert meeting_uid(f"pcc/{day}", "papers") not in components(data)
        assert "What is due before it is not known: the bank holidays of" in said(
            event_of(data, f"pcc/{day}"), "DESCRIPTION"
        )


class TestSeries:
    """RFC 5545, 3.8.5: a rule, exceptions from it, and what is held otherwise."""

    MOVED = MovedMeeting(
        day=date(2014, 12, 10),
        start=at(date(2014, 12, 17), 14),
        end=at(date(2014, 12, 17), 15),
        place="Wymondham",
    )

    def test_by_rule(self) -> None:
        """A series is one event with its rule, and says who holds it and where."""
        held = series(place="Norwich", url="https://example.org/forum")
        made = register(reports=[], plans=[], meetings=[held])
        event = rule_of(ical.dumps(made, DAY))
        assert event["RRULE"].to_ical() == b"FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE"
        assert said(event, "LOCATION") == "Norwich"
        assert said(event, "URL") == "https://example.org/forum"
        assert said(event, "DESCRIPTION").split("\n") == [
            "Held by: Commissioner",
            "What is due by each meeting is told about a year before it.",
            "Link: https://example.org/forum",
        ]
        assert event["SEQUENCE"] == 0

    def test_until(self) -> None:
        """The last day is included, as a moment in UTC (RFC 5545, 3.3.10)."""
        rule = "FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;UNTIL=20150610"
        made = register(reports=[], plans=[], meetings=[series(rule=rule)])
        data = ical.dumps(made, DAY)
        assert (
            "RRULE:FREQ=MONTHLY;UNTIL=20150610T090000Z;INTERVAL=3;BYDAY=2WE"
            in lines_of(data)
        )
        assert held_in(data, date(2020, 1, 1))[-1][0].date() == date(2015, 6, 10)

    def test_nothing_that_shows(self) -> None:
        """A title and place of control characters alone leave no line empty."""
        held = [meeting(DAY, title="\x00", place="\x01 ")]
        data = ical.dumps(register(reports=[], plans=[], meetings=held), DAY)
        event = event_of(data, held[0].id)
        assert said(event, "SUMMARY") == held[0].id
        assert "LOCATION" not in event

    def test_cancelled_and_moved(self) -> None:
        """Cancelled meetings are left out, and moved ones are where they are held."""
        held = series(
            cancelled=[date(2015, 6, 10), date(2015, 3, 11)], moved=[self.MOVED]
        )
        made = register(reports=[], plans=[], meetings=[held])
        data = ical.dumps(made, DAY)
        lines = lines_of(data)
        assert [line for line in lines if line.startswith("EXDATE")] == [
            "EXDATE;TZID=Europe/London:20150311T100000",
            "EXDATE;TZID=Europe/London:20150610T100000",
        ]
        moved = exceptions_of(data)["2014-12-10"]
        assert "RECURRENCE-ID;TZID=Europe/London:20141210T100000" in lines
        assert moved.start == datetime(2014, 12, 17, 14, tzinfo=LONDON)
        assert said(moved, "LOCATION") == "Wymondham"
        assert [start.date() for start, _ in held_in(data, date(2015, 10, 1))] == [
            date(2014, 6, 11),
            date(2014, 9, 10),
            date(2014, 12, 17),
            date(2015, 9, 9),
        ]

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=WEEKLY;BYDAY=WE",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=30",
            "FREQ=MONTHLY;BYDAY=2WE",
            "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2",
            "FREQ=MONTHLY;BYMONTHDAY=11",
            "FREQ=YEARLY;BYDAY=2WE;BYMONTH=6,10",
            "FREQ=MONTHLY;BYDAY=2WE;UNTIL=20150325",
        ],
    )
    def test_the_same_meetings(self, rule: str) -> None:
        """The events of a series are the meetings of the register, at their times."""
        held = series(rule=rule)
        made = register(meetings=[held])
        data = ical.dumps(made, DAY)
        until = date(2016, 12, 31)
        own = [(one.starts, one.ends) for one in held.meetings(date(2014, 1, 1), until)]
        assert held_in(data, until) == own
        assert {start.hour for start, _ in own} == {10}

    def test_agendas(self) -> None:
        """A meeting with something to tell has an event of its own, no other has."""
        made = register(meetings=[series()])
        made = made.record(update("r/1", date(2014, 12, 1), status="complete"))
        made = made.record(update("p", date(2014, 12, 1), status="complete"))
        found = exceptions_of(ical.dumps(made, date(2015, 1, 1)))
        assert found.keys() == {"2014-09-10", "2014-12-10"}
        assert agenda_of(found["2014-09-10"])[0] == "Due by this meeting (1):"
        assert agenda_of(found["2014-12-10"])[0] == (
            "Changed since the last meeting, on Wed 10 Sep 2014 (2):"
        )

    def test_a_year_ahead(self) -> None:
        """Meetings are told one by one up to the end of the next year."""
        made = register(meetings=[series()])
        for on in (DAY, date(2014, 12, 31)):
            assert max(exceptions_of(ical.dumps(made, on))) == "2015-12-09"
        assert max(exceptions_of(ical.dumps(made, date(2015, 1, 1)))) == "2016-12-14"
        assert ical.dumps(made, DAY) == ical.dumps(made, date(2014, 12, 31))

    def test_preparations(self) -> None:
        """What is due before each meeting of a series is due before each one held."""
        papers = Preparation(name="papers", deadline="P1W before meeting")
        held = series(
            preparations=[papers], moved=[self.MOVED], cancelled=[date(2015, 3, 11)]
        )
        made = register(reports=[], plans=[], meetings=[held])
        events = read(ical.dumps(made, DAY)).events
        days = [
            event.start
            for event in events
            if "PAPERS" in str(event).upper() and "VALUE" in event["DTSTART"].params
        ]
        assert days == [
            date(2014, 6, 4),
            date(2014, 9, 3),
            date(2014, 12, 10),
            date(2015, 6, 3),
            date(2015, 9, 2),
            date(2015, 12, 2),
        ]

    def test_in_other_zones(self) -> None:
        """A series by another clock is told one by one, because no rule would hold."""
        held = series(zone="Europe/Dublin")
        made = register(reports=[], plans=[], meetings=[held])
        data = ical.dumps(made, DAY)
        assert "RRULE" not in data.decode()
        found = components(data)
        own = held.meetings(date(2014, 1, 1), date(2015, 12, 31))
        assert found.keys() == {meeting_uid(one.id) for one in own}
        assert all(found[meeting_uid(one.id)].start == one.starts for one in own)

    def test_at_night(self) -> None:
        """A series in the hours in which clocks change is told one by one too."""
        day = date(2014, 9, 28)
        rule = "FREQ=MONTHLY;BYDAY=-1SU;COUNT=3"
        held = series(start=at(day, 1), end=at(day, 3), rule=rule)
        made = register(reports=[], plans=[], meetings=[held])
        found = components(ical.dumps(made, DAY))
        starts = {
            found[meeting_uid(f"forum/{day}")].start.astimezone(UTC)
            for day in ("2014-09-28", "2014-10-26", "2014-11-30")
        }
        assert {(start.day, start.hour) for start in starts} == {
            (28, 0),
            (26, 0),
            (30, 1),
        }
        assert len(found) == 3

    def test_moved_far(self) -> None:
        """A meeting is where it was moved to, however late that is."""
        far = MovedMeeting(
            day=date(2014, 12, 10),
            start=at(date(2020, 1, 15), 10),
            end=at(date(2020, 1, 15), 12),
        )
        made = register(meetings=[series(moved=[far])])
        moved = exceptions_of(ical.dumps(made, DAY))["2014-12-10"]
        assert moved.start == datetime(2020, 1, 15, 10, tzinfo=LONDON)
        other = register(meetings=[series(moved=[far], zone="Europe/Dublin")])
        found = components(ical.dumps(other, DAY))
        assert meeting_uid("forum/2014-12-10") not in found

    def test_never_held(self) -> None:
        """A series of which every meeting is cancelled is not in the calendar."""
        held = series(
            rule="FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;COUNT=1",
            cancelled=[date(2014, 6, 11)],
        )
        data = ical.dumps(register(meetings=[held]), DAY)
        assert meeting_uid("forum") not in components(data)

    def test_one_body_two_ways(self) -> None:
        """A single meeting of the same body comes between those of its series."""
        made = register(meetings=[meeting(DAY), series()])
        event = exceptions_of(ical.dumps(made, DAY))["2014-12-10"]
        assert any("on Wed 17 Sep 2014" in line for line in agenda_of(event))


class TestPrevious:
    """What was published last decides about meetings as about deadlines."""

    def test_nothing_new(self) -> None:
        """After itself, a calendar with meetings is the same bytes."""
        made = register(meetings=[meeting(DAY), series(moved=[TestSeries.MOVED])])
        data = ical.dumps(made, DAY)
        assert ical.dumps(made, DAY, previous=data) == data

    def test_moved(self) -> None:
        """A meeting at another time, which no entry tells, comes after the old one."""
        made = register(meetings=[meeting(DAY)])
        before = ical.dumps(made, DAY)
        held = made.meetings[0]
        moved = attrs.evolve(held, start=at(DAY, 11), end=at(DAY, 13))
        after = ical.dumps(made.replace(moved), DAY, previous=before)
        old, new = (event_of(data, held.id) for data in (before, after))
        assert new["SEQUENCE"] == old["SEQUENCE"] + 1
        assert new.stamp > old.stamp

    def test_gone(self) -> None:
        """A meeting that is gone stays as cancelled, at its time and in its zone."""
        before = ical.dumps(register(meetings=[meeting(DAY)]), DAY)
        after = ical.dumps(register(), DAY, previous=before)
        event = event_of(after, f"pcc/{DAY}")
        assert said(event, "STATUS") == "CANCELLED"
        assert said(event, "SUMMARY") == "Cancelled"
        assert event.start == datetime(2014, 9, 17, 10, tzinfo=LONDON)
        assert "BEGIN:VTIMEZONE" in lines_of(after)

    def test_cancelled_in_a_series(self) -> None:
        """A meeting of a series that is cancelled goes by its rule, not by itself."""
        made = register(meetings=[series()])
        before = ical.dumps(made, DAY)
        assert "2014-12-10" in exceptions_of(before)
        cancelled = made.replace(series(cancelled=[date(2014, 12, 10)]))
        after = ical.dumps(cancelled, DAY, previous=before)
        assert "2014-12-10" not in exceptions_of(after)
        assert b"CANCELLED" not in after
        assert rule_of(after)["SEQUENCE"] == 1

    def test_told_once(self) -> None:
        """A meeting of a series that was told by itself is so in every later file."""
        made = one().add(series())
        before = ical.dumps(made, DAY)
        day = "2014-12-10"
        ongoing = one(deadline="ongoing").add(series())
        after = ical.dumps(ongoing, DAY, previous=before)
        event = exceptions_of(after)[day]
        assert not any(agenda_of(event))
        assert event["SEQUENCE"] > exceptions_of(before)[day]["SEQUENCE"]
        again = ical.dumps(made, DAY, previous=after)
        assert exceptions_of(again)[day]["SEQUENCE"] > event["SEQUENCE"]

    def test_a_series_that_is_gone(self) -> None:
        """A series that is gone is cancelled with every meeting told by itself."""
        before = ical.dumps(register(meetings=[series()]), DAY)
        after = ical.dumps(register(), DAY, previous=before)
        events = [*exceptions_of(after).values(), rule_of(after)]
        assert {said(event, "STATUS") for event in events} == {"CANCELLED"}
        assert rule_of(after)["RRULE"] == rule_of(before)["RRULE"]


class TestReadingBack:
    """Meetings are nobody's to tick, and no news when they are read."""

    def test_known(self) -> None:
        """Meetings, those of series, and what is due before them are known."""
        papers = Preparation(name="papers", deadline="P1W before meeting")
        made = register(
            meetings=[
                meeting(DAY, papers=date(2014, 9, 8)),
                series(preparations=[papers]),
                series(id="board", zone="Europe/Dublin", preparations=[papers]),
            ]
        )
        assert ical.read(ical.dumps(made, DAY), made) == ical.Reading()


@given(made=registers())
def test_any_register(made: ap.Register) -> None:
    """Every meeting of any register is in its calendar, at its time."""
    data = dumped(made, DAY)
    events = components(data)
    for held in made.meetings:
        if isinstance(held, ap.ScrutinyMeeting):
            event = events[meeting_uid(held.id)]
            moments = (held.starts.astimezone(UTC), held.ends.astimezone(UTC))
            assert (event.start, event.end) == moments
    assert of_items(data, made).keys() <= events.keys()
