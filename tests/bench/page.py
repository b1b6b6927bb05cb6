"""The rows as lines of a terminal, as JSON, and as tables in docs/benchmarks.md between markers of their part."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.bounds import bound_of
from tests.bench.effort import limited


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` names the row for ever ("issue.group.8"), ``values`` are its plain numbers.

    ``well``: whether the target is reached; None where there is none.
    """

    key: str
    what: str
    figure: str
    target: str = ""
    well: bool | None = None
    values: Mapping[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        return "" if self.well is None else "reached" if self.well else "**short**"

    @property
    def told(self) -> str:
        """The figure, and a warning when it is the load process that was measured."""
        return self.figure + limited(self.values.get("load", 0.0))


def line(row: Row) -> str:
    """For the terminal."""
    verdict = row.verdict.strip("*")
    return f"{row.what:74}  {row.told:64}  {row.target:26} {verdict}".rstrip()


def table(rows: Sequence[Row]) -> str:
    """As Markdown."""
    lines = ["| what | figure | target | | bound by |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.told} | {row.target} | {row.verdict} | {bound_of(row.key)} |"
        for row in rows
    ]
    return "\n".join(lines)


def document(rows: Sequence[Row], machine: Mapping[str, Any], *, command: str) -> dict[str, Any]:
    """For programs."""
    told = [asdict(row) for row in rows]
    return {"at": now(), "command": command, "machine": dict(machine), "rows": told}


def where(machine: Mapping[str, Any], *, command: str) -> str:
    """When, on what and how this was measured, in one paragraph."""
    m = machine
    return (
        f"`{command}`, {now()[:10]}, commit {m['commit']}; {m['cores']} cores ({m['cpu']}), Python {m['python']}, "
        f"SQLite {m['sqlite']}; a durable write of 40 kB takes {m['disk_ms']:.2f} ms here; "
        f"load average {m['load']:.1f} before."
    )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def put(text: str, part: str, inside: str) -> str:
    """``text`` with ``inside`` between the markers of ``part``. Raises ValueError when it has no such markers."""
    begin, end = f"<!-- bench {part} -->", f"<!-- /bench {part} -->"
    before, found, rest = text.partition(begin)
    _, ends, after = rest.partition(end)
    if not (found and ends):
        raise ValueError(f"no place for {part}: write {begin} and {end} where its table belongs")
    return f"{before}{begin}\n{inside}\n{end}{after}"


def write(page: Path, part: str, rows: Sequence[Row], machine: Mapping[str, Any], *, command: str) -> None:  # fmt: skip
    """Put the rows of one part into ``page``."""
    inside = f"{table(rows)}\n\n{where(machine, command=command)}"
    page.write_text(put(page.read_text(encoding="utf-8"), part, inside), encoding="utf-8")


def commit_of(tree: Path) -> str:
    """What is measured: the short name of the commit, with a + when files differ from it."""
    words = ["git", "describe", "--always", "--dirty=+", "--exclude=*"]
    said = subprocess.run(words, cwd=tree, capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"
