"""The ticket as a picture, dot for dot what the printer burns. Pure: a job in, a picture out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from PIL import Image

from printer.ticket import fonts
from printer.ticket.content import Content, content_of
from printer.ticket.face import Faces
from printer.ticket.job import Job
from printer.ticket.layout_code import code_block, requirements_block
from printer.ticket.layout_parts import facts_block, number_block
from printer.ticket.logo import logo_for
from printer.ticket.look import Look
from printer.ticket.paper import WHITE, Paper
from printer.ticket.sheet import Sheet
from printer.ticket.style import SHARES, dots_of, sized, style_for

EDGED = ("band", "logo", "rule", "code", "space")  # they bring no white of their own
ENDS_IN_TEXT = ("hall", "service", "date", "footer", "text")  # and so want some below them


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPicture:
    """``image`` is 1-bit and as wide as the paper; ``text`` has its words, line by line, for audits."""

    image: Image.Image
    text: str


def ticket_picture(job: Job, *, dots: int, at: datetime, look: Look | None = None) -> TicketPicture:
    """The ticket of ``job`` on paper of ``dots`` dots; ``at`` (aware) is when a copy is printed.

    Raises MissingFont.
    """
    look = look or Look()
    plain = Faces(extra=look.fonts)
    content = content_of(job, at=at, look=look, has=plain.has)
    faces = Faces(extra=look.fonts, leftwards=content.words.right_to_left)
    paper = Paper(dots, faces)
    for sheet in _sheets(paper, content, look):
        _part(sheet)
        _BLOCKS[sheet.block.kind](sheet)
        if sheet.block.kind in ENDS_IN_TEXT and (not sheet.after or sheet.after.kind in EDGED):
            paper.down(sheet.style.to_end)
    return TicketPicture(image=paper.picture(), text="\n".join(paper.words))


def _sheets(paper: Paper, content: Content, look: Look) -> Iterator[Sheet]:
    """One for every block that has something to show on this ticket."""
    style = style_for(paper.width)
    parts = content.parts(short=not style.side_by_side)
    shown = [part for part in parts if part.block.kind != "logo" or look.logo]
    for before, part, after in zip([None, *shown], shown, [*shown[1:], None], strict=False):
        yield Sheet(
            paper=paper,
            style=sized(style, part.block.size),
            content=content,
            look=look,
            block=part.block,
            text=part.text,
            before=before.block if before else None,
            after=after.block if after else None,
        )


def _part(sheet: Sheet) -> None:
    """The black bar of a copy wants less white below it than a line of text has above it."""
    if sheet.before and sheet.before.kind == "copy":
        style = sheet.style
        if sheet.block.kind in EDGED:
            sheet.paper.down(style.to_copy)
        else:
            sheet.paper.down(style.from_copy - style.to_service)


def _band(sheet: Sheet) -> None:
    sheet.paper.band(upside_down=not sheet.after)


def _logo(sheet: Sheet) -> None:
    assert sheet.look.logo is not None
    style, paper, block = sheet.style, sheet.paper, sheet.block
    share = SHARES[block.size]
    picture = logo_for(sheet.look.logo, dots=paper.width, edge=style.edge, size=share)
    paper.down(style.to_end)
    paper.stick(picture, block.align, edge=style.edge)


def _hall(sheet: Sheet) -> None:
    paper, style, shown = sheet.paper, sheet.style, sheet.block.show
    first, *more = sheet.content.hall or ("",)
    if "name" in shown:
        paper.down(style.to_hall)
        if first:
            sheet.write(first, style.hall, fonts.STRONG)
    for line in more if "region" in shown else ():
        paper.down(style.to_region)
        sheet.write(line, style.region)


def _copy(sheet: Sheet) -> None:
    paper, style = sheet.paper, sheet.style
    paper.down(style.to_copy)
    paper.bar(0, paper.width, style.copy_bar)
    below = paper.y + style.copy_bar
    paper.down((style.copy_bar + round(style.copy * 0.67)) // 2)
    paper.block(sheet.content.copy, style.copy, fonts.LOUD, edge=style.edge, ink=WHITE)
    paper.y = below


def _service(sheet: Sheet) -> None:
    paper, style, content = sheet.paper, sheet.style, sheet.content
    parts = {"agency": content.agency, "place": content.place}
    if content.service:
        paper.down(style.to_service)
        sheet.write(content.service, style.service, fonts.LOUD)
    if where := content.words.commas[0].join(
        parts[name] for name in sheet.block.show if parts[name]
    ):
        paper.down(style.to_place)
        sheet.write(where, style.place)


def _date(sheet: Sheet) -> None:
    content, style = sheet.content, sheet.style
    date = content.long_date if style.side_by_side else content.short_date
    sheet.paper.down(style.to_date)
    sheet.write(date, style.date, fonts.STRONG)


def _footer(sheet: Sheet) -> None:
    style = sheet.style
    lines = sheet.content.foot_lines(sheet.block.show, short=not style.side_by_side)
    for nth, line in enumerate(lines):
        sheet.paper.down(style.to_foot - bool(nth))
        sheet.write(sheet.content.joined(line), style.foot)


def _text(sheet: Sheet) -> None:
    sheet.paper.down(sheet.style.to_foot)
    sheet.write(sheet.text, sheet.style.text)


def _rule(sheet: Sheet) -> None:
    sheet.paper.rule()


def _space(sheet: Sheet) -> None:
    sheet.paper.down(dots_of(sheet.block.mm, sheet.style, sheet.paper.width))


_BLOCKS: dict[str, Callable[[Sheet], None]] = {
    "band": _band,
    "logo": _logo,
    "hall": _hall,
    "copy": _copy,
    "service": _service,
    "number": number_block,
    "facts": facts_block,
    "code": code_block,
    "requirements": requirements_block,
    "date": _date,
    "footer": _footer,
    "text": _text,
    "rule": _rule,
    "space": _space,
}
