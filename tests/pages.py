"""The code of pages, so that what is tested is what people copy."""

import re
from pathlib import Path
from types import ModuleType
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def code_of(page: str) -> Any:
    """A module of what the blocks of a page define, but for those of a session."""
    text = (DOCS / page).read_text("utf-8")
    blocks = [block for block in _BLOCK.findall(text) if not block.startswith(">>>")]
    module = ModuleType("__main__")
    exec(compile("\n".join(blocks), page, "exec"), vars(module))  # noqa: S102 - ours
    return module
