"""What TVs show between calls: pictures, silent films and short texts. Which of them, when, and what may come in."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from queue_server.domain.errors import Conflict, DatabaseBusy, InvalidInput

MEGABYTE = 1024 * 1024
MOST_ITEMS = 200
LONGEST_NAME = 120
LONGEST_TEXT = 160
SHORTEST_S, LONGEST_S = 8, 120
"""A page that flips faster cannot be read by everybody."""
JOINERS = "\u00a0\u200c\u200d"
"""Not printable for Python, but parts of words: the hard space, and what joins or parts Arabic and Javanese letters."""


class MediaKind(enum.StrEnum):
    PICTURE = "picture"
    VIDEO = "video"
    TEXT = "text"


LARGEST = {MediaKind.PICTURE: 20 * MEGABYTE, MediaKind.VIDEO: 150 * MEGABYTE}


class NotAPicture(InvalidInput):
    """Details: ``why`` (unknown_content, broken, too_many_pixels), and ``found`` when the content has a name."""

    code = "not_a_picture"
    title = "This is no picture that screens can show"


class NotAVideo(InvalidInput):
    """Details: ``why`` (unknown_content, broken, codec), and ``found`` when the content has a name."""

    code = "not_a_video"
    title = "This is no film that screens can play"


class TooLarge(InvalidInput):
    """Details: ``kind`` and ``largest`` in bytes."""

    code = "too_large"
    title = "The file is too large"


class TooManyItems(Conflict):
    """Details: ``most``."""

    code = "too_many_items"
    title = "There are too many pictures, films and texts"


class NoRoom(DatabaseBusy):
    """Details: ``reason``. The disk is full, or would leave too little for the tickets; nothing was kept."""

    code = "disk_full"
    title = "The server's disk is full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``file`` is its name in the folder of media, None for texts; ``seconds`` None leaves it to the screen; no
    ``zones`` means all of them; days are local, both included.
    """

    id: int = 0
    kind: MediaKind
    name: str
    text: Mapping[str, str]
    file: str | None = None
    type: str = ""
    bytes: int = 0
    width: int | None = None
    height: int | None = None
    seconds: int | None = None
    zones: tuple[str, ...] = ()
    from_day: str | None = None
    until_day: str | None = None
    enabled: bool = True
    position: int = 0
    created_at: datetime
    actor: str


def is_shown(item: Item, *, zone: str, day: str) -> bool:
    """Whether screens of ``zone`` show it on the local ``day``."""
    return (
        item.enabled
        and (not item.zones or zone in item.zones)
        and (item.from_day is None or item.from_day <= day)
        and (item.until_day is None or day <= item.until_day)
    )


def playlist(items: Iterable[Item], *, zone: str, day: str) -> list[Item]:
    """What screens of ``zone`` show on ``day``, in order."""
    return sorted(
        (item for item in items if is_shown(item, zone=zone, day=day)),
        key=lambda item: (item.position, item.id),
    )


def moved(ids: Sequence[int], id: int, *, to: int) -> list[int]:
    """The order after ``id`` went to place ``to`` (0 is the first; beyond the last is the last)."""
    others = [one for one in ids if one != id]
    return [*others[:to], id, *others[to:]]


def check(item: Item, *, zones: Collection[str]) -> Item:
    """``item`` itself. Raises InvalidInput with all that is wrong; ``zones`` are those of the hall."""
    found: list[tuple[str, str]] = []
    if not _readable(item.name, LONGEST_NAME):
        found.append(("name", f"1 to {LONGEST_NAME} printable characters"))
    if item.kind is MediaKind.TEXT:
        found += _faults_of(item.text)
    elif item.text:
        found.append(("text", "only texts have one"))
    if item.seconds is not None and not SHORTEST_S <= item.seconds <= LONGEST_S:
        found.append(("seconds", f"{SHORTEST_S} to {LONGEST_S}"))
    if unknown := sorted(set(item.zones) - set(zones)):
        found.append(("zones", f"no such zone: {', '.join(unknown)}"))
    if item.from_day and item.until_day and item.until_day < item.from_day:
        found.append(("until", "before the first day"))
    if found:
        raise InvalidInput(errors=[{"field": f, "message": m} for f, m in found])
    return item


def name_of(text: Mapping[str, str]) -> str:
    """A name for a text that was given none: how it begins."""
    words = text.get("id", "").strip()
    return words if len(words) <= 40 else f"{words[:39].rstrip(' ,.;:-')}…"


def _faults_of(text: Mapping[str, str]) -> list[tuple[str, str]]:
    found = [] if "id" in text else [("text.id", "Indonesian is needed")]
    for language, words in text.items():
        if not _readable(words, LONGEST_TEXT):
            found.append((f"text.{language}", f"1 to {LONGEST_TEXT} printable characters"))
    return found


def _readable(words: str, longest: int) -> bool:
    return (
        1 <= len(words) <= longest
        and words == words.strip()
        and all(c.isprintable() or c in JOINERS for c in words)
    )
