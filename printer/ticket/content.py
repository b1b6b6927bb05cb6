"""What a ticket says, before anybody decides how it looks. Both modes, picture and text, start here.

Who the number is for is not known here and never stands on paper.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from printer.ticket.job import Job, clean
from printer.ticket.legible import Has, is_writable, legible
from printer.ticket.look import Look
from printer.ticket.words import Words, clock, long_date, short_date, words_of, zone_of
from queue_server.messages.ticket_template import Block, Template

log = logging.getLogger("printer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A block and, of a ``text`` block, its words in the ticket's language."""

    block: Block
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Texts in letters that the paper's fonts have; empty where nothing is to be said.

    ``number`` is (letter, digits); ``foot`` is the hall's own foot line.
    """

    template: Template
    words: Words
    copy: str
    hall: tuple[str, ...]
    service: str
    agency: str
    place: str
    number: tuple[str, str]
    ahead: str
    people: str
    expected: str
    url: str
    bring: str
    long_date: str
    short_date: str
    reprinted: str
    foot: str
    texts: tuple[str, ...]  # of the template's ``text`` blocks, in their order

    def parts(self, *, short: bool) -> list[Part]:
        """The blocks of the template that have something to say on this ticket."""
        texts = iter(self.texts)
        parts = [
            Part(block=block, text=next(texts) if block.kind == "text" else "")
            for block in self.template.blocks
        ]
        return [part for part in parts if self._says(part, short=short)]

    def _says(self, part: Part, *, short: bool) -> bool:
        block = part.block
        match block.kind:
            case "copy":
                return bool(self.copy)
            case "code":
                return bool(self.url)
            case "requirements":
                return bool(self.bring)
            case "text":
                return bool(part.text)
            case "footer":
                return bool(self.foot_lines(block.show, short=short))
            case "facts":
                known = {"ahead": bool(self.ahead), "expected": bool(self.expected)}
                return any(known.get(name, not self.expected) for name in block.show)
            case _:
                return True

    def foot_lines(self, show: Iterable[str], *, short: bool) -> list[list[str]]:
        """The lines at the end, in sentences; ``short`` where there is room for a few words only."""
        words, shown = self.words, set(show)
        again = [self.reprinted] if self.reprinted and "reprinted" in shown else []
        if self.copy and "once" in shown and not short:
            again.append(words.once)
        last = [line for key, line in self._last() if key in shown]
        if self.foot and last:
            last = [self.foot]
        return [line for line in (again, last[:1] if short else last) if line]

    def joined(self, sentences: list[str]) -> str:
        """Several sentences on one line: each but the last ends with a stop."""
        ended = [s if s[-1:] in ".。!?" else s + self.words.stop for s in sentences[:-1]]
        return self.words.gap.join([*ended, *sentences[-1:]])

    def _last(self) -> tuple[tuple[str, str], ...]:
        return ("missed", self.words.missed), ("today", self.words.today)


def content_of(job: Job, *, at: datetime, look: Look, has: Has) -> Content:
    """What stands on the paper of ``job`` printed at ``at`` by something that has the letters ``has``."""
    ticket = job.ticket
    words, language = _words(ticket.language, has)
    zone = zone_of(ticket.time_zone)
    plain = ticket.indonesian
    say, template = _Sayer(job.id, has), look.template(job.template)
    return Content(
        template=template,
        words=words,
        copy=words.copy.format(n=job.copy_no) if job.copy_no > 0 else "",
        hall=say.all("hall", ticket.hall, plain.hall),
        service=say("service", ticket.service, plain.service),
        agency=say("agency", ticket.agency, plain.agency),
        place=say("place", ticket.place, plain.place),
        number=_letters_and_digits(legible(ticket.number, has) or "?", ticket.prefix),
        ahead="" if ticket.ahead is None else str(ticket.ahead),
        people=words.person if ticket.ahead == 1 else words.people,
        expected=_span((ticket.called_from, ticket.called_to), zone),
        url=ticket.url,
        bring=_listed(say.all("requirements", ticket.requirements, plain.requirements), words),
        long_date=long_date(ticket.issued_at, zone, words),
        short_date=short_date(ticket.issued_at, zone, words),
        reprinted=words.reprinted.format(time=clock(at, zone)) if job.copy_no > 0 else "",
        foot=_spoken(say, "footer", look.footer, language),
        texts=tuple(
            _spoken(say, "text", block.text, language)
            for block in template.blocks
            if block.kind == "text"
        ),
    )


def _words(language: str, has: Has) -> tuple[Words, str]:
    """The words of ``language`` where the fonts have its letters, else Indonesian."""
    words = words_of(language)
    if is_writable(words.says(), has):
        return words, language
    log.warning("no font has the letters of %s: the ticket is in Indonesian", language)
    return words_of("id"), "id"


class _Sayer:
    def __init__(self, job_id: str, has: Has) -> None:
        self._job_id, self._has = job_id, has

    def __call__(self, field: str, text: str, indonesian: str = "") -> str:
        for candidate in (text, indonesian):
            if said := legible(candidate, self._has):
                return said
        if text:
            log.warning("job %s: no font has the letters of %s; left out", self._job_id, field)
        return ""

    def all(
        self, field: str, texts: tuple[str, ...], indonesian: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Every line of a field; the Indonesian ones for all as soon as one line cannot be drawn."""
        said = [legible(text, self._has) for text in texts]
        if indonesian and not all(said):
            return tuple(filter(None, (self(field, text) for text in indonesian)))
        return tuple(filter(None, (self(field, text) for text in texts)))


def _spoken(
    say: Callable[[str, str, str], str], field: str, texts: Mapping[str, str], language: str
) -> str:
    """The text of ``language``, else the Indonesian one."""
    indonesian = clean(texts.get("id", ""))
    return say(field, clean(texts.get(language, indonesian)), indonesian)


def _letters_and_digits(number: str, prefix: str) -> tuple[str, str]:
    if prefix and number.startswith(prefix):
        return prefix, number[len(prefix) :].lstrip(" -")
    return "", number


def _span(times: tuple[datetime | None, datetime | None], zone: tzinfo) -> str:
    return "–".join(dict.fromkeys(clock(at, zone) for at in times if at is not None))


def _listed(items: tuple[str, ...], words: Words) -> str:
    """ "KK asli, KTP lama"; with semicolons when an item has a comma of its own."""
    plain, parting = words.commas
    return (parting if any(plain.strip() in item for item in items) else plain).join(items)
