"""Why words give no deadline, and what to write instead."""

from typing import Any

from actionplan.errors import (
    AmbiguousWording,
    Fault,
    FaultCode,
    RefusedWording,
    WordingKind,
    shown,
)

_FIND = "use find_deadlines for a whole sentence"
_HINTS = {
    WordingKind.AMBIGUOUS: "write which of them is meant",
    WordingKind.VAGUE: "write a day or a period, such as by 31 March 2027 or within "
    "three months of publication",
    WordingKind.IMPOSSIBLE_DATE: "write a day that the calendar has",
    WordingKind.NOT_POSITIVE: "write a period of at least one day",
    WordingKind.NOT_WHOLE: "write whole numbers, such as six weeks or 18 months",
    WordingKind.OUT_OF_RANGE: "write a period of at most ten years, or a day from 1800 "
    "to 2999",
    WordingKind.CONTRADICTION: "write one of them",
    WordingKind.TWO_DEADLINES: "read each of them by itself, as a deadline of its own",
    WordingKind.TIME_OF_DAY: "write the day alone, or keep the time in `stated`",
    WordingKind.NOT_A_DEADLINE: "write the last day on which it is in time",
    WordingKind.FOOTNOTE_MARK: "leave the mark out",
    WordingKind.NON_ASCII_DIGIT: "write the digits 0 to 9",
    WordingKind.TRAILING_TEXT: f"leave it out, or {_FIND}",
    WordingKind.NOT_UNDERSTOOD: "write a day or a period, such as by 31 March 2027 or "
    f"within six weeks of publication, or {_FIND}",
}


class Refusal(Exception):
    """Words that were recognised as something that gives no deadline."""

    def __init__(self, kind: WordingKind, message: str) -> None:
        super().__init__(message)
        self.kind, self.message = kind, message


def refused(text: str, refusal: Refusal) -> RefusedWording:
    """The error of the library for a refusal."""
    return RefusedWording(_fault(text, refusal), kind=refusal.kind)


def ambiguous(text: str, doubt: str, candidates: tuple[Any, ...]) -> AmbiguousWording:
    """The error for words with more than one meaning."""
    written = " or ".join(f"'{candidate}'" for candidate in candidates)
    message = f"{doubt}: {written}" if written else doubt
    fault = _fault(text, Refusal(WordingKind.AMBIGUOUS, message))
    return AmbiguousWording(fault, candidates=candidates)


def _fault(text: str, refusal: Refusal) -> Fault:
    message = f"{shown(text)} {refusal.message}"
    return Fault("", FaultCode.WORDING, text, message, _HINTS[refusal.kind])
