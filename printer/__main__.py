"""``python -m printer``: the print agent of one printer."""

from __future__ import annotations

import argparse
import fcntl
import logging
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from printer.agent import Agent
from printer.device import BadSettings, remembered
from printer.errors import MissingFont
from printer.journal import Journal, open_journal
from printer.link import Server, ServerAway, ServerRefuses
from printer.ticket import fonts, raster
from printer.worker import Worker
from queue_server.messages.trust import trust

CANNOT_START, SERVER_AWAY, BLOCKED, DAMAGED = 3, 4, 5, 6
PATIENCE_S = 1.7  # a ticket in the middle of being sent is waited for so long at the end
EPILOG = """
examples:
  python -m printer --server http://127.0.0.1:8080 --name kiosk-1 --token-file kiosk-1.token --state state
  SATUPINTU_TOKEN=... python -m printer --server https://antrean.siak.lan --ca ca.pem --name kiosk-1 --state state

exit codes: 0 stopped (with --once: nothing left to print), 2 wrong option, 3 cannot start,
  4 with --once: the server is away or refuses, 5 with --once: the printer is not ready,
  6 the journal is damaged: start again
"""
log = logging.getLogger("printer")


class CannotStart(Exception):
    """In words for the one who started it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the agent until SIGTERM or Ctrl-C. Returns the exit code."""
    options = _options().parse_args(arguments)
    logging.basicConfig(
        format=f"%(asctime)s printer {options.name}: %(message)s",
        datefmt="%H:%M:%S",
        level=logging.INFO,
        stream=sys.stderr,
    )
    try:
        return _run(options)
    except (CannotStart, MissingFont) as error:
        log.error("cannot start: %s", error)
        return CANNOT_START


def _run(options: argparse.Namespace) -> int:
    fonts.check()
    server = _server(options)
    with _own(options.state):
        raster.prepare(options.state)
        journal = _journal(options.state / "journal.sqlite")
        worker = Worker(server=server, journal=journal)
        paper = options.paper or options.state / "paper"
        agent = Agent(server=server, worker=worker, state=options.state, paper=paper)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: _end(agent))
        try:
            return _once(agent) if options.once else _always(agent, options.state)
        except sqlite3.DatabaseError as error:
            log.error("the journal is damaged (%s): the next start puts it aside", error)
            return DAMAGED
        finally:
            agent.switch_off()
            journal.close()


def _always(agent: Agent, state: Path) -> int:
    if known := remembered(state / "settings.json"):
        try:
            agent.use(known)  # also while the server is away: the page of a virtual printer shows
        except OSError as error:
            log.warning("the printer of the last run cannot be used: %s", error)
    agent.run()
    log.info("stopped")
    return 0


def _once(agent: Agent) -> int:
    try:
        pause_s = agent.session(once=True)
    except (ServerAway, ServerRefuses, BadSettings, OSError) as error:
        log.error("%s", error)
        return SERVER_AWAY
    return 0 if pause_s is None else BLOCKED


def _end(agent: Agent, _frame: FrameType | None = None) -> None:
    agent.stop()
    # The journal says "sending" for a ticket that is not through by then, so it will be unknown.
    overdue = threading.Timer(PATIENCE_S, os._exit, (0,))
    overdue.daemon = True
    overdue.start()


def _server(options: argparse.Namespace) -> Server:
    token = os.environ.get("SATUPINTU_TOKEN", "")
    if options.token_file is not None:
        try:
            token = options.token_file.read_text()
        except OSError as error:
            raise CannotStart(f"the token file cannot be read: {error}") from error
    if not token.strip():
        raise CannotStart("no token: give --token-file or SATUPINTU_TOKEN")
    try:
        trust(options.ca)
        return Server(options.server, token.strip())
    except (OSError, ValueError) as error:
        raise CannotStart(str(error)) from error


def _own(state: Path) -> IO[str]:
    """Take the state folder for this process alone; two agents would print everything twice."""
    try:
        state.mkdir(parents=True, exist_ok=True)
        state.chmod(0o700)  # a pickle of python-escpos lies in it
        lock = (state / "lock").open("w")
    except OSError as error:
        raise CannotStart(f"the state folder cannot be used: {error}") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise CannotStart(f"another agent is using {state}") from error
    return lock


def _journal(path: Path) -> Journal:
    try:
        journal = open_journal(path, is_new=not (path.parent / "settings.json").exists())
        lost = journal.recover()
    except (sqlite3.Error, OSError) as error:
        raise CannotStart(f"the journal {path} cannot be used: {error}") from error
    for entry in lost:
        log.warning("job %s was being sent when the agent ended: unknown", entry.id)
    return journal


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m printer",
        description="The print agent: prints the tickets of one printer, each at most once.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--server", required=True, metavar="URL", help="root of the server")
    parser.add_argument("--name", required=True, help="the printer's name, for the log")
    parser.add_argument("--token-file", type=Path, metavar="F", help="else: SATUPINTU_TOKEN")
    parser.add_argument(
        "--state", type=Path, required=True, metavar="DIR", help="journal, settings"
    )
    parser.add_argument("--paper", type=Path, metavar="DIR", help="pictures of a virtual printer")
    parser.add_argument("--ca", type=Path, metavar="F", help="the hall's authority (SATUPINTU_CA)")
    parser.add_argument("--once", action="store_true", help="print what waits, then end")
    return parser


if __name__ == "__main__":
    sys.exit(main())
