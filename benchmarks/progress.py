"""How long a daily burn-down of many items takes, as ratios within one run.

python benchmarks/progress.py [ITEMS ...]

Items open over five years, and five entries about each say how it goes; some deadlines
are put off. The burn-down of all 1,827 days is made three ways: by the library, in one
sweep; by pandas, from a frame of the log, which follows statuses and agreed deadlines
and knows nothing of retractions, acceptance or successors; and by a snapshot of each
day, of which a few are taken and scaled. All give the same numbers of open, closed and
overdue items. Times are those of the processor, which others on the machine disturb
less, and are told as ratios to the burn-down. The lives of the items, of which the
sweep is made, are timed by themselves too.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from statistics import median
from time import process_time
from typing import Any

import pandas as pd

import actionplan as ap
from actionplan import modelling
from actionplan.modelling._lives import lives

REPEATS = 3
START, END = date(2010, 1, 1), date(2015, 1, 1)
DAYS = (END - START).days
SNAPSHOTS = 5
OPEN = ("awaiting", "in-progress")
NEVER = pd.Timestamp("2999-12-31").as_unit("s")
COLUMNS = ["open", "closed", "overdue"]


def register_of(items: int) -> ap.Register:
    """A register of so many items in reports of ten, and five entries about each."""
    draw = Random(20140829)  # noqa: S311 - no secret
    bodies = [
        ap.Body(id="hmic", name="HMIC", kind="inspectorate"),
        ap.Body(id="norfolk", name="Norfolk", kind="police-force"),
    ]
    reports, log = [], []
    for number in range(items // 10):
        published = START + timedelta(days=draw.randrange(DAYS))
        names = [f"r{number}/{one}" for one in range(10)]
        reports.append(
            ap.InspectionReport(
                id=f"r{number}",
                title="Child protection",
                by=["hmic"],
                about=["norfolk"],
                published=published,
                findings=[
                    ap.Recommendation(
                        id=name, text="Act.", deadline="P6M after publication"
                    )
                    for name in names
                ],
            )
        )
        log += [entry for name in names for entry in _log_of(name, published, draw)]
    return ap.Register(bodies=bodies, reports=reports, log=log)


def _log_of(item: str, published: date, draw: Random) -> list[Any]:
    days = sorted(published + timedelta(days=draw.randrange(1, 900)) for _ in range(5))
    statuses = [
        "in-progress",
        None,
        "complete",
        draw.choice(["in-progress", "assured"]),
    ]
    told = [
        ap.ProgressUpdate(item=item, on=day, by="norfolk", status=status, percent=50)
        for day, status in zip(days, statuses, strict=False)
    ]
    if draw.random() < 1 / 2:
        last = ap.ProgressUpdate(item=item, on=days[4], by="hmic", status="closed")
        return [*told, last]
    until = days[4] + timedelta(days=draw.randrange(400))
    moved = ap.DeadlineChange(
        item=item, on=days[4], by="hmic", deadline=f"by {until}", reason="Illness."
    )
    return [*told, moved]


# By pandas


def by_pandas(register: ap.Register) -> pd.DataFrame:
    """The same numbers from frames of the items and of the log, vector by vector."""
    items = pd.DataFrame(
        {
            "item": item.id,
            "day": item.opened,
            "status": "awaiting",
            "due": item.deadline.due({"publication": item.opened}).day,
        }
        for item in register.items
    )
    log = pd.DataFrame(
        {
            "item": entry.item,
            "day": entry.on,
            "status": getattr(entry, "status", None),
            "due": entry.deadline.due({}).day if hasattr(entry, "deadline") else None,
        }
        for entry in register.log
    )
    told = pd.concat([items, log], ignore_index=True)
    told["status"] = told["status"].astype("string")
    for name in ("day", "due"):
        told[name] = pd.to_datetime(told[name]).astype("datetime64[s]")
    told = told.sort_values(["item", "day"], kind="stable", ignore_index=True)
    told[["status", "due"]] = told.groupby("item")[["status", "due"]].ffill()
    following = told.groupby("item")["day"].shift(-1).fillna(NEVER)
    is_open = told["status"].isin(OPEN)
    late = told["day"].clip(lower=told["due"] + pd.Timedelta(days=1))
    spans = {
        "open": (told["day"], following, is_open),
        "closed": (told["day"], following, told["status"] == "closed"),
        "overdue": (late, following, is_open & (late < following)),
    }
    days = pd.date_range(START, END)
    return pd.DataFrame({name: _held(*span, days) for name, span in spans.items()})


def _held(
    first: pd.Series, following: pd.Series, holds: pd.Series, days: pd.DatetimeIndex
) -> pd.Series:
    """How many of some spans each day lies in."""
    came = first[holds].value_counts()
    went = following[holds].value_counts()
    moved = came.sub(went, fill_value=0).sort_index().cumsum()
    return moved.reindex(days, method="ffill").fillna(0).astype("int64")


# By snapshots


def by_snapshots(register: ap.Register) -> list[tuple[date, list[int]]]:
    """The same numbers of a few days, each from a snapshot of its own."""
    step = DAYS // (SNAPSHOTS - 1)
    days = [START + timedelta(days=step * number) for number in range(SNAPSHOTS)]
    found = []
    for day in days:
        now = register.at(day)
        closed = now.counts().get(ap.Status.CLOSED, 0)
        found.append((day, [len(now.open()), closed, len(now.overdue())]))
    return found


def seconds(job: Callable[[], object], repeats: int = REPEATS) -> float:
    """The median time of a job."""
    times = []
    for _ in range(repeats):
        start = process_time()
        job()
        times.append(process_time() - start)
    return median(times)


def agree(register: ap.Register) -> None:
    """See that all three give the same numbers.

    Raises:
        AssertionError: They do not.
    """
    ours = modelling.burndown(register, START, END).to_pandas()[COLUMNS]
    theirs = by_pandas(register)
    if ours.to_numpy().tolist() != theirs.to_numpy().tolist():
        raise AssertionError("pandas counts otherwise")
    for day, numbers in by_snapshots(register):
        if ours.loc[pd.Timestamp(day)].tolist() != numbers:
            raise AssertionError(f"the snapshot of {day} counts otherwise")


def main(sizes: list[int]) -> None:
    """Print a row of ratios for each size."""
    print("items  lives/burndown  pandas/burndown  snapshots/burndown")
    for size in sizes:
        register = register_of(size)
        agree(register)
        ours = seconds(lambda r=register: modelling.burndown(r, START, END))
        living = seconds(lambda r=register: lives(r)) / ours
        pandas = seconds(lambda r=register: by_pandas(r)) / ours
        naive = seconds(lambda r=register: by_snapshots(r), 1) * (DAYS + 1) / SNAPSHOTS
        row = f"{living:14.2f}  {pandas:15.2f}  {naive / ours:18.0f}"
        print(f"{size:>5}  {row}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000, 10_000])
