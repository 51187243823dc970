"""Wording: right or refused, and never guessed."""

import contextlib
import csv
import pickle
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.deadlines import By, Deadline, Within
from actionplan.errors import (
    ActionPlanError,
    AmbiguousWording,
    InvalidValue,
    RefusedWording,
    WordingKind,
)
from actionplan.strategies import NASTY_TEXTS, deadlines
from actionplan.wording import find_deadlines, parse_deadline
from actionplan.wording._words import KNOWN

DATA = Path(__file__).parent / "data"
POLICIES = re.compile(r" (working|roll)\[(?:(\S+) )?([a-z-]+)\]")

words = st.lists(
    st.sampled_from(
        [*sorted(KNOWN), "6", "28", "(6)", "31/03/2024", "2024/25", "q2", ",", ":", "-"]
        + ["(", ")", "couple", "half", "hours", "intervals", "extension", "easter"]
        + ["31", "march", "2024", "99999", "0", "-3", "w/c", "every", "next", "further"]
    ),
    max_size=9,
).map(" ".join)
anything = st.text(max_size=40) | words | st.sampled_from(NASTY_TEXTS)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of wordings."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answer_to(text: str) -> str:
    """The deadline that words give, or why they give none, as the tables say it."""
    try:
        deadline = parse_deadline(text)
    except AmbiguousWording as error:
        return f"ambiguous: {'|'.join(map(str, error.candidates))}"
    except RefusedWording as error:
        return f"refuse: {error.kind}"
    assumed = getattr(deadline, "assumed", False)
    return f"{deadline} assumed" if assumed else str(deadline)


class TestTables:
    """Every wording of the tables has its one answer."""

    @pytest.mark.parametrize("row", rows("deadline_wordings.csv"), ids=str)
    def test_wordings(self, row: dict[str, str]) -> None:
        """The words of the first table give its rule and day, or its refusal."""
        if row["rule"].startswith("refuse: "):
            assert answer_to(row["phrase"]) == row["rule"]
        elif row["rule"].startswith("ambiguous: "):
            check_ambiguous(row)
        else:
            check_rule(row)

    @pytest.mark.parametrize("row", rows("more_wordings.csv"), ids=str)
    def test_more_wordings(self, row: dict[str, str]) -> None:
        """The words of the second table, read by people first, keep their answers."""
        assert answer_to(row["phrase"]) == row["answer"]


def check_rule(row: dict[str, str]) -> None:
    """Check the rule of a row, and its day by the policies that the row names."""
    asked: dict[str, str] = {}
    for policy in POLICIES.finditer(row["rule"]):
        asked["calendar"] = policy[3]
        if policy[1] == "roll":
            asked["roll"] = policy[2]
    working = " working" if " working[" in row["rule"] else ""
    deadline = parse_deadline(row["phrase"])
    assert str(deadline) == POLICIES.sub("", row["rule"]) + working
    if row["expected_due"][:1].isdigit():
        given = date.fromisoformat(row["anchor_date"] or "2022-12-23")
        anchors = {"publication": given, "receipt": given}
        due = deadline.due(anchors, **asked)  # type: ignore[arg-type]
        assert due is not None
        assert due.day == date.fromisoformat(row["expected_due"])


def check_ambiguous(row: dict[str, str]) -> None:
    """Check that words are ambiguous, between the candidates that the row has."""
    given = date.fromisoformat(row["anchor_date"]) if row["anchor_date"] else None
    with pytest.raises(AmbiguousWording) as caught:
        parse_deadline(row["phrase"], published=given)
    anchors = {"publication": given} if given else {}
    found = [candidate.due(anchors) for candidate in caught.value.candidates]
    wanted = row["rule"].removeprefix("ambiguous: ").split("|")
    ends = [text.split("/")[-1] for text in wanted if text]
    assert [due.day.isoformat() for due in found] == ends
    assert caught.value.kind == "ambiguous"


class TestReading:
    """What is written in another way means the same."""

    @given(deadline=deadlines(without_calendar=True))
    def test_canonical_text(self, deadline: Deadline) -> None:
        """The canonical text of every deadline is read as that deadline."""
        assert parse_deadline(str(deadline)) == deadline

    @given(text=anything)
    def test_nothing_else_is_raised(self, text: str) -> None:
        """Whatever is typed is read, or refused with a way out."""
        refused = contextlib.suppress(ActionPlanError)
        with refused:
            assert isinstance(parse_deadline(text), Deadline)
            return
        with pytest.raises(RefusedWording) as caught:
            parse_deadline(text)
        (fault,) = caught.value.faults
        assert fault.hint
        assert fault.value == text

    @given(text=anything)
    def test_what_is_read_is_written(self, text: str) -> None:
        """A deadline that words give can be written down and read again."""
        try:
            deadline = parse_deadline(text)
        except ActionPlanError:
            return
        assert Deadline.from_text(str(deadline)) == deadline

    @given(
        row=st.sampled_from(rows("more_wordings.csv")),
        blank=st.sampled_from([" ", "  ", "\u00a0", "\n", "\t", " \u200b"]),
        ends=st.sampled_from([("", ""), ("", "."), ("", ","), ("", ":"), ("(", ")")]),
        upper=st.booleans(),
    )
    def test_how_it_is_set(
        self, row: dict[str, str], blank: str, ends: tuple[str, str], *, upper: bool
    ) -> None:
        """Capitals, blanks and what stands at the ends do not change a meaning."""
        plain = row["answer"][:6] not in ("refuse", "ambigu", "unspec")
        if not plain or "(" in row["phrase"] or not row["phrase"][-1].isalnum():
            return
        text = row["phrase"].upper() if upper else row["phrase"]
        text = ends[0] + text.replace(" ", blank) + ends[1]
        assert answer_to(text) == row["answer"]

    def test_an_unknown_event(self) -> None:
        """An event is an anchor by its own name, and never publication."""
        deadline = parse_deadline("within six weeks of the closure of the complaint")
        assert str(deadline) == "P6W after closure-of-the-complaint"
        with pytest.raises(ActionPlanError, match="closure-of-the-complaint"):
            deadline.due({"publication": date(2014, 8, 29)})

    def test_assumed(self) -> None:
        """Words that name no day to count from are marked as an assumption."""
        named = parse_deadline("within six weeks of publication")
        assert isinstance(named, Within)
        assert not named.assumed
        unnamed = parse_deadline("within six weeks")
        assert isinstance(unnamed, Within)
        assert unnamed.assumed
        assert unnamed == named

    def test_a_ligature_and_a_cut_word(self) -> None:
        """Words are whole again after a PDF has cut or joined them."""
        assert answer_to("by the end of the \ufb01rst quarter of 2024/25") == (
            "by 2024-04-01/2024-06-30"
        )
        assert (
            answer_to("within six weeks of publi-\ncation") == "P6W after publication"
        )
        assert answer_to("six-\nweek deadline") == "P6W after publication assumed"

    def test_length_limit(self) -> None:
        """More than 1,000 characters are no phrase."""
        assert answer_to("within six weeks" + " " * 1000) == "refuse: not-understood"

    def test_only_text(self) -> None:
        """What is no text, or no day of publication, is refused by name."""
        with pytest.raises(InvalidValue, match="expected text"):
            parse_deadline(6)  # type: ignore[arg-type]
        with pytest.raises(InvalidValue, match="published: expected a day"):
            parse_deadline("within six weeks", published="2014")  # type: ignore[arg-type]


class TestPublished:
    """A day of publication helps with candidates, and decides nothing."""

    @pytest.mark.parametrize(
        ("text", "candidates"),
        [
            ("by 31 March", ["by 2023-03-31"]),
            ("by 29 February", ["by 2024-02-29"]),
            ("March 31st", ["by 2023-03-31"]),
            ("by the end of December", ["by 2022-12"]),
            ("by March", ["by 2023-03"]),
            ("by March next year", ["by 2023-03"]),
            ("by tomorrow", ["by 2022-12-24"]),
            ("by the end of this month", ["by 2022-12"]),
            ("by the end of next year", ["by 2023"]),
            ("by the end of this financial year", ["by 2022-04-01/2023-03-31"]),
            ("by the end of next financial year", ["by 2023-04-01/2024-03-31"]),
            ("by next week", []),
        ],
    )
    def test_candidates(self, text: str, candidates: list[str]) -> None:
        """What lacks a year is offered with the next one, and still refused."""
        with pytest.raises(AmbiguousWording) as caught:
            parse_deadline(text, published=date(2022, 12, 23))
        assert [str(candidate) for candidate in caught.value.candidates] == candidates

    def test_a_day_in_brackets(self) -> None:
        """A day in brackets agrees with the period before it, or is refused."""
        published = date(2022, 12, 23)
        text = "within 6 weeks of publication (by 3 February 2023)"
        assert str(parse_deadline(text, published=published)) == "P6W after publication"
        with pytest.raises(RefusedWording) as caught:
            parse_deadline(text, published=date(2022, 12, 24))
        assert caught.value.kind == "contradiction"
        with pytest.raises(RefusedWording, match="without `published`"):
            parse_deadline(text)


class TestRefusals:
    """A refusal says why, and what to write instead."""

    def test_kinds_and_candidates(self) -> None:
        """An ambiguous wording is a refused one, with its candidates in order."""
        with pytest.raises(RefusedWording) as caught:
            parse_deadline("by 03/04/2024")
        assert isinstance(caught.value, AmbiguousWording)
        assert caught.value.candidates == (
            By.day(date(2024, 3, 4)),
            By.day(date(2024, 4, 3)),
        )
        assert str(caught.value) == (
            "'by 03/04/2024' can be read in more than one order: 'by 2024-03-04' or "
            "'by 2024-04-03'; write which of them is meant"
        )

    @pytest.mark.parametrize("text", ["by 03/04/2024", "asap", "by spring"])
    def test_pickled(self, text: str) -> None:
        """A refusal survives the way from one process to another."""
        with pytest.raises(RefusedWording) as caught:
            parse_deadline(text)
        copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
        assert type(copy) is type(caught.value)
        assert copy.kind == caught.value.kind
        assert copy.faults == caught.value.faults
        assert vars(copy) == vars(caught.value)

    def test_every_kind_is_met(self) -> None:
        """Each kind of refusal is one that some wording of the tables meets."""
        answers = [row["answer"] for row in rows("more_wordings.csv")]
        answers += [row["rule"] for row in rows("deadline_wordings.csv")]
        met = {answer.split(": ")[-1] for answer in answers if "refuse" in answer}
        assert met == {str(kind) for kind in WordingKind} - {"ambiguous"}


FOUND = [
    # HMICFRS, West Mercia 2018/19, and the register of 2014 to 2019
    ("Within six months, the force should review it.", ["P6M after publication"]),
    ("Within six months the force should put it in place.", ["P6M after publication"]),
    ("By 31 March 2015 all forces should do so.", ["by 2015-03-31"]),
    ("By 31 August 2015, all chief constables should act.", ["by 2015-08-31"]),
    (
        "Not later than 31 March 2015 those forces using it that have not yet done so "
        "should do so.",
        ["by 2015-03-31"],
    ),
    (
        "By September 2014, every police force should have a plan; and the College of "
        "Policing should issue guidance by the end of April 2014.",
        ["by 2014-09", "by 2014-04"],
    ),
    ("The force should immediately review its approach.", ["immediately"]),
    ("The force should immediately:agree arrangements", ["immediately"]),
    ("These should be acted upon immediately.", ["immediately"]),
    ("Immediately, the force should act.", ["immediately"]),
    ("Forces should, with immediate effect, stop.", ["immediately"]),
    ("The force should stop this with immediate effect.", ["immediately"]),
    ("It should train those who respond immediately.", []),
    ("All should make sure that, with immediate effect, it ends.", ["immediately"]),
    ("It should, within a month of the date of this inspection report, stop.",)
    + (["P1M after publication"],),
    ("We recommend that the force takes immediate action.", []),
    ("The force should take immediate action.", ["immediately"]),
    (
        "We recommend that, within three months, it reviews it.",
        ["P3M after publication"],
    ),
    ("It must, within 56 days of publication, comment.", ["P56D after publication"]),
    ("The force should report quarterly to the panel.", ["every P3M from publication"]),
    ("It should report on a monthly basis.", ["every P1M from publication"]),
    ("The force should hold a monthly meeting.", []),
    ("It should do this before the next meeting.", ["P1D before next-meeting"]),
    ("It should ensure that by 31 March 2024 all are trained.", ["by 2024-03-31"]),
    ("It should ensure that, within six months of publication, all are trained.",)
    + (["P6M after publication"],),
    ("It should report within six weeks of the closure of the case.",)
    + (["P6W after closure-of-the-case"],),
    ("Within six weeks of the closure of the case, it should report.",)
    + (["P6W after closure-of-the-case"],),
    ("It should apologise within four weeks of my final decision.",)
    + (["P4W after final-decision"],),
    # What is no deadline of the recommendation
    ("Within six weeks of the closure of the case it should report.", []),
    ("It should respond, in any event within 24 hours of receipt of the report.", []),
    ("It should reply and in any event within 5 days of receipt of the report.", []),
    ("It should ensure that calls are returned within five working days.", []),
    ("It should review all cases not resolved within six months.", []),
    ("In 2013, 20 cases not closed by 31 March 2013 were reviewed and should be.", []),
    ("By 31 March 2013 there were 20 cases, which should have been closed.", []),
    ("All forces should have a policy that was in place by March 2012.", []),
    ("There were delays, including two months, which should have been avoided.", []),
    ("A re-inspection will take place in early 2018, and it should be ready.", []),
    ("The inspection by HMIC in March found that officers should record it.", []),
    ("Recommendation 1 from 2013 should be closed.", []),
    ("It should respond without delay, and by spring 2024.", []),
    ("It should act within 28 days of the date of", []),
    ("HMICFRS will return within six months.", []),
    ("", []),
]


class TestFinding:
    """A deadline is found where an obligation carries it."""

    @pytest.mark.parametrize(("text", "deadlines"), FOUND)
    def test_found(self, text: str, deadlines: list[str]) -> None:
        """Each text gives the deadlines of what should be done, and no others."""
        found = find_deadlines(text)
        assert [str(one.deadline) for one in found] == deadlines

    def test_places(self) -> None:
        """The span of what is found is where its words stand, as they stand."""
        text = "The  force should,\nwith\u00adin six (6)\nweeks , reply. By 1 May 2024"
        text += " it must stop."
        first, second = find_deadlines(text)
        assert first.stated == "with\u00adin six (6)\nweeks"
        assert text[first.start : first.end] == first.stated
        assert second.stated == "By 1 May 2024"

    @given(text=anything | st.lists(words, max_size=4).map(" the force should ".join))
    def test_any_text(self, text: str) -> None:
        """Any text is searched, and what is found is where it says it is."""
        for found in find_deadlines(text):
            assert text[found.start : found.end] == found.stated
            assert Deadline.from_text(str(found.deadline)) == found.deadline

    def test_several_recommendations(self) -> None:
        """Each sentence of a long text is read by itself."""
        text = " ".join(text for text, _ in FOUND if text.endswith("."))
        found = [str(one.deadline) for one in find_deadlines(text)]
        wanted = [one for text, each in FOUND if text.endswith(".") for one in each]
        assert found == wanted

    def test_limits(self) -> None:
        """A text of more than 100,000 characters, or none, is refused."""
        with pytest.raises(InvalidValue, match="longer than 100,000"):
            find_deadlines("a" * 100_001)
        with pytest.raises(InvalidValue, match="expected text"):
            find_deadlines(None)  # type: ignore[arg-type]

    def test_a_found_deadline_is_recorded(self) -> None:
        """What is found fits the fields of a recommendation."""
        text = "By 31 March 2015 all forces should have a plan."
        (found,) = ap.find_deadlines(text)
        held = ap.Recommendation(
            id="r/1", text=text, deadline=found.deadline, stated=found.stated
        )
        assert str(held.deadline) == "by 2015-03-31"
