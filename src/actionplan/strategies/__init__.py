"""Hypothesis strategies for every value of the library, to test your own tools with.

They need the extra `testing`. Everything that they give is valid: what is drawn for
a register can be added to it or recorded in it. By default texts, days and ids are
*nasty*, which means that some are known to break programs, and every strategy shrinks
towards plain values.

The strategies of parts take the register that the part is for. It names bodies,
reports and findings of that register, and its own id is free there.

    register.add(data.draw(reports(register)))
    register.record(data.draw(entries(register)))
"""

try:
    import hypothesis  # noqa: F401 - what follows would say less of what is missing
except ModuleNotFoundError as error:
    message = (
        "actionplan.strategies needs hypothesis: pip install 'actionplan[testing]'"
    )
    raise ModuleNotFoundError(message, name="hypothesis") from error

from actionplan.strategies._deadlines import deadlines, periods, spans
from actionplan.strategies._log import entries, logs
from actionplan.strategies._meetings import meeting_series, meetings
from actionplan.strategies._parts import bodies, plans
from actionplan.strategies._pools import Pools
from actionplan.strategies._registers import Sizes, registers
from actionplan.strategies._reports import reports
from actionplan.strategies._scalars import (
    NASTY_DAYS,
    NASTY_TEXTS,
    body_ids,
    days,
    ids,
    json_values,
    moments,
    names,
    own,
    texts,
)

__all__ = [
    "NASTY_DAYS",
    "NASTY_TEXTS",
    "Pools",
    "Sizes",
    "bodies",
    "body_ids",
    "days",
    "deadlines",
    "entries",
    "ids",
    "json_values",
    "logs",
    "meeting_series",
    "meetings",
    "moments",
    "names",
    "own",
    "periods",
    "plans",
    "registers",
    "reports",
    "spans",
    "texts",
]
