"""The ticket in the printer's own letters, for slow links: the same template, a hundredth of the bytes.

The logo and the woven band are pictures and stay away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from printer.ticket.content import Content, Part
from printer.ticket.layout_code import code_of, module_dots
from printer.ticket.text_paper import TextPaper
from queue_server.messages.ticket_template import Block

WIDE = 42  # columns; from here on there is room for whole sentences
LARGEST = 8  # what a printer can magnify
MM_OF_LINE = 3.75  # 30 dots of an eighth of a millimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSheet:
    """What a block has in hand. ``dots`` is the width of the paper, for the code."""

    paper: TextPaper
    content: Content
    block: Block
    text: str
    dots: int

    @property
    def is_wide(self) -> bool:
        return self.paper.columns >= WIDE

    def sized(self, *, small: int, normal: int, large: int) -> int:
        return {"small": small, "normal": normal, "large": large}[self.block.size]


def lay_out(paper: TextPaper, content: Content, *, dots: int) -> None:
    """Put the ticket on ``paper``."""
    for part in content.parts(short=paper.columns < WIDE):
        _BLOCKS[part.block.kind](_sheet(paper, content, part, dots))


def _sheet(paper: TextPaper, content: Content, part: Part, dots: int) -> TextSheet:
    return TextSheet(paper=paper, content=content, block=part.block, text=part.text, dots=dots)


def _hall(sheet: TextSheet) -> None:
    first, *more = sheet.content.hall or ("",)
    high, align = sheet.sized(small=1, normal=1, large=2), sheet.block.align
    if first and "name" in sheet.block.show:
        sheet.paper.block(first, high=high, bold=True, align=align)
    for line in more if "region" in sheet.block.show else ():
        sheet.paper.block(line, align=align)


def _copy(sheet: TextSheet) -> None:
    sheet.paper.bar(sheet.content.copy, high=sheet.sized(small=1, normal=2, large=3))


def _service(sheet: TextSheet) -> None:
    content, align = sheet.content, sheet.block.align
    if content.service:
        is_long = len(content.service) > sheet.paper.columns
        wide = sheet.sized(small=1, normal=2, large=3)
        high = sheet.sized(small=1 if is_long else 2, normal=2, large=3)
        sheet.paper.block(content.service, wide=wide, high=high, bold=True, align=align, most=2)
    parts = {"agency": content.agency, "place": content.place}
    if where := ", ".join(parts[name] for name in sheet.block.show if parts[name]):
        sheet.paper.block(where, align=align)


def _number(sheet: TextSheet) -> None:
    """In the largest letters that fit on one line."""
    letters, digits = sheet.content.number
    number = f"{letters} {digits}".strip()
    fitting = min(LARGEST, max(1, sheet.paper.columns // len(number)))
    times = min(fitting, sheet.sized(small=4, normal=LARGEST, large=LARGEST))
    sheet.paper.block(number, wide=times, high=times, bold=True)


def _facts(sheet: TextSheet) -> None:
    content, shown = sheet.content, sheet.block.show
    words, high = content.words, sheet.sized(small=1, normal=2, large=3)
    if content.ahead and "ahead" in shown:
        sheet.paper.pair(words.ahead, f"{content.ahead} {content.people}".strip(), high=high)
    if content.expected and "expected" in shown:
        sheet.paper.pair(words.expected, content.expected, high=high)
    elif "watch" in shown:
        sheet.paper.block(words.watch, align="start")


def _code(sheet: TextSheet) -> None:
    """The code with white above and below it: a printer draws none of its own."""
    content = sheet.content
    if sheet.block.words == "beside":
        sheet.paper.block(content.words.gap.join(content.words.follow), bold=True)
        if sheet.is_wide:
            sheet.paper.block(content.words.aim)
    modules = len(code_of(content.url).matrix)
    module = module_dots(modules, dots=sheet.dots, size=sheet.block.size)
    sheet.paper.feed(1)
    sheet.paper.code(content.url, module)
    sheet.paper.feed(1)


def _requirements(sheet: TextSheet) -> None:
    said = f"{sheet.content.words.bring} {sheet.content.bring}"
    sheet.paper.block(said, align=sheet.block.align, high=sheet.sized(small=1, normal=1, large=2))


def _date(sheet: TextSheet) -> None:
    content = sheet.content
    date = content.long_date if sheet.is_wide else content.short_date
    high = sheet.sized(small=1, normal=1, large=2)
    sheet.paper.block(date, bold=True, high=high, align=sheet.block.align)


def _footer(sheet: TextSheet) -> None:
    high = sheet.sized(small=1, normal=1, large=2)
    for sentences in sheet.content.foot_lines(sheet.block.show, short=not sheet.is_wide):
        line = sheet.content.joined(sentences)
        for said in [line] if len(line) <= sheet.paper.columns else sentences:
            sheet.paper.block(said, high=high, align=sheet.block.align)


def _text(sheet: TextSheet) -> None:
    times = sheet.sized(small=1, normal=1, large=2)
    sheet.paper.block(sheet.text, wide=times, high=times, align=sheet.block.align)


def _rule(sheet: TextSheet) -> None:
    sheet.paper.rule()


def _space(sheet: TextSheet) -> None:
    sheet.paper.feed(max(1, round(sheet.block.mm / MM_OF_LINE)))


def _nothing(sheet: TextSheet) -> None:
    """Pictures: see above."""


_BLOCKS: dict[str, Callable[[TextSheet], None]] = {
    "band": _nothing,
    "logo": _nothing,
    "hall": _hall,
    "copy": _copy,
    "service": _service,
    "number": _number,
    "facts": _facts,
    "code": _code,
    "requirements": _requirements,
    "date": _date,
    "footer": _footer,
    "text": _text,
    "rule": _rule,
    "space": _space,
}
