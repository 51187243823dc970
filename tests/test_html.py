"""Briefings as a web page: one that stands by itself and that everybody can read."""

import importlib
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan._printing import one_line, shortened
from actionplan.briefing import Counts, PaperHeader, briefing, sections
from actionplan.formats import html
from actionplan.formats.html._chart import chart
from actionplan.formats.html._text import css_string
from actionplan.strategies import registers, texts
from papers import HOSTILE, everything, hostile, occasions, public_words
from registers import EXAMPLES

MEETING = "norfolk-pcc/2014-09-17"
VOID = {"meta", "link", "rect"}
SOURCE = Path(html.__file__).with_name("page.html.jinja")


class Page(HTMLParser):
    """A page taken apart; one that is not well formed is refused."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a mark, and that it is open."""
        self.marks.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Refuse an end without its beginning."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the words that are read."""
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of all marks of a name."""
        return [attrs for name, attrs in self.marks if name == tag]


def page(register: ap.Register | None = None, **header: Any) -> Page:
    """The page of the Norfolk example, or of another register."""
    held = register or ap.load(EXAMPLES / "norfolk_2014.json")
    made = briefing(held, MEETING, header=PaperHeader(**header))
    return Page(html.dumps(made))


class TestPage:
    """One page that asks for nothing, in British English, with its tables."""

    def test_by_itself(self) -> None:
        """It has no script and no source, and forbids every request (CSP level 3)."""
        found = page()
        tags = {tag for tag, _ in found.marks}
        assert not tags & {"script", "img", "iframe", "form", "object", "base"}
        assert [one["href"] for one in found.all("link")] == ["data:,"]
        policy = next(
            one["content"]
            for one in found.all("meta")
            if one.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy
        assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
        style = SOURCE.read_text("utf-8")
        assert "url(" not in style
        assert "@import" not in style

    def test_structure(self) -> None:
        """It says its language, has one title, and links to sections that are there."""
        found = page()
        assert found.all("html") == [{"lang": "en-GB"}]
        assert len(found.all("h1")) == 1
        ids = [one["id"] for _, one in found.marks if "id" in one]
        assert len(ids) == len(set(ids))
        links = [one["href"] for one in found.all("a")]
        assert links
        assert {link.removeprefix("#") for link in links if link} <= set(ids)

    def test_tables(self) -> None:
        """Every table has a caption, and every head of a row or column its scope."""
        found = page()
        assert len(found.all("caption")) == len(found.all("table"))
        assert {one.get("scope") for one in found.all("th")} == {"row", "col"}
        labels = {one.get("data-label") for one in found.all("td")} - {None}
        assert "Where it stands" in labels

    def test_pictures_in_words(self) -> None:
        """Every chart is called by its numbers in a sentence."""
        pictures = page().all("svg")
        assert [one["role"] for one in pictures] == ["img"] * 3
        assert [one["aria-label"] for one in pictures] == [
            "Items by status: awaiting 6.",
            "Open items by age: up to 1 month 6, over 1 month to 3 months 0, over 3 "
            "months to 6 months 0, over 6 months to 1 year 0, over 1 year to 2 years "
            "0, over 2 years 0.",
            "Items by rating: red 1, green 4, amber 1.",
        ]

    def test_marking(self) -> None:
        """The marking stands at both ends and on every sheet, and not without one."""
        found = page(marking="OFFICIAL")
        assert found.words.count("OFFICIAL") == 2
        held = ap.load(EXAMPLES / "norfolk_2014.json")
        marked = briefing(held, MEETING, header=PaperHeader(marking="OFFICIAL"))
        assert '@top-center { content: "OFFICIAL"' in html.dumps(marked).decode()
        assert "@top-center" not in html.dumps(briefing(held, MEETING)).decode()
        assert page().all("footer") == []

    def test_same_bytes(self) -> None:
        """The same paper gives the same bytes."""
        held = ap.load(EXAMPLES / "norfolk_2014.json")
        written = {html.dumps(briefing(held, MEETING)) for _ in range(2)}
        assert len(written) == 1

    def test_everything_is_in_it(self) -> None:
        """Whatever the sections say is on the page."""
        held = ap.load(EXAMPLES / "norfolk_2014.json")
        made = briefing(held, MEETING)
        words = one_line(" ".join(Page(html.dumps(made)).words))
        for line in everything(made):
            assert one_line(line) in words
        assert len(sections(made)) == len(page().all("section"))


class TestText:
    """What the register holds is text and stays text."""

    @given(text=texts() | st.sampled_from([*HOSTILE, "</style>", '"}', "\\", "*/"]))
    def test_in_the_head(self, text: str) -> None:
        """A title and a marking read as they were written, and add no mark."""
        found = page(title=text, marking=text)
        plain = page(title="x", marking="x")
        assert [tag for tag, _ in found.marks] == [tag for tag, _ in plain.marks]
        assert found.words.count(one_line(text)) >= 4

    @given(text=texts())
    def test_in_a_style(self, text: str) -> None:
        """A string of a style sheet holds no sign that could end it (CSS Syntax 3)."""
        written = css_string(text)
        assert re.fullmatch(r"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*", written)
        read = re.sub(
            r"\\([0-9a-f]{1,6})\s?", lambda found: chr(int(found[1], 16)), written
        )
        assert read == shortened(text, 60)

    @given(held=registers(max_entries=8))
    def test_no_markup_of_anybody(self, held: ap.Register) -> None:
        """Of any register comes a page that is whole, with the links of the paper."""
        for name in occasions(held):
            found = Page(html.dumps(briefing(held, name)))
            assert all((mark["href"] or "").startswith("#") for mark in found.all("a"))
            assert not found.all("script")

    @given(
        held=registers(min_items=1, max_entries=8),
        text=texts() | st.sampled_from(HOSTILE),
        for_panel=st.booleans(),
    )
    def test_everywhere(self, held: ap.Register, text: str, *, for_panel: bool) -> None:
        """Whatever every text of a register is, the page has the same structure."""
        plain, other = (
            Page(html.dumps(hostile(held, one, for_panel=for_panel)))
            for one in ("word", text)
        )
        assert [(tag, list(attrs)) for tag, attrs in other.marks] == [
            (tag, list(attrs)) for tag, attrs in plain.marks
        ]

    @given(held=registers(max_entries=8), for_panel=st.booleans())
    def test_nothing_leaks(self, held: ap.Register, *, for_panel: bool) -> None:
        """A page made from the public edition has none of the words that are not."""
        hidden, edition = public_words(held)
        for name in occasions(edition):
            written = html.dumps(briefing(edition, name, for_panel=for_panel)).decode()
            assert not [word for word in hidden if word in written]


class TestColours:
    """Text differs enough from what is behind it (WCAG 2.2, 1.4.3 and 1.4.11)."""

    def palettes(self) -> list[dict[str, str]]:
        """The colours of a light screen, a dark one, and paper."""
        blocks = re.findall(r":root \{(.*?)\}", SOURCE.read_text("utf-8"), re.DOTALL)
        return [dict(re.findall(r"--(\w+): (#\w+);", block)) for block in blocks]

    def light(self, colour: str) -> float:
        """The relative luminance of a colour, as WCAG 2.2 defines it."""
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in parts
        ]
        return sum(
            share * part
            for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
        )

    def ratio(self, one: str, other: str) -> float:
        """The contrast of two colours, from 1 to 21."""
        low, high = sorted((self.light(one), self.light(other)))
        return (high + 0.05) / (low + 0.05)

    def test_contrast(self) -> None:
        """Text has at least 4.5 to 1, and bars at least 3 to 1, on each ground."""
        palettes = self.palettes()
        assert len(palettes) == 3
        for colours in palettes:
            for ground in ("paper", "shade"):
                for text in ("ink", "quiet", "accent"):
                    assert self.ratio(colours[text], colours[ground]) >= 4.5
            for bar in ("bar", "red", "amber", "green"):
                assert self.ratio(colours[bar], colours["paper"]) >= 3


def test_bars() -> None:
    """The longest bar has the whole length, and others their share of it."""
    counts = Counts(
        caption="x", column="y", counts=(("red", 4), ("other", 1), ("white", 0))
    )
    drawn = chart(counts)
    assert [bar.width for bar in drawn.bars] == [150, 37.5, 0]
    assert [bar.tone for bar in drawn.bars] == ["red", "plain", "white"]
    empty = chart(Counts(caption="x", column="y", counts=(("a", 0),)))
    assert [bar.width for bar in empty.bars] == [0]


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Jinja2 the import says what to install."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'actionplan\[html\]'"):
        importlib.reload(html)
