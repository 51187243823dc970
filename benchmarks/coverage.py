"""How often the intervals of forecasts hold what comes, on simulated registers.

python benchmarks/coverage.py [REGISTERS [NAME ...]]

Each row simulates so many registers with a past and a quarter to come, makes a forecast
from the past, and looks whether the number of open items a quarter later was in its
interval of four in five. What the forecasts themselves expect stands beside it: with
few items an interval of whole numbers holds more than four in five. It takes minutes.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import attrs

import actionplan as ap
from actionplan import modelling
from actionplan.errors import InvalidValue

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from futures import ACTIONS, START, by_ages, by_weeks, register_of

WEEK = timedelta(weeks=1)
AHEAD = 13 * WEEK
MOST_WEEKS = 130
Made = Callable[[int], ap.Register]


@attrs.frozen
class Case:
    """What registers are like, and how they are forecast."""

    method: str
    made: Made
    weeks: int = 104
    new_findings: bool = False


def closings(paces: Iterator[int], draw: Random) -> ap.Register:
    """A register of which so many items are done in each week, and many wait."""
    days = [
        START + WEEK * week + timedelta(days=draw.randrange(7) + 1)
        for week, pace in zip(range(MOST_WEEKS), paces, strict=False)
        for _ in range(pace)
    ]
    waiting: list[date | None] = [None] * 2000
    return register_of([(START, day) for day in [*sorted(days), *waiting][:2000]])


def changing(seed: int) -> ap.Register:
    """A pace that stays for about eight weeks, anything from two to 24 a week."""
    draw = Random(seed)  # noqa: S311 - no secret

    def paces() -> Iterator[int]:
        pace = draw.choice((2, 24))
        while True:
            if draw.random() < 1 / 8:
                pace = draw.randint(2, 24)
            yield sum(draw.random() < 1 / 2 for _ in range(2 * pace))

    return closings(paces(), draw)


def board(every: int) -> Made:
    """A board that signs twenty to sixty off every so many weeks."""

    def made(seed: int) -> ap.Register:
        draw = Random(seed)  # noqa: S311 - no secret
        weeks = range(1, MOST_WEEKS + 1)
        paces = (0 if week % every else draw.randint(20, 60) for week in weeks)
        return closings(iter(paces), draw)

    return made


def aged(items: int, over: int, mean: float) -> Made:
    """Items that come over so many days, and are as likely done at every age."""
    return lambda seed: by_ages(seed, items=items, over=over, scale=mean, shape=1)


def slowing(scale: float) -> Made:
    """Items that are the less likely done the older they are, a tenth of them never."""
    how = {"items": 900, "over": 728, "shape": 0.8, "never": 0.1}
    return lambda seed: by_ages(seed, scale=scale, **how)  # type: ignore[arg-type]


CASES = {
    "steady": Case(
        "throughput", lambda seed: by_weeks(seed, items=2000, weeks=120, most=24)
    ),
    "sixty": Case("throughput", aged(60, 364, 150), 52),
    "monthly-board": Case("throughput", board(4)),
    "quarterly-board": Case("throughput", board(13)),
    "changing": Case("throughput", changing),
    "seen": Case("survival", slowing(80)),
    "unseen": Case("survival", slowing(250)),
    "sixty-by-age": Case("survival", aged(60, 364, 150), 52),
    "half-a-year": Case("survival", aged(60, 182, 150), 26),
    "twenty": Case("survival", aged(20, 119, 150), 17),
    "arriving": Case("survival", aged(600, 1200, 60), new_findings=True),
    "arriving-by-week": Case("throughput", aged(600, 1200, 60), new_findings=True),
}


def tried(case: Case, seed: int) -> tuple[modelling.OpenCount, int] | None:
    """What was forecast of one register, and what came; None of too short a past."""
    register, on = case.made(seed), START + case.weeks * WEEK
    try:
        ahead = modelling.forecast(
            register,
            on,
            method=case.method,
            where=ACTIONS,
            trials=300,
            seed=seed,
            horizon="P13W",
            new_findings=case.new_findings,
        )
    except InvalidValue:
        return None
    then = register.at(on + AHEAD).where(**ACTIONS).open()
    came = [one for one in then if case.new_findings or one.item.id in ahead.items]
    return ahead.open_on(on + AHEAD), len(came)


def main(registers: int, names: list[str]) -> None:
    """Print a row for each case."""
    print(f"{'':17} of     held expected  fewer   more  width")
    for name in names:
        tries = [tried(CASES[name], seed) for seed in range(registers)]
        found = [one for one in tries if one is not None]
        sums = [
            sum(said.low <= came <= said.high for said, came in found),
            sum(said.share for said, _ in found),
            sum(came < said.low for said, came in found),
            sum(came > said.high for said, came in found),
        ]
        shares = "  ".join(f"{total / len(found):6.1%}" for total in sums)
        width = sum(said.high - said.low for said, _ in found) / len(found)
        print(f"{name:17} {len(found):3}  {shares}  {width:5.1f}", flush=True)


if __name__ == "__main__":
    main(int((sys.argv[1:2] or ["200"])[0]), sys.argv[2:] or list(CASES))
