"""One phrase, read to its last word."""

from datetime import date

from actionplan.deadlines import Deadline
from actionplan.errors import ActionPlanError, InvalidValue, WordingKind
from actionplan.wording._clean import phrase
from actionplan.wording._grammar import core, placeholder
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Reading, Scanner
from actionplan.wording._tails import LEAD, TAIL

MOST_CHARACTERS = 1000
_TIME = (
    r".*?(?:\b[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm|a\.m\.?|p\.m\.?)(?![a-z])|"
    r"\b[0-2]?[0-9]:[0-5][0-9]\b|\bnoon\b|\bmidday\b|\boclock\b|"
    r"\b[0-2][0-9]{3} ?(?:hrs|hours)\b)"
)
_NAMELY = "(?:(?:namely|ie|that is)(?: to say)?,? ?)"
_SEPARATORS = r"(?:[,;:/.(]|and|or|but|plus|then|with|followed by|as well as)"
_UNITS = r"(?:days?|weeks?|months?|years?|of|from|after|by|within|the)"


def read(text: str, published: date | None) -> Reading:
    """What a whole phrase means.

    Raises:
        Refusal: It means no deadline, or more than one, or something is left over.
    """
    if len(text) > MOST_CHARACTERS:
        message = f"is longer than {MOST_CHARACTERS} characters"
        raise Refusal(WordingKind.NOT_UNDERSTOOD, message)
    scanner = Scanner(phrase(text), published)
    found = placeholder(Scanner(phrase(text) or text.strip()))
    if found:
        return found
    if not scanner.rest:
        raise Refusal(WordingKind.NOT_UNDERSTOOD, "is blank")
    if scanner.sees(_TIME):
        raise Refusal(WordingKind.TIME_OF_DAY, "names a time of day")
    try:
        return _whole(scanner)
    except InvalidValue as error:
        message = "names a day or a period that cannot be written"
        raise Refusal(WordingKind.OUT_OF_RANGE, message) from error


def _whole(scanner: Scanner) -> Reading:
    found = _led(scanner)
    if found is None:
        raise Refusal(WordingKind.NOT_UNDERSTOOD, "is not understood as a deadline")
    found = _with_bracket(scanner, found)
    while scanner.take(rf"[,;:.(]?[ ]?\(?(?:{TAIL})\)?"):
        pass
    scanner.take("[,;:.)]+")
    if scanner.rest:
        raise _left_over(scanner)
    return found


def _led(scanner: Scanner) -> Reading | None:
    """What stands here, after any words that lead to it."""
    found = scanner.first(core)
    while found is None and scanner.take(LEAD):
        found = scanner.first(core)
    return found


def _left_over(scanner: Scanner) -> Refusal:
    rest = scanner.rest
    separated = False
    while scanner.take(_SEPARATORS):
        separated = True
    if _gives_a_deadline(scanner):
        return Refusal(WordingKind.TWO_DEADLINES, "gives more than one deadline")
    if not separated and scanner.sees(_UNITS):
        return Refusal(
            WordingKind.NOT_UNDERSTOOD, f"is not understood from {rest!r} on"
        )
    return Refusal(WordingKind.TRAILING_TEXT, f"goes on with {rest!r}")


def _gives_a_deadline(scanner: Scanner) -> bool:
    try:
        return _led(scanner) is not None
    except Refusal as refusal:
        return refusal.kind is not WordingKind.VAGUE


def _with_bracket(scanner: Scanner, first: Reading) -> Reading:
    """A deadline and the one in brackets after it, which says the same.

    Where the first lacks a year, the one in brackets is what was meant: the end of
    the financial year (31 March 2025).
    """
    start = scanner.at
    opened = scanner.take(rf",? ?(?:\({_NAMELY}?|{_NAMELY})")
    second = _led(scanner) if opened else None
    closed = opened is None or "(" not in opened[0] or scanner.take(r"\)")
    if second is None or not closed:
        scanner.at = start
        return first
    if first.doubt and not first.deadlines:
        return second
    if first.doubt or second.doubt or not _agree(first, second, scanner.published):
        message = "says two things that are not the same day"
        if scanner.published is None:
            message += ", as far as can be known without `published`"
        raise Refusal(WordingKind.CONTRADICTION, message)
    return first


def _agree(first: Reading, second: Reading, published: date | None) -> bool:
    if first.deadlines == second.deadlines:
        return True
    anchors = {} if published is None else {"publication": published}
    try:
        days = [_day(one.deadlines[0], anchors) for one in (first, second)]
    except ActionPlanError:
        return False
    return days[0] is not None and days[0] == days[1]


def _day(deadline: Deadline, anchors: dict[str, date]) -> date | None:
    due = deadline.due(anchors)
    return due.day if due else None
