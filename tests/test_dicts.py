"""Values as dictionaries: they come back, they are refused, and faults are data."""

import contextlib
import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan._values import Canonical, Value
from actionplan.deadlines import By, Within
from actionplan.errors import (
    ActionPlanError,
    Conflict,
    Fault,
    FaultCode,
    InvalidValue,
    MergeConflict,
)
from actionplan.formats.json import from_dict, to_dict
from actionplan.formats.json._dicts import _COMPUTED, _held
from actionplan.formats.json._faults import MOST_CHARACTERS, MOST_EXACT, MOST_MEMBERS
from actionplan.log import AnyEntry, Entry
from actionplan.meetings import AnyMeeting, Recurrence
from actionplan.periods import Period, Span
from actionplan.regimes import REGIMES
from actionplan.reports import AnyFinding, Finding
from actionplan.snapshot import ROW_KEYS
from actionplan.strategies import days, deadlines, json_values, periods, registers
from actionplan.working_days import WorkingCalendar
from registers import EXAMPLES, register, report, update

DAY = date(2014, 9, 17)


def values_in(value: object) -> Iterator[Value]:
    """A value of the model, and every one that it holds."""
    if isinstance(value, Value):
        yield value
        if not isinstance(value, Canonical):
            model: type = type(value)
            for field in attrs.fields(model):
                if field.init:
                    yield from values_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for member in value:
            yield from values_in(member)


def is_plain(data: object) -> bool:
    """Whether something holds the types of JSON and no classes of their kind."""
    if type(data) is dict:
        return all(type(key) is str and is_plain(held) for key, held in data.items())
    if type(data) is list:
        return all(map(is_plain, data))
    return type(data) in (str, int, float, bool, type(None))


def faults_of(model: Any, data: object) -> dict[str, str]:
    """The place and code of every fault of what is read as a class."""
    with pytest.raises(InvalidValue) as caught:
        from_dict(model, data)
    return {fault.path: str(fault.code) for fault in caught.value.faults}


def sent(error: ActionPlanError) -> list[dict[str, Any]]:
    """The faults of an error as JSON carries them."""
    carried: list[dict[str, Any]] = json.loads(json.dumps(to_dict(error)))["faults"]
    return carried


def value_sent(value: object) -> Any:
    """The value of a fault, as JSON carries it."""
    fault = Fault("on", FaultCode.TYPE, value, "is wrong")
    return json.loads(json.dumps(to_dict(fault), allow_nan=False))["value"]


class TestRoundTrip:
    """What a register holds comes back from its dictionaries, whatever it is."""

    @given(held=registers())
    def test_every_value(self, held: ap.Register) -> None:
        """A register and each value in it are equal to what their JSON gives back."""
        for value in values_in(held):
            data = json.loads(json.dumps(to_dict(value)))
            assert is_plain(to_dict(value))
            assert from_dict(type(value), data) == value

    @given(held=registers(min_entries=1))
    def test_kinds_are_found(self, held: ap.Register) -> None:
        """Entries, findings and meetings are read without knowing their class."""
        for entry in held.log:
            assert from_dict(Entry, to_dict(entry)) == entry
            assert from_dict(AnyEntry, to_dict(entry)) == entry
        for one in held.reports:
            for finding in one.findings:
                assert from_dict(Finding, to_dict(finding)) == finding
                assert from_dict(AnyFinding, to_dict(finding)) == finding
        for meeting in held.meetings:
            assert from_dict(AnyMeeting, to_dict(meeting)) == meeting

    @given(held=registers(min_entries=2))
    def test_lists(self, held: ap.Register) -> None:
        """A list of values comes back as a list."""
        assert from_dict(list[Entry], to_dict(held.log)) == list(held.log)
        assert from_dict(list[ap.Body], to_dict([])) == []

    @given(deadline=deadlines(), period=periods())
    def test_texts(self, deadline: ap.Deadline, period: Period) -> None:
        """A deadline or a period is its canonical text, and comes back from it."""
        assert to_dict(deadline) == str(deadline)
        assert from_dict(ap.Deadline, str(deadline)) == deadline  # type: ignore[type-abstract]
        assert from_dict(Period, to_dict(period)) == period

    @given(held=registers())
    def test_documents(self, held: ap.Register) -> None:
        """The dictionaries of a register are those of its document."""
        assert to_dict(held) == json.loads(ap.dumps(held))
        assert ap.loads(json.dumps(to_dict(held))) == held

    def test_every_class_is_drawn(self) -> None:
        """The classes that are read are those that documents hold, and no index."""
        names = {model.__name__ for model in _held()}
        assert {"Register", "Place", "CaseAudit", "MovedMeeting", "Preparation"} < names
        assert not names & {"Index", "Item", "Span", "Recurrence"}


class TestRefusals:
    """What is no such value is refused, with all faults at once, from the value on."""

    def test_paths_begin_at_the_value(self) -> None:
        """A place in a report is named from the report, and that of a body from it."""
        data = to_dict(report())
        data["findings"][0] |= {"deadline": "6 weeks", "stauts": 1}
        assert faults_of(ap.InspectionReport, data) == {
            "findings[0].deadline": "deadline",
            "findings[0].stauts": "unknown-key",
        }
        assert faults_of(ap.Body, {"id": "a b", "kind": 3}) == {
            "id": "id",
            "kind": "term",
            "name": "required",
        }

    def test_registers(self) -> None:
        """A register needs its format, and a fault of it comes with all others."""
        assert faults_of(ap.Register, {"bodies": [{}]}) == {
            "format": "required",
            "bodies[0].id": "required",
            "bodies[0].name": "required",
            "bodies[0].kind": "required",
        }
        assert faults_of(ap.Register, []) == {"": "type"}

    def test_kinds(self) -> None:
        """A kind must be given, and be one that can stand there."""
        assert faults_of(Entry, {"item": "r/1"}) == {"kind": "required"}
        assert faults_of(Finding, {"kind": "progress"}) == {"kind": "term"}
        assert faults_of(ap.Target, to_dict(update("r/1", DAY, percent=5))) == {
            "kind": "term"
        }

    def test_faults_between_fields(self) -> None:
        """An entry that says nothing is refused as it is in Python."""
        data = {"kind": "progress", "item": "r/1", "on": "2014-09-17", "by": "norfolk"}
        assert faults_of(Entry, data) == {"": "required"}

    def test_lists(self) -> None:
        """The faults of all members of a list come together, with their places."""
        good = to_dict(update("r/1", DAY, percent=5))
        assert faults_of(list[Entry], [good, good | {"percent": 500}, {}]) == {
            "[1].percent": "range",
            "[2].kind": "required",
        }
        assert faults_of(list[Entry], good) == {"": "type"}
        assert faults_of(list[int], []) == {"model": "type"}

    def test_keys_that_are_no_text(self) -> None:
        """A key that JSON could not have is refused, wherever it stands."""
        data = to_dict(report())
        data["findings"][0] |= {1: 2, None: 3}
        assert faults_of(ap.InspectionReport, data) == {
            "findings[0][1]": "type",
            "findings[0][None]": "type",
        }

    @pytest.mark.parametrize(
        ("model", "data", "code"),
        [
            (Period, "6 weeks", "period"),
            (Period, 6, "type"),
            (Period, Period(weeks=6), "type"),
            (Span, "2014-04-18/2014-04-07", "contradiction"),
            (Recurrence, "monthly", "recurrence"),
            (ap.Deadline, "soon", "deadline"),
            (Within, "by 2014-10", "deadline"),
        ],
    )
    def test_texts(self, model: Any, data: object, code: str) -> None:
        """A text of another form or another kind is refused as a whole."""
        assert faults_of(model, data) == {"": code}
        assert from_dict(By, "by 2014-10") == By(span=Span.of_month(2014, 10))

    @pytest.mark.parametrize("model", [*_COMPUTED, Value, int, str, type, object])
    def test_what_is_never_read(self, model: type) -> None:
        """What is worked out from a register is not read, and nothing else is."""
        with pytest.raises(InvalidValue, match=f"^model: {model.__name__} is not read"):
            from_dict(model, {})

    @pytest.mark.parametrize("model", [5, None, [], "progress", int | str])
    def test_no_class(self, model: Any) -> None:
        """What is no class is refused, and so is a union that documents do not know."""
        assert faults_of(model, {}) == {"model": "type"}

    @pytest.mark.parametrize("value", [5, None, {}, [5], ap.Status.AWAITING, ap.Body])
    def test_what_is_no_value(self, value: object) -> None:
        """Only values of the library are sent."""
        with pytest.raises(InvalidValue, match="expected a value of this library"):
            to_dict(value)

    @given(held=registers(min_items=1), data=st.data())
    def test_anything_else(self, held: ap.Register, data: st.DataObject) -> None:
        """Whatever stands in a place is refused by one kind of error, or comes back."""
        objects = [one for one in values_in(held) if not isinstance(one, Canonical)]
        value = data.draw(st.sampled_from(objects))
        changed = to_dict(value) | {
            data.draw(st.sampled_from(list(to_dict(value)))): data.draw(json_values())
        }
        with contextlib.suppress(InvalidValue):
            found = from_dict(type(value), changed)
            assert from_dict(type(value), to_dict(found)) == found


class TestWorkedOut:
    """What is worked out is sent with every key, as text, numbers and nothing else."""

    @given(held=registers(min_items=1), on=days(), other=days())
    def test_all_of_it(self, held: ap.Register, on: date, other: date) -> None:
        """Snapshots, states, due dates, changes, problems and items are JSON."""
        now = held.at(on)
        values: list[Any] = [now, now.on_time(), *held.items, *ap.check(held)]
        values += ap.changes(held.at(other), now)
        for state in now:
            values += [state, state.parties, *state.rungs, *state.deferrals]
            values += [state.due] * (state.due is not None)
        for value in values:
            data = to_dict(value)
            assert is_plain(data)
            assert json.loads(json.dumps(data, allow_nan=False)) == data

    @given(held=registers(min_items=1), on=days())
    def test_rows(self, held: ap.Register, on: date) -> None:
        """A snapshot is its day and its rows, with days as text."""
        now = held.at(on, datetime(2015, 1, 1, 9, 30, tzinfo=UTC))
        data = to_dict(now)
        assert (data["on"], data["known"]) == (on.isoformat(), "2015-01-01T09:30:00Z")
        for state, sent_row, row in zip(now, data["items"], now.rows(), strict=True):
            assert sent_row == to_dict(state)
            assert tuple(sent_row) == ROW_KEYS
            assert {key: str(held) for key, held in sent_row.items()} == {
                key: str(held) for key, held in row.items()
            }

    def test_changes(self) -> None:
        """A change has its words and its entries with it."""
        held = register()
        later = held.record(update("p", DAY, status="complete"))
        (change,) = ap.changes(held.at(DAY), later.at(DAY))
        data = to_dict(change)
        assert (data["before"], data["after"]) == ("awaiting", "complete")
        assert data["words"] == str(change)
        assert data["entries"] == [to_dict(later.log[0])]
        assert data["days"] is None

    def test_what_comes_from_words(self) -> None:
        """A deadline that was found, a regime and a calendar are sent as they are."""
        (found,) = ap.find_deadlines("The force should within six weeks send a plan.")
        assert to_dict(found)["deadline"] == "P6W after publication"
        regime = to_dict(REGIMES["police-act-1996-s55"])
        assert (regime["since"], regime["until"]) == ("2017-05-02", None)
        calendar = to_dict(WorkingCalendar.named("scotland"))
        assert calendar["holidays"] == sorted(calendar["holidays"])

    def test_sets_of_bodies_are_sorted(self) -> None:
        """The bodies that speak for a party are sent in one order."""
        state = ap.load(EXAMPLES / "norfolk_2014.json").at(DAY)["norfolk-2014/1"]
        parties = attrs.evolve(state.parties, owners=frozenset("cab"))
        assert to_dict(parties)["owners"] == ["a", "b", "c"]


class TestFaults:
    """An error is data: a form can mark its fields, and an API can answer with it."""

    def test_keys(self) -> None:
        """Every fault has the same five keys."""
        with pytest.raises(ActionPlanError) as caught:
            ap.Body(id="a b", name="A", kind="council")
        assert sent(caught.value) == [
            {
                "path": "id",
                "code": "id",
                "message": "'a b' is not an id",
                "hint": caught.value.faults[0].hint,
                "value": "a b",
            }
        ]

    def test_conflicts(self) -> None:
        """A conflict has what both sides say, values of the model as dictionaries."""
        mine, its = (update("r/1", DAY, percent=part) for part in (5, 6))
        held = register()
        with pytest.raises(MergeConflict) as caught:
            held.record(mine).merge(held.record(its))
        (fault,) = sent(caught.value)
        assert (fault["ours"], fault["theirs"]) == (to_dict(mine), to_dict(its))
        assert fault["value"] == to_dict(mine)

    def test_nothing_on_one_side(self) -> None:
        """What one side does not have is null."""
        data = to_dict(Conflict("x", FaultCode.CONFLICT, None, "is taken away"))
        assert (data["ours"], data["theirs"]) == (None, None)

    def test_refused_words(self) -> None:
        """Words that were refused come with their kind, and what they can mean."""
        with pytest.raises(ActionPlanError) as caught:
            ap.parse_deadline("by 3/4/2026")
        data = to_dict(caught.value)
        assert data["kind"] == "ambiguous"
        assert data["candidates"] == ["by 2026-03-04", "by 2026-04-03"]
        with pytest.raises(ActionPlanError) as caught:
            ap.parse_deadline("as soon as possible")
        assert set(to_dict(caught.value)) == {"faults", "kind"}

    @pytest.mark.parametrize("value", [None, True, 5, -0.5, "a", MOST_EXACT])
    def test_small_values(self, value: object) -> None:
        """What JSON can hold is sent as it is."""
        assert value_sent(value) == value

    def test_other_values(self) -> None:
        """What JSON cannot hold is sent as text."""
        zone = timezone(timedelta(hours=1))
        assert value_sent(DAY) == "2014-09-17"
        moment = datetime(2014, 9, 17, 9, 30, tzinfo=zone)
        assert value_sent(moment) == "2014-09-17T09:30:00+01:00"
        assert value_sent(math.nan) == "the number nan"
        assert value_sent(-math.inf) == "the number -inf"
        assert value_sent(MOST_EXACT + 1) == f"the number {MOST_EXACT + 1}"
        assert value_sent(1 << 20_000) == "a number of thousands of digits"
        assert value_sent(Period(weeks=6)) == "P6W"
        assert value_sent(ap.Register()).startswith("<Register: ")
        assert value_sent(ap.Status) == "<enum 'Status'>"
        assert value_sent({1, 2}) == "{1, 2}"

    def test_half_a_character(self) -> None:
        """Text that UTF-8 cannot write names the half that it has."""
        assert value_sent("a\ud800") == "a\\ud800"

    def test_bounds(self) -> None:
        """A long text is cut, and what is long or deep is named."""
        assert value_sent("a" * 1000) == "a" * MOST_CHARACTERS + "..."
        assert value_sent({"a" * 1000: 1}) == {"a" * MOST_CHARACTERS + "...": 1}
        assert value_sent([1] * MOST_MEMBERS) == [1] * MOST_MEMBERS
        assert value_sent([1] * (MOST_MEMBERS + 1)) == "a list"
        assert value_sent(dict.fromkeys(map(str, range(99)))) == "an object"
        deep = {"a": [{"b": 1}, (1,), [2]]}
        assert value_sent(deep) == {"a": ["an object", "a list", "a list"]}

    def test_circles(self) -> None:
        """A value that holds itself is named where it becomes deep."""
        circle: list[object] = []
        circle.append(circle)
        assert value_sent(circle) == [["a list"]]
