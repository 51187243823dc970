"""A briefing as Markdown: CommonMark with the tables of GitHub's.

What the register holds is text and stays text: every sign that Markdown could read as
markup is escaped, so that a note becomes no heading, picture or link.
"""

import re
from collections.abc import Iterable, Iterator

from actionplan._printing import one_line
from actionplan.briefing import Briefing, Counts, Table, head, sections

__all__ = ["dumps", "escape"]

_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~#$^{}]|:(?=[^\s\d]|\d+:)|(?<=[Ww][Ww][Ww])\.")
_PARTS = re.compile(r"[^\s|]+|\|")
_LIST = re.compile(r"\A(?:[-+=:]|\d+(?=[.)]))")


def dumps(briefing: Briefing) -> bytes:
    """The bytes of a Markdown file, in UTF-8.

    Tables have the figures that the web page also draws.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.briefing import briefing
        >>> from actionplan.formats import markdown
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> text = markdown.dumps(briefing(register, "norfolk-pcc/2014-09-17")).decode()
        >>> text.splitlines()[0]
        '# Progress on inspection recommendations'
    """
    return ("\n\n".join(_blocks(briefing)) + "\n").encode()


def escape(text: str) -> str:
    r"""Text on one line, with a backslash before what Markdown could read as markup.

    Example:
        >>> from actionplan.formats import markdown
        >>> print(markdown.escape("See [this](http://example.org)"))
        See \[this\](http\://example.org)
    """
    return _PARTS.sub(_escaped, one_line(text))


def _escaped(found: re.Match[str]) -> str:
    part = found[0]
    return _code(part) if "@" in part else _ANYWHERE.sub(r"\\\g<0>", part)


def _code(part: str) -> str:
    """An address as code, because nothing else keeps GitHub from making it a link."""
    runs = re.findall("`+", part)
    fence = "`" * (1 + max(map(len, runs), default=0))
    pad = " " if runs else ""
    return f"{fence}{pad}{part}{pad}{fence}"


def _paragraph(text: str) -> str:
    """Text that begins a line, where a dash or a number would mean a list."""
    return _LIST.sub(_not_a_list, escape(text))


def _not_a_list(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign.isdecimal() else f"\\{sign}"


def _blocks(briefing: Briefing) -> Iterator[str]:
    marking = briefing.header.marking
    shown = [f"**{escape(marking)}**"] if marking else []
    yield from shown
    yield f"# {escape(briefing.title)}"
    yield _table(("", ""), (((label,), (text,)) for label, text in head(briefing)))
    for number, section in enumerate(sections(briefing), start=1):
        yield f"## {number}. {section.title}"
        for block in section.blocks:
            yield from _block(block)
    yield from shown


def _block(block: str | Table | Counts) -> Iterator[str]:
    match block:
        case str():
            yield _paragraph(block)
        case Counts():
            yield from _block(block.table)
        case _:
            yield f"{_paragraph(block.caption)}:"
            yield _table(block.columns, block.rows)


def _table(
    columns: tuple[str, ...], rows: Iterable[tuple[tuple[str, ...], ...]]
) -> str:
    lines = [_line(columns), _line(["---"] * len(columns))]
    lines += [_line(map(_cell, row)) for row in rows]
    return "\n".join(lines)


def _cell(lines: Iterable[str]) -> str:
    """Lines with breaks between them, and blanks for readers that drop the breaks."""
    return "<br> ".join(map(escape, lines))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
