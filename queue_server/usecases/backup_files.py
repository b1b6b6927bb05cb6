"""How files come into a copy of the hall, as they are or encrypted, and out of it again.

Encrypted, a file has ``.vault`` behind its name, and pictures and films the key's name too. What is not yet, or no
more, encrypted lies in a folder on the hall's own disk, never on the stick.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from queue_server.storage import backup, vault_keys
from queue_server.storage.backup import NotSound

if TYPE_CHECKING:
    from queue_server.usecases.backups import Copy

MEDIA: Final = "media"
SEALED: Final = ".vault"
OPEN: Final = "backup-open"
"""In the data folder: copies on their way into the vault or out of it."""
ENCRYPTED_TO: Final = "encrypted_to"
"""In a manifest: the name of the key, missing in one of a copy that everybody can read."""
UNTOLD: Final = "a key that only the file names"
Json = dict[str, Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Safe:
    """Copies are encrypted to ``public``, its other half is somewhere else. ``folder``: on the hall's own disk."""

    public: bytes
    folder: Path

    @property
    def key(self) -> str:
        return vault_keys.name_of(self.public)

    def put(self, source: Path, target: Path, *, gently: bool = False) -> Json:
        """Encrypt a file and read what was written again. Raises NotSound, OSError."""
        from queue_server.storage import vault

        written = vault.seal(source, target, public=self.public, gently=gently)
        found = facts(target)
        if found != written._asdict():
            raise NotSound(f"{target.name} is not read as it was written: is the disk or stick well?")  # fmt: skip
        return found


def facts(file: Path) -> Json:
    """What a manifest tells of a file."""
    return {"bytes": file.stat().st_size, "sha256": backup.digest(file)}


def put(safe: Safe | None, source: Path, target: Path) -> Json:
    """Bring a file into a copy; what the manifest tells of it."""
    if safe:
        return safe.put(source, target)
    backup.carry(source, target)
    return facts(target)


def carry_media(
    safe: Safe | None, source: Path, folder: Path, names: Iterable[str], known: Mapping[str, Json]
) -> dict[str, Json]:
    """Bring into ``folder`` what is not there yet; a file that was removed meanwhile belongs to no copy. ``known`` is
    what earlier manifests tell of their files.
    """
    carried: dict[str, Json] = {}
    for name in names:
        there = source / name
        if not there.is_file():
            continue
        (folder / MEDIA).mkdir(exist_ok=True, mode=0o700)
        called = f"{MEDIA}/{name}" + (f".{safe.key}{SEALED}" if safe else "")
        told = known.get(called) if safe else _plain(there)
        here = folder / called
        if told is None or not here.is_file() or here.stat().st_size != told["bytes"]:
            here.unlink(missing_ok=True)
            told = put(safe, there, here)
        carried[called] = told if safe else _plain(here)
    if carried:
        backup.sync(folder / MEDIA)
    return carried


def _plain(file: Path) -> Json:
    """A picture or film has its name of its content."""
    return {"bytes": file.stat().st_size, "sha256": file.name.partition(".")[0]}


@contextmanager
def lying_open(data: Path) -> Iterator[Path]:
    """A folder of the owner alone on the hall's own disk, empty at the beginning and gone at the end. One at a time.

    Raises Underway.
    """
    from queue_server.usecases.backups import turn

    with turn(data, OPEN):
        folder = data / OPEN
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def plain_name(name: str, key: str) -> str:
    """What a file of an encrypted copy was called."""
    return name.removesuffix(SEALED).removesuffix(f".{key}")


def opened(
    copy: Copy, private: bytes, into: Path, *, wanted: Callable[[str], bool] = lambda name: True,
    told: Progress = lambda done, all: None,
) -> Copy:  # fmt: skip
    """The encrypted ``copy`` with its files decrypted in ``into``, those that are ``wanted`` by their plain names and
    the database. Raises NotSound, OSError.
    """
    from queue_server.storage import vault

    key, folder = str(copy.told[ENCRYPTED_TO]), copy.folder
    database = plain_name(copy.told["database"], key)
    files: dict[str, Json] = {}
    for sealed in copy.told["files"]:
        name = plain_name(sealed, key)
        if name != database and not wanted(name):
            continue
        (into / name).parent.mkdir(exist_ok=True, mode=0o700)
        try:
            files[name] = vault.unseal(
                folder / sealed, into / name, private=private, told=told
            )._asdict()
        except NotSound as error:
            raise NotSound(f"{sealed}: {error}") from error
        if name.startswith(f"{MEDIA}/") and not name.startswith(f"{MEDIA}/{files[name]['sha256']}"):
            raise NotSound(f"{sealed}: it is another picture or film than its name says")
    plain = {name: value for name, value in copy.told.items() if name != ENCRYPTED_TO}
    if key == UNTOLD and database.endswith(".db"):
        plain |= asdict(backup.check(into / database))
    return replace(copy, told=plain | {"database": database, "files": files}, moved_to=into)
