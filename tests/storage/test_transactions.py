"""What a transaction promises on both databases."""

import contextlib
import threading
from dataclasses import replace

import pytest
import sqlalchemy as sa

from queue_server.domain import ticket as rules
from queue_server.domain.errors import Conflict
from queue_server.domain.events import Kind
from queue_server.domain.ticket import State, Ticket
from queue_server.storage import heads, journal, numbers, tickets
from tests.builders import DAY, NEXT_DAY, at, stored, take
from tests.threads import at_once


class Away(Exception):
    """Something went wrong in the middle."""


def events(db):
    with db.reading() as conn:
        return journal.since(conn, 0, limit=1000)


def note(db, word, *, fail=False):
    """Journal ``word`` in a transaction of its own."""
    with db.transaction() as tx:
        tx.record(Kind.CALL_SPOKEN, at=at(), actor="system", word=word)
        if fail:
            raise Away


def test_an_error_takes_everything_back_number_count_ticket_and_journal(db, hall):
    def begin_and_give_up():
        with db.transaction() as tx:
            numbers.take(tx.conn, day=DAY, prefix="A")
            numbers.count(tx.conn, day=DAY, service_id=hall.service("KTP").id)
            tx.record(Kind.TICKET_ISSUED, at=at(), actor="system", number="A001")
            raise Away

    with pytest.raises(Away):
        begin_and_give_up()

    assert events(db) == []
    with db.reading() as conn:
        assert numbers.issued_today(conn, day=DAY) == {}
    assert take(db, hall).number == "A001"


def test_numbers_count_by_day_and_prefix(db, hall):
    with db.transaction() as tx:
        took = [
            numbers.take(tx.conn, day=day, prefix=prefix)
            for day, prefix in [(DAY, "A"), (DAY, "A"), (DAY, "D"), (NEXT_DAY, "A")]
        ]

    assert took == [1, 2, 1, 1]


def test_the_journal_is_gapless_and_in_the_order_of_commits_under_threads(db, hall):
    def write(n):
        for k in range(6):
            with contextlib.suppress(Away):
                note(db, f"{n}.{k}", fail=k % 3 == 2)

    at_once(*[lambda n=n: write(n) for n in range(8)])

    written = events(db)
    assert [e.seq for e in written] == list(range(1, 33))
    words = [e.data["word"] for e in written]
    assert sorted(words) == sorted(f"{n}.{k}" for n in range(8) for k in (0, 1, 3, 4))
    for n in range(8):
        mine = [word for word in words if word.startswith(f"{n}.")]
        assert mine == sorted(mine), "what one thread committed first has the smaller seq"


def test_whoever_reads_the_journal_never_finds_a_hole_that_is_filled_later(db, hall):
    """The tail reads while others write: each look continues the last one."""
    looks, done = [], threading.Event()

    def look():
        last = 0
        while True:
            ending = done.is_set()
            with db.reading() as conn:
                rows = journal.since(conn, last)
            looks.extend(row.seq for row in rows)
            last = looks[-1] if looks else 0
            if ending:
                return

    reader = threading.Thread(target=look)
    reader.start()
    at_once(*[lambda n=n: [note(db, str(n)) for _ in range(8)] for n in range(6)])
    done.set()
    reader.join()

    assert looks == list(range(1, 49))


def test_events_of_one_transaction_keep_their_order_and_facts(db, hall):
    with db.transaction() as tx:
        for word in ("a", "b", "c"):
            tx.record(
                Kind.TICKET_CALLED, at=at("09.00.01"), actor="staff:ani", ticket_id=7, counter_id=3,
                word=word, nothing=None,
            )  # fmt: skip

    assert [e.data for e in events(db)] == [{"word": w, "nothing": None} for w in ("a", "b", "c")]
    [first, *_] = events(db)
    assert (first.kind, first.at, first.actor) == (Kind.TICKET_CALLED, at("09.00.01"), "staff:ani")
    assert (first.ticket_id, first.counter_id, first.seq) == (7, 3, 1)


def test_the_tail_is_woken_after_the_commit_and_by_news_alone(db, hall):
    db.committed.clear()
    with db.transaction() as tx:
        tx.conn.execute(sa.text("SELECT 1"))
    assert not db.committed.is_set()

    with db.transaction() as tx:
        tx.record(Kind.CALL_SPOKEN, at=at(), actor="system")
        assert not db.committed.is_set()
    assert db.committed.is_set()


def test_a_refused_change_wakes_nobody(db, hall):
    db.committed.clear()
    with pytest.raises(Away):
        note(db, "x", fail=True)

    assert not db.committed.is_set()


def test_the_journal_can_be_read_in_pieces_and_by_kind(db, hall):
    for word in "abcd":
        note(db, word)
    with db.transaction() as tx:
        tx.record(Kind.HALL_CHANGED, at=at(), actor="system")

    with db.reading() as conn:
        assert [e.seq for e in journal.since(conn, 1, limit=2)] == [2, 3]
        sounds = journal.of_kinds(conn, [Kind.CALL_SPOKEN], after=1)
        newest = journal.of_kinds(conn, [Kind.CALL_SPOKEN, Kind.HALL_CHANGED], after=0, limit=2)
        assert journal.one(conn, 3).data == {"word": "c"}
        assert journal.one(conn, 99) is None
        assert journal.last_seq(conn) == 5
    assert [e.seq for e in sounds] == [2, 3, 4]
    assert [e.seq for e in newest] == [4, 5], "of too many the newest, in order"


# --- compare and set


def test_who_saves_over_a_ticket_that_has_moved_is_refused(db, hall):
    ticket = take(db, hall)
    with db.transaction() as tx:
        tickets.save(tx.conn, rules.cancel(ticket, at=at()), was=ticket)

    with pytest.raises(Conflict) as refused, db.transaction() as tx:
        tickets.save(tx.conn, rules.cancel(ticket, at=at()), was=ticket)
    assert refused.value.details == {"ticket": ticket.number}


def test_of_eight_who_save_at_once_one_wins(db, hall):
    ticket = take(db, hall)

    def save():
        with db.transaction() as tx:
            tickets.save(tx.conn, rules.cancel(ticket, at=at()), was=ticket)

    told = at_once(*[save] * 8)

    assert sorted(str(type(t).__name__) for t in told) == ["Conflict"] * 7 + ["NoneType"]


def test_the_database_itself_refuses_two_visitors_at_one_counter(db, hall):
    counter = hall.counter("1")
    first, second = take(db, hall), take(db, hall)
    called = [rules.call(t, counter_id=counter.id, reason="r", at=at()) for t in (first, second)]
    with db.transaction() as tx:
        tickets.save(tx.conn, called[0], was=first)

    with pytest.raises(sa.exc.IntegrityError), db.transaction() as tx:
        tickets.save(tx.conn, called[1], was=second)
    assert stored(db, second).state is State.WAITING


@pytest.mark.parametrize("same", ["number", "token", "key"])
def test_the_database_itself_refuses_a_number_a_token_or_a_key_twice(db, hall, same):
    ticket = take(db, hall, key="key-of-the-first")
    taken = {
        "number": ticket.number if same == "number" else "A999",
        "token": ticket.token if same == "token" else "another token",
        "request_key": "key-of-the-first" if same == "key" else "another key",
    }
    asked = {"actor": "kiosk:kiosk-1", "request": "KTP/"}
    values = {name: getattr(ticket, name) for name in Ticket.__slots__ if name != "id"} | asked

    with pytest.raises(sa.exc.IntegrityError), db.transaction() as tx:
        tickets.add(tx.conn, **(values | taken))


# --- what goes in comes out


def test_a_ticket_comes_back_as_it_was_saved_to_the_microsecond(db, hall):
    ticket = take(db, hall, priority="lansia", at=at("09.00.01"))
    moved = replace(
        ticket, state=State.NO_SHOW, v=at("08.59.59.123456"), counter_id=hall.counter("2").id,
        called_at=at("09.10.00.000001"), served_at=at("09.11"), ended_at=at("23.59.59.999999"), held_at=at("09.12"),
        calls=3, returns=1, expired=True, origin="Loket 1", reason="Datang 09.00; ✓ é",
    )  # fmt: skip
    with db.transaction() as tx:
        tickets.save(tx.conn, moved, was=ticket)

    assert stored(db, ticket) == moved
    assert stored(db, ticket).v.utcoffset().total_seconds() == 0


def test_the_keys_of_those_waiting_in_order(db, hall):
    service = hall.service("KTP").id
    where = {"service_id": service, "day": DAY, "others": 2}
    with db.reading() as conn:
        assert heads.key_after(conn, **where) is None
    take(db, hall, at=at("09.02"))
    with db.reading() as conn:
        assert heads.key_after(conn, **where) == at("09.02"), "of the only one"
    for clock in ("09.00", "09.01"):
        take(db, hall, at=at(clock))

    with db.reading() as conn:
        assert heads.key_after(conn, **where) == at("09.01")


def test_heads_and_places_follow_the_key_then_the_id(db, hall):
    regular = take(db, hall, at=at("09.00"))
    elder = take(db, hall, at=at("09.10"), priority="lansia")
    tie = take(db, hall, at=at("09.00"))
    take(db, hall, "KK", at=at("08.00"))
    asks = heads.Asks(counter_id=1, staff="ani", day=DAY, at=at("09.30"))

    with db.transaction() as tx:
        assert heads.head(tx.conn, asks, regular.service_id) == elder
        assert heads.head(tx.conn, asks, regular.service_id, priority=False) == regular
        assert heads.head(tx.conn, asks, regular.service_id, priority=True) == elder
        assert [tickets.ahead(tx.conn, t) for t in (elder, regular, tie)] == [0, 1, 2]
        counts = tickets.waiting_counts(tx.conn, day=DAY)
    assert counts[regular.service_id] == (3, at("09.00"))
