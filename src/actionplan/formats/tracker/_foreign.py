"""Other people's trackers: what their columns and words for a status mean here."""

from collections.abc import Mapping

import attrs

from actionplan._fields import is_term, optional, read_term
from actionplan._values import Value, checked
from actionplan.errors import InvalidValue, raise_any
from actionplan.formats.tracker._reading import key_of_words
from actionplan.terms import Acceptance, Status, to_status

# What people call these columns, as `key_of_words` writes it. "Target completion" is
# the day that was set at first where a revised one stands beside it.
SYNONYMS: Mapping[str, str] = {
    "ref": "reference",
    "ref no": "reference",
    "rec no": "reference",
    "rec ref": "reference",
    "rec number": "reference",
    "recommendation no": "reference",
    "recommendation number": "reference",
    "id": "reference",
    "review": "report",
    "origin": "report",
    "source": "report",
    "publication": "report",
    "report no": "report",
    "report title": "report",
    "type": "kind",
    "recommendation": "text",
    "recommendations": "text",
    "action": "text",
    "force": "owner",
    "end implementer": "owner",
    "agency": "owner",
    "agency affected": "owner",
    "department": "owner",
    "lead officer": "lead",
    "lead officer em": "lead",
    "action owner": "lead",
    "responsible officer": "lead",
    "rag status": "rag",
    "rag rating": "rag",
    "response": "acceptance",
    "accepted": "acceptance",
    "implementation status": "status",
    "current status": "status",
    "target completion": "original_due",
    "target completion date": "original_due",
    "target implementation date": "original_due",
    "original target date": "original_due",
    "original due date": "original_due",
    "revised target completion": "due",
    "revised target completion date": "due",
    "revised target implementation date": "due",
    "revised target date": "due",
    "revised due date": "due",
    "due date": "due",
    "deadline": "due",
    "completion deadline date": "due",
    "% complete": "percent",
    "percent complete": "percent",
    "progress": "note",
    "latest update": "note",
    "update": "note",
    "action taken": "note",
    "comments": "note",
    "assurance": "evidence",
}


def _to_acceptance(value: Acceptance | str | None) -> Acceptance | None:
    return read_term(Acceptance, value)


@attrs.frozen(kw_only=True)
class Meaning(Value):
    """What a word for a status means.

    Attributes:
        status: The status that it stands for; None where it says nothing of it.
        acceptance: What it says about acceptance, if anything.
        loosely: Whether any status of the same group fits it, as anything open fits
            `Open`; then the status is proposed only for an item of another group.

    Raises:
        InvalidValue: A term is unknown.

    Example:
        >>> from actionplan.formats.tracker import Meaning
        >>> print(Meaning(status="awaiting", acceptance="accepted"))
        awaiting, accepted
    """

    status: Status | None = attrs.field(
        default=None, converter=to_status, metadata=checked(optional(is_term(Status)))
    )
    acceptance: Acceptance | None = attrs.field(
        default=None,
        converter=_to_acceptance,
        metadata=checked(optional(is_term(Acceptance))),
    )
    loosely: bool = False

    def __str__(self) -> str:
        loosely = " unless it is so in other words" if self.loosely else ""
        status = f"{self.status.words}{loosely}" if self.status else None
        acceptance = self.acceptance and key_of_words(self.acceptance)
        return ", ".join(filter(None, (status, acceptance)))


_OPEN = Meaning(status=Status.AWAITING, loosely=True)
_DOING = Meaning(status=Status.IN_PROGRESS)
_SAID = Meaning(status=Status.COMPLETE)
_CLOSED = Meaning(status=Status.CLOSED)
_DROPPED = Meaning(status=Status.NO_FURTHER_ACTION)

VOCABULARIES: Mapping[str, Mapping[str, Meaning]] = {
    "city-of-london": {
        "awaiting allocation": Meaning(status=Status.AWAITING),
        "in progress": _DOING,
        "pending sign off": _SAID,
        "closed": _CLOSED,
    },
    "hmicfrs": {
        "awaiting review": Meaning(status=Status.AWAITING),
        "being progressed": _DOING,
        "complete": _SAID,
        "completed": _SAID,
        "authorised for closure": _CLOSED,
        "no further action needed": _DROPPED,
        "superseded": Meaning(status=Status.SUPERSEDED),
    },
    "gao": {
        "open": _OPEN,
        "open partially addressed": _DOING,
        "closed implemented": _CLOSED,
        "closed not implemented": _DROPPED,
    },
    "nao": {
        "implemented": _SAID,
        "work in progress": _DOING,
        "disagreed": Meaning(acceptance=Acceptance.REJECTED),
    },
    "us-inspectors-general": {
        "open": _OPEN,
        "open & resolved": attrs.evolve(_OPEN, acceptance=Acceptance.ACCEPTED),
        "open & unresolved": attrs.evolve(_OPEN, acceptance=Acceptance.REJECTED),
        "closed": _CLOSED,
    },
    "raib": {
        "implemented": _CLOSED,
        "response awaited": Meaning(status=Status.AWAITING),
        "orr response awaited": Meaning(status=Status.AWAITING),
        "opb response awaited": Meaning(status=Status.AWAITING),
        "in the process of being implemented": _DOING,
        "in process": _DOING,
    },
}


def meanings(given: Mapping[str, Meaning | Status | str]) -> dict[str, Meaning]:
    """The words for a status that are read: the library's own, and those given.

    Raises:
        InvalidValue: What is given for a word is no meaning.
    """
    read, faults = {key_of_words(one): Meaning(status=one) for one in Status}, []
    for word, meant in given.items():
        try:
            meaning = meant if isinstance(meant, Meaning) else Meaning(status=meant)
            read[key_of_words(word)] = meaning
        except InvalidValue as error:
            faults += [fault.within(f"statuses[{word!r}]") for fault in error.faults]
    raise_any(InvalidValue, faults)
    return read
