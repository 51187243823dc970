"""Names that a calendar program recognises: of a component, of a file, of a state."""

import hashlib
import uuid

from actionplan._fields import is_a, is_item_id
from actionplan.errors import InvalidValue, raise_any

PRODID = "-//actionplan//actionplan//EN"

_BY_NAME = 5  # the version of a UUID that is made from a name (RFC 9562, 5.5)
_EVENTS = uuid.uuid5(uuid.NAMESPACE_URL, "tag:actionplan:items")
_TODOS = uuid.uuid5(uuid.NAMESPACE_URL, "tag:actionplan:todos")
_MEETINGS = uuid.uuid5(uuid.NAMESPACE_URL, "tag:actionplan:meetings")


def uid(long_id: str) -> str:
    """The UID of the event of an item, a UUID of version 5 (RFC 9562) of its long id.

    Raises:
        InvalidValue: It is no id.

    Example:
        >>> from actionplan.formats import ical
        >>> ical.uid("norfolk-2014/1@norfolk") == ical.uid("norfolk-2014/1@norfolk")
        True
    """
    raise_any(InvalidValue, is_item_id(long_id))
    return event_uid(long_id)


def event_uid(name: str) -> str:
    """The UID of the event of an item, or of a part of one that recurs."""
    return str(uuid.uuid5(_EVENTS, name))


def todo_uid(long_id: str) -> str:
    """The UID of the to-do of an item.

    It is not that of the event: what has one UID is one thing, and a server keeps
    it as one kind of component (RFC 4791, 4.1).
    """
    return str(uuid.uuid5(_TODOS, long_id))


def meeting_uid(meeting: str, preparation: str | None = None) -> str:
    """The UID of a meeting or a series, or of what is due before a meeting."""
    name = meeting if preparation is None else f"{meeting}#{preparation}"
    return str(uuid.uuid5(_MEETINGS, name))


def is_derived(name: str) -> bool:
    """Whether a UID can be one of these."""
    try:
        found = uuid.UUID(name)
    except ValueError:
        return False
    return found.version == _BY_NAME and str(found) == name


def etag(data: bytes) -> str:
    """The entity tag of a calendar: the SHA-256 of its bytes, in double quotes.

    A server that gives it as `ETag` may answer 304 to whoever already has this state
    and says so by `If-None-Match` (RFC 9110, 8.8.3 and 13.1.2).

    Raises:
        InvalidValue: It is not given as bytes.

    Example:
        >>> from actionplan.formats import ical
        >>> ical.etag(b"BEGIN:VCALENDAR")[:9]
        '"9daa8e24'
    """
    raise_any(InvalidValue, is_a(bytes, "bytes")(data))
    return f'"{hashlib.sha256(data).hexdigest()}"'
