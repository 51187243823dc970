"""Tables: they say what the snapshot says, in types that stay, and no more."""

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import attrs
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan._plain import plain
from actionplan.errors import InvalidValue
from actionplan.formats.tables import to_arrow, to_pandas
from actionplan.formats.tables._columns import ITEMS, LOG, Columns, Content
from actionplan.log import AnyEntry
from actionplan.snapshot import ROW_KEYS
from actionplan.strategies import days, moments, registers
from actionplan.terms import EntryKind, Visibility
from registers import register, report, update

DAY = date(2014, 9, 17)
PAGE = Path(__file__).parent.parent / "docs" / "reference" / "tables.md"

when_known = st.none() | moments()
TYPES = {
    Content.TEXT: pa.string(),
    Content.NUMBER: pa.int64(),
    Content.DAY: pa.date32(),
    Content.MOMENT: pa.timestamp("us", tz="UTC"),
    Content.FLAG: pa.bool_(),
}
DTYPES = {
    Content.TEXT: "string",
    Content.NUMBER: "Int64",
    Content.DAY: "datetime64[us]",
    Content.MOMENT: "datetime64[us, UTC]",
    Content.FLAG: "boolean",
}


def entries_known(held: ap.Register, now: ap.Snapshot) -> list[tuple[str, AnyEntry]]:
    """The entries that a snapshot can know, each with the id of its item."""
    found = [(held.item(entry.item).id, entry) for entry in held.log]
    return [
        (item, entry)
        for item, entry in found
        if item in now
        and entry.on <= now.on
        and (now.known is None or entry.known_from <= now.known)
    ]


def row_of(entry: AnyEntry) -> dict[str, object]:
    """What an entry says, as a row of the log has it."""
    row: dict[str, object] = dict.fromkeys(LOG)
    for name, value in attrs.asdict(entry, recurse=False).items():
        is_text = isinstance(value, ap.Deadline | StrEnum)
        row[name] = str(value) if is_text else value
    own = json.dumps(plain(entry.x), ensure_ascii=False) if entry.x else None
    found = {"x": own, "kind": str(entry.kind), "digest": entry.digest}
    return row | found | {"known_from": entry.known_from}


def from_parquet(table: pa.Table) -> pa.Table:
    """A table that was written to a Parquet file and read again."""
    file = io.BytesIO()
    pq.write_table(table, file)
    return pq.read_table(file)


def values_of(frame: pd.DataFrame, columns: Columns) -> list[dict[str, Any]]:
    """The rows of a data frame, with what is missing as None, and days as days."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    for row in rows:
        for name, column in columns.items():
            if row[name] is not None and column.content in (
                Content.DAY,
                Content.MOMENT,
            ):
                moment = row[name].to_pydatetime()
                is_day = column.content is Content.DAY
                row[name] = moment.date() if is_day else moment
    return [{str(name): value for name, value in row.items()} for row in rows]


class TestValues:
    """The tables say what the snapshot says."""

    @given(held=registers(min_items=1), on=days(), known=when_known)
    def test_items(self, held: ap.Register, on: date, known: datetime | None) -> None:
        """The items are the rows of the snapshot, with the day and the moment."""
        now = held.at(on, known)
        asked = {"on": on, "known": now.known}
        assert to_arrow(held, on, known).items.to_pylist() == [
            asked | row for row in now.rows()
        ]

    @given(held=registers(min_entries=1), on=days(), known=when_known)
    def test_log(self, held: ap.Register, on: date, known: datetime | None) -> None:
        """The log has every entry that was known about these items, and no other."""
        now = held.at(on, known)
        rows = to_arrow(now).log.to_pylist()
        expected = Counter(
            (item, entry.digest) for item, entry in entries_known(held, now)
        )
        assert Counter((row["item"], row["digest"]) for row in rows) == expected
        assert [row["position"] for row in rows] == list(range(len(rows)))
        by_digest = {entry.digest: entry for entry in held.log}
        for row in rows:
            entry = by_digest[row["digest"]]
            there = {name: row[name] for name in ("position", "counts", "item")}
            assert row == row_of(entry) | there

    @given(held=registers(min_entries=1), on=days())
    def test_what_counts(self, held: ap.Register, on: date) -> None:
        """An entry counts unless it was taken back, and they stand in their order."""
        now = held.at(on)
        rows = to_arrow(now).log.to_pylist()
        for state in now:
            own = [row for row in rows if row["item"] == state.item.id]
            counting = [row["digest"] for row in own if row["counts"]]
            assert counting == [entry.digest for entry in state.entries]
            assert own == sorted(own, key=lambda row: (row["on"], row["known_from"]))

    @given(held=registers(), on=days(), known=when_known)
    def test_pandas(self, held: ap.Register, on: date, known: datetime | None) -> None:
        """The data frames hold the same values."""
        frames, both = to_pandas(held, on, known), to_arrow(held.at(on, known))
        assert values_of(frames.items, ITEMS) == both.items.to_pylist()
        assert values_of(frames.log, LOG) == both.log.to_pylist()

    def test_ids_join(self) -> None:
        """An entry that names its item the long way has the id of the item's row."""
        held = register(log=[update("r/1@norfolk", DAY, percent=5)])
        both = to_arrow(held, DAY)
        assert both.log["item"].to_pylist() == ["r/1"]
        assert "r/1" in both.items["id"].to_pylist()

    def test_filtered(self) -> None:
        """A part of a snapshot has the log of its own items alone."""
        log = [update("r/1", DAY, percent=5), update("p", DAY, percent=6)]
        now = register(log=log).at(DAY)
        assert to_arrow(now.where(kind="plan")).log["percent"].to_pylist() == [6]


class TestTypes:
    """Types are always the same: of the empty register, and after Parquet."""

    @pytest.mark.parametrize("held", [ap.Register(), register()])
    def test_arrow(self, held: ap.Register) -> None:
        """Each column of an Arrow table has its type, and is nullable or not."""
        both = to_arrow(held, DAY)
        for table, columns in ((both.items, ITEMS), (both.log, LOG)):
            assert [
                (field.name, field.type, field.nullable) for field in table.schema
            ] == [
                (name, TYPES[column.content], column.optional)
                for name, column in columns.items()
            ]

    @pytest.mark.parametrize("held", [ap.Register(), register()])
    def test_pandas(self, held: ap.Register) -> None:
        """Each column of a data frame has its type."""
        both = to_pandas(held, DAY)
        for frame, columns in ((both.items, ITEMS), (both.log, LOG)):
            assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
                name: DTYPES[column.content] for name, column in columns.items()
            }

    @given(held=registers(), on=days(), known=when_known)
    def test_parquet(self, held: ap.Register, on: date, known: datetime | None) -> None:
        """A table that went through Parquet is the same, in types and in values."""
        both = to_arrow(held, on, known)
        for table in (both.items, both.log):
            table.validate(full=True)
            assert from_parquet(table).equals(table, check_metadata=True)

    def test_parquet_of_pandas(self) -> None:
        """A data frame that went through Parquet has the same types."""
        frames = to_pandas(register(log=[update("r/1", DAY, percent=5)]), DAY)
        for frame in (frames.items, frames.log):
            file = io.BytesIO()
            frame.to_parquet(file)
            again = pd.read_parquet(file)
            assert list(map(str, again.dtypes)) == list(map(str, frame.dtypes))

    def test_days_far_away(self) -> None:
        """The first and the last years that a register knows fit."""
        held = register(reports=[report(published=date(1800, 1, 1))])
        frames = to_pandas(held, date(2999, 12, 31))
        assert frames.items["opened"][0].date() == date(1800, 1, 1)
        assert frames.items["on"][0].date() == date(2999, 12, 31)

    def test_columns(self) -> None:
        """The columns are the keys of rows, and every field of every entry."""
        assert tuple(ITEMS) == ("on", "known", *ROW_KEYS)
        fields = {
            field.name for kind in get_args(AnyEntry) for field in attrs.fields(kind)
        }
        computed = {"position", "kind", "known_from", "counts", "digest"}
        assert set(LOG) == fields | computed


LEVELS = list(Visibility)


def rank(level: Visibility | None) -> int:
    """How hidden an entry is; it is for the bodies concerned unless it is marked."""
    return LEVELS.index(level or Visibility.SHARED)


def marked(held: ap.Register) -> ap.Register:
    """A register in which every entry and every finding has words of its own."""
    findings = [one for report in held.reports for one in report.findings]
    held = held.replace(
        *(attrs.evolve(one, text=f"<finding {one.id}>") for one in findings)
    )
    log = (
        attrs.evolve(entry, x={"mark": f"<entry {number}>"})
        for number, entry in enumerate(held.log)
    )
    return attrs.evolve(held, log=tuple(log))


class TestEditions:
    """The tables of an edition hold nothing that its audience may not see."""

    @given(
        held=registers(min_entries=1, kinds=set(EntryKind) - {EntryKind.RETRACTION}),
        audience=st.sampled_from(LEVELS),
    )
    def test_nothing_leaks(self, held: ap.Register, audience: Visibility) -> None:
        """No words of a hidden entry or finding are in either of the two."""
        held = marked(held)
        both = to_arrow(held.edition(audience), date(2999, 12, 31))
        written = str(both.items.to_pylist()) + str(both.log.to_pylist())
        for number, entry in enumerate(held.log):
            if rank(entry.visibility) > rank(audience):
                assert f"<entry {number}>" not in written
        for report_ in held.reports:
            hidden = report_.visibility and rank(report_.visibility) > rank(audience)
            for finding in report_.findings:
                own = finding.visibility and rank(finding.visibility) > rank(audience)
                if hidden or own:
                    assert f"<finding {finding.id}>" not in written

    def test_something_is_there(self) -> None:
        """The same words are there for who may see them."""
        held = marked(register(log=[update("r/1", DAY, percent=5, visibility="own")]))
        own, public = (
            str(to_arrow(held.edition(audience), DAY).log.to_pylist())
            for audience in ("own", "public")
        )
        assert "<entry 0>" in own
        assert "<entry 0>" not in public


class TestDocumentation:
    """The page of reference lists the columns as they are."""

    @pytest.mark.parametrize(("heading", "columns"), [("Items", ITEMS), ("Log", LOG)])
    def test_page(self, heading: str, columns: Columns) -> None:
        """Names and types stand on the page, in their order."""
        assert list(documented(heading)) == [
            (name, str(column.content) + " or none" * column.optional)
            for name, column in columns.items()
        ]

    def test_types(self) -> None:
        """The page names the types of both libraries."""
        page = PAGE.read_text("utf-8")
        for content in Content:
            row = f"| {content} | `{TYPES[content]}` | `{DTYPES[content]}` |"
            assert row in page


def documented(heading: str) -> Iterator[tuple[str, str]]:
    """The columns that the page lists under a heading, with their types."""
    _, _, part = PAGE.read_text("utf-8").partition(f"## {heading}\n")
    for line in part.partition("\n## ")[0].splitlines():
        if line.startswith("| `"):
            name, content = line.split("|")[1:3]
            yield name.strip(" `"), content.strip()


class TestRefusals:
    """What cannot be a table is refused, with a way out."""

    @pytest.mark.parametrize("made", [to_arrow, to_pandas])
    def test_days_given_twice(self, made: Any) -> None:
        """A snapshot has its own day and moment."""
        now = register().at(DAY)
        with pytest.raises(InvalidValue) as caught:
            made(now, DAY, datetime(2015, 1, 1, tzinfo=UTC))
        assert [fault.path for fault in caught.value.faults] == ["on", "known"]

    @pytest.mark.parametrize("made", [to_arrow, to_pandas])
    def test_no_day(self, made: Any) -> None:
        """A register needs a day, and a moment needs a time zone."""
        with pytest.raises(InvalidValue, match=r"^on: expected a day"):
            made(register())
        with pytest.raises(InvalidValue, match=r"^known: .* has no time zone"):
            made(register(), DAY, datetime(2015, 1, 1))  # noqa: DTZ001 - it is refused

    @pytest.mark.parametrize("made", [to_arrow, to_pandas])
    def test_neither(self, made: Any) -> None:
        """Anything else is refused."""
        with pytest.raises(InvalidValue, match=r"^held: expected a register or"):
            made([register()], DAY)

    @pytest.mark.parametrize(
        ("made", "module", "extra"),
        [(to_arrow, "pyarrow", "arrow"), (to_pandas, "pandas", "notebook")],
    )
    def test_without_the_extra(
        self, monkeypatch: pytest.MonkeyPatch, made: Any, module: str, extra: str
    ) -> None:
        """Where the library is missing, the extra that brings it is named."""
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(ModuleNotFoundError, match=rf"'actionplan\[{extra}\]'"):
            made(register(), DAY)
