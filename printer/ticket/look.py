"""How the hall wants its tickets: templates, logo, foot line, fonts. Read once, when settings come."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from printer.ticket import fonts
from printer.ticket.job import clean
from printer.ticket.logo import read_logo
from printer.ticket.template import built_in, completed
from queue_server.messages.ticket_template import Template, TemplateFaults, read_template

STANDARD = "standard"
log = logging.getLogger("printer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """``logo`` is grey, not yet as small as the paper wants it; ``fonts`` are readable files."""

    templates: Mapping[str, Template] = field(default_factory=built_in)
    logo: Image.Image | None = None
    footer: dict[str, str] = field(default_factory=dict)
    fonts: tuple[fonts.Source, ...] = ()

    def template(self, name: str) -> Template:
        """The template ``name``; the standard one for every name that is not known."""
        if name not in self.templates:
            log.warning("no ticket template %r: the standard one is used", name)
            name = STANDARD
        return completed(self.templates[name])


def look_of(tickets: object) -> Look:
    """The look in ``tickets`` of the printer's settings. What is broken is left out with a log line:
    a ticket must come out.
    """
    told = tickets if isinstance(tickets, Mapping) else {}
    templates = dict(built_in())
    for name, raw in _mapping(told.get("templates")).items():
        try:
            templates[str(name)] = read_template(raw)
        except TemplateFaults as error:
            log.warning("ticket template %r is not used: %s", name, error)
    return Look(
        templates=templates,
        logo=read_logo(told.get("logo")),
        footer={str(k): clean(v) for k, v in _mapping(told.get("footer")).items() if clean(v)},
        fonts=tuple(_fonts(told.get("fonts"))),
    )


def _fonts(paths: object) -> Iterator[fonts.Source]:
    """Files, and "file.ttc#2" for the third face of a collection."""
    for named in paths if isinstance(paths, list | tuple) else ():
        file, _, face = str(named).partition("#")
        source = (Path(file), int(face) if face.isdecimal() else 0)
        if fonts.is_readable(source):
            yield source
        else:
            log.warning("the font %s cannot be read: tickets do without", named)


def _mapping(value: object) -> Mapping[object, object]:
    return value if isinstance(value, Mapping) else {}
