"""Strategies: what they give is valid, reaches every corner, and can be narrowed."""

import json
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import Phase, find, given, settings, strategies as st

import actionplan as ap
from actionplan import strategies
from actionplan.deadlines import Within
from actionplan.errors import InvalidValue, UnknownName
from actionplan.formats.json import schema
from actionplan.log import Entry
from actionplan.strategies import (
    NASTY_DAYS,
    NASTY_TEXTS,
    bodies,
    days,
    entries,
    logs,
    meeting_series,
    meetings,
    plans,
    registers,
    reports,
    texts,
)
from actionplan.strategies._pools import filled
from actionplan.terms import EntryKind, ItemKind
from registers import EXAMPLES, register

LAST = date(2999, 12, 31)
VALIDATOR = jsonschema.Draft202012Validator(schema())
MAKERS: list[Callable[..., st.SearchStrategy[Any]]] = [
    bodies,
    reports,
    plans,
    meetings,
    meeting_series,
]
FINDING = settings(max_examples=3000, database=None, phases=[Phase.generate])


def found(strategy: st.SearchStrategy[Any], holds: Callable[[Any], bool]) -> Any:
    """What a strategy gives, and of which something holds."""
    return find(strategy, holds, settings=FINDING)


class TestValidity:
    """Everything that the strategies give is a value of the library."""

    @given(held=registers())
    def test_registers(self, held: ap.Register) -> None:
        """A register is written as its schema says, and read back the same."""
        data = ap.dumps(held)
        assert ap.loads(data) == held
        VALIDATOR.validate(json.loads(data))

    @given(data=st.data(), held=registers(min_items=1))
    def test_parts_and_logs(self, data: st.DataObject, held: ap.Register) -> None:
        """Parts can be added to the register that they are for, and logs recorded."""
        for make in MAKERS:
            part: Any = data.draw(make(held))
            assert len(held.add(part).bodies) >= len(held.bodies)
        log = data.draw(logs(held, min_size=1, max_size=3))
        assert 1 <= len(log) <= 3
        assert held.record(*log).log[len(held.log) :] == log

    @given(data=st.data())
    def test_parts_alone(self, data: st.DataObject) -> None:
        """Without a register, parts are for one of a few bodies."""
        for make in MAKERS:
            assert data.draw(make()).id

    @pytest.mark.parametrize("text", NASTY_TEXTS, ids=ascii)
    def test_nasty_texts(self, text: str) -> None:
        """Every nasty text is one that a body can be called."""
        assert ap.Body(id="b", name=text, kind="partner").name == text

    @pytest.mark.parametrize("day", NASTY_DAYS, ids=str)
    def test_nasty_days(self, day: date) -> None:
        """Every nasty day is one on which a register can be asked."""
        assert register().at(day).on == day


class TestReach:
    """What is promised is drawn, and not only in theory."""

    def test_corners(self) -> None:
        """Registers come with every kind of entry and item, and all that is hard."""
        seen: set[str] = set()

        @settings(max_examples=150, database=None, phases=[Phase.generate])
        @given(held=registers(min_items=1, min_entries=4, max_entries=10))
        def look(held: ap.Register) -> None:
            seen.update(corners_of(held))

        look()
        assert seen >= {*EntryKind, *ItemKind, *CORNERS}

    def test_a_retraction_of_a_retraction(self) -> None:
        """A retraction can take back a retraction."""
        mistake = ap.ProgressUpdate(
            item="norfolk-2014/1", on=date(2014, 9, 2), by="norfolk", percent=5
        )
        held = ap.load(EXAMPLES / "norfolk_2014.json").record(mistake)
        held = held.record(ap.Retraction.of(mistake, by="norfolk"))
        again = entries(held, items=["norfolk-2014/1"], kinds=["retraction"])
        back = found(again, lambda entry: entry.entry == held.log[-1].digest)
        assert held.record(back).at(date(2999, 12, 31))["norfolk-2014/1"].percent == 5


CORNERS: dict[str, Callable[[ap.Register], object]] = {
    "tracks": lambda held: held.tracks,
    "ties": lambda held: _ties(held) > 0,
    "long ids": lambda held: any("@" in entry.item for entry in held.log),
    "recorded": lambda held: any(entry.recorded for entry in held.log),
    "unrecorded": lambda held: any(not entry.recorded for entry in held.log),
    "successors": lambda held: any(body.succeeded_by for body in held.bodies),
    "overseers": lambda held: any(body.overseen_by for body in held.bodies),
    "answers": lambda held: any(a.answers for p in held.plans for a in p.actions),
    "follows": lambda held: any(f.follows for r in held.reports for f in r.findings),
    "reopened": lambda held: any(s.times_reopened for s in held.at(LAST)),
    "agreed": lambda held: any(s.agreed_changes for s in held.at(LAST)),
}


def corners_of(held: ap.Register) -> set[str]:
    """What a register has of all that registers can have."""
    kinds = {str(entry.kind) for entry in held.log}
    kinds |= {str(item.kind) for item in held.items}
    return kinds | {name for name, holds in CORNERS.items() if holds(held)}


def _ties(held: ap.Register) -> int:
    """How many entries of one item share their day and moment with another one."""
    moments = [(held.item(e.item).id, e.on, e.known_from) for e in held.log]
    return len(moments) - len(set(moments))


class TestNarrowing:
    """What is drawn can be chosen, and what cannot be is refused."""

    @given(
        held=registers(
            max_entries=3,
            max_plans=0,
            max_meetings=0,
            kinds=["progress"],
            days=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
            texts=st.just("Act."),
        )
    )
    def test_pools_and_sizes(self, held: ap.Register) -> None:
        """Days, texts, kinds and numbers are those that were chosen."""
        assert (held.plans, held.meetings) == ((), ())
        assert {entry.kind for entry in held.log} <= {EntryKind.PROGRESS}
        assert {entry.on.year for entry in held.log} <= {2024}
        assert {body.name for body in held.bodies} <= {"Act."}
        assert len(held.log) <= 3

    @given(text=texts(nasty=False, max_size=3))
    def test_plain_texts(self, text: str) -> None:
        """Plain texts are short ASCII."""
        assert text.isascii()
        assert len(text) <= 3

    @given(data=st.data())
    def test_deadlines_of_no_calendar(self, data: st.DataObject) -> None:
        """Deadlines in working days of no calendar come only where they are wanted."""
        rules = strategies.deadlines([Within], without_calendar=True)
        assert isinstance(data.draw(rules), Within)

    @given(day=days(date(2020, 2, 1), date(2020, 2, 2)))
    def test_other_days(self, day: date) -> None:
        """Days are between those that were given."""
        assert day.year == 2020

    @pytest.mark.parametrize(
        "make",
        [
            lambda: entries(ap.Register()),
            lambda: entries(register(), kinds=["retraction"]),
            lambda: entries(register(), kinds=["progres"]),
            lambda: logs(register(), kinds=["retraction"], min_size=1),
            lambda: registers(kinds=["retraction"], min_entries=1),
            lambda: registers(min_items=1, max_bodies=0),
            lambda: registers(min_items=-1),
            lambda: reports(ap.Register()),
            lambda: logs(register(), min_size=3, max_size=2),
        ],
        ids=list("abcdefghi"),
    )
    def test_what_cannot_be(self, make: Callable[[], object]) -> None:
        """What can never be drawn is refused at once, with the way out."""
        with pytest.raises(InvalidValue):
            make()

    def test_unknown_names(self) -> None:
        """An item that is not there is refused, and so is a pool."""
        with pytest.raises(UnknownName):
            entries(register(), items=["r/9"])
        with pytest.raises(TypeError):
            registers(colours=st.just("red"))  # type: ignore[call-arg]

    @given(data=st.data())
    def test_no_entry_is_possible(self, data: st.DataObject) -> None:
        """A register without an item has an empty log."""
        assert data.draw(logs(ap.Register())) == ()

    @given(data=st.data())
    def test_the_same_again(self, data: st.DataObject) -> None:
        """An entry that is said again is still of the kinds that were asked for."""
        held = ap.load(EXAMPLES / "norfolk_2014.json")
        entry = data.draw(entries(held, kinds=["target"]))
        assert isinstance(entry, ap.Target)
        assert isinstance(entry, Entry)

    def test_how_they_are_shown(self) -> None:
        """A strategy of registers does not fill a page when it is printed."""
        printer = _Printer()
        filled({})._repr_pretty_(printer, _cycle=False)
        assert printer.shown == "..."


class _Printer:
    shown = ""

    def text(self, text: str) -> None:
        self.shown += text


def test_without_hypothesis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Hypothesis, the error names the extra that brings it."""
    for name in [name for name in sys.modules if name.startswith("hypothesis")]:
        monkeypatch.setitem(sys.modules, name, None)
    for name in [n for n in sys.modules if n.startswith("actionplan.strategies")]:
        monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ModuleNotFoundError, match=r"actionplan\[testing\]"):
        __import__("actionplan.strategies")


def test_all_names_are_there() -> None:
    """What the module says that it holds is there, in order."""
    assert strategies.__all__ == sorted(strategies.__all__)
    assert all(hasattr(strategies, name) for name in strategies.__all__)
    assert attrs.has(ap.Body)
