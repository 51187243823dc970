"""Items and log as two tables, for notebooks, Parquet files and what reads them.

The tables are those of a snapshot. An entry that was recorded later, that takes
effect later, or that is about an item which is not published by then is in neither of
them, so a table of September knows what September knew. The columns and their types
are always the same, also of an empty register.
"""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from heapq import merge
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import attrs

from actionplan._plain import plain
from actionplan._values import Canonical, FrozenMap, mistyped
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.formats.tables._columns import ITEMS, LOG, Columns, Content
from actionplan.log import AnyEntry
from actionplan.register import Register
from actionplan.snapshot import ItemState, Snapshot

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Tables", "to_arrow", "to_pandas"]

T = TypeVar("T")
Rows = list[dict[str, Any]]
Maker = Callable[[Columns, Rows], T]


@attrs.frozen(kw_only=True, eq=False)
class Tables(Generic[T]):
    """Two tables of one snapshot.

    Attributes:
        items: One row for each item, in the order of the register.
        log: One row for each entry that was known, item by item, in the order in
            which the entries of an item count.
    """

    items: T
    log: T


@overload
def to_pandas(
    held: Register, on: date, known: datetime | None = None
) -> "Tables[pd.DataFrame]": ...
@overload
def to_pandas(held: Snapshot) -> "Tables[pd.DataFrame]": ...
def to_pandas(
    held: Register | Snapshot, on: date | None = None, known: datetime | None = None
) -> "Tables[pd.DataFrame]":
    """The items and the log as data frames of pandas, with its nullable types.

    Text is `string`, a number `Int64`, a flag `boolean`, a day `datetime64[us]` and a
    moment `datetime64[us, UTC]`. What there is not is `NA`, and `NaT` for days and
    moments. It needs pandas, which the extra `notebook` brings.

    Args:
        held: A register, or a snapshot of one.
        on: The day, for a register; a snapshot has its own.
        known: The moment at whose knowledge it stops, for a register.

    Raises:
        InvalidValue: It is neither, a day is missing or given twice, or `known` is
            no moment with a time zone.
        ModuleNotFoundError: pandas is not installed.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import tables
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> items = tables.to_pandas(register, date(2014, 11, 1)).items
        >>> int((items["days_overdue"] > 0).sum())
        2
    """
    return _tables(held, on, known, _frame)


@overload
def to_arrow(
    held: Register, on: date, known: datetime | None = None
) -> "Tables[pa.Table]": ...
@overload
def to_arrow(held: Snapshot) -> "Tables[pa.Table]": ...
def to_arrow(
    held: Register | Snapshot, on: date | None = None, known: datetime | None = None
) -> "Tables[pa.Table]":
    """The items and the log as tables of Apache Arrow, as for Parquet files.

    Text is `string`, a number `int64`, a flag `bool`, a day `date32` and a moment
    `timestamp[us, tz=UTC]`; what is always there is not nullable. Written to Parquet
    and read again, a table has the same types. It needs pyarrow, which the extra
    `arrow` brings.

    Args:
        held: A register, or a snapshot of one.
        on: The day, for a register; a snapshot has its own.
        known: The moment at whose knowledge it stops, for a register.

    Raises:
        InvalidValue: It is neither, a day is missing or given twice, or `known` is
            no moment with a time zone.
        ModuleNotFoundError: pyarrow is not installed.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan.formats import tables
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> both = tables.to_arrow(register, date(2014, 11, 1))
        >>> both.items.num_rows, both.log.num_rows
        (6, 2)
        >>> print(both.items.schema.field("due"))
        pyarrow.Field<due: date32[day]>
    """
    return _tables(held, on, known, _arrow)


def _tables(held: Any, on: Any, known: Any, made: Maker[T]) -> Tables[T]:
    snapshot = _snapshot(held, on, known)
    return Tables(
        items=made(ITEMS, list(_item_rows(snapshot))),
        log=made(LOG, list(_log_rows(snapshot))),
    )


def _snapshot(held: Any, on: Any, known: Any) -> Snapshot:
    match held:
        case Register():
            return held.at(on, known)
        case Snapshot():
            given = {"on": on, "known": known}
            raise_any(InvalidValue, _given_twice(given))
            return held
    faults = mistyped("a register or a snapshot", held)
    raise InvalidValue(*(fault.within("held") for fault in faults))


def _given_twice(given: Mapping[str, Any]) -> Iterator[Fault]:
    message = "is given beside a snapshot, which has its own"
    hint = "leave it out, or give the register in place of the snapshot"
    for name, value in given.items():
        if value is not None:
            yield Fault(name, FaultCode.CONTRADICTION, value, message, hint)


# Rows


def _item_rows(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    asked = {"on": snapshot.on, "known": snapshot.known}
    return (asked | row for row in snapshot.rows())


def _log_rows(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    told = ((state, *one) for state in snapshot for one in _told(state))
    for position, (state, entry, counts) in enumerate(told):
        row = {name: _cell(getattr(entry, name, None)) for name in LOG}
        found = {"position": position, "item": state.item.id, "counts": counts}
        yield row | found


def _told(state: ItemState) -> Iterable[tuple[AnyEntry, bool]]:
    """What was said about an item, and whether it counts or was taken back."""
    counting = ((entry, True) for entry in state.entries)
    retracted = ((entry, False) for entry in state.retracted)
    return merge(counting, retracted, key=_when)


def _when(told: tuple[AnyEntry, bool]) -> tuple[date, datetime]:
    return told[0].on, told[0].known_from


def _cell(value: Any) -> Any:
    match value:
        case None:
            return None
        case Canonical() | StrEnum():
            return str(value)
        case FrozenMap():  # a caller's own
            return json.dumps(plain(value), ensure_ascii=False) if value else None
        case _:
            return value


# Tables


@contextlib.contextmanager
def _from_extra(extra: str) -> Iterator[None]:
    """Say of a module that is missing which extra brings it."""
    try:
        yield
    except ModuleNotFoundError as error:
        message = f"{__name__} needs {error.name}: pip install 'actionplan[{extra}]'"
        raise ModuleNotFoundError(message, name=error.name) from error


def _arrow(columns: Columns, rows: Rows) -> "pa.Table":
    with _from_extra("arrow"):
        import pyarrow as pa  # noqa: PLC0415 - an extra
    types: dict[Content, Any] = {
        Content.TEXT: pa.string(),
        Content.NUMBER: pa.int64(),
        Content.DAY: pa.date32(),
        Content.MOMENT: pa.timestamp("us", tz="UTC"),
        Content.FLAG: pa.bool_(),
    }
    fields = [
        pa.field(name, types[column.content], nullable=column.optional)
        for name, column in columns.items()
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _frame(columns: Columns, rows: Rows) -> "pd.DataFrame":
    with _from_extra("notebook"):
        import pandas as pd  # noqa: PLC0415 - an extra
    types: dict[Content, Any] = {
        # Not as pandas likes best, which depends on what else is installed.
        Content.TEXT: pd.StringDtype("python"),
        Content.NUMBER: "Int64",
        Content.DAY: "datetime64[us]",
        Content.MOMENT: "datetime64[us, UTC]",
        Content.FLAG: "boolean",
    }
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype=types[column.content])
            for name, column in columns.items()
        }
    )
