"""What the words say that were kept, beside the deadline that was read from them."""

from collections.abc import Iterable, Iterator

from actionplan.checks._problems import Problem, Rule
from actionplan.checks._view import Part, View
from actionplan.deadlines import Before, By, Deadline, Period, Recurring, Within
from actionplan.errors import RefusedWording, shown
from actionplan.log import DeadlineChange
from actionplan.reports import CauseOfConcern
from actionplan.wording import MOST_FOUND_IN, find_deadlines, parse_deadline

Kept = tuple[Deadline | None, ...]


def stated_otherwise(view: View) -> Iterator[Problem]:
    """Words that were kept, and in which another deadline stands, or more than one."""
    read: dict[str, tuple[Deadline, ...]] = {}
    for where, item, words, kept in _stated(view):
        if words not in read:
            read[words] = _read(words)
        message = _difference(read[words], kept)
        if message:
            yield Problem(
                rule=Rule.STATED_OTHERWISE,
                where=where,
                item=item,
                message=f"the words {shown(words)} {message}",
                hint="correct the deadline, or keep in `stated` the words that set it",
            )


def _stated(view: View) -> Iterator[tuple[str, str | None, str, Kept]]:
    """Every place with words: that place, its item, the words, and the deadlines."""
    for part in view.parts:
        if part.source.stated is not None:
            yield part.place, part.only_item, part.source.stated, _kept(part)
    for line in view.log.counting:
        entry = line.entry
        if isinstance(entry, DeadlineChange) and entry.stated is not None:
            yield line.place, line.item.id, entry.stated, (entry.deadline,)


def _kept(part: Part) -> Kept:
    source = part.source
    if isinstance(source, CauseOfConcern) and source.deadline is None:
        return tuple(one.deadline for one in source.recommendations) or (None,)
    return (part.deadline,)


def _read(words: str) -> tuple[Deadline, ...]:
    """The deadlines that words give, each once."""
    if len(words) > MOST_FOUND_IN:
        return ()
    found = [one.deadline for one in find_deadlines(words)]
    if not found:
        try:
            found = [parse_deadline(words)]
        except RefusedWording:
            return ()
    return tuple({_sense(deadline): deadline for deadline in found}.values())


def _difference(read: tuple[Deadline, ...], kept: Kept) -> str:
    """How the deadlines of words differ from those that were kept, if they do."""
    if len(read) > 1:
        return f"give more than one deadline: {_listed(read)}"
    if not read or all(_agrees(read[0], one) for one in kept):
        return ""
    given = _listed(one for one in kept if one is not None)
    what = f"the deadline is {given}" if given else "it has no deadline"
    return f"read as {read[0]}, and {what}"


def _listed(deadlines: Iterable[Deadline]) -> str:
    return "; ".join(dict.fromkeys(map(str, deadlines)))


def _agrees(read: Deadline, kept: Deadline | None) -> bool:
    """Whether words mean a deadline, as far as they say what it counts from."""
    if kept is None:
        return False
    is_anchored = not getattr(read, "assumed", False)
    return _sense(read, anchored=is_anchored) == _sense(kept, anchored=is_anchored)


def _sense(deadline: Deadline, *, anchored: bool = True) -> tuple[object, ...]:
    """What two deadlines share that mean the same: 42 days, say, and six weeks."""
    match deadline:
        case By():
            return By, deadline.span.end
        case Recurring():
            return Recurring, _length(deadline.every), anchored and deadline.anchor
        case Within() | Before():
            return (
                type(deadline),
                getattr(deadline, "counting", None),
                _length(deadline.period),
                deadline.working,  # words seldom say whose bank holidays count
                anchored and deadline.anchor,
            )
        case _:
            return (type(deadline),)


def _length(period: Period) -> tuple[int, int]:
    return period.years * 12 + period.months, period.weeks * 7 + period.days
