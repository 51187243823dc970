"""The parts of a paper: sections of sentences, tables and counted things.

They hold text as it was entered; whoever writes a format escapes it.
"""

import attrs

Cell = tuple[str, ...]  # lines


@attrs.frozen(kw_only=True)
class Table:
    """A table with a head.

    Attributes:
        caption: What it shows.
        columns: The heads of its columns.
        rows: Its rows; each cell is a tuple of lines.

    Example:
        >>> from actionplan.briefing import Table
        >>> Table(caption="Overdue", columns=("Item",), rows=((("r/1",),),)).columns
        ('Item',)
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@attrs.frozen(kw_only=True)
class Counts:
    """How many things there are of each sort: a table of two columns, and a chart.

    Attributes:
        caption: What it shows.
        column: What the sorts are.
        counts: Each sort and its number, in their order.

    Example:
        >>> from actionplan.briefing import Counts
        >>> counts = Counts(
        ...     caption="Items by status",
        ...     column="Status",
        ...     counts=(("awaiting", 4), ("complete", 2)),
        ... )
        >>> counts.words
        'Items by status: awaiting 4, complete 2.'
    """

    caption: str
    column: str
    counts: tuple[tuple[str, int], ...]

    @property
    def table(self) -> Table:
        """The same as a table."""
        rows = tuple(((name,), (str(number),)) for name, number in self.counts)
        return Table(
            caption=self.caption, columns=(self.column, "Number of items"), rows=rows
        )

    @property
    def words(self) -> str:
        """The same in a sentence, for those who cannot see a chart of it."""
        told = ", ".join(f"{name} {number}" for name, number in self.counts)
        return f"{self.caption}: {told}."


Block = str | Table | Counts


@attrs.frozen(kw_only=True)
class Section:
    """A section of a paper.

    Attributes:
        key: What it is called in an address: `overdue`.
        title: Its heading.
        blocks: Sentences, tables and counts, in their order.

    Example:
        >>> from actionplan.briefing import Section
        >>> Section(key="overdue", title="Overdue", blocks=("Nothing is.",)).key
        'overdue'
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
