"""Paired runs: an earlier commit and these sources in turn, on the same machine at the same time of day.

Single figures wander by a fifth on a shared machine; the ratio of two runs that follow each other wanders less, and
how much is told with it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.hall import ROOT, surroundings
from tests.bench.parts import Part

TOLD = ("rate", "p50", "p99", "cpu_ms", "seconds", "rss_mb")
"""Figures that are compared; of ``rate`` more is better, of the others less."""


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and now: medians, and the ratio of each pair."""

    key: str
    name: str
    before: float
    now: float
    ratios: tuple[float, ...]

    @property
    def verdict(self) -> str:
        """ "better" or "worse" only when every pair says so."""
        better = self.name == "rate"
        if all(ratio > 1 for ratio in self.ratios):
            return "better" if better else "worse"
        if all(ratio < 1 for ratio in self.ratios):
            return "worse" if better else "better"
        return "no difference seen"


def changes(pairs: Sequence[tuple[Any, Any]]) -> Iterator[Change]:
    """What the documents of ``--json`` say, (before, now) for each pair."""
    first = pairs[0][1]["rows"]
    for row in first:
        for name in TOLD:
            found = [(_value(a, row["key"], name), _value(b, row["key"], name)) for a, b in pairs]
            known = [(a, b) for a, b in found if a and b]
            if known and len(known) == len(pairs):
                before, now = zip(*known, strict=True)
                ratios = tuple(b / a for a, b in known)
                yield Change(row["key"], name, median(before), median(now), ratios)


def _value(document: Any, key: str, name: str) -> float | None:
    for row in document["rows"]:
        if row["key"] == key:
            found = row["values"].get(name)
            return None if found is None else float(found)
    return None


def line(change: Change) -> str:
    """For the terminal."""
    middle, spread = median(change.ratios), f"{min(change.ratios):.2f} to {max(change.ratios):.2f}"
    figures = f"{change.before:10.2f} -> {change.now:10.2f}"
    return (
        f"{change.key:20} {change.name:8} {figures}   x {middle:.2f} ({spread})   {change.verdict}"
    )


def compare(rev: str, parts: Iterable[Part], *, pairs: int, quick: bool) -> int:
    """Measure ``rev`` and these sources ``pairs`` times in turn and tell the ratios. 2 when a part cannot be paired."""
    wanted = list(parts)
    alone = [part.name for part in wanted if not part.paired]
    if alone:
        sys.stderr.write(f"not comparable with another commit: {', '.join(alone)}\n")
        return 2
    names = [part.name for part in wanted]
    with checked_out(rev) as tree:
        found = []
        for number in range(pairs):
            sys.stderr.write(f"pair {number + 1} of {pairs}\n")
            found.append((_measure(tree, names, quick=quick), _measure(ROOT, names, quick=quick)))
    sys.stdout.write(f"{rev} -> these sources, {pairs} pairs\n")
    for change in changes(found):
        sys.stdout.write(line(change) + "\n")
    return 0


def _measure(tree: Path, names: Sequence[str], *, quick: bool) -> Any:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, "-m", "tests.bench", *names, "--tree", str(tree), "--json", file.name]  # fmt: skip
        subprocess.run(
            [*command, *(["--quick"] if quick else [])], cwd=ROOT, check=True, stdout=sys.stderr.fileno()
        )  # fmt: skip
        return json.loads(Path(file.name).read_text())


@contextmanager
def checked_out(rev: str) -> Iterator[Path]:
    """The sources of ``rev`` in a folder of their own, ready to serve."""
    folder = Path(tempfile.mkdtemp(prefix="satupintu-bench-tree-"))
    try:
        archive = subprocess.run(["git", "archive", rev], cwd=ROOT, check=True, capture_output=True).stdout  # fmt: skip
        subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
        assets = Path("queue_server") / "static" / "vendor"
        if (ROOT / assets).is_dir():
            shutil.copytree(ROOT / assets, folder / assets, dirs_exist_ok=True)
        # Compiled beforehand: else its first start would be measured with all of that.
        subprocess.run(
            [sys.executable, "-c", "import queue_server.main, queue_server.commands.serve"],
            cwd=folder, check=True, env=surroundings(),
        )  # fmt: skip
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
