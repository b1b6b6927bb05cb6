"""The page on which a virtual printer shows its paper. Answers this computer only."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

from printer import fonts
from printer.virtual_roll import Roll

SHOWN = 24  # tickets on the page
HEARTBEAT_S = 10.0
FILES = Path(__file__).parent / "page"
LOCAL = {"127.0.0.1", "localhost"}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".png": "image/png",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class RollPage(ThreadingHTTPServer):
    """``port`` 0 takes a free one; OSError when the port is taken."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, *, name: str, roll: Roll) -> None:
        self.name, self.roll = name, roll
        self.closing = threading.Event()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def start(self) -> None:
        threading.Thread(target=self.serve_forever, args=(0.1,), daemon=True).start()

    def stop(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no news."""

    def state(self) -> dict[str, object]:
        roll = self.roll
        return {
            "name": self.name,
            "dots": roll.dots,
            "paper_mm": roll.paper_mm,
            "pieces": [asdict(piece) for piece in roll.newest(SHOWN)],
        }


class _Handler(BaseHTTPRequestHandler):
    server: RollPage
    protocol_version = "HTTP/1.1"
    timeout = 30
    server_version = "SatuPintu"
    sys_version = ""
    _pages: ClassVar[dict[str, Path]] = {
        "/": FILES / "index.html",
        "/roll.css": FILES / "roll.css",
        "/roll.mjs": FILES / "roll.mjs",
    }

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if (self.headers.get("Host") or "").rsplit(":", 1)[0] not in LOCAL:
            self._refuse(
                HTTPStatus.FORBIDDEN
            )  # a foreign page that points its name at this computer
        elif path == "/events":
            self._events()
        elif path.startswith("/tickets/"):
            self._file(self._ticket(path.removeprefix("/tickets/")))
        elif path.startswith("/fonts/"):
            self._file(fonts.FOLDER / Path(path).name)
        else:
            self._file(self._pages.get(path))

    def _ticket(self, name: str) -> Path | None:
        number = name.removesuffix(".png")
        is_number = number.isascii() and number.isdigit() and len(number) < 12
        return self.server.roll.picture(int(number)) if is_number else None

    def _file(self, path: Path | None) -> None:
        kind = TYPES.get(path.suffix) if path else None
        try:
            body = path.read_bytes() if path and kind else None
        except OSError:
            body = None
        if body is None or kind is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        self._head(HTTPStatus.OK, kind, len(body))
        self.wfile.write(body)

    def _refuse(self, status: HTTPStatus) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        self._head(status, "text/plain; charset=utf-8", len(body))
        self.wfile.write(body)

    def _events(self) -> None:
        """The state now and after every ticket, as server-sent events."""
        self._head(HTTPStatus.OK, "text/event-stream", None)
        version, sent = self.server.roll.wait(-1, 0), -1
        while not self.server.closing.is_set():
            news = f"data: {json.dumps(self.server.state())}\n\n" if version != sent else ": \n\n"
            self.wfile.write(news.encode())
            sent = version
            version = self._next(version)

    def _next(self, version: int) -> int:
        """The next version; the same one when it is time for a sign of life or for the end."""
        waited = 0.0
        now = version
        while now == version and waited < HEARTBEAT_S and not self.server.closing.is_set():
            now = self.server.roll.wait(version, 0.5)
            waited += 0.5
        return now

    def _head(self, status: HTTPStatus, kind: str, length: int | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: each look at the page is no news."""


def open_page(port: int, *, name: str, roll: Roll, say: Callable[[str], None]) -> RollPage:
    """The page on ``port``, or on a free one when that is taken; ``say`` gets one line about it."""
    try:
        page = RollPage(port, name=name, roll=roll)
    except OSError as error:
        page = RollPage(0, name=name, roll=roll)
        say(f"page port {port} cannot be used ({error.strerror}); the paper is shown on {page.url}")
    else:
        say(f"the paper is shown on {page.url}")
    page.start()
    return page
