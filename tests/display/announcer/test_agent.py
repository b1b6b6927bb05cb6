"""The announcer and a hall on a real port: each call once, in order, none too old."""

import contextlib
import json
import os
import signal
import threading
from datetime import timedelta

import pytest

from display.announcer.agent import Announcer
from display.announcer.server import Server
from display.announcer.spawned import SpawnedEngine
from tests.display.announcer.hall_server import TOKEN, Hall, opened


@contextlib.contextmanager
def announcing(hall, folder, **more):
    folder.mkdir(exist_ok=True)
    announcer = Announcer(Server(hall.url, lambda: TOKEN), folder, **more)
    already = len(hall.syncs)
    announcer.start()
    try:
        hall.wait_for(lambda h: len(h.syncs) > already)
        yield announcer
    finally:
        announcer.stop()


@pytest.fixture
def hall():
    with opened(Hall()) as hall:
        yield hall


def test_each_call_gets_one_sound_in_the_order_of_the_calls(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        for number in range(1, 11):
            hall.call(f"A{number:03}")
        hall.wait_for(lambda h: len(h.heard) == 10)

    assert hall.heard_seqs() == list(range(1, 11))
    assert all(wav[:4] == b"RIFF" for _, wav in hall.heard)


def test_a_call_told_twice_is_said_once(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        first = hall.call("A001")
        hall.push(first)
        hall.call("A002")
        hall.push(first)
        hall.call("A003")
        hall.wait_for(lambda h: h.heard_seqs()[-1:] == [3])

    assert hall.heard_seqs() == [1, 2, 3]


def test_a_restart_says_what_was_missed_and_nothing_twice(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.wait_for(lambda h: len(h.heard) == 1)
    hall.call("A002", push=False)

    with announcing(hall, tmp_path / "state"):
        hall.call("A003")
        hall.wait_for(lambda h: len(h.heard) == 3)

    assert hall.heard_seqs() == [1, 2, 3]


def test_calls_that_wait_in_line_when_the_power_goes_are_said_after_it(hall, tmp_path):
    hall.takes_sounds.clear()
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.call("A002")
        hall.call("A003", push=False)
        hall.call("A004")
        hall.wait_for(lambda h: len(h.syncs) == 2)
    hall.takes_sounds.set()

    with announcing(hall, tmp_path / "state"):
        hall.wait_for(lambda h: len(h.heard) >= 4)

    assert sorted(hall.heard_seqs()) == [1, 2, 3, 4]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_voice_killed_or_stopped_between_two_calls_says_the_next_one(tmp_path, how):
    engine = SpawnedEngine(limit_s=0.7)
    with opened(Hall(engine="pyttsx3")) as hall:
        with announcing(
            hall, tmp_path / "state", engines=lambda settings: {"pyttsx3": engine}
        ) as announcer:
            announcer._studio._budget_s = 20  # other tests may keep this machine busy
            hall.wait_for(lambda h: h.voice, timeout=20)
            hall.call("A001")
            hall.wait_for(lambda h: len(h.heard) == 1)
            os.kill(engine._worker.pid, how)
            hall.call("A002", text="Nomor antrean A nol dua.")
            hall.wait_for(lambda h: len(h.heard) == 2)
        assert hall.told[2]["X-Languages"] == "id"


def test_the_first_start_ever_says_nothing_of_the_past(hall, tmp_path):
    hall.call("A001", push=False)
    with announcing(hall, tmp_path / "state"):
        hall.call("A002")
        hall.wait_for(lambda h: h.heard)

    assert hall.heard_seqs() == [2]


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=-400), timedelta(hours=7)])
def test_a_call_older_than_a_minute_by_the_halls_clock_is_not_said(tmp_path, ahead):
    with opened(Hall(clock_ahead=ahead)) as hall, announcing(hall, tmp_path / "state"):
        hall.call("A001", age_s=61)
        hall.call("A002", age_s=59)
        hall.call("A003")
        hall.wait_for(lambda h: len(h.heard) == 2)

        assert hall.heard_seqs() == [2, 3]


def test_another_zones_calls_are_left_to_its_own_speaker(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        hall.call("F001", zone="B")
        hall.call("A001", zone="A")
        hall.wait_for(lambda h: h.heard)

    assert hall.heard_seqs() == [2]


def test_a_push_lost_on_the_way_is_fetched(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.wait_for(lambda h: len(h.heard) == 1)
        hall.call("A002", push=False)
        hall.call("A003")
        hall.wait_for(lambda h: len(h.heard) == 3)

    assert sorted(hall.heard_seqs()) == [1, 2, 3]


def test_after_the_server_was_away_the_calls_are_caught_up(hall, tmp_path):
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.wait_for(lambda h: len(h.heard) == 1)
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        hall.call("A002", push=False)
        hall.wait_for(lambda h: len(h.heard) == 2)

    assert hall.heard_seqs() == [1, 2]


def test_a_server_started_after_the_announcer_is_found(tmp_path):
    hall = Hall()
    with opened(hall):
        pass
    announcer = Announcer(Server(hall.url, lambda: TOKEN), tmp_path)
    announcer.start()
    try:
        with opened(hall, hall.port):
            hall.wait_for(lambda h: h.syncs)
            hall.call("A001")
            hall.wait_for(lambda h: h.heard)
    finally:
        announcer.stop()


def test_a_restored_backup_gives_old_numbers_a_second_time_and_they_are_said(hall, tmp_path):
    hall.call("A001", push=False)
    yesterday = {"since": 900, "epoch": "e0", "said": [[1, "2026-11-20T03:00:00+00:00"]]}
    (tmp_path / "said.json").write_text(json.dumps(yesterday))

    with announcing(hall, tmp_path):
        hall.wait_for(lambda h: h.heard)

    assert hall.heard_seqs() == [1]
    assert hall.syncs == [900, 0]


def test_a_sound_the_server_refuses_holds_up_nobody(hall, tmp_path):
    hall.refuse = 1
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.call("A002")
        hall.wait_for(lambda h: h.heard)

    assert hall.heard_seqs() == [2]


def test_a_malformed_call_is_passed_over_and_named(hall, tmp_path, caplog):
    with announcing(hall, tmp_path / "state"):
        hall.push({"seq": 1, "prev": 0})
        hall.seq = 1
        hall.call("A002")
        hall.wait_for(lambda h: h.heard)

    assert hall.heard_seqs() == [2]
    assert "'number'" in caplog.text


def test_a_damaged_memory_is_a_first_start(hall, tmp_path):
    (tmp_path / "said.json").write_text('{"since": 3, "ep')
    with announcing(hall, tmp_path):
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)

    assert hall.syncs[0] is None
    assert json.loads((tmp_path / "said.json").read_text())["said"][0][0] == 1


def test_a_full_disk_silences_nobody(hall, tmp_path, caplog):
    folder = tmp_path / "state"
    with announcing(hall, folder):
        (folder / "said.part").mkdir()
        (folder / "sounds").write_text("a file where a folder should be")
        hall.call("A001")
        hall.call("A002")
        hall.wait_for(lambda h: len(h.heard) == 2)

    assert caplog.text.count("cannot be kept") == 2, "once for the memory, once for the sounds"


def test_a_wrong_token_is_told_once_and_mended_without_a_restart(hall, tmp_path, caplog):
    tokens = ["wrong", "wrong"]
    server = Server(hall.url, lambda: tokens.pop() if tokens else TOKEN)
    announcer = Announcer(server, tmp_path)
    announcer.start()
    try:
        hall.wait_for(lambda h: h.syncs)
    finally:
        announcer.stop()

    assert caplog.text.count("no connection") == 1
    assert "401" in caplog.text


def test_stopping_leaves_no_thread_behind(hall, tmp_path):
    before = set(threading.enumerate())
    with announcing(hall, tmp_path / "state"):
        hall.call("A001")
        hall.wait_for(lambda h: h.heard)
    ours = {t.name for t in set(threading.enumerate()) - before} & {"link", "work", "player"}
    assert not ours
