"""Sizes of a ticket in dots: drawn for 80 mm (576 dots) and 58 mm (384 dots), scaled for the rest."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

WIDE, NARROW = 576, 384
NARROWEST = 200  # below this nothing fits
PRINTABLE_MM = {80: 72, 58: 48}  # the paper is wider than the print head


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Letters by their height; ``to_...`` is the way from the baseline or edge before to the next."""

    side_by_side: bool
    edge: int
    hall: int
    region: int
    service: int
    place: int
    label: int
    value: int
    unit: int
    follow: int
    text: int
    date: int
    foot: int
    copy: int
    copy_bar: int
    to_hall: int
    to_region: int
    to_service: int
    to_place: int
    to_number: int
    to_rule: int
    to_copy: int
    from_copy: int
    to_date: int
    to_foot: int
    to_end: int


_WIDE = Style(
    side_by_side=True,
    edge=8,
    hall=34,
    region=26,
    service=46,
    place=26,
    label=24,
    value=40,
    unit=28,
    follow=33,
    text=25,
    date=27,
    foot=23,
    copy=32,
    copy_bar=53,
    to_hall=42,
    to_region=29,
    to_service=59,
    to_place=31,
    to_number=26,
    to_rule=24,
    to_copy=17,
    from_copy=51,
    to_date=32,
    to_foot=28,
    to_end=16,
)
_NARROW = Style(
    side_by_side=False,
    edge=4,
    hall=27,
    region=22,
    service=38,
    place=22,
    label=21,
    value=31,
    unit=24,
    follow=27,
    text=22,
    date=23,
    foot=20,
    copy=26,
    copy_bar=45,
    to_hall=35,
    to_region=23,
    to_service=49,
    to_place=25,
    to_number=25,
    to_rule=24,
    to_copy=15,
    from_copy=43,
    to_date=28,
    to_foot=26,
    to_end=15,
)


SHARES = {"small": 0.75, "normal": 1.0, "large": 1.3}  # of a block's letters and of the way to it


def style_for(dots: int) -> Style:
    """The sizes for paper of ``dots`` dots; between the two drawn widths they are scaled."""
    if dots < NARROWEST:
        raise ValueError(f"paper of {dots} dots is too narrow for a ticket")
    drawn, width = (_WIDE, WIDE) if dots >= (WIDE + NARROW) // 2 else (_NARROW, NARROW)
    return drawn if dots == width else _scaled(drawn, dots / width)


def sized(style: Style, size: str) -> Style:
    """``style`` with letters ``small``, ``normal`` or ``large``; the edge of the paper stays."""
    return style if size == "normal" else replace(_scaled(style, SHARES[size]), edge=style.edge)


def dots_of(mm: float, style: Style, dots: int) -> int:
    """``mm`` millimetres of paper in dots."""
    return round(mm * dots / PRINTABLE_MM[80 if style.side_by_side else 58])


def _scaled(style: Style, share: float) -> Style:
    sizes = {f.name: getattr(style, f.name) for f in fields(Style) if f.name != "side_by_side"}
    scaled = {name: round(size * share) for name, size in sizes.items()}
    return Style(side_by_side=style.side_by_side, **scaled)


def length_mm(rows: int, *, dots: int, paper_mm: int) -> int:
    """How long ``rows`` rows are on paper, in millimetres."""
    return round(rows * PRINTABLE_MM.get(paper_mm, paper_mm - 8) / dots)
