"""The lines at the head of a paper."""

from collections.abc import Iterator

from actionplan._days import full_day
from actionplan.briefing._briefing import Briefing
from actionplan.meetings import ScrutinyMeeting


def head(briefing: Briefing) -> tuple[tuple[str, str], ...]:
    """The lines at the head of a paper, each a label and what it says.

    Those that the caller did not give are left out; the meeting is always there.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing, head
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> dict(head(briefing(register, "norfolk-pcc/2014-09-17")))["Time"]
        '10:00 to 12:00'
    """
    header = briefing.header
    lines = {
        "Report to": header.report_to,
        **dict(_meeting(briefing.meeting)),
        "Agenda item": header.agenda_item,
        "Report from": header.report_from,
        "Author": header.author,
        "Date of paper": full_day(header.day) if header.day else None,
        "Version": header.version,
        "Purpose": header.purpose,
    }
    return tuple((label, text) for label, text in lines.items() if text is not None)


def _meeting(meeting: ScrutinyMeeting) -> Iterator[tuple[str, str | None]]:
    ends = f"{meeting.end:%H:%M}"
    if meeting.end.date() != meeting.day:
        ends += f" on {full_day(meeting.end.date())}"
    yield "Meeting", meeting.title
    yield "Date of meeting", full_day(meeting.day)
    yield "Time", f"{meeting.start:%H:%M} to {ends}"
    yield "Place", meeting.place
