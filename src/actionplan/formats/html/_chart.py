"""The geometry of a bar chart."""

import attrs

from actionplan._printing import shortened
from actionplan.briefing import Counts

_ROW, _BAR, _LONGEST = 26, 16, 150
_SIGN, _MOST_SIGNS = 7, 28  # how wide a letter is, and how many a label has
_TONES = ("red", "amber", "green", "white")


@attrs.frozen(kw_only=True)
class Bar:
    """One bar of a chart, with where it is drawn.

    Attributes:
        name: What it counts, cut short where it is long.
        number: How many there are.
        top: Where it begins, from above.
        left: Where it begins, from the left.
        width: How long it is.
        tone: The colour that it stands for, if it stands for one.
    """

    name: str
    number: int
    top: int
    left: int
    width: float
    tone: str

    @property
    def middle(self) -> float:
        """Where its label stands, from above."""
        return self.top + _BAR / 2

    @property
    def end(self) -> float:
        """Where its number stands, from the left."""
        return self.left + self.width + 6


@attrs.frozen(kw_only=True)
class Chart:
    """The bars of a chart, with the size of the picture."""

    bars: tuple[Bar, ...]
    left: int
    thickness: int = _BAR

    @property
    def width(self) -> int:
        """How wide the picture is."""
        return self.left + _LONGEST + 40

    @property
    def height(self) -> int:
        """How high the picture is."""
        return _ROW * len(self.bars)


def chart(counts: Counts) -> Chart:
    """Counted things as bars, the longest as long as the picture allows."""
    most = max((number for _, number in counts.counts), default=0) or 1
    labels = [shortened(name, _MOST_SIGNS) for name, _ in counts.counts]
    left = _SIGN * max(map(len, labels), default=0) + 10
    bars = (
        Bar(
            name=label,
            number=number,
            top=place * _ROW + (_ROW - _BAR) // 2,
            left=left,
            width=round(number / most * _LONGEST, 1),
            tone=name if name in _TONES else "plain",
        )
        for place, (label, (name, number)) in enumerate(
            zip(labels, counts.counts, strict=True)
        )
    )
    return Chart(bars=tuple(bars), left=left)
