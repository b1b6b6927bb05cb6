"""The hall's own loudspeakers: each play is claimed, played once, and told; zones do not wait for each other."""

import json
import os

import pytest

from display.announcer import sound
from display.announcer.agent import Announcer
from display.announcer.server import Server
from tests.display.announcer.hall_server import TOKEN, Hall, opened


@pytest.fixture
def hall():
    with opened(Hall(player="local", zones=["A", "B"], devices={"B": "plug:upstairs"})) as hall:
        yield hall


@pytest.fixture
def announcing(hall, tmp_path):
    """An announcer at the hall, which has met it."""
    (tmp_path / "state").mkdir()
    announcer = Announcer(Server(hall.url, lambda: TOKEN), tmp_path / "state", device="hw:0")
    announcer.start()
    hall.wait_for(lambda h: h.syncs)
    yield announcer
    announcer.stop()


def reports(hall, count):
    hall.wait_for(lambda h: len(h.reports) >= count)
    return hall.reports


def call(hall, number="A001", **more):
    """A call that the server gives out as soon as somebody claims."""
    made = hall.call(number, push=False, zone=more.get("zone", "A"))
    hall.let_play(made["seq"], **more)
    hall.push(made)
    return made["seq"]


def test_a_call_is_claimed_played_on_its_zones_loudspeaker_and_told(
    hall, aplay, announcing, tmp_path, heard
):
    aplay("")
    seq = call(hall)
    assert reports(hall, 1) == [(seq, {"result": "chime", "why": "no_voice"})]
    assert (tmp_path / "notes").read_text().splitlines() == ["begin -q -D hw:0 -"]
    assert (tmp_path / "played.wav").read_bytes() == dict(hall.heard)[seq]
    call(hall, "F001", zone="B")
    reports(hall, 2)
    assert (tmp_path / "notes").read_text().splitlines()[-1] == "begin -q -D plug:upstairs -"


def test_words_that_were_played_are_told_as_such(hall, aplay, announcing):
    aplay("")
    hall.heard.append((77, sound.as_wav(sound.silence(0.1))))
    hall.let_play(77)
    call(hall)
    assert reports(hall, 2)[0] == (77, {"result": "spoken"})


def test_calls_that_wait_are_played_one_after_the_other_in_the_servers_order(
    hall, aplay, announcing, tmp_path
):
    aplay(f"echo end >> {tmp_path}/notes")
    for seq in (5, 3, 9):
        hall.heard.append((seq, sound.as_wav(sound.silence(0.05))))
        hall.let_play(seq)
    announcing._speakers.called("A")
    assert [seq for seq, _ in reports(hall, 3)] == [5, 3, 9]
    lines = (tmp_path / "notes").read_text().splitlines()
    assert lines == ["begin -q -D hw:0 -", "end"] * 3


def test_zones_with_loudspeakers_of_their_own_do_not_wait_for_each_other(
    hall, aplay, announcing, tmp_path
):
    os.mkfifo(tmp_path / "upstairs ends")
    aplay(f'case "$*" in *upstairs*) read end < "{tmp_path}/upstairs ends";; esac')
    upstairs = call(hall, "F001", zone="B")
    hall.wait_for(lambda h: h.plays)
    downstairs = call(hall, "A001")
    assert [seq for seq, _ in reports(hall, 1)] == [downstairs]
    (tmp_path / "upstairs ends").write_text("\n")
    assert [seq for seq, _ in reports(hall, 2)] == [downstairs, upstairs]


def test_what_the_server_cuts_off_and_turns_down_is_cut_off_and_turned_down(
    hall, aplay, announcing, tmp_path
):
    aplay("")
    hall.heard.append((5, sound.as_wav(sound.chime())))
    hall.let_play(5, from_s=0.1, to_s=0.6, volume=0.5)
    announcing._speakers.called("A")
    reports(hall, 1)
    played = (tmp_path / "played.wav").read_bytes()
    assert sound.seconds_of(played) == pytest.approx(0.5, abs=0.01)
    assert max(map(abs, sound.samples_of(played))) < 0.5 * 0.56 * 32768


def test_a_sound_that_was_never_made_is_a_chime(hall, aplay, announcing, tmp_path):
    aplay("")
    hall.waits_s = 0
    hall.let_play(99)
    announcing._speakers.called("A")
    assert reports(hall, 1) == [(99, {"result": "chime", "why": "no_sound"})]
    assert sound.seconds_of((tmp_path / "played.wav").read_bytes()) == pytest.approx(1.35, abs=0.01)


def test_a_dead_loudspeaker_is_told_with_aplays_words_and_the_line_goes_on(
    hall, aplay, announcing, heard
):
    aplay("echo no such device >&2; exit 1")
    first = call(hall, "A001")
    assert reports(hall, 1) == [
        (first, {"result": "failed", "why": "aplay ended with 1: no such device"})
    ]
    aplay("")
    call(hall, "A002")
    assert reports(hall, 2)[1][1]["result"] == "chime"
    heard.wait_for("no such device", "heard again")


def test_while_another_speaks_it_is_asked_again_when_he_has_done(hall, aplay, announcing):
    aplay("")
    hall.retry_after = 0.2
    hall.call("A001")
    hall.wait_for(lambda h: h.heard)
    seq = 1
    hall.let_play(seq)
    assert reports(hall, 1)[0][0] == seq


def test_a_report_that_comes_too_late_holds_up_nobody(hall, aplay, announcing, caplog):
    aplay("")
    hall.lease_is_over = True
    first, second = call(hall, "A001"), call(hall, "A002")
    assert [seq for seq, _ in reports(hall, 2)] == [first, second]
    assert not caplog.records


def test_zones_that_share_a_loudspeaker_take_turns(tmp_path, aplay):
    (tmp_path / "state").mkdir()
    aplay(f"sleep 0.2; echo end >> {tmp_path}/notes")
    with opened(Hall(player="local", zones=["A", "B"])) as hall:
        for seq, zone in ((1, "A"), (2, "B"), (3, "A"), (4, "B")):
            hall.heard.append((seq, sound.as_wav(sound.silence(0.05))))
            hall.let_play(seq, zone)
        announcer = Announcer(Server(hall.url, lambda: TOKEN), tmp_path / "state")
        announcer.start()
        reports(hall, 4)
        announcer.stop()
    assert (tmp_path / "notes").read_text().splitlines() == ["begin -q -", "end"] * 4


def test_a_page_speaks_where_config_says_so(tmp_path, aplay):
    aplay("")
    (tmp_path / "state").mkdir()
    with opened(Hall()) as hall:
        announcer = Announcer(Server(hall.url, lambda: TOKEN), tmp_path / "state")
        announcer.start()
        hall.wait_for(lambda h: h.syncs)
        hall.let_play(1)
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)
        announcer.stop()
    assert not hall.plays
    assert not (tmp_path / "notes").exists()


def test_stopping_breaks_a_sound_off_and_reports_nothing(hall, aplay, announcing, tmp_path):
    os.mkfifo(tmp_path / "playing")
    aplay(f"echo $$ > {tmp_path}/playing; exec sleep 60")
    call(hall)
    assert int((tmp_path / "playing").read_text())
    announcing.stop()
    assert not hall.reports
    assert json.loads((tmp_path / "state" / "said.json").read_text())["said"]
