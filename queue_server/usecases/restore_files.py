"""The files of a restore: the copy is made ready beside the database, then takes its place; nothing is thrown away."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from queue_server.storage import backup, opening
from queue_server.usecases import backup_files, backups
from queue_server.usecases.backup_files import ENCRYPTED_TO, MEDIA
from queue_server.usecases.backups import Copy
from queue_server.usecases.restore import Sources

READY: Final = "hall.db.restoring"
REPLACED: Final = "replaced-"
BESIDE: Final = ("", "-wal", "-shm", "-journal")
LOOKED_AT: Final = 3
"""So many databases that were replaced earlier are asked, too."""


def loose(file: Path) -> Copy:
    """A database file without a manifest, taken for what it is; its time is the file's. Raises NotSound, OSError."""
    return Copy(file, _told_by_itself(file) | asdict(backup.check(file)))


def loose_sealed(file: Path) -> Copy:
    """An encrypted database file whose manifest was lost; what it holds is told when it is opened."""
    files = {file.name: backup_files.facts(file)}
    return Copy(file, _told_by_itself(file) | {"files": files, ENCRYPTED_TO: backup_files.UNTOLD})


def _told_by_itself(file: Path) -> dict[str, Any]:
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat()
    return {"at": at, "why": "a file", "version": "", "database": file.name, "files": {}}


def make_ready(copy: Copy, data: Path) -> Path:
    """The copy's database beside the one it will replace. Raises OSError."""
    ready = data / READY
    put_away(data)
    if copy.moved_to:  # it was decrypted on this disk already
        copy.database.rename(ready)
    else:
        backup.carry(copy.database, ready)
    return ready


def put_away(data: Path) -> None:
    """Nothing is restored after all."""
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            (data / (READY + ending)).unlink()


def take_place(data: Path, *, at: datetime) -> Path:
    """Let what was made ready be the database; returns the folder of the one before. Killed at any point, the hall
    does not open until it is said again.
    """
    mark = data / opening.UNFINISHED
    mark.write_text(at.isoformat())
    backup.sync(mark)
    backup.sync(data)
    kept = folder_for_replaced(data, at=at)
    # The log goes with its file: beside another one it would be taken for that one's.
    for ending in BESIDE:
        file = data / (opening.FILE + ending)
        if file.exists():
            file.rename(kept / file.name)
    backup.sync(kept)
    backup.sync(data)
    (data / READY).rename(data / opening.FILE)
    backup.sync(data)
    return kept


def finish(data: Path) -> None:
    """The hall may open again."""
    (data / opening.UNFINISHED).unlink(missing_ok=True)
    backup.sync(data)


def folder_for_replaced(data: Path, *, at: datetime) -> Path:
    """A new folder for what was there before."""
    plain = f"{REPLACED}{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (plain, *(f"{plain}-{n}" for n in range(2, 100)))
    folder = next(data / name for name in names if not (data / name).exists())
    folder.mkdir(mode=0o700)
    return folder


def bring_media(copy: Copy, data: Path) -> int:
    """Pictures and films of the copy that are not there; what is there stays. Returns how many came."""
    brought = 0
    for name in copy.told["files"]:
        if name.startswith(f"{MEDIA}/") and not (data / name).exists():
            (data / MEDIA).mkdir(exist_ok=True)
            backup.carry(copy.folder / name, data / name)
            brought += 1
    return brought


def sources(
    data: Path, folders: Iterable[Path], typed: dict[str, int], *, in_place: bool
) -> Sources:
    """Who is asked in this data folder. ``folders`` hold copies; ``in_place``: the database itself is the copy."""
    replaced = sorted(data.glob(f"{REPLACED}*/{opening.FILE}"))[-LOOKED_AT:]
    live = () if in_place else (data / opening.FILE,)
    manifests = [copy.told for folder in folders for copy in backups.every(folder)]
    return Sources(
        databases=tuple(file for file in (*live, *replaced) if file.exists()),
        printers=tuple(sorted((data / "printer").glob("*/journal.sqlite"))),
        announcer=data / "announcer" / "said.json", sounds=data / "sound", manifests=tuple(manifests), typed=typed,
    )  # fmt: skip
