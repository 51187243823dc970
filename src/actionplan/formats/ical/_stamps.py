"""Days and moments as they stand in a file."""

import re
from datetime import UTC, date, datetime

from actionplan._fields import FIRST_YEAR, LAST_YEAR

_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MOMENT = re.compile(r"[0-9]{8}T[0-9]{6}Z")


def day_in(text: str) -> date | None:
    """The day that `20140829` names, if there is such a day."""
    found = _DAY.fullmatch(text)
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def moment_in(text: str) -> datetime | None:
    """The moment that `20140829T093000Z` names, if there is such a moment."""
    if not _MOMENT.fullmatch(text) or day_in(text[:8]) is None:
        return None
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
