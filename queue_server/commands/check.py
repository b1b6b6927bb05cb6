"""``satupintu check-config`` and ``satupintu migrate``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from queue_server.commands.common import (
    DONE,
    USAGE,
    configured,
    data_folder,
    log_to_stderr,
    say,
)
from queue_server.config import ConfigError, load
from queue_server.config.advice import warnings

FONTS = (
    *(
        f"atkinson-hyperlegible-next-latin-{weight}-normal.woff2"
        for weight in (400, 500, 600, 700, 800)
    ),
    *(f"b612-latin-{weight}-normal.woff2" for weight in (400, 700)),
)
VENDOR = Path(__file__).parent.parent / "static" / "vendor"


def add_to(commands: Any) -> None:
    check = commands.add_parser("check-config", help="tell every fault of config.yaml at once")
    check.add_argument(
        "--json", action="store_true", help="machine-readable: {path, faults[], advice[]}"
    )
    check.set_defaults(run=check_config)
    migrate = commands.add_parser(
        "migrate", help="bring the database to this release (serve does it by itself, too)"
    )
    migrate.set_defaults(run=run_migrate)


def check_config(args: argparse.Namespace) -> int:
    """0 when the config is good and the browser assets are there, else 2. Advice changes nothing of that."""
    faults: list[str] = []
    advice: list[str] = []
    try:
        advice = warnings(load(Path(args.config)))
    except ConfigError as error:
        faults = error.faults
    faults += missing_assets()
    if args.json:
        say(json.dumps({"path": args.config, "faults": faults, "advice": advice}))
    elif faults:
        say(f"{args.config}: {len(faults)} fault(s)", *(f"  {fault}" for fault in faults))
    else:
        say(f"{args.config}: all well", *(f"  Saran: {line}" for line in advice))
    return USAGE if faults else DONE


def missing_assets(vendor: Path = VENDOR) -> list[str]:
    """A line for each font or script that set-up should have brought: screens and tickets are wrong without them."""
    wanted = (*FONTS, "socket.io.esm.min.js")
    return [
        f"{name} is missing in queue_server/static/vendor: ./run fetches it"
        for name in wanted
        if not (vendor / name).is_file()
    ]


def run_migrate(args: argparse.Namespace) -> int:
    """Migrate while the server is off."""
    from queue_server import main
    from queue_server.commands.door import opened

    config = configured(args)
    data = data_folder(args, config)
    log_to_stderr()  # years of rows take a while
    with opened(data, config):
        main.open_database(config, data).close()
    say("The database is up to date.")
    return DONE
