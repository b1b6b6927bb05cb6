"""The number, and the facts below it: people ahead and the expected call."""

from __future__ import annotations

from printer.ticket import fonts
from printer.ticket.breaking import wrap_evenly
from printer.ticket.face import Faces
from printer.ticket.sheet import Sheet

LETTER_GAP = 0.16  # of the number's height, between the letter and the digits, as on every screen
NUMBER_EDGE = 14  # dots left white on each side of the number
HIGHEST_NUMBER = {"small": 0.25, "normal": 0.37, "large": 0.5}  # of the paper's width, when short


def number_block(sheet: Sheet) -> None:
    """As large as the paper is wide; letter and digits stand apart as on every screen."""
    paper, style = sheet.paper, sheet.style
    letters, digits = sheet.content.number
    em = _number_ink(paper.faces, letters, digits, 100)
    room = paper.width - 2 * NUMBER_EDGE
    highest = round(paper.width * HIGHEST_NUMBER[sheet.block.size])
    px = min(room * 100 // (em[1] - em[0]), highest)
    left, right = _number_ink(paper.faces, letters, digits, px)
    face = paper.faces.numbers(px)
    start = (paper.width - (right - left)) // 2 - left
    paper.down(style.to_number + round(px * 0.75))
    paper.put(letters, face, start)
    paper.put(digits, face, start + _digits_start(paper.faces, letters, digits, px))
    paper.words.append(f"{letters} {digits}".strip())
    paper.down(style.to_rule)


def _digits_start(faces: Faces, letters: str, digits: str, px: int) -> int:
    gap = LETTER_GAP * px if letters and digits else 0
    return round(faces.numbers(px).length(letters) + gap)


def _number_ink(faces: Faces, letters: str, digits: str, px: int) -> tuple[int, int]:
    """Where the ink of the number begins and ends, in dots from where its first letter stands."""
    face = faces.numbers(px)
    first, last = face.box(letters or digits), face.box(digits or letters)
    shift = _digits_start(faces, letters, digits, px) if digits else 0
    return first[0], last[2] + shift


def facts_block(sheet: Sheet) -> None:
    """How many are ahead and when the call is expected. What is not known is not said."""
    facts = _Facts(sheet)
    if sheet.style.side_by_side and facts.fits_in_columns():
        facts.columns()
    else:
        facts.rows()


class _Facts:
    def __init__(self, sheet: Sheet) -> None:
        self._paper, self._style, content = sheet.paper, sheet.style, sheet.content
        shown, words, faces = sheet.block.show, content.words, sheet.paper.faces
        self._words = words
        self._is_small = sheet.block.size == "small"  # then lines are saved where they can be
        self._ahead = content.ahead if "ahead" in shown else ""
        self._people = content.people
        self._when = content.expected if "expected" in shown else ""
        self._watch = words.watch if "watch" in shown and not content.expected else ""
        self._label = faces.words(self._style.label)
        self._value = faces.numbers(self._style.value)
        self._unit = faces.words(self._style.unit, fonts.LABEL)
        self._beside_gap = round(self._style.unit * 0.4)

    def fits_in_columns(self) -> bool:
        needed = max(self._label.width(self._words.expected), self._value.width(self._when))
        return not self._when or self._second_column() + needed <= self._paper.width

    def columns(self) -> None:
        paper, style = self._paper, self._style
        top = paper.y
        left = style.edge
        paper.down(round(style.label * 1.29))
        first = paper.y
        second = first + round(style.value * 1.35)
        if self._ahead:
            paper.write(self._words.ahead, self._label, style.edge)
            paper.y = second
            paper.write(self._ahead, self._value, style.edge)
            paper.write(self._people, self._unit, self._people_start())
            self._say_ahead()
        if self._ahead and (self._when or self._watch):
            paper.y = top + 7
            rule = style.edge + self._column() + round(style.label * 0.9)
            paper.bar(rule, 2, second - first + round(style.label * 1.2))
            left = self._second_column()
        paper.y = first
        if self._when:
            paper.write(self._words.expected, self._label, left)
            paper.y = second
            paper.write(self._when, self._value, left)
            self._say_when()
        elif self._watch:
            paper.y = first + 4
            text = paper.faces.words(style.text)
            lines = wrap_evenly(self._watch, text.width, paper.width - left - style.edge)
            paper.lines(lines, text, left, step=round(style.text * 1.3))
        paper.y = max(paper.y, second) + round(style.label * 0.67)

    def rows(self) -> None:
        paper, style = self._paper, self._style
        step = style.value + 5
        paper.down(round(style.value * 1.06))
        if self._ahead:
            self._row_ahead()
            paper.down(step)
        if self._when:
            paper.write(self._words.expected, self._label, style.edge)
            if not (self._is_small and self._fits_beside(self._words.expected, self._when)):
                paper.down(step)
            paper.ending(self._when, self._value, paper.width - style.edge)
            self._say_when()
        elif self._watch:
            width = paper.width - 2 * style.edge
            lines = wrap_evenly(self._watch, self._label.width, width)
            paper.lines(lines, self._label, style.edge, step=round(style.label * 1.3))
        else:
            paper.down(-step)
        paper.down(round(style.value * 0.47))

    def _row_ahead(self) -> None:
        paper, style = self._paper, self._style
        people = self._unit.width(self._people)
        gap = self._beside_gap if self._people else 0
        paper.write(self._words.ahead, self._label, style.edge)
        if not self._fits_beside(self._words.ahead, self._ahead, gap + people):
            paper.down(style.value + 5)
        edge = paper.width - style.edge
        paper.ending(self._people, self._unit, edge)
        paper.ending(self._ahead, self._value, edge - people - gap)
        self._say_ahead()

    def _fits_beside(self, label: str, value: str, more: int = 0) -> bool:
        taken = 2 * self._style.edge + self._label.width(label) + round(self._style.label * 0.5)
        return taken + self._value.width(value) + more <= self._paper.width

    def _people_start(self) -> int:
        return self._style.edge + self._value.width(self._ahead) + self._beside_gap

    def _column(self) -> int:
        """Dots that the people ahead take."""
        people = self._people_start() + self._unit.width(self._people) - self._style.edge
        return max(self._label.width(self._words.ahead), people)

    def _second_column(self) -> int:
        if not self._ahead:
            return self._style.edge
        label = self._style.label
        return self._style.edge + self._column() + round(label * 0.9) + round(label * 0.75)

    def _say_ahead(self) -> None:
        said = f"{self._words.ahead}: {self._ahead} {self._people}"
        self._paper.words.append(said.strip())

    def _say_when(self) -> None:
        self._paper.words.append(f"{self._words.expected}: {self._when}")
