"""The register as it stood on a day, as it was known at a moment."""

from actionplan.snapshot._history import Rung
from actionplan.snapshot._snapshot import ROW_KEYS, Snapshot
from actionplan.snapshot._states import ItemState

__all__ = ["ROW_KEYS", "ItemState", "Rung", "Snapshot"]
