"""The briefing as people read it: in a real browser, on screens, on paper, by ear.

Needs Chromium, poppler-utils, Node.js and the packages of `node/package.json`;
`.ci/run` installs them. A missing one fails these tests, because a page that nobody
looked at is not known to be one that everybody can read.
"""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from actionplan.formats import html
from shown import PAPERS

# Where the packages of node/package.json are installed, and look.mjs beside them:
# .ci/run says so.
NODE_FOLDER = Path(os.environ.get("BROWSER_NODE", Path(__file__).parent / "node"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WAYS = ("desktop", "dark", "tablet", "phone", "narrow")
PATIENCE_SECONDS = 120
# Of the rules of axe-core, those that are about what the page is made of.
RULES = {
    *("color-contrast", "document-title", "html-has-lang", "html-lang-valid"),
    *("heading-order", "landmark-one-main", "page-has-heading-one", "region"),
    *("meta-viewport", "skip-link", "target-size"),
}
RULES_OF_TABLES = {"scope-attr-valid", "td-headers-attr", "th-has-data-cells"}
RULES_OF_PICTURES = {"svg-img-alt"}


def program(*names: str) -> str:
    """Where the first of these programs is that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed"
    return found


def output(*command: str) -> str:
    """What a program prints."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command,
        env=os.environ | {"CHROMIUM": program(*BROWSERS)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    return done.stdout


@cache
def pictures() -> Path:
    """The folder for pictures: that of `PICTURES`, for those who want to look."""
    folder = Path(os.environ.get("PICTURES") or mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def looked(name: str) -> dict[str, Any]:
    """What the browser finds in the page of a paper."""
    page = pictures() / f"{name}.html"
    page.write_bytes(html.dumps(PAPERS[name]()))
    script = str(NODE_FOLDER / "look.mjs")
    printed = output(program("node"), script, str(page), str(pictures() / name))
    answer: dict[str, Any] = json.loads(printed)
    return answer


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("way", WAYS)
class TestPage:
    """Every paper, in every way in which people read it (WCAG 2.2)."""

    def test_accessible(self, name: str, way: str) -> None:
        """axe-core finds nothing that breaks WCAG 2.2 AA, having looked for it."""
        found = looked(name)[way]
        assert found["violations"] == []
        rules = RULES | RULES_OF_TABLES if name != "empty" else RULES
        rules = rules | RULES_OF_PICTURES if name != "empty" else rules
        assert set(found["passes"]) >= rules

    def test_nothing_is_left_unsure(self, name: str, way: str) -> None:
        """Only the contrast of text in pictures is left for others to measure."""
        unsure = {one["id"]: one["html"] for one in looked(name)[way]["unsure"]}
        assert set(unsure) <= {"color-contrast"}
        marks = unsure.get("color-contrast", [])
        assert all(mark.startswith("<text ") for mark in marks)

    def test_by_itself(self, name: str, way: str) -> None:
        """The page asks for nothing but itself, runs no script, and links within."""
        found = looked(name)[way]
        assert found["requests"] == [(pictures() / f"{name}.html").resolve().as_uri()]
        assert found["scripts"] == 0
        assert found["said"] == []
        assert all(link.startswith("#") for link in found["links"])

    def test_fits_its_window(self, name: str, way: str) -> None:
        """Nobody has to scroll sideways (1.4.10), nor if lines are apart (1.4.12)."""
        found = looked(name)[way]
        assert found["content"] <= found["window"]
        assert found["apart"]["content"] <= found["apart"]["window"]

    def test_by_keyboard(self, name: str, way: str) -> None:
        """The first stop is a link to the paper itself, and is seen (2.4.1, 2.4.7)."""
        found = looked(name)[way]["focus"]
        outline = {"text": "Skip to the paper", "seen": True, "outline": "3px solid"}
        assert found == outline


@pytest.mark.parametrize("name", PAPERS)
class TestPaper:
    """Every paper, printed on A4."""

    def test_on_a4(self, name: str) -> None:
        """The sheets have the size of A4 and are numbered."""
        pdf = self.printed(name)
        assert "(A4)" in output(program("pdfinfo"), str(pdf))
        sheets = self.sheets(pdf)
        assert len(sheets) > 1
        for number, sheet in enumerate(sheets, start=1):
            assert f"Page {number} of {len(sheets)}" in sheet

    def test_marking(self, name: str) -> None:
        """The marking is the first and nearly the last thing on every sheet."""
        marking = PAPERS[name]().header.marking
        for sheet in self.sheets(self.printed(name)):
            lines = [line.strip() for line in sheet.splitlines() if line.strip()]
            if marking is None:
                assert "OFFICIAL" not in sheet
            else:
                assert lines[0] == marking
                assert any(marking in line for line in lines[-3:])

    def printed(self, name: str) -> Path:
        """The file that the browser prints."""
        assert looked(name)
        return pictures() / name / "a4.pdf"

    def sheets(self, pdf: Path) -> list[str]:
        """The text of each sheet."""
        text = output(program("pdftotext"), "-layout", str(pdf), "-")
        *sheets, after = text.split("\f")
        assert after == ""
        return sheets
