"""The pages: static files of the server, the kiosk and the display. Nothing is made up per visitor."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Flask, Response, redirect, send_from_directory
from werkzeug.wrappers import Response as Answer

# Python's own table may lack these; a module or font with a wrong type is not used by browsers.
for type_, ending in (
    ("text/javascript", ".mjs"),
    ("text/javascript", ".js"),
    ("font/woff2", ".woff2"),
):
    mimetypes.add_type(type_, ending)

DAY_S = 86_400
ONE_PAGE = {
    "/counter/": "counter",
    "/admin/": "admin",
    "/reception/": "reception",
    "/board/": "board",
    "/board/<zone>": "board",
    "/why/": "why",
    "/why/<zone>": "why",
    "/t/<token>": "phone",
}
"""Folders of /static/ whose index.html is a page; what the address names, its script reads."""


def blueprint(*, static: Path, kiosk: Path, display: Path) -> Blueprint:
    """Pages from these folders: /kiosk/, /display/, /static/, and those of ONE_PAGE."""
    pages = Blueprint("pages", __name__)

    def serve(folder: Path, name: str) -> Response:
        vendor = folder == static and name.startswith("vendor/")
        return send_from_directory(folder, name, max_age=DAY_S if vendor else 0)

    def one_page(folder: str) -> Callable[..., Response]:
        return lambda **_parts: serve(static / folder, "index.html")

    @pages.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        return serve(static, name)

    @pages.get("/kiosk/", defaults={"name": "index.html"})
    @pages.get("/kiosk/<path:name>")
    def kiosk_file(name: str) -> Response:
        return serve(kiosk, name)

    @pages.get("/display/", defaults={"name": "index.html"})
    @pages.get("/display/<path:name>")
    def display_file(name: str) -> Response:
        return serve(display, name)

    for rule, folder in ONE_PAGE.items():
        pages.add_url_rule(rule, f"page {rule}", one_page(folder))

    @pages.get("/")
    def home() -> Answer:
        return redirect("/counter/")

    @pages.get("/favicon.ico")
    def icon() -> Response:
        return Response(status=204)

    return pages


def install(app: Flask, *, static: Path, kiosk: Path, display: Path) -> None:
    app.register_blueprint(blueprint(static=static, kiosk=kiosk, display=display))
