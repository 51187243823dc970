"""The deadlines inside a longer text, where an obligation carries them."""

import re
from bisect import bisect_left
from collections.abc import Iterator

import attrs

from actionplan._fields import is_a, is_text, is_whole
from actionplan._values import Value, checked
from actionplan.deadlines import (
    PUBLICATION,
    Before,
    By,
    Deadline,
    Immediately,
    Recurring,
    Within,
)
from actionplan.errors import InvalidValue
from actionplan.wording._clean import Cleaned, clean
from actionplan.wording._grammar import core
from actionplan.wording._refusals import Refusal
from actionplan.wording._scanner import Scanner
from actionplan.wording._words import any_line

WINDOW = 300  # characters, of what stands around a deadline and is looked at

_SENTENCE = re.compile(r"[^ ].*?(?:[.!?;](?= (?![0-9]{4}\b)|$)|$)")
_OBLIGATION = re.compile(
    any_line(
        r"""
        \bshould\b|\bmust\b|\bshall\b|\bought to\b|\bneeds? to\b
        \b(?:is|are|was|were|be) (?:required|asked|requested|expected|directed) to\b
        \b(?:it is )?recommend(?:s|ed)?\b(?: that\b)?
        \brequires? (?:that|the|all|each|every)\b
        \b(?:agreed|undertaken|has|have) to\b
        """
    )
)
_TRIGGER = re.compile(
    any_line(
        r"""
        \b(?:within|by|before|on or before|prior to)\b
        \b(?:no|not) (?:later|more) than\b
        \bimmediate(?:ly)?\b|\bwith immediate effect\b|\bforthwith\b
        \b(?:at least )?every\b|\bon an?\b|\bat (?=[a-z0-9]+ monthly\b)
        \b(?:quarterly|monthly|annually)\b
        (?<=\bshould )in\b|(?<=\bmust )in\b
        """
    )
)
_IMMEDIATELY = re.compile(
    r"(?:^|[:,\u2022] ?|should|must|shall|to|that)(?: be [a-z]+(?: [a-z]+)?)?,? "
    r"(?:takes? )?$|^$"
)
_OPENING = re.compile(r"(?:^|[,;:(\u2022\u25cf] ?|\b(?:that|and|then),? )$")
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|when|whenever|where|if|because|while|unless|how|whether|"
    r"whom|those|in any event|in every case|not)\b"
)
_PAST = re.compile(r"\b(?:had|was|were|did|took|began)\b")
_PERFECT = re.compile(r"\b(?:had|was|were|did|took|began|has|have|been|since)\b")
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|this|that|all|any|of|for|with) $")
_STATED_BEFORE = re.compile(
    r"\b(?:in any event|in every case|in all cases|at least),? $"
)
_UNREAD_ANCHOR = re.compile(
    r" ?(?:of|from|after|following|before|beginning|starting|commencing|prior|until|"
    r"ago|or|to [0-9])\b"
)
_ENDS = re.compile(r" ?(?:$|[,;:.)!?])")
_AT_THE_MODAL = re.compile(r"\b(?:should|must|shall|to|that),? $")


@attrs.frozen(kw_only=True)
class FoundDeadline(Value):
    """A deadline that was found in a text, for a person to confirm.

    Attributes:
        deadline: The deadline.
        start: Where its words begin in the text.
        end: Where they end.
        stated: The words themselves, `text[start:end]`.
    """

    deadline: Deadline = attrs.field(metadata=checked(is_a(Deadline, "a deadline")))
    start: int = attrs.field(metadata=checked(is_whole(0)))
    end: int = attrs.field(metadata=checked(is_whole(0)))
    stated: str = attrs.field(metadata=checked(is_text))


@attrs.frozen
class _Sentence:
    """A sentence of a plain text, and where its obligations stand in it."""

    text: str
    start: int
    duties: tuple[tuple[int, int], ...]

    def before(self, place: int) -> str:
        """What stands before a place, as far as it is looked at."""
        return self.text[max(0, place - WINDOW) : place]


def found_in(text: str) -> Iterator[FoundDeadline]:
    """The deadlines that a text gives, in the order in which they stand."""
    cleaned = clean(text)
    for sentence in _sentences(cleaned.text):
        if sentence.duties:
            yield from _found_in_sentence(text, cleaned, sentence)


def _sentences(text: str) -> Iterator[_Sentence]:
    for found in _SENTENCE.finditer(text):
        duties = (duty.span() for duty in _OBLIGATION.finditer(found[0]))
        yield _Sentence(found[0], found.start(), tuple(duties))


def _found_in_sentence(
    text: str, cleaned: Cleaned, sentence: _Sentence
) -> Iterator[FoundDeadline]:
    at = 0
    while trigger := _TRIGGER.search(sentence.text, at):
        at = trigger.end()
        found = _read_at(sentence, trigger.start())
        if found is None:
            continue
        deadline, at = found
        start = cleaned.places[sentence.start + trigger.start()]
        # The next place may be one after blanks that are no part of the words.
        stated = text[start : cleaned.places[sentence.start + at]].rstrip()
        yield FoundDeadline(
            deadline=deadline, start=start, end=start + len(stated), stated=stated
        )


def _read_at(sentence: _Sentence, start: int) -> tuple[Deadline, int] | None:
    """The deadline that begins at a place, if an obligation carries it."""
    scanner = Scanner(sentence.text[start : start + WINDOW], whole=False)
    try:
        reading = core(scanner)
    except (Refusal, InvalidValue):  # the second for years that cannot be written
        return None
    if reading is None or reading.doubt:
        return None
    read = scanner.text[: scanner.at].rstrip(" ,")
    end = start + len(read)
    deadline = reading.deadlines[0]
    after = sentence.text[end : end + WINDOW]
    if _UNREAD_ANCHOR.match(after) or not _is_delimited(
        deadline, sentence.before(start), after
    ):
        return None
    carried = _is_carried(deadline, sentence, start, end)
    return (deadline, end) if carried else None


def _is_delimited(deadline: Deadline, before: str, after: str) -> bool:
    """Whether the name of an event ends where it seems to end."""
    anchor = getattr(deadline, "anchor", PUBLICATION)
    known = ("receipt", "acceptance", "inspection", "recommendation", "previous-due")
    if not isinstance(anchor, str) or anchor in (PUBLICATION, "next-meeting", *known):
        return True
    at_modal = _AT_THE_MODAL.search(before) or _OPENING.search(before)
    return bool(re.match(" ?[,:]" if at_modal else _ENDS.pattern, after))


def _is_carried(deadline: Deadline, sentence: _Sentence, start: int, end: int) -> bool:
    before = sentence.before(start)
    if isinstance(deadline, Recurring) and _ARTICLE.search(before):
        return False  # a monthly meeting, which is a thing and no deadline
    # With immediate effect can stand anywhere; immediately often says how, not when.
    if isinstance(deadline, Immediately) and sentence.text[start] != "w":
        beside = _IMMEDIATELY.search(before)
        return bool(beside) and _has_duty_near(sentence, start, end)
    place = bisect_left(sentence.duties, (start, start))
    if place and _follows_duty(
        deadline, sentence, sentence.duties[place - 1][1], start
    ):
        return True
    if place == len(sentence.duties) or not _OPENING.search(before):
        return False
    between = sentence.text[end : sentence.duties[place][0]]
    return len(between) <= WINDOW and not _PAST.search(between)


def _has_duty_near(sentence: _Sentence, start: int, end: int) -> bool:
    return any(
        start - WINDOW <= duty_end <= start or end <= duty <= end + WINDOW
        for duty, duty_end in sentence.duties
    )


def _follows_duty(
    deadline: Deadline, sentence: _Sentence, duty_end: int, start: int
) -> bool:
    between = sentence.text[max(duty_end, start - WINDOW) : start]
    if isinstance(deadline, By | Before | Immediately):
        return not _PERFECT.search(between)
    if _STATED_BEFORE.search(between):
        return False
    if not _SUBORDINATE.search(between):
        return True
    named = isinstance(deadline, Within) and not deadline.assumed
    return named and getattr(deadline, "anchor", None) == PUBLICATION
