"""``satupintu verify``: nothing was lost, given twice or changed. Reads only; the hall may run meanwhile."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any

from queue_server.commands.common import CANNOT, DONE, REFUSED, USAGE, Stop, configured, say
from queue_server.commands.common import data_folder as folder

QUIET_S = 3.0
EXAMPLES = """examples:
  ./run verify                                     the hall of config.yaml, running or not
  ./run verify --days all                          every day is lived once more: minutes for years
  ./run verify --head 1204:1f2e-3d4c-5b6a-7988     the head that stands on a printed day report; may be repeated
  ./run verify --json --database backup/hall.db    a copy, for a program

It checks I1, I4, I6 to I11 of docs/proof.md. I2, I3 and I5 need a book of their own: satupintu torture.

exit codes: 0 sound; 1 faults, each with the first row that shows it; 2 wrong usage or faults in config.yaml;
3 the database cannot be read"""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "verify", help="check that nothing was lost, given twice or changed", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true",
        help="machine-readable: {ok, tickets, journal, head, faults[{invariant, words}], seconds, ..}",
    )  # fmt: skip
    parser.add_argument(
        "--days", type=_days, default=1, metavar="N|all",
        help="how many of the last days to live once more from the journal (default: 1)",
    )  # fmt: skip
    parser.add_argument(
        "--head", action="append", default=[], metavar="SEQ:HASH",
        help="a head of the chain from paper, in short or in full",
    )  # fmt: skip
    parser.add_argument(
        "--database", metavar="FILE|URL", help="another database than that of config.yaml"
    )
    parser.set_defaults(run=run_verify)


def _days(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdigit():
        raise argparse.ArgumentTypeError("a number of days, or: all")
    return int(text)


def run_verify(args: argparse.Namespace) -> int:
    """0 when everything holds, else 1 with the faults."""
    from queue_server.commands import verify_hands
    from queue_server.domain.errors import DatabaseBusy
    from queue_server.storage import halls, reading
    from queue_server.usecases import verify

    try:
        heads = verify.heads_of(args.head)
    except ValueError as error:
        raise Stop(f"--head: {error}", USAGE) from None
    where = args.database or _configured(args)
    began = time.monotonic()
    try:
        with reading.opened(where) as db:
            with db.reading() as conn:
                hall = halls.load(conn)
            if hall is None:
                raise Stop("There is no hall in the database yet: nothing to check.", CANNOT)
            report = verify.verify(
                db,
                hall,
                days=args.days,
                head=heads,
                tell=_Progress(began),
                each=verify_hands.several(where),
            )
    except reading.Unreadable as error:
        raise Stop(f"The database cannot be checked: {error}.", CANNOT) from None
    except DatabaseBusy as error:
        raise Stop(f"The database cannot be read ({error.why}): {error.said}", CANNOT) from error
    seconds = round(time.monotonic() - began, 2)
    if args.json:
        faults = [asdict(fault) for fault in report.faults]
        say(json.dumps({"ok": report.ok, **report.facts, "faults": faults, "seconds": seconds}))
    else:
        _say(report, seconds)
    return DONE if report.ok else REFUSED


def _configured(args: argparse.Namespace) -> str:
    from queue_server.storage import opening

    config = configured(args)
    if config.server.database != "sqlite":
        return config.server.database
    return str(folder(args, config) / opening.FILE)


def _say(report: Any, seconds: float) -> None:
    facts = report.facts
    head = facts["head"]
    say(
        f"{facts['tickets']} tickets, {facts['journal']} rows of the journal, {facts['heads']} heads compared,",
        f"{facts['calls']} calls of {len(facts['replayed'])} day(s) made again, in {seconds} s.",
        f"Head of the chain: {head['seq']}:{head['hash']}",
        *(f"{fault.invariant}: {fault.words}" for fault in report.faults),
        f"{len(report.faults)} fault(s)." if report.faults else "All well.",
    )


class _Progress:
    """One line on stderr, rewritten, once it takes longer than a moment."""

    def __init__(self, began: float) -> None:
        self._began, self._said = began, 0.0

    def __call__(self, what: str, done: int, all: int) -> None:
        now = time.monotonic()
        if now - self._began < QUIET_S or now - self._said < 1.0:
            return
        self._said = now
        end = "\r" if sys.stderr.isatty() else os.linesep
        sys.stderr.write(
            f"{now - self._began:5.0f} s  {100 * done // all} % done, now {what}   {end}"
        )
        sys.stderr.flush()
