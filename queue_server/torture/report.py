"""What the torture found, for people (Markdown) and programs (JSON)."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from queue_server.torture.powercut import Cuts
from queue_server.torture.torment import Result

WORDS: Mapping[str, str] = {
    "server": "server, while it answers",
    "start": "server, while it answers and once more while it starts",
    "checkpoint": "server, in a checkpoint of the write-ahead log",
    "backup": "server and backup, while a copy is made",
    "migration": "server, while it upgrades a hall of the release before",
    "agent": "print agent",
}


def plain(result: Result, cuts: Mapping[str, Cuts], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Everything as one object."""
    faults = [*result.faults, *(fault for one in cuts.values() for fault in one.faults)]
    slowest = sorted(result.restarts)
    return {
        "ok": not faults, "faults": faults, "seed": result.seed, "asked": dict(asked), "machine": machine(),
        "at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seconds": round(result.seconds, 1), "kills": dict(result.kills), "acknowledged": dict(result.counts),
        "restarts": {
            "n": len(slowest), "median_s": _at(slowest, 0.5), "p95_s": _at(slowest, 0.95), "longest_s": _at(slowest, 1),
        },
        "power_cuts": {
            name: {
                "operations": one.operations, "acknowledged": one.acknowledged, "cuts": sum(one.cuts.values()),
                "ways": dict(one.cuts), "faults": len(one.faults),
            }
            for name, one in cuts.items()
        },
        **result.facts,
    }  # fmt: skip


def _at(values: list[float], share: float) -> float | None:
    return round(values[min(len(values) - 1, int(len(values) * share))], 3) if values else None


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {
        "system": platform.platform(), "cores": os.cpu_count(), "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }  # fmt: skip


def markdown(told: Mapping[str, Any]) -> str:
    """The report to keep."""
    on, restarts = told["machine"], told["restarts"]
    asked = ", ".join(f"{name} {value}" for name, value in told["asked"].items())
    lines = [
        f"# Torture of {told['at'][:10]}: {len(told['faults'])} violations", "",
        f"{sum(told['kills'].values())} kills in {told['seconds']:.0f} s, seed {told['seed']} ({asked}).",
        f"{on['system']}, {on['cores']} cores, Python {on['python']}, SQLite {on['sqlite']}.", "",
        *_table(("killed with SIGKILL", "times"), [(WORDS[kind], n) for kind, n in told["kills"].items()]),
        *_table(("what staff, visitors and screens saw", "times"), sorted(told["acknowledged"].items())),
    ]  # fmt: skip
    if restarts["n"]:
        lines += [
            f"From the start of the process to ready, {restarts['n']} times: median {restarts['median_s']} s, "
            f"95 % within {restarts['p95_s']} s, longest {restarts['longest_s']} s.", "",
        ]  # fmt: skip
    for name, one in told["power_cuts"].items():
        ways = ", ".join(f"{way} {n}" for way, n in one["ways"].items())
        lines += [
            f"Power cuts, {name}: {one['cuts']} of {one['operations']} moments, {one['acknowledged']} "
            f"acknowledgements ({ways}): {one['faults']} violations.", "",
        ]  # fmt: skip
    if papers := told.get("papers"):
        lines += [f"Papers: {', '.join(f'{state} {n}' for state, n in papers.items())}.", ""]
    if screens := told.get("screens"):
        lines += [f"Calls seen: {', '.join(f'{name} {n}' for name, n in screens.items())}.", ""]
    if verified := told.get("verify"):
        lines += [
            f"`verify` in the end: {verified['tickets']} tickets, {verified['journal']} journal rows, "
            f"{verified['calls']} calls lived once more.", "",
        ]  # fmt: skip
    lines += (
        ["## Violations", "", *(f"- {fault}" for fault in told["faults"])] if told["faults"] else []
    )
    return "\n".join(lines).rstrip() + "\n"


def _table(heads: tuple[str, str], rows: list[tuple[str, int]]) -> list[str]:
    return [
        f"| {heads[0]} | {heads[1]} |",
        "|---|---|",
        *(f"| {what} | {n} |" for what, n in rows),
        "",
    ]


def keep(text: str, file: Path) -> None:
    """Write the report."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
