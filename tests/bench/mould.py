"""Rows of one lived day, cut where they must change from day to day: dates, numbers, what must be unique."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = list[Any]
Piece = str | int | tuple[str, int, int]
"""Text as it is, the place of a date in NEAR, or (name, number, numbers of a day)."""
NEAR = (-1, 0, 1)
"""A day's rows hold its own date, and in UTC those beside it."""
NUMBERED = {
    ("ticket", "id"): "ticket", ("ticket", "visit_id"): "ticket", ("leg", "id"): "leg",
    ("leg", "ticket_id"): "ticket", ("prediction", "id"): "ticket", ("prediction", "ticket_id"): "ticket",
    ("print_job", "id"): "print_job", ("print_job", "ticket_id"): "ticket", ("play", "call_seq"): "journal",
    ("journal", "seq"): "journal", ("journal", "ticket_id"): "ticket", ("day_head", "seq"): "journal",
}  # fmt: skip
"""Columns that hold a number of their own table or of another one."""
NAMED = {"print_job": "print_job", "job": "print_job", "call": "journal"}
"""The same in the facts of a journal row."""
UNIQUE = (("ticket", "token"), ("ticket", "request_key"))
_MOVES = re.compile(rf'\d{{4}}-\d\d-\d\d|"({"|".join(NAMED)})": (\d+)')


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that one day made, and how many of their numbers it used."""

    name: str
    columns: tuple[str, ...]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class OneDay:
    """A hall before and after its only day: ``before`` is a database without visitors, ``after`` the one that lived."""

    folder: Path
    config: Path
    day: date
    tables: dict[str, Table]
    spans: dict[str, int]
    seq: int

    @property
    def tickets(self) -> int:
        return len(self.tables["ticket"].rows)


class Mould:
    """The rows of ``table``, ready to be written for any other day."""

    def __init__(self, table: Table, lived: OneDay) -> None:
        self.table = table
        self._spans = lived.spans
        self._days = {str(lived.day + timedelta(days=by)): place for place, by in enumerate(NEAR)}
        names = [(table.name, column) for column in table.columns]
        numbered = [(at, name) for at, name in enumerate(names) if name in NUMBERED]
        self._numbers = [(at, lived.spans[NUMBERED[name]]) for at, name in numbered]
        self._unique = [at for at, name in enumerate(names) if name in UNIQUE]
        self._cut = [(row, *self._cuts(row)) for row in table.rows]

    def _cuts(self, row: Row) -> tuple[list[tuple[int, int, str]], list[tuple[int, list[Piece]]]]:
        """(column, date, rest) of instants and days, and (column, pieces) of longer texts."""
        instants, texts = [], []
        for at, value in enumerate(row):
            if type(value) is not str or at in self._unique:
                continue
            if value[:10] in self._days:
                instants.append((at, self._days[value[:10]], value[10:]))
            elif len(pieces := self._pieces(value)) > 1:
                texts.append((at, pieces))
        return instants, texts

    def _pieces(self, text: str) -> list[Piece]:
        pieces: list[Piece] = []
        end = 0
        for found in _MOVES.finditer(text):
            if found[1]:
                piece: Piece = (found[1], int(found[2]), self._spans[NAMED[found[1]]])
            elif found[0] in self._days:
                piece = self._days[found[0]]
            else:
                continue
            pieces += [text[end : found.start()], piece]
            end = found.end()
        return [*pieces, text[end:]]

    def rows(self, place: int, near: list[str]) -> list[Row]:
        """The rows of the day number ``place``, whose dates are ``near``."""
        made, mark = [], f"{place:04x}"
        moved = [(at, place * span) for at, span in self._numbers]
        for old, instants, texts in self._cut:
            row = old.copy()
            for at, day, rest in instants:
                row[at] = near[day] + rest
            for at, pieces in texts:
                row[at] = "".join([p if type(p) is str else _made(p, place, near) for p in pieces])
            for at, by in moved:
                if row[at] is not None:
                    row[at] += by
            for at in self._unique:
                row[at] = row[at][:-4] + mark
            made.append(row)
        return made


def _made(piece: Any, place: int, near: list[str]) -> str:
    if type(piece) is int:
        return near[piece]
    name, number, span = piece
    return f'"{name}": {number + place * span}'
