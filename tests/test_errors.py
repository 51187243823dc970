"""Faults and errors: what they say, and what they can be caught as."""

import pickle

import pytest

from actionplan.errors import (
    SHOWN_FAULTS,
    ActionPlanError,
    Fault,
    FaultCode,
    FileProblem,
    InvalidDocument,
    InvalidValue,
    MissingAnchor,
    MissingFile,
    UnknownName,
    join,
    shown,
    step,
)

FAULT = Fault("on", FaultCode.DATE, "x", "'x' is not a day", "write one")


@pytest.mark.parametrize(
    ("kind", "builtin"),
    [
        (InvalidValue, ValueError),
        (InvalidDocument, ValueError),
        (UnknownName, KeyError),
        (MissingAnchor, LookupError),
        (FileProblem, OSError),
        (MissingFile, FileNotFoundError),
    ],
)
def test_errors_are_builtin_kinds(
    kind: type[ActionPlanError], builtin: type[Exception]
) -> None:
    """Each error is caught by the builtin kind that its callers already catch."""
    with pytest.raises(builtin) as caught:
        raise kind(FAULT)
    assert str(caught.value) == "on: 'x' is not a day; write one"


@pytest.mark.parametrize("kind", [InvalidValue, UnknownName, MissingFile])
def test_errors_travel(kind: type[ActionPlanError]) -> None:
    """An error that crosses a process still holds its faults."""
    again = pickle.loads(pickle.dumps(kind(FAULT)))  # noqa: S301 - our own bytes
    assert again.faults == (FAULT,)


def test_file_problems_travel() -> None:
    """What a file problem says to the system travels with it."""
    problem = MissingFile(FAULT, errno=2, filename="/nope")
    again = pickle.loads(pickle.dumps(problem))  # noqa: S301 - our own bytes
    assert (type(again), again.faults) == (MissingFile, (FAULT,))
    assert (again.errno, again.filename) == (2, "/nope")


def test_many_faults_are_counted() -> None:
    """All faults are held, and the text stops after a screenful."""
    error = InvalidValue(*[FAULT] * (SHOWN_FAULTS + 5))
    assert len(error.faults) == SHOWN_FAULTS + 5
    assert str(error).startswith("25 faults:\n  on: ")
    assert str(error).endswith("\n  and 5 more")


def test_several_faults_stand_on_lines() -> None:
    """Two faults stand below their number."""
    assert str(InvalidValue(FAULT, FAULT)).count("\n") == 2


def test_a_fault_without_place_or_hint() -> None:
    """A fault of a whole value is its message."""
    assert str(Fault("", FaultCode.TEXT, "", "is blank")) == "is blank"


def test_places_inside_places() -> None:
    """Paths join with dots between names, and without before numbers."""
    assert join("a", "b") == "a.b"
    assert join("a", "[1].b") == "a[1].b"
    assert join("", "b") == "b"
    assert join("a", "") == "a"


def test_steps() -> None:
    """A key that is not plain is quoted, and cut when it is long."""
    assert step("published_in") == "published_in"
    assert step("a.b") == "['a.b']"
    assert len(step("x" * 1000)) < 100


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        ({}, "an object"),
        ([], "a list"),
        ((), "a list"),
        ("a", "'a'"),
        (5, "the number 5"),
        (-(2**20_000), "a number of thousands of digits"),
        ({1}, "{1}"),
    ],
    ids=range(9),
)
def test_values_in_messages(value: object, text: str) -> None:
    """A message names a value as JSON would."""
    assert shown(value) == text


def test_long_values_are_cut() -> None:
    """A message stays readable when the value is a whole book."""
    assert len(shown("x" * 10**6)) < 100
