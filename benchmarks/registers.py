"""How long registers of different sizes take, as ratios within one run.

python benchmarks/registers.py [ITEMS ...]

Each item has ten entries. Reading is compared with `json.loads` of the same bytes,
writing with `json.dumps` of the same tree, checking with the snapshots that it takes,
and what should not depend on the size of a register with the same on the smallest.
Times themselves are not shown: on a shared machine they say little.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import actionplan as ap

ENTRIES = 10
REPEATS = 5
DAY = date(2014, 8, 29)


def register_of(items: int) -> ap.Register:
    """A register with so many recommendations, and ten entries about each."""
    bodies = [
        ap.Body(id="hmic", name="HMIC", kind="inspectorate"),
        ap.Body(id="norfolk", name="Norfolk", kind="police-force"),
    ]
    findings = [
        ap.Recommendation(
            id=f"r/{number}", text="Act.", deadline="P6M after publication"
        )
        for number in range(items)
    ]
    report = ap.InspectionReport(
        id="r",
        title="R",
        by=["hmic"],
        about=["norfolk"],
        published=DAY,
        findings=findings,
    )
    log = [
        ap.ProgressUpdate(
            item=f"r/{number}",
            on=DAY + timedelta(days=step),
            by="norfolk",
            percent=step,
            note="Further steps were taken.",
        )
        for step in range(ENTRIES)
        for number in range(items)
    ]
    return ap.Register(bodies=bodies, reports=[report], log=log)


def seconds(job: Callable[[], object]) -> float:
    """The median time of a job."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        job()
        times.append(perf_counter() - start)
    return median(times)


def main(sizes: list[int]) -> None:
    """Print a row of ratios for each size."""
    first: dict[str, float] = {}
    print(
        "items  load/json.loads  dumps/json.dumps  check/at  at, per item  record  add"
    )
    for items in sizes:
        register = register_of(items)
        data = ap.dumps(register)
        tree = json.loads(data)
        entry = register.log[-1]
        body = ap.Body(id="new", name="New", kind="partner")
        found = {
            "at": seconds(lambda r=register: r.at(date(2015, 1, 1))) / items,
            "record": seconds(lambda r=register, e=entry: r.record(e)),
            "add": seconds(lambda r=register, b=body: r.add(b)),
        }
        first = first or found
        load = seconds(lambda d=data: ap.loads(d)) / seconds(
            lambda d=data: json.loads(d)
        )
        dump = seconds(lambda r=register: ap.dumps(r)) / seconds(
            lambda t=tree: json.dumps(t, ensure_ascii=False, indent=2)
        )
        check = seconds(lambda r=register: ap.check(r)) / (found["at"] * items)
        same = "  ".join(f"x{found[name] / first[name]:.2f}" for name in found)
        print(f"{items:>5}  {load:15.1f}  {dump:16.1f}  {check:8.1f}  {same}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000, 10_000])
