"""What the person who sets up a screen may say on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

ENDED, WRONG_ARGUMENTS, CANNOT, CHROMIUM_ENDED = 0, 2, 3, 4
WHAT: Final = {
    "display": "the TV of a zone",
    "kiosk": "the touchscreen where visitors take numbers",
}

EPILOG = """\
examples:
  python -m {role} --server http://192.168.1.10:8080 --name {example}
  python -m {role} --server http://192.168.1.10:8080 --monitor 2 --state /var/lib/satupintu/{example}
  python -m {role} --server http://127.0.0.1:8080 --token-file data/keys/{role}-{example}
  python -m {role} --server https://antrean.lan:8080 --ca ca.pem --name {example}
  python -m {role} --server https://antrean.lan:8080 --ca ca.pem --write-policy - > satupintu.json

On its first start the screen shows a code. Type it on the admin page: Perangkat, Pasangkan layar. The token is kept in
the state folder, readable by its owner alone; when it is revoked the screen shows a new code.

exit codes:
  0  stopped by SIGTERM or Ctrl-C
  2  wrong arguments
  3  cannot start: no Chromium, a state folder that cannot be used, started as root
  4  Chromium ended, with --once
A server that is away, a crash and a frozen page end nothing: they are logged and healed.
"""


@dataclass(frozen=True, kw_only=True)
class Options:
    """``state`` holds the token and the browser's profile; ``look_s`` is how often the page is looked at."""

    role: str
    server: str
    name: str = ""
    monitor: int = 0
    state: Path
    chromium: str = ""
    token_file: Path | None = None
    ca: Path | None = None
    write_policy: str = ""
    once: bool = False
    headless: bool = False
    look_s: float = 10.0


def read(role: str, given: Sequence[str]) -> Options:
    """The options, or an exit with words for the person who typed."""
    example = {"display": "lobby", "kiosk": "kiosk-1"}[role]
    parser = argparse.ArgumentParser(
        prog=f"python -m {role}",
        description=f"Show {WHAT[role]} full screen, and keep it there.",
        epilog=EPILOG.format(role=role, example=example),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--server", required=True, metavar="URL", type=_server, help="the hall's server")
    add("--name", default="", help="the name in config.yaml that it asks for when it is paired")
    add(
        "--monitor",
        type=_positive,
        default=0,
        metavar="N",
        help="the N-th connected monitor of X (the main one)",
    )
    add(
        "--state",
        type=Path,
        metavar="DIR",
        help=f"folder for token and profile (data/launcher/NAME, or /{role})",
    )
    add("--token-file", type=Path, metavar="FILE", help="a token that was made by hand")
    add(
        "--ca", type=Path, metavar="FILE", help="the hall's certificate authority (or SATUPINTU_CA)"
    )
    add("--write-policy", default="", metavar="FILE",
        help="write Chromium's policy for this server, and end; - writes it here")  # fmt: skip
    add("--chromium", default="", metavar="PATH", help="the browser (the first one of the PATH)")
    add("--once", action="store_true", help="end when Chromium ends, instead of starting it again")
    add("--headless", action="store_true", help="without a screen, to try it")
    add("--look-every", type=float, default=10.0, metavar="SECONDS", dest="look_s",
        help="how often the page is asked whether it is alive (10)")  # fmt: skip
    told = parser.parse_args(given)
    if told.look_s < 0.2:
        parser.error("argument --look-every: at least 0.2 seconds")
    values = vars(told) | {"state": told.state or Path("data") / "launcher" / (told.name or role)}
    return Options(role=role, **values)


def _server(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise argparse.ArgumentTypeError("an address like http://192.168.1.10:8080")
    return f"{parts.scheme}://{parts.netloc}"


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("1 for the first monitor, 2 for the second")
    return int(text)
