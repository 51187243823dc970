"""The plain form of values: what documents hold, and what digests are taken of.

A value becomes a dictionary in the order of its fields, without those that are
at their default and with its `kind` first; days, moments, terms and deadlines
become text. cattrs does the work, by hooks that are made once for each class.
"""

import functools
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_origin

import attrs

from actionplan._values import Canonical, FrozenMap, key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from cattrs import Converter

DIGEST_CHARACTERS = 16


def plain(value: object) -> Any:
    """A value as dictionaries, lists, text and numbers."""
    return converter().unstructure(value)


def digest(value: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a value's canonical JSON.

    Canonical JSON is the plain form with sorted keys and no spaces, in UTF-8:
    that of RFC 8785, except for fractional numbers in a caller's own `x`, which
    are written as Python writes them.
    """
    import hashlib  # noqa: PLC0415 - late, because few logs have retractions

    text = json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_CHARACTERS]


def moment_text(moment: datetime) -> str:
    """A moment as `2014-09-17T09:30:00Z`, a time on a clock as `2014-09-17T10:30`."""
    if moment.tzinfo is None:
        return moment.isoformat(timespec="minutes")
    return moment.replace(tzinfo=None).isoformat() + "Z"


@functools.cache
def converter() -> "Converter":
    """The cattrs converter that writes; readers extend copies of it."""
    # Late, because it takes as long as the rest of `import actionplan` together.
    from cattrs import Converter  # noqa: PLC0415

    made = Converter(omit_if_default=True, unstruct_collection_overrides={tuple: list})
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(datetime, moment_text)
    made.register_unstructure_hook(StrEnum, str)
    made.register_unstructure_hook_func(_is_written_as_text, str)
    made.register_unstructure_hook_func(_is_mapping, _thawed)
    made.register_unstructure_hook_factory(_is_object, functools.partial(_writer, made))
    return made


def _is_written_as_text(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Canonical)


def _is_mapping(model: Any) -> bool:
    return get_origin(model) is Mapping or model is FrozenMap


def _is_object(model: Any) -> bool:
    return attrs.has(model) and not _is_written_as_text(model)


def _writer(made: "Converter", model: type) -> "Callable[[Any], dict[str, Any]]":
    from cattrs.gen import make_dict_unstructure_fn, override  # noqa: PLC0415

    renamed: dict[str, Any] = {
        field.name: override(rename=key_of(field.name))
        for field in attrs.fields(model)
        if key_of(field.name) != field.name
    }
    write: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(
        model, made, _cattrs_omit_if_default=True, **renamed
    )
    kind = getattr(model, "kind", None)
    if not isinstance(kind, str):  # a field of that name is the class's own affair
        return write
    return lambda value: {"kind": str(kind), **write(value)}


def _thawed(value: Any) -> Any:
    match value:
        case FrozenMap():
            return {key: _thawed(held) for key, held in value.items()}
        case tuple():
            return [_thawed(member) for member in value]
    return value
