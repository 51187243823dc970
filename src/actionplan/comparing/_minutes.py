"""Changes as minutes would put them: by item, in their order."""

from collections.abc import Iterable

from actionplan.comparing._change import Change


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
        norfolk-2014/plan (norfolk)
          Overdue by 22 days.
    """
    items: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        items.setdefault((change.item, change.owner), []).append(str(change))
    return "\n".join(
        line
        for (item, owner), told in items.items()
        for line in (f"{item} ({owner})", *map(_sentence, told))
    )


def _sentence(words: str) -> str:
    return f"  {words}" if words.endswith((".", "!", "?")) else f"  {words}."
