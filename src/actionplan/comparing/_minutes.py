"""Changes as minutes would put them: by item, in their order."""

import textwrap
from collections.abc import Iterable

from actionplan._fields import each, is_a
from actionplan._printing import one_line
from actionplan.comparing._change import Change
from actionplan.errors import InvalidValue, raise_any

WIDTH = 50


def minutes(changes: Iterable[Change]) -> str:
    """Changes as text: each item with its owner, and under it a sentence a change.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.comparing import minutes
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> before = register.at(date(2014, 9, 17))
        >>> after = register.at(date(2014, 11, 1))
        >>> print(minutes(ap.changes(before, after)))
        norfolk-2014/plan (norfolk): Action plan for Norfolk: National child...
          Overdue by 22 days.

    Raises:
        InvalidValue: Something among them is no change.
    """
    given = tuple(changes)
    faults = each(is_a(Change, "a change"))(given)
    raise_any(InvalidValue, (fault.within("changes") for fault in faults))
    items: dict[str, list[str]] = {}
    for change in given:
        items.setdefault(_heading(change), []).append(str(change))
    return "\n".join(
        line
        for heading, told in items.items()
        for line in (heading, *map(_sentence, told))
    )


def _heading(change: Change) -> str:
    text = textwrap.shorten(one_line(change.text), WIDTH, placeholder="...")
    owner = change.names.get(change.owner, change.owner)
    return f"{change.item} ({owner}): {text}"


def _sentence(words: str) -> str:
    return f"  {words}" if words.endswith((".", "!", "?")) else f"  {words}."
