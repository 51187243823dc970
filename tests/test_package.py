"""The package: its layers, its face, and what it does not do."""

import ast
import importlib.metadata
import importlib.resources
import subprocess
import sys
from pathlib import Path

import pytest

import actionplan as ap

SOURCE = Path(__file__).parent.parent / "src" / "actionplan"

# A module imports only from rows above its own.
LAYERS = (
    {"errors"},
    {"_values", "_files", "_printing"},
    {"_days", "_fields", "_plain"},
    {"terms", "periods", "_html"},
    {"working_days"},
    {"bodies", "deadlines"},
    {"log", "meetings", "plans", "reports", "wording"},
    {"items", "regimes"},
    {"_index"},
    {"_diary"},
    {"snapshot"},
    {"_editions", "_merging", "_replacing"},
    {"register"},
    {"checks", "comparing"},
    {"briefing"},
    {"modelling"},
    {"formats"},
    {"cli", "strategies"},
    {"__init__"},
)
ROWS = {name: row for row, names in enumerate(LAYERS) for name in names}


def unit_of(module: str) -> str:
    """The module, or the folder of modules, that a dotted name belongs to."""
    return module.removeprefix("actionplan").lstrip(".").split(".")[0] or "__init__"


def imports_of(path: Path) -> set[str]:
    """The units of the package that a file imports, anywhere in it."""
    tree = ast.parse(path.read_text("utf-8"))
    named = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
    return {unit_of(name) for name in named if name and name.startswith("actionplan")}


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_layers(path: Path) -> None:
    """A module imports only from rows above it; no module imports the root."""
    unit = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for imported in imports_of(path) - {unit}:
        assert ROWS[imported] < ROWS[unit], f"{unit} imports {imported}"


# The spreadsheets are one format in two wrappings. What they have in common, the
# columns and what a changed cell means, is `tracker`; `spreadsheet` tells by the
# content of a file which of the two it is.
SHARED_FORMATS = {
    "csv": {"tracker"},
    "excel": {"tracker"},
    "spreadsheet": {"tracker", "csv", "excel"},
}


def test_formats_stand_apart() -> None:
    """No format imports another one, but for what the spreadsheets share."""
    formats = {path.stem for path in (SOURCE / "formats").glob("[!_]*")}
    assert (
        formats
        >= {"html", "ical", "json", "markdown", "tables"} | SHARED_FORMATS.keys()
    )
    for path in (SOURCE / "formats").rglob("*.py"):
        own = path.relative_to(SOURCE / "formats").parts[0].removesuffix(".py")
        for other in formats - {own} - SHARED_FORMATS.get(own, set()):
            assert f"actionplan.formats.{other}" not in path.read_text("utf-8")


def test_light_import() -> None:
    """Importing the package loads none of what only some of its users need."""
    heavy = ["icalendar", "pandas", "matplotlib", "openpyxl", "cattrs", "click"]
    heavy += ["dateutil.rrule", "hypothesis", "jinja2", "pyarrow"]
    code = f"import sys, actionplan; print([n for n in {heavy} if n in sys.modules])"
    found = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout == "[]\n"


def test_the_face() -> None:
    """The face is sorted, and holds what it says and no more."""
    assert ap.__all__ == sorted(set(ap.__all__))
    public = {name for name in vars(ap) if not name.startswith("_")}
    modules = {path.stem for path in SOURCE.glob("[!_]*")}
    assert public - modules == set(ap.__all__) - {"__version__"}


def test_version() -> None:
    """The version that is installed is the one that the package says."""
    assert importlib.metadata.version("actionplan") == ap.__version__


def test_typed() -> None:
    """Type checkers find the marker that the package is typed."""
    assert importlib.resources.files("actionplan").joinpath("py.typed").is_file()


def test_every_test_claims_something() -> None:
    """Every test has a docstring of one line."""
    for path in Path(__file__).parent.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                claim = ast.get_docstring(node)
                assert claim, f"{path.name}: {node.name}"
                assert "\n" not in claim, f"{path.name}: {node.name}"
