"""The virtual printer is a printer to the network and a roll of paper to the eye."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from printer.decoder.decoder import Cut
from printer.ticket.layout import ticket_picture
from printer.ticket.raster import ticket_bytes
from printer.virtual import roll as rolls
from printer.virtual.faults import KINDS
from printer.virtual.page import RollPage, open_page
from printer.virtual.printer import VirtualPrinter
from printer.virtual.roll import Roll
from printer.wire.transport import NetworkPrinter

ROOT = Path(__file__).parents[2]


@pytest.fixture
def roll(tmp_path):
    return Roll(tmp_path / "paper", dots=576, paper_mm=80)


@pytest.fixture
def virtual(roll):
    printer = VirtualPrinter(0, roll=roll)
    printer.start()
    yield printer
    printer.stop()


@pytest.fixture
def page(roll):
    shown = RollPage(0, name="kiosk-1", roll=roll)
    shown.start()
    yield shown
    shown.stop()


def look(page, path, host=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", page.server_port, timeout=5)
    connection.request(method, path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def small(height=16):
    return Image.new("1", (576, height), 0)


def a_cut(unknown=0):
    return Cut(image=small(), unknown=unknown)


def test_a_ticket_sent_over_the_network_lies_in_the_folder_dot_for_dot(
    virtual, roll, a_job, printed_at
):
    picture = ticket_picture(a_job(), dots=576, at=printed_at).image
    printer = NetworkPrinter(host="127.0.0.1", port=virtual.port, asks_proof=True)

    assert printer.send(ticket_bytes(picture), on_send=lambda: None).proven

    for name in ("000001.png", "latest.png"):
        with Image.open(roll.folder / name) as kept:
            assert kept.mode == "1"
            assert kept.tobytes() == picture.tobytes()
    [piece] = roll.newest(5)
    assert (piece.no, piece.unknown, piece.rows) == (1, 0, picture.height)
    assert piece.length_mm == pytest.approx(picture.height / 8, abs=1)


def test_without_being_asked_for_proof_the_paper_comes_all_the_same(virtual, roll):
    printer = NetworkPrinter(host="127.0.0.1", port=virtual.port)

    printer.send(ticket_bytes(small()), on_send=lambda: None)

    assert [piece.no for piece in roll.newest(5)] == [1]


def test_a_client_that_says_nonsense_does_not_stop_the_next_ticket(virtual, roll):
    with socket.create_connection(("127.0.0.1", virtual.port), 2) as stranger:
        stranger.sendall(b"GET / HTTP/1.1\r\n\r\n\x1dv0\x00\x10")
    printer = NetworkPrinter(host="127.0.0.1", port=virtual.port, asks_proof=True)

    printer.send(ticket_bytes(small()), on_send=lambda: None)

    assert roll.newest(1)[0].unknown == 5  # the picture that never came


def test_the_numbers_of_papers_go_on_after_a_restart(roll):
    roll.add(a_cut(), received=10)
    (roll.folder / "000009.json").write_text("not ours")

    again = Roll(roll.folder, dots=576, paper_mm=80)

    assert again.add(a_cut(), received=10).no == 2
    assert [piece.no for piece in again.newest(9)] == [2, 1]


def test_only_the_last_pictures_are_kept(roll, monkeypatch):
    monkeypatch.setattr(rolls, "KEPT", 3)

    for _ in range(5):
        roll.add(a_cut(), received=1)

    assert sorted(path.name for path in roll.folder.glob("0*.png")) == [
        "000003.png",
        "000004.png",
        "000005.png",
    ]
    assert [path for path in roll.folder.iterdir() if path.name.startswith(".")] == []


def test_the_page_is_strict_and_brings_all_it_needs_itself(page):
    for path, kind in (
        ("/", "text/html"),
        ("/roll.css", "text/css"),
        ("/roll.mjs", "text/javascript"),
        ("/fonts/b612-latin-700-normal.woff2", "font/woff2"),
    ):
        answer, body = look(page, path)
        assert (answer.status, answer.getheader("Content-Type").split(";")[0]) == (200, kind)
        assert "default-src 'none'" in answer.getheader("Content-Security-Policy")
        assert "unsafe" not in answer.getheader("Content-Security-Policy")
        if kind != "font/woff2":
            links = body.replace(b"http://www.w3.org/2000/svg", b"")
            assert b"http:" not in links
            assert b"https:" not in links


def test_the_page_gives_away_nothing_but_the_paper(page, roll):
    (roll.folder.parent / "secret.png").write_bytes(b"x")
    roll.add(a_cut(), received=1)

    assert look(page, "/tickets/000001.png")[0].status == 200
    for path in (
        "/tickets/000002.png",
        "/tickets/../secret.png",
        "/tickets/..%2fsecret.png",
        "/fonts/../tokens.css",
        "/fonts/tokens.css",
        "/roll.json",
        "/../run",
        "//etc/passwd",
    ):
        assert look(page, path)[0].status == 404, path


def test_a_foreign_name_for_this_computer_is_not_answered(page):
    assert look(page, "/", host="evil.example")[0].status == 403
    assert look(page, "/", host=f"localhost:{page.server_port}")[0].status == 200


def test_nothing_can_be_changed_through_a_page_that_only_shows_paper(page):
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
        assert look(page, "/", method=method)[0].status == 405
        assert look(page, "/api/faults/mute", method=method)[0].status == 404


def test_the_page_hears_of_a_new_ticket_at_once(page, roll):
    roll.add(a_cut(), received=100)
    connection = http.client.HTTPConnection("127.0.0.1", page.server_port, timeout=5)
    connection.request("GET", "/events")
    events = connection.getresponse()

    first = json.loads(events.readline().removeprefix(b"data: "))
    events.readline()
    roll.add(a_cut(7), received=200)
    second = json.loads(events.readline().removeprefix(b"data: "))
    connection.close()

    assert [piece["no"] for piece in first["pieces"]] == [1]
    assert [(piece["no"], piece["unknown"]) for piece in second["pieces"]] == [(2, 7), (1, 0)]
    assert (second["name"], second["dots"], second["paper_mm"]) == ("kiosk-1", 576, 80)


def test_a_taken_page_port_is_told_and_a_free_one_used(page, roll):
    said = []

    other = open_page(page.server_port, name="kiosk-2", roll=roll, say=said.append)

    assert other.server_port != page.server_port
    assert str(page.server_port) in said[0]
    assert other.url in said[0]
    other.stop()


def test_it_runs_alone_and_ends_when_asked(running, tmp_path):
    with running(
        [sys.executable, "-m", "printer.virtual", "--port=0", "--page=0", "--paper", tmp_path],
        stderr=subprocess.PIPE,
    ) as alone:
        said = [alone.stderr.readline(), alone.stderr.readline()]
        port = int(said[1].split("127.0.0.1:")[1].split(",")[0])
        NetworkPrinter(host="127.0.0.1", port=port, asks_proof=True).send(
            ticket_bytes(small()), on_send=lambda: None
        )
        alone.send_signal(signal.SIGTERM)
        assert alone.wait(3) == 0
    assert (tmp_path / "000001.png").exists()


def test_a_taken_printer_port_is_named(virtual, tmp_path):
    done = ran(f"--port={virtual.port}", "--paper", tmp_path)

    assert done.returncode == 1
    assert "in use" in done.stderr


def test_help_names_every_fault_and_shows_how_to_switch_it(tmp_path):
    said = ran("--help").stdout

    for name in KINDS:
        assert f"\n  {name} " in said
    assert "curl -X PUT" in said
    assert "exit codes" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--fault", "smoke"], "there is no fault 'smoke'"),
        (["--fault", "late=x"], "late: 'x' is not a number"),
        (["--fault", "slow"], "slow: a whole number from 1"),
        (["--port", "99999"], "a number from 0 to 65535"),
        (["--dots", "x"], "got 'x'"),
        (["--roll", "0"], "a number from 1"),
    ],
)
def test_a_wrong_option_is_said_in_words(tmp_path, options, said):
    done = ran("--paper", tmp_path, *options)

    assert done.returncode == 2
    assert said in done.stderr


def ran(*options):
    return subprocess.run(
        [sys.executable, "-m", "printer.virtual", *options],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )


def test_it_starts_with_the_faults_paper_and_speed_it_was_given(running, tmp_path):
    options = ["--fault=mute", "--fault=late=2.5", "--roll=500", "--speed=90", "--dots=384"]
    words = [sys.executable, "-m", "printer.virtual", "--port=0", "--page=0", "--paper", tmp_path]
    with running([*words, *options], stderr=subprocess.PIPE) as alone:
        address = alone.stderr.readline().split("http://")[1].split("/")[0]
        alone.stderr.readline()
        connection = http.client.HTTPConnection(address, timeout=5)
        connection.request("GET", "/api/state")
        state = json.load(connection.getresponse())
        connection.close()
        alone.send_signal(signal.SIGTERM)
        assert alone.wait(3) == 0

    assert state["faults"] == {"mute": True, "late": 2.5}
    assert (state["left_mm"], state["speed_mm_s"], state["dots"]) == (500, 90, 384)
