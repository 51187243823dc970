"""How long: six (6) weeks, 18 months, 10 working days, three to six months."""

import re

import attrs

from actionplan.errors import InvalidValue, WordingKind
from actionplan.periods import Period
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Scanner
from actionplan.wording._words import NUMBER_WORDS, number_of

_FIGURES = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
_NUMBER = rf"(?:{_FIGURES}|{NUMBER_WORDS})"
_THE = "(?:(?:an?|the) (?:(?:statutory|usual|full) )?)?"
_ONE = (
    rf"{_THE}(?P<number>{_NUMBER})(?: ?\((?P<again>{_NUMBER})\))?|"
    rf"\((?P<alone>{_NUMBER})\)"
)
_RANGE = (
    rf"between (?P<least>{_NUMBER}) and (?P<most>{_NUMBER})|"
    rf"(?P<low>{_NUMBER})(?: ?- ?| to | or )(?P<high>{_NUMBER})"
)
_DECIMAL = r"[0-9]+\.[0-9]+"
_HALF = (
    rf"(?:{_NUMBER}|a) (?:and (?:a|one) )?half|half (?:a|of a)|half|"
    rf"{_NUMBER} [0-9]/[0-9]"
)
_MINUS = r"\u2212 ?[0-9]+|minus [a-z0-9]+"
_FEW = (
    r"(?:(?:a|the (?:next|coming)|the) )?(?:few|couple(?: of)?|several|some|many|"
    r"number of|handful of|matter of)"
)
_ROUGHLY = r"(?:approximately|approx\.?|about|around|roughly|circa|c\.?|some|nearly)"

_KINDS = r"(?:(?P<kind>calendar|clear (?:working|business)|working|business|clear|"
_KINDS += r"week|school|sitting|court) )?"
_UNITS = {
    "days": rf"{_KINDS}(?:days?|d)",
    "weeks": r"(?:calendar )?(?:weeks?|wks?\.?|w)",
    "months": r"(?:calendar )?(?:months?|mths?\.?|mos?\.?)",
    "years": r"(?:calendar years|years?|yrs?\.?)",
    "fortnights": r"fortnights?",
    "hours": r"(?:working )?(?:hours?|hrs?\.?|h|minutes?|mins?\.?)",
    "weekdays": r"(?:weekdays?|working weeks?|working months?|terms?|quarters?)",
}
_AND = r",? ?and|,"


@attrs.frozen
class Length:
    """A period, or the several that are meant; and which days it counts."""

    periods: tuple[Period, ...]
    working: bool = False
    clear: bool = False

    @property
    def doubt(self) -> str | None:
        """Why it is not one period, if it is not."""
        return "names a range" if len(self.periods) > 1 else None


def length(scanner: Scanner) -> Length | None:
    """The length that stands here, with the same in brackets if that agrees."""
    _refuse_what_is_no_number(scanner)
    found = scanner.first(_ranged, _with_unit, _single)
    if found is None:
        return None
    _check_again(scanner, found)
    return found


def _refuse_what_is_no_number(scanner: Scanner) -> None:
    unit = "|".join(_UNITS.values()).replace("(?P<kind>", "(?:")
    for pattern, kind, message in (
        (_MINUS, WordingKind.NOT_POSITIVE, "is a negative length"),
        (
            rf"(?:{_DECIMAL}|{_HALF})(?:-| )?(?:{unit})",
            WordingKind.NOT_WHOLE,
            "is no whole number",
        ),
        (rf"{_FEW} (?:{unit})", WordingKind.VAGUE, "does not say how many"),
        (rf"{_ROUGHLY}(?= (?:{_NUMBER}|an? ))", WordingKind.VAGUE, "is approximate"),
    ):
        if scanner.sees(pattern):
            raise Refusal(kind, message)


def _ranged(scanner: Scanner) -> Length | None:
    found = scanner.take(_RANGE)
    if found is None:
        return None
    unit = _unit(scanner)
    if unit is None:
        return None
    ends = (found["least"] or found["low"], found["most"] or found["high"])
    return _made([value_of(end) for end in ends], unit)


def _with_unit(scanner: Scanner) -> Length | None:
    found = scanner.take(_ONE)
    if found is None:
        return None
    number = value_of(found["number"] or found["alone"])
    if found["again"] and value_of(found["again"]) != number:
        message = f"says {found['number']} and {found['again']}"
        raise Refusal(WordingKind.CONTRADICTION, message)
    unit = _unit(scanner)
    if unit is None:
        return None
    first = _made([number], unit)
    return (
        _with_months(scanner, first) if unit[0] == "years" else _alone(scanner, first)
    )


def _single(scanner: Scanner) -> Length | None:
    if not scanner.take("an?"):
        return None
    unit = _unit(scanner)
    return _made([1], unit) if unit else None


def _with_months(scanner: Scanner, years: Length) -> Length:
    """One year and six months, which is one period; years alone otherwise."""
    start = scanner.at
    scanner.take(_AND)
    found = scanner.take(rf"(?P<number>{_NUMBER}|an?)")
    unit = _unit(scanner) if found else None
    if found is None or unit is None or unit[0] != "months":
        scanner.at = start
        return years
    months = 1 if found["number"].startswith("a") else value_of(found["number"])
    return Length((period_of({"years": years.periods[0].years, "months": months}),))


def _alone(scanner: Scanner, found: Length) -> Length:
    """A length that nothing is added to: weeks and days make no period."""
    start = scanner.at
    scanner.take(_AND)
    if scanner.take(_NUMBER) and _unit(scanner):
        message = "adds lengths in different units"
        raise Refusal(WordingKind.NOT_UNDERSTOOD, message)
    scanner.at = start
    return found


def _check_again(scanner: Scanner, first: Length) -> None:
    """Check a length in brackets: 12 months (one year)."""
    start = scanner.at
    if not scanner.take(r"\((?:i\.?e\.?,? )?"):
        return
    again = scanner.first(_with_unit, _single)
    if again is None or not scanner.take(r"\)"):
        scanner.at = start
    elif [_size(again), again.working] != [_size(first), first.working]:
        message = f"says {first.periods[0].words} and {again.periods[0].words}"
        raise Refusal(WordingKind.CONTRADICTION, message)


def _size(found: Length) -> list[tuple[int, int]]:
    return [
        (12 * period.years + period.months, 7 * period.weeks + period.days)
        for period in found.periods
    ]


def _unit(scanner: Scanner) -> tuple[str, str | None] | None:
    for unit, pattern in _UNITS.items():
        found = scanner.take(pattern)
        if found:
            return unit, found.groupdict().get("kind")
    return None


def _made(numbers: list[int], unit: tuple[str, str | None]) -> Length:
    name, kind = unit
    _refuse_unit(name, kind)
    if name == "fortnights":
        name, numbers = "weeks", [2 * number for number in numbers]
    periods = tuple(period_of({name: number}) for number in dict.fromkeys(numbers))
    return Length(
        periods,
        working=bool(kind and re.search("working|business", kind)),
        clear=bool(kind and kind.startswith("clear")),
    )


def _refuse_unit(name: str, kind: str | None) -> None:
    if name == "hours":
        message = "counts hours, and a deadline is a day"
        raise Refusal(WordingKind.TIME_OF_DAY, message)
    if name == "weekdays" or kind in ("week", "school", "sitting", "court"):
        message = "counts in a unit that is not the same everywhere"
        raise Refusal(WordingKind.NOT_UNDERSTOOD, message)


def period_of(parts: dict[str, int]) -> Period:
    """A period of so many of each unit, if it can be one."""
    if not all(parts.values()):
        raise Refusal(WordingKind.NOT_POSITIVE, "is no length at all")
    try:
        return Period(**parts)
    except InvalidValue as error:
        message = "is longer than the ten years that a period can be"
        raise Refusal(WordingKind.OUT_OF_RANGE, message) from error


def value_of(written: str) -> int:
    """The number that figures or words say."""
    if not re.fullmatch(_FIGURES, written):
        return number_of(written)
    figures = written.replace(",", "")
    # Longer ones are out of range whatever they are, and slow to read.
    return int(figures[:9])
