"""Staff locks a kiosk; a visitor calls for help."""

from queue_server.storage import journal, settings
from queue_server.storage import kiosks as kept
from queue_server.usecases import kiosks
from queue_server.usecases.kiosks import answer_help, call_help, lock, show_in_short
from tests.builders import at, minutes
from tests.threads import at_once

ANI = {"actor": "staff:ani"}
FIRST = {"actor": "kiosk:kiosk-1", "name": "kiosk-1"}


def told(db):
    with db.reading() as conn:
        rows = journal.since(conn, 0)
    return [(row.kind.value, row.actor, row.data["kiosk"], row.data["what"]) for row in rows]


def known(db, name="kiosk-1"):
    with db.reading() as conn:
        return kept.one(conn, name)


def shown(db, *, now):
    with db.reading() as conn:
        return show_in_short(settings.every(conn), at=now)


def test_a_lock_is_known_with_its_reason_and_journalled_once(db):
    for _ in range(2):
        lock(db, "kiosk-1", locked=True, reason="kertas habis", at=at("09.00"), **ANI)

    state = known(db)
    assert (state.locked, state.reason, state.by, state.since) == (
        True, "kertas habis", "staff:ani", at("09.00"),
    )  # fmt: skip
    assert not known(db, "kiosk-2").locked
    assert told(db) == [("kiosk_changed", "staff:ani", "kiosk-1", "locked")]


def test_another_reason_is_news_and_so_is_the_unlocking(db):
    lock(db, "kiosk-1", locked=True, reason="kertas habis", at=at("09.00"), **ANI)
    lock(db, "kiosk-1", locked=True, reason="layar mati", at=at("09.05"), **ANI)
    state = lock(db, "kiosk-1", locked=False, reason="sudah baik", at=at("09.10"), **ANI)

    assert (state.locked, state.reason) == (False, "")
    assert [what for *_, what in told(db)] == ["locked", "locked", "unlocked"]
    assert shown(db, now=at("09.11")) == []


def test_a_call_for_help_pressed_ten_times_is_one_call(db):
    for second in range(10):
        call_help(db, at=at(f"09.00.{second:02}"), **FIRST)

    assert told(db) == [("kiosk_changed", "kiosk:kiosk-1", "kiosk-1", "help")]
    assert shown(db, now=at("09.01")) == [
        {"name": "kiosk-1", "locked": False, "reason": "", "help": "2026-11-23T02:00:00.000Z"}
    ]


def test_who_still_waits_after_half_a_minute_calls_again(db):
    call_help(db, at=at("09.00"), **FIRST)
    call_help(db, at=at("09.00.31"), **FIRST)

    assert len(told(db)) == 2
    assert known(db).help_at == at("09.00.31")


def test_a_call_is_over_when_somebody_goes_there_and_the_lock_stays(db):
    lock(db, "kiosk-1", locked=True, reason="kertas habis", at=at("09.00"), **ANI)
    call_help(db, at=at("09.01"), **FIRST)
    for _ in range(2):
        answer_help(db, "kiosk-1", at=at("09.02"), **ANI)

    assert [what for *_, what in told(db)] == ["locked", "help", "helped"]
    assert known(db).locked
    assert [one["help"] for one in shown(db, now=at("09.02"))] == [None]


def test_a_call_that_nobody_answers_does_not_stand_for_ever(db):
    call_help(db, at=at("09.00"), **FIRST)

    assert shown(db, now=at("09.00") + minutes(15)) == []


def test_a_lock_and_a_call_at_the_same_moment_are_both_kept(db):
    told_back = at_once(
        *[lambda: lock(db, "kiosk-1", locked=True, reason="rusak", at=at("09.00"), **ANI)] * 4,
        *[lambda: call_help(db, at=at("09.00"), **FIRST)] * 4,
    )

    assert not [fault for fault in told_back if isinstance(fault, Exception)]
    assert (known(db).locked, known(db).help_at) == (True, at("09.00"))
    assert sorted(what for *_, what in told(db)) == ["help", "locked"]


def test_a_flood_is_journalled_with_the_pace_that_was_allowed(db):
    kiosks.note_flood(db, "kiosk-2", per_min=6, at=at("09.00"))

    with db.reading() as conn:
        (row,) = journal.since(conn, 0)
    assert row.data == {"kiosk": "kiosk-2", "what": "flood", "per_min": 6}
