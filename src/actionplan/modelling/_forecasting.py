"""Making a forecast: what the past holds, whether it is enough, and the trials."""

import functools
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import attrs

from actionplan._days import counted, day_text
from actionplan._values import FrozenMap
from actionplan.deadlines import Recurring
from actionplan.errors import Fault, FaultCode, InvalidValue, raise_any
from actionplan.modelling._forecast import Forecast
from actionplan.modelling._paths import Futures, Start, survival, throughput
from actionplan.modelling._picking import Where, moment_faults
from actionplan.modelling._settings import Method, Settings, settled
from actionplan.modelling._spells import OpenSpell, Week, spells_of, weeks_of
from actionplan.modelling._staircase import Staircase, codes_of
from actionplan.periods import Period
from actionplan.register import Register
from actionplan.snapshot import Snapshot
from actionplan.snapshot._figures import has_no_last_day
from actionplan.terms import Status

LEAST_LEFT = 5
LEAST_WEEKS = 4
FEW = 30  # below which simulated registers are often outside of an interval
SILENT = 91  # days without an entry


def forecast(
    register: Register,
    on: date,
    *,
    method: Method | str = Method.THROUGHPUT,
    known: datetime | None = None,
    where: Where = None,
    trials: int = 1000,
    seed: int = 0,
    horizon: Period | str = "P5Y",
    new_findings: bool = False,
    window: Period | str = "P1Y",
    rung: Status | str = Status.COMPLETE,
) -> Forecast:
    """When none will be open of what is, and how many will be until then.

    Many futures are drawn, and what they have in common is the forecast. Each
    trial first draws the past itself again, with replacement, so that the spread
    holds both what chance does and what a short past leaves unknown. It does not
    hold what the past has not seen.

    *Throughput* draws weeks, in runs of four: as many items leave as left in that week
    of the window, however many are open. Weeks are counted back from `on`, and none
    reaches back to the day on which the first item opened. Which item leaves is
    anybody's guess, so that every item has the same chance.

    *Survival* draws for each item the age at which it leaves, given its age now, from
    the curve of Kaplan and Meier of all items that are chosen. Days count from the
    opening of an item. Nothing is assumed past the time after which the last ones
    left: what gets older stays open.

    An item leaves when it reaches the rung, or ends in another way, if that stands:
    what was opened again has not left. What is not in the register is not known: one
    that was begun with the items that were open then makes survival too slow. A log
    that is silent says that nothing happened. The same seed gives the same forecast,
    on every machine.

    Args:
        register: The register.
        on: The day whose end it is made at.
        method: `throughput` or `survival`.
        known: The moment at whose knowledge it stops; without one, all counts.
        where: Which items: what `Snapshot.where` takes, but no status, or a function
            of a state, which should go by what an item is and not by how far it is.
            Whatever the function raises passes through. Without it, plans, actions and
            the findings that they answer are counted side by side.
        trials: How many futures are drawn.
        seed: Where the drawing of random numbers starts.
        horizon: How far ahead it looks.
        new_findings: Whether items go on to arrive as in the weeks of the window.
            Without, it is about what is open on the day alone.
        window: How far back the weeks reach that are drawn from.
        rung: What it takes to leave: `complete`, `assured` or `closed`.

    Raises:
        InvalidValue: An argument is faulty, `known` is of a day before `on`, or the
            past is too short: fewer than five items left, in the window or ever, or
            the window has fewer than four whole weeks.
        UnknownName: The register does not have what is chosen by.

    Source: B. Efron, "Bootstrap methods", Annals of Statistics 7 (1979); D. N. Politis
    and J. P. Romano, "A circular block-resampling procedure for stationary data"
    (1992); E. L. Kaplan and P. Meier, Journal of the American Statistical Association
    53 (1958).

    Example:
        >>> from datetime import date, timedelta
        >>> import actionplan as ap
        >>> from actionplan import modelling
        >>> start = date(2014, 1, 6)
        >>> force = ap.Body(id="norfolk", name="Norfolk", kind="police-force")
        >>> actions = [
        ...     ap.Action(id=f"plan/{n}", owner="norfolk", text="Act.", answers=[])
        ...     for n in range(40)
        ... ]
        >>> plan = ap.ActionPlan(
        ...     id="plan", owner="norfolk", added=start, actions=actions
        ... )
        >>> done = [
        ...     ap.ProgressUpdate(
        ...         item=f"plan/{n}",
        ...         on=start + timedelta(days=9 * n + 9),
        ...         by="norfolk",
        ...         status="complete",
        ...     )
        ...     for n in range(20)
        ... ]
        >>> register = ap.Register(bodies=[force], plans=[plan], log=done)
        >>> ahead = modelling.forecast(
        ...     register, date(2014, 7, 7), where={"kind": "action"}
        ... )
        >>> print(ahead.sentence)  # doctest: +NORMALIZE_WHITESPACE
        20 open on Mon 7 Jul 2014: even chance that none of them is open by
        Sat 3 Jan 2015; nine in ten by Thu 8 Jan 2015.
        >>> print(ahead.open_on(date(2014, 10, 1)))
        11 open on Wed 1 Oct 2014; four in five from 10 to 11
    """
    settings = settled(
        moment_faults(on, known),
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
    past = Past.at(settings, on, known)
    raise_any(InvalidValue, past.too_little())
    return past.forecast()


@attrs.frozen(kw_only=True, eq=False)
class Past:
    """What is known on a day, as far as a forecast goes by it."""

    settings: Settings
    snapshot: Snapshot
    on: date
    spells: tuple[OpenSpell, ...]
    open: tuple[OpenSpell, ...]
    weeks: tuple[Week, ...]
    codes: list[int]

    @classmethod
    def at(cls, settings: Settings, on: date, known: datetime | None) -> "Past":
        """The past of a day, as far as it was known at a moment.

        Raises:
            InvalidValue: `on` is no day, or `known` no moment.
            UnknownName: The register does not have what is chosen by.
        """
        snapshot = settings.states(on, known)
        spells = spells_of(snapshot, settings.rung)
        earliest = settings.window.added_to(on, -1)
        began = min((spell.start for spell in spells), default=on)
        return cls(
            settings=settings,
            snapshot=snapshot,
            on=on,
            spells=spells,
            open=tuple(spell for spell in spells if spell.left is None),
            weeks=weeks_of(spells, max(earliest, began), on),
            codes=codes_of(spells, on),
        )

    def forecast(self) -> Forecast:
        """The forecast that is made from it."""
        settings, futures = self.settings, self._futures()
        return Forecast(
            on=self.on,
            known=self.snapshot.known,
            method=settings.method,
            rung=settings.rung,
            new_findings=settings.new_findings,
            trials=settings.trials,
            seed=settings.seed,
            left=len(self.gone),
            items=tuple(spell.item.id for spell in self.open),
            dues=FrozenMap(self.dues),
            chances=FrozenMap(self._chances(futures.chances)),
            notes=tuple(self._notes()),
            past=self._counts(),
            heaps=futures.heaps,
        )

    @property
    def days(self) -> int:
        """How many days ahead the horizon is."""
        return (self.settings.horizon.added_to(self.on) - self.on).days

    @functools.cached_property
    def gone(self) -> tuple[OpenSpell, ...]:
        """What left in the past that the method goes by."""
        first = self.on - timedelta(weeks=len(self.weeks))
        everything = self.settings.method is Method.SURVIVAL
        return tuple(
            spell
            for spell in self.spells
            if spell.left is not None and (everything or spell.left > first)
        )

    def too_little(self) -> Iterator[Fault]:
        """What is missing for a forecast, where there is anything to forecast."""
        if not (self.open or self.settings.new_findings):
            return
        by_weeks = self.settings.method is Method.THROUGHPUT
        weeks = counted(len(self.weeks), "whole week")
        if len(self.gone) < LEAST_LEFT:
            time = f"in the {weeks} to" if by_weeks else "by"
            items = counted(len(self.gone), "item")
            message = f"{items} left {time} {day_text(self.on)}, too few to go by"
            back = " or look further back" if by_weeks else ""
            hint = f"at least {LEAST_LEFT} are needed: ask about more items{back}"
            place = "window" if by_weeks else "register"
            yield Fault(place, FaultCode.RANGE, len(self.gone), message, hint)
        if len(self.weeks) < LEAST_WEEKS and (by_weeks or self.settings.new_findings):
            message = f"{weeks} to {day_text(self.on)}, too few to draw from"
            hint = f"at least {LEAST_WEEKS} are needed: look further back"
            yield Fault("window", FaultCode.RANGE, len(self.weeks), message, hint)

    def _futures(self) -> Futures:
        """The futures that are drawn."""
        start = Start(
            ages=tuple(spell.days(self.on) for spell in self.open),
            dues=tuple(self._due_in(spell) for spell in self.open),
            days=self.days,
            weeks=self.weeks,
            arriving=self.settings.new_findings,
        )
        trials, seed = self.settings.trials, self.settings.seed
        if self.settings.method is Method.SURVIVAL:
            return survival(start, self.codes, trials=trials, seed=seed)
        return throughput(start, trials=trials, seed=seed)

    def _due_in(self, spell: OpenSpell) -> int:
        """In how many days an item is due; below 0 for what has no day to meet."""
        due = self.dues.get(spell.item.id)
        return -1 if due is None else (due - self.on).days

    @functools.cached_property
    def dues(self) -> dict[str, date]:
        """The days that open items have to meet, up to the horizon."""
        if self.settings.rung is not Status.COMPLETE:
            return {}
        last = self.on + timedelta(days=self.days)
        states = (self.snapshot[spell.item.id] for spell in self.open)
        return {
            state.item.id: state.due.day
            for state in states
            if state.due
            and state.due.day <= last
            and not has_no_last_day(state.deadline)
        }

    def _chances(self, leaving: Sequence[float]) -> dict[str, float]:
        """The chance of each open item that has a day to meet, by its id.

        As many are done of those that leave as of those that left. What ends in
        another way has neither met its day nor missed it.
        """
        done = sum(spell.is_done for spell in self.gone) / max(1, len(self.gone))
        return {
            spell.item.id: _chance_done(chance, done)
            for spell, chance in zip(self.open, leaving, strict=True)
            if spell.item.id in self.dues
        }

    def _notes(self) -> Iterator[str]:
        """What a reader should know before believing it."""
        if not (self.open or self.settings.new_findings):
            return
        yield from (self._basis(), *self._tail(), *self._doubts())

    def _basis(self) -> str:
        left = counted(len(self.gone), "item")
        if self.settings.method is Method.SURVIVAL:
            return f"It goes by {left} that left, and by those that are open"
        return f"It goes by {left} that left in {counted(len(self.weeks), 'week')}"

    def _tail(self) -> Iterator[str]:
        """What it means that nothing is assumed of greater ages."""
        if self.settings.method is not Method.SURVIVAL:
            return
        oldest = Staircase.of(self.codes).oldest
        yield (
            f"Nothing is assumed to leave later than {counted(oldest, 'day')} after "
            "it was opened"
        )
        older = sum(spell.days(self.on) >= oldest for spell in self.open)
        if older:
            stays = "is so old and stays" if older == 1 else "are so old and stay"
            yield f"{counted(older, 'item')} {stays} open to the end"

    def _doubts(self) -> Iterator[str]:
        otherwise = sum(not spell.is_done for spell in self.gone)
        if otherwise:
            were = "was" if otherwise == 1 else "were"
            yield f"{otherwise} of what left {were} not done, but ended otherwise"
        recurring = sum(
            isinstance(self.snapshot[spell.item.id].deadline, Recurring)
            for spell in self.open
        )
        if recurring:
            recur = "recurs" if recurring == 1 else "recur"
            yield f"{recurring} of what is open {recur}, and may never end"
        told = [entry.on for state in self.snapshot for entry in state.entries]
        last = max(told, default=self.on)
        if (self.on - last).days > SILENT:
            yield f"Nothing was recorded after {day_text(last)}, and silence counts"
        if len(self.gone) < FEW:
            yield "So few are easily not what comes, and intervals may be too narrow"

    def _counts(self) -> tuple[tuple[date, int], ...]:
        """How many were open on the days that end the weeks, the first one first."""
        ends = [self.on - timedelta(weeks=n) for n in range(len(self.weeks) + 1)]
        return tuple(
            (day, sum(spell.holds(day) for spell in self.spells))
            for day in reversed(ends)
        )


def _chance_done(leaving: float, done: float) -> float:
    """The chance to be done, if it does not end otherwise, of what leaves with one."""
    by_then = leaving * done
    return by_then / (by_then + 1 - leaving) if by_then else 0.0
