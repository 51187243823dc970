"""How Sphinx builds these pages."""

import logging
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import nbformat
from matplotlib import font_manager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.typing import restify
from traitlets.config import Config

import actionplan

project = "actionplan"
author = "The actionplan maintainers"
project_copyright = author  # no year: the same sources give the same pages
version = release = actionplan.__version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3  # pages link to each other's headings
default_role = "code"  # docstrings put names in single backticks

html_theme = "furo"
html_title = f"actionplan {release}"
html_copy_source = False
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["notebooks.css"]

# The notebooks of the examples hold no output. They are run here, and pages made of it.
EXAMPLES = Path(__file__).parent.parent / "examples"
RUN = Path(__file__).parent / "notebooks"
PATIENCE_SECONDS = 120
# A style of the theme has all loggers tell all.
QUIET = logging.getLogger("nbclient")
QUIET.setLevel(logging.WARNING)
nb_execution_mode = "off"
nb_render_image_options = {"alt": "Drawn by the code above"}  # or the name of a file
nb_output_stderr = "error"  # a page shows no warning, so a build fails of one

nitpicky = True
nitpick_ignore_regex = [
    # Documented elsewhere, and a build fetches nothing from elsewhere.
    (
        r"py:.*",
        r"(collections\.abc|datetime|decimal|enum|hypothesis|icalendar|os|typing|types)\..*",
    ),
    (r"py:.*", r"(pa|pd)\..*"),  # pyarrow and pandas, as the signatures call them
    (r"py:.*", r"Axes"),  # of matplotlib, likewise
    (r"py:.*", r"actionplan\..*\.T"),  # type variables
]

# Signatures keep to names and defaults; types go beside the descriptions.
autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Attributes", "params_style")]

# Made by the library and by nobody else, so that a signature would mislead.
DERIVED = ("actionplan.Snapshot", "actionplan.ItemState", "actionplan.items.Item")


def setup(app: Sphinx) -> None:
    """Show what the docstrings cannot say, and hide what Python adds to enums."""
    app.connect("builder-inited", run_notebooks)
    app.connect("autodoc-process-signature", without_signature)
    app.connect("autodoc-process-docstring", with_types, priority=400)  # napoleon: 500


def run_notebooks(_app: Sphinx) -> None:
    """Keep a copy of each notebook, run since it or the library last changed."""
    font_manager.findfont("DejaVu Sans")  # says so where it finds the fonts first
    RUN.mkdir(exist_ok=True)
    library = Path(actionplan.__file__).parent.rglob("*.py")
    changed = max(path.stat().st_mtime for path in [Path(__file__), *library])
    paths = sorted(EXAMPLES.glob("*.ipynb"))
    for old in RUN.glob("*.ipynb"):
        if old.name not in [path.name for path in paths]:
            old.unlink()
    for path in paths:
        copy = RUN / path.name
        last = max(changed, path.stat().st_mtime)
        if not copy.exists() or copy.stat().st_mtime < last:
            nbformat.write(run_notebook(path), copy)  # type: ignore[no-untyped-call]


def run_notebook(path: Path) -> Any:
    """A notebook with what its cells show, and without the times at which they did."""
    text = path.read_text("utf-8")
    held = nbformat.reads(text, nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]
    with TemporaryDirectory() as sockets:
        # Its kernel listens on no network, but on sockets in the file system.
        private = {"transport": "ipc", "ip": f"{sockets}/kernel"}
        client = NotebookClient(
            held,
            config=Config({"KernelManager": private}),
            log=QUIET,
            timeout=PATIENCE_SECONDS,
            record_timing=False,
            coalesce_streams=True,  # or print after print, as they happen to arrive
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            return client.execute()
        except CellExecutionError as error:
            raise ExtensionError(f"{path.name}: {error}") from error


def without_signature(
    _app: Sphinx,
    _what: str,
    name: str,
    thing: object,
    _options: object,
    signature: str,
    returned: str | None,
) -> tuple[str, str | None]:
    """Enums and derived values without a signature."""
    is_enum = isinstance(thing, type) and issubclass(thing, Enum)
    return ("", None) if is_enum or name in DERIVED else (signature, returned)


def with_types(
    _app: Sphinx,
    what: str,
    _name: str,
    thing: object,
    _options: object,
    lines: list[str],
) -> None:
    """The fields under "Attributes:" with their types."""
    if what == "property" and ":" in lines[0]:
        lines[:0] = ["..", ""]  # or napoleon takes the text before it for a type
    if not (isinstance(thing, type) and attrs.has(thing)):
        return
    types = {field.name: restify(field.type, "smart") for field in attrs.fields(thing)}
    for number, line in enumerate(lines):
        name, colon, rest = line.strip().partition(": ")
        if colon and name in types:
            lines[number] = f"    {name} ({types[name]}): {rest}"
