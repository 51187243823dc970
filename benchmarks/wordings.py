# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "actionplan",
#   "dateparser==1.5.0",
#   "parsedatetime==2.6",
#   "timefhuman==0.1.5",
# ]
# ///
"""What general parsers of dates make of the words of deadlines.

    pip install . dateparser==1.5.0 parsedatetime==2.6 timefhuman==0.1.5
    python benchmarks/wordings.py           the table of docs/explanation/wordings.md
    python benchmarks/wordings.py --time    how time grows with the length of a text

The rows are those of tests/data/deadline_wordings.csv. Where a row has one day, an
answer is right when it is that day. Where it has none, because the words mean no
single day, two days or nothing at all, an answer is right when there is none; for
what is asked for at once, the day of the row counts as right, too. Policies that a
row names, such as a working calendar, are given to this library, because its caller
gives them; the other parsers have no word for them.
"""

import argparse
import contextlib
import csv
import re
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import actionplan as ap

ROWS = Path(__file__).parents[1] / "tests" / "data" / "deadline_wordings.csv"
POLICY = re.compile(r" (working|roll)\[(?:(\S+) )?([a-z-]+)\]")
ANY_DAY = date(2022, 12, 23)
Row = dict[str, str]
Parser = Callable[[Row, date], date | None]


def by_actionplan(row: Row, start: date) -> date | None:
    """This library's answer: a day, or None for what has no single day."""
    policy: dict[str, str] = {}
    for found in POLICY.finditer(row["rule"]):
        policy["calendar"] = found[3]
        if found[1] == "roll":
            policy["roll"] = found[2]
    deadline = ap.parse_deadline(row["phrase"])
    if str(deadline).startswith("every "):
        return None
    anchors = {"publication": start, "receipt": start}
    due = deadline.due(anchors, **policy)  # type: ignore[arg-type]
    return due.day if due else None


def by_dateparser(row: Row, start: date) -> date | None:
    """Its strictest reading of a whole text, with days before months."""
    import dateparser  # noqa: PLC0415 - a parser that is missing is said to be

    settings = {
        "RELATIVE_BASE": as_moment(start),
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "future",
        "PREFER_DAY_OF_MONTH": "last",
    }
    found = dateparser.parse(row["phrase"], languages=["en"], settings=settings)
    return found.date() if found else None


def by_dateparser_search(row: Row, start: date) -> date | None:
    """The first date that its search finds in the text."""
    from dateparser.search import search_dates  # noqa: PLC0415

    settings = {"RELATIVE_BASE": as_moment(start), "DATE_ORDER": "DMY"}
    found = search_dates(row["phrase"], languages=["en"], settings=settings)
    return found[0][1].date() if found else None


def by_parsedatetime(row: Row, start: date) -> date | None:
    """What its calendar makes of the text."""
    import parsedatetime  # noqa: PLC0415

    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)
    found, context = calendar.parseDT(row["phrase"], sourceTime=as_moment(start))
    return found.date() if context.hasDateOrTime else None


def by_timefhuman(row: Row, start: date) -> date | None:
    """The first thing that it finds, as a day."""
    from timefhuman import tfhConfig, timefhuman  # noqa: PLC0415

    found = timefhuman(row["phrase"], tfhConfig(now=as_moment(start)))
    while isinstance(found, list | tuple):
        if not found:
            return None
        found = found[0]
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    return (as_moment(start) + found).date() if found else None


def by_dateutil(row: Row, start: date) -> date | None:
    """Its fuzzy parser, which skips the words that it does not know."""
    from dateutil import parser  # noqa: PLC0415

    return parser.parse(
        row["phrase"], fuzzy=True, dayfirst=True, default=as_moment(start)
    ).date()


PARSERS: dict[str, Parser] = {
    "actionplan": by_actionplan,
    "dateparser 1.5.0": by_dateparser,
    "dateparser 1.5.0, search": by_dateparser_search,
    "parsedatetime 2.6": by_parsedatetime,
    "timefhuman 0.1.5": by_timefhuman,
    "dateutil 2.9.0.post0, fuzzy": by_dateutil,
}


def as_moment(day: date) -> datetime:
    """The start of a day, as these parsers want it."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001


def verdicts(parser: Parser) -> Iterator[str]:
    """For each row: whether the answer is right, refused or wrong."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start = ANY_DAY
            if row["anchor_date"]:
                start = date.fromisoformat(row["anchor_date"])
            answer: date | None = None
            # Whatever a parser raises about words, it has not dated them.
            with contextlib.suppress(Exception), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answer = parser(row, start)
            yield verdict(row["expected_due"], answer, start)


def verdict(wanted: str, answer: date | None, start: date) -> str:
    """Whether an answer to one row is right, refused or wrong."""
    if wanted[:1].isdigit():
        if answer is None:
            return "refused"
        return "right" if answer.isoformat() == wanted else "wrong"
    at_once = wanted == "IMMEDIATE" and answer == start
    return "none: right" if answer is None or at_once else "none: wrong"


def print_table() -> None:
    """The table, in Markdown."""
    print("| parser | right day | refused | wrong day | rightly none | wrongly a day |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, parser in PARSERS.items():
        counts = Counter(verdicts(parser))
        columns = ("right", "refused", "wrong", "none: right", "none: wrong")
        print(f"| {name} | {' | '.join(str(counts[column]) for column in columns)} |")


def print_times() -> None:
    """How much longer a text of twice the length takes, in one run."""
    print("characters  ratio to half of them")
    for sizes, words, action in (
        ((125, 250, 500, 1000), "within six weeks of the closure of the ", refused),
        ((10_000, 20_000, 40_000, 80_000), "It should act within a month. ", found),
    ):
        print(action.__doc__)
        times = [best(action, repeated(words, size)) for size in sizes]
        for size, half, whole in zip(sizes[1:], times, times[1:], strict=False):
            print(f"{size:10,}  {whole / half:.1f}")


def repeated(words: str, characters: int) -> str:
    """Words again and again, up to a length."""
    return (words * (characters // len(words) + 1))[:characters]


def refused(text: str) -> None:
    """parse_deadline, of a phrase that it refuses."""
    with contextlib.suppress(ap.ActionPlanError):
        ap.parse_deadline(text)


def found(text: str) -> None:
    """find_deadlines, in a text full of them."""
    ap.find_deadlines(text)


def best(action: Callable[[str], None], text: str) -> float:
    """The shortest of five runs, in seconds."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        action(text)
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--time", action="store_true")
    if options.parse_args().time:
        print_times()
    else:
        print_table()
