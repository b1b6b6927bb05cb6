"""The page on which a virtual printer shows its paper and lets itself be broken. Answers this computer only."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

from printer.ticket import fonts
from printer.virtual import api
from printer.virtual.api import Refusal
from printer.virtual.roll import Roll

if TYPE_CHECKING:
    from printer.virtual.printer import VirtualPrinter

SHOWN = 24  # tickets on the page
MOST_CLIENTS = 32
HEARTBEAT_S = 10.0
FILES = Path(__file__).parent / "static"
LOCAL = ("127.0.0.1", "localhost")
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".json": "application/json",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAGES = ("roll.css", "panel.css", "roll.mjs", "panel.mjs", "facts.mjs", "words.mjs")
_TICKET = re.compile(r"(?:/api)?/tickets/(latest|[0-9]{1,11})\.(png|json)")


class RollPage(ThreadingHTTPServer):
    """``port`` 0 takes a free one; OSError when the port is taken. Without ``printer`` only the paper is shown."""

    allow_reuse_address = True
    request_queue_size = MOST_CLIENTS

    def __init__(
        self, port: int, *, name: str, roll: Roll, printer: VirtualPrinter | None = None
    ) -> None:
        self.name, self.roll, self.printer = name, roll, printer
        self.closing = threading.Event()
        self._clients: dict[Any, threading.Thread] = {}
        self._thread = threading.Thread(
            target=self.serve_forever, args=(0.1,), name="virtual-page", daemon=True
        )
        super().__init__(("127.0.0.1", port), _Handler)
        self.origins = tuple(f"http://{host}:{self.server_port}" for host in LOCAL)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everybody, and return when nobody is served any more."""
        self.closing.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()
        for client, thread in list(self._clients.items()):
            with suppress(OSError):  # gone already
                client.shutdown(socket.SHUT_RDWR)
            self.roll.touch()
            thread.join()
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Each client gets a thread, but there are only so many: pages left open must not eat the machine."""
        if len(self._clients) >= MOST_CLIENTS:
            self.shutdown_request(request)
            return
        thread = threading.Thread(
            target=self.process_request_thread,
            args=(request, client_address),
            name="virtual-page-client",
            daemon=True,
        )
        self._clients[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        self._clients.pop(request, None)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away in the middle of an answer is no news."""

    def state(self) -> dict[str, object]:
        roll = self.roll
        about = (
            self.printer.state() if self.printer else {"dots": roll.dots, "paper_mm": roll.paper_mm}
        )
        pieces = [asdict(piece) for piece in roll.newest(SHOWN)]
        return {"name": self.name, **about, "pieces": pieces}


class _Handler(BaseHTTPRequestHandler):
    server: RollPage
    protocol_version = "HTTP/1.1"
    timeout = 30
    disable_nagle_algorithm = True  # else the body of an answer waits 40 ms for its head
    server_version = "SatuPintu"
    sys_version = ""
    _files: ClassVar[dict[str, Path]] = {
        "/": FILES / "index.html",
        **{f"/{name}": FILES / name for name in PAGES},
    }

    def _handle(self) -> None:
        """Every method: who may ask, then what is asked."""
        try:
            self._check_who_asks()
            path = unquote(urlsplit(self.path).path)
            if self.server.printer and (methods := api.methods_of(path)):
                self._control(self.server.printer, path, methods)
            else:
                self._show(path)
        except Refusal as refusal:
            self._refuse(refusal)

    def _check_who_asks(self) -> None:
        """No page of another site may read or switch anything, whatever name it gives this computer."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in LOCAL:
            raise Refusal(status=HTTPStatus.FORBIDDEN, code="foreign_host")
        origin = self.headers.get("Origin")
        if origin is not None and origin not in self.server.origins:
            raise Refusal(status=HTTPStatus.FORBIDDEN, code="foreign_origin")

    def _control(self, printer: VirtualPrinter, path: str, methods: tuple[str, ...]) -> None:
        self._allow(*methods)
        body = api.read_body(self._body()) if self.command in ("PUT", "POST") else None
        api.obey(printer, self.command, path, body)
        if path == "/api/faults" and self.command == "GET":
            self._say(HTTPStatus.OK, {"faults": api.faults_of(printer)})
        else:
            self._say(HTTPStatus.OK, self.server.state())

    def _body(self) -> bytes:
        kind = (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        length = self.headers.get("Content-Length") or "0"
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            raise Refusal(status=HTTPStatus.LENGTH_REQUIRED, code="length_required")
        if len(length) > 9 or int(length) > api.LARGEST:
            raise Refusal(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, code="too_large")
        if kind != "application/json":  # which a form of a foreign page cannot say
            raise Refusal(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, code="unsupported_media_type")
        return self.rfile.read(int(length))

    def _show(self, path: str) -> None:
        if path == "/events":
            self._allow("GET")
            self._events()
            return
        file = self._file_of(path)
        try:
            body = file.read_bytes() if file else None
        except OSError:
            body = None
        if file is None or body is None:
            raise Refusal(status=HTTPStatus.NOT_FOUND, code="not_found")
        self._allow("GET")
        self._head(HTTPStatus.OK, TYPES[file.suffix], len(body))
        self.wfile.write(body)

    def _file_of(self, path: str) -> Path | None:
        """The file behind ``path``: of the page, a font, a picture or the facts of a ticket."""
        if found := _TICKET.fullmatch(path):
            newest = self.server.roll.newest(1)
            latest = newest[0].no if newest else 0
            no = latest if found[1] == "latest" else int(found[1])
            roll = self.server.roll
            return roll.picture(no) if found[2] == "png" else roll.facts(no)
        if path.startswith("/fonts/") and path.endswith(".woff2"):
            return fonts.FOLDER / Path(path).name
        return self._files.get(path)

    def _allow(self, *methods: str) -> None:
        if self.command not in methods:
            status = HTTPStatus.METHOD_NOT_ALLOWED
            raise Refusal(status=status, code="method_not_allowed", facts={"allow": methods})

    def _refuse(self, refusal: Refusal) -> None:
        self.close_connection = True  # what else was sent is not read
        allow = refusal.facts.get("allow")
        more = {"Allow": ", ".join(allow)} if isinstance(allow, tuple) else {}
        self._say(refusal.status, refusal.body(), kind="application/problem+json", more=more)

    def _say(
        self,
        status: HTTPStatus,
        body: Mapping[str, object],
        *,
        kind: str = "application/json",
        more: Mapping[str, str] | None = None,
    ) -> None:
        raw = json.dumps(body).encode()
        self._head(status, kind, len(raw), more)
        if self.command != "HEAD":
            self.wfile.write(raw)

    def _events(self) -> None:
        """The state now and after every change, as server-sent events."""
        self._head(HTTPStatus.OK, "text/event-stream", None)
        version, sent = self.server.roll.wait(-1, 0), -1
        while not self.server.closing.is_set():
            news = f"data: {json.dumps(self.server.state())}\n\n" if version != sent else ": \n\n"
            self.wfile.write(news.encode())
            sent = version
            version = self.server.roll.wait(version, HEARTBEAT_S)

    def _head(
        self,
        status: HTTPStatus,
        kind: str,
        length: int | None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cache-Control", "no-store")
        for name, value in (more or {}).items():
            self.send_header(name, value)
        if length is None:
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: each look at the page is no news."""


for _method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"):
    setattr(_Handler, f"do_{_method}", _Handler._handle)


def open_page(
    port: int,
    *,
    name: str,
    roll: Roll,
    say: Callable[[str], None],
    printer: VirtualPrinter | None = None,
) -> RollPage:
    """The page on ``port``, or on a free one when that is taken; ``say`` gets one line about it.

    ``printer`` lets the page switch its faults.
    """
    try:
        page = RollPage(port, name=name, roll=roll, printer=printer)
    except OSError as error:
        page = RollPage(0, name=name, roll=roll, printer=printer)
        say(f"page port {port} cannot be used ({error.strerror}); the paper is shown on {page.url}")
    else:
        say(f"the paper is shown on {page.url}")
    page.start()
    return page
