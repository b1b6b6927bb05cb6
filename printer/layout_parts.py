"""The middle of the ticket: people ahead, expected call, the QR code and what to bring."""

from __future__ import annotations

from datetime import tzinfo

import segno

from printer import fonts
from printer.job import Ticket
from printer.paper import Paper, width_of, wrap, wrap_evenly
from printer.style import Style
from printer.words import Words, clock

QUIET = 4  # modules of white around the code
LARGEST, SMALLEST = 6, 5  # dots of a module: the largest that fits is taken


def facts(paper: Paper, style: Style, words: Words, ticket: Ticket, zone: tzinfo) -> None:
    """How many are ahead and when the call is expected. What is not known is not said."""
    ahead = None if ticket.ahead is None else str(ticket.ahead)
    when = _expected(ticket, zone)
    paper.rule()
    if style.side_by_side:
        _columns(paper, style, words, ahead, when)
    else:
        _rows(paper, style, words, ahead, when)
    paper.rule()


def _expected(ticket: Ticket, zone: tzinfo) -> str:
    times = [clock(at, zone) for at in (ticket.called_from, ticket.called_to) if at is not None]
    return "–".join(dict.fromkeys(times))


def _unit(words: Words, ahead: str) -> str:
    return words.person if ahead == "1" else words.people


def _columns(paper: Paper, style: Style, words: Words, ahead: str | None, when: str) -> None:
    top = paper.y
    label, value, unit = (
        fonts.words(style.label),
        fonts.numbers(style.value),
        fonts.words(style.unit, fonts.LABEL),
    )
    left = style.edge
    paper.down(round(style.label * 1.29))
    first = paper.y
    second = first + round(style.value * 1.35)
    if ahead is not None:
        paper.write(words.ahead, label, style.edge)
        paper.y = second
        paper.write(ahead, value, style.edge)
        beside = style.edge + width_of(ahead, value) + round(style.unit * 0.4)
        people = _unit(words, ahead)
        paper.write(people, unit, beside)
        paper.words.append(f"{words.ahead}: {ahead} {people}")
        column = max(width_of(words.ahead, label), beside + width_of(people, unit) - style.edge)
        left = style.edge + column + round(style.label * 0.9)
        paper.y = top + 7
        paper.bar(left, 2, second - first + round(style.label * 1.2))
        left += round(style.label * 0.75)
    paper.y = first
    if when:
        paper.write(words.expected, label, left)
        paper.y = second
        paper.write(when, value, left)
        paper.words.append(f"{words.expected}: {when}")
    else:
        paper.y = first + 4
        lines = wrap_evenly(words.watch, fonts.words(style.text), paper.width - left - style.edge)
        paper.lines(lines, fonts.words(style.text), left, step=round(style.text * 1.3))
    paper.y = max(paper.y, second) + round(style.label * 0.67)


def _rows(paper: Paper, style: Style, words: Words, ahead: str | None, when: str) -> None:
    label, value, unit = (
        fonts.words(style.label),
        fonts.numbers(style.value),
        fonts.words(style.unit, fonts.LABEL),
    )
    edge = paper.width - style.edge
    paper.down(round(style.value * 1.06))
    if ahead is not None:
        people = _unit(words, ahead)
        paper.write(words.ahead, label, style.edge)
        paper.right(people, unit, edge)
        paper.right(ahead, value, edge - width_of(people, unit) - round(style.unit * 0.4))
        paper.words.append(f"{words.ahead}: {ahead} {people}")
        paper.down(style.value + 5)
    if when:
        paper.write(words.expected, label, style.edge)
        paper.down(style.value + 5)
        paper.right(when, value, edge)
        paper.words.append(f"{words.expected}: {when}")
    else:
        lines = wrap_evenly(words.watch, label, paper.width - 2 * style.edge)
        paper.lines(lines, label, style.edge, step=round(style.label * 1.3))
    paper.down(round(style.value * 0.47))


def code_and_requirements(paper: Paper, style: Style, words: Words, ticket: Ticket) -> None:
    """The QR code of the ticket's page with how to use it, and what to bring."""
    code = segno.make(ticket.url, error="m", boost_error=False, micro=False) if ticket.url else None
    bring = _listed(ticket.requirements)
    if code is None:
        _bring_below(paper, style, words, bring)
        return
    modules = len(code.matrix)
    dots = LARGEST if style.side_by_side else SMALLEST
    column = (modules + 2 * QUIET) * dots
    if style.side_by_side and column <= paper.width * 0.55:
        _code_beside_words(paper, style, words, code, dots, bring)
    else:
        _code_in_the_middle(paper, style, words, code, bring)


def _listed(items: tuple[str, ...]) -> str:
    """ "KK asli, KTP lama"; with semicolons when an item has a comma of its own."""
    return ("; " if any("," in item for item in items) else ", ").join(items)


def _code_beside_words(
    paper: Paper, style: Style, words: Words, code: segno.QRCode, dots: int, bring: str
) -> None:
    quiet, size = QUIET * dots, len(code.matrix) * dots
    top = paper.y + quiet + 1
    left = 2 * quiet + size + 2
    width = paper.width - left - style.edge
    paper.y = top
    paper.code(code, quiet, dots)
    head, text, strong = (
        fonts.words(style.follow, fonts.LOUD),
        fonts.words(style.text),
        fonts.words(style.text, fonts.STRONG),
    )
    step = round(style.text * 1.16)
    paper.y = top + round(style.follow * 0.76)
    follow = [line for part in words.follow for line in wrap(part, head, width)]
    paper.lines(follow, head, left, step=round(style.follow * 1.15))
    paper.down(round(style.text * 1.76))
    paper.lines(wrap(words.aim, text, width), text, left, step=step)
    beside = wrap(bring, text, width) if bring else []
    below = wrap(bring, text, paper.width - 2 * style.edge)
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
        _bring_below(paper, style, words, bring)


def _code_in_the_middle(
    paper: Paper, style: Style, words: Words, code: segno.QRCode, bring: str
) -> None:
    paper.down(round(style.follow * 1.26))
    paper.centred(" ".join(words.follow), style.follow, fonts.LOUD, edge=style.edge)
    modules = len(code.matrix)
    dots = min(LARGEST, max(SMALLEST, paper.width // (2 * modules)))
    paper.down(QUIET * dots + round(style.follow * 0.23))
    paper.code(code, (paper.width - modules * dots) // 2, dots)
    paper.down(modules * dots)
    if bring:
        paper.down(QUIET * dots - 20)
        _bring_below(paper, style, words, bring)
    else:
        paper.down(QUIET * dots)


def _bring_below(paper: Paper, style: Style, words: Words, bring: str) -> None:
    if not bring:
        return
    text = fonts.words(style.text)
    paper.down(round(style.text * 1.77))
    lines = wrap_evenly(f"{words.bring} {bring}", text, paper.width - 2 * style.edge)
    for line in lines:
        paper.down(0 if line is lines[0] else round(style.text * 1.2))
        paper.centre(line, text)
        paper.words.append(line)
    paper.down(round(style.text * 0.5))
