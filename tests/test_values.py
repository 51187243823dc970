"""The values of the model: what they refuse, and that they stay as they are."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given

import actionplan as ap
from actionplan._values import FrozenMap
from actionplan.errors import FaultCode, InvalidValue
from actionplan.reports import CaseAudit, Judgement, Place
from actionplan.strategies import own, registers
from actionplan.terms import Grade, Group, Scale

DAY = date(2014, 9, 17)


def faults_of(make: Callable[[], object]) -> dict[str, FaultCode]:
    """The place and code of every fault that stops a value from being made."""
    with pytest.raises(InvalidValue) as caught:
        make()
    return {fault.path: fault.code for fault in caught.value.faults}


def body(**changes: Any) -> ap.Body:
    """A body, with some fields changed."""
    fields = {"id": "norfolk", "name": "Norfolk", "kind": "police-force"}
    return ap.Body(**fields | changes)


def update(**changes: Any) -> ap.ProgressUpdate:
    """A progress update, with some fields changed."""
    fields: dict[str, Any] = {"item": "r/1", "on": DAY, "by": "n", "status": "complete"}
    return ap.ProgressUpdate(**fields | changes)


def meeting(**changes: Any) -> ap.ScrutinyMeeting:
    """A meeting in London, with some fields changed."""
    fields: dict[str, Any] = {
        "id": "m",
        "title": "Public meeting",
        "body": "pcc",
        "start": datetime(2014, 9, 17, 10),  # noqa: DTZ001 - the clock in the room
        "end": datetime(2014, 9, 17, 12),  # noqa: DTZ001
        "zone": "Europe/London",
    }
    return ap.ScrutinyMeeting(**fields | changes)


class TestFields:
    """Each field is checked by itself, and all of them before anything is said."""

    def test_all_faults_together(self) -> None:
        """Every faulty field of a value is named at once."""
        found = faults_of(
            lambda: body(id="no spaces", name=" ", kind="gang", from_="x")
        )
        assert found == {
            "id": FaultCode.ID,
            "name": FaultCode.TEXT,
            "kind": FaultCode.TERM,
            "from": FaultCode.TYPE,
        }

    @pytest.mark.parametrize(
        "name",
        ["", ".", "..", "-a", "a//b", "/a", "a/", "a/./b", "a/../b", "a b", "é", "a@b"]
        + ["a" * 101, "a\n", 5, None],
        ids=repr,
    )
    def test_what_is_no_id(self, name: object) -> None:
        """Blank, dotted, foreign, reserved and overlong ids are refused."""
        assert "id" in faults_of(lambda: ap.Recommendation(id=name, text="x"))  # type: ignore[arg-type]

    @pytest.mark.parametrize("name", ["a", "1", "a.b-c_d", "a/b/c", "a" * 100, "A/.b"])
    def test_what_is_an_id(self, name: str) -> None:
        """Letters, digits and . _ - / make ids, up to a hundred of them."""
        assert ap.Recommendation(id=name, text="x").id == name

    def test_no_slash_in_the_id_of_a_body(self) -> None:
        """The id of a body has no slash, because ids of items are built with it."""
        assert faults_of(lambda: body(id="a/b")) == {"id": FaultCode.ID}

    @pytest.mark.parametrize("item", ["r/1", "r/1@norfolk"])
    def test_items_in_two_forms(self, item: str) -> None:
        """An item is named by its short or its long id."""
        assert update(item=item).item == item

    @pytest.mark.parametrize("item", ["r/1@", "@a", "a@b@c", "a@b/c", 7], ids=repr)
    def test_what_names_no_item(self, item: object) -> None:
        """Half ids and doubled ones name no item."""
        assert "item" in faults_of(lambda: update(item=item))

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (datetime(2014, 9, 17, tzinfo=UTC), FaultCode.TYPE),
            ("2014-09-17", FaultCode.TYPE),
            (date(204, 9, 17), FaultCode.DATE),
            (date(3000, 1, 1), FaultCode.DATE),
        ],
        ids=repr,
    )
    def test_what_is_no_day(self, day: object, code: FaultCode) -> None:
        """A moment, a text and a year that is a slip of the keyboard are no days."""
        assert faults_of(lambda: update(on=day)) == {"on": code}

    @pytest.mark.parametrize(
        "moment",
        [datetime(2014, 9, 17), date(2014, 9, 17), "2014-09-17T09:30:00Z"]  # noqa: DTZ001
        + [datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))],
        ids=repr,
    )
    def test_what_is_no_moment(self, moment: object) -> None:
        """A moment needs a time zone, and a year that can be meant."""
        assert "recorded" in faults_of(lambda: update(recorded=moment))

    def test_moments_are_kept_in_utc(self) -> None:
        """A moment in another zone is the same moment in UTC."""
        summer = timezone(timedelta(hours=1))
        recorded = update(
            recorded=datetime(2014, 9, 17, 10, 30, tzinfo=summer)
        ).recorded
        assert recorded == datetime(2014, 9, 17, 9, 30, tzinfo=UTC)
        assert recorded.tzinfo is UTC

    def test_an_entry_without_a_moment_is_known_from_its_day(self) -> None:
        """Without a moment of recording, the day begins it, in UTC."""
        assert update().known_from == datetime(2014, 9, 17, tzinfo=UTC)

    @pytest.mark.parametrize(
        "percent",
        [-1, 101, pytest.param(10**5000, id="long"), True, 50.0, "50"],
        ids=repr,
    )
    def test_what_is_no_percentage(self, percent: object) -> None:
        """A percentage is a whole number from 0 to 100, and no truth value."""
        assert "percent" in faults_of(lambda: update(percent=percent))

    def test_pages_count_from_one(self) -> None:
        """A report has no page 0."""
        assert faults_of(lambda: Place(page=0)) == {"page": FaultCode.RANGE}

    @pytest.mark.parametrize(
        "link",
        ["javascript:alert(1)", "ftp://a", "https://a b", "https://a\n", "//a", 1],
    )
    def test_what_is_no_link(self, link: object) -> None:
        """A link is a full web address, and nothing that a browser would run."""
        assert "url" in faults_of(lambda: meeting(url=link))

    def test_half_a_character_is_named(self) -> None:
        """A lone surrogate, which UTF-8 cannot write, is named with its position."""
        with pytest.raises(InvalidValue, match=r"lone surrogate.* at position 1"):
            body(name="a\ud800")

    @pytest.mark.parametrize("kind", [[], {}, ["police-force"], 5], ids=repr)
    def test_what_is_no_term(self, kind: object) -> None:
        """A list or an object is no term, and is named like any other fault."""
        assert faults_of(lambda: body(kind=kind)) == {"kind": FaultCode.TERM}

    def test_a_string_is_no_list(self) -> None:
        """One text where a list belongs is not taken for its letters."""
        found = faults_of(
            lambda: ap.InspectionReport(id="r", title="R", by="hmic", about=[])
        )
        assert found == {"by": FaultCode.TYPE, "about": FaultCode.REQUIRED}

    def test_the_members_of_a_list_are_named(self) -> None:
        """A faulty member of a list is named by its number."""
        found = faults_of(
            lambda: ap.Action(id="a", owner="n", text="x", answers=["r/1", "r//2"])
        )
        assert found == {"answers[1]": FaultCode.ID}

    def test_nobody_is_named_twice(self) -> None:
        """A body that is named twice in one list is one too many."""
        found = faults_of(
            lambda: ap.InspectionReport(id="r", title="R", by=["h"], about=["n", "n"])
        )
        assert found == {"about[1]": FaultCode.DUPLICATE_ID}

    def test_lists_are_kept_as_tuples(self) -> None:
        """A list or an iterator becomes a tuple that nobody can change."""
        finding = ap.Recommendation(id="a", text="x", themes=iter(["b", "c"]))
        assert finding.themes == ("b", "c")

    def test_what_is_no_value(self) -> None:
        """A dictionary is no finding, and a place no dictionary."""
        assert "findings[0]" in faults_of(
            lambda: ap.InspectionReport(
                id="r",
                title="R",
                by=["h"],
                about=["n"],
                findings=[{}],  # type: ignore[list-item]
            )
        )

    @pytest.mark.parametrize(
        ("refs", "place"),
        [({"hmicfrs": 7319}, "refs.hmicfrs"), ([], "refs"), ({1: "a"}, "refs[1]")]
        + [({"a b": ""}, "refs['a b']")],
        ids=repr,
    )
    def test_refs_are_texts(self, refs: object, place: str) -> None:
        """Other people's numbers are texts, by the name of who gives them."""
        assert place in faults_of(lambda: body(refs=refs))


class TestOwnObjects:
    """Any object may carry `x`, an object of the caller's own, kept as given."""

    @given(given_own=own())
    def test_kept_as_given(self, given_own: dict[str, Any]) -> None:
        """What JSON can hold is kept, at every depth."""
        assert thawed(body(x=given_own).x) == given_own

    def test_does_not_change_with_its_giver(self) -> None:
        """A list that the caller changes later does not change the value."""
        mine = {"a": [1]}
        made = body(x=mine)
        mine["a"].append(2)
        assert made.x["a"] == (1,)

    @pytest.mark.parametrize(
        ("mine", "place"),
        [
            ({"a": float("nan")}, "x.a"),
            ({"a": {"b": [{1, 2}]}}, "x.a.b[0]"),
            ({1: 2}, "x[1]"),
            ({"\ud800": 1}, r"x['\ud800']"),
            ({"a": "\ud800"}, "x.a"),
            ({"a": 10**5000}, "x.a"),
            ([1], "x"),
        ],
        ids=range(7),
    )
    def test_what_json_cannot_hold(self, mine: object, place: str) -> None:
        """What JSON cannot hold is refused with its place."""
        assert place in faults_of(lambda: body(x=mine))

    def test_endless_nesting(self) -> None:
        """An object that holds itself is refused, like any that is nested too deep."""
        mine: dict[str, Any] = {}
        mine["a"] = [mine]
        assert set(faults_of(lambda: body(x=mine)).values()) == {FaultCode.NESTING}

    def test_frozen_maps(self) -> None:
        """A frozen map compares and hashes by content, and shows it."""
        assert hash(FrozenMap({"a": 1})) == hash(FrozenMap({"a": 1}))
        assert repr(FrozenMap({"a": 1})) == "{'a': 1}"
        assert len(FrozenMap({"a": 1})) == 1


class TestContradictions:
    """Between fields, what can never be true is refused."""

    def test_nothing_ends_before_it_begins(self) -> None:
        """A body's last day is not before its first."""
        found = faults_of(lambda: body(from_=date(2013, 1, 1), until=date(2012, 1, 1)))
        assert found == {"until": FaultCode.CONTRADICTION}

    def test_an_update_says_something(self) -> None:
        """An update without any news is refused."""
        assert faults_of(lambda: update(status=None)) == {"": FaultCode.REQUIRED}

    def test_only_the_superseded_have_successors(self) -> None:
        """A successor is named only with the status superseded."""
        found = faults_of(lambda: update(superseded_by="r/2"))
        assert found == {"superseded_by": FaultCode.CONTRADICTION}

    def test_agreed_or_refused(self) -> None:
        """A change of deadline is not both agreed and refused."""
        found = faults_of(
            lambda: ap.DeadlineChange(
                item="r/1",
                on=DAY,
                by="norfolk",
                deadline="by 2015",
                agreed_by="hmic",
                refused_by="hmic",
            )
        )
        assert found == {"refused_by": FaultCode.CONTRADICTION}

    def test_grades_of_the_scale(self) -> None:
        """Adequate came with the scale of five; not graded is legal on both."""
        fields: dict[str, Any] = {"about": "n", "area": "x", "scale": "four-grade"}
        assert Judgement(**fields, grade="not-graded").grade is Grade.NOT_GRADED
        found = faults_of(lambda: Judgement(**fields, grade="adequate"))
        assert found == {"grade": FaultCode.CONTRADICTION}

    def test_scales(self) -> None:
        """The scales differ by one grade."""
        extra = set(Scale.FIVE_GRADE.grades) - set(Scale.FOUR_GRADE.grades)
        assert extra == {Grade.ADEQUATE}

    def test_cases_are_counted_by_grade(self) -> None:
        """Cases are counted in whole numbers, by grades that exist."""
        assert CaseAudit(about="n", counts={"good": 2, "inadequate": 1}).total == 3
        found = faults_of(lambda: CaseAudit(about="n", counts={"fine": 1, "good": -1}))
        assert found == {"counts.fine": FaultCode.TERM, "counts.good": FaultCode.RANGE}

    def test_a_place_is_somewhere(self) -> None:
        """A place without page or paragraph is refused."""
        assert faults_of(Place) == {"": FaultCode.REQUIRED}

    @pytest.mark.parametrize("entry", ["x" * 16, "0" * 15, 5], ids=repr)
    def test_digests(self, entry: object) -> None:
        """A retraction names 16 hexadecimal digits."""
        fields: dict[str, Any] = {
            "item": "r/1",
            "on": DAY,
            "by": "norfolk",
            "entry": entry,
        }
        assert "entry" in faults_of(lambda: ap.Retraction(**fields))

    @pytest.mark.parametrize("name", ["Receipt", "", "a b", 5], ids=repr)
    def test_event_names(self, name: object) -> None:
        """An event is named as deadlines name their anchors."""
        fields: dict[str, Any] = {
            "item": "r/1",
            "on": DAY,
            "by": "norfolk",
            "name": name,
        }
        assert "name" in faults_of(lambda: ap.Event(**fields))


class TestMeetings:
    """Meetings keep the time of the clock in the room."""

    def test_summer_and_winter(self) -> None:
        """Ten o'clock is ten o'clock on both sides of the change of clocks."""
        summer = meeting()
        winter = meeting(
            start=datetime(2014, 11, 17, 10),  # noqa: DTZ001
            end=datetime(2014, 11, 17, 12),  # noqa: DTZ001
        )
        assert summer.starts.astimezone(UTC).hour == 9
        assert winter.starts.astimezone(UTC).hour == 10
        assert winter.ends - winter.starts == timedelta(hours=2)

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            ({"zone": "Europe/Norwich"}, "zone"),
            ({"zone": "../London"}, "zone"),
            ({"zone": 5}, "zone"),
            ({"zone": "localtime"}, "zone"),
            ({"zone": "posix/Europe/London"}, "zone"),
            ({"start": date(2014, 9, 17)}, "start"),
            ({"start": datetime(2014, 9, 17, 10, tzinfo=UTC)}, "start"),
            ({"start": datetime(2014, 9, 17, 10, 0, 1)}, "start"),  # noqa: DTZ001
            ({"end": datetime(2014, 9, 17, 10)}, "end"),  # noqa: DTZ001
            ({"start": datetime(2014, 3, 30, 1, 30)}, "start"),  # noqa: DTZ001
        ],
        ids=repr,
    )
    def test_impossible_meetings(self, change: dict[str, object], place: str) -> None:
        """No such zone, no local time, no duration, or a time that clocks skip."""
        assert place in faults_of(lambda: meeting(**change))


class TestTerms:
    """Terms are their own text."""

    def test_the_ladder_in_groups(self) -> None:
        """Two steps are open, two are pending, and all others have ended."""
        groups = [status.group for status in ap.Status]
        assert groups == [Group.OPEN] * 2 + [Group.PENDING] * 2 + [Group.ENDED] * 4

    def test_acceptance(self) -> None:
        """Whoever accepts in part has agreed to act."""
        accepting = [term for term in ap.Acceptance if term.is_accepting]
        assert accepting == ["accepted", "partly"]


class TestWholeValues:
    """Values are frozen, compared by content, and travel."""

    @given(register=registers())
    def test_values_travel(self, register: ap.Register) -> None:
        """A register that was pickled and read again is equal, and as quick to ask."""
        again = pickle.loads(pickle.dumps(register))  # noqa: S301 - our own bytes
        assert again == register
        assert hash(again) == hash(register)
        assert again.items == register.items

    def test_values_do_not_change(self) -> None:
        """No field of a value can be set."""
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            body().name = "Other"  # type: ignore[misc]

    def test_a_changed_copy_is_checked(self) -> None:
        """A value evolved from another is checked as if it were made anew."""
        with pytest.raises(InvalidValue):
            attrs.evolve(body(), name="")


def thawed(value: Any) -> Any:
    """A frozen value of JSON as dictionaries and lists."""
    if isinstance(value, FrozenMap):
        return {key: thawed(held) for key, held in value.items()}
    return [thawed(held) for held in value] if isinstance(value, tuple) else value
