"""The notebooks run from top to bottom, as somebody reads them, and hold no output."""

from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import font_manager
from nbclient import NotebookClient
from traitlets.config import Config

from registers import EXAMPLES

NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
PATIENCE_SECONDS = 120
# A kernel of ours listens on no network, but on a socket in the file system.
PRIVATE = Config({"KernelManager": {"transport": "ipc"}})


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    """Find the fonts here, because matplotlib says so where it finds them first."""
    font_manager.findfont("DejaVu Sans")


def notebook(path: Path) -> Any:
    """A notebook as it is committed."""
    text = path.read_text("utf-8")
    return nbformat.reads(text, nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]


@cache
def shown(path: Path) -> dict[str, list[str]]:
    """What the cells of a notebook show when it is run, by the type of it."""
    held = notebook(path)
    place = {"metadata": {"path": str(EXAMPLES.parent)}}
    NotebookClient(
        held, config=PRIVATE, timeout=PATIENCE_SECONDS, resources=place
    ).execute()
    found: dict[str, list[str]] = {}
    for cell in held.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {output.get("name"): output.get("text")})
            for kind, content in data.items():
                found.setdefault(kind, []).append(content)
    return found


def test_there_are_notebooks() -> None:
    """They are numbered in the order in which they are read."""
    assert NOTEBOOKS[0].name == "01-first-register.ipynb"
    assert all(path.name[:2].isdigit() for path in NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestEach:
    """Every notebook in the folder of examples."""

    def test_as_committed(self, path: Path) -> None:
        """It is a valid notebook without output, and begins with its title."""
        held = notebook(path)
        nbformat.validate(held)
        assert (held.nbformat, held.nbformat_minor) == (4, 5)
        first, *_ = held.cells
        assert first.cell_type == "markdown"
        assert first.source.startswith("# ")
        for cell in held.cells:
            if cell.cell_type == "code":
                assert cell.outputs == []
                assert cell.execution_count is None
            assert cell.metadata == {}

    def test_run(self, path: Path) -> None:
        """Its cells run in order, draw a picture, and warn of nothing."""
        found = shown(path)
        assert found["image/png"]
        assert found["text/html"]
        assert "stderr" not in found


def test_first_register() -> None:
    """The first notebook comes from a report to its calendar."""
    found = shown(NOTEBOOKS[0])
    assert any(
        "is no working day" in one or "holiday" in one for one in found["text/html"]
    )
    assert "18 entries\n" in found["stdout"]
    assert found["text/plain"][-1] == "True"
