"""What a language has to say on a ticket."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """``people`` and ``person`` follow a number and may be empty; ``follow`` breaks in two where it may.

    Dates are put together from {weekday}, {day}, {month}, {year}, {time}; the short form of a name is
    its beginning unless the language writes it otherwise.
    """

    copy: str
    ahead: str
    people: str
    person: str
    expected: str
    watch: str
    follow: tuple[str, str]
    aim: str
    bring: str
    reprinted: str
    once: str
    missed: str
    today: str
    days: tuple[str, ...]
    months: tuple[str, ...]
    short_days: tuple[str, ...] = ()
    short_months: tuple[str, ...] = ()
    long_date: str = "{weekday}, {day} {month} {year}, {time}"
    short_date: str = "{weekday} {day} {month} {year}, {time}"
    commas: tuple[str, str] = (
        ", ",
        "; ",
    )  # between things to bring; the second when they have commas
    stop: str = "."
    gap: str = " "  # between words
    right_to_left: bool = False
    taller: float = 0.0  # white that its letters want above a line, as a share of their height

    def says(self) -> str:
        """All its letters, for asking whether a font has them."""
        simple = (self.copy, self.ahead, self.people, self.expected, self.watch, self.aim)
        more = (self.bring, self.reprinted, self.once, self.missed, self.today, self.long_date)
        named = self.follow + self.days + self.months
        return "".join(simple + more + named).replace("{", "").replace("}", "")
