"""How a document is laid out: what holds no object on one line, all else spread.

One entry of the log then stands on one line, and a diff shows it as one.
"""

import json
from typing import Any

INDENT = "  "
_on_one_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def laid_out(value: Any, margin: str = "") -> str:
    """The text of a plain value, without a last newline."""
    if not _holds_object(value):
        return _on_one_line(value)
    inner = margin + INDENT
    if isinstance(value, dict):
        members = [
            f"{_on_one_line(key)}: {laid_out(held, inner)}"
            for key, held in value.items()
        ]
        return _spread("{", members, "}", margin)
    return _spread("[", [laid_out(held, inner) for held in value], "]", margin)


def _spread(opening: str, members: list[str], closing: str, margin: str) -> str:
    lines = ",\n".join(f"{margin}{INDENT}{member}" for member in members)
    return f"{opening}\n{lines}\n{margin}{closing}"


def _holds_object(value: Any) -> bool:
    match value:
        case dict():
            return any(
                isinstance(held, dict) or _holds_object(held) for held in value.values()
            )
        case list():
            return any(isinstance(held, dict) or _holds_object(held) for held in value)
        case _:
            return False
