"""How long a calendar of many deadlines takes, as ratios within one run.

python benchmarks/calendars.py [DEADLINES ...]

The same events are written three ways: by the library, from the register to bytes that
were checked and read again; by icalendar's own `to_ical`, from components that exist
already; and by a plain writer of f-strings, which is about as fast as Python can be.
All three give the same bytes. Besides, the file before is followed, and a meeting
each month of the year says what is due by it. Times are those of the processor, which
others on the machine disturb less.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

from icalendar import Calendar

import actionplan as ap
from actionplan.formats import ical

REPEATS = 3
ROOM = 74  # octets of a line, as icalendar folds
DAY = date(2014, 8, 29)
AFTER = date(2015, 8, 29)
URL = "https://example.org/inspections/norfolk-national-child-protection-inspection/"


def register_of(deadlines: int) -> ap.Register:
    """A register with so many deadlines, and an entry about every other one."""
    bodies = [
        ap.Body(id="hmic", name="HMIC", kind="inspectorate"),
        ap.Body(id="norfolk-pcc", name="Commissioner", kind="local-policing-body"),
        ap.Body(
            id="norfolk",
            name="Norfolk Constabulary",
            kind="police-force",
            overseen_by="norfolk-pcc",
        ),
    ]
    findings = [
        ap.Recommendation(
            id=f"r/{number}",
            text="Speed up the analysis work of the high-tech crime unit, where more "
            "than 60 cases are waiting; take stock every month.",
            deadline=f"P{number % 360 + 1}D after publication",
            stated="as soon as that can be done, within the year",
        )
        for number in range(deadlines)
    ]
    report = ap.InspectionReport(
        id="r",
        title="Norfolk: National child protection inspection",
        by=["hmic"],
        about=["norfolk"],
        published=DAY,
        url=URL,
        findings=findings,
    )
    log = [
        ap.ProgressUpdate(
            item=f"r/{number}",
            on=DAY + timedelta(days=number % 90),
            by="norfolk",
            percent=number % 100,
            note="Further steps were taken.",
        )
        for number in range(0, deadlines, 2)
    ]
    return ap.Register(bodies=bodies, reports=[report], log=log)


FORUM = ap.MeetingSeries(
    id="forum",
    title="Police accountability forum",
    body="norfolk-pcc",
    start=datetime(2014, 9, 10, 10, 0),  # noqa: DTZ001 - on the clock in the room
    end=datetime(2014, 9, 10, 12, 0),  # noqa: DTZ001
    zone="Europe/London",
    rule="FREQ=MONTHLY;BYDAY=2WE;COUNT=12",
)

# The plain writer


def escaped(text: str) -> str:
    """Text as RFC 5545, 3.3.11 has it."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def folded(line: str) -> str:
    """A line of ASCII in pieces, none of which ends in the backslash of an escape."""
    pieces = []
    while len(line) > ROOM:
        end = ROOM - (line[ROOM - 1] == "\\")
        pieces.append(line[:end])
        line = line[end:]
    return "\r\n ".join([*pieces, line])


def plainly(fields: list[dict[str, str]], head: str) -> bytes:
    """All events by one template, with nothing checked."""
    events = [
        f"""BEGIN:VEVENT
{folded(f"SUMMARY:{escaped(one['summary'])}")}
DTSTART;VALUE=DATE:{one["start"]}
DTEND;VALUE=DATE:{one["end"]}
DTSTAMP:{one["stamp"]}
UID:{one["uid"]}
SEQUENCE:{one["sequence"]}
{folded(f"DESCRIPTION:{escaped(one['description'])}")}
LAST-MODIFIED:{one["stamp"]}
TRANSP:TRANSPARENT
{folded(f"URL:{URL}")}
X-ACTIONPLAN-EXPORTED:{one["start"]}
X-MICROSOFT-CDO-BUSYSTATUS:FREE
BEGIN:VALARM
ACTION:DISPLAY
{folded(f"DESCRIPTION:{escaped(one['summary'])}")}
TRIGGER:-P6DT15H
END:VALARM
END:VEVENT
"""
        for one in fields
    ]
    text = f"{head}{''.join(events)}END:VCALENDAR\n"
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def fields_of(calendar: Calendar) -> list[dict[str, str]]:
    """What the plain writer needs of each event."""
    return [
        {
            "summary": str(event["SUMMARY"]),
            "description": str(event["DESCRIPTION"]),
            "start": event["DTSTART"].to_ical().decode(),
            "end": event["DTEND"].to_ical().decode(),
            "stamp": event["DTSTAMP"].to_ical().decode(),
            "uid": str(event["UID"]),
            "sequence": str(event["SEQUENCE"]),
        }
        for event in calendar.events
    ]


def seconds(job: Callable[[], Any]) -> float:
    """The median time of a job, of the processor alone."""
    times = []
    for _ in range(REPEATS):
        start = process_time()
        job()
        times.append(process_time() - start)
    return median(times)


def main(sizes: list[int]) -> None:
    """Print a row for each size."""
    print(
        "deadlines  MiB  dumps, s  /to_ical  /f-strings  previous/dumps  meetings/dumps"
    )
    for size in sizes:
        register = register_of(size)
        data = ical.dumps(register, AFTER)
        dumps = seconds(lambda r=register: ical.dumps(r, AFTER))
        followed = seconds(lambda r=register, d=data: ical.dumps(r, AFTER, previous=d))
        asked = register.add(FORUM)
        at_meetings = seconds(lambda r=asked: ical.dumps(r, AFTER))
        calendar = ical.calendar(register, AFTER)
        fields, head = fields_of(calendar), data.decode().partition("BEGIN:VEVENT")[0]
        if not data == calendar.to_ical() == plainly(fields, head):
            raise SystemExit("the three ways do not give the same bytes")
        by_icalendar = seconds(calendar.to_ical)
        by_template = seconds(lambda f=fields, h=head: plainly(f, h))
        print(
            f"{size:9}  {len(data) / 2**20:3.0f}  {dumps:8.2f}"
            f"  {dumps / by_icalendar:8.2f}  {dumps / by_template:10.0f}"
            f"  {followed / dumps:14.2f}  {at_meetings / dumps:14.2f}"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000])
