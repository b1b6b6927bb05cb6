"""A disk that loses power: what was fsynced is there, of everything else any part may be."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Final

from queue_server.torture.tape import Op

Image = Mapping[str, bytes | bytearray]
WAYS: Final = ("nothing", "everything", "half", "garbage", "zeroes", "reordered")
"""What of the writes that were not fsynced reached the disk: none; all; all but half of the last one, its second half
being as before, noise or zeroes; any of them, in any order.
"""


class Disk:
    """Fed with what SQLite did, it tells what a power cut at this moment may leave behind."""

    def __init__(self, before: Image | None = None) -> None:
        self._durable = {name: bytearray(data) for name, data in (before or {}).items()}
        self._loose: list[Op] = []

    @property
    def calm(self) -> bool:
        """Whether all is durable: every power cut now leaves the same."""
        return not self._loose

    def feed(self, op: Op) -> None:
        """The next operation."""
        if op.what == "sync":
            # At the first fsync of a new file SQLite fsyncs the folder, too: what was deleted stays deleted.
            new = op.file not in self._durable
            done = [
                one for one in self._loose if one.file == op.file or (new and one.what == "delete")
            ]
            _apply(self._durable, done)
            self._loose = [one for one in self._loose if one not in done]
        elif op.what != "ack":
            self._loose.append(op)
            if op.what == "delete" and op.at:  # the folder was fsynced with it
                self.feed(Op("sync", op.file))

    def image(self, way: str, dice: random.Random) -> Image:
        """The files after a power cut now."""
        files = {name: bytearray(data) for name, data in self._durable.items()}
        _apply(files, list(self._kept(way, dice)))
        return files

    def _kept(self, way: str, dice: random.Random) -> Iterator[Op]:
        if way == "reordered":
            yield from (op for op in self._loose if dice.random() < 0.5)
        elif way != "nothing":
            yield from self._loose[:-1]
            if self._loose:
                yield self._loose[-1] if way == "everything" else _torn(self._loose[-1], way, dice)


def _torn(op: Op, way: str, dice: random.Random) -> Op:
    """The write as it looks when it was under way."""
    if op.what != "write":
        return op
    half = dice.randrange(len(op.data))
    rest = len(op.data) - half
    behind = {"half": b"", "garbage": dice.randbytes(rest), "zeroes": bytes(rest)}[way]
    return Op("write", op.file, op.at, op.data[:half] + behind)


def _apply(files: dict[str, bytearray], ops: list[Op]) -> None:
    for op in ops:
        if op.what == "delete":
            files.pop(op.file, None)
            continue
        data = files.setdefault(op.file, bytearray())
        if op.what == "truncate":
            del data[op.at :]
            continue
        if len(data) < op.at:
            data.extend(bytes(op.at - len(data)))  # a hole reads as zeroes
        data[op.at : op.at + len(op.data)] = op.data
