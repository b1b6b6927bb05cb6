"""The hall that is tortured: small, made up, in a folder and on ports of its own."""

from __future__ import annotations

import secrets
import shutil
import socket
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import yaml

MARK: Final = "torture-hall"
"""A file of this name says that a folder is ours to hurt."""
SERVICES: Final = {
    "KTP": ("A", "A"), "KK": ("A", "A"), "SIM": ("D", "A"), "PASPOR": ("F", "B"), "NIKAH": ("K", "B"),
}  # fmt: skip
"""Code: (prefix, zone); two services share a series of numbers."""
COUNTERS: Final = {
    "1": ("A", ["KTP", "KK"]), "2": ("A", ["KTP", "KK", "SIM"]), "3": ("A", ["SIM", "KK"]),
    "4": ("B", ["PASPOR"]), "5": ("B", ["NIKAH", "PASPOR"]),
}  # fmt: skip
KIOSKS: Final = ("kiosk-1", "kiosk-2", "kiosk-3")
PRINTS: Final = "kiosk-1"
"""The kiosk that has a printer; the others are paperless, and quick."""
SCREENS: Final = {"lobby": "A", "stairs": "A", "upstairs": "B"}


class NotOurs(Exception):
    """The folder holds something that no torture made."""


def own_folder(folder: Path) -> Path:
    """The folder, made, emptied and marked as ours. Raises NotOurs when it holds anything else, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise NotOurs(str(folder))
    for left in folder.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()
    (folder / MARK).touch()
    return folder


def free_port() -> int:
    """A port of this machine that nobody listens on, and that no outgoing connection is given by the system: it must
    still be free when a server that was killed starts again.
    """
    while True:
        with socket.socket() as probe:
            port = secrets.randbelow(12_000) + 20_000
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def morning() -> str:
    """A time zone in which it is about eight in the morning, so that no day ends meanwhile."""
    ahead = (8 - datetime.now(UTC).hour) % 24
    ahead = ahead - 24 if ahead > 12 else ahead
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def write_config(
    folder: Path, name: str, *, port: int, data: Path, mode: str, database: str, printer: Mapping[str, Any] | None
) -> Path:  # fmt: skip
    """The config.yaml of one server of the hall."""
    text = {"id": "x"}
    config: dict[str, Any] = {
        "server": {
            "host": "127.0.0.1", "port": port, "public_url": f"http://127.0.0.1:{port}", "data": str(data),
            "database": database, "mode": mode,
        },
        "site": {"code": "SIKSA", "name": {"id": "Gedung uji"}, "time_zone": morning(), "languages": ["id"]},
        "hours": "always",
        "rules": {"estimates_after": 0, "rounds": 2},
        "priorities": {"lansia": {"name": {"id": "Lansia"}}},
        "zones": {zone: {"name": text} for zone in ("A", "B")},
        "agencies": {
            "DUKCAPIL": {"name": text}, "POLRES": {"name": text}, "IMIGRASI": {"name": text}, "KEMENAG": {"name": text},
        },
        "services": {
            code: {"prefix": prefix, "agency": AGENCIES[prefix], "zone": zone, "name": {"id": code}}
            for code, (prefix, zone) in SERVICES.items()
        },
        "counters": {
            code: {"name": {"id": f"Loket {code}"}, "zone": zone, "services": list(services)}
            for code, (zone, services) in COUNTERS.items()
        },
        "kiosks": {name: {"printer": PRINTS if printer and name == PRINTS else "none"} for name in KIOSKS},
        "printers": {PRINTS: dict(printer)} if printer else {},
        "tickets": {"expires_s": 3600},
        "displays": {name: {"zone": zone} for name, zone in SCREENS.items()},
        "speech": {"engine": "none"},
        "backup": {"every_min": 0},
    }  # fmt: skip
    file = folder / f"{name}.yaml"
    file.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True))
    return file


AGENCIES: Final = {"A": "DUKCAPIL", "D": "POLRES", "F": "IMIGRASI", "K": "KEMENAG"}
