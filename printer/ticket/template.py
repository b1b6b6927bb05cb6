"""The templates every printer knows, and what no template can leave out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from queue_server.messages.ticket_template import Block, Template, read_template

FOLDER = Path(__file__).parent / "templates"
ABOVE_COPY = ("band", "logo", "hall")


@cache
def built_in() -> dict[str, Template]:
    """The templates in this package, by name."""
    return {
        file.stem: read_template(yaml.safe_load(file.read_text(encoding="utf-8")))
        for file in sorted(FOLDER.glob("*.yaml"))
    }


def completed(template: Template) -> Template:
    """``template`` with the number and the mark of a copy, which every paper has."""
    blocks = list(template.blocks)
    head = next((i for i, b in enumerate(blocks) if b.kind not in ABOVE_COPY), len(blocks))
    kinds = {block.kind for block in blocks}
    missing = [Block(kind=kind) for kind in ("copy", "number") if kind not in kinds]
    return Template(blocks=(*blocks[:head], *missing, *blocks[head:]))
