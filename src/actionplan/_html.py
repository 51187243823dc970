"""Values as a notebook shows them: one small table, escaped, with no colour of its own.

There is no script, no address and no style sheet in it, and lines are drawn in the
colour of the text, so that it can be read in a light theme and in a dark one.
"""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import attrs

from actionplan._days import day_text
from actionplan._printing import shortened

T = TypeVar("T")

MOST_ROWS = 20
MOST_CHARACTERS = 200

# Without this a notebook sets what stands between two dollar signs as a formula.
_NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
_TABLE = "border-collapse:collapse;min-width:20em;margin:0 0 .5em"
_TITLE = "caption-side:top;text-align:left;font-weight:bold;padding:.3em .6em"
_CELL = (
    "text-align:left;vertical-align:top;padding:.2em .6em;"
    "border-bottom:1px solid currentcolor"
)


def pairs(title: str, rows: Iterable[tuple[str, object]]) -> str:
    """One value: a table of its names and what they have, without what is empty."""
    body = "".join(
        _row(_cell(name, "th", "row") + _cell(value))
        for name, value in rows
        if value not in (None, "", ())
    )
    return _table(title, body)


def table(
    title: str,
    names: Sequence[str],
    members: Sequence[T],
    row: Callable[[T], Iterable[object]],
    most: int = MOST_ROWS,
) -> str:
    """Many values, one a row; of more than so many, the first and how many there are.

    Only what is shown is worked out.
    """
    head = _row("".join(_cell(name, "th", "col") for name in names))
    rows = (_row("".join(map(_cell, row(member)))) for member in members[:most])
    more = _more(len(members) - most)
    foot = _row(_spanning(more, len(names))) if more else ""
    return _table(title, "".join(rows) + foot, f"<thead>{head}</thead>")


def fields(value: Any) -> Iterator[tuple[str, object]]:
    """The fields of a value that are not as they are by default, for `pairs`."""
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if field.init and held != field.default:
            yield field.name.strip("_").replace("_", " ").capitalize(), held


def _table(title: str, body: str, head: str = "") -> str:
    caption = f'<caption style="{_TITLE}">{_text(title)}</caption>'
    return (
        f'<table class="{_NO_FORMULAS}" style="{_TABLE}">'
        f"{caption}{head}<tbody>{body}</tbody></table>"
    )


def _row(cells: str) -> str:
    return f"<tr>{cells}</tr>"


def _cell(value: object, tag: str = "td", scope: str = "") -> str:
    said = f' scope="{scope}"' if scope else ""
    return f'<{tag}{said} style="{_CELL}">{_content(value)}</{tag}>'


def _spanning(text: str, columns: int) -> str:
    return f'<td colspan="{columns}" style="{_CELL}">{_text(text)}</td>'


def _content(value: object) -> str:
    """What a cell says: several values stand below each other."""
    if isinstance(value, Mapping):
        value = tuple(f"{key}: {held}" for key, held in value.items())
    if not isinstance(value, tuple):
        return _text(_words(value))
    lines = [_text(_words(member)) for member in value[:MOST_ROWS]]
    more = _more(len(value) - MOST_ROWS)
    return "<br>".join([*lines, more] if more else lines)


def _more(hidden: int) -> str:
    return f"and {hidden} more" if hidden > 0 else ""


def _words(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if value.tzinfo is not None:
            return f"{day_text(value)}, {value:%H:%M %Z}"
        case date():
            return day_text(value)
        case _:
            return str(value)


def _text(text: str) -> str:
    return html.escape(shortened(text, MOST_CHARACTERS))
