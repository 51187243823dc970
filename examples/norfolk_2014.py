"""What was due, overdue and done after the Norfolk inspection of 2014, and a calendar.

Prints two snapshots and writes `norfolk_2014.ics` into the folder that is given,
or into the current one:

    python examples/norfolk_2014.py [FOLDER]
"""

import sys
from datetime import date
from pathlib import Path

import actionplan as ap
from actionplan.formats import ical

HERE = Path(__file__).parent


def main(folder: Path) -> None:
    """Print the register on two days and write its calendar into a folder."""
    register = ap.load(HERE / "norfolk_2014.json")

    print("When the commissioner questioned the chief constable in public:\n")
    print(register.at(date(2014, 9, 17)))

    # From here on it is a story: how the force answered is not in the sources.
    register = register.record(
        ap.ProgressUpdate(
            item="norfolk-2014/plan",
            on=date(2014, 10, 9),
            by="norfolk",
            status="complete",
            note="Sent.",
        )
    )
    print("\n\nHad the force sent its plan on 9 October:\n")
    print(register.at(date(2014, 11, 1)))

    calendar = folder / "norfolk_2014.ics"
    calendar.write_bytes(ical.dumps(register, on=date(2014, 11, 1)))
    print(f"\n\nCalendar: {calendar.resolve()}")


if __name__ == "__main__":
    main(Path(*sys.argv[1:2]))
