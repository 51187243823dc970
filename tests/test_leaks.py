"""What is not public stands in nothing that is made of the public edition."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date

from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.briefing import briefing
from actionplan.errors import InvalidValue
from actionplan.formats import csv, excel, html, ical, markdown, tables
from actionplan.modelling import timeline
from actionplan.strategies import registers

ON = date(2017, 1, 1)  # after everything that is drawn
_WORD = re.compile("word[0-9]{10}")
# Each text is a word that nothing else has, so that it can be found again.
_texts = st.integers(0, 10**10 - 1).map(lambda number: f"word{number:010}")


def words(data: bytes) -> set[str]:
    """The words of texts that stand in some bytes."""
    return set(_WORD.findall(data.decode("utf-8")))


def outputs(public: ap.Register) -> Iterator[bytes]:
    """All that can be made of a register, in every form."""
    yield ap.dumps(public)
    yield csv.dumps(public, ON)
    yield csv.dumps_log(public, ON)
    with zipfile.ZipFile(io.BytesIO(excel.dumps(public, ON))) as book:
        yield b"".join(map(book.read, book.namelist()))
    made = tables.to_pandas(public, ON)
    yield f"{made.items.to_csv()}{made.log.to_csv()}".encode()
    now = public.at(ON)
    for shown in (public, now, timeline(public, ON), *now, *public.items, *public.log):
        yield shown._repr_html_().encode()
    for held in public.meetings_between(date(2013, 1, 1), ON)[:2]:
        paper = briefing(public, held.id)
        yield markdown.dumps(paper)
        yield html.dumps(paper)
    for as_ in ("events", "todos"):
        try:
            yield ical.dumps(public, ON, as_=as_).replace(b"\r\n ", b"")
        except InvalidValue as error:
            if "no calendar may be empty" not in str(error):
                raise


@given(held=registers(min_entries=2, max_meetings=2, texts=_texts))
def test_nothing_leaks(held: ap.Register) -> None:
    """No hidden word appears in documents, tables, papers, calendars or notebooks."""
    public = held.edition("public")
    hidden = words(ap.dumps(held)) - words(ap.dumps(public))
    for data in outputs(public):
        assert not words(data) & hidden


@given(held=registers(min_entries=2, texts=_texts))
def test_something_is_said(held: ap.Register) -> None:
    """The words that are not hidden do appear, so that the law is about something."""
    shown = {word for state in held.at(ON) for word in _WORD.findall(state.item.text)}
    assert shown <= words(csv.dumps(held, ON))
