"""The report itself, and what it says besides its findings."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._fields import (
    BODY,
    ID,
    MAYBE_DAY,
    MAYBE_LINK,
    MAYBE_TEXT,
    REFS,
    TEXT,
    TEXTS,
    X,
    as_tuple,
    each,
    is_a,
    is_body_id,
    is_canonical,
    is_id,
    is_name,
    is_term,
    is_whole,
    maps_to,
    optional,
    read_term,
    to_json_map,
    to_map,
    to_refs,
    to_texts,
)
from actionplan._values import NOTHING, Faults, Value, checked
from actionplan.deadlines import Deadline, to_deadline
from actionplan.errors import Fault, FaultCode
from actionplan.periods import Span, to_span
from actionplan.reports._findings import MAYBE_DEADLINE, MAYBE_VISIBILITY, AnyFinding
from actionplan.terms import Grade, Scale, Visibility, to_grade, to_scale, to_visibility

BODIES = checked(each(is_body_id, least=1, distinct=True), refers_to="body")


@attrs.frozen(kw_only=True)
class Obligation(Value):
    """A duty that arises from a report itself, such as to publish comments on it.

    Attributes:
        id: Its id.
        owner: The body whose duty it is.
        text: What must be done.
        deadline: By when.
        stated: The words of the statute or rule.
        regime: The name of the statute or custom that it comes from.
        visibility: Who may see it, when that is not as for its report.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> ap.Obligation(
        ...     id="suffolk-2022/comments",
        ...     owner="suffolk-pcc",
        ...     text="Publish comments on the report.",
        ...     deadline="P56D beginning publication",
        ... ).owner
        'suffolk-pcc'
    """

    id: str = attrs.field(metadata=ID)
    owner: str = attrs.field(metadata=BODY)
    text: str = attrs.field(metadata=TEXT)
    deadline: Deadline | None = attrs.field(
        default=None, converter=to_deadline, metadata=MAYBE_DEADLINE
    )
    stated: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    regime: str | None = attrs.field(default=None, metadata=checked(optional(is_name)))
    visibility: Visibility | None = attrs.field(
        default=None, converter=to_visibility, metadata=MAYBE_VISIBILITY
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class Judgement(Value):
    """The grade that a body was given in an area.

    Attributes:
        about: The body.
        area: What was judged.
        grade: How.
        scale: The set of grades that it was chosen from.
        on: The day of the judgement, when that is not the report's.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: The scale does not have that grade.

    Example:
        >>> from actionplan.reports import Judgement
        >>> Judgement(
        ...     about="norfolk", area="Leadership", grade="adequate", scale="five-grade"
        ... ).grade.name
        'ADEQUATE'
    """

    about: str = attrs.field(metadata=BODY)
    area: str = attrs.field(metadata=TEXT)
    grade: Grade = attrs.field(converter=to_grade, metadata=checked(is_term(Grade)))
    scale: Scale = attrs.field(converter=to_scale, metadata=checked(is_term(Scale)))
    on: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Iterator[Fault]:
        if self.grade not in self.scale.grades:
            message = f"the {self.scale} scale has no grade {str(self.grade)!r}"
            hint = f"use one of {', '.join(self.scale.grades)}, or another scale"
            yield Fault("grade", FaultCode.CONTRADICTION, self.grade, message, hint)


def is_grade(value: object) -> Faults:
    """Check the name of a grade, in either of its forms."""
    return is_term(Grade)(read_term(Grade, value))


def _counts(value: Mapping[str, int]) -> Mapping[str, int]:
    return to_map(value)


@attrs.frozen(kw_only=True)
class CaseAudit(Value):
    """How many of the cases that inspectors read were handled how well.

    Attributes:
        about: The body whose cases they were.
        area: What they were about.
        counts: The number of cases, by grade.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> from actionplan.reports import CaseAudit
        >>> CaseAudit(about="suffolk", counts={"good": 27, "inadequate": 21}).total
        48
    """

    about: str = attrs.field(metadata=BODY)
    area: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    counts: Mapping[str, int] = attrs.field(
        converter=_counts,
        metadata=checked(maps_to(is_whole(0, 1_000_000_000), keys=is_grade)),
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    @property
    def total(self) -> int:
        """The number of cases in all."""
        return sum(self.counts.values())


def _findings(values: Iterable[AnyFinding]) -> tuple[AnyFinding, ...]:
    return as_tuple(values)


def _obligations(values: Iterable[Obligation]) -> tuple[Obligation, ...]:
    return as_tuple(values)


def _judgements(values: Iterable[Judgement]) -> tuple[Judgement, ...]:
    return as_tuple(values)


def _case_audits(values: Iterable[CaseAudit]) -> tuple[CaseAudit, ...]:
    return as_tuple(values)


@attrs.frozen(kw_only=True)
class InspectionReport(Value):
    """What an inspectorate published about one or more bodies.

    Attributes:
        id: Its id.
        title: Its title.
        by: Who made it; the first of several leads.
        about: Whom it is about.
        published: The day of publication. Before it is known, the report and
            all that comes from it are in no snapshot.
        received: The day on which the inspected body received it.
        inspected: When the inspection took place.
        programme: The programme of inspections that it belongs to.
        follows: The earlier report that it goes back to.
        url: Where it can be read.
        refs: Other people's numbers for it.
        visibility: Who may see it, when that is not everybody once it is published.
        findings: Causes of concern, recommendations and areas for improvement.
        obligations: Duties that its publication brings.
        judgements: The grades that it gives.
        case_audits: The cases that inspectors read.
        strengths: What it praises, each in a sentence.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty.

    Example:
        >>> import actionplan as ap
        >>> ap.InspectionReport(
        ...     id="suffolk-2022",
        ...     title="Suffolk: National child protection inspection",
        ...     by=["hmicfrs"],
        ...     about=["suffolk"],
        ...     inspected="2022-07",
        ... ).inspected.words
        'July 2022'
    """

    id: str = attrs.field(metadata=ID)
    title: str = attrs.field(metadata=TEXT)
    by: tuple[str, ...] = attrs.field(converter=to_texts, metadata=BODIES)
    about: tuple[str, ...] = attrs.field(converter=to_texts, metadata=BODIES)
    published: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    received: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    inspected: Span | None = attrs.field(
        default=None,
        converter=to_span,
        metadata=checked(optional(is_canonical(Span, "a span of days"))),
    )
    programme: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    follows: str | None = attrs.field(
        default=None, metadata=checked(optional(is_id), refers_to="report")
    )
    url: str | None = attrs.field(default=None, metadata=MAYBE_LINK)
    refs: Mapping[str, str] = attrs.field(
        default=NOTHING, converter=to_refs, metadata=REFS
    )
    visibility: Visibility | None = attrs.field(
        default=None, converter=to_visibility, metadata=MAYBE_VISIBILITY
    )
    findings: tuple[AnyFinding, ...] = attrs.field(
        default=(),
        converter=_findings,
        metadata=checked(each(is_a(AnyFinding, "a finding"))),
    )
    obligations: tuple[Obligation, ...] = attrs.field(
        default=(),
        converter=_obligations,
        metadata=checked(each(is_a(Obligation, "an obligation"))),
    )
    judgements: tuple[Judgement, ...] = attrs.field(
        default=(),
        converter=_judgements,
        metadata=checked(each(is_a(Judgement, "a judgement"))),
    )
    case_audits: tuple[CaseAudit, ...] = attrs.field(
        default=(),
        converter=_case_audits,
        metadata=checked(each(is_a(CaseAudit, "a case audit"))),
    )
    strengths: tuple[str, ...] = attrs.field(
        default=(), converter=to_texts, metadata=TEXTS
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )
