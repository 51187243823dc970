"""Days, months and years, as they are written in the United Kingdom."""

import re
from collections.abc import Iterable
from datetime import date

from actionplan._fields import FIRST_YEAR, LAST_YEAR
from actionplan.errors import WordingKind
from actionplan.periods import Span
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Named, Scanner
from actionplan.wording._words import MONTH, MONTHS, ORDINALS, WEEKDAY, WEEKDAYS, one_of

_DAY = rf"(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)?|{one_of(ORDINALS)})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_MONTH = rf"(?P<month>{MONTH})"
_THIS = r"(?P<this>(?:of )?(?:this|next|the current|the following) year)"

_ISO = r"(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})"
_FIGURES = r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})"
_DAY_FIRST = (
    rf"(?:the )?{_DAY}(?: day)?(?: of)? {_MONTH}(?:,? (?:of )?(?:{_YEAR}|{_THIS}))?"
)
_MONTH_FIRST = rf"{_MONTH} (?:the )?{_DAY},? (?:of )?(?:(?P<year>[0-9]{{4}})|{_THIS})"
_MONTH_AND_DAY = rf"{_MONTH} (?:the )?{_DAY}"
_MONTH_OF_YEAR = rf"{_MONTH},? (?:of )?(?:(?P<year>[0-9]{{4}})|{_THIS})"
_FIGURES_OF_MONTH = (
    r"(?P<month>0?[1-9]|1[0-2])[-/.](?P<year>[0-9]{4})|"
    r"(?P<year_first>[0-9]{4})[-/.](?P<month_last>0?[1-9]|1[0-2])"
)
_DAY_ALONE = rf"the (?P<day>[0-9]{{1,2}}(?:st|nd|rd|th)|{one_of(ORDINALS)})"


def day(scanner: Scanner) -> Named | None:
    """The day that stands here, with its weekday if that agrees."""
    before = scanner.take(rf"(?:on )?(?P<weekday>{WEEKDAY}),?(?: the)?")
    found = scanner.first(_iso, _in_figures, _day_first, _month_first, _month_and_day)
    if found is None:
        return None
    after = scanner.take(rf",? ?\(?(?:a )?(?P<weekday>{WEEKDAY})\)?")
    for weekday in filter(None, [before, after]):
        _check_weekday(found, weekday["weekday"])
    return found


def month(scanner: Scanner) -> Named | None:
    """The month that stands here."""
    return scanner.first(_month_of_year, _month_in_figures, _month_alone)


def _iso(scanner: Scanner) -> Named | None:
    found = scanner.take(_ISO)
    return found and Named(
        (_the_day(int(found["year"]), found["month"], found["day"]),)
    )


def _in_figures(scanner: Scanner) -> Named | None:
    found = scanner.take(_FIGURES)
    if found is None:
        return None
    first, second, last = found[1], found[3], found[4]
    orders = [(last, second, first), (last, first, second)]
    if len(first) == len(last) == len("24"):
        orders.append((first, second, last))
    days = _possible(orders)
    if not days:
        raise Refusal(
            WordingKind.IMPOSSIBLE_DATE, f"has no such day as {found[0].strip()}"
        )
    doubt = "can be read in more than one order" if len(days) > 1 else None
    return Named(tuple(map(Span.of_day, days)), doubt)


def _possible(orders: Iterable[tuple[str, str, str]]) -> list[date]:
    days = set()
    for year, month_, day_ in orders:
        try:
            days.add(date(_full_year(year), int(month_), int(day_)))
        except ValueError:
            continue
    return sorted(found for found in days if FIRST_YEAR <= found.year <= LAST_YEAR)


def _day_first(scanner: Scanner) -> Named | None:
    found = scanner.take(_DAY_FIRST)
    return found and _dated(scanner, found)


def _month_first(scanner: Scanner) -> Named | None:
    found = scanner.take(_MONTH_FIRST)
    return found and _dated(scanner, found)


def _month_and_day(scanner: Scanner) -> Named | None:
    """March 24, which is a day of any year, or the month of 2024."""
    found = scanner.take(_MONTH_AND_DAY)
    if found is None:
        return None
    if not re.fullmatch("[0-9]{2}", found["day"]):
        return _without_year(scanner, found["month"], found["day"])
    year, number = _full_year(found["day"]), _month_number(found["month"])
    return Named(
        (Span.of_month(year, number),),
        "can be a day of that month, or a month of that year",
    )


def _dated(scanner: Scanner, found: re.Match[str]) -> Named:
    if found["year"]:
        return Named(
            (_the_day(_full_year(found["year"]), found["month"], found["day"]),)
        )
    return _without_year(scanner, found["month"], found["day"])


def _without_year(scanner: Scanner, month_: str, day_: str) -> Named:
    number, of_month = _month_number(month_), _day_number(day_)
    _the_day(2000, month_, day_)  # a leap year: what it lacks, every year lacks
    doubt = "does not say which year"
    if scanner.published is None:
        return Named((), doubt)
    years = range(scanner.published.year, scanner.published.year + 9)
    days = _possible((str(year), str(number), str(of_month)) for year in years)
    later = [found for found in days if found >= scanner.published]
    return Named(tuple(map(Span.of_day, later[:1])), doubt)


def _month_of_year(scanner: Scanner) -> Named | None:
    found = scanner.take(_MONTH_OF_YEAR)
    if found is None:
        return None
    if not found["year"]:
        return _month_without_year(scanner, found["month"])
    return Named((month_of(found["year"], _month_number(found["month"])),))


def _month_in_figures(scanner: Scanner) -> Named | None:
    found = scanner.take(_FIGURES_OF_MONTH)
    if found is None:
        return None
    number = int(found["month"] or found["month_last"])
    return Named((month_of(found["year"] or found["year_first"], number),))


def _month_alone(scanner: Scanner) -> Named | None:
    found = scanner.take(_MONTH)
    if found is not None:
        return _month_without_year(scanner, found["month"])
    found = scanner.take(_DAY_ALONE)
    if found is not None:
        return Named((), "does not say which month")
    found = scanner.take(rf"(?:(?:this|next|coming|on|the following) )*{WEEKDAY}")
    return found and Named((), "does not say which week")


def _month_without_year(scanner: Scanner, month_: str) -> Named:
    doubt = "does not say which year"
    if scanner.published is None:
        return Named((), doubt)
    number, published = _month_number(month_), scanner.published
    year = published.year + (number < published.month)
    return Named((Span.of_month(year, number),), doubt)


def month_of(year: str, number: int) -> Span:
    """A month of a year that can be meant."""
    return Span.of_month(year_that_can_be(int(year)), number)


def year_that_can_be(year: int) -> int:
    """The year, if the model can hold it."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(WordingKind.OUT_OF_RANGE, f"names the year {year}")
    return year


def _the_day(year: int, month_: str, day_: str) -> Span:
    number = int(month_) if month_.isdigit() else _month_number(month_)
    try:
        return Span.of_day(date(year_that_can_be(year), number, _day_number(day_)))
    except ValueError as error:
        message = f"names a day that there is not ({error})"
        raise Refusal(WordingKind.IMPOSSIBLE_DATE, message) from error


def _full_year(year: str) -> int:
    return int(year) if len(year) > len("24") else 2000 + int(year)


def _month_number(written: str) -> int:
    return MONTHS[written.rstrip(".")]


def _day_number(written: str) -> int:
    return ORDINALS.get(written) or int(re.sub("[a-z]", "", written))


def _check_weekday(found: Named, written: str) -> None:
    weekday = WEEKDAYS[written.rstrip(".")]
    if len(found.spans) == 1 and not found.doubt:
        actual = found.spans[0].start.weekday()
        if actual != weekday:
            message = f"says {written}, and that day is not one"
            raise Refusal(WordingKind.CONTRADICTION, message)
