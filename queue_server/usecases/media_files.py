"""Files of media on their way in: to disk in small pieces, looked at, pictures drawn anew, named by their content.

Nothing is held in memory whole but a picture while it is drawn, one at a time. What is refused leaves nothing behind.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.media import LARGEST, MEGABYTE, MediaKind, NoRoom, NotAVideo, TooLarge
from queue_server.domain.media_content import (
    HEAD_BYTES,
    MP4,
    Content,
    check_mp4,
    check_webm,
    content_of,
)
from queue_server.usecases.media_picture import drawn_anew

Offload = Callable[..., Any]
PART = ".part"
ROOM_KEPT = 256 * MEGABYTE
"""Media never takes the disk's last part: without room no number can be given."""
SYNC_EVERY = 4 * MEGABYTE
"""A commit that comes upon a hundred unwritten megabytes would wait for all of them."""
LARGEST_MOOV = 32 * MEGABYTE
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_drawing = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A good file that is durably on disk beside its final place; ``file`` is the name it will have."""

    part: Path
    file: str
    content: Content
    bytes: int
    width: int | None = None
    height: int | None = None


@contextmanager
def received(
    folder: Path, pieces: Iterable[bytes], *, length: int, said: str, offload: Offload
) -> Iterator[Kept]:
    """The file whose ``length`` bytes come as ``pieces``, until the context is left; ``said`` is the type its sender
    claims. Raises NotAPicture, NotAVideo, TooLarge, NoRoom, DatabaseBusy. What ``pieces`` raises of its sender is no
    OSError: that is the disk's.
    """
    part = folder / f"{secrets.token_hex(8)}{PART}"
    anew = part.with_suffix(f".anew{PART}")
    try:
        with disk():
            folder.mkdir(parents=True, exist_ok=True)
            _must_have_room(folder, length)
            content, digest = _write(part, pieces, said=said, offload=offload)
            if content.kind is MediaKind.VIDEO:
                offload(_check_video, part, content)
                kept = _kept(part, content, digest)
            else:
                with _drawing:
                    width, height = offload(drawn_anew, part, anew, content)
                kept = _kept(anew, content, offload(_digest, anew), width=width, height=height)
        yield kept
    finally:
        for left in (part, anew):
            with suppress(OSError):
                left.unlink()


def put_in_place(folder: Path, kept: Kept) -> None:
    """Give the file its name. The same content has the same name: it is there once."""
    with disk():
        kept.part.replace(folder / kept.file)
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


@contextmanager
def disk() -> Iterator[None]:
    """Troubles of the disk as refusals: NoRoom when it is full, else DatabaseBusy."""
    try:
        yield
    except OSError as error:
        refusal = NoRoom if error.errno in FULL else DatabaseBusy
        raise refusal(reason=f"media: {error.strerror}") from error


def _must_have_room(folder: Path, length: int) -> None:
    if shutil.disk_usage(folder).free - length < ROOM_KEPT:
        raise NoRoom(reason="media: too little would be left for the tickets")


def _write(
    part: Path, pieces: Iterable[bytes], *, said: str, offload: Offload
) -> tuple[Content, str]:
    """Write and hash. The first piece says what it is and so how large it may be."""
    content, size, hashed = None, 0, hashlib.sha256()
    with part.open("xb", buffering=0) as out:
        for piece in pieces:
            content = content or content_of(piece[:HEAD_BYTES], said=said)
            size += len(piece)
            if size > LARGEST[content.kind]:
                raise TooLarge(kind=content.kind.value, largest=LARGEST[content.kind])
            due = size // SYNC_EVERY > (size - len(piece)) // SYNC_EVERY
            offload(_put, out, piece, hashed, due)
        offload(os.fsync, out.fileno())
    return content or content_of(b"", said=said), hashed.hexdigest()


def _put(out: FileIO, piece: bytes, hashed: Any, sync: bool) -> None:
    hashed.update(piece)
    rest = memoryview(piece)
    while rest:
        rest = rest[out.write(rest) :]
    if sync:
        os.fsync(out.fileno())


def _kept(part: Path, content: Content, digest: str, **size: int) -> Kept:
    return Kept(
        part=part, file=f"{digest}.{content.ending}", content=content, bytes=part.stat().st_size, **size
    )  # fmt: skip


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _check_video(file: Path, content: Content) -> None:
    """Raises NotAVideo when the container is not whole, or holds what screens do not play."""
    with file.open("rb") as opened:
        if content != MP4:
            check_webm(opened.read(MEGABYTE))
            return
        at, whole, moov = 0, file.stat().st_size, b""
        while at < whole:
            opened.seek(at)
            head = opened.read(16)
            size = int.from_bytes(head[:4], "big") or whole - at
            if size == 1:  # its size has eight bytes, after the name
                size = int.from_bytes(head[8:16], "big")
            if size < 8 or at + size > whole:
                raise NotAVideo(why="broken")
            if head[4:8] == b"moov":
                opened.seek(at)
                moov = opened.read(min(size, LARGEST_MOOV))
            at += size
        if not moov:
            raise NotAVideo(why="broken")
        check_mp4(moov)
