"""Lines with Arabic in them: which stretch stands where, after the Unicode rules without explicit marks.

(Marks are no letters: the job's fields lose them.) Shaping inside a stretch is the font engine's work.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(ch) in RIGHT_TO_LEFT for ch in text)


def stretches(text: str, *, right_to_left: bool) -> list[tuple[str, bool]]:
    """``text`` as it stands from left to right: (stretch in reading order, whether it runs leftwards).

    ``right_to_left`` is the direction of the line as a whole.
    """
    base = 1 if right_to_left else 0
    kinds = _without_neutrals(_numbers(text, "R" if base else "L"), "R" if base else "L")
    levels = [_level(kind, base) for kind in kinds]
    runs: list[tuple[int, str]] = []
    for level, run in groupby(zip(levels, text, strict=True), key=lambda pair: pair[0]):
        runs.append((level, "".join(ch for _, ch in run)))
    return [(run, level % 2 == 1) for level, run in _reordered(runs)]


def _numbers(text: str, edge: str) -> list[str]:
    """The kind of each letter: L, R, number (EN) or neutral (ON), by the rules W1 to W7."""
    kinds = [unicodedata.bidirectional(ch) or "L" for ch in text]
    strong = edge
    for i, kind in enumerate(kinds):
        before = kinds[i - 1] if i else edge
        after = kinds[i + 1] if i + 1 < len(kinds) else "ON"
        if kind == "NSM":
            kinds[i] = before
        elif kind == "AN" or _joins_numbers(kind, before, after):
            kinds[i] = "EN"  # Arabic and western digits stand alike
        elif kind in ("AL", "R", "L"):
            kinds[i] = strong = "L" if kind == "L" else "R"
        elif kind != "EN":
            kinds[i] = "ON"
        if kinds[i] == "EN" and strong == "L":
            kinds[i] = "L"
            if after in ("ES", "CS") and i + 2 < len(kinds) and kinds[i + 2] == "EN":
                kinds[i + 1] = "L"
    return kinds


def _joins_numbers(kind: str, before: str, after: str) -> bool:
    if kind in ("ES", "CS"):  # the point of 10.32
        return before == after == "EN"
    return kind == "ET" and "EN" in (before, after)


def _without_neutrals(kinds: Sequence[str], edge: str) -> list[str]:
    """Neutral stretches take the direction both their sides have, else the line's (N1, N2)."""
    settled: list[str] = []
    groups = [(neutral, list(run)) for neutral, run in groupby(kinds, key=lambda k: k == "ON")]
    for nth, (neutral, run) in enumerate(groups):
        if not neutral:
            settled += run
            continue
        before = _side(groups[nth - 1][1][-1]) if nth else edge
        after = _side(groups[nth + 1][1][0]) if nth + 1 < len(groups) else edge
        settled += [before if before == after else edge] * len(run)
    return settled


def _side(kind: str) -> str:
    return "R" if kind == "EN" else kind


def _level(kind: str, base: int) -> int:
    if kind == "EN":
        return 2
    return base if (kind == "R") == (base == 1) else base + 1


def _reordered(runs: list[tuple[int, str]]) -> list[tuple[int, str]]:
    for level in range(2, 0, -1):
        turned: list[tuple[int, str]] = []
        for is_deep, group in groupby(runs, key=lambda run: run[0] >= level):
            stretch = list(group)
            turned += stretch[::-1] if is_deep else stretch
        runs = turned
    return runs
