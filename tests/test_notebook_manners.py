"""What a notebook shows of values, and completes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan import modelling
from actionplan._html import MOST_CHARACTERS, MOST_ROWS, fields, pairs, table
from actionplan._printing import shortened
from actionplan.briefing import PaperHeader, briefing
from actionplan.strategies import days, registers, texts
from papers import HOSTILE, december, filled, hostile, meeting
from registers import EXAMPLES, PUBLISHED, moved, plan, register, report, update

Marks = list[tuple[str, list[tuple[str, str | None]]]]

DAY = date(2014, 11, 1)
TAGS = {"table", "caption", "thead", "tbody", "tr", "th", "td", "br"}
ATTRIBUTES = {"class", "style", "scope", "colspan"}


class Shown(HTMLParser):
    """What a notebook is given, taken apart; what is not well formed is refused."""

    def __init__(self, value: Any) -> None:
        super().__init__()
        self.source: str = value if isinstance(value, str) else value._repr_html_()
        self.open: list[str] = []
        self.marks: Marks = []
        self.words: list[str] = []
        self.feed(self.source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a mark, and that it is open."""
        self.marks.append((tag, attrs))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Refuse an end without its beginning."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the words that are read."""
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse a comment."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Refuse a declaration."""
        raise AssertionError(decl)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(tag == "tr" for tag, _ in self.marks)


def held_by(held: ap.Register, on: date) -> Iterator[Any]:
    """Every value of a register that a notebook shows."""
    now = held.at(on)
    yield from (held, now, modelling.timeline(held, on), *held.items, *held.log)
    for state in now:
        yield from (state, state.deadline, *filter(None, [state.due]))


def everything(held: ap.Register, on: date) -> Iterator[Any]:
    """The same, with what is found out about it."""
    changes = ap.changes(held.at(date(2000, 1, 1)), held.at(on))
    problems = ap.check(held, on)
    yield from (*held_by(held, on), changes, problems, *changes, *problems)


class TestHostileText:
    """Nothing that anybody writes into a register becomes a part of the page."""

    @given(held=registers(), text=st.sampled_from(HOSTILE) | texts(), on=days())
    def test_adds_nothing(self, held: ap.Register, text: str, on: date) -> None:
        """With any text in every field there are the same tags and attributes."""
        plain, unsafe = filled(held, "a"), filled(held, text)
        pairs_of = zip(held_by(plain, on), held_by(unsafe, on), strict=True)
        for one, other in pairs_of:
            assert Shown(one).marks == Shown(other).marks

    @given(held=registers(), text=st.sampled_from(HOSTILE) | texts(), on=days())
    def test_known_marks(self, held: ap.Register, text: str, on: date) -> None:
        """There are only the tags and attributes of a table, in every value."""
        for value in (*everything(held, on), *everything(filled(held, text), on)):
            found = Shown(value).marks
            assert {tag for tag, _ in found} <= TAGS
            assert {name for _, attrs in found for name, _ in attrs} <= ATTRIBUTES

    @given(held=registers(), text=st.sampled_from(HOSTILE) | texts())
    def test_briefing(self, held: ap.Register, text: str) -> None:
        """In a briefing, with any text in its head too."""
        plain = Shown(hostile(held, "a", for_panel=False))
        unsafe = Shown(hostile(held, text, for_panel=False))
        assert unsafe.marks == plain.marks

    @given(text=texts())
    def test_read_as_written(self, text: str) -> None:
        """The words that are read are those that were written, on one line, cut."""
        assert Shown(pairs("Title", [("Name", text)])).words == [
            "Title",
            "Name",
            shortened(text, MOST_CHARACTERS),
        ]

    def test_no_formulas(self) -> None:
        """What stands between dollar signs is told not to be set as a formula."""
        (_, attrs), *_ = Shown(pairs("Title", [("Cost", "$5 or $6")])).marks
        assert dict(attrs)["class"] == "tex2jax_ignore mathjax_ignore"


class TestThemes:
    """A table takes its colours from the page, light or dark."""

    @given(held=registers(min_items=1), on=days())
    def test_no_colour(self, held: ap.Register, on: date) -> None:
        """Nothing has a colour or a ground of its own; lines have that of the text."""
        for value in everything(held, on):
            for _, attrs in Shown(value).marks:
                style = dict(attrs).get("style") or ""
                assert "background" not in style
                assert not re.search(r"(?<![a-z-])color|#|rgb|url|var", style)
                assert "border-bottom" not in style or "currentcolor" in style

    def test_headings(self) -> None:
        """Every head of a row or column says which, for those who listen."""
        found = Shown(ap.load(EXAMPLES / "norfolk_2014.json").at(DAY))
        heads = [dict(attrs) for tag, attrs in found.marks if tag == "th"]
        assert [head["scope"] for head in heads] == ["col"] * 5


class TestLength:
    """What is long is cut, and says so."""

    @given(size=st.integers(0, 60))
    def test_rows(self, size: int) -> None:
        """Of many there are the first twenty, and the number of the others."""
        asked: list[int] = []

        def row(number: int) -> list[int]:
            asked.append(number)
            return [number]

        found = Shown(table("T", ["N"], range(size), row))
        assert asked == list(range(min(size, MOST_ROWS)))
        assert found.rows == 1 + len(asked) + (size > MOST_ROWS)
        more = [f"and {size - MOST_ROWS} more"] if size > MOST_ROWS else []
        assert found.words == ["T", "N", *map(str, asked), *more]

    def test_lines(self) -> None:
        """Of a history of thirty entries the newest twenty are there."""
        log = [update("r/1", DAY, percent=number) for number in range(30)]
        state = register(log=log).at(DAY)["r/1"]
        words = Shown(state).words
        newest = words.index("History, the newest first") + 1
        assert "29% done" in words[newest]
        assert words[-1] == "and 10 more"
        assert not any("9% done" in word and " 9%" in word for word in words)

    def test_register(self) -> None:
        """Of a register of many reports the first are there."""
        many = [report(id=f"r{n}", findings=[]) for n in range(25)]
        found = Shown(register(reports=many, plans=[]))
        assert found.words[0] == "Register: bodies 4, reports 25, items 0, entries 0"
        assert found.words[-1] == "and 5 more"


class TestWords:
    """What is shown is what is asked for first."""

    def test_register(self) -> None:
        """A register shows its reports."""
        assert Shown(register()).words == [
            *["Register: bodies 4, reports 1, items 3, entries 0"],
            *["Report", "Title", "By", "About", "Published", "Findings"],
            *["r", "Child protection", "hmic", "norfolk", "Fri 29 Aug 2014", "1"],
        ]

    def test_snapshot(self) -> None:
        """A snapshot shows its items under the heading that the terminal has."""
        now = register().at(DAY)
        words = Shown(now).words
        assert words[0] == str(now).splitlines()[0]
        assert words[6:11] == [
            *["r/1", "Act.", "norfolk", "awaiting"],
            "Immediate action asked Fri 29 Aug 2014; 64 days on, not reported complete",
        ]

    def test_state(self) -> None:
        """A state shows where it stands, what moved and its history."""
        held = register(
            log=[
                moved("by 2014-10-24", date(2014, 10, 6), by="hmic", reason="Illness."),
                ap.Target(item="p", on=DAY, by="norfolk", day=date(2014, 11, 9)),
            ]
        )
        words = Shown(held.at(DAY)["p"]).words
        told = dict(zip(words[1::2], words[2::2], strict=False))
        assert told["Due at first"] == "Fri 10 Oct 2014"
        assert told["Days slipped"] == "14"
        assert told["Target"] == "Sun 9 Nov 2014"
        assert words[-2].startswith("Sat 1 Nov 2014, norfolk: ")
        assert words[-1].endswith("by 2014-10-24; Illness.")

    def test_deadline(self) -> None:
        """A deadline shows its kind, its text and its parts."""
        assert Shown(ap.parse_deadline("within 70 working days of receipt")).words == [
            "Within: P70D after receipt working",
            *["Period", "P70D", "Anchor", "receipt", "Working", "yes"],
        ]

    def test_due_date(self) -> None:
        """A due date shows its day and how it came about."""
        state = register().at(DAY)["p"]
        assert state.due
        words = ["Due Fri 10 Oct 2014", "Day", "Fri 10 Oct 2014"]
        assert Shown(state.due).words == [*words, "Explanation", str(state.due)]

    def test_entry(self) -> None:
        """An entry shows what it says, with days in words, and what is its own."""
        entry = update(
            "r/1",
            DAY,
            recorded=datetime(2014, 11, 2, 9, 30, tzinfo=UTC),
            percent=50,
            x={"ours": "yes"},
        )
        assert Shown(entry).words == [
            *["ProgressUpdate", "Item", "r/1", "On", "Sat 1 Nov 2014"],
            *["By", "norfolk", "Recorded", "Sun 2 Nov 2014, 09:30 UTC"],
            *["Percent", "50", "X", "ours: yes"],
        ]

    def test_changes(self) -> None:
        """Changes show a sentence each, and each by itself what must be done."""
        held = register()
        found = ap.changes(held.at(PUBLISHED), held.at(DAY))
        assert Shown(found).words[0] == f"{len(found)} changes"
        assert Shown(found).words[5:9] == [
            *["r/1", "norfolk", "newly-overdue"],
            "Immediate action was asked; 64 days on, not reported complete",
        ]
        assert Shown(found[0]).words[-2:] == ["Text", "Act."]

    def test_problems(self) -> None:
        """Problems show what to do about them."""
        found = ap.check(ap.load(EXAMPLES / "suffolk_2022.json"))
        assert Shown(found).words[:2] == ["1 problem", "Rule"]
        assert Shown(found[0]).words[-2:] == ["What to do", found[0].hint]

    def test_briefing(self) -> None:
        """A briefing shows its marking, its figures, what is late and what is next."""
        header = PaperHeader(marking="OFFICIAL", title="Paper")
        words = Shown(december(header=header)).words
        assert words[:3] == ["Paper", "Marking", "OFFICIAL"]
        assert "Overdue" in words[words.index("Changes") :]
        assert "Due next" not in words[words.index("Changes") :]
        held = register(meetings=[meeting("2014-09-17")])
        soon = Shown(briefing(held, "m/2014-09-17")).words
        assert "Due next" in soon[soon.index("Changes") :]

    def test_nothing_new(self) -> None:
        """An empty register has no rows, and says so."""
        assert Shown(ap.Register()).rows == 1
        nothing = ap.Register().at(DAY)
        assert Shown(ap.changes(nothing, nothing)).words[0] == "0 changes"

    def test_flag(self) -> None:
        """What is not so is said, and what is empty is left out."""
        rows = [("A", False), ("B", None), ("C", ""), ("D", ()), ("E", 0)]
        assert Shown(pairs("T", rows)).words == ["T", "A", "no", "E", "0"]

    def test_empty_cell(self) -> None:
        """In a table of many, what one does not have is an empty cell."""
        found = Shown(table("T", ["A", "B"], [(None, 1)], lambda row: row))
        assert found.words == ["T", "A", "B", "1"]

    @given(held=registers(min_entries=1))
    def test_fields(self, held: ap.Register) -> None:
        """Of an entry, every field that is given is named, and no other."""
        for entry in held.log:
            shown = dict(fields(entry))
            assert shown["Item"] == entry.item
            assert ("Recorded" in shown) == (entry.recorded is not None)


class TestStillTuples:
    """Changes and problems are tuples as before, and look like them in a terminal."""

    @given(held=registers(min_items=1), on=days())
    def test_equal(self, held: ap.Register, on: date) -> None:
        """They are equal to tuples of the same, and so are their hashes and reprs."""
        for found in (
            ap.check(held, on),
            ap.changes(ap.Register().at(on), held.at(on)),
        ):
            assert isinstance(found, tuple)
            assert found == (*found,)
            assert hash(found) == hash((*found,))
            assert repr(found) == repr((*found,))


class TestRepr:
    """A repr fits on a line, and says which one it is."""

    def test_values(self) -> None:
        """The values that hold much say little."""
        held = register()
        state = held.at(DAY)["p"]
        assert (
            repr(held.item("p"))
            == "<Item p: plan for norfolk, due P6W after publication>"
        )
        assert repr(state) == "<ItemState of p on 2014-11-01: awaiting, due 2014-10-10>"
        undated = register(plans=[plan(deadline=None)]).at(DAY)["p"]
        assert repr(undated).endswith("awaiting, no due day>")
        (change, *_) = ap.changes(held.at(PUBLISHED), held.at(DAY))
        assert repr(change) == "<Change of r/1: newly-overdue, days_since_asked>"
        assert repr(december()) == (
            "<Briefing for forum/2014-12-10 on 2014-12-02: items 3, overdue 2, due 0>"
        )

    @given(held=registers(), on=days())
    def test_one_line(self, held: ap.Register, on: date) -> None:
        """Whatever is written in them, reprs stay on one line."""
        for value in (*held.items, *held.at(on)):
            assert "\n" not in repr(value)


class TestCompletion:
    """In a notebook, the tabulator offers what there is."""

    @given(held=registers(), on=days())
    def test_keys(self, held: ap.Register, on: date) -> None:
        """The keys of a snapshot that are offered are those that find its states."""
        now = held.at(on)
        offered = now._ipython_key_completions_()
        assert [now[key] for key in offered] == list(now)

    @pytest.mark.parametrize("name", ["overdue", "where", "counts_by", "rows", "on"])
    def test_names(self, name: str) -> None:
        """The questions to a snapshot are offered."""
        assert name in dir(register().at(DAY))
