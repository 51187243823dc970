"""The briefing as people read it: in a real browser, on screens, on paper, by ear.

Needs Chromium, pdftoppm, Node.js and the packages of `package.json`; `.ci/run` installs
them. A missing one fails these tests, because a page that nobody looked at is not
known to be one that everybody can read.
"""

import importlib.util
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

HERE = Path(__file__).parent
WAYS = ("desktop", "dark", "phone", "narrow")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def program(*names: str) -> str:
    """Where the first of these programs is that is there."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"none of {', '.join(names)} is installed"
    return found


@cache
def pictures() -> Path:
    """The folder for pictures: that of `PICTURES`, for those who want to look."""
    folder = Path(os.environ.get("PICTURES") or mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@cache
def looked() -> dict[str, Any]:
    """What the browser finds in the page of the example."""
    path = HERE.parent / "examples" / "briefing.py"
    spec = importlib.util.spec_from_file_location("example", path)
    assert spec
    assert spec.loader
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    page = pictures() / "page.html"
    page.write_bytes(html.dumps(example.paper()))
    found = subprocess.run(  # noqa: S603 - our own script
        [program("node"), str(HERE / "look.mjs"), str(page), str(pictures())],
        env=os.environ | {"CHROMIUM": program(*BROWSERS)},
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


@pytest.mark.parametrize("way", WAYS)
def test_accessible(way: str) -> None:
    """axe-core finds nothing that breaks WCAG 2.2 AA, and much that keeps it."""
    found = looked()[way]
    assert found["violations"] == []
    assert found["passes"] > 40


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_left_unsure(way: str) -> None:
    """Only the contrast of text in pictures is left for `test_contrast` to measure."""
    unsure = {one["id"]: one["html"] for one in looked()[way]["unsure"]}
    assert set(unsure) <= {"color-contrast"}
    assert all(mark.startswith("<text ") for mark in unsure.get("color-contrast", []))


@pytest.mark.parametrize("way", WAYS)
def test_by_itself(way: str) -> None:
    """The page asks for nothing but itself, runs no script, and links within itself."""
    found = looked()[way]
    assert found["requests"] == [(pictures() / "page.html").resolve().as_uri()]
    assert found["scripts"] == 0
    assert found["said"] == []
    assert all(link.startswith("#") for link in found["links"])


@pytest.mark.parametrize("way", WAYS)
def test_fits_its_window(way: str) -> None:
    """Nobody has to scroll sideways (WCAG 2.2, 1.4.10, down to 320 pixels)."""
    found = looked()[way]
    assert found["content"] <= found["window"]


def test_on_paper() -> None:
    """The page prints on A4, and its marking stands on every sheet."""
    assert looked()
    pdf = pictures() / "a4.pdf"
    told = subprocess.run(  # noqa: S603
        [program("pdfinfo"), str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    assert "A4" in told
    text = subprocess.run(  # noqa: S603
        [program("pdftotext"), "-layout", str(pdf), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    *sheets, after = text.split("\f")
    assert after == ""
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.strip().startswith("OFFICIAL")
        assert f"Page {number} of {len(sheets)}" in sheet
