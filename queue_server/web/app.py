"""The Flask application, put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from werkzeug.routing import IntegerConverter

from queue_server.usecases.house import House
from queue_server.usecases.show_order import show_order
from queue_server.web import (
    admin,
    agents,
    announcements,
    api,
    boards,
    bookings,
    counters,
    errors,
    estimates,
    guard,
    hall,
    health,
    hours,
    kiosks,
    media,
    openapi,
    order,
    overrides,
    pages,
    pairings,
    preview,
    printers,
    prompts,
    rolls,
    screens,
    sessions,
    staff,
    tickets,
)

# Importing a module of endpoints registers them.
from queue_server.web.lookups import Lookups

MODULES = (
    admin,
    agents,
    announcements,
    boards,
    bookings,
    counters,
    estimates,
    hall,
    hours,
    kiosks,
    media,
    order,
    overrides,
    pairings,
    preview,
    printers,
    prompts,
    rolls,
    screens,
    sessions,
    staff,
    tickets,
)
LARGEST_BODY = 16 * 1024


class Id(IntegerConverter):
    """A number of the path that every database can take: without a limit a long one is a fault of the server."""

    regex = "[0-9]{1,18}"


def create_app(
    house: House, *, hosts: frozenset[str], static: Path, kiosk: Path, display: Path,
    online: Callable[[], set[tuple[str, str]]], seen: Callable[[str], None], tailing: Callable[[], bool],
) -> Flask:  # fmt: skip
    """``online`` names the devices connected now, ``seen`` hears of printers whose agent spoke; ``tailing`` says
    whether pushes follow the journal.
    """
    app = Flask("queue_server", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.converters["int"] = Id
    app.extensions |= {
        "house": house, "metrics": health.Metrics(), "online": online, "seen": seen,
        "tailing": tailing, "boards": boards.Boards(), "orders": boards.Boards(show_order), "gate": kiosks.Gate(),
        "lookups": Lookups(),
    }  # fmt: skip
    errors.install(app)
    guard.install(app, hosts=hosts)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(health.blueprint)
    media.install(app, house)
    pages.install(app, static=static, kiosk=kiosk, display=display)
    openapi.install(app)
    return app
