"""Staff sees each screen and each zone's voice as it is."""

from datetime import timedelta

import pytest

from queue_server.domain.events import Kind
from queue_server.domain.speech import ZoneSpeech
from queue_server.storage import journal
from queue_server.usecases import announce, current_ticket, screens
from queue_server.usecases.show_hall import moment
from queue_server.usecases.show_screens import Live, show_screens
from tests.builders import at, open_counters, press_next, take

TEN = at("10.00")
SETTINGS = {
    "display": {
        "lobby": {"label": {"id": "TV lobi"}, "zone": "A", "counter": None, "speaker": True},
        "desk-3": {"label": {"id": "Loket 3"}, "zone": "A", "counter": "3", "speaker": False},
    },
    "kiosk": {"kiosk-1": {"printer": "kiosk-1"}},
    "announcer": {"*": {"player": "page"}},
}


@pytest.fixture
def shown(db, hall):
    def look(live=None, settings=SETTINGS, when=TEN):
        with db.reading() as conn:
            return show_screens(hall, moment(conn, hall, at=when), settings, live or {})

    return look


@pytest.fixture
def voice(shown):
    """The state of zone A's voice."""

    def of(zone="A", **wishes):
        return next(row for row in shown(**wishes)["sounds"] if row["code"] == zone)["state"]

    return of


@pytest.fixture
def all_well(db):
    screens.note(db, "display", "lobby", online=True, sound="on", at=TEN)
    screens.note(db, "announcer", "announcer", online=True, voice="ok", at=TEN)


def changes(db):
    with db.reading() as conn:
        return journal.of_kinds(conn, [Kind.SCREEN_CHANGED], after=0)


def test_what_is_told_again_is_written_once(db):
    for _ in range(3):
        screens.note(db, "display", "lobby", online=True, sound="on", at=TEN)

    assert len(changes(db)) == 1


def test_a_change_is_journalled_with_what_was_before(db):
    screens.note(db, "announcer", "announcer", online=True, voice="ok", at=TEN)
    screens.note(db, "announcer", "announcer", voice="failed", detail="pyttsx3: no_espeak", at=TEN)

    row = changes(db)[-1]
    before, after = screens.states_of(row.data, row.at)

    assert (before.voice, after.voice, after.online) == ("ok", "failed", True)
    assert row.data["detail"] == "pyttsx3: no_espeak"


def test_a_screen_that_never_came_is_shown_as_not_there_without_being_lost(shown):
    row = next(row for row in shown()["screens"] if row["name"] == "lobby")

    assert not row["online"]
    assert row["changed_at"] is None
    assert row["paint_ms"] is None


def test_staff_sees_last_paint_size_and_place(db, shown, all_well):
    live = Live(
        online=True, visible=True, width=1920, height=1080, painted=(12, TEN), paint_ms={"n": 3, "p50": 31.0}
    )  # fmt: skip

    row = next(
        row for row in shown({("display", "lobby"): live})["screens"] if row["name"] == "lobby"
    )

    assert row == {
        "role": "display", "name": "lobby", "label": {"id": "TV lobi"}, "zone": "A", "counter": None,
        "speaker": True, "online": True, "visible": True, "sound": "on", "voice": "", "width": 1920,
        "height": 1080, "painted": {"seq": 12, "at": "2026-11-23T03:00:00.000Z"},
        "paint_ms": {"n": 3, "p50": 31.0}, "changed_at": row["changed_at"],
    }  # fmt: skip


def test_a_display_that_was_paired_under_another_name_is_seen_too(db, shown):
    screens.note(db, "display", "visitor", online=True, at=TEN)

    rows = shown({("display", "visitor"): Live(online=True)})["screens"]

    assert "visitor" in {row["name"] for row in rows}


def test_the_voice_of_a_zone_is_as_good_as_its_worst_part(db, voice, all_well):
    assert voice() == "ok"
    assert voice("B") == "none"
    screens.note(db, "announcer", "announcer", voice="failed", at=TEN)
    assert voice() == "chime_only"
    screens.note(db, "display", "lobby", sound="blocked", at=TEN)
    assert voice() == "blocked"
    screens.note(db, "display", "lobby", sound="failed", at=TEN)
    assert voice() == "silent"
    screens.note(db, "display", "lobby", online=False, at=TEN)
    assert voice() == "lost"
    announce.set_sound(db, "A", muted=True, until=None, actor="staff:budi", at=TEN)
    assert voice() == "muted"


def test_a_local_player_is_the_voice_of_every_zone(db, voice):
    settings = {**SETTINGS, "display": {}, "announcer": {"*": {"player": "local"}}}
    assert voice(settings=settings) == "lost"
    screens.note(db, "announcer", "announcer", online=True, voice="ok", at=TEN)

    assert voice(settings=settings) == "ok"
    assert voice("B", settings=settings) == "ok"


def test_three_plays_unheard_make_a_zone_silent_and_one_heard_mends_it(db, hall, voice, all_well):
    open_counters(db, hall, "1", at=at("08.00"))
    take(db, hall)
    press_next(db, hall, "1", at=TEN)
    for second, result in enumerate(("failed", "failed", "failed", "spoken")):
        when = TEN + timedelta(seconds=second)
        turn = announce.claim(
            db, hall, "A", speaker="display:lobby", speech=ZoneSpeech(), marks=lambda seq: None, at=when
        )  # fmt: skip
        announce.report(db, turn.call.seq, speaker="display:lobby", result=result, why="", at=when)
        assert voice(when=when) == ("silent" if second == 2 else "ok")
        current_ticket.press(db, hall, hall.counter("1"), "recall", actor="staff:ani", at=when)
