"""The QR code of the ticket's page with how to use it, and what to bring."""

from __future__ import annotations

from functools import lru_cache

import segno

from printer.ticket import fonts
from printer.ticket.breaking import wrap, wrap_evenly
from printer.ticket.sheet import Sheet
from printer.ticket.style import NARROW, WIDE

QUIET = 4  # modules of white around the code
# Dots of a module: the largest that fits is taken, but none beyond the first or below the second,
LARGEST = {"small": 5, "normal": 6, "large": 8}
SMALLEST = {"small": 4, "normal": 5, "large": 7}  # unless the paper is too narrow for that.


@lru_cache(maxsize=4)  # text mode asks for its size, then for its picture
def code_of(url: str) -> segno.QRCode:
    return segno.make(url, error="m", boost_error=False, micro=False)


def code_block(sheet: Sheet) -> None:
    """The code, its words beside it where the paper is wide, and what to bring if that comes next."""
    paper, size = sheet.paper, sheet.block.size
    code = code_of(sheet.content.url)
    modules = len(code.matrix)
    dots = LARGEST[size] if sheet.style.side_by_side else SMALLEST[size]
    dots = min(dots, paper.width // (modules + 2 * QUIET))
    bring = sheet.content.bring if sheet.code_brings else ""
    column = (modules + 2 * QUIET) * dots
    if sheet.block.words == "none":
        _code_alone(sheet, code)
    elif sheet.style.side_by_side and column <= paper.width * 0.55:
        _code_beside_words(sheet, code, dots, bring)
    else:
        _code_in_the_middle(sheet, code, bring)


def requirements_block(sheet: Sheet) -> None:
    """What to bring, unless the code above has told it beside itself."""
    if not sheet.code_brings or sheet.before is None or sheet.before.words == "none":
        _bring_below(sheet, sheet.content.bring)


def _code_beside_words(sheet: Sheet, code: segno.QRCode, dots: int, bring: str) -> None:
    paper, style, words = sheet.paper, sheet.style, sheet.content.words
    quiet, size = QUIET * dots, len(code.matrix) * dots
    top = paper.y + quiet + 1
    left = 2 * quiet + size + 2
    width = paper.width - left - style.edge
    paper.y = top
    paper.code(code, quiet, dots)
    head, text, strong = (
        paper.faces.words(style.follow, fonts.LOUD),
        paper.faces.words(style.text),
        paper.faces.words(style.text, fonts.STRONG),
    )
    step = round(style.text * 1.16)
    paper.y = top + round(style.follow * 0.76)
    follow = [line for part in words.follow for line in wrap(part, head.width, width)]
    paper.lines(follow, head, left, step=round(style.follow * 1.15))
    paper.down(round(style.text * 1.76))
    paper.lines(wrap(words.aim, text.width, width), text, left, step=step)
    beside = wrap(bring, text.width, width) if bring else []
    below = wrap(bring, text.width, paper.width - 2 * style.edge)
    bottom = top + size + quiet
    is_shorter = paper.y + 48 + len(beside) * step <= bottom + len(below) * step
    if beside and is_shorter:
        paper.down(37)
        paper.lines([words.bring], strong, left, step=step)
        paper.down(step)
        paper.lines(beside, text, left, step=step)
        paper.down(18)
    paper.y = max(paper.y, bottom)
    if beside and not is_shorter:
        paper.down(-quiet // 2)
        _bring_below(sheet, bring)


def _code_in_the_middle(sheet: Sheet, code: segno.QRCode, bring: str) -> None:
    paper, style = sheet.paper, sheet.style
    paper.down(round(style.follow * 1.26))
    follow = sheet.content.words.gap.join(sheet.content.words.follow)
    paper.block(follow, style.follow, fonts.LOUD, edge=style.edge)
    dots = _dots(sheet, code)
    paper.down(QUIET * dots + round(style.follow * 0.23))
    _put(sheet, code, dots)
    if bring:
        paper.down(QUIET * dots - 20)
        _bring_below(sheet, bring)
    else:
        paper.down(QUIET * dots)


def _code_alone(sheet: Sheet, code: segno.QRCode) -> None:
    dots = _dots(sheet, code)
    sheet.paper.down(QUIET * dots)
    _put(sheet, code, dots)
    sheet.paper.down(QUIET * dots)


def module_dots(modules: int, *, dots: int, size: str) -> int:
    """Dots of one module of a code that stands alone in the middle of paper of ``dots`` dots."""
    largest = LARGEST[size]
    if size == "small" and WIDE > dots > (WIDE + NARROW) // 2:
        largest = round(largest * dots / WIDE)  # the dots of such a printer are larger
    wanted = min(largest, max(SMALLEST[size], dots // (2 * modules)))
    return min(wanted, dots // (modules + 2 * QUIET))


def _dots(sheet: Sheet, code: segno.QRCode) -> int:
    size = sheet.block.size
    return module_dots(len(code.matrix), dots=sheet.paper.width, size=size)


def _put(sheet: Sheet, code: segno.QRCode, dots: int) -> None:
    side = len(code.matrix) * dots
    sheet.paper.code(code, (sheet.paper.width - side) // 2, dots)
    sheet.paper.down(side)


def _bring_below(sheet: Sheet, bring: str) -> None:
    if not bring:
        return
    paper, style = sheet.paper, sheet.style
    text = paper.faces.words(style.text)
    paper.down(round(style.text * 1.77))
    said = f"{sheet.content.words.bring} {bring}"
    lines = wrap_evenly(said, text.width, paper.width - 2 * style.edge)
    for line in lines:
        paper.down(0 if line is lines[0] else round(style.text * 1.2))
        paper.aligned(line, text, sheet.block.align, edge=style.edge)
        paper.words.append(line)
    paper.down(round(style.text * 0.5))
