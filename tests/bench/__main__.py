"""Measure the numbers of docs/benchmarks.md: a real server in a process of its own, the load in this one.

examples:
  ./run bench --list                              what there is, and how long it takes
  ./run bench issue next push                     these, as for the page
  ./run bench --quick                             all of the usual ones, short rounds
  ./run bench issue --compare HEAD~3 --pairs 5    paired with an earlier commit, on this machine, now
  ./run bench start issue --json figures.json     for programs
  ./run bench growth --write                      put the table into docs/benchmarks.md
  ./run bench soak --minutes 480                  a whole working day
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.bench import compare, measures, page
from tests.bench import hall as where
from tests.bench.length import Length
from tests.bench.page import Row
from tests.bench.parts import PARTS, Part

PAGE = where.ROOT / "docs" / "benchmarks.md"


def main() -> int:
    args = _arguments()
    if args.list:
        _list()
        return 0
    parts = [PARTS[name] for name in args.parts or [p.name for p in PARTS.values() if p.usual]]
    if args.compare:
        return compare.compare(args.compare, parts, pairs=args.pairs, quick=args.quick)
    where.tree = args.tree.resolve()
    machine = measures.machine() | {"commit": page.commit_of(where.tree)}
    command = " ".join(["./run bench", *sys.argv[1:]])
    length = Length(quick=args.quick, minutes=args.minutes)
    rows: list[Row] = []
    for part in parts:
        mine = []
        for row in part.run(length):
            mine.append(row)
            _say(page.line(row))
        if args.write:
            page.write(PAGE, part.name, mine, machine, command=_alone(part, args))
        rows += mine
    if args.json:
        told = page.document(rows, machine, command=command)
        args.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def _arguments() -> Any:
    text = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__, formatter_class=text)
    usual = "see --list; without any the usual ones"
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[*PARTS, []], help=usual)
    parser.add_argument("--only", nargs="+", choices=[*PARTS], default=[], help=argparse.SUPPRESS)
    parser.add_argument("--list", action="store_true", help="what can be measured")
    parser.add_argument(
        "--quick", action="store_true", help="short rounds: to look, not to publish"
    )
    parser.add_argument("--minutes", type=float, default=30, help="of the soak (30)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the plain numbers")
    parser.add_argument("--compare", metavar="REV", help="run REV and these sources in turn")
    parser.add_argument("--pairs", type=int, default=4, help="so often each (4)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")  # fmt: skip
    parser.add_argument("--tree", type=Path, default=where.ROOT, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.parts = [*args.parts, *args.only]
    if args.write and args.quick:
        parser.error("short rounds are not for the page: --write without --quick")
    return args


def _list() -> None:
    for part in PARTS.values():
        hints = [f"{part.takes:g} min", f"--quick {part.quick:g}"]
        hints += [] if part.usual else ["only when named"]
        hints += [] if part.paired else ["no --compare"]
        _say(f"{part.name:11} {part.about} ({'; '.join(hints)})")


def _alone(part: Part, args: Any) -> str:
    """The command that measures this part alone."""
    minutes = f" --minutes {args.minutes:g}" if part.name == "soak" and args.minutes != 30 else ""
    return f"./run bench {part.name}{minutes}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
