"""Editions: what an audience may see, and nothing else."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidValue
from actionplan.strategies import registers
from actionplan.terms import Visibility
from registers import plan, register, report, update

DAY = date(2014, 9, 17)
LEVELS = list(Visibility)
audiences = st.sampled_from(LEVELS)


def rank(level: Visibility) -> int:
    """How hidden a level is."""
    return LEVELS.index(level)


def parts(held: ap.Register) -> Iterator[tuple[Any, int]]:
    """Every part of a register that can be marked, with how hidden it is."""
    of_report = {}
    for one in held.reports:
        shown = Visibility.PUBLIC if one.published else Visibility.SHARED
        of_report[one.id] = rank(one.visibility or shown)
        yield one, of_report[one.id]
        for part in (*one.findings, *one.obligations):
            level = max(of_report[one.id], rank(part.visibility or Visibility.PUBLIC))
            yield part, level
            for inner in getattr(part, "recommendations", ()):
                yield inner, max(level, rank(inner.visibility or Visibility.PUBLIC))
    for plan_ in held.plans:
        level = rank(plan_.visibility or Visibility.SHARED)
        level = max(level, of_report.get(plan_.report or "", 0))
        yield plan_, level
        for action in plan_.actions:
            yield action, max(level, rank(action.visibility or Visibility.SHARED))
    for meeting in held.meetings:
        yield meeting, rank(meeting.visibility or Visibility.PUBLIC)


def marked(held: ap.Register) -> ap.Register:
    """A register in which every part carries a mark of its own in `x`."""
    for part, _ in list(parts(held)):
        own = {"mark": f"<{type(part).__name__} {part.id}>"}
        current = next(one for one, _ in parts(held) if one.id == part.id)
        held = held.replace(attrs.evolve(current, x=own))
    return held


class TestLaws:
    """An edition holds what its audience may see, and an edition of it no more."""

    @given(held=registers(), audience=audiences)
    def test_nothing_leaks(self, held: ap.Register, audience: Visibility) -> None:
        """What is written of an edition has the marks of what may be seen alone."""
        held = marked(held)
        written = ap.dumps(held.edition(audience)).decode()
        for part, level in parts(held):
            assert (part.x["mark"] in written) == (level <= rank(audience))

    @given(held=registers(), one=audiences, other=audiences)
    def test_the_narrower_one(
        self, held: ap.Register, one: Visibility, other: Visibility
    ) -> None:
        """An edition of an edition is the narrower of the two."""
        narrower = min(one, other, key=rank)
        assert held.edition(one).edition(other) == held.edition(narrower)

    @given(held=registers())
    def test_everything(self, held: ap.Register) -> None:
        """The owner's own edition is the whole register."""
        assert held.edition("own") == held

    @given(held=registers(max_entries=8), audience=audiences, on=st.just(DAY))
    def test_what_is_left_stands_as_before(
        self, held: ap.Register, audience: Visibility, on: date
    ) -> None:
        """An entry is there if it and its item may be seen, and nothing hid its end."""
        edition = held.edition(audience)
        seen = {item.long_id for item in edition.items}
        expected = [
            entry
            for entry in held.log
            if rank(entry.visibility or Visibility.SHARED) <= rank(audience)
            and held.item(entry.item).long_id in seen
        ]
        assert len(edition.log) <= len(expected)
        if not any(isinstance(entry, ap.Retraction) for entry in held.log):
            assert [(e.kind, e.item, e.on, e.by) for e in edition.log] == [
                (e.kind, e.item, e.on, e.by) for e in expected
            ]
        if edition.log == held.log:
            now = held.at(on)
            for state in edition.at(on):
                assert state.status == now[state.item.id].status


class TestMarks:
    """What is published is public, and everything else is shared, unless marked."""

    def test_defaults(self) -> None:
        """Without a mark, the plan, its actions, the log and `x` are shared."""
        obligation = ap.Obligation(id="o", owner="pcc", text="x")
        held = register(
            reports=[report(obligations=[obligation])],
            log=[update("r/1", DAY, percent=5)],
            x={"a": 1},
        )
        public, shared = held.edition("public"), held.edition("shared")
        assert [item.id for item in public.items] == ["r/1", "o"]
        assert (public.plans, public.log, dict(public.x)) == ((), (), {})
        assert shared == held

    def test_an_embargo(self) -> None:
        """A report without a day of publication, and a plan for it, are not public."""
        held = register(
            reports=[report(published=None)], plans=[plan(visibility="public")]
        )
        assert held.edition("public").items == ()
        assert held.edition("shared") == held

    def test_a_published_plan(self) -> None:
        """A public plan shows the actions that are marked, and no others."""
        actions = [
            ap.Action(id="p/1", owner="norfolk", text="x", visibility="public"),
            ap.Action(id="p/2", owner="norfolk", text="x", answers=["r/1"]),
        ]
        held = register(plans=[plan(actions=actions, visibility="public")])
        assert [item.id for item in held.edition("public").items] == ["r/1", "p", "p/1"]
        hidden = register(plans=[plan(actions=actions)])
        assert [item.id for item in hidden.edition("public").items] == ["r/1"]

    def test_a_cause_without_its_recommendations(self) -> None:
        """A cause does not fall due because its recommendations are hidden."""
        cause = ap.CauseOfConcern(
            id="c",
            text="x",
            deadline="by 2014-09-01",
            recommendations=[
                ap.Recommendation(id="c/1", text="x", visibility="shared")
            ],
        )
        held = register(reports=[report(findings=[cause])], plans=[])
        (state,) = held.edition("public").at(DAY)
        assert (state.item.id, state.due) == ("c", None)

    def test_references_to_what_is_hidden(self) -> None:
        """What follows, answers or is superseded by a hidden thing names it no more."""
        findings = [
            ap.Recommendation(id="r/1", text="x", visibility="own"),
            ap.Recommendation(id="r/2", text="x", follows="r/1"),
        ]
        actions = [
            ap.Action(
                id="p/1",
                owner="norfolk",
                text="x",
                answers=["r/1", "r/2"],
                visibility="public",
            )
        ]
        first = report(id="q", findings=[], visibility="own")
        held = register(
            reports=[first, report(findings=findings, follows="q")],
            plans=[plan(actions=actions, visibility="public")],
            log=[
                update(
                    "r/2",
                    DAY,
                    status="superseded",
                    superseded_by="r/1",
                    visibility="public",
                )
            ],
        )
        public = held.edition("public")
        assert public.reports[0].follows is None
        assert public.reports[0].findings[0].follows is None
        assert public.plans[0].actions[0].answers == ("r/2",)
        state = public.at(DAY)["r/2"]
        assert (state.status, state.superseded_by) == ("superseded", None)

    def test_a_hidden_meeting(self) -> None:
        """What is due before a meeting has no day where meetings are hidden."""
        meetings = [
            ap.ScrutinyMeeting(
                id=f"m-{day}",
                title="x",
                body="pcc",
                start=datetime(2014, 12, day, 10),  # noqa: DTZ001
                end=datetime(2014, 12, day, 12),  # noqa: DTZ001
                zone="Europe/London",
                visibility=visibility,
            )
            for day, visibility in ((1, "shared"), (10, None))
        ]
        finding = ap.Recommendation(
            id="r/1", text="x", deadline="P1D before next-meeting"
        )
        change = ap.DeadlineChange(
            item="r/2",
            on=DAY,
            by="hmic",
            deadline="P2D before next-meeting",
            visibility="public",
        )
        other = ap.Recommendation(id="r/2", text="x", deadline="by 2014-10")
        held = register(
            reports=[report(findings=[finding, other])],
            plans=[],
            meetings=meetings,
            log=[change],
        )
        assert [state.due.day.day for state in held.at(DAY) if state.due] == [30, 29]
        assert held.edition("public").at(DAY).undated == {
            "r/1": "no day is known for 'hidden-meeting'",
            "r/2": "no day is known for 'hidden-meeting'",
        }
        shown = attrs.evolve(held, meetings=meetings[1:])
        assert shown.edition("public") == shown

    def test_an_audience_that_is_none(self) -> None:
        """There are three audiences."""
        with pytest.raises(InvalidValue, match="audience: 'press' is not a known term"):
            register().edition("press")


class TestRetractions:
    """What was taken back where the audience cannot see it is not shown as standing."""

    MISTAKE = update("r/1", DAY, status="closed", visibility="public")

    def back(self, digest: str, **changes: Any) -> ap.Retraction:
        """A retraction of an entry, with some fields changed."""
        return ap.Retraction(item="r/1", on=DAY, by="norfolk", entry=digest, **changes)

    def test_hidden(self) -> None:
        """An entry goes with the hidden retraction that takes it back."""
        held = register().record(self.MISTAKE, self.back(self.MISTAKE.digest))
        assert held.edition("public").log == ()

    def test_seen(self) -> None:
        """An entry stays with a retraction that may be seen."""
        back = self.back(self.MISTAKE.digest, visibility="public")
        held = register().record(self.MISTAKE, back)
        assert held.edition("public").log == (self.MISTAKE, back)

    def test_taken_back_itself(self) -> None:
        """A retraction goes where a hidden one takes it back, and the entry stands."""
        back = self.back(self.MISTAKE.digest, visibility="public")
        held = register().record(self.MISTAKE, back, self.back(back.digest))
        assert held.edition("public").log == (self.MISTAKE,)
        assert held.edition("public").at(DAY)["r/1"].status == "closed"

    def test_of_what_is_hidden(self) -> None:
        """A retraction goes with the hidden entry that it takes back."""
        mistake = attrs.evolve(self.MISTAKE, visibility="shared")
        back = self.back(mistake.digest, visibility="public")
        again = self.back(back.digest, visibility="public")
        held = register().record(mistake, back, again)
        assert held.edition("public").log == ()

    def test_of_an_entry_that_is_changed(self) -> None:
        """Where a hidden successor is no longer named, only what stands is told."""
        hidden = [
            ap.Recommendation(id=f"r/{number}", text="x", visibility="own")
            for number in (2, 3)
        ]
        whole = report(findings=[ap.Recommendation(id="r/1", text="x"), *hidden])
        first, second = (
            update(
                "r/1",
                DAY,
                status="superseded",
                superseded_by=f"r/{number}",
                visibility="public",
            )
            for number in (2, 3)
        )
        back = ap.Retraction.of(second, by="norfolk")
        held = register(reports=[whole], plans=[]).record(first, second, back)
        public = held.edition("public")
        assert public.log == (attrs.evolve(first, superseded_by=None),)
        assert public.at(DAY)["r/1"].status == "superseded"
        assert ap.loads(ap.dumps(public)) == public
