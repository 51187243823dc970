"""How Sphinx builds these pages."""

from enum import Enum

import attrs
from sphinx.application import Sphinx
from sphinx.util.typing import restify

import actionplan

project = "actionplan"
author = "The actionplan maintainers"
project_copyright = author  # no year: the same sources give the same pages
version = release = actionplan.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3  # pages link to each other's headings
default_role = "code"  # docstrings put names in single backticks

html_theme = "furo"
html_title = f"actionplan {release}"
html_copy_source = False
html_show_sourcelink = False

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
    app.connect("autodoc-process-signature", without_signature)
    app.connect("autodoc-process-docstring", with_types, priority=400)  # napoleon: 500


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
