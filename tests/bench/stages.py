"""``satupintu serve`` that notes when each part of its start was done, into the file BENCH_STAGES names.

Times are of the system's clock, so that whoever started the process can count from there.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_noted: dict[str, float] = {}


def note(what: str) -> None:
    """``what`` is done; written at once, because a benchmark may kill this process."""
    _noted[what] = time.time()
    Path(os.environ["BENCH_STAGES"]).write_text(json.dumps(_noted))


def after(what: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """``call``, and then a note."""

    @functools.wraps(call)
    def noting(*args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        finally:
            note(what)

    return noting


def main() -> int:
    note("python")
    from queue_server import runner  # isort: skip  # patches the standard library: before everything below
    from queue_server import main as house
    from queue_server.__main__ import main as satupintu
    from queue_server.storage import opening
    from queue_server.usecases import provision, set_up_hall

    note("imports")
    for module, name, what in (
        (opening, "migrate", "tables"), (house, "open_database", "open"), (set_up_hall, "seed", "hall"),
        (provision, "provision", "keys"), (house, "create_server", "application"),
    ):  # fmt: skip
        setattr(module, name, after(what, getattr(module, name)))
    del runner
    return satupintu()


if __name__ == "__main__":
    sys.exit(main())
