"""What the commands share: where the config is, exit codes, saying things."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from queue_server.config import Config, load

DONE, REFUSED, USAGE, CANNOT = 0, 1, 2, 3
EXIT_CODES = (
    "exit codes: 0 done; 1 refused, the message says why; 2 wrong usage or faults in config.yaml; "
    "3 not possible now (port in use, data folder, database)"
)


class Stop(Exception):
    """End the command with a message and an exit code."""

    def __init__(self, message: str, code: int = REFUSED) -> None:
        super().__init__(message)
        self.code = code


def configured(args: argparse.Namespace) -> Config:
    """The checked config. Raises ConfigError."""
    return load(Path(args.config))


def data_folder(args: argparse.Namespace, config: Config) -> Path:
    """The data folder; a relative one lies beside config.yaml."""
    return (Path(args.config).resolve().parent / config.server.data).resolve()


def say(*lines: str) -> None:
    """Say something to the person at the keyboard."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def log_to_stderr() -> None:
    """One line per event, with the time; libraries only when they worry."""
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname).1s %(name)s: %(message)s",
        datefmt="%H:%M:%S",
    )  # fmt: skip
    for noisy in ("alembic", "engineio", "socketio", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
