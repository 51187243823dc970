"""Where a reading stands in its text, and what it has found."""

import functools
import re
from collections.abc import Callable
from datetime import date
from typing import TypeVar

import attrs

from actionplan.deadlines import Deadline
from actionplan.periods import Span

T = TypeVar("T")


@attrs.frozen
class Reading:
    """What words mean: one deadline, or several with the doubt between them."""

    deadlines: tuple[Deadline, ...]
    doubt: str | None = None


@attrs.frozen
class Named:
    """What words name: one span of days, or several with the doubt between them."""

    spans: tuple[Span, ...]
    doubt: str | None = None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?:(?<![a-z0-9])|(?![a-z0-9])) ?")


@attrs.define
class Scanner:
    """A text and a place in it; each rule takes what it knows, or nothing.

    A text is whole when nothing may be left of it, and then what is not understood
    of an event is part of its name; in a longer text it is not.
    """

    text: str
    published: date | None = None
    at: int = 0
    whole: bool = True

    def take(self, pattern: str) -> re.Match[str] | None:
        """What stands here, if the pattern fits it up to the end of a word."""
        found = _compiled(pattern).match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def sees(self, pattern: str) -> bool:
        """Whether the pattern fits what stands here."""
        return _compiled(pattern).match(self.text, self.at) is not None

    def skip(self, words: str) -> None:
        """Go past words that stand here, and the blank after them."""
        self.at += len(words)
        self.at += self.text[self.at : self.at + 1] == " "

    def first(self, *rules: Callable[["Scanner"], T | None]) -> T | None:
        """What the first rule finds that finds something, in their order."""
        start = self.at
        for rule in rules:
            found = rule(self)
            if found is not None:
                return found
            self.at = start
        return None

    @property
    def rest(self) -> str:
        """What is not read yet."""
        return self.text[self.at :]
