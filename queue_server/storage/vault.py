"""Files that everybody who has a public key can write, and only who has the private half can read.

X25519 with a key made for each file, HKDF-SHA256, then ChaCha20-Poly1305 (quick on a PC without AES in its processor)
over pieces of 256 kB: the nonce counts them and marks the last one, so that none can be changed, left out, moved, or
cut off unseen, and a gigabyte needs no more memory than a piece. It hides; it does not tell who wrote it: whoever has
the public half can write another file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO, Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from queue_server.storage.backup import NotSound
from queue_server.storage.vault_keys import name_of

MAGIC: Final = b"satupintu vault 1\n"
NAME: Final = 4
PIECE: Final = 1 << 18
TAG: Final = 16
HEAD: Final = len(MAGIC) + NAME + 32
DURABLE_EVERY: Final = 1 << 22
Told = Callable[[int, int], None]


class Written(NamedTuple):
    """What came out of it."""

    bytes: int
    sha256: str


def new_key() -> tuple[bytes, bytes]:
    """A private half and its public one."""
    made = X25519PrivateKey.generate()
    return made.private_bytes_raw(), made.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sealed_size(size: int) -> int:
    """How large a file of ``size`` bytes is once it is sealed."""
    return HEAD + size + TAG * max(1, -(-size // PIECE))


def seal(source: Path, target: Path, *, public: bytes, gently: bool = False) -> Written:
    """Write what ``source`` holds to the new file ``target``, durably; only the private half opens it. ``gently``: the
    disk is left to others half of the time. Raises OSError.
    """
    once = X25519PrivateKey.generate()
    ours = once.public_key().public_bytes_raw()
    head = MAGIC + bytes.fromhex(name_of(public)) + ours
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    cipher = _cipher(shared, ours, public)
    with source.open("rb") as read:
        return _write(target, _sealed(read, cipher, head), gently=gently)


def _sealed(read: IO[bytes], cipher: ChaCha20Poly1305, head: bytes) -> Iterator[bytes]:
    yield head
    for number, (piece, is_last) in enumerate(_pieces(read, PIECE)):
        yield cipher.encrypt(_nonce(number, is_last=is_last), piece, head)


def unseal(
    source: Path, target: Path, *, private: bytes, told: Told = lambda done, all: None
) -> Written:
    """Write what is sealed in ``source`` to the new file ``target``. Raises NotSound, then nothing is left of it;
    OSError.
    """
    with source.open("rb") as read:
        head = read.read(HEAD)
        cipher = _opening(head, private)
        return _write(target, _unsealed(read, cipher, head, source.stat().st_size, told))


def _opening(head: bytes, private: bytes) -> ChaCha20Poly1305:
    """What opens the pieces behind ``head``. Raises NotSound."""
    if not head.startswith(MAGIC) or len(head) < HEAD:
        raise NotSound("its beginning is not that of an encrypted copy")
    named, ours = head[len(MAGIC) :][:NAME].hex(), head[-32:]
    public = public_of(private)
    if named != name_of(public):
        raise NotSound(f"it is encrypted to the key {named}, this is the key {name_of(public)}")
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(
            X25519PublicKey.from_public_bytes(ours)
        )
    except ValueError:  # a point that makes every key the same
        raise NotSound("its beginning was changed") from None
    return _cipher(shared, ours, public)


def _unsealed(
    read: IO[bytes], cipher: ChaCha20Poly1305, head: bytes, size: int, told: Told
) -> Iterator[bytes]:
    done = HEAD
    for number, (piece, is_last) in enumerate(_pieces(read, PIECE + TAG)):
        try:
            yield cipher.decrypt(_nonce(number, is_last=is_last), piece, head)
        except InvalidTag:
            raise NotSound(_why(cipher, head, piece, number, is_last=is_last, at=done)) from None
        done += len(piece)
        told(done, size)


def _why(
    cipher: ChaCha20Poly1305, head: bytes, piece: bytes, number: int, *, is_last: bool, at: int
) -> str:
    """What became of a piece that does not open as what it stands for."""
    with suppress(InvalidTag):
        cipher.decrypt(_nonce(number, is_last=not is_last), piece, head)
        return f"its end is missing, it was cut at byte {at + len(piece)}" if is_last else (
            f"something was put behind its end at byte {at + len(piece)}"
        )  # fmt: skip
    return f"it was changed or cut between byte {at} and byte {at + len(piece)}"


def _pieces(read: IO[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces and whether each is the last one; an empty file is one empty piece."""
    piece = read.read(size)
    while following := read.read(size):
        yield piece, False
        piece = following
    yield piece, True


def _write(target: Path, pieces: Iterator[bytes], *, gently: bool = False) -> Written:
    sum, size, loose = sha256(), 0, 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            began = time.monotonic()
            for piece in pieces:
                out.write(piece)
                sum.update(piece)
                size, loose = size + len(piece), loose + len(piece)
                if loose >= DURABLE_EVERY:
                    out.flush()
                    os.fdatasync(out.fileno())
                    time.sleep(min(1.0, time.monotonic() - began) if gently else 0)
                    began, loose = time.monotonic(), 0
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Written(size, sum.hexdigest())


def _cipher(shared: bytes, ours: bytes, public: bytes) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=ours + public, info=MAGIC)
    return ChaCha20Poly1305(derived.derive(shared))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
