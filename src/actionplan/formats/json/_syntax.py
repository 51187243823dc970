"""From text to dictionaries and lists, strictly."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from actionplan._fields import DEEPEST
from actionplan.errors import Fault, FaultCode, InvalidDocument, join, shown, step

BYTE_ORDER_MARK = "\ufeff"
MOST_DIGITS = 4300  # what Python itself converts


class _Repeating(dict[str, Any]):
    """An object in which a key is given twice, so that one of its values is lost."""

    repeated: tuple[str, ...] = ()


def parse(source: str | bytes) -> tuple[object, tuple[Fault, ...]]:
    """What a text holds, and a fault for every key that it gives twice.

    Raises:
        InvalidDocument: It is not JSON, or not in UTF-8.
    """
    text = _text_of(source)
    repeating: list[_Repeating] = []

    def to_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held = dict(pairs)
        if len(held) == len(pairs):
            return held
        repeating.append(_repeating(pairs))
        return repeating[-1]

    try:
        tree = json.loads(
            text,
            object_pairs_hook=to_object,
            parse_int=_whole,
        )
    except RecursionError:
        hint = "no register is nested so deep"
        raise _refusal(
            FaultCode.NESTING, None, "the text is nested too deeply", hint
        ) from None
    except json.JSONDecodeError as error:
        raise _not_json(text, error) from None
    return tree, tuple(_repeated("", tree)) if repeating else ()


def _text_of(source: object) -> str:
    if isinstance(source, bytes | bytearray):
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            message = f"byte {error.start} is not UTF-8"
            hint = "save the file as UTF-8, without a byte order mark"
            raise _refusal(FaultCode.ENCODING, None, message, hint) from None
    elif isinstance(source, str):
        text = source
    else:
        message = f"expected text or bytes, got {shown(source)}"
        raise _refusal(FaultCode.TYPE, source, message, "use `load` for a file")
    if text.startswith(BYTE_ORDER_MARK):
        hint = "save the file as UTF-8 without it"
        raise _refusal(
            FaultCode.ENCODING, None, "the text begins with a byte order mark", hint
        )
    return text


def _not_json(text: str, error: json.JSONDecodeError) -> InvalidDocument:
    if not text.strip():
        hint = 'the smallest register is {"format": "actionplan/1.0"}'
        return _refusal(FaultCode.SYNTAX, text, "the text is empty", hint)
    message = f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}"
    hint = "mend that place, or check that the file is whole"
    return _refusal(FaultCode.SYNTAX, text[error.pos : error.pos + 40], message, hint)


def _refusal(
    code: FaultCode, value: object, message: str, hint: str
) -> InvalidDocument:
    return InvalidDocument(Fault("", code, value, message, hint))


def _whole(digits: str) -> float:
    # Too long for Python: infinite then, like 1e999, which no check lets pass.
    return int(digits) if len(digits) <= MOST_DIGITS else math.inf


def _repeating(pairs: list[tuple[str, Any]]) -> _Repeating:
    counts = Counter(key for key, _ in pairs)
    held = _Repeating(pairs)
    held.repeated = tuple(key for key in held if counts[key] > 1)
    return held


def _repeated(path: str, tree: object, depth: int = 0) -> Iterator[Fault]:
    if isinstance(tree, _Repeating):
        for key in tree.repeated:
            message = f"the key {shown(key)} is given more than once"
            hint = "keep one of them"
            place = join(path, step(key))
            yield Fault(place, FaultCode.REPEATED_KEY, key, message, hint)
    if depth == DEEPEST:  # what is nested deeper is refused for that
        return
    for name, held in _members(tree):
        yield from _repeated(join(path, name), held, depth + 1)


def _members(tree: object) -> Iterable[tuple[str, object]]:
    match tree:
        case dict():
            return ((step(key), held) for key, held in tree.items())
        case list():
            return ((f"[{number}]", held) for number, held in enumerate(tree))
        case _:
            return ()
