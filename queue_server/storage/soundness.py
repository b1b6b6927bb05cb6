"""Whether the files of a hall are whole enough to open. SQLite opens an empty file as a new hall, and reads a damaged
write-ahead log up to the damage without a word: numbers that visitors hold would be given again.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why

HEADER, FRAME, INDEX = 32, 24, 48
LITTLE, BIG = 0x377F0682, 0x377F0683
RESTORE: Final = (
    "Nothing was changed. Keep a copy of the folder and restore a backup: satupintu restore"
)


def look_before(file: Path) -> None:
    """Raises DatabaseBusy when the database has gone or is empty though there was a hall here, or its log has gone."""
    wal, shm = Path(f"{file}-wal"), Path(f"{file}-shm")
    if not file.exists() or file.stat().st_size == 0:
        is_new = not any((file.parent / "keys").glob("*-*")) and not _size(wal)
        if not is_new:
            what = "is empty" if file.exists() else "is gone"
            begin = f"To begin a new hall, move {file.parent} away."
            raise DatabaseBusy(
                reason=f"{file} {what}, but there was a hall. {RESTORE}. {begin}", why=Why.GONE
            )
    elif not wal.exists() and _index(shm)[1] > 0:
        raise DatabaseBusy(
            reason=f"{wal} is gone, with the last numbers in it. {RESTORE}.", why=Why.GONE
        )
    elif _size(wal) > HEADER and not _has_header(wal) and not _is_folded(file, wal):
        raise DatabaseBusy(reason=f"{wal} is damaged at its beginning. {RESTORE}.", why=Why.DAMAGED)
    elif wal.exists() and _size(wal) < _index(shm)[0]:
        raise DatabaseBusy(reason=f"{wal} was truncated. {RESTORE}.", why=Why.DAMAGED)


def look_after(file: Path) -> None:
    """Once SQLite has read it, and let go of it again: raises DatabaseBusy when commits stand in the log behind what it
    could read. Never while this process has it open: closing a file ends all locks that SQLite holds on it.

    A power cut tears the last transaction at most, for each one was on disk before the next began. So a transaction
    that goes on behind the end of another one, both behind the end, was given out and is damaged.
    """
    wal = Path(f"{file}-wal")
    if _size(wal) <= HEADER or not _has_header(wal):
        return
    raw = wal.read_bytes()
    magic, _, page = struct.unpack_from(">III", raw)
    salts, size = raw[16:24], FRAME + page
    for at in range(HEADER + size * _frames_read(file), len(raw) - 2 * size + 1, size):
        after = at + size
        ends = raw[at + 4 : at + 8] != b"\0\0\0\0"
        # Both: a torn frame's head may stand before frames of the log that was here before and is folded in.
        ours = raw[at + 8 : at + 16] == salts == raw[after + 8 : after + 16]
        if ends and ours and _follows(raw, at, after, page, magic):
            raise DatabaseBusy(
                reason=f"{wal} is damaged in the middle: commits behind it cannot be read. {RESTORE}.",
                why=Why.DAMAGED,
            )


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _index(shm: Path) -> tuple[int, int]:
    """What SQLite has written beside the log, each time after a commit was on disk: how long the log was at least, in
    bytes, and how many commits' frames of it are not in the database yet. Zeros when it is no good.
    """
    if _size(shm) < 2 * INDEX + 4:
        return 0, 0
    with shm.open("rb") as file:
        one, two = file.read(INDEX), file.read(INDEX)
        folded = struct.unpack("=I", file.read(4))[0]
    page, frames = struct.unpack_from("=HI", one, 14)
    if one != two or not frames:
        return 0, 0
    return HEADER + frames * (FRAME + (page if page != 1 else 65536)), frames - folded


def _has_header(wal: Path) -> bool:
    """Whether the log begins as it should; one of nothing but zeros was never written."""
    with wal.open("rb") as file:
        head = file.read(HEADER)
        if not any(head):
            return not any(file.read())
    magic = struct.unpack_from(">I", head)[0]
    return magic in (LITTLE, BIG) and _sum(head[:24], (0, 0), magic) == _stored(head, 24)


def _is_folded(file: Path, wal: Path) -> bool:
    """Whether every commit of a log without a beginning is in the database. It is when the power went while SQLite
    wrote a new beginning over a log that it had folded in: then nothing is lost.
    """
    with file.open("rb") as database:
        head = database.read(18)
        page = {1: 65536}.get(size := int.from_bytes(head[16:18], "big"), size)
        raw, before, pages, held = wal.read_bytes(), 0, dict[int, int](), dict[int, int]()
        for at in range(HEADER, len(raw) - FRAME - page + 1, FRAME + page):
            if before and not any(
                _follows(raw, before, at, page, magic) for magic in (LITTLE, BIG)
            ):
                break
            number, ends = struct.unpack_from(">II", raw, at)
            held[number], before = at + FRAME, at
            if ends:
                pages |= held
        for number, at in pages.items():
            database.seek((number - 1) * page)
            if database.read(page) != raw[at : at + page]:
                return False
    return bool(pages)


def _frames_read(file: Path) -> int:
    """How many frames of the log SQLite takes for valid: it writes so into the index beside it."""
    with Path(f"{file}-shm").open("rb") as index:
        return int(struct.unpack_from("=I", index.read(24), 16)[0])


def _follows(raw: bytes, before: int, at: int, page: int, magic: int) -> bool:
    """Whether the frame at ``at`` was written right behind the one at ``before``: sums go on from frame to frame."""
    body = raw[at : at + 8] + raw[at + FRAME : at + FRAME + page]
    return _sum(body, _stored(raw, before + 16), magic) == _stored(raw, at + 16)


def _stored(raw: bytes, at: int) -> tuple[int, int]:
    one, two = struct.unpack_from(">II", raw, at)
    return one, two


def _sum(data: bytes, start: tuple[int, int], magic: int) -> tuple[int, int]:
    words = struct.unpack(f"{'>' if magic == BIG else '<'}{len(data) // 4}I", data)
    one, two = start
    for even, odd in zip(words[::2], words[1::2], strict=True):
        one = (one + even + two) & 0xFFFFFFFF
        two = (two + odd + one) & 0xFFFFFFFF
    return one, two
