"""Briefings: what holds of the paper of any meeting about any register."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.briefing import Briefing, Counts, Table, briefing, sections
from actionplan.errors import InvalidValue
from actionplan.strategies import days, moments, registers
from papers import meeting, occasions, section, tables, told

DAY = timedelta(days=1)
FIELDS = (
    *("status", "superseded_by", "acceptance", "percent", "rag", "note", "evidence"),
    *("lead", "target", "deadline", "due"),
)
LATE = "The last papers did not know of this, though it took effect before them."


@st.composite
def held_meetings(
    draw: st.DrawFn, /, of: tuple[date, date] | None = None, **sizes: Any
) -> ap.Register:
    """A register with items and two meetings, at which some can be asked about."""
    held = draw(
        registers(**{"min_items": 1, "max_meetings": 0, "max_entries": 8, **sizes})
    )
    overseers = {body.id: body.overseen_by for body in held.bodies}
    owners = [item.owner for item in held.items]
    above = [overseers[owner] for owner in owners]
    body = draw(st.sampled_from([*filter(None, above), *owners]))
    two = st.lists(days(), min_size=2, max_size=2, unique=True)
    first, second = of or sorted(draw(two))
    return held.add(
        meeting(first, id="first", body=body), meeting(second, id="second", body=body)
    )


@st.composite
def papers(draw: st.DrawFn, /, **sizes: Any) -> Briefing:
    """The paper of the second of two meetings."""
    return briefing(draw(held_meetings(**sizes)), "second")


def ids(snapshot: ap.Snapshot) -> list[str]:
    """The items of a snapshot."""
    return [state.item.id for state in snapshot]


def names(made: Briefing, *keys: str) -> Counter[str]:
    """How often the rows of some sections begin with which name."""
    rows = [row for key in keys for table in tables(made, key) for row in table.rows]
    return Counter(row[0][0] for row in rows)


def called(snapshot: ap.Snapshot) -> Counter[str]:
    """How often items of a snapshot have which name."""
    return Counter(state.item.name for state in snapshot)


class TestItems:
    """A paper is about what can be asked at its meeting, and asks the snapshot."""

    @given(held=held_meetings(), known=st.none() | moments())
    def test_scope(self, held: ap.Register, known: datetime | None) -> None:
        """Its items are those that `where` finds for the meeting."""
        made = briefing(held, "second", known=known)
        day = held.meeting("second").day
        assert made.now == held.at(day, known).where(meeting="second")
        assert made.asked >= {held.meeting("second").body}

    @given(made=papers())
    def test_questions(self, made: Briefing) -> None:
        """Each question to the paper is one to the snapshot."""
        now = made.now
        assert made.overdue == now.overdue()
        assert made.pending == now.pending()
        assert made.reopened == now.reopened()
        assert set(ids(made.due)) == {
            state.item.id
            for state in now.open()
            if state.due and made.on <= state.due.day <= made.until
        }
        assert set(ids(made.deferred)) == {
            state.item.id
            for state in now
            if state.deadline_changes and not state.is_ended
        }
        assert set(ids(made.responses)) == {
            state.item.id for state in now.where(kind="obligation").open()
        }

    @given(made=papers())
    def test_in_order(self, made: Briefing) -> None:
        """What is late longest, and what is due first, comes first."""
        late = [state.days_overdue for state in made.overdue]
        assert late == sorted(late, reverse=True)
        for found in (made.due, made.responses):
            coming = [state.due.day if state.due else date.max for state in found]
            assert coming == sorted(coming)

    @given(held=held_meetings())
    def test_until_the_next_meeting(self, held: ap.Register) -> None:
        """What is due between two papers is in the first of them, as due or as late."""
        first, second = (briefing(held, name) for name in ("first", "second"))
        assert first.until == second.on - DAY
        told = {*ids(first.due), *ids(first.overdue)}
        for state in first.now.open():
            if state.due and state.due.day < second.on and not state.next_report:
                assert state.item.id in told


class TestSections:
    """Each thing is told in full once, and where there is nothing that is told."""

    @given(made=papers(kinds=["progress", "deadline-change"]))
    def test_once(self, made: Briefing) -> None:
        """Each item that is late, due or to be answered has one row in full."""
        responses = made.responses
        for key, found in (("overdue", made.overdue), ("due", made.due)):
            others = called(found) - called(found.where(kind="obligation"))
            assert names(made, key) == others
        assert names(made, "responses") == called(responses)
        assert names(made, "pending") == called(made.pending)
        assert names(made, "reopened") == called(made.reopened)
        assert set(names(made, "deferred")) == set(called(made.deferred))

    @given(made=papers())
    def test_nil_returns(self, made: Briefing) -> None:
        """Every section has something to say, and says so where there is nothing."""
        for one in sections(made):
            assert one.blocks
            for block in one.blocks:
                assert isinstance(block, str) or (
                    block.counts if isinstance(block, Counts) else block.rows
                )
        for key, found in (
            ("overdue", made.overdue),
            ("due", made.due),
            ("pending", made.pending),
            ("deferred", made.deferred),
            ("reopened", made.reopened),
            ("reports", made.reports),
            ("responses", made.responses),
            ("changed", made.changed),
        ):
            assert (" changed since " in told(made, key)) or (
                bool(found)
                is not told(made, key).startswith(("Nothing ", "No ", "Besides "))
            )

    @given(made=papers())
    def test_counted(self, made: Briefing) -> None:
        """The figures count every item once, and the summary as they do."""
        for block in section(made, "figures").blocks:
            if isinstance(block, Counts):
                numbers = sum(number for _, number in block.counts)
                by_age = block.caption == "Open items by age"
                assert numbers == len(made.own.open() if by_age else made.own)
            if isinstance(block, Table):
                for _, *cells, _ in block.rows:
                    assert sum(int(cell[0]) for cell in cells) == len(made.own)
        if changed := {change.item for change in made.changed}:
            many = f"{len(changed)} item{'s' * (len(changed) > 1)} ha"
            assert many in told(made, "summary")

    @given(held=held_meetings(), for_panel=st.booleans())
    def test_same_again(self, held: ap.Register, *, for_panel: bool) -> None:
        """The same register and meeting give the same paper; or there is no panel."""
        try:
            made = briefing(held, "second", for_panel=for_panel)
        except InvalidValue:
            assert for_panel
            return
        again = briefing(held, "second", for_panel=for_panel)
        assert sections(made) == sections(again)
        assert len(made.own) + len(made.context) == len(made.now)

    @given(held=registers())
    def test_of_any_meeting(self, held: ap.Register) -> None:
        """Of every meeting of every register there is a paper."""
        for name in occasions(held):
            made = briefing(held, name)
            assert [one.key for one in sections(made)][-1] == "figures"


class TestChanges:
    """What is known now is held against what the last papers knew."""

    @given(made=papers())
    def test_every_difference(self, made: Briefing) -> None:
        """An item is told of as changed, or with a new report, if it differs at all."""
        assert made.then is not None
        new = {report.id for report in made.reports}
        changed = {change.item for change in made.changed}
        assert set(names(made, "changed").elements()) <= {
            *called(made.now),
            *called(made.then),
        }
        for state in made.now:
            if state.item.id not in made.then:
                told = state.item.id in changed or state.item.report in new
                assert told
                continue
            before = made.then[state.item.id]
            differs = any(
                getattr(before, name) != getattr(state, name) for name in FIELDS
            )
            if differs and _days(before) != _days(state):
                assert state.item.id in changed
            if not differs and before.entries == state.entries:
                kinds = {c.kind for c in made.changed if c.item == state.item.id}
                assert kinds <= {"newly-overdue", "missed"}

    @given(made=papers())
    def test_opened_once(self, made: Briefing) -> None:
        """What was opened since is told with its report or as a change, not twice."""
        assert made.then is not None
        opened = Counter(c.item for c in made.changed if c.kind == "opened")
        for state in made.now:
            new = state.item.id not in made.then
            with_report = state.item.report in {report.id for report in made.reports}
            assert opened[state.item.id] == (new and not with_report)
        listed = [state for state in made.now if state.item.report in _new(made)]
        assert names(made, "reports") == Counter(state.item.name for state in listed)

    @given(held=held_meetings(of=(date(2017, 3, 1), date(2017, 6, 7))))
    def test_late_news(self, held: ap.Register) -> None:
        """News of before the last papers is told, and marked, if it came after them."""
        then = briefing(held, "second").then
        assert then is not None
        news = [
            ap.ProgressUpdate(
                item=state.item.id,
                on=then.on,
                by=state.item.owner,
                note="Late news",
                recorded=datetime.combine(then.on + DAY, time(12), UTC),
            )
            for state in then
        ]
        made = briefing(held.record(*news), "second")
        for one in news:
            late = [change for change in made.changed if one in change.entries]
            assert late
            assert all(made.is_late_news(change) for change in late)
        lines = [line for table in tables(made, "changed") for line in _lines(table)]
        marked = [line for line in lines if "Late news" in line and line.endswith(LATE)]
        assert len(marked) == len(news)

    @given(held=held_meetings())
    def test_known_in_time(self, held: ap.Register) -> None:
        """What the last papers knew is no news of this one, whatever came later."""
        then = briefing(held, "second").then
        assert then is not None
        made = briefing(held, "second", on=then.on, known=then.known)
        assert made.changed == ()
        assert told(made, "changed").endswith(f"the papers of {_full(then.on)}.")

    @given(held=held_meetings(), moment=moments())
    def test_as_it_was(self, held: ap.Register, moment: datetime) -> None:
        """An old paper is the same again, whatever is recorded after its moment."""
        news = [
            ap.ProgressUpdate(
                item=item.id,
                on=held.meeting("first").day,
                by=item.owner,
                status="complete",
                recorded=moment + timedelta(microseconds=1),
            )
            for item in held.items
        ]
        first, again = (
            briefing(one, "second", known=moment) for one in (held, held.record(*news))
        )
        assert sections(first) == sections(again)


def _new(made: Briefing) -> set[str]:
    return {report.id for report in made.reports}


def _days(state: ap.ItemState) -> tuple[Any, ...]:
    due = state.due.day if state.due else None
    return (*(getattr(state, name) for name in FIELDS[:-2]), due, str(state.deadline))


def _lines(table: Table) -> list[str]:
    return [line for row in table.rows for cell in row for line in cell]


def _full(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
