"""The JSON document: it comes back, it is laid out, and it refuses."""

import contextlib
import json
from datetime import UTC, date, datetime
from typing import Any, get_args

import attrs
import jsonschema
import pytest
from hypothesis import given

import actionplan as ap
from actionplan._values import key_of
from actionplan.errors import InvalidDocument
from actionplan.formats.json import schema
from actionplan.formats.json._layout import laid_out
from actionplan.log import AnyEntry
from actionplan.meetings import MovedMeeting, Preparation
from actionplan.reports import AnyFinding, CaseAudit, Judgement, Place
from actionplan.strategies import json_values, registers
from registers import EXAMPLES, register, update

VALIDATOR = jsonschema.Draft202012Validator(schema())

SMALL: dict[str, Any] = {
    "format": "actionplan/1.0",
    "bodies": [
        {"id": "hmic", "name": "HMIC", "kind": "inspectorate"},
        {"id": "norfolk", "name": "Norfolk", "kind": "police-force"},
    ],
    "reports": [
        {
            "id": "r",
            "title": "R",
            "by": ["hmic"],
            "about": ["norfolk"],
            "published": "2014-08-29",
            "findings": [{"kind": "recommendation", "id": "r/1", "text": "Act."}],
        }
    ],
    "log": [
        {
            "kind": "progress",
            "item": "r/1",
            "on": "2014-09-17",
            "by": "norfolk",
            "percent": 5,
        }
    ],
}


def faults_of(text: str | bytes) -> dict[str, str]:
    """The place and code of every fault of a document."""
    with pytest.raises(InvalidDocument) as caught:
        ap.loads(text)
    assert isinstance(caught.value, ValueError)
    assert all(fault.message for fault in caught.value.faults)
    return {fault.path: str(fault.code) for fault in caught.value.faults}


def changed(*path: str | int, to: object) -> str:
    """The small document with one place changed, or taken away by `...`."""
    tree = json.loads(json.dumps(SMALL))
    place = tree
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return json.dumps(tree)


class TestRoundTrip:
    """What is written is read again, and written the same."""

    @given(register=registers())
    def test_registers_come_back(self, register: ap.Register) -> None:
        """A register is what its own document gives, and so is the document."""
        data = ap.dumps(register)
        again = ap.loads(data)
        assert again == register
        assert ap.dumps(again) == data
        assert ap.loads(data.decode()) == register

    @given(register=registers())
    def test_written_by_the_schema(self, register: ap.Register) -> None:
        """Whatever is written, the JSON Schema accepts."""
        VALIDATOR.validate(json.loads(ap.dumps(register)))

    @given(register=registers(min_items=1))
    def test_one_entry_a_line(self, register: ap.Register) -> None:
        """A recorded entry that holds no object changes two lines of the file."""
        item = register.items[0].id
        entry = update(item, date(2014, 9, 17), percent=5, by=register.bodies[0].id)
        before = ap.dumps(register).splitlines()
        after = ap.dumps(register.record(entry)).splitlines()
        line = json.dumps(
            {"kind": "progress", "item": item, "on": "2014-09-17"}
            | {"by": register.bodies[0].id, "percent": 5}
        )
        assert f"    {line}".encode() in after
        if register.log:
            assert len(after) == len(before) + 1

    @pytest.mark.parametrize("name", ["norfolk_2014.json", "suffolk_2022.json"])
    def test_examples_are_as_written(self, name: str) -> None:
        """The examples are laid out as the library lays them out."""
        data = (EXAMPLES / name).read_bytes()
        assert ap.dumps(ap.loads(data)) == data
        VALIDATOR.validate(json.loads(data))

    def test_moments(self) -> None:
        """A moment is written in UTC, with the fraction that it has."""
        made = register().record(
            update(
                "r/1",
                date(2014, 9, 17),
                percent=5,
                recorded=datetime(2014, 9, 17, 9, 30, 0, 250000, tzinfo=UTC),
            )
        )
        assert b'"recorded": "2014-09-17T09:30:00.250000Z"' in ap.dumps(made)
        assert ap.loads(ap.dumps(made)) == made

    def test_moments_with_an_offset(self) -> None:
        """A moment in another zone is read as the same moment in UTC."""
        text = changed("log", 0, "recorded", to="2014-09-17T10:30:00+01:00")
        recorded = ap.loads(text).log[0].recorded
        assert recorded == datetime(2014, 9, 17, 9, 30, tzinfo=UTC)


def test_only_registers_are_written() -> None:
    """What is no register is refused before anything is written."""
    with pytest.raises(ap.ActionPlanError, match="expected a register, got null"):
        ap.dumps(None)  # type: ignore[arg-type]


class TestLayout:
    """One object a line.

    An array or object that holds no object stands on one line, any other is spread
    with two spaces.
    """

    @given(value=json_values())
    def test_layout_changes_nothing(self, value: object) -> None:
        """However a value is laid out, JSON reads it as it was."""
        assert json.loads(laid_out(value)) == value

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ({}, "{}"),
            ({"a": [1, ["b"]]}, '{"a": [1, ["b"]]}'),
            ([{}], "[\n  {}\n]"),
            ({"a": [{"b": 1}]}, '{\n  "a": [\n    {"b": 1}\n  ]\n}'),
            ({"a": {}, "b": 1}, '{\n  "a": {},\n  "b": 1\n}'),
            ("\u2028é\x7f\n", '"\u2028é\x7f\\n"'),
        ],
        ids=repr,
    )
    def test_known_layouts(self, value: object, text: str) -> None:
        """Objects spread what holds them, and nothing is escaped that need not be."""
        assert laid_out(value) == text

    def test_file_form(self) -> None:
        """A file has no mark, ends with a newline, and leaves out defaults."""
        assert ap.dumps(ap.loads(json.dumps(SMALL))).decode() == (
            "{\n"
            '  "format": "actionplan/1.0",\n'
            '  "bodies": [\n'
            '    {"id": "hmic", "name": "HMIC", "kind": "inspectorate"},\n'
            '    {"id": "norfolk", "name": "Norfolk", "kind": "police-force"}\n'
            "  ],\n"
            '  "reports": [\n'
            "    {\n"
            '      "id": "r",\n'
            '      "title": "R",\n'
            '      "by": ["hmic"],\n'
            '      "about": ["norfolk"],\n'
            '      "published": "2014-08-29",\n'
            '      "findings": [\n'
            '        {"kind": "recommendation", "id": "r/1", "text": "Act."}\n'
            "      ]\n"
            "    }\n"
            "  ],\n"
            '  "log": [\n'
            '    {"kind": "progress", "item": "r/1", "on": "2014-09-17", '
            '"by": "norfolk", "percent": 5}\n'
            "  ]\n"
            "}\n"
        )


class TestSchema:
    """The schema and the model say the same."""

    def test_is_a_schema(self) -> None:
        """The schema is valid against its own meta-schema."""
        jsonschema.Draft202012Validator.check_schema(schema())

    @pytest.mark.parametrize(
        "model",
        [ap.Body, ap.InspectionReport, *get_args(AnyFinding), Place, ap.Obligation]
        + [Judgement, CaseAudit, ap.ActionPlan, ap.Action, ap.ScrutinyMeeting]
        + [ap.MeetingSeries, MovedMeeting, Preparation]
        + [*get_args(AnyEntry), ap.Register],
        ids=lambda model: model.__name__,
    )
    def test_same_keys(self, model: type) -> None:
        """Every object has the model's keys, and requires what the model requires."""
        defined = schema()["$defs"] | {"register": schema(), "meeting": {}}
        names = {
            ap.InspectionReport: "report",
            ap.ActionPlan: "plan",
            ap.ScrutinyMeeting: "meeting",
            ap.ProgressUpdate: "progress",
        }
        defined["meeting"] = schema()["$defs"]["meeting"]
        name = names.get(model) or "".join(
            f"_{sign.lower()}" if sign.isupper() else sign for sign in model.__name__
        ).lstrip("_")
        fields = [field for field in attrs.fields(model) if field.init]
        keys = [key_of(field.name) for field in fields]
        required = {
            key_of(field.name) for field in fields if field.default is attrs.NOTHING
        }
        found = defined[name]
        first = {"register": ["format"]}.get(name, [])
        if isinstance(getattr(model, "kind", None), str):
            first = ["kind"]
        assert list(found["properties"]) == [*first, *keys]
        assert set(found.get("required", [])) == required | set(first)

    @pytest.mark.parametrize(
        "text",
        [
            changed("bodies", 0, "kind", to="gang"),
            changed("bodies", 0, "id", to="a/b"),
            changed("reports", 0, "published", to="20140829"),
            changed("reports", 0, "id", to="a//b"),
            changed("reports", 0, "by", to=[]),
            changed("reports", 0, "findings", 0, "deadline", to="within six weeks"),
            changed("log", 0, "percent", to=101),
            changed("log", 0, "percent", to=...),
            changed("log", 0, "colour", to="red"),
            changed("plans", to=[{"id": "p", "owner": "norfolk"}]),
        ],
    )
    def test_refuses_what_the_reader_refuses(self, text: str) -> None:
        """What the schema can say is wrong, both refuse."""
        assert not VALIDATOR.is_valid(json.loads(text))
        faults_of(text)


class TestSyntax:
    """What is not JSON in UTF-8 is refused, by the place where it goes wrong."""

    @pytest.mark.parametrize(
        ("text", "code", "says"),
        [
            ("", "syntax", "empty"),
            (" \n", "syntax", "empty"),
            ("{", "syntax", "line 1, column 2"),
            (
                '{"format": "actionplan/1.0",\n "bodies": [',
                "syntax",
                "line 2, column 13",
            ),
            ('{"format": "actionplan/1.0"} x', "syntax", "Extra data"),
            ("{'a': 1}", "syntax", "double quotes"),
            ("\ufeff{}", "encoding", "byte order mark"),
            (b"\xef\xbb\xbf{}", "encoding", "byte order mark"),
            ("{}".encode("utf-16"), "encoding", "byte 0 is not UTF-8"),
            (b'{"a": "\xe9"}', "encoding", "byte 7 is not UTF-8"),
            ("[" * 10_000, "nesting", "nested too deeply"),
            (5, "type", "expected text or bytes"),
        ],
        ids=range(12),
    )
    def test_what_is_no_json(self, text: Any, code: str, says: str) -> None:
        """Each way of not being JSON is named, with the way out."""
        with pytest.raises(InvalidDocument, match=says) as caught:
            ap.loads(text)
        assert [fault.code for fault in caught.value.faults] == [code]
        assert caught.value.faults[0].hint

    @pytest.mark.parametrize("depth", [200, 1_500, 10_000, 100_000])
    @pytest.mark.parametrize("inner", ["1", '{"a": 1, "a": 2}'], ids=["one", "twice"])
    def test_deep_nesting(self, depth: int, inner: str) -> None:
        """However deep a caller's own object is nested, it is refused for that."""
        own = '{"a":' * depth + inner + "}" * depth
        text = f'{{"format": "actionplan/1.0", "x": {own}}}'
        assert set(faults_of(text).values()) == {"nesting"}

    def test_every_cut_is_refused(self) -> None:
        """A document that was cut off anywhere is refused, never half read."""
        text = json.dumps(SMALL)
        for length in range(len(text)):
            faults_of(text[:length])


class TestShape:
    """JSON of another shape is refused, with all its faults together."""

    @pytest.mark.parametrize(
        ("text", "faults"),
        [
            ("[]", {"": "type"}),
            ("null", {"": "type"}),
            ("{}", {"format": "required"}),
            (changed("format", to="actionplan/1.1"), {"format": "format"}),
            (changed("format", to="actionplan/2.0"), {"format": "format"}),
            (changed("format", to="other"), {"format": "format"}),
            (changed("format", to="actionplan/0.9"), {"format": "format"}),
            (changed("format", to=1), {"format": "format"}),
            (changed("bodies", to={}), {"bodies": "type"}),
            (changed("bodies", 0, to=[]), {"bodies[0]": "type"}),
            (changed("bodies", 0, "name", to=5), {"bodies[0].name": "type"}),
            (changed("bodies", 0, "name", to=None), {"bodies[0].name": "type"}),
            (changed("bodies", 0, "name", to="\ud800"), {"bodies[0].name": "text"}),
            (changed("bodies", 0, "kind", to="gang"), {"bodies[0].kind": "term"}),
            (changed("bodies", 0, "from", to="2014-02-30"), {"bodies[0].from": "date"}),
            (changed("bodies", 0, "nmae", to="x"), {"bodies[0].nmae": "unknown-key"}),
            (changed("bodies", 0, "name", to=...), {"bodies[0].name": "required"}),
            (changed("extra", to=1), {"extra": "unknown-key"}),
            (changed("reports", 0, "by", to="hmic"), {"reports[0].by": "type"}),
            (
                changed("reports", 0, "published", to="20140829"),
                {"reports[0].published": "date"},
            ),
            (
                changed("reports", 0, "published", to=20140829),
                {"reports[0].published": "type"},
            ),
            (
                changed("reports", 0, "findings", 0, "kind", to="wish"),
                {"reports[0].findings[0].kind": "term"},
            ),
            (
                changed("reports", 0, "findings", 0, "kind", to=...),
                {"reports[0].findings[0].kind": "required"},
            ),
            (
                changed("reports", 0, "findings", 0, "deadline", to="soon"),
                {"reports[0].findings[0].deadline": "deadline"},
            ),
            (
                changed("reports", 0, "inspected", to={"start": "2014-04-01"}),
                {"reports[0].inspected": "type"},
            ),
            (changed("log", 0, "kind", to=["progress"]), {"log[0].kind": "term"}),
            (changed("log", 0, "status", to="finished"), {"log[0].status": "term"}),
            (changed("log", 0, "percent", to="5"), {"log[0].percent": "type"}),
            (changed("log", 0, "percent", to=...), {"log[0]": "required"}),
            (
                changed("log", 0, "recorded", to="2014-09-17"),
                {"log[0].recorded": "moment"},
            ),
            (
                changed("log", 0, "recorded", to="2014-09-17T24:00:00Z"),
                {"log[0].recorded": "moment"},
            ),
            (
                changed("log", 0, "recorded", to="2014-02-30T09:30:00Z"),
                {"log[0].recorded": "date"},
            ),
            (
                changed("log", 0, "recorded", to="2014-09-17T09:30"),
                {"log[0].recorded": "moment"},
            ),
            (changed("log", 0, "recorded", to=5), {"log[0].recorded": "type"}),
            (changed("x", to={"a": {"b": float("nan")}}), {"x.a.b": "number"}),
            ('{"format":"actionplan/1.0","x":{"a":1e999}}', {"x.a": "number"}),
        ],
        ids=range(36),
    )
    def test_one_fault(self, text: str, faults: dict[str, str]) -> None:
        """Each fault is named by its own place and code."""
        assert faults_of(text) == faults

    def test_many_digits(self) -> None:
        """A number of more digits than Python reads is refused by its place."""
        digits = "9" * 5000
        text = f'{{"format": "actionplan/1.0", "x": {{"a": {digits}}}}}'
        assert faults_of(text) == {"x.a": "number"}

    def test_faults_come_together(self) -> None:
        """A document with a fault in every corner names them all at once."""
        text = """{
          "format": "actionplan/1.9", "bodies": [{"id": "a b", "name": 5}],
          "reports": [{"id": "r", "title": "R", "by": [], "about": "norfolk",
            "findings": [{"kind": "recommendation", "text": ""}, {"kind": "x"}]}],
          "log": [
            {"kind": "progress", "item": "r/1", "on": "x", "by": "", "note": NaN}
          ],
          "log": [
            {"kind": "progress", "item": "r/1", "on": "x", "by": "", "note": NaN}
          ],
          "x": {"a": 1, "a": 2}
        }"""
        assert faults_of(text) == {
            "log": "repeated-key",
            "x.a": "repeated-key",
            "format": "format",
            "bodies[0].id": "id",
            "bodies[0].name": "type",
            "bodies[0].kind": "required",
            "reports[0].by": "required",
            "reports[0].about": "type",
            "reports[0].findings[0].id": "required",
            "reports[0].findings[0].text": "text",
            "reports[0].findings[1].kind": "term",
            "log[0].on": "date",
            "log[0].by": "id",
            "log[0].note": "type",
        }

    def test_repeated_keys_in_lists(self) -> None:
        """A key that is given twice is found wherever it stands."""
        text = '{"format": "actionplan/1.0", "x": {"a": [{"b": 1, "b": 2}]}}'
        assert faults_of(text) == {"x.a[0].b": "repeated-key"}

    def test_references_come_when_the_shape_is_sound(self) -> None:
        """False references are named together, by their places in the document."""
        tree = json.loads(json.dumps(SMALL))
        tree["bodies"].append(tree["bodies"][0])
        tree["log"][0] |= {"item": "r/2", "by": "nobody"}
        assert faults_of(json.dumps(tree)) == {
            "bodies[2].id": "duplicate-id",
            "log[0].item": "unknown-reference",
            "log[0].by": "unknown-reference",
        }

    @pytest.mark.parametrize(
        ("found", "says"),
        [("1.1", "newer release"), ("2.0", "newer"), ("0.9", "no"), ("1.00", "not a")],
    )
    def test_formats(self, found: str, says: str) -> None:
        """A newer format is told apart from one that never was."""
        with pytest.raises(InvalidDocument, match=says):
            ap.loads(changed("format", to=f"actionplan/{found}"))

    def test_parts_of_a_text_are_no_places(self) -> None:
        """A fault inside a deadline's text is at the deadline, and says where."""
        text = changed("reports", 0, "findings", 0, "deadline", to="P11Y after receipt")
        with pytest.raises(InvalidDocument, match="is faulty: years: ") as caught:
            ap.loads(text)
        (fault,) = caught.value.faults
        assert fault.path == "reports[0].findings[0].deadline"

    def test_nearest_key(self) -> None:
        """An unknown key gets the name of the one that was probably meant."""
        with pytest.raises(InvalidDocument, match="did you mean 'superseded_by'"):
            ap.loads(changed("log", 0, "superceded_by", to="r/1"))

    def test_kinds_that_are_near(self) -> None:
        """A kind that is misspelt gets the one that was probably meant."""
        with pytest.raises(InvalidDocument, match="did you mean 'progress'"):
            ap.loads(changed("log", 0, "kind", to="progres"))

    def test_a_bug_is_no_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An error of the library's own making is not blamed on the document."""

        def break_down(_: str) -> date:
            raise ZeroDivisionError

        monkeypatch.setattr("actionplan.formats.json._shape.parse_day", break_down)
        with pytest.raises(ZeroDivisionError):
            ap.loads(json.dumps(SMALL))

    def test_long_values_do_not_flood(self) -> None:
        """A fault about a long value has a short text."""
        with pytest.raises(InvalidDocument) as caught:
            ap.loads(changed("bodies", 0, "kind", to="x" * 10**6))
        assert len(str(caught.value)) < 500

    @given(value=json_values())
    def test_nothing_else_comes_out(self, value: object) -> None:
        """Whatever JSON stands anywhere, the answer is a register or our error."""
        for place in [
            ("bodies",),
            ("bodies", 0),
            ("log", 0, "on"),
            ("reports", 0, "by"),
        ]:
            with contextlib.suppress(ap.ActionPlanError):
                ap.loads(changed(*place, to=value))
