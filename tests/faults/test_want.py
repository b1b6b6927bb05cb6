"""The machine runs out of files or of memory: whoever is inside goes on, and it heals by itself."""

import resource
import socket
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.e2e.running import Refused


@contextmanager
def limited(pid, what, most):
    before = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, what, before)


def ticks(pid):
    """Hundredths of a second of processor time that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def files_of(pid):
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_out_of_files_nobody_new_comes_in_nothing_spins_and_afterwards_all_is_well(hurt, ear):
    hurt.asks("before-the-files-run-out")
    tv = ear(hurt, hurt.key("display", "upstairs"), "board", "call")
    hurt.staff("POST", "/counters/9/open")
    pid = hurt.server_pid()
    with ExitStack() as waiting, limited(pid, resource.RLIMIT_NOFILE, files_of(pid) + 4):
        for _ in range(20):  # the system takes them in; the server cannot
            one = waiting.enter_context(socket.create_connection(("127.0.0.1", hurt.port), 5))
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        hurt.wait_until(
            lambda: hurt.lines_of_log("no connection can be taken"), "the log to say so"
        )
        before, began = ticks(pid), time.monotonic()
        time.sleep(1)
        assert ticks(pid) - before < 50 * (time.monotonic() - began), "it waits, and does not spin"
        assert len(hurt.lines_of_log("no connection can be taken")) == 1
    hurt.wait_until(hurt.is_ready, "the hall to be ready again")
    called = hurt.calls_next("9")
    assert tv.hears(lambda e: called in [call["number"] for call in e.of("call")]), (
        "who was inside stayed"
    )
    again = "connections are taken again"
    hurt.wait_until(lambda: hurt.is_ready() and hurt.lines_of_log(again), "the log to say so")


def test_out_of_memory_requests_are_refused_the_server_stays_and_afterwards_all_is_well(hurt):
    hurt.asks("before-the-memory-runs-out")
    pid = hurt.server_pid()
    size = int(Path(f"/proc/{pid}/statm").read_text().split()[0]) * resource.getpagesize()
    answers = []
    with limited(pid, resource.RLIMIT_AS, size + 256 * 1024):
        for n in range(40):
            try:
                answers.append(hurt.take("NIKAH", key=f"little-memory-{n}", kiosk="kiosk-2"))
                hurt.given[f"little-memory-{n}"] = answers[-1]["number"]
            except Refused as refused:
                answers.append(refused.status)
            except OSError:
                answers.append(
                    None
                )  # no answer is a refusal, too: kiosks ask again with the same key
    assert hurt.process.poll() is None
    hurt.wait_until(hurt.is_ready, "the hall to be ready again")
    for n in range(40):
        assert hurt.asks(f"little-memory-{n}").startswith("K")
