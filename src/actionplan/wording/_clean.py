"""Text as it comes out of PDFs and spreadsheets, made plain, with its places kept.

Never by Unicode's NFKC, which turns a footnote mark into a digit: each character
that is changed is named here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

import attrs

from actionplan.errors import WordingKind
from actionplan.wording._refusals import Refusal
from actionplan.wording._words import KNOWN, MONTH, WHOLE

_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | frozenset(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_SHORT_HYPHENS, _DASHES, _MINUS = "-\u2010\u2011", "\u2012\u2013\u2014\u2015", "\u2212"
_WRITTEN = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_SHORT_HYPHENS, "-"),
    **dict.fromkeys(_DASHES, "\u2013"),
    **dict.fromkeys('"\u201c\u201d\u201e\u00ab\u00bb', ""),
    **dict.fromkeys("'`\u2018\u2019\u201b\u00b4\u2032", "'"),
    **dict(zip("[]{}", "()()", strict=True)),
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2044": "/",
    "&": " and ",
}
_FOOTNOTE = re.compile(
    r"[\u2020\u2021]|(?<=\w)\*|[0-9A-Za-z.,]\[[0-9]{1,3}\]|"
    r"\s\[[0-9]{1,3}\]$"
)

# In this order: each is a pattern, and what is written for what it finds.
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[a-z])-[^\S\n]*\n\s*(?=[a-z])"), ""),  # a word cut by a line
    (re.compile(r"\s+"), " "),
    (re.compile(r"^ (?=.)|(?<=.) $"), ""),
    (re.compile(r"^[-\u2013\u2022\u00b7*\u25aa\u25cf\u25e6] (?=\S)"), ""),  # a bullet
    (re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b)|(?<=\.[a-z])\."), ""),  # e.g. a.s.a.p.
    (re.compile(rf"\b({MONTH} )'(?=[0-9]{{2}}\b)"), r"\g<1>20"),
    (re.compile(r"'"), ""),
    (re.compile(r"(?<=[0-9]) ?([-\u2013]|/) ?(?=[0-9])"), r"\1"),
    (re.compile(rf"(?<![0-9a-z])[-\u2013{_MINUS}](?=[0-9])"), _MINUS),
    (re.compile(r"(?<=[0-9])\u2013(?=[0-9])"), "-"),
    (re.compile(r"(?<=[a-z0-9])[-\u2013](?=[a-z])|(?<=[a-z])[-\u2013](?=[0-9])"), " "),
    (re.compile(r" ?\u2013 ?| - "), ", "),
    (re.compile(r" (?=[,;:.)])|(?<=\() "), ""),
    (re.compile(r"([,;:])(?=\S)(?!(?<=[0-9][,:])[0-9])"), r"\1 "),
    (re.compile(r"(?<=[0-9])(?!(?:st|nd|rd|th)\b)(?=[a-z])"), " "),
    (re.compile(r"(?<=[a-z]{2})(?<!\bfy)(?<!\bcy)(?<!\bay)(?=[0-9])"), " "),
    (re.compile(r"(?<=[0-9])(?:st|nd|rd|th)(?=[a-z])"), ""),
    (re.compile(r" +"), " "),
)
_WORD = re.compile(r"(?<![a-z])[a-z]{4,30}(?![a-z])")
_ENDS = " .,;:"


@attrs.frozen
class Cleaned:
    """Plain text, and for each of its characters the place that it came from."""

    text: str
    places: tuple[int, ...]

    def replaced(
        self, pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]
    ) -> "Cleaned":
        """The text with everything that a pattern finds written anew."""
        parts: list[str] = []
        places: list[int] = []
        at = 0
        for found in pattern.finditer(self.text):
            written = write(found)
            if written == found[0]:
                continue
            parts += [self.text[at : found.start()], written]
            places += self.places[at : found.start()]
            places += [self.places[found.start()]] * len(written)
            at = found.end()
        parts.append(self.text[at:])
        return Cleaned("".join(parts), (*places, *self.places[at:]))


def clean(text: str) -> Cleaned:
    """The text in small letters, with plain blanks, hyphens, brackets and quotes."""
    pairs = [
        (written, place)
        for place, character in enumerate(text)
        for written in _WRITTEN.get(character, character.lower())
    ]
    # The last place is that of the end, so that a span can reach it.
    plain = "".join(written for written, _ in pairs)
    cleaned = Cleaned(plain, (*(place for _, place in pairs), len(text)))
    for pattern, written in _STEPS:
        cleaned = cleaned.replaced(pattern, _expanding(written))
    return cleaned.replaced(_WORD, _split)


def _expanding(written: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found.expand(written)


def _split(found: re.Match[str]) -> str:
    """A word that has lost its blank as the two known words that it is made of."""
    word = found[0]
    if word in KNOWN or word in WHOLE:
        return word
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        if {first, second} <= KNOWN and max(len(first), len(second)) >= len("week"):
            return f"{first} {second}"
    return word


def phrase(text: str) -> str:
    """A whole phrase made plain: without quotes, brackets or stops around it."""
    _refuse_odd_characters(text)
    plain = clean(text).text.strip(_ENDS)
    while plain[:1] == "(" and plain.find(")") == len(plain) - 1:
        plain = plain[1:-1].strip(_ENDS)
    return plain


def _refuse_odd_characters(text: str) -> None:
    if _FOOTNOTE.search(text.strip()):
        raise Refusal(WordingKind.FOOTNOTE_MARK, "has a footnote mark in it")
    for character in _numbers_not_ascii(text):
        if "<fraction>" in unicodedata.decomposition(character):
            message = f"has the fraction {character} in it"
            raise Refusal(WordingKind.NOT_WHOLE, message)
        if unicodedata.category(character) == "Nd":
            message = f"has the digit {character} in it, which is not one of 0 to 9"
            raise Refusal(WordingKind.NON_ASCII_DIGIT, message)
        message = f"has the mark {character} in it, which may be a footnote's"
        raise Refusal(WordingKind.FOOTNOTE_MARK, message)


def _numbers_not_ascii(text: str) -> Iterable[str]:
    return (
        character
        for character in text
        if not character.isascii() and unicodedata.category(character) in ("Nd", "No")
    )
