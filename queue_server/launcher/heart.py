"""When a page counts as frozen: three looks without a sign of life."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

from queue_server.launcher.page import Signs

PATIENCE: Final = 3


class Verdict(enum.Enum):
    FINE = enum.auto()
    MISSED = enum.auto()
    RELOAD = enum.auto()
    RESTART = enum.auto()


@dataclass
class Heart:
    """Of one page; begins anew with each page that is opened."""

    misses: int = 0
    reloads: int = 0
    beat: str = ""

    def look(self, signs: Signs | None) -> Verdict:
        """What one look says: white, still or silent three times: load it anew; and again three times: begin anew."""
        alive = signs is not None and signs.filled and (not signs.beat or signs.beat != self.beat)
        self.beat = signs.beat if signs else ""
        if alive:
            self.misses = self.reloads = 0
            return Verdict.FINE
        self.misses += 1
        if self.misses < PATIENCE:
            return Verdict.MISSED
        self.misses = 0
        self.reloads += 1
        return Verdict.RELOAD if self.reloads == 1 else Verdict.RESTART
