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
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

import actionplan as ap
from actionplan.briefing import Briefing, PaperHeader, briefing
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


def forum() -> Briefing:
    """The paper of the example."""
    path = HERE.parent / "examples" / "briefing.py"
    spec = importlib.util.spec_from_file_location("example", path)
    assert spec
    assert spec.loader
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    made: Briefing = example.paper()
    return made


def panel() -> Briefing:
    """A paper for a panel, with words that are longer than any window is wide."""
    long = "x" * 300
    update = ap.ProgressUpdate(
        item="norfolk-2014/1", on=date(2014, 9, 1), by="norfolk", note=f"See {long}."
    )
    register = ap.load(HERE.parent / "examples" / "norfolk_2014.json").record(update)
    return briefing(
        register,
        "norfolk-pcc/2014-09-17",
        for_panel=True,
        header=PaperHeader(title=f"About {long}", purpose=long, marking="OFFICIAL"),
    )


PAPERS = {"forum": forum, "panel": panel}


@cache
def looked(name: str) -> dict[str, Any]:
    """What the browser finds in the page of a paper."""
    page = pictures() / f"{name}.html"
    page.write_bytes(html.dumps(PAPERS[name]()))
    found = subprocess.run(  # noqa: S603 - our own script
        [program("node"), str(HERE / "look.mjs"), str(page), str(pictures() / name)],
        env=os.environ | {"CHROMIUM": program(*BROWSERS)},
        capture_output=True,
        text=True,
        check=True,
        timeout=45,
    )
    answer: dict[str, Any] = json.loads(found.stdout)
    return answer


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("way", WAYS)
def test_accessible(name: str, way: str) -> None:
    """axe-core finds nothing that breaks WCAG 2.2 AA, and much that keeps it."""
    found = looked(name)[way]
    assert found["violations"] == []
    assert found["passes"] > 40


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_left_unsure(name: str, way: str) -> None:
    """Only the contrast of text in pictures is left for `test_contrast` to measure."""
    unsure = {one["id"]: one["html"] for one in looked(name)[way]["unsure"]}
    assert set(unsure) <= {"color-contrast"}
    assert all(mark.startswith("<text ") for mark in unsure.get("color-contrast", []))


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("way", WAYS)
def test_by_itself(name: str, way: str) -> None:
    """The page asks for nothing but itself, runs no script, and links within itself."""
    found = looked(name)[way]
    assert found["requests"] == [(pictures() / f"{name}.html").resolve().as_uri()]
    assert found["scripts"] == 0
    assert found["said"] == []
    assert all(link.startswith("#") for link in found["links"])


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("way", WAYS)
def test_fits_its_window(name: str, way: str) -> None:
    """Nobody has to scroll sideways (WCAG 2.2, 1.4.10, down to 320 pixels)."""
    found = looked(name)[way]
    assert found["content"] <= found["window"]


def test_on_paper() -> None:
    """The page prints on A4, and its marking stands on every sheet."""
    assert looked("forum")
    pdf = pictures() / "forum" / "a4.pdf"
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
