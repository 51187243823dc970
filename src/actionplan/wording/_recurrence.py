"""What comes again and again: quarterly, every six months, on a monthly basis."""

from datetime import date

from actionplan.deadlines import COMPLETE, Counting, Recurring
from actionplan.errors import WordingKind
from actionplan.periods import Period
from actionplan.wording._anchors import Anchor, anchor
from actionplan.wording._dates import day, month
from actionplan.wording._quantities import Length, length, period_of, value_of
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Reading, Scanner
from actionplan.wording._tails import TAIL
from actionplan.wording._words import NUMBER_WORDS, one_of
from actionplan.wording._years import part_of_year

_LY = {
    "daily": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "half yearly": "P6M",
    "semi annually": "P6M",
    "semi annual": "P6M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "annual": "P1Y",
    "biennially": "P2Y",
    "biennial": "P2Y",
    "triennially": "P3Y",
    "every other day": "P2D",
    "every other week": "P2W",
    "every other month": "P2M",
    "every other year": "P2Y",
    "every second day": "P2D",
    "every second week": "P2W",
    "every second month": "P2M",
    "every second year": "P2Y",
    "alternate weeks": "P2W",
    "alternate months": "P2M",
    "alternate years": "P2Y",
}
_EVERY = {
    "day": "P1D",
    "week": "P1W",
    "fortnight": "P2W",
    "month": "P1M",
    "quarter": "P3M",
    "half year": "P6M",
    "year": "P1Y",
    "calendar month": "P1M",
    "financial quarter": "P3M",
}
_DOUBTFUL = {
    r"bi ?annual(?:ly)?": ("P6M", "P2Y"),
    r"bi ?month(?:ly)?": ("P2M",),
    r"bi ?week(?:ly)?": ("P2W",),
    r"bi ?yearly": ("P6M", "P2Y"),
    r"twice (?:(?:a|per|each|every) year|yearly)": ("P6M",),
    r"twice (?:a|per|each|every) month": ("P2W",),
    r"twice (?:a|per|each|every) week": (),
}
_UNITS = {
    "day": "days",
    "dai": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}
_N_LY = rf"(?P<number>[0-9]+|{NUMBER_WORDS}) ?(?P<unit>day|dai|week|month|year)ly"
_ONCE = r"(?:at least )?(?:once )?(?:in )?(?:every|each|per|an?)"
_NOUNS = (
    r"(?:basis|intervals?|updates?|reports?|reporting|reviews?|meetings?|monitoring|"
    r"returns?|submissions?|progress (?:updates?|reports?)|dip samples?|audits?|"
    r"frequency|cycle|thereafter|reviewed|updated|reported|review and report|"
    r"performance reports?|assessments?|inspections?|publication)"
)
_LEAD = (
    r"(?:at least|not less than|no less than|at a minimum|"
    r"(?:on|at|to be|for|with|by|in)(?: (?:an?|at least(?: an?)?))?)"
)
_UNTIL = r",? ?(?:and )?(?:until|till|to|up to|through to|pending)"
_COMPLETE = (
    r"(?:further )?(?:it is |this is |they are |the (?:action|recommendation|work|plan|"
    r"matter|item)s? (?:is|are|has been|have been) |"
    r"all (?:actions|recommendations) are |fully )*"
    r"(?:complete|completed|completion|closed|closure|discharged|resolved|implemented|"
    r"full implementation|implementation|signed off|sign off|done|concluded)"
    r"(?: of (?:the|this|all) (?:action|recommendation|work|plan|project)s?)?"
)
_FROM = (
    r",? ?(?:starting|commencing|beginning|first (?:report|review|update|one)?)"
    r"(?: (?:on|in|from|with|by|due))?"
)


def recurrence(scanner: Scanner) -> Reading | None:
    """What recurs, with its anchor and its end, where they stand here."""
    scanner.take(_LEAD)
    doubtful = _doubtful(scanner)
    every = doubtful or scanner.first(_n_ly, _ly, _once, _each)
    if every is None:
        return None
    scanner.take(_NOUNS)
    start = _start(scanner)
    until = _end(scanner)
    doubt = "has more than one meaning" if doubtful else every.doubt
    if start.countings != (Counting.AFTER,):
        doubt = "does not say whether its first time is the day that it begins with"
    deadlines = (
        Recurring(every=period, anchor=start.anchor, until=until, assumed=start.assumed)
        for period in every.periods
    )
    return Reading(tuple(deadlines), doubt)


_DOUBTS = {
    pattern: Length(tuple(map(Period.from_text, texts)))
    for pattern, texts in _DOUBTFUL.items()
}


def _doubtful(scanner: Scanner) -> Length | None:
    for pattern, found in _DOUBTS.items():
        if scanner.take(pattern):
            return found
    return None


def _ly(scanner: Scanner) -> Length | None:
    found = scanner.take(one_of(_LY))
    return found and Length((Period.from_text(_LY[found[0].strip()]),))


def _n_ly(scanner: Scanner) -> Length | None:
    """Six-monthly, which is one letter from six months."""
    found = scanner.take(_N_LY)
    if found is None:
        return None
    return Length((period_of({_UNITS[found["unit"]]: value_of(found["number"])}),))


def _once(scanner: Scanner) -> Length | None:
    found = scanner.take(rf"{_ONCE} (?P<unit>{one_of(_EVERY)})")
    if found is None or found[0].startswith(("a ", "an ", "in ")):
        return None
    return Length((Period.from_text(_EVERY[found["unit"]]),))


def _each(scanner: Scanner) -> Length | None:
    """Every six weeks; at intervals of three months; at three month intervals."""
    start = scanner.at
    found = length(scanner)
    if found is not None and scanner.take("intervals?"):
        return found
    scanner.at = start
    if not scanner.take(
        r"(?:at least )?(?:once )?every|"
        r"(?:at )?intervals of(?: (?:not|no) more than| at most| up to)?"
    ):
        return None
    found = length(scanner)
    if found is None or found.working or found.clear:
        return None
    return found


def _start(scanner: Scanner) -> Anchor:
    if scanner.take(_FROM):
        named = scanner.first(day, part_of_year, month)
        if named and named.spans:
            return Anchor(named.spans[0].start, tuple(Counting))
        raise Refusal(WordingKind.NOT_UNDERSTOOD, "begins on a day that is not clear")
    found = None
    if scanner.sees(r"from|after|following"):
        found = anchor(scanner, f"{TAIL}|until|till")
    return found or Anchor(assumed=True)


def _end(scanner: Scanner) -> date | str | None:
    start = scanner.at
    if not scanner.take(_UNTIL):
        return None
    if scanner.take("further notice"):
        return None
    if scanner.take(_COMPLETE):
        return COMPLETE
    scanner.take("(?:and including )?(?:the )?end of")
    named = scanner.first(day, part_of_year, month)
    if named and named.spans and not named.doubt:
        return named.spans[0].end
    scanner.at = start
    return None
