"""The day that a period counts from: publication, receipt, or an event by its name."""

import re
from datetime import date

import attrs

from actionplan.deadlines import NEXT_MEETING, PREVIOUS_DUE, PUBLICATION
from actionplan.errors import WordingKind
from actionplan.periods import Counting
from actionplan.wording._dates import day, month
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Scanner
from actionplan.wording._years import part_of_year

MOST_WORDS = 12  # of the name of an event

_BEGINS = r"(?:beginning|starting|commencing|counting|running)"
_WITH = (
    rf"(?:{_BEGINS} (?:with|on|upon|at)|(?:from and )?inclu(?:ding|sive of)|"
    rf"{_BEGINS} (?:with|on) and including)"
)
_FROM_DOUBTFUL = r"(?:beginning|starting|commencing|counting) (?:from|the)"
_AFTER = (
    r"(?:(?:calculated|counted|measured|running|counting|that runs?|which runs?) )?"
    r"(?:of|on from|from|after|following|post|subsequent to|starting after|"
    r"immediately (?:after|following))"
)
_DAY_AFTER = r"the day (?:immediately )?(?:after|following)(?: that)?(?: on which)?"
_THE_DAY = (
    r"(?:the )?(?:(?:working |business |calendar )?(?:date|day|time|moment|point)"
    r"(?: (?:of|on which|that|when|upon which|at which))?)"
)
_ARTICLE = r"(?:the|this|our|its|their|your|that|such|a|an|any|my|his|her|said|above)"
_NO_EVENT = (
    r"\b(?:or|unless|should|must|shall|will|ensure|days?|weeks?|months|years?|until|"
    r"within|by|before|every|if|whichever|then|next|no later)\b"
)

_REPORT = (
    r"(?:(?:final|full|draft|inspection|annual|peel|hmicfrs|hmic|hmics|published|"
    r"progress|thematic|national|investigation|public|joint|child protection|"
    r"inspectorates?|inquirys?|ombudsmans?|interim) )*"
    r"(?:reports?|recommendations?|findings|review|volume|inspection findings|reports? findings)"
)
_PUBLICATION = (
    rf"(?:{_ARTICLE} )?(?:(?:date|day) of )?(?:{_REPORT} )?publication(?: date)?"
    rf"(?: (?:of|for) (?:{_ARTICLE} )?{_REPORT})?(?: by (?:hmicfrs|hmic|the inspectorate))?|"
    rf"(?:{_ARTICLE} )?{_REPORT} (?:(?:is|was|has been|have been|are|were|being|having been) )?"
    rf"(?:published|issued|released)|"
    rf"publishing(?: (?:{_ARTICLE} )?{_REPORT})?|"
    rf"(?:its|the|this) (?:release|issue) of (?:{_ARTICLE} )?{_REPORT}|"
    rf"(?:release|issue|issuing|issuance|publication) of (?:{_ARTICLE} )?{_REPORT}|"
    rf"(?:it|this|we|hmicfrs|hmic) (?:(?:is|was|has been|being) )?(?:published|publish|publishes)"
    rf"(?: (?:{_ARTICLE} )?{_REPORT})?"
)
_THIS_REPORT = r"(?:the|this|our)(?: inspection)? report(?: date)?"
_THING = (
    rf"(?:(?:a |the )?cop(?:y|ies) of )?(?:{_ARTICLE} )?(?:{_REPORT}|(?:(?:final|formal|"
    r"written|decision|notification|complaint|outcome|provisional) )*(?:determination|"
    r"letter|notice|notification|decision|complaint|document|findings|recommendations?|"
    r"regulation 28 report|report|it|this|them|super complaint))"
)
_WHO = (
    r"(?:it|they|you|we|the (?:force|authority|body|council|service|trust|department|"
    r"[a-z]+(?: [a-z]+)?)|[a-z]+)"
)
_IS = r"(?:is|was|has been|are|were|being|having been)"
_RECEIPT = (
    rf"(?:{_ARTICLE} )?(?:date of )?receipt(?: of {_THING})?(?: by {_WHO})?|"
    rf"receiving {_THING}|receipt|"
    rf"{_THING} {_IS} received(?: by {_WHO})?|"
    rf"{_WHO} (?:receives?|received|having received)(?: {_THING})?|{_IS} received|received"
)
_ACCEPTANCE = (
    r"(?:the )?acceptance(?: of (?:the|this|these|each|our) (?:recommendations?|report))?|"
    r"accepting (?:the|this) recommendations?|"
    rf"(?:the|this) recommendations? {_IS} accepted"
)
_INSPECTION = (
    r"(?:(?:the )?(?:end|completion|conclusion|close|finish) of )?(?:the|this|our) inspection|"
    r"(?:the|this|our) inspection (?:ends?|ended|ending|is completed?|was completed?|"
    r"being completed?|concludes?|concluded|concluding)|inspection"
)
_PREVIOUS_DUE = (
    r"(?:the )?(?:end of |expiry of )?(?:the )?(?:previous|current|existing|present)"
    r" (?:due date|deadline|target date|date)"
)
MEETING = (
    r"(?:the |its |our |their )?next (?!month|week|year|quarter)(?:[a-z]+ ){0,5}?"
    r"(?:meeting|board|committee|panel)(?: meeting)?(?: of (?:the )?(?:[a-z]+ ){0,5}?"
    r"(?:board|committee|panel|authority|group|council))?"
)
_MADE = rf"(?:(?:{_IS} )?(?:made|issued))"
_RECOMMENDATION = rf"(?:(?:the|this|each|that|a|its) )?recommendation(?: {_MADE})?"
_DEICTIC = r"(?:today|now|todays date|this date|the date hereof|tomorrow)"

# In this order: what each means, and whether the words leave that to be assumed.
_KNOWN: tuple[tuple[str, str, bool], ...] = (
    (_PUBLICATION, PUBLICATION, False),
    (_RECEIPT, "receipt", False),
    (_ACCEPTANCE, "acceptance", False),
    (_INSPECTION, "inspection", False),
    (_PREVIOUS_DUE, PREVIOUS_DUE, False),
    (MEETING, NEXT_MEETING, False),
    (_THIS_REPORT, PUBLICATION, True),
    (_RECOMMENDATION, "recommendation", False),
)
_ENDS_HERE = r"(?=$|[,;:.()])"
_GOES_NOT_ON = r"(?! (?:of|from|by|for|in|into|on|to)\b)"


@attrs.frozen
class Anchor:
    """What a period counts from, and how, as far as words say it."""

    anchor: str | date = PUBLICATION
    countings: tuple[Counting, ...] = (Counting.AFTER,)
    assumed: bool = False


def anchor(scanner: Scanner, tail: str) -> Anchor | None:
    """The anchor that stands here with its preposition; None without one.

    Args:
        scanner: Where it stands.
        tail: A pattern of what can come after it and is not its name.
    """
    return scanner.first(lambda at: _anchor(at, tail))


def _anchor(scanner: Scanner, tail: str) -> Anchor | None:
    countings = _countings(scanner)
    if countings is None:
        return None
    if scanner.take(rf"(?:{_THE_DAY} )?{_DEICTIC}"):
        return Anchor(countings=(), assumed=True)
    found = scanner.first(
        lambda at: _given_day(at, countings), lambda at: _known(at, countings, tail)
    )
    return found or _event(scanner, countings, tail)


def _countings(scanner: Scanner) -> tuple[Counting, ...] | None:
    if scanner.take(rf"{_WITH} {_DAY_AFTER}"):
        return (Counting.AFTER,)
    if scanner.take(rf"(?:from|of) {_DAY_AFTER}") or scanner.take(_FROM_DOUBTFUL):
        return (Counting.BEGINNING, Counting.AFTER)
    if scanner.take(_WITH):
        return (Counting.BEGINNING,)
    return (Counting.AFTER,) if scanner.take(_AFTER) else None


def _given_day(scanner: Scanner, countings: tuple[Counting, ...]) -> Anchor | None:
    scanner.take(r"(?:the )?(?:date|day) of")
    ended = scanner.take("(?:the )?(?:end|close) of")
    named = scanner.first(day, month, part_of_year)
    if named is None:
        return None
    if named.doubt or not named.spans:
        message = f"counts from a day, and {named.doubt}"
        raise Refusal(WordingKind.AMBIGUOUS, message)
    span = named.spans[0]
    if not ended and span.start != span.end:
        message = f"counts from {span.words}, which is more than one day"
        raise Refusal(WordingKind.AMBIGUOUS, message)
    return Anchor(span.end, countings)


def _known(
    scanner: Scanner, countings: tuple[Counting, ...], tail: str
) -> Anchor | None:
    ends = rf"(?:{_ENDS_HERE}|(?= ?(?:{tail})))" if scanner.whole else _GOES_NOT_ON
    for pattern, name, assumed in _KNOWN:
        if scanner.take(rf"(?:{_THE_DAY} )?(?:{pattern}){ends}"):
            return Anchor(name, countings, assumed)
    return None


def _event(
    scanner: Scanner, countings: tuple[Counting, ...], tail: str
) -> Anchor | None:
    scanner.take(_THE_DAY)
    scanner.take(_ARTICLE)
    start = scanner.at
    word = rf"(?!(?:{tail})(?![a-z0-9]))[a-z0-9]+"
    found = re.compile(rf"{word}(?: {word})*").match(scanner.text, start)
    words = found[0].split() if found else []
    if not words or len(words) > MOST_WORDS or not words[0][0].isalpha():
        return None
    if re.search(_NO_EVENT, " ".join(words)) or words == ["date"]:
        return None
    scanner.take(re.escape(" ".join(words)))
    return Anchor("-".join(words), countings)


def is_meeting(name: str) -> bool:
    """Whether an event by its name is a meeting, before which papers are due."""
    return re.search(r"\b(?:meeting|board|committee|panel|hearing)\b", name) is not None
