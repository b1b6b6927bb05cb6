"""``satupintu torture``: the proof that nothing is lost and nothing is given twice, for anybody to run."""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from queue_server.commands.common import CANNOT, DONE, REFUSED, USAGE, Stop, say

if TYPE_CHECKING:
    from queue_server.torture.powercut import Cuts
    from queue_server.torture.torment import Result

EXAMPLES = """examples:
  ./run torture                                   50 kills and 500 power cuts: some three minutes
  ./run torture --kills 2000 --seed 7 --report report.md
  ./run torture --database postgresql://postgres@localhost/postgres --processes 2
  ./run torture --kills 0 --cuts 5000             power cuts alone

It builds a hall of its own in a temporary folder (--folder: in an empty one) on free ports, and with --database a new
database on that server, which it drops in the end; a hall that is there is never touched. What was acknowledged is
written down by those who were told; after every kill the hall must still know it. docs/torture.md says what is done.

exit codes: 0 nothing was lost; 1 something was, each is told; 2 wrong usage; 3 it cannot be run here"""
BAR = 30
EVERY_S = 10.0


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "torture", help="kill a hall made for it again and again: nothing may be lost", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--kills", type=_count, default=50, metavar="N", help="default: 50")
    parser.add_argument(
        "--cuts", type=_count, default=500, metavar="N", help="power cuts (default: 500)"
    )
    parser.add_argument(
        "--seed", type=int, default=None, help="the same choices each time; the report names it"
    )
    parser.add_argument(
        "--database", default="", metavar="URL", help="a PostgreSQL server (default: SQLite)"
    )
    parser.add_argument(
        "--processes", type=_count, default=1, metavar="N", help="servers on one PostgreSQL"
    )
    parser.add_argument("--mode", choices=("eventlet", "threading"), default="eventlet")
    parser.add_argument(
        "--agents",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="printer and its agent",
    )
    parser.add_argument(
        "--warm",
        action="store_true",
        help="fork servers from a process that has imported everything",
    )
    parser.add_argument("--report", type=Path, metavar="FILE.md", help="write the report there")
    parser.add_argument("--json", action="store_true", help="the report as JSON, nothing else")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="an empty folder, or one of a torture before"
    )
    parser.add_argument(
        "--keep", action="store_true", help="leave the temporary folder: ledger, logs, database"
    )
    parser.set_defaults(run=run)


def _count(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError("a whole number")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """0 when nothing was lost."""
    from queue_server.torture.hall import NotOurs

    if args.processes != 1 and not args.database:
        raise Stop("--processes: one file of SQLite belongs to one process; give --database", USAGE)
    if args.database and not args.database.startswith("postgresql"):
        raise Stop("--database: postgresql://user@host/name", USAGE)
    folder = args.folder or Path(tempfile.mkdtemp(prefix="satupintu-torture-"))
    seed = secrets.randbelow(10**6) if args.seed is None else args.seed
    try:
        told = _tortured(args, folder.resolve(), seed)
    except NotOurs as error:
        raise Stop(
            f"--folder: {error} holds something that no torture made. Give an empty one.", CANNOT
        ) from None
    except OSError as error:
        raise Stop(f"--folder: {folder}: {error.strerror or error}", CANNOT) from error
    finally:
        if args.folder is None and not args.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return _tell(args, told, folder)


def _tortured(args: argparse.Namespace, folder: Path, seed: int) -> dict[str, Any]:
    from queue_server.torture import report, torment
    from queue_server.torture.hall import own_folder
    from queue_server.torture.site import Options

    options = Options(
        folder=folder, seed=seed, mode=args.mode, database=args.database, processes=max(1, args.processes),
        agents=args.agents, warm=args.warm,
    )  # fmt: skip
    own_folder(folder)
    cuts = {} if args.database or not args.cuts else _power_cuts(folder / "power", args.cuts, seed)
    result = torment.Result(seed=seed)
    if args.kills:
        result = torment.torment(options, kills=args.kills, tell=_Bar(args.kills))
    asked = {
        "mode": args.mode,
        "database": "PostgreSQL" if args.database else "SQLite",
        "processes": args.processes,
    }
    return report.plain(result, cuts, asked)


def _power_cuts(folder: Path, most: int, seed: int) -> dict[str, Cuts]:
    from queue_server.torture import powercut
    from queue_server.torture.tape import CannotRecord

    try:
        return powercut.all_of_it(folder, most=most, seed=seed, tell=_Bar(most, "power cuts").step)
    except CannotRecord as error:
        sys.stderr.write(
            f"power cuts are left out: the SQLite of this Python cannot be recorded ({error})\n"
        )
        return {}


class _Bar:
    """How far it is, on stderr: a line written over on a terminal, else one every ten seconds."""

    def __init__(self, all: int, what: str = "kills") -> None:
        self._all, self._what = all, what
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, result: Result) -> None:
        counts = result.counts
        more = (
            f"{counts['numbers']} numbers, {counts['calls']} calls, {len(result.faults)} violations"
        )
        self.step(done, self._all, more)

    def step(self, done: int, all: int, more: str = "") -> None:
        """``done`` of ``all``."""
        on_terminal, now = sys.stderr.isatty(), time.monotonic()
        if not on_terminal and now - self._last < EVERY_S and done < all:
            return
        self._last = now
        left = (now - self._began) / done * (all - done)
        bar = "#" * (BAR * done // all)
        line = f"[{bar:.<{BAR}}] {done}/{all} {self._what}  {more}  {left:.0f} s left"
        sys.stderr.write(f"\r\033[K{line}" if on_terminal else line + "\n")
        if on_terminal and done == all:
            sys.stderr.write("\n")
        sys.stderr.flush()


def _tell(args: argparse.Namespace, told: dict[str, Any], folder: Path) -> int:
    from queue_server.torture import report

    text = report.markdown(told)
    if args.report:
        report.keep(text, args.report)
    say(json.dumps(told) if args.json else text)
    if args.keep and not args.json:
        say(f"Everything lies in {folder}.")
    return DONE if told["ok"] else REFUSED
