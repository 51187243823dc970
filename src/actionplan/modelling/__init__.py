"""How progress goes and may go on: series over time, plots, and forecasts.

Nothing here needs more than the library itself, but for data frames and plots: pandas
and matplotlib come with the extra `notebook`.
"""

from actionplan.modelling._ageing import Ageing, ageing
from actionplan.modelling._backtest import Backtest, Band, GivenChance, PastForecast
from actionplan.modelling._backtesting import backtest
from actionplan.modelling._burndown import Burndown, burndown
from actionplan.modelling._deadline_timeline import DeadlineTimeline, timeline
from actionplan.modelling._flow import CumulativeFlow, cumulative_flow
from actionplan.modelling._forecast import Forecast, OpenCount
from actionplan.modelling._forecasting import forecast
from actionplan.modelling._settings import Method

__all__ = [
    "Ageing",
    "Backtest",
    "Band",
    "Burndown",
    "CumulativeFlow",
    "DeadlineTimeline",
    "Forecast",
    "GivenChance",
    "Method",
    "OpenCount",
    "PastForecast",
    "ageing",
    "backtest",
    "burndown",
    "cumulative_flow",
    "forecast",
    "timeline",
]
