"""The document: a register as one JSON file.

The form is `actionplan/1.0`; `docs/reference/document.md` describes it, and
`schema()` gives its JSON Schema. Reading is strict: whatever is not understood
is refused, with all faults of shape together, and when the shape is sound, all
references that lead nowhere.
"""

import json
import os
from typing import Any

from actionplan._fields import is_a
from actionplan._files import AnyPath, read_bytes, write_bytes
from actionplan._plain import plain
from actionplan.errors import InvalidDocument, InvalidValue, raise_any
from actionplan.formats.json._dicts import from_dict, to_dict
from actionplan.formats.json._layout import laid_out
from actionplan.formats.json._shape import FORMAT, register_from
from actionplan.formats.json._syntax import parse
from actionplan.register import Register

__all__ = [
    "FORMAT",
    "dumps",
    "from_dict",
    "load",
    "loads",
    "save",
    "schema",
    "to_dict",
]


def loads(text: str | bytes) -> Register:
    """The register that a document holds.

    Args:
        text: The document, as text or as UTF-8 bytes.

    Raises:
        InvalidDocument: It is not a register; with all its faults.

    Example:
        >>> import actionplan as ap
        >>> ap.loads('{"format": "actionplan/1.0"}')
        <Register: bodies 0, reports 0, items 0, entries 0>
    """
    tree, repeated = parse(text)
    return register_from(tree, also=repeated)


def load(path: AnyPath) -> Register:
    """The register in a file.

    Raises:
        MissingFile: There is no such file.
        FileProblem: It cannot be read.
        InvalidDocument: It is not a register; with all its faults.

    Example:
        >>> import actionplan as ap
        >>> ap.load("examples/norfolk_2014.json").reports[0].title
        'Norfolk: National child protection inspection'
    """
    data = read_bytes(path)
    try:
        return loads(data)
    except InvalidDocument as error:
        error.add_note(f"in the file {os.fspath(path)}")
        raise


def dumps(register: Register) -> bytes:
    r"""The document of a register, in UTF-8: the same register gives the same bytes.

    Raises:
        InvalidValue: It is no register.

    Example:
        >>> import actionplan as ap
        >>> ap.dumps(ap.Register())
        b'{"format": "actionplan/1.0"}\n'
    """
    raise_any(InvalidValue, is_a(Register, "a register")(register))
    return f"{laid_out({'format': FORMAT, **plain(register)})}\n".encode()


def save(register: Register, path: AnyPath) -> None:
    """Put a register in a file; after a crash it holds the old one or the new one.

    Raises:
        FileProblem: The file cannot be written.

    Example:
        >>> import tempfile, pathlib
        >>> import actionplan as ap
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     ap.save(ap.Register(), pathlib.Path(folder, "register.json"))
        ...     ap.load(pathlib.Path(folder, "register.json")) == ap.Register()
        True
    """
    write_bytes(path, dumps(register))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document.

    Example:
        >>> from actionplan.formats.json import schema
        >>> schema()["$schema"]
        'https://json-schema.org/draft/2020-12/schema'
    """
    # Late, because few ask for it and it takes long to import.
    from importlib.resources import files  # noqa: PLC0415

    text = files(__package__).joinpath("schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
