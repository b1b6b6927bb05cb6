"""What was said already, kept in a file: after a restart nothing is said twice."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from display.announcer.call import Call

REMEMBERED = 200
"""More calls than a hall makes in the minute after which a call is not spoken any more."""


class Said:
    """``since`` is the journal's ``seq`` up to which the server has told us everything, None on the very first day.

    A call is known by its ``seq`` and its time, for a restored backup gives a ``seq`` a second time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.since: int | None = None
        self.epoch: Any = None
        self._calls: dict[tuple[int, str], None] = {}
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            kept = json.loads(path.read_text())
            calls = {(int(seq), str(at)): None for seq, at in kept["said"]}
            self.since, self.epoch, self._calls = kept["since"], kept["epoch"], calls

    def __contains__(self, call: Call) -> bool:
        return _key(call) in self._calls

    def add(self, call: Call) -> None:
        """Remember ``call``, also after a restart. Raises OSError when the file cannot be written."""
        self._calls[_key(call)] = None
        while len(self._calls) > REMEMBERED:
            del self._calls[next(iter(self._calls))]
        self._write()

    def synced(self, *, epoch: Any, seq: int) -> None:
        """Everything up to ``seq`` has been told. Raises OSError as ``add`` does."""
        if (epoch, seq) != (self.epoch, self.since):
            self.epoch, self.since = epoch, seq
            self._write()

    def _write(self) -> None:
        part = self._path.with_suffix(".part")
        kept = {"since": self.since, "epoch": self.epoch, "said": list(self._calls)}
        part.write_text(json.dumps(kept))
        part.replace(self._path)


def _key(call: Call) -> tuple[int, str]:
    return call.seq, call.at.isoformat()
