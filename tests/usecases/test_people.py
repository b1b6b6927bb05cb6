"""Logging in and out, staff and devices."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import AlreadyExists, InvalidInput, NotFound, WrongLogin
from queue_server.storage import journal, schema
from queue_server.usecases import people
from tests.builders import at
from tests.threads import at_once

SHIPPED = people._NOBODY  # made by the shipped hasher, before these tests take a quicker one
BY = {"actor": "staff:admin", "at": at()}


class Offload:
    """Runs a call at once, and remembers which calls they were."""

    def __init__(self):
        self.calls = []

    def __call__(self, call, *args):
        self.calls.append((call, args))
        return call(*args)


def add(db, name="ani", role="staff", password="rahasia-sekali", offload=None):
    return people.add_staff(
        db, name=name, role=role, password=password, offload=offload or Offload(), **BY
    )


def log_in(db, name="ani", password="rahasia-sekali", now=BY["at"], offload=None):
    return people.log_in(db, name=name, password=password, offload=offload or Offload(), at=now)


def everything_stored(db):
    """All text that lies in the tables of people."""
    with db.reading() as conn:
        tables = (schema.staff, schema.session, schema.device, schema.journal)
        return " ".join(str(row) for table in tables for row in conn.execute(sa.select(table)))


def test_who_logs_in_is_known_by_the_token_for_12_hours(db, hall):
    add(db, role="supervisor")
    session = log_in(db)

    assert session.expires_at == at() + timedelta(hours=12)
    who = people.who_is(db, session.token, at=at("20.59.59"))
    assert (who.name, who.role, who.actor) == ("ani", "supervisor", "staff:ani")
    assert people.who_is(db, session.token, at=at("21.00")) is None


def test_passwords_and_tokens_are_stored_as_hashes_only(db, hall):
    add(db)
    session = log_in(db)
    token = people.add_device(db, name="kiosk-1", role="kiosk", **BY)

    stored = everything_stored(db)
    for secret in ("rahasia-sekali", session.token, token):
        assert secret not in stored
    assert "$argon2id$" in stored
    assert people.hash_of(token) in stored


def test_the_shipped_hashes_are_argon2id_of_64_mib():
    assert SHIPPED.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize(
    ("name", "password"), [("ani", "falsch"), ("nobody", "rahasia-sekali"), ("", ""), ("ANI", "x")]
)
def test_a_wrong_name_or_password_is_refused_alike(db, hall, name, password):
    add(db)

    with pytest.raises(WrongLogin) as refused:
        log_in(db, name, password)
    assert refused.value.details == {}


def test_a_wrong_name_costs_the_same_work_as_a_wrong_password(db, hall):
    add(db)
    work = []
    for name in ("ani", "nobody"):
        offload = Offload()
        with pytest.raises(WrongLogin):
            log_in(db, name, "falsch", offload=offload)
        work.append([call.__name__ for call, _ in offload.calls])
        [(_, (known, password))] = offload.calls
        assert known.startswith("$argon2id$")
        assert password == "falsch"

    assert work[0] == work[1]


def test_passwords_are_hashed_off_the_hub(db, hall):
    offload = Offload()

    add(db, offload=offload)
    log_in(db, offload=offload)
    people.reset_password(db, name="ani", password=None, offload=offload, **BY)

    assert len(offload.calls) == 3


def test_who_is_disabled_cannot_log_in_and_is_known_no_more(db, hall):
    add(db)
    session = log_in(db)
    with db.transaction() as tx:
        tx.conn.execute(sa.update(schema.staff).values(disabled_at=at()))

    with pytest.raises(WrongLogin):
        log_in(db)
    assert people.who_is(db, session.token, at=at()) is None


def test_logging_out_ends_this_session_alone(db, hall):
    add(db)
    here, there = log_in(db), log_in(db)

    people.log_out(db, here.token)

    assert people.who_is(db, here.token, at=at()) is None
    assert people.who_is(db, there.token, at=at()).name == "ani"


def test_a_new_password_ends_all_sessions_and_the_old_password(db, hall):
    add(db)
    session = log_in(db)

    new = people.reset_password(db, name="ani", password=None, offload=Offload(), **BY)

    assert people.who_is(db, session.token, at=at()) is None
    with pytest.raises(WrongLogin):
        log_in(db)
    assert log_in(db, password=new).name == "ani"


def test_a_made_up_password_can_be_read_from_paper_and_never_repeats(db, hall):
    made = {people.new_password() for _ in range(50)}

    assert len(made) == 50
    assert not set("".join(made)) & set("0O1lI")
    assert {len(password) for password in made} == {14}


def test_a_name_is_given_once(db, hall):
    add(db)

    with pytest.raises(AlreadyExists):
        add(db)
    with pytest.raises(NotFound):
        people.reset_password(db, name="budi", password=None, offload=Offload(), **BY)


def test_a_name_asked_for_twice_at_the_same_moment_is_given_once(db, hall):
    told = at_once(*[lambda: add(db)] * 6)

    assert [type(answer) for answer in told].count(AlreadyExists) == 5


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "owner"}, "role"),
        ({"role": ""}, "role"),
        ({"name": ""}, "name"),
        ({"name": " ani"}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": "x" * 65}, "name"),
        ({"password": "seven77"}, "password"),
    ],
)
def test_a_wrong_field_is_named(db, hall, wrong, field):
    with pytest.raises(InvalidInput) as refused:
        add(db, **wrong)
    assert refused.value.details["errors"][0]["field"] == field


# --- devices


def test_a_device_is_known_by_its_token_until_it_is_revoked(db, hall):
    token = people.add_device(db, name="kiosk-1", role="kiosk", **BY)
    assert people.who_is(db, token, at=at()).actor == "kiosk:kiosk-1"

    people.revoke_device(db, "kiosk-1", **BY)

    assert people.who_is(db, token, at=at()) is None
    with db.reading() as conn:
        told = [(r.kind, r.data["change"]) for r in journal.since(conn, 0)]
    assert told == [("device_changed", "added"), ("device_changed", "revoked")]


def test_a_revoked_device_may_come_back_with_a_new_token(db, hall):
    old = people.add_device(db, name="kiosk-1", role="kiosk", **BY)
    people.revoke_device(db, "kiosk-1", **BY)

    new = people.add_device(db, name="kiosk-1", role="kiosk", **BY)

    assert people.who_is(db, new, at=at()).name == "kiosk-1"
    assert people.who_is(db, old, at=at()) is None


def test_one_name_in_two_roles_is_two_devices(db, hall):
    kiosk = people.add_device(db, name="kiosk-1", role="kiosk", **BY)
    printer = people.add_device(db, name="kiosk-1", role="printer", **BY)
    people.revoke_device(db, "kiosk-1", role="printer", **BY)

    assert people.who_is(db, kiosk, at=at()).role == "kiosk"
    assert people.who_is(db, printer, at=at()) is None


def test_a_device_of_this_role_and_name_is_added_once(db, hall):
    people.add_device(db, name="kiosk-1", role="kiosk", **BY)

    with pytest.raises(AlreadyExists):
        people.add_device(db, name="kiosk-1", role="kiosk", **BY)
    with pytest.raises(NotFound):
        people.revoke_device(db, "kiosk-2", **BY)
    with pytest.raises(InvalidInput):
        people.add_device(db, name="x", role="owner", **BY)


def test_nobody_has_an_unknown_token(db, hall):
    assert people.who_is(db, "", at=at()) is None
    assert people.who_is(db, people.new_token(), at=at()) is None


def test_the_csrf_value_tells_nothing_of_the_token():
    assert people.csrf_of("a") != people.csrf_of("b")
    assert people.csrf_of("a") not in people.hash_of("a")
