"""Where copies of the hall of a config lie, and what belongs to them."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from queue_server.config.backup import UPGRADING
from queue_server.config.models import Config
from queue_server.storage import opening, vault_keys
from queue_server.storage.backup import NoTools
from queue_server.usecases import backups
from queue_server.usecases.backup_files import Safe
from queue_server.usecases.backups import CannotBackUp, Hall

log = logging.getLogger(__name__)


def hall_of(config: Config, data: Path) -> Hall:
    """What belongs to the hall of ``config``. Raises CannotBackUp when its copies cannot be encrypted as it says."""
    url = config.server.database
    dump = None
    if url != "sqlite":
        from queue_server.storage import backup_postgresql

        dump = lambda target: backup_postgresql.dump(url, target)  # noqa: E731
    return Hall(
        site=config.site.code, database=data / opening.FILE, media=data / "media", config=config.backup.config_file,
        version=version(), dump=dump, safe=_safe(config, data),
    )  # fmt: skip


def _safe(config: Config, data: Path) -> Safe | None:
    """Whose key is gone gets no copy: one that everybody can read is not what was asked for."""
    file = config.backup.public_half
    if file is None:
        return None
    if fault := config.backup.fault():
        raise CannotBackUp(fault)
    return Safe(vault_keys.read(file, kind=vault_keys.PUBLIC), data)


def version() -> str:
    """The release, as CHANGELOG names it."""
    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    return str(told["project"]["version"])


def folder_of(config: Config, data: Path, to: str | None = None) -> Path:
    """Where copies lie. One inside the data folder is made; another one, of a disk or a stick, must be there."""
    own = Path(config.backup.folder)
    folder = Path(to).absolute() if to else own if own.is_absolute() else data / own
    try:
        if not to and not own.is_absolute() and data.is_dir():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not folder.is_dir():
            raise CannotBackUp(f"the folder {folder} is not there (is the disk or stick in?)")
    except OSError as error:
        raise CannotBackUp(f"{folder}: {error.strerror}") from error
    return folder


@contextmanager
def upgrading(config: Config, data: Path) -> Iterator[Callable[[str], None]]:
    """While the database is opened: what copies it as the release before left it, into the data folder. Told its
    revision, it may raise CannotBackUp: without a copy nothing is changed, an upgrade is the moment when one is needed.
    """
    mark = data / UPGRADING

    def copied(revision: str) -> None:
        folder = data / "backup"
        try:
            mark.write_text(revision)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise CannotBackUp(f"{error.filename or folder}: {error.strerror}") from error
        why = f"before the upgrade of {revision}"
        log.info("database of an earlier release (%s): it is copied, then upgraded", revision)
        try:
            backups.make(hall_of(config, data), folder, at=datetime.now(UTC), why=why, gently=False)
        except CannotBackUp as error:
            if not isinstance(error.__cause__, NoTools):
                raise
            log.warning("upgraded without a copy: %s", error)  # its database has keepers of its own

    try:
        yield copied
    finally:
        with suppress(OSError):
            mark.unlink(missing_ok=True)
