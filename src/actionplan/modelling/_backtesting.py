"""Making forecasts at past days, from what was known then."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import attrs

from actionplan._days import day_text
from actionplan._fields import as_tuple, each, is_day, optional
from actionplan.errors import Fault, FaultCode, InvalidValue
from actionplan.log import Retraction
from actionplan.modelling._backtest import Backtest, GivenChance, PastForecast
from actionplan.modelling._forecast import Forecast
from actionplan.modelling._forecasting import Past
from actionplan.modelling._picking import Where
from actionplan.modelling._settings import Method, Settings, settled
from actionplan.modelling._spells import OpenSpell, spells_of
from actionplan.periods import Period
from actionplan.register import Register
from actionplan.terms import Status

MOMENT = timedelta(microseconds=1)


def backtest(
    register: Register,
    days: Sequence[date],
    *,
    horizon: Period | str,
    method: Method | str = Method.THROUGHPUT,
    until: date | None = None,
    where: Where = None,
    trials: int = 1000,
    seed: int = 0,
    new_findings: bool = False,
    window: Period | str = "P1Y",
    rung: Status | str = Status.COMPLETE,
) -> Backtest:
    """The same forecast at past days, from what was known then, and how each did.

    What was known on a day is what was recorded by its end, in UTC. What happened is
    what the register says now. Two things are scored:

    - how many were open the horizon later: whether that number is in the interval of
      four in five. Without `new_findings` it is the number of those that were open
      on the day of the forecast.
    - the chance of each item to meet its day, if that day is within the horizon, and
      over by `until`. What was overdue already had no chance and is not scored,
      because that is too easy. Nor is what ended without being done.

    A day on which too little was known for a forecast is kept, with the reason. An
    entry that does not say when it was recorded counts as recorded on its day. In a
    log that was written afterwards, that is more than was known. Reports and plans say
    when they were published and added, and not when that was entered, so a report that
    was entered late counts from its publication on.

    Args:
        register: The register.
        days: The past days.
        horizon: How much later it is counted what is open.
        method: `throughput` or `survival`.
        until: The day up to which the register knows what happened; without it, the
            day of the last entry about the chosen items that was not taken back.
        where: Which items, as for `forecast`.
        trials: How many futures are drawn for each day.
        seed: Where the drawing of random numbers starts on each day.
        new_findings: Whether items go on to arrive, as for `forecast`.
        window: How far back the weeks reach that are drawn from.
        rung: What it takes to leave: `complete`, `assured` or `closed`.

    Raises:
        InvalidValue: An argument is faulty, or nothing says up to which day the
            register knows what happened.
        UnknownName: The register does not have what is chosen by.

    Example:
        >>> from datetime import date
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> register = ap.load("examples/norfolk_2014.json")
        >>> past = modelling.backtest(
        ...     register,
        ...     [date(2014, 9, 17)],
        ...     horizon="P1M",
        ...     until=date(2014, 11, 1),
        ... )
        >>> past.rows()[0]["reason"]
        '0 items left in the 2 whole weeks to Wed 17 Sep 2014, too few to go by'
    """
    asked = as_tuple(days)
    settings = settled(
        _faults(asked, until),
        register=register,
        method=method,
        where=where,
        trials=trials,
        seed=seed,
        horizon=horizon,
        window=window,
        new_findings=new_findings,
        rung=rung,
    )
    truth = Truth.of(settings, until or _last_day(settings))
    return Backtest(
        method=settings.method,
        horizon=settings.horizon,
        window=settings.window,
        rung=settings.rung,
        new_findings=settings.new_findings,
        trials=settings.trials,
        seed=settings.seed,
        until=truth.until,
        forecasts=tuple(truth.scored(day) for day in asked),
    )


def _faults(days: object, until: object) -> Iterator[Fault]:
    yield from (fault.within("days") for fault in each(is_day)(days))
    yield from (fault.within("until") for fault in optional(is_day)(until))


def _last_day(settings: Settings) -> date:
    told = [entry.on for entry in settings.register.log]
    states = settings.states(max(told), None) if told else ()
    standing = [
        entry.on
        for state in states
        for entry in state.entries
        if not isinstance(entry, Retraction)
    ]
    if not standing:
        message = "nothing says up to which day it is known what happened"
        hint = "the log has no entry about these items; give the day"
        raise InvalidValue(Fault("until", FaultCode.REQUIRED, None, message, hint))
    return max(standing)


@attrs.frozen(kw_only=True)
class Truth:
    """What happened by a day, as far as the register knows."""

    settings: Settings
    until: date
    chosen: tuple[OpenSpell, ...]
    by_item: dict[str, OpenSpell]

    @classmethod
    def of(cls, settings: Settings, until: date) -> "Truth":
        """What happened by a day."""
        now = settings.register.at(until)
        by_item = {one.item.id: one for one in spells_of(now, settings.rung)}
        ids = [state.item.id for state in settings.chosen(now)]
        return cls(
            settings=settings,
            until=until,
            chosen=tuple(by_item[item] for item in ids if item in by_item),
            by_item=by_item,
        )

    def scored(self, on: date) -> PastForecast:
        """The forecast of a day, and what came of it; or why there is none."""
        day = self.settings.horizon.added_to(on)
        past = Past.at(self.settings, on, end_of(on))
        for fault in past.too_little():
            return PastForecast(on=on, day=day, reason=fault.message)
        made = past.forecast()
        is_known = day <= self.until
        unknown = f"what happened after {day_text(self.until)} is not known"
        return PastForecast(
            on=on,
            day=day,
            expected=made.open_on(day),
            actual=self._open_on(day, made) if is_known else None,
            chances=tuple(self._given(made)),
            reason=None if is_known else unknown,
        )

    def _open_on(self, day: date, made: Forecast) -> int:
        if self.settings.new_findings:
            return sum(spell.holds(day) for spell in self.chosen)
        return sum(self._is_open(item, day) for item in made.items)

    def _is_open(self, item: str, day: date) -> bool:
        spell = self.by_item.get(item)
        return spell is not None and spell.holds(day)

    def _given(self, made: Forecast) -> Iterator[GivenChance]:
        for item, chance in made.chances.items():
            due = made.dues[item]
            spell = self.by_item.get(item)
            if spell is None or not made.on < due <= self.until:
                continue
            in_time = spell.left is not None and spell.left <= due
            if spell.is_done or not in_time:
                yield GivenChance(
                    item=item, on=made.on, due=due, chance=chance, met=in_time
                )


def end_of(day: date) -> datetime:
    """The last moment of a day, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), UTC) - MOMENT
