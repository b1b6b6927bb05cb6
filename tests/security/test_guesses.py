"""Guesses of passwords and codes: counted for all processes, forgotten in a minute, nobody is locked out (T11)."""

import threading

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import InvalidInput, TooManyAttempts, WrongLogin
from queue_server.storage import attempts as counts
from queue_server.storage import schema
from queue_server.usecases import attempts, people
from tests.builders import at
from tests.threads import at_once
from tests.web.halls import PASSWORD

NOW = at("10.00")


def wrong(db, name="ani", address="10.0.0.1", now=NOW):
    limits = attempts.log_in(name, address)
    with attempts.counted(db, limits, at=now, wrong=lambda e: isinstance(e, WrongLogin)):
        raise WrongLogin


def right(db, name="ani", address="10.0.0.1", now=NOW):
    limits = attempts.log_in(name, address)
    with attempts.counted(db, limits, at=now, wrong=lambda e: isinstance(e, WrongLogin)):
        pass


def rows(db):
    with db.reading() as conn:
        return conn.execute(sa.select(schema.attempt.c.what)).scalars().all()


def test_another_process_of_the_hall_counts_the_same_guesses(db, reopen):
    other = reopen()
    for place in (db, other, db, other, db):
        with pytest.raises(WrongLogin):
            wrong(place)
    for place in (db, other):
        with pytest.raises(TooManyAttempts) as held:
            right(place)
        assert held.value.details["retry_in"] == 60
    right(other, now=at("10.01"))


@pytest.mark.on("postgresql")
def test_guesses_of_one_moment_in_several_processes_wait_for_each_other(db, reopen):
    other, watching, seen = reopen(), reopen(), []
    guess = threading.Thread(target=lambda: seen.extend(at_once(lambda: wrong(other))))
    with db.transaction() as tx:
        for limit in attempts.log_in("ani", "10.0.0.1"):
            for _ in range(5):
                counts.add(tx.conn, limit.what, at=NOW)
        guess.start()
        while guess.is_alive() and not waits(watching):
            guess.join(0.01)
    guess.join()
    assert [type(one) for one in seen] == [TooManyAttempts]


def waits(db):
    """Whether somebody waits for a lock of this kind."""
    asked = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with db.reading() as conn:
        return conn.exec_driver_sql(asked).scalar_one() > 0


def test_one_address_locks_nobody_out_elsewhere(db):
    for _ in range(5):
        with pytest.raises(WrongLogin):
            wrong(db)
    right(db, address="10.0.0.2")


def test_one_address_tries_thirty_passwords_a_minute_whatever_the_names(db):
    for guess in range(30):
        with pytest.raises(WrongLogin):
            wrong(db, name=f"name-{guess % 10}")
    with pytest.raises(TooManyAttempts):
        wrong(db, name="another")
    right(db, name="another", address="10.0.0.2")


def test_who_has_to_wait_writes_nothing_and_right_ones_leave_nothing(db):
    for _ in range(9):
        right(db)
    assert rows(db) == []
    for _ in range(5):
        with pytest.raises(WrongLogin):
            wrong(db)
    counted = rows(db)
    for _ in range(20):
        with pytest.raises(TooManyAttempts):
            wrong(db)
    assert rows(db) == counted


def test_what_is_older_than_a_minute_goes(db):
    with pytest.raises(WrongLogin):
        wrong(db)
    with pytest.raises(WrongLogin):
        wrong(db, name="budi", now=at("10.01"))
    assert all("ani" not in what for what in rows(db))


def test_a_new_password_begins_anew_for_that_name_alone(db):
    for name in ("ani", "anita"):
        for _ in range(5):
            with pytest.raises(WrongLogin):
                wrong(db, name=name)
    attempts.forgive(db, "ani")
    right(db)
    with pytest.raises(TooManyAttempts):
        right(db, name="anita")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("1234567", "at least"), ("sri-lestari", "not the name"), ("Sri-Lestari1", "not the name"),
        ("12345678", "guess"),
        ("Password", "guess"), ("kata-sandi", "guess"), ("aaaaaaaaaaaa", "guess"), ("abababababab", "guess"),
    ],
)  # fmt: skip
def test_passwords_that_are_tried_first_are_refused(db, password, why):
    by = {"offload": lambda call, *args: call(*args), "actor": "staff:admin", "at": NOW}
    for change in (people.add_staff, people.reset_password):
        role = {"role": "staff"} if change is people.add_staff else {}
        with pytest.raises(InvalidInput) as refused:
            change(db, name="sri-lestari", password=password, **role, **by)
        assert why in refused.value.details["errors"][0]["message"]


def test_a_short_name_inside_a_long_password_is_no_fault(hall):
    hall.done("POST", "/staff", {"name": "ni", "role": "staff", "password": PASSWORD}, role="admin")


def test_a_new_hall_has_a_first_password_that_nobody_knows(hall):
    first = (hall.data / "keys" / "first-login").read_text().split()
    assert first[0] == "admin"
    assert len(first[1]) == 14  # 31 letters, twelve times: 59 bits
    assert (hall.data / "keys" / "first-login").stat().st_mode & 0o777 == 0o600
