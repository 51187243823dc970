"""The words of the field, as closed lists.

Every term is its own text: `Status.COMPLETE == "complete"`, in Python as in a
document. Sources: the inspectorate's glossary (causes of concern, areas for
improvement), its PEEL assessments (grades), and the vocabularies of live
trackers (statuses, acceptance); `docs/reference/terms.md` gives each.
"""

from enum import StrEnum

from actionplan._fields import read_term


class BodyKind(StrEnum):
    """What sort of organisation a body is.

    Example:
        >>> from actionplan.terms import BodyKind
        >>> BodyKind("local-policing-body").name
        'LOCAL_POLICING_BODY'
    """

    INSPECTORATE = "inspectorate"
    POLICE_FORCE = "police-force"
    LOCAL_POLICING_BODY = "local-policing-body"
    FIRE_SERVICE = "fire-service"
    COUNCIL = "council"
    PARTNER = "partner"
    NATIONAL_BODY = "national-body"


class ItemKind(StrEnum):
    """What is tracked to an end.

    Example:
        >>> from actionplan.terms import ItemKind
        >>> [str(kind) for kind in ItemKind][:3]
        ['cause-of-concern', 'recommendation', 'area-for-improvement']
    """

    CAUSE_OF_CONCERN = "cause-of-concern"
    RECOMMENDATION = "recommendation"
    AREA_FOR_IMPROVEMENT = "area-for-improvement"
    OBLIGATION = "obligation"
    PLAN = "plan"
    ACTION = "action"


class EntryKind(StrEnum):
    """What a log entry says.

    Example:
        >>> from actionplan.terms import EntryKind
        >>> len(EntryKind)
        7
    """

    PROGRESS = "progress"
    RESPONSE = "response"
    DEADLINE_CHANGE = "deadline-change"
    TARGET = "target"
    ASSIGNMENT = "assignment"
    EVENT = "event"
    RETRACTION = "retraction"


class Group(StrEnum):
    """The three parts into which every snapshot falls.

    `open` waits for its owner, `pending` is said to be done and waits for those
    who oversee or set it, `ended` waits for nobody.

    Example:
        >>> from actionplan.terms import Group, Status
        >>> Status.ASSURED.group is Group.PENDING
        True
    """

    OPEN = "open"
    PENDING = "pending"
    ENDED = "ended"


class Status(StrEnum):
    """How far an item has come, on a ladder of assurance, or how else it ended.

    `complete` is what the owner says, `assured` what the body that oversees the
    owner agrees, `closed` what the body that set the item agrees.

    Example:
        >>> from actionplan.terms import Status
        >>> Status("in-progress").words
        'in progress'
    """

    AWAITING = "awaiting"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"
    ASSURED = "assured"
    CLOSED = "closed"
    NO_FURTHER_ACTION = "no-further-action"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def group(self) -> Group:
        """Open, pending or ended, for an item that others sign off."""
        return _GROUPS.get(self, Group.ENDED)

    @property
    def words(self) -> str:
        """The status as running text."""
        return self.value.replace("-", " ")


_GROUPS = {
    Status.AWAITING: Group.OPEN,
    Status.IN_PROGRESS: Group.OPEN,
    Status.COMPLETE: Group.PENDING,
    Status.ASSURED: Group.PENDING,
}


class Turn(StrEnum):
    """Whose turn it is to move an item on.

    Example:
        >>> from actionplan.terms import Turn
        >>> Turn("overseer").name
        'OVERSEER'
    """

    OWNER = "owner"
    OVERSEER = "overseer"
    SETTER = "setter"


class Outcome(StrEnum):
    """What became of a new deadline that was asked for.

    Example:
        >>> from actionplan.terms import Outcome
        >>> [str(outcome) for outcome in Outcome]
        ['asked', 'agreed', 'refused']
    """

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


class Acceptance(StrEnum):
    """Whether the owner takes an item on: a question apart from its status.

    Example:
        >>> from actionplan.terms import Acceptance
        >>> Acceptance.PARTLY.is_accepting
        True
    """

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    NOT_APPLICABLE = "not-applicable"

    @property
    def is_accepting(self) -> bool:
        """Whether the owner has agreed to act, wholly or in part."""
        return self in (Acceptance.ACCEPTED, Acceptance.PARTLY)


class Visibility(StrEnum):
    """Who may see a thing: anyone, the bodies that it concerns, or its owner alone.

    Example:
        >>> from actionplan.terms import Visibility
        >>> [str(level) for level in Visibility]
        ['public', 'shared', 'own']
    """

    PUBLIC = "public"
    SHARED = "shared"
    OWN = "own"


class Grade(StrEnum):
    """The inspectorate's judgement of an area, or of a case.

    Example:
        >>> from actionplan.terms import Grade
        >>> Grade("requires-improvement").name
        'REQUIRES_IMPROVEMENT'
    """

    OUTSTANDING = "outstanding"
    GOOD = "good"
    ADEQUATE = "adequate"
    REQUIRES_IMPROVEMENT = "requires-improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not-graded"


class Scale(StrEnum):
    """The set of grades that a judgement chose from; those of two do not compare.

    PEEL has had five grades since 2021/22, and had four, without *adequate*,
    before. An area that was inspected and *not graded* is legal on either.

    Example:
        >>> from actionplan.terms import Grade, Scale
        >>> Grade.ADEQUATE in Scale.FOUR_GRADE.grades
        False
    """

    FIVE_GRADE = "five-grade"
    FOUR_GRADE = "four-grade"

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades of this scale, best first."""
        return tuple(
            grade
            for grade in Grade
            if self is Scale.FIVE_GRADE or grade is not Grade.ADEQUATE
        )


# Converters for the fields that hold a term. What is no term passes through as
# it came, so that the check of the field names it beside the other faults.


def to_body_kind(value: BodyKind | str) -> BodyKind:
    """The kind of body that a text names."""
    return read_term(BodyKind, value)


def to_status(value: Status | str | None) -> Status | None:
    """The status that a text names."""
    return read_term(Status, value)


def to_acceptance(value: Acceptance | str) -> Acceptance:
    """The acceptance that a text names."""
    return read_term(Acceptance, value)


def to_visibility(value: Visibility | str | None) -> Visibility | None:
    """The visibility that a text names."""
    return read_term(Visibility, value)


def to_grade(value: Grade | str) -> Grade:
    """The grade that a text names."""
    return read_term(Grade, value)


def to_scale(value: Scale | str) -> Scale:
    """The scale that a text names."""
    return read_term(Scale, value)
