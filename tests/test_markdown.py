"""Briefings as Markdown: tables, and text that stays text."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from hypothesis import example, given, strategies as st

import actionplan as ap
from actionplan._printing import one_line
from actionplan.briefing import PaperHeader, briefing, head, sections
from actionplan.formats import markdown
from actionplan.strategies import registers, texts
from papers import HOSTILE, UNSAFE, everything, hostile, occasions, public_words
from registers import EXAMPLES

PLAIN_TAGS = {"table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "p", "br"}


class Reader(HTMLParser):
    """What GitHub's own reader of Markdown makes of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Keep what a tag is called."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.words.append(data)

    @property
    def shape(self) -> list[str]:
        """The tags, but for those of addresses, which are text as well."""
        return [tag for tag in self.tags if tag != "code"]

    @property
    def text(self) -> str:
        """All words on one line."""
        return one_line("".join(self.words))


class TestText:
    """What the register holds is text and stays text (CommonMark, GFM)."""

    @given(text=texts() | st.sampled_from(HOSTILE))
    @example(text="a@b.co`|x@y.z")
    @example(text="`@`")
    def test_in_a_cell(self, text: str) -> None:
        """A cell reads as it was written, whatever signs are in it."""
        read = Reader(f"| {markdown.escape(text)} | |\n| --- | --- |\n")
        assert set(read.tags) <= {"table", "thead", "tr", "th", "code"}
        assert read.text == one_line(text)

    @given(text=texts() | st.sampled_from(HOSTILE))
    def test_in_a_paragraph(self, text: str) -> None:
        """A paragraph reads as it was written, and is no list and no heading."""
        read = Reader(markdown._paragraph(text))
        assert set(read.tags) <= {"p", "code"}
        assert read.text == one_line(text)

    @given(
        held=registers(min_items=1, max_entries=8),
        text=texts() | st.sampled_from(HOSTILE),
        for_panel=st.booleans(),
    )
    def test_everywhere(self, held: ap.Register, text: str, *, for_panel: bool) -> None:
        """Whatever every text of a register is, the paper has the same structure."""
        plain, other = (
            Reader(markdown.dumps(hostile(held, one, for_panel=for_panel)).decode())
            for one in ("word", text)
        )
        assert other.shape == plain.shape

    @pytest.mark.parametrize("text", UNSAFE)
    def test_the_signs_matter(self, text: str) -> None:
        """Unescaped, each of the unsafe texts becomes something else than text."""
        read = Reader(f"{text}\n\n| {text} | |\n| --- | --- |\n")
        plain = {"p", "table", "thead", "tr", "th"}
        assert set(read.tags) - plain or read.words.count(text) != 2


class TestPaper:
    """A paper has its marking, its head, and a table for each list."""

    def paper(self, **header: Any) -> str:
        """The paper of the Norfolk example."""
        register = ap.load(EXAMPLES / "norfolk_2014.json")
        made = briefing(
            register, "norfolk-pcc/2014-09-17", header=PaperHeader(**header)
        )
        return markdown.dumps(made).decode()

    def test_marking(self) -> None:
        """The marking is the first and the last line, and there only if it is given."""
        lines = self.paper(marking="OFFICIAL").splitlines()
        assert (lines[0], lines[-1]) == ("**OFFICIAL**", "**OFFICIAL**")
        assert self.paper().startswith("# Progress on inspection recommendations\n")

    def test_everything_is_in_it(self) -> None:
        """Whatever the sections say is in the text, table by table."""
        register = ap.load(EXAMPLES / "norfolk_2014.json")
        made = briefing(register, "norfolk-pcc/2014-09-17")
        read = Reader(markdown.dumps(made).decode())
        assert set(read.tags) == PLAIN_TAGS
        assert read.tags.count("h2") == len(sections(made))
        words = re.sub(r"\s", "", read.text)
        for line in everything(made):
            assert re.sub(r"\s", "", one_line(line)) in words
        for label, text in head(made):
            assert (
                f"| {label} | {markdown.escape(text)} |"
                in markdown.dumps(made).decode()
            )

    @given(held=registers(max_entries=8))
    def test_no_markup_of_anybody(self, held: ap.Register) -> None:
        """Of any register comes a paper with the markup of the paper alone."""
        for name in occasions(held):
            read = Reader(markdown.dumps(briefing(held, name)).decode())
            assert set(read.tags) <= PLAIN_TAGS | {"code"}

    @given(held=registers(max_entries=8), for_panel=st.booleans())
    def test_nothing_leaks(self, held: ap.Register, *, for_panel: bool) -> None:
        """A paper made from the public edition has none of the words that are not."""
        hidden, edition = public_words(held)
        for name in occasions(edition):
            made = briefing(edition, name, for_panel=for_panel)
            written = markdown.dumps(made).decode()
            assert not [word for word in hidden if word in written]


def test_same_bytes() -> None:
    """The same paper gives the same bytes, in UTF-8 with a last line break."""
    register = ap.load(EXAMPLES / "norfolk_2014.json")
    written = {
        markdown.dumps(briefing(register, "norfolk-pcc/2014-09-17")) for _ in range(2)
    }
    (data,) = written
    assert data.decode().endswith("green.\n")
