"""What the commands share: where the config is, exit codes, saying things."""

from __future__ import annotations

import argparse
import errno
import logging
import sys
from pathlib import Path
from typing import Final

from queue_server.commands.logs import OneLine
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


NO_PLACE: Final = frozenset(
    {
        errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO,
        errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.ENOENT, errno.ENAMETOOLONG,
    }
)  # fmt: skip


def no_place(error: OSError, data: Path) -> Stop:
    """The data folder cannot be used, and why."""
    taken = error.errno in (errno.EEXIST, errno.ENOTDIR)
    why = "it is not a folder" if taken else error.strerror
    return Stop(f"server.data: {data} cannot be used: {why}.", CANNOT)


def port_in_use(port: int) -> str:
    """What is said when another program listens there."""
    return f"server.port: {port} is in use. Stop what uses it, or choose another (SATUPINTU_PORT={port + 1} ./run)."


def reachable(host: str) -> str:
    """The address at which this machine reaches a server that listens on ``host``, as it stands in a URL."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{near}]" if ":" in near else near


def say(*lines: str) -> None:
    """Say something to the person at the keyboard."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def log_to_stderr() -> None:
    """One line per event, with the time; libraries only when they worry."""
    to_stderr = logging.StreamHandler(sys.stderr)
    to_stderr.setFormatter(
        OneLine("%(asctime)s %(levelname).1s %(name)s: %(message)s", datefmt="%H:%M:%S")
    )
    logging.basicConfig(level=logging.INFO, handlers=[to_stderr])
    for noisy in ("alembic", "engineio", "socketio", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
