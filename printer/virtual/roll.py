"""The paper of a virtual printer: every ticket a picture and its facts in a folder, the last 500 kept."""

from __future__ import annotations

import hashlib
import io
import json
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from printer.decoder.strip import Cut
from printer.ticket.style import PRINTABLE_MM

KEPT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paper that came out. ``unknown`` bytes were not understood; ``no`` counts for ever.

    ``end`` is "cut", or "torn" when the paper ran out in the middle; ``dots`` tells pictures apart.
    """

    no: int
    at: str
    rows: int
    length_mm: int
    bytes: int
    unknown: int
    text: str = ""
    end: str = "cut"
    dots: str = ""


class Roll:
    """The folder of one printer. Safe to use from several threads."""

    def __init__(self, folder: Path, *, dots: int, paper_mm: int) -> None:
        self.folder, self.dots, self.paper_mm = folder, dots, paper_mm
        folder.mkdir(parents=True, exist_ok=True)
        self._changed = threading.Condition()
        self._pieces = deque(_found(folder), KEPT)
        self._version = 0

    @property
    def row_mm(self) -> float:
        """How long one row of dots is."""
        return PRINTABLE_MM.get(self.paper_mm, self.paper_mm - 8) / self.dots

    def add(self, cut: Cut, *, received: int) -> Piece:
        """Keep a ticket and wake who waits for it. Raises OSError when the folder takes no more."""
        with self._changed:
            piece = Piece(
                no=self._pieces[-1].no + 1 if self._pieces else 1,
                at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                rows=cut.image.height,
                length_mm=round(cut.image.height * self.row_mm),
                bytes=received,
                unknown=cut.unknown,
                text=cut.text,
                end="torn" if cut.torn else "cut",
                dots=hashlib.sha256(cut.image.tobytes()).hexdigest(),
            )
            self._write(piece, cut.image)
            self._pieces.append(piece)
            self._version += 1
            self._changed.notify_all()
        return piece

    def picture(self, no: int) -> Path:
        return self.folder / f"{no:06}.png"

    def facts(self, no: int) -> Path:
        return self.folder / f"{no:06}.json"

    def newest(self, count: int) -> Sequence[Piece]:
        """The last ``count`` tickets, newest first."""
        with self._changed:
            return list(self._pieces)[: -count - 1 : -1]

    def touch(self) -> None:
        """Wake who waits: something else about the printer has changed."""
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def wait(self, version: int, within_s: float) -> int:
        """The version of the roll as soon as it is not ``version``, or ``version`` after the time."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, within_s)
            return self._version

    def _write(self, piece: Piece, image: Image.Image) -> None:
        facts = json.dumps(asdict(piece))
        png = io.BytesIO()
        image.save(png, format="png")
        for name in (f"{piece.no:06}.png", "latest.png"):
            unfinished = self.folder / f".{name}.part"
            unfinished.write_bytes(png.getvalue())
            unfinished.replace(self.folder / name)
        self.facts(piece.no).write_text(facts)
        for suffix in ("png", "json"):
            (self.folder / f"{piece.no - KEPT:06}.{suffix}").unlink(missing_ok=True)


def _found(folder: Path) -> list[Piece]:
    """The tickets an earlier run left, oldest first; files that are not ours are passed over."""
    pieces = []
    for path in sorted(folder.glob("[0-9]*.json")):
        try:
            pieces.append(Piece(**json.loads(path.read_text())))
        except (ValueError, TypeError):
            continue
    return sorted(pieces, key=lambda piece: piece.no)
