"""The command, through its real entry point."""

import importlib
import importlib.metadata
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import actionplan as ap
from actionplan.cli import main
from actionplan.formats import ical
from registers import EXAMPLES

NORFOLK = str(EXAMPLES / "norfolk_2014.json")


def run(*arguments: str) -> Result:
    """What the command answers to some arguments."""
    return CliRunner().invoke(main, arguments)


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


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["show", NORFOLK, "--on", "17/9/2014"], "'17/9/2014' is not a day"),
        (["show", NORFOLK], "Missing option '--on'"),
        (["show", "missing.json", "--on", "2014-09-17"], "missing.json"),
        (
            ["ics", NORFOLK, "--on", "2014-01-01", "-o", "x.ics"],
            "nothing has a due day",
        ),
        (["ics", NORFOLK, "--on", "2014-09-17", "-o", "no/x.ics"], "no/x.ics"),
    ],
    ids=range(5),
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
