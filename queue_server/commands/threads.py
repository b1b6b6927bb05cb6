"""Serving with a thread per connection: for tests and for halls that leave eventlet (``server.mode: threading``)."""

from __future__ import annotations

import errno
import gc
import logging
import resource
import signal
import socket
import ssl
import sys
import threading
from contextlib import closing, suppress
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from queue_server.web import transport
from queue_server.web.doorway import Doorway, places
from queue_server.web.errors import say_once_a_minute

log = logging.getLogger(__name__)
DRAIN_S = 5.0
MOST_THREADS = 2048


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_request(self, *args: Any, **more: Any) -> None:
        """No line per request."""

    def log(self, type: str, message: str, *args: Any) -> None:
        """What went wrong, without where: out of files, each request says so, at length."""
        said = (message % args if args else message).strip().splitlines()[-1]
        say_once_a_minute(said, said)


def _speaking(tls: Any, plain: type[Any]) -> type[Any]:
    """Connections that speak TLS when their client does."""

    class Protocol(plain):  # type: ignore[misc]
        def __init__(self, request: Any, *rest: Any) -> None:
            wire = transport.begun(request, tls())
            if wire is None:
                return
            # One that goes without a farewell is no fault: werkzeug knows it of plain connections alone.
            with closing(wire), suppress(ssl.SSLError):
                if transport.agreed(wire):
                    super().__init__(wire, *rest)

        def make_environ(self) -> Any:
            secure = transport.speaks_tls(self.connection)
            return super().make_environ() | ({"wsgi.url_scheme": "https"} if secure else {})

    return Protocol


def serve(server: Any, host: str, port: int, tls: Any = None) -> int:
    """Serve until SIGTERM or SIGINT and return the exit status. Raises OSError when the address is taken.

    ``tls`` gives the context of TLS at the moment.
    """
    plain = server.crowd.patient(_Quiet)
    handler = _speaking(tls, plain) if tls else plain
    # Our own socket: werkzeug would say "Port in use" in its words and leave with status 1.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=1024) as listener:
        wsgi = make_server(
            host, port, server.app, threaded=True, request_handler=handler, fd=listener.fileno()
        )
    wsgi.daemon_threads = True  # type: ignore[attr-defined]
    _keep_alive(wsgi)
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    server.start_loops()
    gc.freeze()
    gc.enable()
    accepting = threading.Thread(
        target=wsgi.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
    )
    accepting.start()
    while accepting.is_alive() and not asked.wait(0.5):
        pass
    server.closing.set()
    server.pusher.closing(retry_in=2)
    asked.wait(0.1)
    for session in list(server.socketio.server.eio.sockets.values()):
        session.close(wait=False)
    wsgi.shutdown()
    accepting.join(DRAIN_S)
    wsgi.server_close()
    return 0 if asked.is_set() else 1


def _keep_alive(wsgi: Any) -> None:
    """A machine in want is waited for: werkzeug would ask it without a pause, and end when it has no memory."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    doorway = Doorway(
        wsgi.socket, places=places(files, MOST_THREADS), inside=threading.active_count
    )

    def come_in() -> Any:
        came = doorway.try_accept()
        if came is None:
            raise OSError(errno.EAGAIN, "nobody came in")  # the loop looks whether it shall end
        return came

    def failed(request: Any, address: Any) -> None:
        said = f"a connection failed: {sys.exception()!r}"
        say_once_a_minute(said, said)

    wsgi.get_request = come_in
    wsgi.handle_error = failed
