"""The chain of the journal: the same on both databases, and a stranger can make it again."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from queue_server.domain.events import Kind
from queue_server.storage import chain, opening
from queue_server.storage.invariants_chain import Walk, end, further
from queue_server.storage.schema import journal, journal_head

AT = datetime(2026, 11, 23, 2, 0, 0, 5, UTC)
FACTS = {"reason": "Ibu “Ani” ke loket 3 | 1:x", "why": {"v": None, "n": 1.5}, "é": [1, "日本"]}
ROWS = (
    {"ticket_id": 7, "counter_id": None, "actor": "kiosk:kiosk-1", "facts": FACTS},
    {"ticket_id": None, "counter_id": 3, "actor": "staff:bü|di 9:x|{}", "facts": {}},
    {"ticket_id": 1, "counter_id": 2, "actor": "", "facts": {"a": 1}},
)


def written(db):
    """Three rows of one transaction, and what the database has of each."""
    with db.transaction() as tx:
        for row in ROWS:
            facts = {k: v for k, v in row.items() if k != "facts"}
            tx.record(Kind.HALL_CHANGED, at=AT, **facts, **row["facts"])
    with db.reading() as conn:
        return conn.execute(sa.select(journal).order_by(journal.c.seq)).all()


def by_hand(rows):
    """The hashes as docs and module say, from nothing but the values."""
    before = bytes(32)
    for seq, row in enumerate(rows, 1):
        ids = ["" if row[name] is None else str(row[name]) for name in ("ticket_id", "counter_id")]
        moment, facts = "2026-11-23 02:00:00.000005", json.dumps(row["facts"])
        form = "\n".join([str(seq), moment, "hall_changed", *ids, row["actor"], facts])
        before = sha256(before + form.encode()).digest()
        yield before


def test_each_row_has_the_hash_that_a_stranger_makes_of_it(db):
    assert [row.hash for row in written(db)] == list(by_hand(ROWS))
    with db.reading() as conn:
        assert conn.scalar(sa.select(journal_head.c.hash)) == list(by_hand(ROWS))[-1]
        walk = Walk()
        assert not further(conn, walk, until=3)
    assert (walk.rows, walk.seq, walk.found) == (3, 3, [])
    assert walk.hash == list(by_hand(ROWS))[-1]


def test_a_name_of_two_lines_is_written_on_one(db):
    with db.transaction() as tx:
        tx.record(Kind.HALL_CHANGED, at=AT, actor="staff:a\n7\nb")
    with db.reading() as conn:
        assert conn.scalar(sa.select(journal.c.actor)) == "staff:a 7 b"
        walk = Walk()
        further(conn, walk, until=1)
    assert (walk.rows, walk.found) == (1, [])


def test_rows_of_earlier_releases_become_the_same_chain(db):
    before = [row.hash for row in written(db)]
    with db.transaction() as tx:
        tx.conn.execute(sa.update(journal).values(hash=None))
        assert chain.hash_all(tx.conn, batch=2) == (3, before[-1])
    with db.reading() as conn:
        assert list(conn.scalars(sa.select(journal.c.hash).order_by(journal.c.seq))) == before


def test_the_chain_can_be_looked_through_in_parts(db):
    written(db)
    walk = Walk()
    with db.reading() as conn:
        assert [further(conn, walk, until=3, rows=2) for _ in range(2)] == [True, False]
    assert (walk.rows, walk.seq, walk.found) == (3, 3, [])


@pytest.mark.on("postgresql")
def test_psql_makes_the_hash_of_a_row_as_the_module_says(db):
    rows = written(db)
    said = chain.__doc__[chain.__doc__.index("SELECT sha256") :]
    with db.reading() as conn:
        asked = said.replace("seq = 7", "seq = 2").replace("seq = 6", "seq = 1")
        assert conn.exec_driver_sql(asked.replace("%", "%%")).scalar() == rows[1].hash


def of_the_release_before(address):
    """An empty hall's tables as they were, with rows in the journal that nobody chained."""
    engine = sa.create_engine(f"sqlite:///{address}" if isinstance(address, Path) else address)
    config = Config()
    config.set_main_option("script_location", str(opening.MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "0004")
    told = [column for column in journal.c if column.name != "hash"]
    old = sa.table("journal", *(sa.column(column.name, column.type) for column in told))
    with engine.begin() as conn:
        for seq, row in enumerate(ROWS, 1):
            facts = {k: v for k, v in row.items() if k != "facts"} | {"data": row["facts"]}
            conn.execute(sa.insert(old).values(seq=seq, at=AT, kind="hall_changed", **facts))
        conn.exec_driver_sql("INSERT INTO journal_head (id, seq, epoch) VALUES (1, 3, 'e')")
    engine.dispose()


def test_a_hall_of_the_release_before_has_its_journal_chained_when_it_is_opened(empty_address):
    of_the_release_before(empty_address)
    is_file = isinstance(empty_address, Path)

    db = opening.open_sqlite(empty_address) if is_file else opening.open_postgresql(empty_address)
    try:
        with db.transaction() as tx:
            tx.record(Kind.DAY_CLOSED, at=AT, actor="system")
        with db.reading() as conn:
            walk = Walk()
            assert not further(conn, walk, until=4)
            assert (walk.rows, walk.found, list(end(conn, walk))) == (4, [], [])
            hashes = list(conn.scalars(sa.select(journal.c.hash).order_by(journal.c.seq)))
        assert hashes[:3] == list(by_hand(ROWS))
    finally:
        db.close()
