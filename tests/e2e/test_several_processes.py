"""Two servers on one PostgreSQL are one hall, also when one of them or the database is lost."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
import wave

import psycopg
import pytest

from tests import postgres
from tests.e2e.follower import Follower
from tests.e2e.running import ROOT, Refused, RunningHall, refusal
from tests.e2e.several import (
    COUNTERS,
    call_and_end,
    calls_of,
    eight_counters,
    faults_of,
    no_quota,
    stubbornly,
    together,
)
from tests.e2e.wired_tv import Tv, Voice

pytestmark = pytest.mark.e2e
OUTAGE_S = 10


@pytest.fixture(scope="module")
def database():
    """Of this file's own, because it is stopped. What it has confirmed outlives a crash of its own."""
    with postgres.running(synchronous_commit="on") as server:
        yield server


@pytest.fixture(scope="module")
def hall(database, tmp_path_factory):
    running = RunningHall(
        tmp_path_factory.mktemp("hall"), mode="eventlet", printer_port=9, command="serve",
        database=database.new_database(), counters=eight_counters(), services=no_quota(),
        kiosks={"kiosk-3": {"printer": "none", "tickets_per_min": 2}},
    )  # fmt: skip
    try:
        running.start()
        running.staff("GET", "/line")
        together(
            *(lambda c=code: running.staff("POST", f"/counters/{c}/open") for code in COUNTERS)
        )
        yield running
    finally:
        assert running.stop() == 0


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as wav:
        wav.setparams((1, 2, 22050, 0, "NONE", ""))
        wav.writeframes(bytes(2 * 22050))
    return out.getvalue()


def put(hall, path, token):
    request = urllib.request.Request(hall.url + path, method="PUT", data=sound())
    request.add_header("Authorization", f"Bearer {token}")
    request.add_header("Content-Type", "audio/wav")
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 204


def get_sound(hall, path, token):
    request = urllib.request.Request(hall.url + path)
    request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def test_two_servers_that_start_at_the_same_moment_make_one_hall_and_one_set_of_keys(hall):
    for key in sorted((hall.data / "keys").glob("*-*")):
        if key.name not in ("first-login", "owner-owner"):
            role = {
                hall.at(n).get("/api/v1/sessions", key.read_text().strip())["role"] for n in (0, 1)
            }
            assert role == {key.name.partition("-")[0]}
    name, password = hall.first_login
    body = {"name": name, "password": password}
    assert hall.at(1).ask("POST", "/api/v1/sessions", body)["role"] == "admin"


def test_eight_counters_at_two_servers_never_call_one_visitor_twice_and_all_screens_agree(hall):
    before = len(calls_of(hall))
    called = []

    def visitors(kiosk):
        for n in range(20):
            hall.take(key=f"race-{kiosk}-{n:03}", kiosk=kiosk)

    def staff(code):
        for n in range(5):
            called.append(call_and_end(hall.at((int(code) + n) % 2), code))

    with Follower(hall.at(0)) as one, Follower(hall.at(1)) as other:
        together(*(lambda k=kiosk: visitors(k) for kiosk in ("kiosk-1", "kiosk-2")))
        together(*(lambda c=code: staff(c) for code in COUNTERS))
        calls = calls_of(hall)[before:]
        hall.wait_until(lambda: len(one.seen) == len(other.seen) == 40, "all calls on both TVs")

    assert len(set(called)) == len(called) == len(calls) == 40
    assert one.seen == other.seen == calls
    assert faults_of(hall) == []


def test_a_flood_at_both_servers_gets_no_more_numbers_than_at_one(hall):
    told = []
    for n in range(6):
        try:
            hall.at(n % 2).take("PASPOR", key=f"flood-{n:04}", kiosk="kiosk-3")
            told.append("")
        except Refused as refused:
            told.append(refused.problem["code"])
    assert told == ["", ""] + ["too_many_tickets"] * 4
    for n in (0, 1):
        kiosks = {kiosk["name"]: kiosk for kiosk in hall.at(n).staff("GET", "/kiosks")["kiosks"]}
        assert kiosks["kiosk-3"]["refused"]


def test_a_screen_at_one_server_is_there_for_staff_at_the_other(hall):
    def lobby():
        rows = hall.at(0).staff("GET", "/screens")["screens"]
        return next(row for row in rows if row["name"] == "lobby")

    tv = Tv(hall.at(1), sound="blocked")
    try:
        hall.wait_until(lambda: lobby()["width"] == 1920, "the size of the TV")
        assert (lobby()["online"], lobby()["visible"], lobby()["sound"]) == (True, True, "blocked")
    finally:
        tv.close()
    hall.wait_until(lambda: lobby()["width"] is None, "the TV to be gone")


def test_what_a_kiosk_wants_said_is_made_by_an_announcer_at_the_other_server(hall):
    kiosk, heard = hall.key("kiosk", "kiosk-1"), threading.Event()
    voice = Voice(hall.at(1))
    voice.on("prompt", lambda prompt: heard.set())
    try:
        told = {"language": "id", "text": "Silakan pilih layanan"}
        asked = hall.at(0).ask("POST", "/api/v1/prompts", told, token=kiosk)
        hall.wait_until(heard.is_set, "the announcer to hear of it")
        put(hall.at(1), f"/api/v1/prompts/{asked['id']}", hall.key("announcer", "announcer"))
    finally:
        voice.close()
    assert get_sound(hall.at(0), f"/api/v1/prompts/{asked['id']}.wav", kiosk) == sound()
    assert get_sound(hall.at(1), f"/api/v1/prompts/{asked['id']}.wav", kiosk) == sound()


def test_the_sound_of_a_call_that_one_server_got_is_played_from_the_other(hall):
    hall.take(key="heard-elsewhere")
    assert call_and_end(hall.at(0), "1")
    seq = calls_of(hall)[-1]
    put(hall.at(0), f"/api/v1/calls/{seq}/audio", hall.key("announcer", "announcer"))
    path = f"/api/v1/calls/{seq}/audio"
    assert get_sound(hall.at(1), path, hall.key("display", "lobby")) == sound()


def test_a_screen_sent_away_at_one_server_is_cut_off_from_the_other(hall):
    with Follower(hall.at(1), "upstairs") as tv:
        owner = hall.key("owner", "owner")
        hall.at(0).ask("DELETE", "/api/v1/devices/upstairs?role=display", token=owner)
        hall.wait_until(lambda: not tv.is_connected, "the TV to be cut off")
    status, _ = refusal(lambda: hall.at(1).get("/api/v1/board?zone=B", hall.key("display", "upstairs")))  # fmt: skip
    assert status == 401


def test_a_server_killed_in_a_rush_costs_no_call_and_no_number(hall):
    before, taken, called = len(calls_of(hall)), [], []
    half = threading.Event()

    def visitors():
        for n in range(24):
            key = f"rush-{n:04}"
            ticket = stubbornly(hall, lambda key=key: hall.take(key=key))
            taken.append(ticket["number"])
            if n == 8:
                half.set()

    def staff(code):
        for _ in range(3):
            called.append(call_and_end(hall, code))

    with Follower(hall) as one, Follower(hall) as other, Follower(hall) as third:
        assert hall.front
        acting = threading.Thread(
            target=together, args=[visitors, *(lambda c=c: staff(c) for c in "1234")]
        )
        acting.start()
        assert half.wait(60)
        os.kill(hall.others[0].pid, signal.SIGKILL)
        hall.others[0].wait()
        acting.join(240)
        calls = calls_of(hall)[before:]
        tvs = (one, other, third)
        hall.wait_until(
            lambda: all(len(tv.seen) == len(calls) for tv in tvs), "all calls on all TVs"
        )

    assert len(set(taken)) == len(taken) == 24
    assert set(called) - {None} <= set(taken)
    assert len(set(called) - {None}) == len(calls)
    assert all(tv.seen == calls for tv in tvs)
    assert faults_of(hall) == []
    hall.start()


def test_a_server_that_became_deaf_hears_again_and_nothing_is_lost_or_told_in_another_order(hall):
    before = len(calls_of(hall))
    with Follower(hall.at(0)) as one, Follower(hall.at(1)) as other:
        for n in range(6):
            hall.take(key=f"deaf-{n:04}")
            with psycopg.connect(hall.database, autocommit=True) as conn:
                gone = conn.execute(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    "WHERE application_name = 'satupintu listens' AND datname = current_database()"
                ).fetchone()
            assert gone
            assert call_and_end(hall.at(n % 2), "2")
        calls = calls_of(hall)[before:]
        hall.wait_until(lambda: len(one.seen) == len(other.seen) == 6, "all calls on both TVs")
    assert one.seen == other.seen == calls


def test_a_database_that_is_gone_for_ten_seconds_is_said_plainly_and_nothing_is_lost(
    hall, database
):
    before, servers = len(calls_of(hall)), [hall.server_pid(), hall.others[0].pid]
    taken = {key: hall.take(key=key)["number"] for key in (f"outage-{n:03}" for n in range(4))}
    with Follower(hall.at(0)) as one, Follower(hall.at(1)) as other:
        assert call_and_end(hall.at(0), "3")
        database.stop(signal.SIGQUIT)
        try:
            for server in (hall.at(0), hall.at(1)):
                status, problem = refusal(lambda server=server: server.take(key="outage-new"))
                assert (status, problem["code"]) == (503, "database_unavailable")
                status, _ = refusal(lambda server=server: server.get("/readyz"))
                assert status == 503
            threading.Event().wait(OUTAGE_S)
        finally:
            database.start()
        hall.wait_until(hall.is_ready, "both servers to be ready", 60)
        again = {
            key: stubbornly(hall, lambda key=key: hall.take(key=key))["number"] for key in taken
        }
        for n in range(3):
            assert call_and_end(hall.at(n % 2), "3")
        calls = calls_of(hall)[before:]
        hall.wait_until(lambda: len(one.seen) == len(other.seen) == 4, "all calls on both TVs", 60)
        assert one.seen == other.seen == calls
        assert (one.drawn, other.drawn) == (1, 1)  # their connections outlived it
    assert again == taken
    assert servers == [hall.server_pid(), hall.others[0].pid]
    assert all(os.kill(pid, 0) is None for pid in servers)
    assert faults_of(hall) == []


def test_a_server_whose_waiting_would_stop_the_hall_does_not_begin(hall):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    tried = subprocess.run(
        [sys.executable, "-m", "queue_server", "--config", str(hall.config), "serve"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"PSYCOPG_WAIT_FUNC": "wait_c", "SATUPINTU_PORT": str(port)},
    )  # fmt: skip
    assert tried.returncode == 3
    assert "PSYCOPG_WAIT_FUNC" in tried.stderr


def test_a_server_that_starts_before_its_database_waits_for_it(hall, database):
    assert hall.process is not None
    hall.kill_server()
    hall.process.wait()
    database.stop()
    said = "waiting 60 s at most for the database"
    before = hall.log.read_text().count(said)
    try:
        hall.start_one(0, hall.ports[0])
        hall.wait_until(lambda: hall.log.read_text().count(said) > before, "the server to wait")
    finally:
        database.start()
    hall.wait_until(hall.is_ready, "both servers to be ready", 60)
