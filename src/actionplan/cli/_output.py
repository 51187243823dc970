"""What the command prints: text in which nothing steers a terminal, or JSON."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from actionplan._files import read_bytes, write_bytes
from actionplan._plain import plain
from actionplan._printing import one_line, printable
from actionplan.formats.json import dumps, load, loads, save
from actionplan.log import AnyEntry
from actionplan.register import Register

PATIENCE_SECONDS = 1
_STYLES = {"Overdue": "bold red", "Due": "bold", "Said to be done": "bold yellow"}


def say(text: str) -> None:
    """Print text for people: headings stand out where that can be seen."""
    console = Console(highlight=False, markup=False, emoji=False)
    for line in printable(text).split("\n"):
        title = line.rpartition(" (")[0]
        console.print(Text(line, _STYLES.get(title, "")), soft_wrap=True)


def say_aside(text: str) -> None:
    """Print what is no part of an answer."""
    click.echo(printable(text), err=True)


def say_json(value: Any) -> None:
    """Print a value for a program: in ASCII, so that a terminal takes no harm."""
    click.echo(json.dumps(value, indent=2))


def entry_row(entry: AnyEntry) -> dict[str, Any]:
    """An entry as documents hold it, with the digest that names it."""
    written: Mapping[str, Any] = plain(entry)
    return {**written, "digest": entry.digest}


def loaded(path: Path) -> Register:
    """The register in a file."""
    with waiting(f"Reading {path.name}"):
        return load(path)


def keep(path: Path, before: Register, after: Register) -> None:
    """Put what became of a register in its file.

    What somebody else put there since it was loaded is merged in, and a conflict with
    it is refused, so that of two who write at a time nobody loses anything.
    """
    there = read_bytes(path)
    if there != dumps(before):
        after = loads(there).merge(after, base=before)
    save(after, path)


def put(path: Path, data: bytes, *, beside: Path) -> None:
    """Put a file in its place and say where that is; the register is another one.

    What is there already in the same bytes is left alone, so that servers that go by
    its time send it to nobody again.
    """
    if path.exists() and beside.exists() and path.samefile(beside):
        message = f"{one_line(str(path))} is the register; name another file"
        raise click.BadParameter(message, param_hint="--output")
    if not (path.is_file() and read_bytes(path) == data):
        write_bytes(path, data)
    say(one_line(str(path)))


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show a bar on a terminal while something takes more than a second."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn())
    bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
    bar.add_task(one_line(words), total=None)
    timer = Timer(PATIENCE_SECONDS, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # or the bar could begin after it has ended
        if bar.live.is_started:
            bar.stop()
