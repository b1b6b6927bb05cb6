"""What SQLite asks of the disk, written down in order: every write, truncation, deletion and fsync.

The default file system layer of SQLite in this process is replaced by one that does the same and tells. So the
product's own code runs unchanged while it is recorded, and what was not fsynced is known, not guessed.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p, cast
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

OK: Final = 0
FILE = c_void_p
# The name as it came: SQLite keeps the pointer for as long as the file is open.
OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, FILE, c_int, POINTER(c_int))
DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
WRITE = CFUNCTYPE(c_int, FILE, c_void_p, c_int, c_int64)
TRUNCATE = CFUNCTYPE(c_int, FILE, c_int64)
SYNC = CFUNCTYPE(c_int, FILE, c_int)


class Vfs(Structure):
    """sqlite3_vfs, as sqlite3.h has it."""

    _fields_ = [
        ("iVersion", c_int), ("szOsFile", c_int), ("mxPathname", c_int), ("pNext", c_void_p), ("zName", c_char_p),
        ("pAppData", c_void_p), ("xOpen", c_void_p), ("xDelete", c_void_p), ("others", c_void_p * 14),
    ]  # fmt: skip


class Methods(Structure):
    """sqlite3_io_methods, as sqlite3.h has it."""

    _fields_ = [
        ("iVersion", c_int), ("xClose", c_void_p), ("xRead", c_void_p), ("xWrite", c_void_p), ("xTruncate", c_void_p),
        ("xSync", c_void_p), ("others", c_void_p * 13),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Op:
    """``what``: write, truncate (``at`` is the new size), delete, sync, or ack (``data`` is what was acknowledged)."""

    what: str
    file: str = ""
    at: int = 0
    data: Any = b""


@dataclass(slots=True)
class Tape:
    """The operations in order. ``ack`` is called by whoever was told that something is done."""

    ops: list[Op] = field(default_factory=list)

    def ack(self, what: Any) -> None:
        """From here on ``what`` may never be lost."""
        self.ops.append(Op("ack", data=what))


class CannotRecord(Exception):
    """The SQLite of this Python cannot be reached from outside."""


_kept: list[Any] = []
"""What SQLite may still point at; never let go of."""


@contextmanager
def recording(folder: Path) -> Iterator[Tape]:
    """Record what SQLite does to files in ``folder``. Raises CannotRecord."""
    library = ctypes.CDLL(_sqlite3.__file__)
    try:
        library.sqlite3_vfs_find.restype = POINTER(Vfs)
        library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
        usual = library.sqlite3_vfs_find(None)
    except AttributeError as error:
        raise CannotRecord(str(error)) from error
    tape = Tape()
    ours = _Layer(usual, folder.resolve(), tape).vfs
    library.sqlite3_vfs_register(ctypes.byref(ours), 1)
    try:
        yield tape
    finally:
        library.sqlite3_vfs_register(usual, 1)
        library.sqlite3_vfs_unregister(ctypes.byref(ours))


class _Layer:
    """One recording layer over the usual one."""

    def __init__(self, usual: Any, folder: Path, tape: Tape) -> None:
        self._usual, self._folder, self._tape = usual, str(folder) + "/", tape
        self._names: dict[int, str] = {}
        self._methods: dict[int, Methods] = {}
        self._open = OPEN(usual.contents.xOpen)
        self._delete = DELETE(usual.contents.xDelete)
        self.vfs = Vfs.from_buffer_copy(usual.contents)
        hooks = OPEN(self._opened), DELETE(self._deleted)
        self.vfs.zName = b"recorded"
        self.vfs.xOpen, self.vfs.xDelete = (cast(hook, c_void_p).value for hook in hooks)
        _kept.append((self, hooks))

    def _opened(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        status: int = self._open(ctypes.addressof(self._usual.contents), name, file, flags, out)
        path = ctypes.string_at(name).decode() if name else ""
        if status == OK and path.startswith(self._folder):
            pointer = cast(file, POINTER(c_void_p))
            usual = pointer[0]
            if usual not in self._methods:
                self._methods[usual] = self._with_ears(usual)
            self._names[file] = path.removeprefix(self._folder)
            pointer[0] = ctypes.addressof(self._methods[usual])
        return status

    def _deleted(self, vfs: int, name: bytes, sync: int) -> int:
        status: int = self._delete(ctypes.addressof(self._usual.contents), name, sync)
        if status == OK and (path := name.decode()).startswith(self._folder):
            self._tape.ops.append(Op("delete", path.removeprefix(self._folder), int(sync)))
        return status

    def _with_ears(self, address: int) -> Methods:
        """The usual methods of a file, of which three tell."""
        usual = Methods.from_address(address)
        made = Methods.from_buffer_copy(usual)
        write, truncate, sync = WRITE(usual.xWrite), TRUNCATE(usual.xTruncate), SYNC(usual.xSync)

        def writes(file: int, data: int, amount: int, at: int) -> int:
            status: int = write(file, data, amount, at)
            self._tape.ops.append(
                Op("write", self._names[file], at, ctypes.string_at(data, amount))
            )
            return status

        def truncates(file: int, size: int) -> int:
            status: int = truncate(file, size)
            self._tape.ops.append(Op("truncate", self._names[file], size))
            return status

        def syncs(file: int, flags: int) -> int:
            status: int = sync(file, flags)
            self._tape.ops.append(Op("sync", self._names[file]))
            return status

        hooks = WRITE(writes), TRUNCATE(truncates), SYNC(syncs)
        made.xWrite, made.xTruncate, made.xSync = (cast(hook, c_void_p).value for hook in hooks)
        _kept.append((hooks, made, write, truncate, sync))
        return made
