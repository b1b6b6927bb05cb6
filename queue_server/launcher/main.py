"""``python -m display`` and ``python -m kiosk``."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from queue_server.launcher import arguments, policy
from queue_server.launcher.arguments import CANNOT, ENDED
from queue_server.launcher.chromium import CannotStart
from queue_server.launcher.launcher import Launcher
from queue_server.messages.trust import trust

LOOK_S = 0.25


def main(role: str, given: Sequence[str] | None = None) -> int:
    """Run the launcher of a ``role`` until SIGTERM or Ctrl-C; the exit code."""
    options = arguments.read(role, sys.argv[1:] if given is None else given)
    logging.basicConfig(
        level=logging.INFO, format=f"%(asctime)s {role}: %(message)s", datefmt="%H:%M:%S"
    )
    try:
        trust(options.ca)
        if options.write_policy:
            return _write(policy.text(options.server, options.ca), options.write_policy)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return CANNOT
    try:
        options.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(options.state / "lock"):
            return _run(Launcher(options))
    except CannotStart as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        sys.stderr.write(f"The state folder cannot be used: {error.strerror}: {error.filename}\n")
    return CANNOT


def _write(text: str, where: str) -> int:
    if where == "-":
        sys.stdout.write(text)
    else:
        Path(where).write_text(text, encoding="utf-8")
    return ENDED


def _run(launcher: Launcher) -> int:
    # A queue, because a signal handler may not take the locks of an event that is being waited for.
    caught: queue.SimpleQueue[int] = queue.SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: caught.put(number))
    status: list[int] = []

    def live() -> None:
        try:
            status.append(launcher.run())
        finally:
            caught.put(0)

    thread = threading.Thread(target=live, name="launcher")
    thread.start()
    # On a busy machine the system may give a signal to another thread, which wakes nobody: so look now and then.
    while True:
        with contextlib.suppress(queue.Empty):
            caught.get(timeout=LOOK_S)
            break
    launcher.stop()
    thread.join()
    return status[0] if status else 1


def _alone(file: Path) -> IO[str]:
    """The lock of the state folder. Raises CannotStart while another launcher has it."""
    lock = file.open("w")  # held as long as we live
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CannotStart(
            f"Another launcher is using {file.parent}: give this one --state DIR."
        ) from None
    return lock
