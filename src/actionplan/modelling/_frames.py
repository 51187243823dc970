"""Rows as data frames of pandas."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


DAY, COUNT, NUMBER = "datetime64[us]", "Int64", "Float64"
TEXT, TRUTH = "string", "boolean"


def frame(
    rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]
) -> "pd.DataFrame":
    """A data frame of rows, with columns of the types that are named.

    Raises:
        ModuleNotFoundError: pandas is not installed.
    """
    import pandas as pd  # noqa: PLC0415 - an extra

    kept = list(rows)
    types: dict[str, Any] = {TEXT: pd.StringDtype("python")}  # with or without pyarrow
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in kept], dtype=types.get(kind, kind))
            for name, kind in columns.items()
        }
    )
