"""The counts of other programs, from our tables: they are ours."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
from distributed import Client, LocalCluster
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.formats.tables import to_arrow
from actionplan.strategies import days, moments, registers
from pages import code_of
from registers import EXAMPLES

page = code_of("how-to/analyse-with-tables.md")


def asked(sql: str, **tables: Any) -> list[tuple[Any, ...]]:
    """What DuckDB answers to a question about tables."""
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return connection.sql(sql).fetchall()


class TestDuckDB:
    """SQL over the tables gives what the snapshot gives."""

    @given(held=registers(min_items=1), on=days(), known=st.none() | moments())
    def test_overdue(self, held: ap.Register, on: date, known: datetime | None) -> None:
        """The overdue items of an owner are as many."""
        now = held.at(on, known)
        sql = "SELECT owner, count(*) FROM items WHERE days_overdue > 0 GROUP BY owner"
        found = dict(asked(sql, items=to_arrow(now).items))
        assert found == now.overdue().counts_by("owner")

    @given(held=registers(min_entries=1, kinds=["progress"]), on=days())
    def test_log(self, held: ap.Register, on: date) -> None:
        """The last status that the log gives is that of the item."""
        now = held.at(on)
        sql = (
            "SELECT item, arg_max(status, position) FROM log "
            "WHERE counts AND status IS NOT NULL GROUP BY item"
        )
        found = dict(asked(sql, log=to_arrow(now).log))
        for state in now:
            assert found.get(state.item.id, "awaiting") == state.status


class TestDask:
    """The tasks of the page give our counts in processes of their own, too."""

    def test_processes(self, tmp_path: Path) -> None:
        """Two workers that share nothing but a folder count as this process does."""
        paths = page.write_forces(tmp_path, 6)
        paths.append(tmp_path / "norfolk.json")
        paths[-1].write_bytes((EXAMPLES / "norfolk_2014.json").read_bytes())
        day = date(2023, 9, 1)
        workers = LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        )
        with workers, Client(workers) as client:
            files = client.map(page.to_parquet, paths, day=day)
            counts = client.gather(client.map(page.count_overdue, files))
        overdue = [ap.load(path).at(day).overdue() for path in paths]
        assert counts == list(map(len, overdue))
        assert all(counts)
        assert pq.read_table(paths[0].with_suffix(".parquet")).num_rows == 12
