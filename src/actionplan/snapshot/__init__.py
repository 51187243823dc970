"""The register as it stood on a day, as it was known at a moment."""

from actionplan.snapshot._dates import Deferral
from actionplan.snapshot._figures import OnTime
from actionplan.snapshot._history import Rung
from actionplan.snapshot._parties import Parties
from actionplan.snapshot._rows import ROW_KEYS
from actionplan.snapshot._snapshot import Snapshot
from actionplan.snapshot._states import ItemState

__all__ = [
    "ROW_KEYS",
    "Deferral",
    "ItemState",
    "OnTime",
    "Parties",
    "Rung",
    "Snapshot",
]
