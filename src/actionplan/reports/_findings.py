"""What a report finds: causes of concern, recommendations, areas for improvement."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

import attrs

from actionplan._fields import (
    ID,
    MAYBE_DAY,
    MAYBE_TEXT,
    REFS,
    TEXT,
    TEXTS,
    X,
    as_tuple,
    each,
    is_a,
    is_body_id,
    is_id,
    is_term,
    is_whole,
    optional,
    to_json_map,
    to_refs,
    to_texts,
)
from actionplan._values import NOTHING, Value, checked
from actionplan.deadlines import Deadline, is_deadline, to_deadline
from actionplan.errors import Fault, FaultCode
from actionplan.terms import ItemKind, Visibility, to_visibility

MAYBE_DEADLINE = checked(optional(is_deadline))
MAYBE_VISIBILITY = checked(optional(is_term(Visibility)))


@attrs.frozen(kw_only=True)
class Place(Value):
    """Where in a report something stands.

    Attributes:
        page: The number of the page.
        paragraph: The paragraph, as the report numbers it.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: Neither is given.

    Example:
        >>> from actionplan.reports import Place
        >>> Place(page=12, paragraph="3.4").page
        12
    """

    page: int | None = attrs.field(
        default=None, metadata=checked(optional(is_whole(1, 100_000)))
    )
    paragraph: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Iterator[Fault]:
        if self.page is None and self.paragraph is None:
            message = "a place has neither page nor paragraph"
            yield Fault("", FaultCode.REQUIRED, None, message, "give one or both")


@attrs.frozen(kw_only=True)
class Finding(Value):
    """The base of the three kinds of finding.

    Attributes:
        id: Its id; the items that it gives are named after it.
        label: What the report calls it, such as "Recommendation 7".
        text: What it says.
        addressed_to: The bodies that it is for. Without any it is for those of
            its cause of concern, else for those that the report is about.
        published: Its own day of publication, when that is not the report's (an
            accelerated cause of concern is published earlier).
        deadline: By when. Without one, its cause's holds.
        stated: The words in which the report says by when.
        place: Where in the report it stands.
        themes: What it is about.
        priority: How pressing it is, in the words of whoever says so.
        follows: The earlier finding that it takes up again.
        refs: Other people's numbers for it.
        visibility: Who may see it, when that is not as for its report.
    """

    id: str = attrs.field(metadata=ID)
    label: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    text: str = attrs.field(metadata=TEXT)
    addressed_to: tuple[str, ...] = attrs.field(
        default=(),
        converter=to_texts,
        metadata=checked(each(is_body_id, distinct=True), refers_to="body"),
    )
    published: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    deadline: Deadline | None = attrs.field(
        default=None, converter=to_deadline, metadata=MAYBE_DEADLINE
    )
    stated: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    place: Place | None = attrs.field(
        default=None, metadata=checked(optional(is_a(Place, "a place")))
    )
    themes: tuple[str, ...] = attrs.field(
        default=(), converter=to_texts, metadata=TEXTS
    )
    priority: str | None = attrs.field(default=None, metadata=MAYBE_TEXT)
    follows: str | None = attrs.field(
        default=None, metadata=checked(optional(is_id), refers_to="finding")
    )
    refs: Mapping[str, str] = attrs.field(
        default=NOTHING, converter=to_refs, metadata=REFS
    )
    visibility: Visibility | None = attrs.field(
        default=None, converter=to_visibility, metadata=MAYBE_VISIBILITY
    )


@attrs.frozen(kw_only=True)
class Recommendation(Finding):
    """What the inspectorate recommends that a body does.

    Attributes:
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> ap.Recommendation(
        ...     id="norfolk-2014/1", text="Clear the backlog.", deadline="immediately"
        ... ).deadline
        Immediately()
    """

    kind: ClassVar = ItemKind.RECOMMENDATION
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


@attrs.frozen(kw_only=True)
class AreaForImprovement(Finding):
    """An aspect of practice that falls short, usually without a deadline.

    Attributes:
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> ap.AreaForImprovement(id="afi-1", text="Answer calls sooner.").kind
        <ItemKind.AREA_FOR_IMPROVEMENT: 'area-for-improvement'>
    """

    kind: ClassVar = ItemKind.AREA_FOR_IMPROVEMENT
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


def _recommendations(values: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    return as_tuple(values)


@attrs.frozen(kw_only=True)
class CauseOfConcern(Finding):
    """A serious, critical or systemic shortcoming, with its recommendations.

    It is tracked by itself; its addressees, day and deadline are the defaults of
    its recommendations, and these carry the due dates, so that nothing is late
    twice. Only one that has no recommendations carries its deadline itself.

    Attributes:
        recommendations: What is recommended about it.
        x: Whatever the caller wants to keep with it.

    Example:
        >>> import actionplan as ap
        >>> cause = ap.CauseOfConcern(
        ...     id="c1",
        ...     text="Risk is not recognised.",
        ...     recommendations=[ap.Recommendation(id="c1/1", text="Train all.")],
        ... )
        >>> len(cause.recommendations)
        1
    """

    kind: ClassVar = ItemKind.CAUSE_OF_CONCERN
    recommendations: tuple[Recommendation, ...] = attrs.field(
        default=(),
        converter=_recommendations,
        metadata=checked(each(is_a(Recommendation, "a recommendation"))),
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )


AnyFinding = CauseOfConcern | Recommendation | AreaForImprovement
