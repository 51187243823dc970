"""The geometry of a bar chart."""

import attrs

from actionplan.briefing import Counts

_ROW, _BAR, _LABELS, _LONGEST = 26, 16, 170, 150


@attrs.frozen(kw_only=True)
class Bar:
    """One bar of a chart, with where it is drawn.

    Attributes:
        name: What it counts.
        number: How many there are.
        top: Where it begins, from above.
        width: How long it is.
        tone: The colour that it stands for, if it stands for one.
    """

    name: str
    number: int
    top: int
    width: float
    tone: str

    @property
    def middle(self) -> float:
        """Where its label stands, from above."""
        return self.top + _BAR / 2

    @property
    def end(self) -> float:
        """Where its number stands, from the left."""
        return _LABELS + self.width + 6


@attrs.frozen(kw_only=True)
class Chart:
    """The bars of a chart, with the size of the picture."""

    bars: tuple[Bar, ...]
    left: int = _LABELS
    thickness: int = _BAR
    width: int = _LABELS + _LONGEST + 40

    @property
    def height(self) -> int:
        """How high the picture is."""
        return _ROW * len(self.bars)


_TONES = ("red", "amber", "green", "white")


def chart(counts: Counts) -> Chart:
    """Counted things as bars, the longest as long as the picture allows."""
    most = max((number for _, number in counts.counts), default=0) or 1
    return Chart(
        bars=tuple(
            Bar(
                name=name,
                number=number,
                top=place * _ROW + (_ROW - _BAR) // 2,
                width=round(number / most * _LONGEST, 1),
                tone=name if name in _TONES else "plain",
            )
            for place, (name, number) in enumerate(counts.counts)
        )
    )
