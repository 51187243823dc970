"""Calendars written by hand, with what they say, by hand too.

They hold what an export holds, and do not come from it: they show that the readers
are asked right, whatever the library does.
"""

from collections.abc import Iterable

from cases import Case, Item

LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


def file(*parts: str) -> bytes:
    """The bytes of a calendar with these parts."""
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a hand//EN\n"
    text = f"{head}{''.join(parts)}END:VCALENDAR\n"
    return text.replace("\n", "\r\n").encode()


def event(uid: str, times: str, more: str = "") -> str:
    """An event with these lines."""
    return _part("VEVENT", uid, f"{times}\n{more}")


def todo(uid: str, more: str) -> str:
    """A to-do with these lines."""
    return _part("VTODO", uid, more)


def _part(kind: str, uid: str, more: str) -> str:
    always = f"UID:{uid}\nDTSTAMP:20260101T000000Z\n"
    return f"BEGIN:{kind}\n{always}{more}END:{kind}\n"


def all_day(first: str, after: str) -> str:
    """The times of an event of whole days."""
    return f"DTSTART;VALUE=DATE:{first}\nDTEND;VALUE=DATE:{after}"


def london(start: str, end: str) -> str:
    """The times of a meeting, by the clock of London."""
    return f"DTSTART;TZID=Europe/London:{start}\nDTEND;TZID=Europe/London:{end}"


# The day before, of and after each change of the clock, a leap day, a year's last.
DAYS = {
    "2024-02-29": "2024-03-01",
    "2026-03-28": "2026-03-29",
    "2026-03-29": "2026-03-30",
    "2026-03-30": "2026-03-31",
    "2026-10-24": "2026-10-25",
    "2026-10-25": "2026-10-26",
    "2026-10-26": "2026-10-27",
    "2026-12-31": "2027-01-01",
}
ALL_DAY = Case(
    ics=file(
        *(
            event(f"day-{day}", all_day(day.replace("-", ""), after.replace("-", "")))
            for day, after in DAYS.items()
        )
    ),
    items=[Item(uid=f"day-{day}", start=day, end=after) for day, after in DAYS.items()],
)

STATES = Case(
    ics=file(
        event(
            "withdrawn",
            all_day("20260501", "20260502"),
            "SEQUENCE:3\nSTATUS:CANCELLED\nSUMMARY:Withdrawn: act\n",
        ),
        event(
            "alarmed",
            all_day("20260413", "20260414"),
            "SUMMARY:Due: act\nTRANSP:TRANSPARENT\nBEGIN:VALARM\nACTION:DISPLAY\n"
            "DESCRIPTION:Due: act\nTRIGGER:-P6DT15H\nEND:VALARM\n",
        ),
        event(
            "ladder",
            all_day("20260413", "20260414"),
            "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:a\nTRIGGER:-PT15H\nEND:VALARM\n"
            "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:a\nTRIGGER:-P27DT15H\n"
            "END:VALARM\n",
        ),
        todo(
            "begun",
            "DUE;VALUE=DATE:20261025\nSUMMARY:Act\nPERCENT-COMPLETE:40\n"
            "STATUS:IN-PROCESS\nSEQUENCE:2\n",
        ),
        todo(
            "done",
            "DUE;VALUE=DATE:20240229\nPERCENT-COMPLETE:100\nSTATUS:COMPLETED\n"
            "COMPLETED:20240201T000000Z\n",
        ),
        todo("not-begun", "DUE;VALUE=DATE:20260329\nPERCENT-COMPLETE:0\n"),
        todo("given-up", "DUE;VALUE=DATE:20260329\nSTATUS:CANCELLED\n"),
    ),
    items=[
        Item(
            uid="withdrawn",
            start="2026-05-01",
            end="2026-05-02",
            summary="Withdrawn: act",
            status="CANCELLED",
            sequence=3,
        ),
        Item(
            uid="alarmed",
            start="2026-04-13",
            end="2026-04-14",
            summary="Due: act",
            alarms=[-(6 * 24 + 15) * 60],
        ),
        Item(
            uid="ladder",
            start="2026-04-13",
            end="2026-04-14",
            alarms=[-15 * 60, -(27 * 24 + 15) * 60],
        ),
        Item(
            uid="begun",
            kind="todo",
            end="2026-10-25",
            summary="Act",
            status="IN-PROCESS",
            percent=40,
            sequence=2,
        ),
        Item(
            uid="done", kind="todo", end="2024-02-29", status="COMPLETED", percent=100
        ),
        Item(uid="not-begun", kind="todo", end="2026-03-29", percent=0),
        Item(uid="given-up", kind="todo", end="2026-03-29", status="CANCELLED"),
    ],
)

MEETINGS = Case(
    ics=file(
        LONDON,
        event("winter", london("20260115T140000", "20260115T160000")),
        event("before", london("20260328T100000", "20260328T120000")),
        event("forward", london("20260329T100000", "20260329T120000")),
        event("summer", london("20260701T100000", "20260701T120000")),
        event("back", london("20261025T100000", "20261025T120000")),
        event("over-night", london("20261024T230000", "20261025T030000")),
    ),
    items=[
        Item(uid="winter", start="2026-01-15T14:00:00Z", end="2026-01-15T16:00:00Z"),
        Item(uid="before", start="2026-03-28T10:00:00Z", end="2026-03-28T12:00:00Z"),
        Item(uid="forward", start="2026-03-29T09:00:00Z", end="2026-03-29T11:00:00Z"),
        Item(uid="summer", start="2026-07-01T09:00:00Z", end="2026-07-01T11:00:00Z"),
        Item(uid="back", start="2026-10-25T10:00:00Z", end="2026-10-25T12:00:00Z"),
        Item(
            uid="over-night", start="2026-10-24T22:00:00Z", end="2026-10-25T03:00:00Z"
        ),
    ],
)

FORUM = event(
    "forum",
    london("20260114T100000", "20260114T120000"),
    "RRULE:FREQ=MONTHLY;BYDAY=2WE;COUNT=12\n"
    "EXDATE;TZID=Europe/London:20260610T100000\n"
    "EXDATE;TZID=Europe/London:20260708T100000\nSUMMARY:Forum\n",
)
MOVED = event(
    "forum",
    london("20260911T140000", "20260911T150000"),
    "RECURRENCE-ID;TZID=Europe/London:20260909T100000\nSUMMARY:Forum\\, moved\n"
    "SEQUENCE:2\n",
)
CANCELLED = event(
    "forum",
    london("20261111T100000", "20261111T120000"),
    "RECURRENCE-ID;TZID=Europe/London:20261111T100000\nSUMMARY:Forum\n"
    "STATUS:CANCELLED\n",
)
SERIES = Case(
    ics=file(
        LONDON,
        FORUM,
        MOVED,
        CANCELLED,
        # A second series: what changed of the first is not its own.
        event(
            "board",
            london("20260114T100000", "20260114T110000"),
            "RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=2WE;COUNT=4\n",
        ),
    ),
    items=[
        *(
            Item(
                uid="forum",
                start=f"2026-{day}T{hour:02}:00:00Z",
                end=f"2026-{day}T{hour + 2:02}:00:00Z",
                summary="Forum",
            )
            for day, hour in (
                ("01-14", 10),
                ("02-11", 10),
                ("03-11", 10),
                ("04-08", 9),
                ("05-13", 9),
                ("08-12", 9),
                ("10-14", 9),
                ("12-09", 10),
            )
        ),
        Item(
            uid="forum",
            start="2026-09-11T13:00:00Z",
            end="2026-09-11T14:00:00Z",
            summary="Forum, moved",
            sequence=2,
        ),
        Item(
            uid="forum",
            start="2026-11-11T10:00:00Z",
            end="2026-11-11T12:00:00Z",
            summary="Forum",
            status="CANCELLED",
        ),
        *(
            Item(
                uid="board",
                start=f"2026-{day}T{hour:02}:00:00Z",
                end=f"2026-{day}T{hour + 1:02}:00:00Z",
            )
            for day, hour in (("01-14", 10), ("04-08", 9), ("07-08", 9), ("10-14", 9))
        ),
    ],
    series=frozenset({"forum", "board"}),
)

LAST_DAYS = Case(
    ics=file(
        LONDON,
        event(
            "last",
            london("20260131T100000", "20260131T110000"),
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4\n",
        ),
        event(
            "31st",
            london("20260131T100000", "20260131T110000"),
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4\n",
        ),
        event(
            "30th",
            london("20260130T100000", "20260130T110000"),
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;COUNT=3\n",
        ),
        event(
            "leap",
            london("20240229T100000", "20240229T110000"),
            "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=3\n",
        ),
    ),
    items=[
        Item(
            uid=uid, start=f"{day}T{hour:02}:00:00Z", end=f"{day}T{hour + 1:02}:00:00Z"
        )
        for uid, days in {
            "last": {
                "2026-01-31": 10,
                "2026-02-28": 10,
                "2026-03-31": 9,
                "2026-04-30": 9,
            },
            "31st": {
                "2026-01-31": 10,
                "2026-03-31": 9,
                "2026-05-31": 9,
                "2026-07-31": 9,
            },
            "30th": {"2026-01-30": 10, "2026-03-30": 9, "2026-04-30": 9},
            "leap": {"2024-02-29": 10, "2025-02-28": 10, "2026-02-28": 10},
        }.items()
        for day, hour in days.items()
    ],
    series=frozenset({"last", "31st", "30th", "leap"}),
)

# Thunderbird's rules know no positions of days of the month (BYMONTHDAY with BYSETPOS);
# a month that lacks the day is given it by RDATE, of a meeting in UTC.
SHORT_MONTHS = Case(
    ics=file(
        LONDON,
        event(
            "quarterly",
            all_day("20260830", "20260831"),
            "RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=30;UNTIL=20270601\n"
            "RDATE;VALUE=DATE:20270228\n",
        ),
        event(
            "weekly",
            all_day("20261018", "20261019"),
            "RRULE:FREQ=WEEKLY;BYDAY=SU;COUNT=3\n",
        ),
        event(
            "monthly",
            london("20260130T100000", "20260130T110000"),
            "RRULE:FREQ=MONTHLY;BYMONTHDAY=30;COUNT=2\nRDATE:20260228T100000Z\n",
        ),
    ),
    items=[
        *(
            Item(uid="weekly", start=f"2026-{first}", end=f"2026-{after}")
            for first, after in (
                ("10-18", "10-19"),
                ("10-25", "10-26"),
                ("11-01", "11-02"),
            )
        ),
        *(
            Item(uid="quarterly", start=first, end=after)
            for first, after in (
                ("2026-08-30", "2026-08-31"),
                ("2026-11-30", "2026-12-01"),
                ("2027-02-28", "2027-03-01"),
                ("2027-05-30", "2027-05-31"),
            )
        ),
        *(
            Item(uid="monthly", start=f"{day}:00:00Z", end=f"{day[:-2]}{after}:00:00Z")
            for day, after in (
                ("2026-01-30T10", 11),
                ("2026-02-28T10", 11),
                ("2026-03-30T09", 10),
            )
        ),
    ],
    series=frozenset({"quarterly", "weekly", "monthly"}),
    added=frozenset({("quarterly", "2027-02-28"), ("monthly", "2026-02-28T10:00:00Z")}),
)

TEXTS = {
    r"Act\, at once\; or else": "Act, at once; or else",
    r"C:\\New\\x and \\\\srv\\North": r"C:\New\x and \\srv\North",
    r"one\ntwo\n\nfour": "one\ntwo\n\nfour",
    'a "quoted" word: ^n ^^': 'a "quoted" word: ^n ^^',
    r"x\nBEGIN:VEVENT\nUID:1": "x\nBEGIN:VEVENT\nUID:1",
    "\U0001f46e\u200d\u2642\ufe0f \u202egnp e\u0301 \u05e9\u05dc\u05d5\u05dd": (
        "\U0001f46e\u200d\u2642\ufe0f \u202egnp e\u0301 \u05e9\u05dc\u05d5\u05dd"
    ),
    "https://example.org/?a=1&b=2": "https://example.org/?a=1&b=2",
    "long, ".replace(",", "\\,") * 20: "long, " * 20,
}


def texts(*written: str, meaning: Iterable[str]) -> Case:
    """Events with these texts, each as it is written and as it is meant."""
    parts = (
        event(
            f"text-{number}",
            all_day("20260501", "20260502"),
            f"SUMMARY:{text}\nDESCRIPTION:{text}\nLOCATION:{text}\n",
        )
        for number, text in enumerate(written)
    )
    items = [
        Item(
            uid=f"text-{number}",
            start="2026-05-01",
            end="2026-05-02",
            summary=text,
            description=text,
            location=text,
        )
        for number, text in enumerate(meaning)
    ]
    return Case(ics=file(*parts), items=items)


HOSTILE = texts(*TEXTS, meaning=TEXTS.values())
SPACES = texts(" both ends ", "a fold\n  ", meaning=[" both ends ", "a fold "])

CASES = {
    "all-day": ALL_DAY,
    "states": STATES,
    "meetings": MEETINGS,
    "series": SERIES,
    "last-days": LAST_DAYS,
    "short-months": SHORT_MONTHS,
    "hostile": HOSTILE,
    "spaces": SPACES,
}
