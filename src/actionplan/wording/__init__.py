"""Words to deadlines, or a refusal that says why not.

The words of reports, trackers and statutes are read as whole phrases: nothing that
is left over is ignored, and what has two meanings is refused with both of them.
What is read is the language of the United Kingdom: days before months, financial
years from April, and a period *of* or *from* a day that leaves that day out.
"""

import contextlib
from datetime import date

from actionplan._fields import is_day, optional
from actionplan._values import expect_text
from actionplan.deadlines import Deadline
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    WordingKind,
    raise_any,
)
from actionplan.wording._finding import FoundDeadline, found_in
from actionplan.wording._parsing import MOST_CHARACTERS, read
from actionplan.wording._refusals import Refusal, ambiguous, refused

__all__ = ["FoundDeadline", "find_deadlines", "parse_deadline"]

MOST_FOUND_IN = 100_000


def parse_deadline(text: str, *, published: date | None = None) -> Deadline:
    """The deadline that words give, such as "within six weeks of publication".

    Canonical text is read, too. Words that name no day to count from mean
    publication; the deadline is then `assumed`, and its due date says so. An event
    that is not known, such as the closure of a complaint, becomes an anchor of its
    own name, and never publication. A month means its last day.

    Args:
        text: One phrase, of 1,000 characters at most. `find_deadlines` reads more.
        published: The day of publication, if it is known. It only serves to offer
            candidates for words without a year, and to check a day in brackets
            against the period before it; it never decides what words mean.

    Raises:
        AmbiguousWording: The words have several meanings, which are its
            `candidates`, or lack a year or the like.
        RefusedWording: They give no deadline, or more than one; `kind` says why.
        InvalidValue: It is not text, or `published` is no day.

    Source: the wordings of real reports, statutes and trackers; the counting of
    days is that of `Within`.

    Example:
        >>> import actionplan as ap
        >>> print(ap.parse_deadline("Within three months of this report,"))
        P3M after publication
        >>> print(ap.parse_deadline("56 days beginning with the day of publication"))
        P56D beginning publication
        >>> try:
        ...     ap.parse_deadline("by 03/04/2024")
        ... except ap.ActionPlanError as error:
        ...     print([str(candidate) for candidate in error.candidates])
        ['by 2024-03-04', 'by 2024-04-03']
    """
    expect_text(text)
    raise_any(
        InvalidValue, (f.within("published") for f in optional(is_day)(published))
    )
    if len(text) <= MOST_CHARACTERS:
        with contextlib.suppress(InvalidValue):
            return Deadline.from_text(text.strip())
    try:
        found = read(text, published)
    except Refusal as refusal:
        if refusal.kind is WordingKind.AMBIGUOUS:
            raise ambiguous(text, refusal.message, ()) from None
        raise refused(text, refusal) from None
    if found.doubt is None:
        return found.deadlines[0]
    raise ambiguous(text, found.doubt, tuple(dict.fromkeys(found.deadlines)))


def find_deadlines(text: str) -> tuple[FoundDeadline, ...]:
    """The deadlines inside a longer text, where an obligation carries them.

    They are what a person may confirm and nobody may trust: a deadline is taken
    from a sentence only where something should, must or shall be done, or is
    recommended, and only if it is clear by itself. A period inside a clause of its
    own, such as "ensure that calls are returned within five days", is a standard of
    service and left alone, unless it counts from publication.

    Args:
        text: Such as a recommendation, of 100,000 characters at most.

    Raises:
        InvalidValue: It is not text, or is too long.

    Example:
        >>> import actionplan as ap
        >>> text = "By 31 March 2015 all forces should have a plan."
        >>> for found in ap.find_deadlines(text):
        ...     print(found.deadline, "|", found.stated)
        by 2015-03-31 | By 31 March 2015
    """
    expect_text(text)
    if len(text) > MOST_FOUND_IN:
        message = f"is longer than {MOST_FOUND_IN:,} characters"
        fault = Fault(
            "", FaultCode.TEXT, text, f"the text {message}", "read it in parts"
        )
        raise InvalidValue(fault)
    return tuple(found_in(text))
