"""The command, through its real entry point."""

import importlib
import importlib.metadata
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

import actionplan as ap
from actionplan.cli import main
from actionplan.formats import ical
from commands import NORFOLK, SUFFOLK, done, run


def test_show() -> None:
    """`show` prints the snapshot of a day."""
    result = run("show", NORFOLK, "--on", "2014-09-17")
    assert result.exit_code == 0
    assert result.output == f"{ap.load(NORFOLK).at(date(2014, 9, 17))}\n"


def test_ics(tmp_path: Path) -> None:
    """`ics` writes the calendar and prints where it is."""
    output = tmp_path / "norfolk.ics"
    result = run("ics", NORFOLK, "--on", "2014-09-17", "-o", str(output))
    assert result.output == f"{output}\n"
    assert output.read_bytes() == ical.dumps(ap.load(NORFOLK), date(2014, 9, 17))


class TestIcs:
    """`ics` writes a calendar for a body and an audience, after the one before it."""

    @staticmethod
    def written(tmp_path: Path, *arguments: str) -> bytes:
        """The calendar of the Suffolk example that the command writes."""
        output = tmp_path / "deadlines.ics"
        asked = ["ics", SUFFOLK, "--on", "2023-01-10", *arguments, "-o", str(output)]
        result = run(*asked)
        assert result.output == f"{output}\n"
        assert result.exit_code == 0
        return output.read_bytes()

    def test_as(self, tmp_path: Path) -> None:
        """`--as` says what carries the deadlines."""
        made = ap.load(SUFFOLK)
        for as_ in ("events", "todos", "both"):
            data = self.written(tmp_path, "--as", as_)
            assert data == ical.dumps(made, date(2023, 1, 10), as_=as_)

    def test_for_an_audience(self, tmp_path: Path) -> None:
        """`--for` and `--edition` keep what a body has and an audience may see."""
        output = tmp_path / "deadlines.ics"
        asked = ["--for", "norfolk-pcc", "--edition", "public", "-o", str(output)]
        result = run("ics", NORFOLK, "--on", "2022-12-22", *asked)
        assert result.exit_code == 0
        made, on = ap.load(NORFOLK), date(2022, 12, 22)
        own = ical.dumps(made.edition("public"), on, for_="norfolk-pcc")
        assert output.read_bytes() == own != ical.dumps(made, on)

    def test_previous(self, tmp_path: Path) -> None:
        """`--previous` keeps what is gone, and may be the file that is written."""
        before = self.written(tmp_path)
        path = tmp_path / "deadlines.ics"
        assert self.written(tmp_path, "--previous", str(path)) == before
        path.write_bytes(ical.dumps(ap.load(NORFOLK), date(2014, 9, 17)))
        data = self.written(tmp_path, "--previous", str(path))
        assert b"STATUS:CANCELLED" in data

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--as", "tasks"], "'tasks' is not one of 'events', 'todos', 'both'"),
            (["--edition", "secret"], "'secret' is not one of"),
            (["--for", "sufolk"], "there is no body 'sufolk'; did you mean 'suffolk'?"),
            (["--previous", "no.ics"], "'no.ics' cannot be used: No such file"),
            (["--previous", NORFOLK], "stands in no component"),
        ],
        ids=range(5),
    )
    def test_refused(self, tmp_path: Path, arguments: list[str], says: str) -> None:
        """What cannot be asked is said in a line, and nothing is written."""
        output = tmp_path / "x.ics"
        asked = ["ics", SUFFOLK, "--on", "2023-01-10", "-o", str(output), *arguments]
        result = run(*asked)
        assert result.exit_code != 0
        assert says in " ".join(result.output.split())
        assert not output.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", NORFOLK, "--on", "17/9/2014"], "'17/9/2014' is not a day"),
        (["show", "missing.json", "--on", "2014-09-17"], "missing.json"),
        (
            ["ics", NORFOLK, "--on", "2014-01-01", "-o", "no/x.ics", "--as", "todos"],
            "nothing has a due day",
        ),
        (["ics", NORFOLK, "--on", "2014-09-17", "-o", "no/x.ics"], "no/x.ics"),
    ],
    ids=range(4),
)
def test_what_is_refused(arguments: list[str], says: str) -> None:
    """What cannot be done is said in a line, with a status and no traceback."""
    result = run(*arguments)
    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output


def test_faults_of_a_file(tmp_path: Path) -> None:
    """A faulty file is named with all its faults."""
    path = tmp_path / "register.json"
    path.write_text('{"bodies": [{}]}', encoding="utf-8")
    result = run("show", str(path), "--on", "2014-09-17")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {path}: 4 faults:\n")


def test_paths_cannot_steer_a_terminal(tmp_path: Path) -> None:
    """An escape code in the name of a file comes out as plain text."""
    path = tmp_path / "\x1b[31mred.json"
    path.write_text("{", encoding="utf-8")
    result = run("show", str(path), "--on", "2014-09-17")
    assert "\ufffd[31mred.json" in result.output


def test_arguments_cannot_steer_a_terminal() -> None:
    """What is typed and not understood is said back in plain signs."""
    for words in (["show", "a.json", "\x1b[31mred"], ["\x1b[31mred"]):
        result = run(*words)
        assert result.exit_code == 2
        assert "\x1b" not in result.output
        assert "[31mred" in result.output


def test_an_output_that_lacks_a_sign() -> None:
    """A sign that the output does not have is replaced, and nothing fails."""
    code = "from actionplan.cli import main; main()"
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", code, "deadline", "by 5 M\u00e4rz", "--on", "\u2192"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        text=True,
        check=False,
    )
    assert found.returncode == 2
    assert "UnicodeEncodeError" not in found.stderr


def test_an_output_of_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written to need not be a file."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    main(["deadline", "ongoing"], standalone_mode=False)
    assert "never" in written.getvalue()


def test_an_output_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be printed is said."""

    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(click.ClickException, match="No space left"):
        main(["schema"], standalone_mode=False)


def test_a_device() -> None:
    """A device, which may have no end, is not read."""
    assert "It is a device" in run("show", "/dev/zero").output


def test_without_click(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its extra the command says what to install."""
    monkeypatch.setitem(sys.modules, "click", None)
    monkeypatch.delitem(sys.modules, "actionplan.cli")
    with pytest.raises(SystemExit, match="actionplan"):
        importlib.import_module("actionplan.cli")


def test_the_installed_command() -> None:
    """The command that is installed knows its version and its help."""
    (script,) = importlib.metadata.entry_points(name="actionplan")
    assert script.value == "actionplan.cli:main"
    for flag, says in [("--version", ap.__version__), ("--help", "show")]:
        code = "from actionplan.cli import main; main()"
        found = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", code, flag],
            capture_output=True,
            text=True,
            check=True,
        )
        assert says in found.stdout


class TestDeadline:
    """`deadline` shows the rule and the day that words give."""

    def test_a_day(self) -> None:
        """The rule, the day, how it came about and what to know of it are printed."""
        words = "within 56 days beginning with the day of publication"
        result = run("deadline", words, "--publication", "2022-11-02")
        assert result.exit_code == 0
        assert result.output.splitlines() == [
            "Rule:    P56D beginning publication",
            "Due:     Tue 27 Dec 2022",
            "Because: 56 days beginning with Wed 2 Nov 2022 (publication) = "
            "Tue 27 Dec 2022",
            "Warning: 27 Dec 2022 is a bank holiday in England and Wales, Northern "
            "Ireland and Scotland; the working day before it is Fri 23 Dec 2022",
        ]

    def test_working_days(self) -> None:
        """Working days count by the calendar that is named."""
        words = "within 70 working days of receipt"
        result = run(
            "deadline", words, "--receipt", "2022-12-23", "--calendar", "scotland"
        )
        assert "Due:     Thu 6 Apr 2023" in result.output

    def test_rolling(self) -> None:
        """A last day rolls where that is asked."""
        asked = ["--calendar", "england-and-wales", "--roll", "preceding"]
        result = run("deadline", "by 31 March 2024", *asked)
        assert "Due:     Thu 28 Mar 2024" in result.output

    def test_what_recurs(self) -> None:
        """What recurs is shown as it is due from a day on."""
        asked = ["--publication", "2022-11-30", "--on", "2023-03-01"]
        assert "Due:     Tue 30 May 2023" in run("deadline", "quarterly", *asked).output

    def test_for_programs(self) -> None:
        """`--json` gives rule, day, explanation and warnings."""
        asked = ["deadline", "within 3 months", "--publication", "2022-11-30", "--json"]
        found = json.loads(done(*asked))
        assert found["deadline"] == "P3M after publication"
        assert found["due"]["day"] == "2023-02-28"
        (warning,) = found["due"]["warnings"]
        assert warning.endswith("publication is assumed")
        assert json.loads(done("deadline", "ongoing", "--json"))["due"] is None

    def test_a_warning(self) -> None:
        """What should be known of a day is said."""
        said = done("deadline", "by 25 December 2026")
        assert "Warning: 25 Dec 2026 is a bank holiday" in said

    def test_never_due(self) -> None:
        """What goes on is said to be never due."""
        assert run("deadline", "ongoing").output.endswith("Due:     never\n")

    def test_an_event(self) -> None:
        """An event that the words name is given by its name, and asked for without."""
        words = "within six weeks of the closure of the case"
        result = run("deadline", words)
        assert result.exit_code == 1
        assert "Rule:    P6W after closure-of-the-case" in result.output
        assert "add --anchor closure-of-the-case=DAY" in result.output
        result = run("deadline", words, "--anchor", "closure-of-the-case=2026-03-05")
        assert "Due:     Thu 16 Apr 2026" in result.output

    def test_refused_words(self) -> None:
        """Words that give no deadline are refused with the way out."""
        result = run("deadline", "as soon as possible")
        assert result.exit_code == 1
        assert "'as soon as possible' names no day; write a day" in result.output

    @pytest.mark.parametrize("value", ["x", "=2026-03-05", "x=", "x=5 March"])
    def test_malformed_anchors(self, value: str) -> None:
        """An anchor without a name or a day is refused."""
        result = run("deadline", "ongoing", "--anchor", value)
        assert result.exit_code == 2
        assert "--anchor" in result.output
