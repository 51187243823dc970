"""The examples run as a stranger would run them."""

import subprocess
import sys
from pathlib import Path

import pytest
from icalendar import Calendar

from registers import EXAMPLES


def run(script: Path, folder: Path) -> str:
    """What a script prints when it is run from a folder."""
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
    )
    return found.stdout


def test_norfolk(tmp_path: Path) -> None:
    """The main job prints what is overdue, due and done, and writes a calendar."""
    printed = run(EXAMPLES / "norfolk_2014.py", tmp_path)
    for said in (
        "Overdue (1)",
        "Due in 23 days: 42 days after Fri 29 Aug 2014 (publication) = Fri 10 Oct 2014",
        "Ended (1)",
    ):
        assert said in printed
    path = Path(printed.splitlines()[-1].removeprefix("Calendar: "))
    assert path == (tmp_path / "norfolk_2014.ics").resolve()
    assert len(Calendar.from_ical(path.read_bytes()).events) == 3


def test_norfolk_in_the_readme(tmp_path: Path) -> None:
    """The output in the README is what is printed, but for what it leaves out."""
    printed = run(EXAMPLES / "norfolk_2014.py", tmp_path).splitlines()
    readme = (EXAMPLES.parent / "README.md").read_text("utf-8")
    shown = readme.partition("```text\n")[2].partition("```")[0].splitlines()
    assert "Overdue (1)" in shown
    for line in shown:
        assert line.strip() in {"...", *map(str.strip, printed)} or line.startswith(
            "Calendar: /"
        )


def test_suffolk(tmp_path: Path) -> None:
    """The Suffolk story prints the statutory day, what was known, and the audits."""
    assert run(EXAMPLES / "suffolk_2022.py", tmp_path).splitlines() == [
        "The commissioner's comments: 56 days beginning with Thu 22 Dec 2022 "
        "(publication) = Wed 15 Feb 2023",
        "Missing children, as known on the day: awaiting",
        "Missing children, as known later: in-progress",
        "2022-07: 38% of 72 cases were good",
        "2023-07: 57% of 30 cases were good",
    ]


def test_old_register(tmp_path: Path) -> None:
    """The old register's markup gives three histories, and how late each ended."""
    assert run(EXAMPLES / "old_register.py", tmp_path).splitlines() == [
        "6989, devon-and-cornwall: due 6 months after Thu 9 Feb 2017 (publication, "
        "assumed) = Wed 9 Aug 2017",
        "  Thu 9 Feb 2017, hmic: awaiting",
        "  Thu 25 Jan 2018, hmic: in progress",
        "  Fri 27 Apr 2018, hmic: closed; Authorised for closure",
        "  overdue by 260 days when it ended",
        "7319, merseyside: due on no day",
        "  Thu 28 Dec 2017, hmic: in progress",
        "  Thu 28 Dec 2017, hmic: awaiting",
        "  Thu 17 May 2018, hmic: closed",
        "  overdue by 0 days when it ended",
        "1504, a-force: due by 31 Mar 2015 = Tue 31 Mar 2015, that day included",
        "  Thu 4 Sep 2014, hmic: awaiting",
        "  Wed 30 Aug 2017, hmic: no further action",
        "  overdue by 882 days when it ended",
    ]


@pytest.mark.parametrize(
    "script", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name
)
def test_scripts_say_what_they_do(script: Path) -> None:
    """Every example begins by saying what it shows."""
    assert script.read_text("utf-8").startswith('"""')


def test_briefing(tmp_path: Path) -> None:
    """The papers of the story are written in both forms, and say the same in both."""
    printed = run(EXAMPLES / "briefing.py", tmp_path).splitlines()
    paths = [Path(line.removeprefix("Paper: ")) for line in printed]
    written = {path.name: path.read_text("utf-8") for path in paths}
    names = ["briefing.md", "briefing.html", "panel.md", "panel.html"]
    assert list(written) == names
    for name in names[:2]:
        assert "2 items are overdue, and 2 fall due by 10 March 2015." in written[name]
        assert "The last papers did not know of this" in written[name]
    for name in names[2:]:
        assert "1 statutory response is outstanding and not late." in written[name]
