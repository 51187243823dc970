"""The figures of a paper: how many items stand where, how old, and rated how."""

from collections.abc import Iterator

from actionplan.briefing._briefing import Briefing
from actionplan.briefing._paper import Block, Cell, Counts, Table
from actionplan.snapshot import OnTime, Snapshot
from actionplan.snapshot.ratings import Rate, by_dates, city_of_london, reading

_RULES: dict[Rate, str] = {
    by_dates: (
        "Red is overdue. Amber is open and behind the owner's own target, due within "
        "four weeks, or waiting for an answer to a request for more time. Everything "
        "else is green."
    ),
    city_of_london: (
        "White is not for its owner to do. Green is done. Red is open past its day, "
        "and amber is the rest."
    ),
    reading: (
        "Up to 25% done is red, up to 75% amber, and above that green; below 50% is "
        "red once the day has passed. What is complete is not rated."
    ),
}

_COLUMNS = (
    "Deadline",
    "In time",
    "Late",
    "Still to come",
    "Not judged",
    "Share in time",
)
_NOT_JUDGED = (
    "Not judged is what has no last day to meet: no day was set, immediate action was "
    "asked for, it recurs, or it ended without being done."
)


def figures(briefing: Briefing) -> Iterator[Block]:
    """How many items stand where, were in time, are how old, and are rated how."""
    own = briefing.own
    if not own:
        yield "There are no items to count."
        return
    yield Counts(
        caption="Items by status",
        column="Status",
        counts=tuple((one.words, number) for one, number in own.counts().items()),
    )
    yield _on_time(own)
    yield _NOT_JUDGED
    if own.open():
        yield Counts(
            caption="Open items by age",
            column="Age",
            counts=tuple(own.open().ageing().items()),
        )
    yield Counts(
        caption="Items by rating",
        column="Rating",
        counts=tuple(
            (rating or "not rated", number)
            for rating, number in own.counts_by(briefing.rate).items()
        ),
    )
    if briefing.rate in _RULES:
        yield _RULES[briefing.rate]


def _on_time(own: Snapshot) -> Table:
    rows = (
        _row("As first set", own.on_time("original")),
        _row("With the changes that were agreed", own.on_time()),
    )
    return Table(caption="Items in time and late", columns=_COLUMNS, rows=rows)


def _row(name: str, found: OnTime) -> tuple[Cell, ...]:
    numbers = found.met, found.missed, found.waiting, found.unjudged
    share = "none judged" if found.share is None else f"{found.share:.0%}"
    return (name,), *((str(number),) for number in numbers), (share,)
