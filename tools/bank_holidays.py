# /// script
# requires-python = ">=3.11"
# dependencies = ["holidays>=0.109", "govuk-bank-holidays==0.19"]
# ///
"""Write the bank holidays that the package ships, and cross-check them.

They come from the `holidays` package and are compared with the data of GOV.UK
that `govuk-bank-holidays` carries; every difference is printed. Weekends are left
out: a bank holiday on a Sunday has a substitute, and no Sunday is a working day.

    python tools/bank_holidays.py 2026-11-17

The day is that of the newest file in the `holidays` package.
"""

import importlib.metadata
import importlib.resources
import json
import sys
from datetime import date
from pathlib import Path

import holidays

TARGET = Path(__file__).parents[1] / "src" / "actionplan" / "bank_holidays.json"
FIRST, LAST = 2012, 2028
DIVISIONS = {"england-and-wales": "ENG", "scotland": "SCT", "northern-ireland": "NIR"}
FRIDAY = 4


def weekdays_of(days: set[date]) -> list[str]:
    """The days that are no weekend, in order, as text."""
    return sorted(day.isoformat() for day in days if day.weekday() <= FRIDAY)


def found_by_holidays(subdivision: str) -> list[str]:
    """The bank holidays of a part of the UK, by the `holidays` package."""
    years = range(FIRST, LAST + 1)
    return weekdays_of(
        set(holidays.country_holidays("GB", subdiv=subdivision, years=years))
    )


def found_by_govuk(division: str) -> list[str]:
    """The same, by the data of GOV.UK."""
    package = importlib.resources.files("govuk_bank_holidays")
    held = json.loads(package.joinpath("bank-holidays.json").read_bytes())
    days = {date.fromisoformat(event["date"]) for event in held[division]["events"]}
    return weekdays_of({day for day in days if FIRST <= day.year <= LAST})


def main(as_of: str) -> None:
    """Write the file, and say where the two sources differ."""
    divisions = {name: found_by_holidays(part) for name, part in DIVISIONS.items()}
    for name, days in divisions.items():
        differing = sorted(set(days) ^ set(found_by_govuk(name)))
        print(f"{name}: {len(days)} days; differing from GOV.UK's: {differing or '-'}")
    version = importlib.metadata.version("holidays")
    data = {
        "as_of": date.fromisoformat(as_of).isoformat(),
        "source": f"the holidays package {version}, cross-checked with GOV.UK",
        "first": f"{FIRST}-01-01",
        "last": f"{LAST}-12-31",
        "divisions": divisions,
    }
    TARGET.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
