"""The drill with everything real: a hall with traffic loses its disk, gets an older copy back and opens again."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import socketio

from queue_server.__main__ import main
from queue_server.storage import opening
from tests.e2e.running import KIND, ROOT, RunningHall

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        KIND == "postgresql",
        reason="the disk that is lost here is SQLite's; tests/commands/test_restore_postgresql.py has the other",
    ),
]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Any:
    """``said(hall, ...)``: what a command tells that must work."""

    def say(hall: RunningHall, *words: str) -> Any:
        status = main([*words, "--json", "--config", str(hall.config)])
        told = capsys.readouterr()
        assert status == 0, (words, told.out, told.err)
        return json.loads(told.out)

    return say


@contextmanager
def printing(hall: RunningHall) -> Iterator[None]:
    """The print agent of kiosk-2, with the journal that it has in this data folder."""
    words = [
        "--server", hall.url, "--name", "kiosk-2", "--token-file", str(hall.data / "keys" / "printer-kiosk-2"),
        "--state", str(hall.data / "printer" / "kiosk-2"), "--paper", str(hall.data / "paper"),
    ]  # fmt: skip
    with hall.log.open("ab") as log:
        agent = subprocess.Popen(
            [sys.executable, "-m", "printer", *words], cwd=ROOT, stdout=log, stderr=log
        )
    try:
        yield
    finally:
        agent.terminate()
        agent.wait(20)


def paper_of(hall: RunningHall, key: str) -> str:
    """A visitor takes a number and its paper comes out; the number."""
    ticket = hall.take(key=key, kiosk="kiosk-2")

    def printed() -> bool:
        with closing(sqlite3.connect(f"file:{hall.data / opening.FILE}?mode=ro", uri=True)) as conn:
            job = conn.execute("SELECT state FROM print_job WHERE ticket_id = ?", (ticket["id"],))
            return bool(job.fetchone() == ("printed",))

    hall.wait_until(printed, f"the paper of {key}", 60)
    return str(ticket["number"])


def seen_by_a_tv(hall: RunningHall, said: dict[str, Any]) -> Any:
    """What the lobby's TV is shown when it comes (back)."""
    tv = socketio.Client(reconnection=False)
    tv.connect(hall.url, auth={"token": hall.key("display", "lobby")}, transports=["websocket"])
    try:
        return tv.call("sync", said, timeout=20)
    finally:
        tv.disconnect()


def test_an_older_copy_comes_back_and_paper_screen_and_line_go_on(
    tmp_path: Path, said: Any
) -> None:
    hall = RunningHall(tmp_path, mode="eventlet", printer_port=9, command="serve")
    hall.start()
    try:
        with printing(hall):
            book = [paper_of(hall, f"before-{n:04}") for n in range(2)]
            copy = said(hall, "backup")["file"]
            book += [paper_of(hall, f"after-{n:05}") for n in range(3)]
            hall.staff("POST", "/counters/1/open")
            called = hall.staff("POST", "/counters/1/next")["ticket"]["number"]
            shown = seen_by_a_tv(hall, {"since": None})
    finally:
        hall.stop()
    assert shown["board"]["calls"][0]["number"] == called
    for file in hall.data.glob("hall.db*"):
        file.write_bytes(b"the disk is gone" * 500)

    restored = said(hall, "restore", copy, "--yes", "--gap", "0")
    assert restored["numbers"]["A"] == 6, "the agent's journal knows A005"

    hall.start()
    try:
        rows = shown["board"]["calls"]
        knew = {
            "epoch": shown["epoch"],
            "numbers": [{"number": r["number"], "at": r["called_at"]} for r in rows],
        }
        again = seen_by_a_tv(hall, {"since": shown["seq"], "knew": knew})
        assert again["epoch"] != shown["epoch"]
        assert (again["calls"], again["board"]["calls"]) == ([], [])
        assert again["seq"] > shown["seq"]
        del hall._token  # the device that the test was is in no copy
        with printing(hall):
            book += [paper_of(hall, f"again-{n:05}") for n in range(2)]
        assert said(hall, "verify")["ok"]
    finally:
        hall.stop()
    assert len(set(book)) == len(book) == 7, book
