"""The commands that add to the log, which forgets nothing."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import attrs
import click

from actionplan._days import counted, day_text
from actionplan.cli._commands import Command
from actionplan.cli._options import (
    BY,
    DAY,
    FILE,
    ITEM,
    JSON,
    RECORDED,
    TAKES_EFFECT,
    VISIBILITY,
    read_words,
    together,
)
from actionplan.cli._output import entry_row, keep, loaded, say, say_json
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.log import (
    AnyEntry,
    Assignment,
    DeadlineChange,
    Event,
    ProgressUpdate,
    Response,
    Retraction,
    Target,
)
from actionplan.register import Register
from actionplan.snapshot._history_text import said
from actionplan.terms import Acceptance, Status


@attrs.frozen(kw_only=True)
class Said:
    """What options say together, as an entry.

    Attributes:
        make: The kind of entry.
        leading: Options of which any makes one, by the fields that they give.
        further: Options that say more of it.
    """

    make: type[AnyEntry]
    leading: Mapping[str, str]
    further: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def options(self) -> Mapping[str, str]:
        """All of them."""
        return {**self.leading, **self.further}

    def is_said(self, given: Mapping[str, Any]) -> bool:
        """Whether such an entry is made."""
        return any(given[option] is not None for option in self.leading)

    def fields(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that are given."""
        values = {field: given[option] for option, field in self.options.items()}
        return {field: value for field, value in values.items() if value is not None}


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_PROGRESS = _same("status", "superseded_by", "percent", "rag", "note", "evidence")
_ENTRIES = (
    Said(make=ProgressUpdate, leading=_PROGRESS),
    Said(make=Response, leading=_same("acceptance"), further=_same("action", "reason")),
    Said(
        make=DeadlineChange,
        leading={"due": "deadline"},
        further=_same("stated", "asked", "reason", "agreed_by", "refused_by"),
    ),
    Said(make=Target, leading={"target": "day"}),
    Said(make=Assignment, leading=_same("lead")),
    Said(make=Event, leading={"event": "name"}),
)

_SAYS = together(
    click.option(
        "--status",
        type=click.Choice([one.value for one in Status]),
        help="How far it has come.",
    ),
    click.option("--superseded-by", metavar="ITEM", help="What took its place."),
    click.option("--percent", type=int, help="How much is done, from 0 to 100."),
    click.option("--rag", metavar="TEXT", help="The rating as it was reported."),
    click.option("--note", metavar="TEXT", help="What happened."),
    click.option("--evidence", metavar="TEXT", help="What shows it."),
    click.option(
        "--acceptance",
        type=click.Choice([one.value for one in Acceptance]),
        help="Whether the body takes it on.",
    ),
    click.option("--action", metavar="TEXT", help="With --acceptance: what is done."),
    click.option("--due", metavar="WORDS", help="A new deadline, as words say it."),
    click.option("--asked", type=DAY, help="With --due: when it was asked for."),
    click.option("--agreed-by", metavar="BODY", help="With --due: who agreed."),
    click.option("--refused-by", metavar="BODY", help="With --due: who refused."),
    click.option("--reason", metavar="TEXT", help="With either: why."),
    click.option("--target", type=DAY, help="The day that its owner aims at."),
    click.option("--lead", metavar="POST", help="Who leads on it."),
    click.option("--event", metavar="NAME", help="What took place, such as receipt."),
)


@click.command(cls=Command)
@FILE
@click.argument("item", type=ITEM)
@BY
@TAKES_EFFECT
@VISIBILITY
@RECORDED
@_SAYS
@JSON
def record(
    *,
    file: Path,
    item: str,
    by: str,
    on: date,
    visibility: str | None,
    recorded: datetime,
    as_json: bool,
    **given: Any,
) -> None:
    """Record in FILE what happened to ITEM.

    Several things can be said at once.
    """
    register = loaded(file)
    opened = register.item(item).opened
    given["due"], given["stated"] = read_words(given["due"], "--due", opened)
    _refuse_idle(given)
    common = {
        "item": item,
        "by": by,
        "on": on,
        "visibility": visibility,
        "recorded": recorded,
    }
    _record(file, register, _entries(given, common), as_json=as_json)


def _refuse_idle(given: Mapping[str, Any]) -> None:
    """Refuse options that say more of an entry that is not made, or none at all."""
    made = [one for one in _ENTRIES if one.is_said(given)]
    if not made:
        message = "nothing is said; give --status, --percent, --note, --due or the like"
        raise click.UsageError(message)
    used = {option for one in made for option in one.options}
    for one in _ENTRIES:
        for option in one.further:
            if given[option] is not None and option not in used:
                (leading,) = one.leading
                raise click.UsageError(f"{_flag(option)} needs {_flag(leading)} too")


def _flag(option: str) -> str:
    return f"--{option.replace('_', '-')}"


def _entries(given: Mapping[str, Any], common: Mapping[str, Any]) -> list[AnyEntry]:
    """The entries that are said.

    Raises:
        InvalidValue: With the faults of all of them.
    """
    made: list[AnyEntry] = []
    faults: list[Fault] = []
    for one in _ENTRIES:
        if one.is_said(given):
            try:
                made.append(one.make(**common, **one.fields(given)))
            except InvalidValue as error:
                faults += error.faults
    raise_any(InvalidValue, dict.fromkeys(faults))
    return made


def _record(
    file: Path, register: Register, entries: list[AnyEntry], *, as_json: bool
) -> None:
    keep(file, register, register.record(*entries))
    if as_json:
        say_json([entry_row(entry) for entry in entries])
    else:
        say("\n".join(_recorded(entries)))


def _recorded(entries: list[AnyEntry]) -> Iterator[str]:
    yield f"Recorded {counted(len(entries), 'thing')}:"
    for one in entries:
        when = day_text(one.on)
        yield f"  {one.digest}  {one.item}, {when}, {one.by}: {said(one)}"


@click.command(cls=Command)
@FILE
@click.argument("entry")
@BY
@RECORDED
@click.option("--reason", metavar="TEXT", help="Why it was a mistake.")
@JSON
def retract(
    *,
    file: Path,
    entry: str,
    by: str,
    recorded: datetime,
    reason: str | None,
    as_json: bool,
) -> None:
    """Take an ENTRY of FILE back.

    It is named by the digest that `item` shows before it.
    """
    register = loaded(file)
    mistake = _named(register, entry)
    back = Retraction.of(mistake, by=by, recorded=recorded, reason=reason)
    _record(file, register, [back], as_json=as_json)


def _named(register: Register, entry: str) -> AnyEntry:
    taken = {one.entry for one in register.log if isinstance(one, Retraction)}
    if entry in taken:
        raise click.UsageError(f"{entry} is taken back already")
    for one in register.log:
        if one.digest == entry:
            return one
    hint = "take it from what `actionplan item` shows before each entry"
    message = f"there is no entry {shown(entry)}"
    raise UnknownName(Fault("entry", FaultCode.UNKNOWN_NAME, entry, message, hint))
