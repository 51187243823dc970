"""Parts of years: financial years, quarters, seasons, terms and feasts.

A financial year runs from April to March: Q2 2024/25 ends on 30 September 2024. A
year of that form is a financial year only where the words say so, or name a
quarter of it, because school years are written in the same way.
"""

import re
from datetime import date, timedelta

from dateutil.easter import easter

from actionplan.errors import WordingKind
from actionplan.periods import Span
from actionplan.wording._dates import year_that_can_be
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Named, Scanner
from actionplan.wording._words import one_of

_APRIL, _SEPTEMBER, _DECEMBER = 4, 9, 12
_CENTURY = 100
_PAIR = (
    r"(?P<first>[0-9]{4}(?=[-/][0-9]{2}| to [0-9]{4})|"
    r"[0-9]{2}(?=[-/][0-9]{2}(?![0-9])))(?:[-/]| to )(?P<second>[0-9]{4}|[0-9]{2})"
)
_YEAR = r"(?P<year>[0-9]{4})"
_FINANCIAL = r"(?:financial|fiscal|tax) year"
_PARTS = {
    **dict.fromkeys(["first", "one", "1st", "1"], 1),
    **dict.fromkeys(["second", "two", "2nd", "2"], 2),
    **dict.fromkeys(["third", "three", "3rd", "3"], 3),
    **dict.fromkeys(["fourth", "four", "4th", "4", "last", "final"], 4),
}
_PART = rf"(?P<part>{one_of(_PARTS)}|[0-9])"
_NUMBERED = (
    rf"q ?(?P<q>[0-9])|h ?(?P<h>[0-9])|quarter {_PART}|"
    rf"(?P<nth>{one_of(_PARTS)}) (?P<what>quarter|half)"
)
_OF = r",? ?(?:of )?(?:the )?\(?"
_OF_FINANCIAL = rf"{_OF}(?:{_FINANCIAL} |fy ?)?(?:of )?{_PAIR}\)?(?: {_FINANCIAL})?"
_OF_CALENDAR = rf"{_OF}(?:calendar year {_YEAR}|(?P<after>[0-9]{{4}}) calendar year)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SCHOOL = r"(?:academic|school|teaching|municipal|council|civic|performance|reporting)"
_TERM = (
    r"(?:autumn|spring|summer|winter|michaelmas|hilary|trinity|school) "
    r"(?:term|half term|recess)|term|half term|recess|parliamentary session|session"
)
_ANY_YEAR = rf"(?:,? (?:of )?(?:the )?(?:{_PAIR}|{_YEAR}))?"
_WHICH = "(?P<which>this|next|current|coming|following|previous|last)"
_DEICTIC = (
    rf"(?:the )?(?:lifetime of )?(?:the )?{_WHICH} "
    r"(?P<of>parliament|(?:(?:calendar|financial|fiscal|academic|school) )?year|month|"
    r"week|quarter|financial year end|year end|inspection year|"
    rf"{one_of(_SEASONS)})"
)


def part_of_year(scanner: Scanner) -> Named | None:
    """The part of a year, or the year, that stands here."""
    return scanner.first(
        _quarter,
        _explicit_calendar_year,
        _year_and_quarter,
        _financial_year,
        _school_year,
        _term,
        _season,
        _feast,
        _deictic,
        _pair_alone,
        _calendar_year,
    )


def _quarter(scanner: Scanner) -> Named | None:
    found = scanner.take(rf"(?:calendar )?(?:the )?(?:{_NUMBERED})")
    if found is None:
        return None
    months, number = _months_of_part(found)
    calendar = found[0].startswith("calendar") or scanner.sees(_OF_CALENDAR)
    year = scanner.take(_OF_CALENDAR) if scanner.sees(_OF_CALENDAR) else None
    pair = None if year else scanner.take(_OF_FINANCIAL)
    if pair:
        return Named((_part(_start_of(pair), months, number),))
    year = year or scanner.take(rf"{_OF}(?:fy ?)?{_YEAR}\)?(?P<after>)")
    if year is None and scanner.sees("of|in"):
        return None
    if year is None:
        return Named((), "does not say of which year")
    written = year["year"] or year["after"]
    return _of_plain_year(int(written), months, number, calendar=calendar)


def _of_plain_year(year: int, months: int, number: int, *, calendar: bool) -> Named:
    of_calendar = _part(date(year_that_can_be(year), 1, 1), months, number)
    if calendar:
        return Named((of_calendar,))
    starts = [date(year - 1, _APRIL, 1), date(year, _APRIL, 1)]
    spans = {of_calendar, *(_part(start, months, number) for start in starts)}
    doubt = "can be of a calendar year or of a financial year"
    return Named(tuple(sorted(spans, key=lambda span: span.end)), doubt)


def _year_and_quarter(scanner: Scanner) -> Named | None:
    pair = scanner.take(rf"(?:fy ?|{_FINANCIAL} )?{_PAIR},? (?={_NUMBERED})")
    if pair is None:
        return None
    start = _start_of(pair)
    found = scanner.take(_NUMBERED)
    return found and Named((_part(start, *_months_of_part(found)),))


def _months_of_part(found: re.Match[str]) -> tuple[int, int]:
    """How many months a part of a year has, and which of them it is."""
    if found["h"] or found["what"] == "half":
        number = int(found["h"] or _PARTS[found["nth"]])
        last = 2
    else:
        written = found["q"] or found["part"] or found["nth"]
        number = _PARTS.get(written) or int(written)
        last = 4
    if not 1 <= number <= last:
        what = "quarters" if last > len("Q1") else "halves"
        message = f"names part {number} of a year, which has {last} {what}"
        raise Refusal(WordingKind.IMPOSSIBLE_DATE, message)
    return 12 // last, number


def _part(start: date, months: int, number: int) -> Span:
    first = _month_after(start, months * (number - 1))
    return Span(start=first, end=_month_after(first, months) - timedelta(days=1))


def _month_after(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)


def _start_of(pair: re.Match[str]) -> date:
    """1 April of the first of two years that follow each other."""
    first, second = int(pair["first"]), int(pair["second"])
    if first < _CENTURY:
        first += 2000
    if second != (first + 1 if second >= _CENTURY else (first + 1) % 100):
        message = f"names the years {pair['first']} and {pair['second']}, which do "
        message += "not follow each other"
        raise Refusal(WordingKind.IMPOSSIBLE_DATE, message)
    return date(year_that_can_be(first), _APRIL, 1)


def _financial_year(scanner: Scanner) -> Named | None:
    end = rf"(?: ?{_FINANCIAL}|fy)"
    found = scanner.take(
        rf"(?:the )?(?:{_FINANCIAL}(?: end(?:ing)?)?(?: in)?|fye?|year end) ?"
        rf"(?:of )?\(?{_PAIR}\)?"
    ) or scanner.take(rf"(?:the )?{_PAIR}(?:{end}| year end)(?: end)?")
    if found:
        return Named((_part(_start_of(found), 12, 1),))
    return _named_by_one_year(scanner)


def _named_by_one_year(scanner: Scanner) -> Named | None:
    """FY24, which some count by the year it begins in and some by the other."""
    found = scanner.take(
        rf"(?:fy|{_FINANCIAL}(?: end)?) ?(?P<year>[0-9]{{4}}|[0-9]{{2}})"
    )
    if found is None:
        if scanner.take(rf"(?:the )?(?:{_FINANCIAL}|calendar year|year)(?: end)?"):
            return Named((), "does not say which year")
        return None
    year = int(found["year"]) + (2000 if int(found["year"]) < _CENTURY else 0)
    year_that_can_be(year)
    starts = [date(year - 1, _APRIL, 1), date(year, _APRIL, 1)]
    spans = tuple(_part(start, 12, 1) for start in starts)
    return Named(spans, "names a financial year by one of its two years")


def _school_year(scanner: Scanner) -> Named | None:
    pair = scanner.take(rf"(?:the )?{_PAIR} {_SCHOOL} year") or scanner.take(
        rf"(?:the )?{_SCHOOL} year(?: (?:of )?{_PAIR})"
    )
    doubt = "names a year whose last day is set locally"
    if pair is None:
        return Named((), doubt) if scanner.take(rf"(?:the )?{_SCHOOL} year") else None
    ends = _start_of(pair).year + 1
    if not re.search("academic|school|teaching", pair[0]):
        return Named((), doubt)
    return Named(tuple(Span.of_day(date(ends, month, 31)) for month in (7, 8)), doubt)


def _term(scanner: Scanner) -> Named | None:
    found = scanner.take(rf"(?:the )?(?:{_TERM}){_ANY_YEAR}")
    return found and Named((), "names a term, and terms are set locally")


def _season(scanner: Scanner) -> Named | None:
    season = one_of(_SEASONS)
    doubt = "names a season, of which there is more than one calendar"
    if scanner.take(
        rf"(?:the )?{season}(?:/| ?or |,? ?and | to |-){season}{_ANY_YEAR}"
    ):
        return Named((), doubt)
    found = scanner.take(rf"(?:the )?(?P<season>{season}){_ANY_YEAR}")
    if found is None:
        return None
    written = found["year"] or found["first"]
    if not written:
        return Named((), doubt)
    year = _start_of(found).year if found["first"] else int(written)
    start = date(year_that_can_be(year), _SEASONS[found["season"]], 1)
    return Named((_part(start, 3, 1),), doubt)


def _feast(scanner: Scanner) -> Named | None:
    found = scanner.take(
        rf"(?:the )?(?P<feast>easter|christmas|xmas|new year|whitsun|diwali|ramadan)"
        rf"(?: (?:break|holidays?|period|eve|day|monday|recess))?{_ANY_YEAR}"
    )
    if found is None:
        return None
    doubt = "names a feast, and does not say which day of it or before it"
    if not found["year"]:
        return Named((), doubt)
    days = _days_of_feast(found["feast"], year_that_can_be(int(found["year"])))
    return Named(tuple(map(Span.of_day, days)), doubt)


def _days_of_feast(feast: str, year: int) -> list[date]:
    match feast:
        case "easter":
            sunday = easter(year)
            return [sunday - timedelta(days=3), sunday]
        case "christmas" | "xmas":
            return [date(year, 12, 24), date(year, 12, 25)]
        case _:
            return []


def _deictic(scanner: Scanner) -> Named | None:
    """Next month, this financial year: a part of time seen from an unknown day."""
    found = scanner.take(_DEICTIC) or scanner.take(
        r"(?P<which>today|tomorrow|now|tonight)|"
        r"(?P<of>the (?:month|week|quarter)|(?:month|quarter|week) end)"
    )
    if found is None:
        return None
    doubt = "counts from the day of writing, which it does not say"
    if scanner.published is None:
        return Named((), doubt)
    spans = _seen_from(scanner.published, found["which"], found.groupdict().get("of"))
    return Named(spans, doubt)


def _seen_from(day: date, which: str | None, of: str | None) -> tuple[Span, ...]:
    later = 1 if which in ("next", "coming", "following") else 0
    match of:
        case None:
            return (Span.of_day(day + timedelta(days=which == "tomorrow")),)
        case "month":
            first = _month_after(day.replace(day=1), later)
            return (Span.of_month(first.year, first.month),)
        case "year" | "calendar year":
            return (Span.of_year(day.year + later),)
        case "financial year" | "fiscal year":
            year = day.year - (day.month < _APRIL) + later
            return (_part(date(year, _APRIL, 1), 12, 1),)
        case _:
            return ()


def _pair_alone(scanner: Scanner) -> Named | None:
    if scanner.take("[0-9]{1,2}/[0-9]{1,2}"):
        return Named((), "does not say which year")
    pair = scanner.take(rf"(?:the )?(?:year )?{_PAIR}")
    if pair is None:
        return None
    first, second = int(pair["first"]), int(pair["second"])
    if second <= _DECEMBER and second != (first + 1) % 100:
        return None  # a month, such as 2024-03
    start = _start_of(pair)
    spans = [_part(start, 12, 1), _part(start.replace(month=_SEPTEMBER), 12, 1)]
    return Named(tuple(spans), "can be a financial year or a school year")


def _explicit_calendar_year(scanner: Scanner) -> Named | None:
    found = scanner.take(
        rf"(?:the )?(?:calendar year(?: end)? {_YEAR}|"
        r"(?P<after>[0-9]{4}) calendar year)"
    )
    if found is None:
        return None
    year = int(found["year"] or found["after"])
    return Named((Span.of_year(year_that_can_be(year)),))


def _calendar_year(scanner: Scanner) -> Named | None:
    found = scanner.take(
        rf"(?:the )?(?:calendar )?(?:year )?(?:end )?{_YEAR}(?![-/.][0-9])"
    )
    return found and Named((Span.of_year(year_that_can_be(int(found["year"]))),))
