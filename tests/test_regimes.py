"""Regimes: each period as its clause sets it, and only while it was in force."""

from datetime import date

import attrs
import pytest

import actionplan as ap
from actionplan.errors import InvalidValue, NotInForce, UnknownName
from actionplan.regimes import REGIMES, obligations, regime
from registers import BODIES, EXAMPLES, register, report

# The clause of each regime as its source has it, in the words that set the period.
CLAUSES = {
    "police-act-1996-s55": "before the end of the period of 56 days beginning with "
    "the day on which the report is published",
    "iopc-response": "before the end of the period of 56 days beginning with the day "
    "on which the recommendation was made",
    "iopc-publication": "within the period of 21 days beginning with the day on which "
    "the Director General received it",
    "super-complaint-acknowledgement": "5 working days beginning with the day on "
    "which the complaint is received or, if that day is not a working day, beginning "
    "with the first working day after",
    "ncpi-action-plan": "Within six weeks of publication of the inspection report",
    "jtai-statement": "within 70 working days of receiving the report",
    "fatal-accident-inquiry": "within eight weeks of receipt of a copy of the "
    "determination",
    "wales-ombudsman-report": "within one month starting on the day that it receives "
    "the report or such longer period as the Ombudsman specifies",
    "covid-inquiry": "within six months of the recommendation being published",
}


@pytest.mark.parametrize("name", CLAUSES)
def test_clauses(name: str) -> None:
    """The words of the clause, as they are read, give the deadline of the regime."""
    read = str(ap.parse_deadline(CLAUSES[name]))
    assert str(REGIMES[name].deadline).partition("[")[0] == read


def test_the_coroner() -> None:
    """That the 56 days of a coroner's report count from sending it is unverified."""
    assert set(REGIMES) - set(CLAUSES) == {"coroner-report"}
    coroner = REGIMES["coroner-report"]
    assert str(coroner.deadline) == "P56D after sent"
    assert "deadline.anchor" in coroner.unverified
    assert not coroner.is_verified


@pytest.mark.parametrize(
    ("name", "start", "last"),
    [
        ("police-act-1996-s55", "2022-11-02", "2022-12-27"),
        ("police-act-1996-s55", "2022-12-23", "2023-02-16"),
        ("super-complaint-acknowledgement", "2022-12-23", "2023-01-03"),
        ("super-complaint-acknowledgement", "2022-12-24", "2023-01-04"),
        ("ncpi-action-plan", "2014-08-29", "2014-10-10"),
        ("jtai-statement", "2022-12-23", "2023-04-05"),
        ("wales-ombudsman-report", "2022-11-30", "2022-12-29"),
        ("covid-inquiry", "2024-07-18", "2025-01-18"),
    ],
)
def test_days(name: str, start: str, last: str) -> None:
    """Known days come out of the regimes."""
    day = date.fromisoformat(start)
    found = regime(name, day).deadline.due({"publication": day, "receipt": day})
    assert found is not None
    assert found.day == date.fromisoformat(last)


def test_in_force() -> None:
    """SI 2017/399 brought the 56 days into force on 2 May 2017, and not before."""
    name = "police-act-1996-s55"
    assert regime(name, date(2017, 5, 2)) is REGIMES[name]
    with pytest.raises(NotInForce, match="not in force on 1 May 2017, but since 2 May"):
        regime(name, date(2017, 5, 1))
    ended = attrs.evolve(REGIMES[name], until=date(2030, 1, 1))
    assert ended.is_in_force(date(2030, 1, 1))
    assert not ended.is_in_force(date(2030, 1, 2))


def test_unknown() -> None:
    """A name or a day that is none is refused."""
    with pytest.raises(UnknownName, match="use police-act-1996-s55, iopc-response"):
        regime("section-55", date(2022, 1, 1))
    with pytest.raises(InvalidValue, match="expected a day"):
        regime("police-act-1996-s55", "2022-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda p: p.stem)
def test_obligations_of_the_examples(path: object) -> None:
    """The first report of each example raises the obligations that it holds."""
    held = ap.load(path)  # type: ignore[arg-type]
    first = held.reports[0]
    assert obligations(first, held.bodies) == first.obligations


def test_several_forces() -> None:
    """A report about several forces raises an obligation for each commissioner."""
    other = ap.Body(id="pcc-2", name="Other", kind="local-policing-body")
    suffolk = ap.Body(
        id="suffolk", name="Suffolk", kind="police-force", overseen_by="pcc-2"
    )
    bodies = [*BODIES[:3], other, suffolk]
    found = obligations(report(about=["norfolk", "suffolk"], published=None), bodies)
    assert [(one.id, one.owner) for one in found] == [
        ("r/comments-pcc", "pcc"),
        ("r/comments-pcc-2", "pcc-2"),
    ]
    assert {one.regime for one in found} == {"police-act-1996-s55"}


def test_no_obligation() -> None:
    """A report by another body, or about a force that nobody oversees, raises none."""
    assert obligations(report(by=["pcc"]), BODIES) == ()
    assert obligations(report(about=["suffolk"]), BODIES) == ()
    assert obligations(report(about=["hmic"]), BODIES) == ()


def test_they_can_be_kept() -> None:
    """The obligations of a report can be kept with it, and are items then."""
    held = report(published=date(2022, 11, 2))
    kept = attrs.evolve(held, obligations=obligations(held, BODIES))
    state = register(reports=[kept], plans=[]).at(date(2022, 12, 28))["r/comments"]
    assert state.days_overdue == 1
