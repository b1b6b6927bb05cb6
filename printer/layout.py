"""The ticket as a picture, dot for dot what the printer burns. Pure: a job in, a picture out.

Who the number is for is not known here and never stands on paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from PIL import Image

from printer import fonts
from printer.job import Job, Ticket
from printer.layout_parts import code_and_requirements, facts
from printer.paper import WHITE, Paper
from printer.style import Style, style_for
from printer.words import Words, clock, long_date, short_date, words_of, zone_of

LETTER_GAP = 0.16  # of the number's height, between the letter and the digits, as on every screen
NUMBER_EDGE = 14  # dots left white on each side of the number
HIGHEST_NUMBER = 0.37  # of the paper's width, for numbers that are short


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPicture:
    """``image`` is 1-bit and as wide as the paper; ``text`` has its words, line by line, for audits."""

    image: Image.Image
    text: str


def ticket_picture(job: Job, *, dots: int, at: datetime) -> TicketPicture:
    """The ticket of ``job`` on paper of ``dots`` dots; ``at`` (aware) is when a copy is printed.

    Raises MissingFont.
    """
    ticket = job.ticket
    style, words, zone = style_for(dots), words_of(ticket.language), zone_of(ticket.time_zone)
    paper = Paper(dots)
    paper.band()
    _hall(paper, style, ticket)
    if job.copy_no > 0:
        _copy_bar(paper, style, words.copy.format(n=job.copy_no))
    _service(paper, style, ticket)
    _number(paper, style, ticket)
    facts(paper, style, words, ticket, zone)
    code_and_requirements(paper, style, words, ticket)
    _foot(paper, style, words, job, zone, at)
    paper.band(upside_down=True)
    return TicketPicture(image=paper.picture(), text="\n".join(paper.words))


def _hall(paper: Paper, style: Style, ticket: Ticket) -> None:
    first, *more = ticket.hall or ("",)
    paper.down(style.to_hall)
    if first:
        paper.centred(first, style.hall, fonts.STRONG, edge=style.edge)
    for line in more:
        paper.down(style.to_region)
        paper.centred(line, style.region, edge=style.edge)


def _copy_bar(paper: Paper, style: Style, text: str) -> None:
    paper.down(style.to_copy)
    paper.bar(0, paper.width, style.copy_bar)
    below = paper.y + style.copy_bar
    paper.down((style.copy_bar + round(style.copy * 0.67)) // 2)
    paper.centred(text, style.copy, fonts.LOUD, edge=style.edge, ink=WHITE)
    paper.y = below + style.from_copy - style.to_service


def _service(paper: Paper, style: Style, ticket: Ticket) -> None:
    paper.down(style.to_service)
    paper.centred(ticket.service, style.service, fonts.LOUD, edge=style.edge)
    where = ", ".join(part for part in (ticket.agency, ticket.place) if part)
    if where:
        paper.down(style.to_place)
        paper.centred(where, style.place, edge=style.edge)


def _number(paper: Paper, style: Style, ticket: Ticket) -> None:
    """As large as the paper is wide; letter and digits stand apart as on every screen."""
    letters, digits = _letters_and_digits(ticket)
    em = _number_ink(letters, digits, 100)
    room = paper.width - 2 * NUMBER_EDGE
    px = min(room * 100 // (em[1] - em[0]), round(paper.width * HIGHEST_NUMBER))
    left, right = _number_ink(letters, digits, px)
    font = fonts.numbers(px)
    start = (paper.width - (right - left)) // 2 - left
    paper.down(style.to_number + round(px * 0.75))
    paper.write(letters, font, start)
    paper.write(digits, font, start + _digits_start(letters, digits, px))
    paper.words.append(f"{letters} {digits}".strip())
    paper.down(style.to_rule)


def _letters_and_digits(ticket: Ticket) -> tuple[str, str]:
    number = fonts.printable(ticket.number, fonts.numbers(100))
    if ticket.prefix and number.startswith(ticket.prefix):
        return ticket.prefix, number[len(ticket.prefix) :].lstrip(" -")
    return "", number


def _digits_start(letters: str, digits: str, px: int) -> int:
    gap = LETTER_GAP * px if letters and digits else 0
    return round(fonts.numbers(px).getlength(letters, mode="1") + gap)


def _number_ink(letters: str, digits: str, px: int) -> tuple[int, int]:
    """Where the ink of the number begins and ends, in dots from where its first letter stands."""
    font = fonts.numbers(px)
    first = font.getbbox(letters or digits, mode="1", anchor="ls")
    last = font.getbbox(digits or letters, mode="1", anchor="ls")
    shift = _digits_start(letters, digits, px) if digits else 0
    return int(first[0]), int(last[2]) + shift


def _foot(paper: Paper, style: Style, words: Words, job: Job, zone: tzinfo, at: datetime) -> None:
    paper.rule()
    issued = job.ticket.issued_at
    date = long_date if style.side_by_side else short_date
    paper.down(style.to_date)
    paper.centred(date(issued, zone, words), style.date, fonts.STRONG, edge=style.edge)
    reprinted = words.reprinted.format(time=clock(at, zone))
    for nth, line in enumerate(_foot_lines(style, words, reprinted, job.copy_no)):
        paper.down(style.to_foot - bool(nth))
        paper.centred(line, style.foot, edge=style.edge)
    paper.down(style.to_end)


def _foot_lines(style: Style, words: Words, reprinted: str, copy_no: int) -> list[str]:
    if not style.side_by_side:
        return [reprinted, words.missed] if copy_no else [words.missed]
    last = f"{words.missed} {words.today}"
    return [f"{reprinted}. {words.once}", last] if copy_no else [last]
