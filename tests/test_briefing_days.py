"""Briefings: which meetings and days count, and what the last papers knew."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest

import actionplan as ap
from actionplan.briefing import briefing
from actionplan.errors import BeyondHorizon, InvalidValue, UnknownName
from actionplan.meetings import MovedMeeting, Preparation
from papers import (
    DECEMBER,
    SERIES,
    december,
    everything,
    held,
    ids,
    meeting,
    section,
    table,
    told,
)
from registers import BODIES, NORFOLK, PCC, register, report, update


class TestDays:
    """The papers' days of this meeting and of the last are those that count."""

    def test_of_a_series(self) -> None:
        """The days are those of its papers, until the day before the next meeting."""
        made = december()
        assert made.previous == SERIES.meeting(date(2014, 9, 10))
        assert made.following == SERIES.meeting(date(2015, 3, 11))
        assert (made.on, made.since) == (date(2014, 12, 2), date(2014, 9, 2))
        assert made.until == date(2015, 3, 10)
        assert made.now.on == made.on
        assert made.then
        assert made.then.on == made.since
        assert section(made, "due").title == (
            "Due before the next meeting, on 11 March 2015"
        )

    def test_moved_and_cancelled(self) -> None:
        """A moved meeting counts on the day when it is held, a cancelled one not."""
        moved = MovedMeeting(
            day=date(2014, 6, 11),
            start=datetime.fromisoformat("2014-06-09T10:00"),
            end=datetime.fromisoformat("2014-06-09T12:00"),
        )
        series = attrs.evolve(SERIES, cancelled=[date(2014, 9, 10)], moved=[moved])
        made = briefing(held(meetings=[series]), DECEMBER)
        assert made.previous
        assert made.previous.day == date(2014, 6, 9)
        assert made.since == date(2014, 6, 1)

    def test_the_first_and_only_meeting(self) -> None:
        """Without papers it is the day itself, and three months from there on."""
        made = briefing(held(meetings=[meeting("2014-09-17")]), "m/2014-09-17")
        assert (made.previous, made.following, made.then) == (None, None, None)
        assert (made.on, made.since, made.changed) == (date(2014, 9, 17), None, ())
        assert made.until == date(2014, 12, 17)
        assert section(made, "due").title == "Due by 17 December 2014"
        assert told(made, "changed") == (
            "No earlier meeting is on record with which to compare."
        )

    def test_of_single_meetings(self) -> None:
        """The neighbours of a single meeting are the others of the same body."""
        others = [
            meeting("2014-09-10"),
            meeting("2014-09-12", body="norfolk"),
            meeting("2014-09-17"),
            meeting("2014-10-01"),
        ]
        made = briefing(held(meetings=others), "m/2014-09-17")
        assert (made.previous, made.following) == (others[0], others[3])

    def test_the_first_of_a_series(self) -> None:
        """The first meeting of a series follows the last one that stood by itself."""
        made = briefing(
            held(meetings=[SERIES, meeting("2014-03-12")]), "forum/2014-06-11"
        )
        assert made.previous
        assert made.previous.id == "m/2014-03-12"

    def test_two_in_one_day(self) -> None:
        """A second meeting of the same day is the next one, and both see as far."""
        late = meeting(
            "2014-09-17",
            id="late",
            start=datetime.fromisoformat("2014-09-17T14:00"),
            end=datetime.fromisoformat("2014-09-17T15:00"),
        )
        made = briefing(held(meetings=[meeting("2014-09-17"), late]), "m/2014-09-17")
        assert made.following == late
        assert made.until == date(2014, 12, 17)

    def test_days_of_the_caller(self) -> None:
        """The caller can give every day, and what was known then ends with that day."""
        known = datetime(2014, 11, 1, tzinfo=UTC)
        made = december(
            on=date(2014, 11, 20),
            known=known,
            since=date(2014, 10, 1),
            until=date(2014, 12, 31),
        )
        assert (made.now.on, made.now.known) == (date(2014, 11, 20), known)
        assert made.then
        assert made.then.known == datetime(2014, 10, 1, 22, 59, 59, 999999, tzinfo=UTC)
        assert section(made, "due").title == "Due by 31 December 2014"
        assert "as known at 00:00 UTC on 1 November 2014" in told(made, "summary")

    def test_before_the_last_papers(self) -> None:
        """A day before the last papers is compared with itself."""
        made = december(on=date(2014, 8, 30))
        assert (made.since, made.changed) == (date(2014, 8, 30), ())

    @pytest.mark.parametrize(
        ("options", "places"),
        [
            ({"on": "2014-12-02"}, ["on"]),
            ({"since": date(2014, 12, 3)}, ["since"]),
            ({"until": date(2014, 12, 1)}, ["until"]),
            (
                {"since": date(2015, 1, 1), "until": date(2014, 1, 1)},
                ["since", "until"],
            ),
            ({"since": "x", "until": "y", "header": "z"}, ["since", "until", "header"]),
            (
                {"known": datetime.fromisoformat("2014-01-01"), "rate": "red"},
                ["known", "rate"],
            ),
            ({"then": date(2014, 9, 2)}, ["then"]),
            ({"then": held().at(date(2014, 12, 3))}, ["then"]),
            (
                {"then": held().at(date(2014, 9, 2)), "since": date(2014, 9, 2)},
                ["since"],
            ),
            ({"previous": DECEMBER}, ["previous"]),
            ({"previous": "forum/2015-03-11"}, ["previous"]),
        ],
    )
    def test_what_cannot_be(self, options: dict[str, Any], places: list[str]) -> None:
        """What is no day, or not in order, is refused, all together."""
        with pytest.raises(InvalidValue) as caught:
            december(**options)
        assert [fault.path for fault in caught.value.faults] == places

    def test_of_no_register(self) -> None:
        """What is no register is refused with all else."""
        with pytest.raises(InvalidValue) as caught:
            briefing("x", DECEMBER, on="y")  # type: ignore[arg-type]
        assert [fault.path for fault in caught.value.faults] == ["register", "on"]

    def test_no_such_meeting(self) -> None:
        """A series is no meeting, and neither is a day that its rule does not give."""
        for name in ("forum", "forum/2014-12-11", "x"):
            with pytest.raises(UnknownName):
                briefing(held(), name)
            with pytest.raises(UnknownName):
                december(previous=name)

    def test_beyond_a_calendar(self) -> None:
        """Where a calendar does not know the days of papers, the caller gives them."""
        papers = Preparation.clear_days("papers", 5, calendar="england-and-wales")
        late = meeting("2999-09-17", preparations=[papers])
        with pytest.raises(BeyondHorizon):
            briefing(held(meetings=[late]), late.id)
        made = briefing(held(meetings=[late]), late.id, on=date(2999, 9, 10))
        assert made.until == date(2999, 12, 17)

    @pytest.mark.parametrize("day", ["1800-01-01", "2999-12-31"])
    def test_at_the_end_of_days(self, day: str) -> None:
        """The first and the last day that the library takes have their papers."""
        made = briefing(held(meetings=[meeting(day)]), f"m/{day}")
        assert (made.previous, made.following, made.on.isoformat()) == (None, None, day)

    def test_far_apart(self) -> None:
        """The last meeting is the last one, however long ago it was."""
        meetings = [meeting(day) for day in ("1850-01-01", "2014-09-17", "2140-01-01")]
        made = briefing(held(meetings=meetings), "m/2014-09-17")
        assert (made.previous, made.following) == (meetings[0], meetings[2])

    def test_another_last_meeting(self) -> None:
        """The caller may name the last meeting, and its papers then count."""
        made = december(previous="forum/2014-06-11")
        assert made.previous == SERIES.meeting(date(2014, 6, 11))
        assert made.since == date(2014, 6, 3)
        assert [one.id for one in made.reports] == ["r"]


class TestThen:
    """The last papers may have known something else than the register tells now."""

    def test_another_moment(self) -> None:
        """What the last papers knew at another moment is held against what is known."""
        noon = datetime(2014, 9, 2, 12, tzinfo=UTC)
        news = update(
            "p/1",
            date(2014, 9, 1),
            percent=5,
            recorded=datetime(2014, 9, 2, 13, tzinfo=UTC),
        )
        then = held(news).at(date(2014, 9, 2), noon)
        assert "p/1" not in [one.item for one in december(news).changed]
        made = december(news, then=then)
        assert made.since == date(2014, 9, 2)
        assert "p/1" in [one.item for one in made.changed]

    def test_less_than_the_last_papers(self) -> None:
        """The papers before an old one knew no more than that one does."""
        news = update(
            "p/1",
            date(2014, 9, 1),
            percent=5,
            recorded=datetime(2014, 9, 2, 9, tzinfo=UTC),
        )
        known = datetime(2014, 9, 2, 8, tzinfo=UTC)
        made = december(news, known=known)
        assert made.then is not None
        assert made.then.known == known
        assert [one.item for one in made.changed] == ["p"]

    def test_a_report_that_was_entered_late(self) -> None:
        """A register that was kept tells that a report came in after the papers."""
        old = report(
            id="n",
            title="Custody",
            published=date(2014, 8, 1),
            findings=[ap.Recommendation(id="n/1", text="Act.")],
        )
        kept, full = held(), held(reports=[report(), old])
        assert briefing(full, DECEMBER).reports == ()
        made = briefing(full, DECEMBER, then=kept.at(date(2014, 9, 2)))
        assert made.reports == (old,)
        assert [row[0] for row in table(made, "reports").rows] == [("n/1",)]
        assert "n/1" not in [one.item for one in made.changed]

    def test_other_findings(self) -> None:
        """What was reworded, given to others or taken out since is told as a change."""
        findings = [
            ap.Recommendation(id=f"r/{number}", text="Act.", addressed_to=bodies)
            for number, bodies in ((1, ["pcc", "norfolk"]), (2, ["norfolk"]))
        ]
        kept = held(reports=[report(findings=findings)], plans=())
        first = attrs.evolve(findings[0], text="Act now.", addressed_to=["pcc", "hmic"])
        full = held(reports=[report(findings=[first])], plans=())
        made = briefing(full, DECEMBER, then=kept.at(date(2014, 9, 2)))
        rows = {row[0][0]: row[1:] for row in table(made, "changed").rows}
        assert rows == {
            "r/1": (
                ("Norfolk",),
                (
                    "For Commissioner, HMIC (was Commissioner, Norfolk).",
                    "No longer among what this meeting can ask about.",
                ),
            ),
            "r/1@pcc": (("Commissioner",), ("Reworded (was Act.).",)),
            "r/2": (
                ("Norfolk",),
                ("No longer among what this meeting can ask about.",),
            ),
        }

    def test_a_finding_for_others(self) -> None:
        """A finding that is no item of anybody any more is told by its own id."""
        finding = ap.Recommendation(id="c", text="Act.", addressed_to=["pcc", "hmic"])
        kept = held(reports=[report(findings=[finding])], plans=())
        moved = attrs.evolve(finding, addressed_to=["pcc", "suffolk"])
        full = held(reports=[report(findings=[moved])], plans=())
        made = briefing(full, DECEMBER, then=kept.at(date(2014, 9, 2)))
        assert table(made, "changed").rows == (
            (("c",), (), ("For Commissioner, Suffolk (was Commissioner, HMIC).",)),
        )

    def test_a_force_that_changed_hands(self) -> None:
        """What comes under another body is new to its meeting, and gone from this."""
        handover = date(2014, 10, 1)
        other = ap.Body(id="mayor", name="Mayor", kind="local-policing-body")
        heir = ap.Body(
            id="united", name="United", kind="police-force", overseen_by="mayor"
        )
        norfolk = attrs.evolve(NORFOLK, until=handover, succeeded_by="united")
        bodies = [*(b for b in BODIES if b is not NORFOLK), norfolk, other, heir]
        forum = attrs.evolve(SERIES, id="mayors", body="mayor")
        moved = held(bodies=bodies, meetings=[SERIES, forum])
        lost = briefing(moved, DECEMBER)
        assert ids(lost.now) == []
        assert {row[2] for row in table(lost, "changed").rows} == {
            ("No longer among what this meeting can ask about.",)
        }
        won = briefing(moved, "mayors/2014-12-10")
        assert ids(won.now) == ["r/1", "p", "p/1"]
        assert [one.id for one in won.reports] == ["r"]


class TestEmbargo:
    """What is not published by the day of a paper is not in it."""

    def test_of_a_later_report(self) -> None:
        """The title of a report that is not out yet is nowhere, whoever names it."""
        for day in (None, date(2015, 1, 5)):
            secret = report(id="x", title="Secret", published=day, findings=[])
            new = report(id="n", published=date(2014, 11, 1), findings=[], follows="x")
            made = briefing(held(reports=[report(), new, secret]), DECEMBER)
            assert made.reports == (new,)
            assert "Secret" not in " ".join(everything(made))
            assert dict(made.titles) == {"r": "Child protection", "n": new.title}

    def test_before_the_first_report(self) -> None:
        """Before anything is published a paper says that there is nothing."""
        made = briefing(held(), "forum/2014-06-11")
        assert (len(made.now), made.reports) == (0, ())
        assert told(made, "figures") == "There are no items to count."
        assert told(made, "reports") == "No report was published."
        assert told(made, "changed").startswith("No earlier meeting is on record")

    def test_without_any_day(self) -> None:
        """A register of which no report has a day of publication has nil returns."""
        made = briefing(held(reports=[report(published=None)], plans=()), DECEMBER)
        assert len(made.now) == 0
        assert told(made, "overdue") == "Nothing was overdue on 2 December 2014."


class TestCommissioners:
    """A panel scrutinises the commissioner of its day."""

    def test_one_after_the_other(self) -> None:
        """Neither the authority before nor the mayor after counts on the day."""
        panel = ap.Body(id="panel", name="The Panel", kind="council")
        until, since = date(2012, 11, 21), date(2016, 5, 5)
        pcc = attrs.evolve(PCC, overseen_by="panel")
        bodies = [
            panel,
            *(one for one in BODIES if one is not PCC),
            pcc,
            attrs.evolve(pcc, id="authority", until=until),
            attrs.evolve(pcc, id="mayor", from_=since),
        ]
        for day, body in (
            ("2012-11-21", None),
            ("2014-11-05", "pcc"),
            ("2016-05-05", None),
        ):
            one = meeting(day, id="panel/1", body="panel")
            made = register(bodies=bodies, meetings=[one])
            if body is None:
                with pytest.raises(InvalidValue, match="several"):
                    briefing(made, "panel/1", for_panel=True)
            else:
                paper = briefing(made, "panel/1", for_panel=True)
                assert paper.commissioner == body

    def test_at_its_own_meeting(self) -> None:
        """A commissioner who holds the meeting is the one, whoever else it oversees."""
        other = attrs.evolve(PCC, id="fire", overseen_by="pcc")
        made = briefing(held(bodies=[*BODIES, other]), DECEMBER, for_panel=True)
        assert made.commissioner == "pcc"
