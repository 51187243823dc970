"""A briefing as one web page that stands by itself.

It needs no network and no script, prints on A4 with its marking on every page, can be
pasted into a word processor with its tables, follows the reader's choice of a light
or dark screen, and is made to meet WCAG 2.2 AA. Needs the extra `html`.
"""

import functools
from importlib.resources import files
from typing import Any

try:
    from jinja2 import Environment, StrictUndefined, Template
except ModuleNotFoundError as error:
    message = "web pages need Jinja2: pip install 'actionplan[html]'"
    raise ModuleNotFoundError(message, name=error.name) from error

from actionplan._printing import one_line
from actionplan.briefing import Briefing, Counts, Table, head, sections
from actionplan.formats.html._chart import chart
from actionplan.formats.html._text import css_string

__all__ = ["dumps"]


def dumps(briefing: Briefing) -> bytes:
    """The bytes of an HTML file, in UTF-8.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing
        >>> from actionplan.formats import html
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> page = html.dumps(briefing(register, "norfolk-pcc/2014-09-17")).decode()
        >>> page.splitlines()[:2]
        ['<!DOCTYPE html>', '<html lang="en-GB">']
    """
    page = _template().render(
        briefing=briefing,
        head=head(briefing),
        sections=sections(briefing),
        tiles=_tiles(briefing),
    )
    return page.encode()


def _tiles(briefing: Briefing) -> tuple[tuple[str, int], ...]:
    """The numbers that a reader looks for first."""
    return (
        ("Overdue", len(briefing.overdue)),
        ("Due next", len(briefing.due)),
        ("Open", len(briefing.own.open())),
        ("Waiting for sign-off", len(briefing.pending)),
        ("Reopened", len(briefing.reopened)),
    )


@functools.cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["css_string"] = css_string
    environment.filters["kind"] = _kind
    environment.filters["chart"] = chart
    source = files("actionplan.formats.html").joinpath("page.html.jinja")
    return environment.from_string(source.read_text("utf-8"))


def _printable(value: Any) -> Any:
    """Text on one line without signs that steer a screen; markup as it is."""
    return one_line(value) if type(value) is str else value


def _kind(block: str | Table | Counts) -> str:
    return "text" if isinstance(block, str) else type(block).__name__.lower()
