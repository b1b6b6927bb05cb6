"""A screen shows a code, an administrator types it, the screen gets its token: once, within ten minutes."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from queue_server.domain.errors import AlreadyExists, InvalidInput, NotFound, TooManyAttempts
from queue_server.storage import journal, schema
from queue_server.usecases import pairings, people
from queue_server.usecases.provision import KeyFiles
from tests.builders import at
from tests.threads import at_once

EXPECTED = {("display", "lobby"), ("kiosk", "kiosk-1")}
ADMIN = "staff:admin"
NOW = at()


@pytest.fixture
def keys(tmp_path):
    return KeyFiles(folder=tmp_path, machines=frozenset(EXPECTED))


def ask_in(db, role="display", wish="", now=NOW):
    return pairings.ask_in(db, role=role, wish=wish, address="192.168.1.30", at=now)


def confirm(db, code, name="lobby", role=None, now=NOW):
    return pairings.confirm(
        db, code=code, name=name, role=role, expected=EXPECTED, actor=ADMIN, at=now
    )


def claim(db, asked, keys, now=NOW):
    return pairings.claim(db, secret=asked.secret, expected=EXPECTED, keys=keys, at=now)


def everything_stored(db):
    with db.reading() as conn:
        tables = (schema.pairing, schema.device, schema.journal)
        return " ".join(str(row) for table in tables for row in conn.execute(sa.select(table)))


def test_a_confirmed_screen_gets_its_token_and_is_known_by_it(db, hall, keys):
    asked = ask_in(db, wish="lobby")
    assert claim(db, asked, keys) is None
    confirm(db, asked.code)

    paired = claim(db, asked, keys)

    assert (paired.role, paired.name) == ("display", "lobby")
    assert people.who_is(db, paired.token, at=NOW).actor == "display:lobby"
    assert (keys.folder / "display-lobby").read_text().strip() == paired.token
    with db.reading() as conn:
        [row] = journal.since(conn, 0)
    assert (row.kind, row.actor, row.data["change"]) == ("device_changed", ADMIN, "paired")


def test_the_token_is_given_once(db, hall, keys):
    asked = ask_in(db)
    confirm(db, asked.code)
    assert claim(db, asked, keys)

    with pytest.raises(NotFound):
        claim(db, asked, keys)


def test_of_many_who_claim_at_once_one_gets_the_token(db, hall, keys):
    asked = ask_in(db)
    confirm(db, asked.code)

    told = at_once(*[lambda: claim(db, asked, keys)] * 6)

    assert sorted(type(answer).__name__ for answer in told) == ["NotFound"] * 5 + ["Paired"]


def test_codes_and_secrets_are_stored_as_hashes_only(db, hall, keys):
    asked = ask_in(db)
    stored = everything_stored(db)
    confirm(db, asked.code)
    stored += everything_stored(db)
    paired = claim(db, asked, keys)
    stored += everything_stored(db)

    for secret in (asked.code, asked.code.replace("-", ""), asked.secret, paired.token):
        assert secret not in stored


@pytest.mark.parametrize("late", [pairings.LASTS, timedelta(days=1)])
def test_after_ten_minutes_a_code_is_worth_nothing(db, hall, keys, late):
    asked = ask_in(db)

    with pytest.raises(NotFound):
        confirm(db, asked.code, now=NOW + late)
    with pytest.raises(NotFound):
        claim(db, asked, keys, now=NOW + late)


def test_a_confirmed_screen_that_comes_too_late_gets_nothing(db, hall, keys):
    asked = ask_in(db)
    confirm(db, asked.code, now=NOW + pairings.LASTS - timedelta(seconds=1))

    with pytest.raises(NotFound):
        claim(db, asked, keys, now=NOW + pairings.LASTS)


def test_expired_ones_are_swept_when_the_next_one_asks(db, hall):
    ask_in(db)
    ask_in(db, now=NOW + pairings.LASTS)

    with db.reading() as conn:
        assert conn.scalar(sa.select(sa.func.count()).select_from(schema.pairing)) == 1


def test_no_more_than_twenty_wait_at_a_time(db, hall, keys):
    first = ask_in(db)
    for _ in range(pairings.MOST_OPEN - 1):
        ask_in(db, now=NOW + timedelta(minutes=5))

    with pytest.raises(TooManyAttempts) as refused:
        ask_in(db, now=NOW + timedelta(minutes=6))
    assert refused.value.details["retry_in"] == 4 * 60
    confirm(db, first.code, now=NOW + timedelta(minutes=6))
    assert ask_in(db, now=NOW + timedelta(minutes=6))


def test_a_code_may_be_typed_as_people_type(db, hall):
    asked = ask_in(db)

    assert confirm(db, f" {asked.code.lower().replace('-', ' ')} ").role == "display"


def test_a_code_is_used_once(db, hall):
    asked = ask_in(db)
    confirm(db, asked.code)

    with pytest.raises(NotFound):
        confirm(db, asked.code, name="other")


def test_of_two_who_type_a_code_at_once_one_is_first(db, hall):
    asked = ask_in(db)

    told = at_once(*[lambda name=f"tv-{n}": confirm(db, asked.code, name) for n in range(4)])

    assert [type(answer) for answer in told].count(NotFound) == 3


def test_codes_can_be_read_from_afar_and_told_by_telephone():
    made = {pairings.new_code() for _ in range(200)}

    assert len(made) == 200
    assert {len(code) for code in made} == {9}
    for alike in ("0OQD", "1ILJ", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(pairings.LETTERS)) <= 1, alike


def test_a_machine_of_the_set_up_gets_a_new_token_and_its_old_one_is_worth_nothing(db, hall, keys):
    old = people.add_device(db, name="lobby", role="display", actor="system", at=NOW)
    asked = ask_in(db)
    confirm(db, asked.code)
    paired = claim(db, asked, keys)

    assert people.who_is(db, old, at=NOW) is None
    assert people.who_is(db, paired.token, at=NOW).name == "lobby"


def test_a_name_of_somebody_else_is_not_taken_from_him(db, hall, keys):
    people.add_device(db, name="foyer", role="display", actor="system", at=NOW)
    asked, late = ask_in(db), ask_in(db)

    with pytest.raises(AlreadyExists):
        confirm(db, asked.code, name="foyer")
    confirm(db, late.code, name="cafe")
    people.add_device(db, name="cafe", role="display", actor="system", at=NOW)
    with pytest.raises(AlreadyExists):
        claim(db, late, keys)


def test_a_revoked_name_is_free(db, hall, keys):
    people.add_device(db, name="foyer", role="display", actor="system", at=NOW)
    people.revoke_device(db, "foyer", actor="system", at=NOW)
    asked = ask_in(db)
    confirm(db, asked.code, name="foyer")

    assert claim(db, asked, keys).name == "foyer"


def test_a_screen_of_another_role_than_meant_is_refused(db, hall):
    asked = ask_in(db, role="kiosk")

    with pytest.raises(InvalidInput) as refused:
        confirm(db, asked.code, role="display")
    assert refused.value.details["errors"][0]["field"] == "role"
    assert confirm(db, asked.code, name="kiosk-1", role="kiosk").role == "kiosk"


def test_a_screen_that_was_sent_away_gets_nothing(db, hall, keys):
    asked = ask_in(db, wish="lobby")
    [seen] = pairings.open_pairings(db, at=NOW)
    assert replace(seen, id=1) == pairings.Pairing(
        id=1, role="display", wish="lobby", address="192.168.1.30", created_at=NOW,
        expires_at=NOW + pairings.LASTS, name=None, confirmed_by="",
    )  # fmt: skip

    pairings.refuse(db, seen.id, actor=ADMIN, at=NOW)

    assert pairings.open_pairings(db, at=NOW) == []
    with pytest.raises(NotFound):
        claim(db, asked, keys)
    with pytest.raises(NotFound):
        pairings.refuse(db, seen.id, actor=ADMIN, at=NOW)
