"""The tutorial, as somebody follows it: each command in an empty folder, in order."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from icalendar import Calendar

import actionplan as ap
from actionplan.cli import main

DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)
_HEREDOC = re.compile(r"(.*<<'END'\n.*?^END\n)(.*)", re.DOTALL | re.MULTILINE)


def commands(page: str) -> Iterator[tuple[str, str]]:
    """The commands of a page, and what each must print."""
    text = (DOCS / page).read_text("utf-8")
    for block in _BLOCK.findall(text):
        for typed in _COMMAND.split(block)[1:]:
            here = _HEREDOC.fullmatch(typed)
            command, printed = here.groups() if here else typed.split("\n", 1)
            yield command, printed


def matches(printed: str, wanted: str) -> bool:
    """Whether something is printed as a page has it, where dots stand for anything."""
    pattern = re.sub(r"[][*?]", "?", wanted).replace("...", "*")
    return fnmatchcase(printed, pattern)


def test_the_tutorial(tmp_path: Path) -> None:
    """From an empty folder it comes to a register, a calendar and a paper."""
    script = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{script}:{os.environ['PATH']}"}
    for command, wanted in commands("tutorial.md"):
        found = subprocess.run(  # noqa: S603 - what the page says
            ["/bin/bash", "-ec", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (found.returncode, found.stderr) == (0, ""), command
        assert matches(found.stdout, wanted), found.stdout
    assert len(ap.load(tmp_path / "northshire.json").log) == 2
    calendar = Calendar.from_ical((tmp_path / "northshire.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) > 20
    assert b"</h1>" in (tmp_path / "paper.html").read_bytes()


def test_the_page_of_commands() -> None:
    """The page names every command there is."""
    page = (DOCS / "reference" / "command.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z]+)(?: [A-Z]| --|`)", page))
    assert main.commands.keys() - {"add"} <= named
