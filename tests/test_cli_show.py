"""The commands that ask a register: show, due, overdue, item, changes, check."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import actionplan as ap
from actionplan.cli import _clock, _output
from actionplan.comparing import minutes
from commands import NORFOLK, SUFFOLK, copied, done, refused, run
from registers import update

DAY = date(2014, 11, 1)
ON = ("--on", "2014-11-01")
MADE = ap.load(NORFOLK)


def read(*arguments: object) -> Any:
    """What the command prints for a program."""
    return json.loads(done(*arguments, "--json"))


class TestSnapshots:
    """`show`, `due` and `overdue` print a snapshot, or its rows."""

    def test_show(self) -> None:
        """`show` prints all of a day."""
        assert done("show", NORFOLK, *ON) == f"{MADE.at(DAY)}\n"

    def test_due(self) -> None:
        """`due` prints what is due within a time."""
        early = ("--on", "2014-09-17")
        now = MADE.at(date(2014, 9, 17))
        assert done("due", NORFOLK, *early) == f"{now.due_within('P6W')}\n"
        short = done("due", NORFOLK, *early, "--within", "P1W")
        assert short == f"{now.due_within('P1W')}\n" != f"{now.due_within('P6W')}\n"

    def test_overdue(self) -> None:
        """`overdue` prints what is late."""
        assert done("overdue", NORFOLK, *ON) == f"{MADE.at(DAY).overdue()}\n"

    def test_moments_for_programs(self) -> None:
        """Moments are text in UTC."""
        found = read("show", NORFOLK, *ON, "--known", "2014-09-10T18:00+01:00")
        assert found["known"] == "2014-09-10T17:00:00Z"

    def test_where(self) -> None:
        """`--owner` and `--report` keep a part."""
        own = MADE.at(DAY).where(owner="norfolk", report="norfolk-2014")
        asked = ["--owner", "norfolk", "--report", "norfolk-2014"]
        assert done("show", NORFOLK, *ON, *asked) == f"{own}\n"

    def test_known(self) -> None:
        """`--known` stops at the knowledge of a moment."""
        moment = datetime(2014, 9, 10, 17, tzinfo=UTC)
        asked = ["--known", "2014-09-10T17:00:00Z"]
        assert done("show", NORFOLK, *ON, *asked) == f"{MADE.at(DAY, moment)}\n"

    def test_edition(self) -> None:
        """`--edition` shows what an audience may see."""
        seen = MADE.edition("public").at(DAY)
        assert done("show", NORFOLK, *ON, "--edition", "public") == f"{seen}\n"

    @pytest.mark.parametrize("command", ["show", "due", "overdue"])
    def test_for_programs(self, command: str) -> None:
        """`--json` gives the rows, and days as text."""
        found = read(command, NORFOLK, *ON)
        assert found["on"] == "2014-11-01"
        assert found["known"] is None
        assert sum(found["counts"].values()) == len(found["items"])
        kept = {
            "due": MADE.at(DAY).due_within("P6W"),
            "overdue": MADE.at(DAY).overdue(),
        }
        states = kept.get(command, MADE.at(DAY))
        assert [row["id"] for row in found["items"]] == [one.item.id for one in states]
        assert {type(row["due"]) for row in found["items"]} <= {str, type(None)}

    def test_today(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without `--on` it is the day that it is."""
        monkeypatch.setattr("actionplan.cli._options.ON", None)
        today = _clock.today()
        assert done("show", NORFOLK) == f"{MADE.at(today)}\n"

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--owner", "norfok"], "did you mean 'norfolk'?"),
            (["--known", "2014-09-10"], "is no moment; write it with its zone"),
            (["--known", "soon"], "'soon' is no moment"),
            (["--on", "1 May 2014"], "'1 May 2014' is not a day; write it as YYYY-MM"),
            (["--edition", "secret"], "'secret' is not one of"),
        ],
        ids=range(5),
    )
    def test_refused(self, arguments: list[str], says: str) -> None:
        """What cannot be asked is said with the way out."""
        assert says in refused("show", NORFOLK, *arguments)

    def test_refused_for_programs(self) -> None:
        """With `--json` the faults are rows too, beside what is printed."""
        result = run("show", NORFOLK, "--owner", "norfok", "--json")
        assert (result.exit_code, result.stdout) == (1, "")
        missing = run("show", "missing.json", "--json")
        assert json.loads(missing.stderr)["faults"][0]["code"] == "file"
        (fault,) = json.loads(result.stderr)["faults"]
        assert fault["path"] == "owner"
        assert fault["code"] == "unknown-name"


class TestItem:
    """`item` tells all about one item."""

    def test_text(self, tmp_path: Path) -> None:
        """It says what it is, how it stands, and what happened, by digest."""
        path = copied(tmp_path)
        note = update(
            "norfolk-2014/1",
            date(2014, 9, 20),
            status="in-progress",
            percent=40,
            note="\x1b[31mred",
        )
        target = ap.Target(
            item="norfolk-2014/1", on=DAY, by="norfolk", day=date(2014, 12, 31)
        )
        back = ap.Retraction.of(note, by="norfolk")
        ap.save(MADE.record(note, target, back), path)
        said = done("item", path, "norfolk-2014/1", *ON)
        lines = said.splitlines()
        assert lines[0] == "norfolk-2014/1 (recommendation)"
        assert "  Owner:      norfolk" in lines
        assert "  Target:     Wed 31 Dec 2014" in lines
        assert any(line.startswith(f"  {target.digest}") for line in lines)
        assert any(note.digest in line and "(taken back)" in line for line in lines)
        assert "\x1b" not in said

    def test_without_a_log(self) -> None:
        """Of what has no entries there is no log."""
        assert "Log" not in done(
            "item", SUFFOLK, "suffolk-2022/risk", "--on", "2023-01-10"
        )

    def test_for_programs(self) -> None:
        """`--json` gives the row, and the entries as documents hold them."""
        found = read("item", NORFOLK, "norfolk-2014/1", *ON)
        state = MADE.at(DAY)["norfolk-2014/1"]
        assert found["status"] == "awaiting"
        assert [one["digest"] for one in found["log"]] == [
            entry.digest for entry in state.entries
        ]

    def test_unknown(self) -> None:
        """An item that there is none of is named with one that is near."""
        says = "did you mean 'norfolk-2014/plan'?"
        assert says in refused("item", NORFOLK, "norfolk-2014/plam", *ON)


class TestChanges:
    """`changes` tells what changed since a day."""

    def test_text(self) -> None:
        """It prints minutes."""
        since = ("--since", "2014-09-17")
        found = ap.changes(MADE.at(date(2014, 9, 17)), MADE.at(DAY))
        assert done("changes", NORFOLK, *since, *ON) == f"{minutes(found)}\n"
        assert done("changes", NORFOLK, "--since", "2014-11-01", *ON) == (
            "Nothing changed.\n"
        )

    def test_known(self, tmp_path: Path) -> None:
        """`--known-since` tells what was recorded late."""
        path = copied(tmp_path)
        late = update(
            "norfolk-2014/1",
            date(2014, 9, 1),
            percent=5,
            recorded=datetime(2014, 9, 20, tzinfo=UTC),
        )
        ap.save(MADE.record(late), path)
        since = ("--since", "2014-09-17")
        asked = [*since, "--on", "2014-09-17", "--known-since", "2014-09-18T00:00Z"]
        assert "5% done" in done("changes", path, *asked)

    def test_the_wrong_way_round(self) -> None:
        """A day after the other one is refused."""
        asked = ["changes", NORFOLK, "--since", "2014-12-01", *ON]
        assert "2014-12-01 is after 2014-11-01" in refused(*asked)

    def test_for_programs(self) -> None:
        """`--json` gives each change with what was and what is."""
        found = read("changes", NORFOLK, "--since", "2014-09-17", *ON)
        assert [one["kind"] for one in found] == ["newly-overdue"]
        assert found[0]["item"] == "norfolk-2014/plan"
        assert found[0]["entries"] == []


class TestCheck:
    """`check` tells what ought not to be, and ends with 1 if anything is."""

    def test_problems(self) -> None:
        """Each problem is a line."""
        result = run("check", SUFFOLK, "--on", "2023-01-10")
        found = ap.check(ap.load(SUFFOLK), date(2023, 1, 10))
        assert result.exit_code == 1
        assert len(result.output.splitlines()) == len(found) > 0

    def test_nothing(self, tmp_path: Path) -> None:
        """Nothing wrong is said, too, and ends with 0."""
        path = tmp_path / "register.json"
        ap.save(ap.Register(), path)
        assert done("check", path) == "Nothing is wrong.\n"
        assert read("check", path) == []

    def test_for_programs(self) -> None:
        """`--json` gives rule, place, item, message and hint."""
        result = run("check", SUFFOLK, "--on", "2023-01-10", "--json")
        rows = json.loads(result.output)
        assert result.exit_code == 1
        assert rows[0].keys() == {"rule", "where", "item", "message", "hint"}


class TestWaiting:
    """What takes more than a second shows a bar, on a terminal alone."""

    @pytest.fixture
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A terminal, or what rich takes for one."""
        monkeypatch.setenv("FORCE_COLOR", "1")

    @pytest.mark.usefixtures("terminal")
    def test_long(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """The bar comes when patience ends, and steers no terminal."""
        monkeypatch.setattr(_output, "PATIENCE_SECONDS", 0)
        shown = ""
        with _output.waiting("Reading \x1b[31mred"):
            while "Reading" not in shown:
                shown += capsys.readouterr().err
        assert "Reading \ufffd[31mred" in shown

    @pytest.mark.usefixtures("terminal")
    def test_short(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What is over before that shows none."""
        with _output.waiting("Reading"):
            pass
        assert "Reading" not in capsys.readouterr().err

    def test_elsewhere(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Nothing is shown where nobody looks."""
        with _output.waiting("Reading"):
            pass
        assert capsys.readouterr().err == ""
