"""The notebooks run from top to bottom, as somebody reads them, and hold no output."""

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest
from matplotlib import font_manager
from nbclient import NotebookClient
from traitlets.config import Config

from registers import EXAMPLES

NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
PATIENCE_SECONDS = 120


@pytest.fixture(scope="module", autouse=True)
def _fonts() -> None:
    """Find the fonts here, because matplotlib says so where it finds them first."""
    font_manager.findfont("DejaVu Sans")


def notebook(path: Path) -> Any:
    """A notebook as it is committed."""
    text = path.read_text("utf-8")
    return nbformat.reads(text, nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]


def run(held: Any) -> None:
    """Run a notebook where it lies, as somebody does who opens it."""
    with TemporaryDirectory() as sockets:
        # Its kernel listens on no network, but on sockets in the file system.
        private = {"transport": "ipc", "ip": f"{sockets}/kernel"}
        NotebookClient(
            held,
            config=Config({"KernelManager": private}),
            timeout=PATIENCE_SECONDS,
            coalesce_streams=True,
            resources={"metadata": {"path": str(EXAMPLES)}},
        ).execute()


@cache
def shown(path: Path) -> dict[str, list[str]]:
    """What the cells of a notebook show when it is run, by the type of it."""
    held = notebook(path)
    run(held)
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


def printed(number: int) -> str:
    """All that the cells of a notebook print."""
    return "".join(shown(NOTEBOOKS[number - 1])["stdout"])


def number_in(text: str, pattern: str) -> float:
    """The number in a text that a pattern finds."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return float(found[1])


def test_first_register() -> None:
    """The first notebook comes from a report to its calendar."""
    found = shown(NOTEBOOKS[0])
    assert any(
        "is no working day" in one or "holiday" in one for one in found["text/html"]
    )
    assert "18 entries\n" in found["stdout"]
    assert found["text/plain"][-1] == "True"


def test_progress_of_a_force() -> None:
    """The second: the backlog grows, and the mean of the closed is too kind."""
    text = printed(2)
    sizes = [int(open_) for open_ in re.findall(r": (\d+) open, \d+ of them", text)]
    assert sizes == sorted(sizes)
    assert len(sizes) == 6
    mean = number_in(text, r"closed, after (\d+) days in the mean")
    assert mean < number_in(text, r"Half are closed after (\d+) ") / 2
    assert mean < number_in(text, r"an item is open for ([\d.]+) ")
    assert number_in(text, r"Log-rank test: p = ([\d.]+)") < 0.01
    assert re.search("digital evidence: 3 of 35.*; far below the limits", text)
    original = number_in(text, r"all: \d+ of 114\D*, (\d+) of \d+ by the")
    assert original < number_in(text, r"all: (\d+) of 114")


def test_forecast_and_back_test() -> None:
    """The fourth: the line is an even chance, and officers bring it to an early end."""
    text = printed(4)
    assert 40 < number_in(text, r"(\d+)% of the futures are done by") < 60
    assert "2 items left in the 7 whole weeks to Mon 1 Mar 2021, too few" in text
    for method in ("throughput", "survival"):
        held = number_in(text, rf"(\d+) of 10 forecasts by {method} gave")
        assert held >= 7
    table = shown(NOTEBOOKS[3])["text/plain"][-1]
    futures = [row.split() for row in table.splitlines()[2:]]
    middling = [int(row[2]) for row in futures]
    assert middling == sorted(middling, reverse=True)
    assert len(set(middling)) == 3
