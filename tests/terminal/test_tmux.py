"""The command in a real terminal: colours, questions, a bar, and completion."""

import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import actionplan as ap
from commands import NORFOLK, copied

PATIENCE_SECONDS = 30
RED = "\x1b[1m\x1b[31m"


class Terminal:
    """A terminal of tmux with a shell in it."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self._tmux("new-session", "-d", "-x", "110", "-y", "45", "bash --norc")
        script = shlex.quote(str(Path(sys.executable).parent))
        self.type(
            f"cd {shlex.quote(str(folder))}; PATH={script}:$PATH; PS1='$ '; clear"
        )
        self.until(lambda shown: shown.strip() == "$")

    def _tmux(self, *arguments: str) -> str:
        return subprocess.run(  # noqa: S603 - a program of Debian's
            ["/usr/bin/tmux", "-S", self._socket, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    def type(self, text: str, *, enter: bool = True) -> None:
        """Type a line."""
        self._tmux("send-keys", "-l", text)
        if enter:
            self._tmux("send-keys", "Enter")

    def press(self, key: str) -> None:
        """Press a key by its name."""
        self._tmux("send-keys", key)

    def shown(self) -> str:
        """What is on the screen, with the codes of its colours."""
        return self._tmux("capture-pane", "-p", "-e")

    def until(self, holds: Callable[[str], bool]) -> str:
        """What is on the screen as soon as something holds of it."""
        shown = ""
        for _ in range(PATIENCE_SECONDS * 20):
            shown = self.shown()
            if holds(plain(shown)):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"this came to be on the screen:\n{shown}")

    def until_asked(self, question: str) -> None:
        """Wait for a question at the end of the screen."""
        self.until(lambda shown: shown.rstrip().endswith(question))

    def after(self, command: str) -> str:
        """What a command leaves on an empty screen when it has ended."""
        self.type(f"clear; {command}; echo END $?")
        return self.until(
            lambda shown: bool(re.search(r"^END \d", shown, re.MULTILINE))
        )

    def close(self) -> None:
        """End the shell, and with it the server of this terminal."""
        self._tmux("kill-server")


def plain(shown: str) -> str:
    """What is on the screen, without the codes."""
    return re.sub(r"\x1b\[[0-9;]*m", "", shown)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in an empty folder."""
    made = Terminal(tmp_path)
    yield made
    made.close()


def test_colours(terminal: Terminal) -> None:
    """What is overdue stands out, unless colours are not wanted."""
    show = f"actionplan show {shlex.quote(NORFOLK)} --on 2014-11-01"
    assert f"{RED}Overdue (2)" in terminal.after(show)
    assert "Overdue (2)" in terminal.after(f"NO_COLOR=1 {show}")
    assert "\x1b[31m" not in terminal.after(f"NO_COLOR=1 {show}")
    assert "\x1b[31m" not in terminal.after(f"{show} | cat")


def test_no_note_steers_it(terminal: Terminal, tmp_path: Path) -> None:
    """Escape codes in a note, a name or a file's name do nothing."""
    path = copied(tmp_path)
    note = "\x1b[2J\x1b]0;title\x07\x1b[31mred"
    made = ap.load(path).record(
        ap.ProgressUpdate(
            item="norfolk-2014/1", on=ap.load(path).log[0].on, by="norfolk", note=note
        )
    )
    ap.save(made, path)
    shown = terminal.after(
        "actionplan item register.json norfolk-2014/1 --on 2014-11-01"
    )
    assert "[2J" in plain(shown)
    assert "norfolk-2014/1 (recommendation)" in shown
    assert "\x1b[31m" not in shown


def test_questions(terminal: Terminal, tmp_path: Path) -> None:
    """A register and its first report come about by answers alone."""
    terminal.type("clear; actionplan new r.json")
    answers = {
        "Who inspects:": "HMICFRS",
        "a short id for it [hmicfrs]:": "",
        "Who is inspected:": "Northshire Police",
        "a short id for it [northshire-police]:": "northshire",
        "Who holds it to account:": "Commissioner",
        "a short id for it [commissioner]:": "pcc",
    }
    for question, answer in answers.items():
        terminal.until_asked(question)
        terminal.type(answer)
    terminal.until(lambda shown: "r.json: hmicfrs, pcc, northshire" in shown)
    terminal.type("clear; actionplan add report r.json")
    answers = {
        "Title of the report:": "Northshire 2026",
        "A short id for it [northshire-2026]:": "",
        "Made by (hmicfrs, pcc, northshire) [hmicfrs]:": "",
        "About (hmicfrs, pcc, northshire) [northshire]:": "",
        "Published on (YYYY-MM-DD):": "2026-03-02",
        "alone ends them.\n>": "The force should act within three months.",
        "within three months.\n>": ".",
        "(c)ause of concern [r]:": "",
        "due Tue 2 Jun 2026. Take it? [Y/n]:": "y",
        "Follow it? [Y/n]:": "y",
        "[within six weeks of publication]:": "",
        "Keep it? [Y/n]:": "y",
    }
    for question, answer in answers.items():
        terminal.until_asked(question)
        terminal.type(answer)
    terminal.until(lambda shown: "Added to r.json: northshire-2026" in shown)
    (finding,) = ap.load(tmp_path / "r.json").reports[0].findings
    assert str(finding.deadline) == "P3M after publication"


def test_a_bar(terminal: Terminal, tmp_path: Path) -> None:
    """What takes more than a second shows a bar, which is gone when it is done."""
    made = ap.load(NORFOLK)
    day = made.log[0].on
    entries = [
        ap.ProgressUpdate(
            item="norfolk-2014/1", on=day, by="norfolk", percent=n % 100, note=str(n)
        )
        for n in range(150_000)
    ]
    ap.save(made.record(*entries), tmp_path / "large.json")
    terminal.type("clear; actionplan check large.json > /dev/null; echo END $?")
    seen = terminal.until(lambda shown: "Reading large.json" in shown)
    assert "━" in seen
    shown = terminal.until(lambda shown: "END 1" in shown)
    assert "Reading" not in plain(shown)


def test_completion(terminal: Terminal, tmp_path: Path) -> None:
    """The tab key completes commands, and items of the register."""
    copied(tmp_path)
    terminal.after('eval "$(_ACTIONPLAN_COMPLETE=bash_source actionplan)"')
    terminal.type("clear; actionplan ov", enter=False)
    terminal.press("Tab")
    terminal.until(lambda shown: "actionplan overdue" in shown)
    terminal.press("C-u")
    terminal.type("clear; actionplan item register.json norfolk-2014/pl", enter=False)
    terminal.press("Tab")
    terminal.until(lambda shown: "norfolk-2014/plan" in shown)
