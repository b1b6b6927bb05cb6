"""Each call is said once: given to one speaker, one at a time in a zone, and never when it is old news."""

from datetime import timedelta

import pytest

from queue_server.domain.errors import Conflict
from queue_server.domain.events import Kind
from queue_server.domain.speech import ZoneSpeech
from queue_server.storage import journal
from queue_server.usecases import announce, current_ticket
from queue_server.usecases.announce import Marks, Turn, Wait
from queue_server.usecases.show_announcements import show_announcements
from tests.builders import at, open_counters, press_next, take
from tests.threads import at_once

TEN = at("10.00")
SOUND = Marks(chime_s=1.6, once_s=5.0, seconds=11.5)


def after(seconds):
    return TEN + timedelta(seconds=seconds)


@pytest.fixture
def calls(db, hall):
    """``calls("1", "2")``: a number is called at each of these counters, one after the other."""
    open_counters(db, hall, "1", "2", "3", "8", at=at("08.00"))

    def call(*counters, when=TEN):
        called = []
        for counter in counters:
            take(db, hall, "PASPOR" if counter == "8" else "KTP", at=at("09.00"))
            called.append(press_next(db, hall, counter, at=when))
        return called

    return call


@pytest.fixture
def claim(db, hall):
    def ask(zone="A", *, when=TEN, speaker="display:lobby", speech=None, marks=None):
        return announce.claim(
            db, hall, zone, speaker=speaker, speech=speech or ZoneSpeech(), marks=lambda seq: marks, at=when
        )  # fmt: skip

    return ask


@pytest.fixture
def says(db):
    def report(turn, result="spoken", *, speaker="display:lobby", when=TEN, why=""):
        return announce.report(db, turn.call.seq, speaker=speaker, result=result, why=why, at=when)

    return report


@pytest.fixture
def heard(db, hall):
    """What staff is told about a number."""

    def of(number=None, when=TEN):
        with db.reading() as conn:
            return [(row["number"], row["state"]) for row in
                    show_announcements(conn, hall, number=number, at=when)]  # fmt: skip

    return of


def test_calls_are_said_in_their_order_one_at_a_time(calls, claim, says):
    calls("1", "2")

    first = claim()
    meanwhile = claim(when=after(3))
    says(first, when=after(6))
    second = claim(when=after(6))

    assert first.call.data["number"] == "A001"
    assert isinstance(meanwhile, Wait)
    assert second.call.data["number"] == "A002"


def test_two_tabs_do_not_say_the_same_call_twice(calls, claim, says, heard):
    calls("1")

    turn = claim()
    says(turn, when=after(6))

    assert claim(when=after(7)) is None
    assert heard("A001") == [("A001", "spoken")]


def test_zones_speak_at_the_same_time(calls, claim):
    calls("1", "8")

    assert isinstance(claim("A"), Turn)
    assert isinstance(claim("B", speaker="display:upstairs"), Turn)


def test_a_recall_is_said_before_calls_that_wait(db, hall, calls, claim, says):
    calls("1", "2", "3")
    says(claim(), when=after(5))
    current_ticket.press(db, hall, hall.counter("1"), "recall", actor="staff:ani", at=after(5))

    turn = claim(when=after(6))

    assert (turn.call.data["number"], turn.call.kind) == ("A001", Kind.TICKET_RECALLED)


def test_a_number_called_again_while_it_waits_is_said_once(db, hall, calls, claim, says, heard):
    calls("1")
    current_ticket.press(db, hall, hall.counter("1"), "recall", actor="staff:ani", at=after(2))

    turn = claim(when=after(3))
    says(turn, when=after(9))

    assert turn.call.kind is Kind.TICKET_RECALLED
    assert claim(when=after(10)) is None
    assert heard("A001") == [("A001", "spoken"), ("A001", "merged")]


def test_what_is_older_than_a_minute_is_shown_but_not_said(calls, claim, heard):
    calls("1")

    assert claim(when=after(61)) is None
    assert heard("A001", when=after(61)) == [("A001", "too_old")]
    assert heard("A001", when=after(59)) == [("A001", "waiting")]


def test_nobody_is_called_aloud_who_is_at_the_counter_already(db, hall, calls, claim, heard):
    calls("1")
    current_ticket.press(db, hall, hall.counter("1"), "start", actor="staff:ani", at=after(4))

    assert claim(when=after(5)) is None
    assert heard("A001") == [("A001", "withdrawn")]


def test_a_speaker_that_vanished_holds_up_its_zone_only_for_its_lease(db, calls, claim, heard):
    calls("1", "2")
    turn = claim(marks=SOUND)
    lease = turn.lease_s

    assert isinstance(claim(when=after(lease - 0.1)), Wait)
    nxt = claim(when=after(lease))

    assert lease == pytest.approx(16.5)
    assert nxt.call.data["number"] == "A002"
    assert ("A001", "gone") in heard()


def test_the_watch_ends_what_nobody_reported(db, calls, claim, heard):
    calls("1")
    claim(marks=SOUND)

    announce.end_overdue(db, at=after(10))
    assert heard("A001") == [("A001", "playing")]
    announce.end_overdue(db, at=after(17))

    assert heard("A001") == [("A001", "gone")]


def test_a_late_report_is_believed_because_it_says_what_was_heard(db, calls, claim, says, heard):
    calls("1")
    turn = claim(marks=SOUND)
    announce.end_overdue(db, at=after(17))

    says(turn, when=after(18))

    assert heard("A001") == [("A001", "spoken")]


def test_a_blocked_call_goes_back_in_line_and_is_said_after_the_touch(calls, claim, says, heard):
    calls("1")
    says(claim(), "blocked", when=after(1))

    turn = claim(when=after(20))
    says(turn, when=after(26))

    assert heard("A001") == [("A001", "spoken")]


def test_only_who_got_a_call_may_report_it_and_only_once(calls, claim, says):
    calls("1")
    turn = claim()

    with pytest.raises(Conflict):
        says(turn, speaker="display:upstairs")
    says(turn)
    with pytest.raises(Conflict):
        says(turn)


def test_a_muted_zone_says_nothing_and_keeps_nothing_for_later(db, hall, calls, claim, heard):
    announce.set_sound(db, "A", muted=True, until=after(30), actor="staff:budi", at=TEN)
    calls("1")

    assert claim(when=after(1)) is None
    assert claim(when=after(31)) is None
    calls("2", when=after(32))

    assert heard("A001", when=after(32)) == [("A001", "muted")]
    assert claim(when=after(33)).call.data["number"] == "A002"


def test_until_unmuted_means_until_unmuted(db, calls, claim):
    announce.set_sound(db, "A", muted=True, until=None, actor="staff:budi", at=TEN)
    calls("1", when=after(50_000))
    assert claim(when=after(50_001)) is None

    announce.set_sound(db, "A", muted=False, until=None, actor="staff:budi", at=after(50_002))
    calls("2", when=after(50_003))

    assert claim(when=after(50_004)).call.data["number"] == "A002"


def test_a_call_that_follows_at_once_has_no_chime_where_the_hall_wants_it_so(calls, claim, says):
    speech = ZoneSpeech(chime_always=False, repeat=2, repeat_always=False)
    calls("1", "2", "3")

    first = claim(speech=speech, marks=SOUND)
    says(first, when=after(5))
    second = claim(speech=speech, marks=SOUND, when=after(5.2))
    says(second, when=after(9))
    third = claim(speech=speech, marks=SOUND, when=after(20))

    assert (first.from_s, first.to_s) == (0, 5.0)  # others wait: said once
    assert (second.from_s, second.to_s) == (1.6, 5.0)
    assert (third.from_s, third.to_s) == (0, None)  # nobody waits: chime and repeats


def test_usually_every_call_has_its_chime_and_its_repeats(calls, claim, says):
    calls("1", "2")
    says(claim(marks=SOUND), when=after(1))

    turn = claim(speech=ZoneSpeech(repeat=2), marks=SOUND, when=after(1.1))

    assert (turn.from_s, turn.to_s) == (0, None)


def test_three_calls_unheard_in_a_row_are_told_once_and_so_is_the_first_one_heard_again(
    db, hall, calls, claim, says
):
    calls("1", "2", "3")
    for second in range(3):
        says(claim(when=after(second)), "failed", when=after(second), why="device")
    for second, result in ((10, "failed"), (11, "spoken")):
        current_ticket.press(
            db, hall, hall.counter("1"), "recall", actor="staff:ani", at=after(second)
        )
        says(claim(when=after(second)), result, when=after(second))

    with db.reading() as conn:
        rows = journal.of_kinds(conn, [Kind.CALL_SPOKEN], after=0)

    assert [row.data["silent"] for row in rows] == [False, False, True, False, False]
    assert [row.data["well"] for row in rows] == [False, False, False, False, True]


def test_eight_tabs_that_ask_at_the_same_moment_get_one_call_between_them(calls, claim):
    calls("1", "2", "3")

    told = at_once(*[claim] * 8)

    assert sum(isinstance(answer, Turn) for answer in told) == 1
    assert sum(isinstance(answer, Wait) for answer in told) == 7


def test_a_call_after_one_that_was_passed_over_keeps_its_chime(db, hall, calls, claim, says):
    speech = ZoneSpeech(chime_always=False)
    calls("1", "2")
    current_ticket.press(db, hall, hall.counter("1"), "recall", actor="staff:ani", at=TEN)
    for counter in ("1", "2"):
        current_ticket.press(db, hall, hall.counter(counter), "start", actor="staff:ani", at=TEN)
    claim(speech=speech, marks=SOUND)  # nobody is called aloud: all are at their counters
    calls("3", when=after(1))

    assert claim(speech=speech, marks=SOUND, when=after(1)).from_s == 0


def test_the_lease_is_as_long_as_the_sound_once_it_is_made(db, calls, claim):
    calls("1", "2")
    turn = claim()
    announce.sound_made(db, turn.call.seq, seconds=30, at=after(1))

    assert isinstance(claim(when=after(35.9)), Wait)
    assert isinstance(claim(when=after(36)), Turn)
