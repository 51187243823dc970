"""The readers: how each is started, what it cannot do, and how it is asked."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer

import attrs

from cases import Case, Item

HERE = Path(__file__).parent
# Where the packages of node/package.json are installed: .ci/run says so.
NODE_FOLDER = "READERS_NODE"
PATIENCE_SECONDS = 60
TEXTS = ("summary", "description", "location")

Items = list[Item]
Change = Callable[[Case, Items], Items]


@attrs.frozen
class Limit:
    """Something that a reader is known not to do, so that it is not asked for.

    Attributes:
        reason: What it does, in one line.
        change: What becomes of the items.
        both: Whether the change is for what is read too, or only for what is right.
    """

    reason: str
    change: Change
    both: bool = False


@attrs.frozen
class Reader:
    """A program that reads calendars.

    Attributes:
        name: Its name.
        command: How it is started, in the folder of its script.
        limits: What it is known not to do.
    """

    name: str
    command: tuple[str, ...]
    limits: tuple[Limit, ...] = ()

    def right(self, case: Case) -> Items:
        """What the reader must answer."""
        items = list(case.items)
        for limit in self.limits:
            items = limit.change(case, items)
        return sorted(items)

    def seen(self, case: Case, items: Iterable[Item]) -> Items:
        """What of an answer is compared."""
        seen = case.joined(items)
        for limit in self.limits:
            seen = limit.change(case, seen) if limit.both else seen
        return sorted(seen)


def each(change: Callable[[Item], Item]) -> Change:
    """The change of every item by itself."""
    return lambda _case, items: [change(item) for item in items]


def without_series(case: Case, items: Items) -> Items:
    """Without the meetings that recur by a rule."""
    return [item for item in items if item.uid not in case.series]


def without_added(case: Case, items: Items) -> Items:
    """Without the days that a series has besides those of its rule."""
    return [item for item in items if (item.uid, item.start) not in case.added]


def without_sequence(case: Case, items: Items) -> Items:
    """Without the revisions of what recurs."""
    return [
        attrs.evolve(item, sequence=0) if item.uid in case.series else item
        for item in items
    ]


def without_percent(item: Item) -> Item:
    """Without the percentage."""
    return attrs.evolve(item, percent=-1)


def without_zero(item: Item) -> Item:
    """Without a percentage of nothing."""
    return without_percent(item) if item.percent == 0 else item


def without_last_day(case: Case, items: Items) -> Items:
    """Without the ends of days that recur."""
    return [
        attrs.evolve(item, end="")
        if item.uid in case.series and item.kind == "event" and "T" not in item.start
        else item
        for item in items
    ]


def due_at_midnight(item: Item) -> Item:
    """With the day of a to-do as a moment."""
    return (
        attrs.evolve(item, end=f"{item.end}T00:00:00Z") if item.kind == "todo" else item
    )


def loose_text(item: Item) -> Item:
    """Without what can come of a backslash before an n."""
    for name in TEXTS:
        loose = re.sub(r"[\\\nnN]", "", getattr(item, name))
        item = attrs.evolve(item, **{name: loose})  # type: ignore[arg-type]
    return item


def trimmed(item: Item) -> Item:
    """Without white space at the ends of its texts."""
    for name in TEXTS:
        item = attrs.evolve(item, **{name: getattr(item, name).strip(" \t")})
    return item


def nothing(_item: Item) -> None:
    """No item."""


def where(told: str, change: Callable[[Item], Item | None]) -> Change:
    """The change of each item for which a text holds the pattern."""

    def changed(case: Case, items: Items) -> Items:
        uids = {item.uid for item in case.items if re.search(told, item.texts)}
        each = [change(item) if item.uid in uids else item for item in items]
        return [item for item in each if item]

    return changed


def _python(name: str, *limits: Limit) -> Reader:
    return Reader(name, (sys.executable, f"python/with_{name}.py"), limits)


def _node(name: str, *limits: Limit) -> Reader:
    script = f"node/with_{name.replace('.', '_').replace('-', '_')}.mjs"
    return Reader(name, ("node", script), limits)


BACKSLASH_N = Limit(
    "takes a backslash before an n or N for a backslash and a line break",
    where(r"\\[nN]", loose_text),
    both=True,
)
NO_PERCENT = Limit("takes 0 per cent for nothing said", each(without_zero))
READERS = (
    _python(
        "icalendar",
        Limit("gives all meetings the highest SEQUENCE", without_sequence, both=True),
    ),
    _node("ical.js"),
    Reader(
        "libical",
        ("/usr/bin/python3", "python/with_libical.py"),
        (Limit("drops white space at the ends of a text", each(trimmed)),),
    ),
    _python("vobject"),
    _python("ical", Limit("drops PERCENT-COMPLETE", each(without_percent))),
    _python(
        "ics",
        Limit("does not expand rules", without_series, both=True),
        Limit("takes a DUE of a day for midnight in UTC", each(due_at_midnight)),
        Limit("drops white space that a fold puts last", each(trimmed), both=True),
        BACKSLASH_N,
    ),
    _node("calendar-js", NO_PERCENT),
    _node(
        "node-ical",
        BACKSLASH_N,
        Limit("does not know RDATE", without_added),
        Limit("counts a recurring day as 24 hours", without_last_day, both=True),
    ),
    _node(
        "ts-ics",
        Limit(
            "expands rules without EXDATE, to other times", without_series, both=True
        ),
        Limit(
            "looks for BEGIN: and END: inside of texts",
            where("(BEGIN|END):V", nothing),
            both=True,
        ),
        NO_PERCENT,
    ),
)


class Missing(Exception):
    """A reader does not run or does not end: see what it says on standard error."""


class Program:
    """A reader that runs, and answers one question after another."""

    def __init__(self, reader: Reader, process: "subprocess.Popen[str]") -> None:
        self.reader = reader
        self._process = process

    def ask(self, case: Case) -> None:
        """Send a file; `answer` has what becomes of it."""
        window = {"start": case.start.isoformat(), "end": case.end.isoformat()}
        question = json.dumps({"ics": case.ics.decode(), **window})
        print(question, file=self._process.stdin, flush=True)

    def answer(self) -> Items | str:
        """What the reader makes of the file, or why it refuses it."""
        assert self._process.stdout is not None
        patience = Timer(PATIENCE_SECONDS, self._process.kill)
        patience.start()
        line = self._process.stdout.readline()
        patience.cancel()
        if not line:
            raise Missing(f"{self.reader.name} ended with {self._process.wait()}")
        answer = json.loads(line)
        if "fault" in answer:
            return str(answer["fault"])
        return [Item.from_answer(item) for item in answer["items"]]


def disagreements(programs: Iterable[Program], case: Case) -> str:
    """What each reader does not read as it must, one thing a line."""
    for program in programs:  # all of them work at the same time
        program.ask(case)
    answers = [(program.reader, program.answer()) for program in programs]
    return "\n".join(
        f"{reader.name} {each}"
        for reader, answer in answers
        for each in wrong(reader, case, answer)
    )


def wrong(reader: Reader, case: Case, answer: Items | str) -> Iterator[str]:
    """What of an answer is not as it must be, one thing a line."""
    if isinstance(answer, str):
        yield f"refuses the file: {answer}"
        return
    right, seen = Counter(reader.right(case)), Counter(reader.seen(case, answer))
    yield from (f"lacks {item}" for item in (right - seen).elements())
    yield from (f"has {item}" for item in (seen - right).elements())


@contextmanager
def running(folder: Path, zone: str) -> Iterator[list[Program]]:
    """All readers, on a machine in a time zone, until the end of the block."""
    for scripts in ("python", "node"):
        shutil.copytree(HERE / scripts, folder / scripts)
    # A script in JavaScript finds packages beside itself, and nowhere else.
    packages = Path(os.environ.get(NODE_FOLDER, HERE)) / "node_modules"
    (folder / "node" / "node_modules").symlink_to(packages)
    with ExitStack() as stack:
        yield [stack.enter_context(_running(each, folder, zone)) for each in READERS]


@contextmanager
def _running(reader: Reader, folder: Path, zone: str) -> Iterator[Program]:
    process = subprocess.Popen(  # noqa: S603 - our own scripts
        reader.command,
        cwd=folder,
        env={**os.environ, "TZ": zone},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:  # closes its input, which ends it, and waits for that
        yield Program(reader, process)
