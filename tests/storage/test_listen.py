"""Several processes on one PostgreSQL hear each other, wait for each other, and never wait without an end."""

import threading

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import listen, opening

pytestmark = pytest.mark.on("postgresql")
SOON_S = 30


class Ear:
    """What a listener heard, and a bell for each word."""

    def __init__(self, url):
        self.words, self.bell = [], threading.Event()
        self.closing = threading.Event()
        self.listener = listen.Listener(url, {"journal": self.hear})
        self.thread = threading.Thread(target=self.listener.run, args=[self.closing])
        self.thread.start()

    def hear(self, word):
        self.words.append(word)
        self.bell.set()

    def next(self):
        assert self.bell.wait(SOON_S)
        self.bell.clear()
        return self.words[-1]

    def close(self):
        self.closing.set()
        self.thread.join(SOON_S)


@pytest.fixture
def ear(address):
    made = Ear(address)
    yield made
    made.close()


def cut(db):
    """What a cable does to whoever listens; how many they were."""
    with db.transaction() as tx:
        return tx.conn.scalar(
            sa.text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE application_name = 'satupintu listens' AND datname = current_database()"
            )
        )


def test_a_word_reaches_whoever_listens(db, ear):
    assert ear.next() == ""  # it listens
    listen.tell(db, "journal", "selamat pagi")
    assert ear.next() == "selamat pagi"


def test_whoever_was_cut_off_listens_again_and_looks_at_once_what_was_said_meanwhile(db, ear):
    ear.next()
    assert cut(db) == 1
    assert ear.next() == ""
    listen.tell(db, "journal", "lagi")
    assert ear.next() == "lagi"


def test_a_word_of_a_change_that_was_taken_back_is_not_heard(db, ear):
    ear.next()
    with pytest.raises(sa.exc.DBAPIError), db.transaction() as tx:
        tx.conn.execute(
            sa.text("SELECT pg_notify('journal', 'tidak jadi'), 1 / (random() * 0)::int")
        )
    listen.tell(db, "journal", "jadi")
    assert ear.next() == "jadi"


def test_only_one_process_at_a_time_is_alone(address):
    inside, order = threading.Event(), []

    def second():
        with listen.alone(address, listen.START):
            order.append("second")

    with listen.alone(address, listen.START):
        waiting = threading.Thread(target=second)
        waiting.start()
        with listen.alone(address, listen.DAY):  # another matter
            inside.set()
        _until_somebody_waits(address)
        order.append("first")
    waiting.join(SOON_S)
    assert order == ["first", "second"]


def test_a_process_that_died_is_alone_no_more(address):
    with listen.connected(address) as conn:
        conn.execute("SELECT pg_advisory_lock(%s, %s)", (listen.OURS, listen.START))
    with listen.alone(address, listen.START):
        pass


def test_waiting_for_postgresql_stops_nobody_in_threads(address):
    listen.must_be_green(address)


def test_two_waits_that_follow_each_other_are_told_from_two_that_overlap(address, monkeypatch):
    """What a hub that is blocked amounts to: the second begins when the first has ended."""
    turn = threading.Lock()

    class Blocked(threading.Thread):
        def run(self):
            with turn:
                super().run()

    monkeypatch.setattr(listen.threading, "Thread", Blocked)
    monkeypatch.setattr(listen, "NAPS_S", (0.01, 0.02))
    with pytest.raises(listen.NotGreen):
        listen.must_be_green(address)


def test_when_all_connections_stay_busy_it_is_said_after_a_while(address, monkeypatch):
    monkeypatch.setattr(opening, "POOL", 2)
    monkeypatch.setattr(opening, "POOL_WAIT_S", 0.05)
    db = opening.open_postgresql(address)
    try:
        with db.reading(), db.reading():
            with pytest.raises(DatabaseBusy, match="2 connections are busy"), db.reading():
                pass
            with db.transaction() as tx:  # who writes has connections of its own
                assert tx.conn.scalar(sa.text("SELECT 1")) == 1
        with db.reading() as conn:
            assert conn.scalar(sa.text("SELECT 1")) == 1
    finally:
        db.close()


def test_a_row_that_somebody_keeps_is_not_waited_for_without_an_end(address, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST_LOCK_S", 1)
    db = opening.open_postgresql(address)
    head = sa.text("SELECT seq FROM journal_head FOR UPDATE")
    try:
        with db.transaction() as tx:
            tx.conn.execute(head)
            with pytest.raises(DatabaseBusy, match="lock timeout"), db.transaction() as other:
                other.conn.execute(head)
    finally:
        db.close()


def test_a_slow_question_is_ended(address, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST_READ_S", 1)
    db = opening.open_postgresql(address)
    try:
        with pytest.raises(DatabaseBusy, match="statement timeout"), db.reading() as conn:
            conn.execute(sa.text("SELECT pg_sleep(60)"))
    finally:
        db.close()


def test_a_database_that_does_not_answer_is_said_in_the_halls_words(address):
    nowhere = sa.make_url(address).set(query={"host": "/nowhere"}).render_as_string()
    with pytest.raises(DatabaseBusy):
        listen.must_be_green(nowhere)
    with pytest.raises(DatabaseBusy):
        opening.open_postgresql(nowhere)


def test_when_the_connection_breaks_before_a_commit_is_confirmed_nobody_claims_to_know(db, address):
    with pytest.raises(DatabaseBusy) as refused, db.transaction() as tx:
        _kill_from_elsewhere(tx, address)
    assert refused.value.why is Why.STUCK
    with db.transaction() as tx:
        assert tx.conn.scalar(sa.text("SELECT 1")) == 1


def _kill_from_elsewhere(tx, address):
    own = tx.conn.scalar(sa.text("SELECT pg_backend_pid()"))
    with listen.connected(address) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", (own,))


def _until_somebody_waits(address):
    with listen.connected(address) as conn:
        while not conn.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
            pass
