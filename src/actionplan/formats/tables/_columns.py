"""The columns of the two tables and their types: the one place that knows them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import attrs


class Content(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"


@attrs.frozen
class Column:
    """What a column holds, and whether it can hold nothing in a row."""

    content: Content
    optional: bool = False


TEXT, MAYBE_TEXT = Column(Content.TEXT), Column(Content.TEXT, optional=True)
NUMBER, MAYBE_NUMBER = Column(Content.NUMBER), Column(Content.NUMBER, optional=True)
DAY, MAYBE_DAY = Column(Content.DAY), Column(Content.DAY, optional=True)
MOMENT, MAYBE_MOMENT = Column(Content.MOMENT), Column(Content.MOMENT, optional=True)
FLAG = Column(Content.FLAG)

Columns = Mapping[str, Column]

# The day and moment that were asked about, and then the keys of `Snapshot.rows`.
ITEMS: Columns = MappingProxyType(
    {
        "on": DAY,
        "known": MAYBE_MOMENT,
        "id": TEXT,
        "kind": TEXT,
        "name": TEXT,
        "text": TEXT,
        "report": MAYBE_TEXT,
        "plan": MAYBE_TEXT,
        "owner": TEXT,
        "setter": TEXT,
        "lead": MAYBE_TEXT,
        "opened": DAY,
        "acceptance": MAYBE_TEXT,
        "status": TEXT,
        "group": TEXT,
        "turn": MAYBE_TEXT,
        "waits_for": MAYBE_TEXT,
        "percent": MAYBE_NUMBER,
        "rag": MAYBE_TEXT,
        "deadline": TEXT,
        "stated": MAYBE_TEXT,
        "original_due": MAYBE_DAY,
        "due": MAYBE_DAY,
        "explanation": MAYBE_TEXT,
        "undated": MAYBE_TEXT,
        "days_overdue": NUMBER,
        "days_overdue_originally": NUMBER,
        "days_slipped": NUMBER,
        "target": MAYBE_DAY,
        "days_behind": NUMBER,
        "completed": MAYBE_DAY,
        "assured": MAYBE_DAY,
        "closed": MAYBE_DAY,
        "times_reopened": NUMBER,
        "updated": MAYBE_DAY,
        "days_since_update": NUMBER,
        "note": MAYBE_TEXT,
    }
)

# What every entry has, and then the fields of the seven kinds.
LOG: Columns = MappingProxyType(
    {
        "position": NUMBER,
        "item": TEXT,
        "kind": TEXT,
        "on": DAY,
        "by": TEXT,
        "recorded": MAYBE_MOMENT,
        "known_from": MOMENT,
        "counts": FLAG,
        "digest": TEXT,
        "visibility": MAYBE_TEXT,
        "status": MAYBE_TEXT,
        "superseded_by": MAYBE_TEXT,
        "percent": MAYBE_NUMBER,
        "rag": MAYBE_TEXT,
        "note": MAYBE_TEXT,
        "evidence": MAYBE_TEXT,
        "acceptance": MAYBE_TEXT,
        "action": MAYBE_TEXT,
        "reason": MAYBE_TEXT,
        "deadline": MAYBE_TEXT,
        "stated": MAYBE_TEXT,
        "asked": MAYBE_DAY,
        "agreed_by": MAYBE_TEXT,
        "refused_by": MAYBE_TEXT,
        "day": MAYBE_DAY,
        "lead": MAYBE_TEXT,
        "name": MAYBE_TEXT,
        "entry": MAYBE_TEXT,
        "x": MAYBE_TEXT,
    }
)
