"""How progress goes and may go on: series, times, forecasts, and their plots.

Nothing here needs more than the library itself, but for data frames and plots: pandas
and matplotlib come with the extra `notebook`.
"""

from actionplan.modelling._ageing import Ageing, ageing
from actionplan.modelling._backtest import Backtest, Band, GivenChance, PastForecast
from actionplan.modelling._backtesting import backtest
from actionplan.modelling._burndown import Burndown, burndown
from actionplan.modelling._chance import LogRank, log_rank
from actionplan.modelling._curve import Curve
from actionplan.modelling._deadline_timeline import DeadlineTimeline, timeline
from actionplan.modelling._flow import CumulativeFlow, cumulative_flow
from actionplan.modelling._forecast import Forecast, OpenCount
from actionplan.modelling._forecasting import forecast
from actionplan.modelling._on_time import on_time
from actionplan.modelling._punctuality import GroupOnTime, Limits, Punctuality, Slips
from actionplan.modelling._settings import Method
from actionplan.modelling._survival import Estimate, Point, Spell
from actionplan.modelling._time_to import time_to
from actionplan.modelling._times import TimeTo

__all__ = [
    "Ageing",
    "Backtest",
    "Band",
    "Burndown",
    "CumulativeFlow",
    "Curve",
    "DeadlineTimeline",
    "Estimate",
    "Forecast",
    "GivenChance",
    "GroupOnTime",
    "Limits",
    "LogRank",
    "Method",
    "OpenCount",
    "PastForecast",
    "Point",
    "Punctuality",
    "Slips",
    "Spell",
    "TimeTo",
    "ageing",
    "backtest",
    "burndown",
    "cumulative_flow",
    "forecast",
    "log_rank",
    "on_time",
    "time_to",
    "timeline",
]
