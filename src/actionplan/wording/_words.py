"""The words of the language: numbers, units, months, and those that are known."""

import re
from collections.abc import Iterable

from actionplan._days import MONTHS as MONTH_NAMES


def words_of(text: str) -> list[str]:
    """The words of a text, so that lists of words can be read as text."""
    return text.split()


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, ordered))})"


def any_line(text: str) -> str:
    """A pattern of any of the patterns that stand in a text, one in each line."""
    lines = (line.strip() for line in text.strip().splitlines())
    return f"(?:{'|'.join(lines)})"


_ONES = words_of("one two three four five six seven eight nine")
_TEENS = words_of(
    """
    ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    """
)
_TENS = words_of("twenty thirty forty fifty sixty seventy eighty ninety")
_FIRSTS = words_of(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
    """
)
_WEEKDAYS = words_of("monday tuesday wednesday thursday friday saturday sunday")

NUMBERS = {
    "zero": 0,
    **{word: number for number, word in enumerate(_ONES + _TEENS, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
ORDINALS = {
    **{word: number for number, word in enumerate(_FIRSTS, 1)},
    "twentieth": 20,
    **{f"twenty {word}": 20 + number for number, word in enumerate(_FIRSTS[:9], 1)},
    "thirtieth": 30,
    "thirty first": 31,
}
MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
WEEKDAYS = {
    **{name: number for number, name in enumerate(_WEEKDAYS)},
    **{name[:3]: number for number, name in enumerate(_WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}

_UNDER_TEN = one_of(_ONES)
_UNDER_HUNDRED = rf"(?:{one_of(_TENS)}(?: {_UNDER_TEN})?|{one_of(_TEENS + _ONES)}|zero)"
NUMBER_WORDS = (
    rf"(?:(?:a|{_UNDER_TEN}) hundred(?: (?:and )?{_UNDER_HUNDRED})?|{_UNDER_HUNDRED})"
)
MONTH = one_of(MONTHS) + r"\b\.?"
WEEKDAY = one_of(WEEKDAYS) + r"\b\.?"

# Words that belong to the language, of which no two are ever written as one on
# purpose: `withinsix` is two of them. The second group is here to be left whole.
KNOWN = frozenset(
    words_of(
        """
        a after all an and annual annually as at be before beginning business by
        calendar chief clear close commencing complete completed completion daily date
        day days deadline due each effect end ending every final financial following
        force forthwith fortnight from half hundred immediate immediately in inspection
        later latest meeting month monthly months more must next no not of on ongoing or
        period police possible prior publication published quarter quarterly receipt
        receiving recommendation report shall should soon starting target than that the
        this to until upon week weekly weeks with within working year yearly years
        """
    )
).union(NUMBERS, _FIRSTS, MONTHS, WEEKDAYS)
WHOLE = frozenset(
    words_of(
        """
        afternoon anyone behalf biannual biannually everyone forthcoming herein into
        midnight onto onward onwards someone thereafter therein today together tomorrow
        weekday weekdays weekend weekends without
        """
    )
)


def number_of(words: str) -> int:
    """The number that words of one to nine hundred and ninety-nine say."""
    hundreds, hundred, rest = words.partition(" hundred")
    if not hundred:
        return sum(NUMBERS[word] for word in words.split())
    over = sum(NUMBERS[word] for word in rest.split() if word != "and")
    return 100 * (1 if hundreds == "a" else NUMBERS[hundreds]) + over
