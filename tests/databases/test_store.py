"""The code of the page on databases, on SQLite and on a PostgreSQL server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

import actionplan as ap
from actionplan.errors import MergeConflict
from actionplan.formats.json import to_dict
from actionplan.strategies import registers
from cluster import postgresql
from pages import code_of
from registers import EXAMPLES

WRITERS, ENTRIES = 4, 6
ITEM = "norfolk-2014/2"
MOMENT = datetime(2014, 10, 2, 9, 30, tzinfo=UTC)

page = code_of("how-to/store-in-a-database.md")
names = (f"register-{number}" for number in count())
drawn = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgresql() as address:
        yield address


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine with empty tables."""
    folder = tmp_path_factory.mktemp("databases")
    address = (
        f"sqlite:///{folder / 'registers.db'}"
        if request.param == "sqlite"
        else request.getfixturevalue("server")
    )
    made = sa.create_engine(address)
    page.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def stored(engine: Engine) -> str:
    """The name of a stored example."""
    name = next(names)
    page.create(engine, name, ap.load(EXAMPLES / "norfolk_2014.json"))
    return name


@pytest.fixture
def client(engine: Engine) -> Any:
    """A client of the application, which keeps its registers there."""
    page.engine = engine
    return page.app.test_client()


def update(percent: int, moment: datetime = MOMENT) -> ap.ProgressUpdate:
    """An update about one item, with a percentage and a moment of its own."""
    return ap.ProgressUpdate(
        item=ITEM, on=date(2014, 10, 1), by="norfolk", recorded=moment, percent=percent
    )


def rows_of(engine: Engine, table: sa.Table, name: str) -> list[dict[str, Any]]:
    """The rows of a register in a table."""
    asked = sa.select(table).where(table.c.register == name)
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


class TestStored:
    """What is stored comes back, and its rows say what it says."""

    @drawn
    @given(held=registers())
    def test_registers_come_back(self, engine: Engine, held: ap.Register) -> None:
        """A register is loaded as it was stored, whatever it holds."""
        name = next(names)
        page.create(engine, name, held)
        assert page.load(engine, name) == (held, 1)

    @drawn
    @given(held=registers(min_entries=1))
    def test_rows(self, engine: Engine, held: ap.Register) -> None:
        """There is a row for each item, and one for each entry in its place."""
        name = next(names)
        page.create(engine, name, held)
        found = {row["id"]: row for row in rows_of(engine, page.items, name)}
        assert set(found) == {item.id for item in held.items}
        for item in held.items:
            row = found[item.id]
            assert (row["owner"], row["opened"]) == (item.owner, item.opened)
            assert ap.Deadline.from_text(row["deadline"]) == item.deadline
        logged = sorted(
            rows_of(engine, page.log, name), key=lambda row: row["position"]
        )
        assert [row["entry"] for row in logged] == to_dict(held.log)
        assert [row["item"] for row in logged] == [
            held.item(entry.item).id for entry in held.log
        ]

    @drawn
    @given(held=registers(), later=registers())
    def test_rows_are_replaced(
        self, engine: Engine, held: ap.Register, later: ap.Register
    ) -> None:
        """The rows are those of the version that is there."""
        name = next(names)
        base = page.create(engine, name, held)
        saved = page.save(engine, name, later, base)
        assert saved == page.load(engine, name) == (later, 2)
        assert len(rows_of(engine, page.items, name)) == len(later.items)
        assert len(rows_of(engine, page.log, name)) == len(later.log)

    def test_nothing_there(self, engine: Engine) -> None:
        """A register that nobody stored is not there."""
        assert page.load(engine, "nobody") is None


class TestTwoWriters:
    """Nobody's entries are lost, and no contradiction is settled by who was faster."""

    def test_all_entries_are_kept(self, engine: Engine, stored: str) -> None:
        """Writers who record at the same time, each on what it loaded, lose nothing."""
        ready = Barrier(WRITERS)

        def write(writer: int) -> None:
            for number in range(ENTRIES):
                ready.wait()
                base = page.load(engine, stored)
                ready.wait()  # all have the same version, and one can be first
                place = writer * ENTRIES + number
                entry = update(place, MOMENT + timedelta(minutes=place))
                page.save(engine, stored, base.register.record(entry), base)

        before = page.load(engine, stored)
        with ThreadPoolExecutor(WRITERS) as pool:
            list(pool.map(write, range(WRITERS)))
        after = page.load(engine, stored)
        new = after.register.log[len(before.register.log) :]
        assert {entry.percent for entry in new} == set(range(WRITERS * ENTRIES))
        assert len(new) == after.version - 1 == WRITERS * ENTRIES
        assert len(rows_of(engine, page.log, stored)) == len(after.register.log)

    def test_one_of_two(self, engine: Engine, stored: str) -> None:
        """Of two who replace one version the second one changes nothing."""
        base = page.load(engine, stored)
        assert page.replace(engine, stored, base.register.record(update(1)), 1)
        assert not page.replace(engine, stored, base.register, 1)
        assert page.load(engine, stored) == (base.register.record(update(1)), 2)

    def test_contradictions(self, engine: Engine, stored: str) -> None:
        """Who contradicts what was stored meanwhile is told, and stores nothing."""
        base = page.load(engine, stored)
        first = page.save(engine, stored, base.register.record(update(1)), base)
        with pytest.raises(MergeConflict) as caught:
            page.save(engine, stored, base.register.record(update(2)), base)
        assert page.load(engine, stored) == first
        answer, status = page.refuse(caught.value)
        assert (answer["faults"][0]["code"], status) == ("conflict", 409)


class TestServed:
    """The application gives and takes JSON, from either database."""

    def test_document(self, client: Any, engine: Engine, stored: str) -> None:
        """The document has a tag, and is not sent again to who has it."""
        first = client.get(f"/registers/{stored}")
        assert ap.loads(first.data) == page.load(engine, stored).register
        tag = {"If-None-Match": first.headers["ETag"]}
        assert client.get(f"/registers/{stored}", headers=tag).status_code == 304
        entry = to_dict(update(5))
        client.post(f"/registers/{stored}/entries", json=[entry])
        assert client.get(f"/registers/{stored}", headers=tag).status_code == 200

    def test_faults(self, client: Any, engine: Engine, stored: str) -> None:
        """A faulty entry is answered with faults, and nothing is stored."""
        sent = [to_dict(update(5)), {"kind": "target"}]
        answer = client.post(f"/registers/{stored}/entries", json=sent)
        assert answer.status_code == 422
        assert {fault["path"] for fault in answer.json["faults"]} == {
            "[1].item",
            "[1].on",
            "[1].by",
            "[1].day",
        }
        assert page.load(engine, stored).version == 1

    @pytest.mark.parametrize("query", ["", "?on=", "?on=3/4/2014", "?on=soon"])
    def test_days(self, client: Any, stored: str, query: str) -> None:
        """A day that is none is a fault like any other."""
        answer = client.get(f"/registers/{stored}/items{query}")
        assert answer.status_code == 422
        assert [fault["path"] for fault in answer.json["faults"]] == ["on"]
