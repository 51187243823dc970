"""Text that every calendar program takes: no control characters, one kind of break."""

import re
from collections.abc import Iterable

SUMMARY_CHARACTERS = 120

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")


def cleaned(text: str) -> str:
    """Text without the control characters for which some programs refuse a file."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text))


def in_lines(texts: Iterable[str]) -> str:
    """Texts one below the other, whatever break each of them ends with."""
    return "\n".join(map(cleaned, texts))


def on_one_line(text: str) -> str:
    """Text without line breaks, so that what follows a name is not part of it."""
    return " ".join(cleaned(text).split())


def summarised(text: str, most: int = SUMMARY_CHARACTERS) -> str:
    """Text on one line, cut between words where it is long."""
    line = on_one_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - len("...") + 1]
    words = cut.rpartition(" ")[0]
    return f"{words if len(words) >= most // 2 else cut[:-1]}..."


def unescaped(written: str) -> str:
    """The text that an escaped text stands for."""
    return _ESCAPED.sub(lambda found: _meant(found[1]), written)


def _meant(sign: str) -> str:
    return "\n" if sign in "nN" else sign
