"""How long a forecast takes, beside that of jira-agile-metrics on the same items.

python benchmarks/forecasts.py [ITEMS [TRIALS [PYTHON]]]

The items open and close over five years; about a fifth are open on the last day. The
peer needs many packages, so it may live in an environment of its own, whose PYTHON is
named; it is timed in there, without its imports, on the closing days of the same
items. It draws days and asks for no date of any item; our forecasts draw weeks, or
ages, draw the past anew for each trial, and give each item its chance. What each says
is printed beside the ratios, in days from the last day. Times themselves are not
shown: on a shared machine they say little.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter

import actionplan as ap
from actionplan import modelling

START, DAYS = date(2010, 1, 4), 5 * 365
ON = START + timedelta(days=DAYS)
SHARES = (0.5, 0.85)

# What the peer is asked to do, in its own interpreter.
PEER = """
import json, sys
from time import perf_counter
import pandas as pd
from jira_agile_metrics.calculators.forecast import (
    burnup_monte_carlo, calculate_daily_throughput, throughput_sampler)
asked = json.load(sys.stdin)
on = pd.Timestamp(asked["on"])
data = pd.DataFrame({"done": pd.to_datetime(asked["done"])})
data["key"] = range(len(data))
start = perf_counter()
first = on - pd.Timedelta(365, "D")
daily = calculate_daily_throughput(data[data["done"] >= first], "done", first, on)
trials = burnup_monte_carlo(
    start_value=len(data), target_value=asked["items"], start_date=on,
    frequency=daily.index.freq,
    draw_sample=throughput_sampler(daily, len(data), asked["items"]),
    trials=asked["trials"])
ends = trials.apply(pd.Series.last_valid_index).quantile(asked["shares"])
taken = perf_counter() - start
print(json.dumps([taken, [(end - on).days for end in ends]]))
"""


def register_of(items: int) -> ap.Register:
    """A register of so many actions, of which about four in five are done."""
    draw = Random(7)  # noqa: S311 - no secret
    actions, log = [], []
    for number in range(items):
        added = START + timedelta(days=draw.randrange(DAYS))
        done = added + timedelta(days=draw.randrange(1, 730))
        fields = {"id": f"p/{number}", "owner": "norfolk", "text": "Act."}
        fields |= {"added": added, "deadline": "P1Y after publication"}
        actions.append(ap.Action(answers=[], **fields))
        if done <= ON:
            log.append(
                ap.ProgressUpdate(
                    item=f"p/{number}", on=done, by="norfolk", status="complete"
                )
            )
    force = ap.Body(id="norfolk", name="Norfolk", kind="police-force")
    plan = ap.ActionPlan(id="p", owner="norfolk", added=START, actions=actions)
    return ap.Register(bodies=[force], plans=[plan], log=log)


def timed(job: Callable[[], modelling.Forecast]) -> tuple[float, list[int | None]]:
    """The shorter of two times of a job, and the days that its forecast says."""
    times = []
    for _ in range(2):
        start = perf_counter()
        made = job()
        times.append(perf_counter() - start)
    ends = [made.none_open_by(share) for share in SHARES]
    return min(times), [end and (end - ON).days for end in ends]


def peer(python: str, register: ap.Register, items: int, trials: int) -> list:
    """The time that the peer takes, and the days that it says."""
    asked = {
        "on": str(ON),
        "done": [str(entry.on) for entry in register.log],
        "items": items,
        "trials": trials,
        "shares": SHARES,
    }
    found = subprocess.run(  # noqa: S603 - the interpreter that the caller names
        [python, "-W", "ignore", "-c", PEER],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(found.stdout)


def main(items: int, trials: int, python: str | None) -> None:
    """Print a row for each method, as ratios to the snapshot of the same register."""
    register = register_of(items)
    start = perf_counter()
    register.at(ON)
    snapshot = perf_counter() - start
    rows = {}
    for method in modelling.Method:
        rows[str(method)] = timed(
            lambda method=method: modelling.forecast(
                register, ON, method=method, trials=trials, where={"kind": "action"}
            )
        )
    if python:
        rows["jira-agile-metrics"] = peer(python, register, items, trials)
    print(f"{items} items, {trials} trials, days to none open at {SHARES}")
    for name, (taken, ends) in rows.items():
        print(f"{name:20} x{taken / snapshot:8.1f} of a snapshot  {ends}")
        if python:
            ratio = rows["jira-agile-metrics"][0] / taken
            print(f"{'':20} x{ratio:8.2f} as fast as the peer")


if __name__ == "__main__":
    given = [*sys.argv[1:], *["10000", "1000", ""][len(sys.argv) - 1 :]]
    main(int(given[0]), int(given[1]), given[2] or None)
