"""From dictionaries and lists to a register, with all faults of shape together.

cattrs takes the objects apart and keeps the tree of what went wrong; each field
is read with the converter and the check that its class gives it, so that a
document is refused for the same reasons as a call in Python.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin

import attrs

from actionplan._days import parse_day
from actionplan._fields import is_day
from actionplan._index import near
from actionplan._values import (
    Canonical,
    Faults,
    key_of,
    mistyped,
    wrong,
)
from actionplan.errors import (
    ActionPlanError,
    Fault,
    FaultCode,
    InvalidDocument,
    InvalidValue,
    join,
    raise_any,
    shown,
    step,
)
from actionplan.log import AnyEntry
from actionplan.meetings import AnyMeeting, MeetingSeries, ScrutinyMeeting
from actionplan.register import Register
from actionplan.reports import AnyFinding

if TYPE_CHECKING:
    from cattrs import Converter

FORMAT = "actionplan/1.0"

_LATER = re.compile(r"actionplan/(?:1\.[1-9][0-9]{0,3}|[2-9]\.[0-9]{1,4})")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"
)

Reader = Callable[[Any, Any], Any]


def register_from(tree: object, also: Iterable[Fault] = ()) -> Register:
    """The register that parsed JSON stands for.

    Raises:
        InvalidDocument: It is none; with the faults that were found before, too.
    """
    register, faults = read_register(tree)
    raise_any(InvalidDocument, [*also, *faults])
    return cast("Register", register)


def read_register(tree: object) -> tuple[Register | None, Faults]:
    """The register that parsed JSON stands for, and else all its faults."""
    if not isinstance(tree, dict):
        return None, mistyped("an object with a register", tree)
    held = {key: value for key, value in tree.items() if key != "format"}
    register, faults = structured(Register, held)
    return register, (*_format_faults(tree), *faults)


def structured(model: Any, tree: object) -> tuple[Any, Faults]:
    """The value of a class that parsed JSON stands for, and else all its faults."""
    try:
        return _converter().structure(tree, model), ()
    except Exception as error:  # noqa: BLE001 - cattrs gathers whatever its hooks raise
        return None, tuple(_faults_of(error, ""))


def _format_faults(tree: dict[str, Any]) -> tuple[Fault, ...]:
    if "format" not in tree:
        return (_missing("format", f'write "format": "{FORMAT}"'),)
    found = tree["format"]
    if found == FORMAT:
        return ()
    if isinstance(found, str) and _LATER.fullmatch(found):
        hint = f"read it with a newer release of actionplan, or write {FORMAT}"
        faults = wrong(
            FaultCode.FORMAT, found, "is newer than this library knows", hint
        )
    else:
        hint = f'write "{FORMAT}"'
        faults = wrong(FaultCode.FORMAT, found, "is not a format of this library", hint)
    return tuple(fault.within("format") for fault in faults)


@functools.cache
def _converter() -> "Converter":
    # Late, because it takes as long as the rest of `import actionplan` together.
    from cattrs import Converter  # noqa: PLC0415

    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook_factory(
        attrs.has, functools.partial(_object_reader, made)
    )
    for union in (AnyFinding, AnyEntry):
        made.register_structure_hook(
            union, functools.partial(_read_kind, made, _by_kind(union))
        )
    made.register_structure_hook(AnyMeeting, functools.partial(_read_meeting, made))
    return made


def _object_reader(made: "Converter", model: type) -> Reader:
    from cattrs.gen import make_dict_structure_fn, override  # noqa: PLC0415

    overrides: dict[str, Any] = {
        field.name: override(
            rename=key_of(field.name), struct_hook=_field_reader(made, field)
        )
        for field in attrs.fields(model)
        if field.init
    }
    read: Reader = make_dict_structure_fn(
        model,
        made,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=True,
        **overrides,
    )
    if isinstance(getattr(model, "kind", None), str):
        return functools.partial(_read_of_kind, read)
    return functools.partial(_read_object, read)


def _field_reader(made: "Converter", field: "attrs.Attribute[Any]") -> Reader:
    read = _value_reader(made, field.type)
    convert: Any = field.converter or _same
    check = field.metadata.get("check", lambda _: ())

    def read_field(value: Any, _: Any) -> Any:
        if value is None:
            hint = "leave the key out when there is nothing to say"
            raise InvalidValue(
                Fault("", FaultCode.TYPE, None, "null says nothing", hint)
            )
        converted = convert(read(value))
        raise_any(InvalidValue, check(converted))
        return converted

    return read_field


def _value_reader(made: "Converter", wanted: Any) -> Callable[[Any], Any]:
    option = _without_none(wanted)
    if get_origin(option) is tuple and _is_object(get_args(option)[0]):
        return lambda value: made.structure(_expect(list, "a list", value), option)
    if _is_object(option):
        return lambda value: made.structure(value, option)
    if option == tuple[date, ...]:
        return _days
    return _SCALARS.get(option, _same)


def _same(value: Any) -> Any:
    return value


def _is_object(wanted: Any) -> bool:
    if wanted in (AnyFinding, AnyEntry, AnyMeeting):
        return True
    return attrs.has(wanted) and not issubclass(wanted, Canonical)


def _without_none(wanted: Any) -> Any:
    options = [option for option in get_args(wanted) if option is not NoneType]
    return options[0] if isinstance(wanted, UnionType) and len(options) == 1 else wanted


# Readers of scalars that JSON has no form for: days and moments. All others
# pass as they are to the converter and the check of their field.


def _day(value: Any) -> Any:
    return parse_day(value) if isinstance(value, str) else value


def _days(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    days: list[Any] = []
    faults: list[Fault] = []
    for number, member in enumerate(value):
        try:
            days.append(_day(member))
            raise_any(InvalidValue, is_day(days[-1]))
        except InvalidValue as error:
            faults += [fault.within(f"[{number}]") for fault in error.faults]
    raise_any(InvalidValue, faults)
    return days


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    hint = (
        "write it as 2014-09-17T09:30:00Z; for a meeting, the time of the clock "
        "there, as 2014-09-17T09:30"
    )
    if not _MOMENT.fullmatch(value):
        raise InvalidValue(*wrong(FaultCode.MOMENT, value, "is not a moment", hint))
    parse_day(value[:10])  # names a day that the calendar does not have better
    return datetime.fromisoformat(value)


_SCALARS: dict[Any, Callable[[Any], Any]] = {date: _day, datetime: _moment}


# Readers of objects


def _read_object(read: Reader, value: Any, model: type) -> Any:
    return read(_expect_object(value), model)


def _read_of_kind(read: Reader, value: Any, model: Any) -> Any:
    held = dict(_expect_object(value))
    _model_of({str(model.kind): model}, held.pop("kind", None))
    return read(held, model)


def _read_kind(
    made: "Converter", models: Mapping[str, type], value: Any, _: Any
) -> Any:
    model = _model_of(models, _expect_object(value).get("kind"))
    return made.structure(value, model)


def _read_meeting(made: "Converter", value: Any, _: Any) -> Any:
    is_series = "rule" in _expect_object(value)
    return made.structure(value, MeetingSeries if is_series else ScrutinyMeeting)


def _by_kind(union: Any) -> dict[str, type]:
    return {str(model.kind): model for model in get_args(union)}


def _model_of(models: Mapping[str, type], kind: Any) -> type:
    if kind is None:
        raise InvalidValue(_missing("kind", f"use one of {', '.join(models)}"))
    if not isinstance(kind, str) or kind not in models:
        hint = near(kind, models) if isinstance(kind, str) else ""
        hint = hint or f"use one of {', '.join(models)}"
        faults = wrong(FaultCode.TERM, kind, "is not a kind that can stand here", hint)
        raise InvalidValue(*(fault.within("kind") for fault in faults))
    return models[kind]


def _expect_object(value: Any) -> dict[str, Any]:
    held: dict[Any, Any] = _expect(dict, "an object", value)
    raise_any(InvalidValue, _untexted(held))
    return held


def _untexted(held: dict[Any, Any]) -> list[Fault]:
    """Keys that JSON cannot have, and that a caller in Python can."""
    return [
        fault.within(step(key))
        for key in held
        if not isinstance(key, str)
        for fault in mistyped("a text key", key)
    ]


def _expect(model: type, wanted: str, value: Any) -> Any:
    if not isinstance(value, model):
        raise InvalidValue(*mistyped(wanted, value))
    return value


# From the tree of errors that cattrs gathers to faults


def _faults_of(error: BaseException, path: str) -> Iterator[Fault]:
    from cattrs import (  # noqa: PLC0415
        ClassValidationError,
        ForbiddenExtraKeysError,
        IterableValidationError,
    )

    match error:
        case ClassValidationError() | IterableValidationError():
            noted, whole = error.group_exceptions()
            for inner, note in noted:
                yield from _faults_of(inner, join(path, _step_of(note)))
            for inner in whole:
                yield from _faults_of(inner, path)
        case ForbiddenExtraKeysError():
            yield from _unknown_keys(error, path)
        case ActionPlanError():
            yield from (fault.within(path) for fault in error.faults)
        case KeyError():
            yield _missing(path, "write it, or leave out the object that lacks it")
        case _:
            raise error


def _step_of(note: Any) -> str:
    name = getattr(note, "name", None)  # of a field, or else the note is of a list
    return key_of(name) if name else f"[{note.index}]"


def _unknown_keys(error: Any, path: str) -> Iterator[Fault]:
    known = [key_of(field.name) for field in attrs.fields(error.cl) if field.init]
    for key in sorted(error.extra_fields):
        message = f"the key {shown(key)} is unknown"
        hint = near(key, known) or f"use one of {', '.join(known)}"
        yield Fault(join(path, step(key)), FaultCode.UNKNOWN_KEY, key, message, hint)


def _missing(path: str, hint: str) -> Fault:
    return Fault(path, FaultCode.REQUIRED, None, "is missing", hint)
