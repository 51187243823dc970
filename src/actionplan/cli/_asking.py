"""What is asked of a person who types a report."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeVar

import attrs
import click

from actionplan._days import day_text
from actionplan._fields import is_body_id
from actionplan._printing import one_line
from actionplan.bodies import Body
from actionplan.cli._options import DAY, read_words
from actionplan.cli._output import say
from actionplan.deadlines import PUBLICATION, Deadline
from actionplan.errors import ActionPlanError, InvalidValue, raise_any
from actionplan.plans import ActionPlan
from actionplan.regimes import obligations
from actionplan.register import Register
from actionplan.reports import (
    AnyFinding,
    AreaForImprovement,
    CauseOfConcern,
    InspectionReport,
    Recommendation,
)
from actionplan.terms import BodyKind
from actionplan.wording import find_deadlines

T = TypeVar("T")
Words = tuple[Deadline | None, str | None]

END = "."
MOST_OF_AN_ID = 40
CUSTOMARY = "within six weeks of publication"
_KINDS: dict[str, type[Any]] = {
    "r": Recommendation,
    "a": AreaForImprovement,
    "c": CauseOfConcern,
}


def confirmed(question: str) -> bool:
    """Whether a person says yes, which Enter does too."""
    return click.confirm(question, default=True)


def slug(name: str) -> str:
    """A short id made from a name: `norfolk-constabulary`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    made = ""
    for word in re.findall("[a-z0-9]+", plain.lower()):
        longer = f"{made}-{word}" if made else word[:MOST_OF_AN_ID]
        if len(longer) > MOST_OF_AN_ID:
            break
        made = longer
    return made


def ask_body(question: str, given: tuple[str, str] | None, kind: str) -> Body:
    """A body, as it is given or asked for."""
    if given is None:
        name = click.prompt(question)
        key = _ask_until("  a short id for it", slug(name), _body_id)
        given = key, name
    return Body(id=given[0], name=given[1], kind=kind)


def _body_id(text: str) -> str:
    raise_any(InvalidValue, is_body_id(text))
    return text


def _ask_until(question: str, default: str, read: Callable[[str], T]) -> T:
    """What an answer means; it is asked for until it means something."""
    while True:
        answer = click.prompt(question, default=default)
        try:
            return read(answer)
        except (ActionPlanError, click.BadParameter) as error:
            said = error.message if isinstance(error, click.BadParameter) else error
            say(f"  {said}")


def ask_head(register: Register, *, key: str | None, **given: Any) -> InspectionReport:
    """A report without findings, as it is given or asked for.

    Raises:
        InvalidValue: It cannot be added to the register.
    """
    title = given["title"] or click.prompt("Title of the report")

    def free(name: str) -> str:
        _check_free(register, name, title)
        return name

    head = InspectionReport(
        id=key or _ask_until("A short id for it", slug(title), free),
        title=title,
        by=given["by"] or [_ask_one(register, "Made by", BodyKind.INSPECTORATE)],
        about=given["about"] or [_ask_one(register, "About", BodyKind.POLICE_FORCE)],
        published=given["published"] or _ask_day("Published on (YYYY-MM-DD)"),
        received=given["received"],
        url=given["url"],
    )
    _check_added(register, head)
    return head


def _check_free(register: Register, name: str, title: str) -> None:
    anybody = [body.id for body in register.bodies[:1]]
    probe = InspectionReport(id=name, title=title, by=anybody, about=anybody)
    _check_added(register, probe)


def _check_added(register: Register, report: InspectionReport) -> None:
    """Refuse a report that cannot be added, before anybody types its findings."""
    try:
        register.add(report)
    except InvalidValue as error:
        path = "things[0]."
        faults = [
            attrs.evolve(fault, path=fault.path.removeprefix(path))
            for fault in error.faults
        ]
        raise InvalidValue(*faults) from None


def _ask_one(register: Register, question: str, kind: BodyKind) -> str:
    """The id of a body: of that kind, if there is one."""
    found = [body.id for body in register.bodies if body.kind is kind]
    known = click.Choice([body.id for body in register.bodies])
    answer: str = click.prompt(question, default=next(iter(found), None), type=known)
    return answer


def _ask_day(question: str) -> date:
    day: date = click.prompt(question, type=DAY)
    return day


# Findings


def ask_report(head: InspectionReport) -> InspectionReport:
    """A report with findings that are typed or pasted, and then asked about."""
    say("\nPaste the findings, with an empty line between one and the next.")
    say("A line with a full stop alone ends them.")
    findings: list[AnyFinding] = []
    for number, text in enumerate(_pasted(), start=1):
        say(f"\n{number}. {one_line(text)}")
        _put(findings, _ask_finding(f"{head.id}/{number}", text, head))
    return attrs.evolve(head, findings=findings)


def _put(findings: list[AnyFinding], finding: AnyFinding) -> None:
    """Add a finding: to the cause of concern before it, if it is of that."""
    cause = findings[-1] if findings else None
    if (
        isinstance(cause, CauseOfConcern)
        and isinstance(finding, Recommendation)
        and confirmed(f"Does it belong to the cause of concern {cause.id}?")
    ):
        held = (*cause.recommendations, finding)
        findings[-1] = attrs.evolve(cause, recommendations=held)
    else:
        findings.append(finding)


def _pasted() -> list[str]:
    """The texts that are pasted, each of which ends with an empty line."""
    texts: list[list[str]] = [[]]
    while (line := _line()) != END:
        if line:
            texts[-1].append(line)
        elif texts[-1]:
            texts.append([])
    return [" ".join(lines) for lines in texts if lines]


def _line() -> str:
    try:
        line: str = click.prompt(">", "", show_default=False, prompt_suffix=" ")
    except click.Abort as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise
        return END  # as does the end of what is piped in
    return line.strip()


def _ask_finding(key: str, text: str, head: InspectionReport) -> AnyFinding:
    kind = click.prompt(
        "(r)ecommendation, (a)rea for improvement or (c)ause of concern",
        default="r",
        type=click.Choice(list(_KINDS)),
        show_choices=False,
    )
    deadline, stated = _ask_deadline(text, head.published)
    made: AnyFinding = _KINDS[kind](id=key, text=text, deadline=deadline, stated=stated)
    return made


def _ask_deadline(text: str, published: date | None) -> Words:
    for found in find_deadlines(text):
        meaning = _day_of(found.deadline, published)
        if confirmed(f'"{one_line(found.stated)}": {meaning}. Take it?'):
            return found.deadline, found.stated
    question = "By when, in words (Enter for no deadline)"
    return _ask_until(question, "", lambda words: read_words(words or None, ""))


def _day_of(deadline: Deadline, published: date | None) -> str:
    """A deadline, with its day where that is known."""
    anchors = {} if published is None else {PUBLICATION: published}
    try:
        due = deadline.due(anchors)
    except ActionPlanError:
        due = None
    return f"{deadline}, due {day_text(due.day)}" if due else str(deadline)


# What a report brings with it


def proposed(register: Register, report: InspectionReport, *, yes: bool) -> Register:
    """A register with a report, what the law asks, and a plan, if a person agrees."""
    owed = [
        one
        for one in obligations(report, register.bodies)
        if yes or confirmed(f"The law asks of {one.owner}: {one.text} Follow it?")
    ]
    grown = register.add(attrs.evolve(report, obligations=owed))
    return grown.add(*_plans(report, yes=yes))


def _plans(report: InspectionReport, *, yes: bool) -> Iterator[ActionPlan]:
    several = len(report.about) > 1
    for owner in report.about:
        deadline, stated = read_words(CUSTOMARY, "") if yes else _ask_plan(owner)
        if deadline is not None:
            name = f"{report.id}/plan-{owner}" if several else f"{report.id}/plan"
            yield ActionPlan(
                id=name,
                owner=owner,
                report=report.id,
                deadline=deadline,
                stated=stated,
            )


def _ask_plan(owner: str) -> Words:
    question = f"By when must {one_line(owner)} send a plan of action (- for none)"
    return _ask_until(
        question, CUSTOMARY, lambda words: read_words(words.strip("-") or None, "")
    )
