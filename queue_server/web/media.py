"""Pictures, films and texts for the TVs: the admin's hands on them, the screens' playlist, the files themselves."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from flask import Blueprint, Flask, Response, request
from pydantic import AfterValidator, BeforeValidator, Field
from werkzeug.exceptions import ClientDisconnected, HTTPException
from werkzeug.wsgi import FileWrapper

from queue_server.domain import errors as e
from queue_server.domain.errors import QueueError
from queue_server.domain.media import (
    LARGEST,
    LONGEST_NAME,
    LONGEST_S,
    LONGEST_TEXT,
    MOST_ITEMS,
    SHORTEST_S,
    Item,
    NoRoom,
    NotAPicture,
    NotAVideo,
    TooLarge,
    TooManyItems,
)
from queue_server.domain.media_content import TYPES
from queue_server.storage.people import Who
from queue_server.usecases import media, media_files, shapes
from queue_server.usecases.house import House
from queue_server.web import guard
from queue_server.web.api import ADMIN, STAFF, Body, endpoint, plain_text
from queue_server.web.errors import STATUS

STATUS.update({NotAPicture: 422, NotAVideo: 422, TooLarge: 413, TooManyItems: 409, NoRoom: 507})
PIECE = 256 * 1024
SENT_AT_ONCE = 64 * 1024
FILE = re.compile(rf"[0-9a-f]{{64}}\.({'|'.join(TYPES)})")
YEAR_S = 365 * 86_400
# Should one be opened as a page of its own: it is a picture, and may do nothing else.
SANDBOX = "default-src 'none'; sandbox"


def _written(day: object) -> object:
    if not isinstance(day, str) or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
        raise ValueError("a day is written YYYY-MM-DD")
    return day


Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]
Words = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(plain_text)]
Texts = Annotated[dict[Language, Words], Field(min_length=1, max_length=8)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Day = Annotated[date, BeforeValidator(_written)]


class OfZone(Body):
    zone: str = Field(min_length=1, max_length=32)


class Upload(Body):
    """The query of an upload: its body is the file. ``enabled`` false: for whoever chooses zones and days first."""

    name: Name
    enabled: bool = True


class Shown(Body):
    """Where and when; ``from`` and ``until`` are local days, null for no limit."""

    seconds: int | None = Field(default=None, ge=SHORTEST_S, le=LONGEST_S)
    zones: list[Annotated[str, Field(max_length=32)]] = Field(default_factory=list, max_length=200)
    from_day: Day | None = Field(default=None, alias="from")
    until_day: Day | None = Field(default=None, alias="until")
    enabled: bool = True

    def named(self, *fields: str) -> dict[str, Any]:
        """The values of ``fields`` that the body names, as an item has them."""
        plain = {name: getattr(self, name) for name in fields if name in self.model_fields_set}
        if "zones" in plain:
            plain["zones"] = tuple(dict.fromkeys(self.zones))
        return {n: v.isoformat() if isinstance(v, date) else v for n, v in plain.items()}


class AddText(Shown):
    text: Texts
    name: Name | None = None


class Change(Shown):
    """What is not named stays as it is."""

    name: Name = ""
    text: Texts = Field(default_factory=dict)
    position: int = Field(default=0, ge=0, lt=MOST_ITEMS)


pages = Blueprint("media", __name__)


@endpoint(
    "GET", "/media/playlist", roles=STAFF | {"display"}, model=OfZone, answer=("version", "items"),
    errors=(e.NotFound,),
)  # fmt: skip
def playlist(who: Who, query: OfZone) -> shapes.Json:
    """What screens of the zone show between calls today, in order."""
    house = guard.house()
    return _shown(media.playlist_of(house.db, house.hall, query.zone, at=house.now()))


@endpoint("GET", "/media", roles=ADMIN, answer=("version", "items"))
def every(who: Who) -> shapes.Json:
    """All pictures, films and texts, in order."""
    return _shown(media.every(guard.house().db))


@endpoint(
    "POST", "/media", roles=ADMIN, status=201, answer=("item",), largest=max(LARGEST.values()), content="*/*",
    errors=(e.InvalidInput, NotAPicture, NotAVideo, TooLarge, TooManyItems, NoRoom),
)  # fmt: skip
def upload(who: Who) -> shapes.Json:
    """Add a picture (PNG, JPEG, WebP) or a film (MP4, WebM); the body is the file, ?name= what it is called."""
    house, asked = guard.house(), Upload.model_validate(request.args.to_dict())
    try:
        media.must_have_place(house.db)
        with media_files.received(
            house.media, _pieces(), length=request.content_length or 0, said=request.mimetype, offload=house.offload,
        ) as kept:  # fmt: skip
            item = media.add_file(
                house.db, house.media, kept, name=asked.name, enabled=asked.enabled, actor=who.actor,
                at=house.now(),
            )  # fmt: skip
    except QueueError:
        # An answer that comes before the last byte is lost in some browsers: "connection reset" would be all they say.
        for _ in _pieces():
            pass
        raise
    return {"item": media.shape(item)}


@endpoint(
    "POST", "/media/texts", roles=ADMIN, model=AddText, status=201, answer=("item",),
    errors=(e.InvalidInput, TooManyItems),
)  # fmt: skip
def add_text(who: Who, body: AddText) -> shapes.Json:
    """Add a text."""
    house = guard.house()
    more = body.named(*Shown.model_fields)
    item = media.add_text(
        house.db, house.hall, text=body.text, name=body.name, actor=who.actor, at=house.now(), **more
    )  # fmt: skip
    return {"item": media.shape(item)}


@endpoint(
    "PUT", "/media/<int:id>", roles=ADMIN, model=Change, answer=("item",),
    errors=(e.NotFound, e.InvalidInput),
)  # fmt: skip
def change(who: Who, body: Change, id: int) -> shapes.Json:
    """Change an item: only what is named; ``position`` 0 is the first."""
    house = guard.house()
    changes = body.named(*Change.model_fields)
    item = media.change(house.db, house.hall, id, changes, actor=who.actor, at=house.now())
    return {"item": media.shape(item)}


@endpoint("DELETE", "/media/<int:id>", roles=ADMIN, status=204, errors=(e.NotFound,))
def remove(who: Who, id: int) -> None:
    """Remove an item; its file goes when no other item shows it."""
    house = guard.house()
    media.remove(house.db, house.media, id, actor=who.actor, at=house.now())


@pages.get("/media/<name>")
def file(name: str) -> Response:
    """The file of an item. Anybody may have it: it hangs in the lobby."""
    found = FILE.fullmatch(name)
    if not found or not (path := guard.house().media / name).is_file():
        raise e.NotFound(what="media")
    opened, size = path.open("rb"), path.stat().st_size
    answer = Response(FileWrapper(opened, SENT_AT_ONCE), content_type=TYPES[found[1]])
    answer.call_on_close(opened.close)
    answer.content_length = size
    answer.set_etag(name[:20])
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.cache_control.public, answer.cache_control.immutable = True, True
    answer.cache_control.max_age = YEAR_S
    try:
        answer.make_conditional(request, accept_ranges=True, complete_length=size)
    except HTTPException:  # a part that the file does not have
        opened.close()
        raise
    answer.response = _in_turn(answer.response)
    return answer


def install(app: Flask, house: House) -> None:
    """Serve the files; what a power cut left in their folder goes."""
    app.register_blueprint(pages)
    media.clean(house.db, house.media)


def _shown(found: tuple[int, list[Item]]) -> shapes.Json:
    version, items = found
    return {"version": version, "items": [media.shape(item) for item in items]}


def _pieces() -> Iterator[bytes]:
    """The body in small pieces; others are served between any two of them."""
    try:
        while piece := request.stream.read(PIECE):
            yield piece
            time.sleep(0)
    except OSError as error:
        raise ClientDisconnected from error


def _in_turn(blocks: Iterable[Any]) -> Iterator[bytes]:
    """Twenty TVs that fetch a film at once must not stop a call: after each block others have their turn."""
    for block in blocks:
        yield block
        time.sleep(0)
