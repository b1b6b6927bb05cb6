"""A demonstration day in a real hall: the server is a process of its own, asked over HTTP alone."""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from queue_server.commands import demo
from queue_server.commands.common import Stop
from tests.e2e.running import ROOT, Refused, RunningHall

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    running = RunningHall(
        tmp_path_factory.mktemp("hall"), mode="eventlet", printer_port=9, command="serve"
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def day(hall, capsys):
    """Runs a day with these options; gives the exit code and the figures."""

    def run(*options):
        parser = argparse.ArgumentParser()
        demo.add_to(parser.add_subparsers())
        args = parser.parse_args(["demo", "--json", "--speed", "30000", *options])
        args.config = str(hall.config)
        code = args.run(args)
        return code, json.loads(capsys.readouterr().out)

    return run


def test_every_visitor_of_the_day_gets_a_number_and_leaves_served_or_missed(hall, day):
    code, figures = day("--visitors", "12", "--counters", "4", "--seed", "3", "--close")

    assert (code, figures["errors"], figures["faults"]) == (0, 0, [])
    assert (figures["visitors"], figures["taken"], figures["still_here"]) == (12, 12, 0)
    assert figures["served"] + figures["no_shows"] == 12
    assert figures["wait_min"]["mean"] >= 0
    states = {c["code"]: c["state"] for c in hall.staff("GET", "/hall")["counters"]}
    assert set(states.values()) == {"closed"}


def test_a_second_day_has_the_same_staff_person_whatever_her_password_and_her_counters_stay_open(
    hall, day
):
    hall.ask("POST", "/api/v1/staff/demo/reset", {}, token=hall.key("owner", "owner"))

    code, figures = day("--visitors", "4", "--counters", "2", "--seed", "2")

    assert code == 0
    counters = hall.staff("GET", "/hall")["counters"]
    at_work = {c["code"] for c in counters if c["state"] == "open" and c["staff"] == "demo"}
    assert at_work == set(figures["counters"])
    people = hall.ask("GET", "/api/v1/staff", token=hall.key("owner", "owner"))["staff"]
    assert [p["name"] for p in people].count("demo") == 1
    assert (hall.data / "keys" / "staff-demo").stat().st_mode & 0o077 == 0


def test_a_staff_person_of_an_older_release_may_sit_at_many_counters_from_now_on(hall):
    owner = hall.key("owner", "owner")
    with suppress(Refused):
        hall.ask("DELETE", "/api/v1/staff/demo", token=owner)
    hall.ask("POST", "/api/v1/staff", {"name": "demo", "role": "staff"}, token=owner)

    token = demo.log_in(hall.url, hall.data / "keys")

    assert hall.ask("GET", "/api/v1/sessions", token=token)["role"] == "supervisor"


def test_who_else_is_in_the_hall_is_left_alone_at_her_counter_and_served_as_a_visitor(hall, day):
    hall.staff("POST", "/counters/3/open")
    ticket = hall.take("KTP", key="a-curious-visitor")

    _, figures = day("--visitors", "6", "--counters", "3", "--seed", "3", "--close")

    assert "3" not in figures["counters"]
    assert hall.staff("GET", "/counters/3")["counter"]["staff"] == "test"
    assert figures["others_served"] == 1
    assert hall.get(f"/api/v1/tickets/{ticket['token']}")["ticket"]["state"] == "done"
    hall.staff("POST", "/counters/3/close")


def test_ctrl_c_ends_the_day_with_its_table_and_nobody_is_left_at_a_counter(hall):
    command = [
        sys.executable, "-m", "queue_server", "--config", str(hall.config), "demo",
        "--visitors", "40", "--speed", "300", "--counters", "3", "--seed", "2",
    ]  # fmt: skip
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    # Whatever happens, the process does not outlive the test.
    watchdog = threading.Timer(20, running.kill)
    watchdog.start()
    try:
        first = running.stdout.readline()
        hall.wait_until(
            lambda: any(c["today"]["served"] or c["ticket"] for c in counters(hall)), "a call"
        )
        os.kill(running.pid, signal.SIGINT)
        out, _ = running.communicate()
    finally:
        watchdog.cancel()
    assert first.startswith("40 visitors over ")
    assert running.returncode == 0
    assert "stopped" in out
    assert "errors          0" in out
    assert [c["ticket"] for c in counters(hall)] == [None] * 12


def counters(hall):
    return [hall.staff("GET", f"/counters/{i}") for i in range(1, 13)]


def test_without_a_hall_one_line_says_how_to_start_one(tmp_path, hall):
    config = tmp_path / "config.yaml"
    config.write_text(hall.config.read_text().replace(str(hall.data), str(tmp_path / "data")))
    args = argparse.Namespace(
        config=str(config), server=None, visitors=1, speed=60, counters=1, hours=None, seed=1
    )

    with pytest.raises(Stop, match=r"Start the hall with \./run first"):
        demo.run(args)
