"""What RFC 5545 says of properties, as far as icalendar does not check it.

A content line is matched without its name: parameters, colon, value. What is not
named here may stand as it is.
"""

import re
from collections.abc import Iterator, Mapping

_DAY = r";VALUE=DATE:\d{8}"
_UTC = r":\d{8}T\d{6}Z"
_LOCAL = r";TZID=[^:;,\"]+:\d{8}T\d{6}"
_WHOLE = r":\d{1,9}"
_DURATION = r"P(?:\d+W|(?=.)(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)"
_URI = r":[A-Za-z][A-Za-z0-9+.-]*:[^\s]+"

_COMMON = {
    "UID": r":.+",
    "DTSTAMP": _UTC,
    "LAST-MODIFIED": _UTC,
    "CREATED": _UTC,
    "SEQUENCE": _WHOLE,
    "DTSTART": f"{_DAY}|{_LOCAL}|{_UTC}",
    "RECURRENCE-ID": f"{_DAY}|{_LOCAL}|{_UTC}",
    "URL": rf"(?:;VALUE=URI)?{_URI}",
    "SUMMARY": r".*",
    "DESCRIPTION": r".*",
    "PRIORITY": r":\d",
    "COLOR": r":[A-Za-z]+",
}
# Each at most once (3.6.1, 3.6.2 and 3.6.6), in one of these forms.
_ONCE: Mapping[str, Mapping[str, str]] = {
    "VEVENT": {
        **_COMMON,
        "DTEND": f"{_DAY}|{_LOCAL}|{_UTC}",
        "TRANSP": ":(?:TRANSPARENT|OPAQUE)",
        "STATUS": ":(?:TENTATIVE|CONFIRMED|CANCELLED)",
        "LOCATION": r".*",
    },
    "VTODO": {
        **_COMMON,
        "DUE": f"{_DAY}|{_LOCAL}|{_UTC}",
        "STATUS": ":(?:NEEDS-ACTION|COMPLETED|IN-PROCESS|CANCELLED)",
        "COMPLETED": _UTC,
        "PERCENT-COMPLETE": r":(?:\d{1,2}|100)",
        "LOCATION": r".*",
    },
    "VALARM": {
        "ACTION": r":[A-Z0-9-]+",
        "TRIGGER": rf"(?:;RELATED=(?:START|END))?:-{_DURATION}|;VALUE=DATE-TIME{_UTC}",
    },
    "VCALENDAR": {
        "PRODID": r":.+",
        "VERSION": r":2\.0",
        "REFRESH-INTERVAL": f";VALUE=DURATION:{_DURATION}",
        "SOURCE": f";VALUE=URI{_URI}",
    },
}
_FORMS = {
    component: {name: re.compile(form, re.DOTALL) for name, form in once.items()}
    for component, once in _ONCE.items()
}
_NEEDED = {
    "VEVENT": ("UID", "DTSTAMP", "DTSTART"),
    "VTODO": ("UID", "DTSTAMP"),
    "VALARM": ("ACTION", "TRIGGER"),
    "VCALENDAR": ("PRODID", "VERSION"),
}


def mistakes_of(component: str, lines: Mapping[str, list[str]]) -> Iterator[str]:
    """What is wrong with the properties of a component: lines by their names."""
    forms = _FORMS.get(component, {})
    for name in _NEEDED.get(component, ()):
        if name not in lines:
            yield f"has no {name}"
    for name, found in lines.items():
        form = forms.get(name)
        if form is None:
            continue
        if len(found) > 1:
            yield f"has {len(found)} {name} and may have one"
        if not form.fullmatch(found[0]):
            yield f"cannot have {name}{found[0]}"
    yield from _between(lines)


def _between(lines: Mapping[str, list[str]]) -> Iterator[str]:
    """What is wrong between days that are right by themselves (3.8.2.2, 3.8.2.3)."""
    starts = lines.get("DTSTART", [""])[0].rpartition(":")
    for name in ("DTEND", "DUE"):
        ends = lines.get(name, [""])[0].rpartition(":")
        if not (starts[2] and ends[2]):
            continue
        if ("T" in starts[2]) != ("T" in ends[2]):
            yield f"has a DTSTART and a {name} of different types"
        elif _on_one_clock(starts, ends) and ends[2] <= starts[2]:
            yield f"has a {name} that is not after DTSTART"
    if "DURATION" in lines and {"DTEND", "DUE"} & lines.keys():
        yield "has an end and a duration"
    finished = lines.get("STATUS") == [":COMPLETED"]
    if "COMPLETED" in lines and not finished:
        yield "has a day of completion and is not COMPLETED"
    if finished and lines.get("PERCENT-COMPLETE", [":100"]) != [":100"]:
        yield "is COMPLETED and not done by 100 per cent"


def _on_one_clock(first: tuple[str, str, str], second: tuple[str, str, str]) -> bool:
    """Whether two times are in one zone, so that their texts are in order."""
    return first[0] == second[0] and len(first[2]) == len(second[2])
