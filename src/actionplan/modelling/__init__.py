"""How progress goes: series over time, read off the log of a register, and plots.

Nothing here needs more than the library itself, but for data frames and plots: pandas
and matplotlib come with the extra `notebook`.
"""

from actionplan.modelling._ageing import Ageing, ageing
from actionplan.modelling._burndown import Burndown, burndown
from actionplan.modelling._deadline_timeline import DeadlineTimeline, timeline
from actionplan.modelling._flow import CumulativeFlow, cumulative_flow

__all__ = [
    "Ageing",
    "Burndown",
    "CumulativeFlow",
    "DeadlineTimeline",
    "ageing",
    "burndown",
    "cumulative_flow",
    "timeline",
]
