"""How the paper of a ticket looks: templates and a logo, in files beside config.yaml."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, PrivateAttr

from queue_server.config.values import Code, OptionalText, Section
from queue_server.messages.ticket_template import TemplateFaults, read_template

BUILT_IN = frozenset({"standard", "short"})
LARGEST_FILE = 256 * 1024
PNG = b"\x89PNG\r\n\x1a\n"


class Tickets(Section):
    """``template`` and its exceptions name a built-in look or a YAML file beside config.yaml."""

    template: str = "standard"
    services: dict[Code, str] = {}
    languages: dict[str, str] = {}
    logo: str = ""
    footer: OptionalText = {}
    fonts: list[str] = []
    expires_s: int = Field(default=90, ge=5, le=3600)
    _templates: dict[str, Any] = PrivateAttr(default_factory=dict)
    _logo: str | None = PrivateAttr(default=None)

    def read_files(self, folder: Path) -> Iterator[str]:
        """Read what the keys name, relative to ``folder``; yields every fault with its path."""
        for path, name in self._named():
            if name in BUILT_IN or name in self._templates:
                continue
            try:
                raw = yaml.safe_load(_contents(folder / name))
                read_template(raw)
            except TemplateFaults as error:
                yield from (f"{path}: {name}: {fault}" for fault in error.faults)
            except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
                built_in = ", ".join(sorted(BUILT_IN))
                yield f"{path}: {name} cannot be read ({error}); built in are {built_in}"
            else:
                self._templates[name] = raw
        if self.logo:
            try:
                picture = _contents(folder / self.logo)
            except (OSError, ValueError) as error:
                yield f"tickets.logo: {self.logo} cannot be read ({error})"
                return
            if not picture.startswith(PNG):
                yield f"tickets.logo: {self.logo} is not a PNG picture"
            self._logo = base64.b64encode(picture).decode()

    def plain(self) -> dict[str, Any]:
        """What print agents are told."""
        return {
            "templates": dict(self._templates), "logo": self._logo, "footer": dict(self.footer),
            "fonts": list(self.fonts),
        }  # fmt: skip

    def _named(self) -> Iterator[tuple[str, str]]:
        yield "tickets.template", self.template
        yield from ((f"tickets.services.{code}", name) for code, name in self.services.items())
        yield from ((f"tickets.languages.{code}", name) for code, name in self.languages.items())


def _contents(file: Path) -> bytes:
    if file.stat().st_size > LARGEST_FILE:
        raise ValueError(f"larger than {LARGEST_FILE // 1024} kB")
    return file.read_bytes()
