"""What all tests share: how Hypothesis works here, and the examples that are tests."""

import os
from typing import Any

from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci", deadline=None, max_examples=75, derandomize=True, print_blob=True
)
# For the oldest dependencies: versions are tried there, and laws elsewhere.
settings.register_profile("quick", deadline=None, max_examples=20)
settings.register_profile("nightly", deadline=None, max_examples=5000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)


def as_program(namespace: dict[str, Any]) -> None:
    """Let the code of a page have a name, as that of a program has: Django asks."""
    namespace["__name__"] = "__main__"


_pages = Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"], setup=as_program)
_docstrings = Sybil(
    parsers=[DocTestParser()],
    path="src",
    patterns=["*.py"],
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (_pages + _docstrings).pytest()
