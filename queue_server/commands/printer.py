"""``satupintu printer doctor``: a printer is examined on site. The work is done beside the printer's own code."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from queue_server.commands.common import REFUSED, USAGE, Stop, configured

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = """examples:
  ./run printer doctor kiosk-1                   prints a test paper, asks what came out, says what to write
  ./run printer doctor kiosk-1 --yes             measures what can be measured, asks nobody
  ./run printer doctor kiosk-1 --json --no-print a report for programs, without paper

exit codes: 0 all is well, 1 something needs attention, 2 wrong usage or config.yaml, 4 the printer is not reachable"""


def add_to(commands: Any) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    printer = commands.add_parser(
        "printer", help="examine a printer on site", epilog=EXAMPLES, formatter_class=raw
    )
    inner = printer.add_subparsers(dest="what", required=True, metavar="doctor")
    doctor = inner.add_parser(
        "doctor", help="what it can do, what to write", epilog=EXAMPLES, formatter_class=raw
    )
    doctor.add_argument("name", help="as under printers: in config.yaml")
    doctor.add_argument("--json", action="store_true", help="a report for programs; asks nobody")
    doctor.add_argument("--yes", action="store_true", help="take what can be measured, ask nobody")
    doctor.add_argument("--no-print", action="store_true", help="use no paper")
    doctor.add_argument("--lang", choices=("id", "en", "both"), default="both")
    doctor.set_defaults(run=examine)


def examine(args: argparse.Namespace) -> int:
    """The doctor's own exit code."""
    from queue_server.config.machines import device_settings

    printers = device_settings(configured(args))["printer"]
    if args.name not in printers:
        known = ", ".join(printers) or "none"
        raise Stop(f"printers.{args.name}: not in {args.config}; there are {known}.", USAGE)
    words = [sys.executable, "-m", "printer.doctor", "--settings", "-", "--lang", args.lang]
    for name in ("json", "yes", "no_print"):
        words += [f"--{name.replace('_', '-')}"] if getattr(args, name) else []
    settings = json.dumps({"name": args.name, **printers[args.name]})
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(
            words, input=settings, text=True, env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return REFUSED
