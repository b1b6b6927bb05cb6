"""The chain of the journal: the same on both databases, and a stranger can make it again."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
import sqlalchemy as sa

from queue_server.domain.events import Kind
from queue_server.storage import chain
from queue_server.storage.invariants_chain import Walk, further
from queue_server.storage.schema import journal, journal_head

AT = datetime(2026, 11, 23, 2, 0, 0, 5, UTC)
FACTS = {"reason": "Ibu “Ani” ke loket 3 | 1:x", "why": {"v": None, "n": 1.5}, "é": [1, "日本"]}
ROWS = (
    {"ticket_id": 7, "counter_id": None, "actor": "kiosk:kiosk-1", "facts": FACTS},
    {"ticket_id": None, "counter_id": 3, "actor": "staff:bü|di\n9:x|{}", "facts": {}},
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
        ids = "|".join("" if row[name] is None else str(row[name]) for name in ("ticket_id", "counter_id"))  # fmt: skip
        actor, data = row["actor"], json.dumps(row["facts"])
        form = f"{seq}|2026-11-23 02:00:00.000005|hall_changed|{ids}|{len(actor)}:{actor}|{data}"
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
        asked = said.replace("seq = 7", "seq = 2").replace("seq = 6", "seq = 1").replace("7 ||", "2 ||")  # fmt: skip
        assert conn.exec_driver_sql(asked.replace("%", "%%")).scalar() == rows[1].hash
