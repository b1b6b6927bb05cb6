"""Serving under eventlet. The only module that imports it; importing this module patches the standard library.

So it is imported before everything of ours except the config. Why each line is here: docs/decisions/eventlet.md.
"""

from __future__ import annotations

import os
import warnings

os.environ.setdefault(
    "PSYCOPG_WAIT_FUNC", "wait_selector"
)  # before psycopg is imported, else it stops the hub
# Names are looked up by the system: the hall's server asks for none, and dnspython costs a tenth of a second.
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet

eventlet.monkey_patch()

import gc
import logging
import resource
import signal
import socket
import time
from typing import Any

import eventlet.wsgi
from eventlet import tpool
from eventlet.hubs import trampoline

from queue_server.web import transport
from queue_server.web.doorway import FOR_THIS_MACHINE, Doorway, places
from queue_server.web.errors import say_once_a_minute

log = logging.getLogger(__name__)
DRAIN_S = 5.0
UNBORN_S = 5.0
LARGEST_POOL = 4096
"""A websocket holds a place for as long as it lives."""


class _Places(eventlet.GreenPool):  # type: ignore[misc]
    """One green thread for each connection. ``ending``: the server is; before that nobody waits for all to leave."""

    ending = False

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self._coming: dict[int, tuple[float, Any, Any]] = {}

    def spawn(self, call: Any, connection: Any) -> Any:
        self._bury()

        def begin() -> None:
            self._coming.pop(id(connection), None)
            call(connection)

        try:
            made = super().spawn(begin)
            self._coming[id(connection)] = (time.monotonic(), connection, made)
        except MemoryError:
            return _Nobody()
        return made

    def _bury(self) -> None:
        """Out of memory a thread may be born and never begin: its client hears that nobody comes, its place is free."""
        for key, (since, connection, made) in list(self._coming.items()):
            if time.monotonic() - since > UNBORN_S:
                del self._coming[key]
                connection[1].close()
                self._spawn_done(made)

    def waitall(self) -> None:
        if self.ending:
            super().waitall()


class _Nobody:
    """Stands for a connection that no memory was left for: it ends as others do."""

    def link(self, ended: Any, connection: Any) -> None:
        ended(self, connection)


def offload(call: Any, *args: Any) -> Any:
    """Run a leaf call (argon2, an fsync) in a thread of the operating system while the hub goes on."""
    return tpool.execute(call, *args)


def serve(server: Any, host: str, port: int, tls: Any = None) -> int:
    """Serve until SIGTERM or SIGINT and return the exit status: 0 when every request under way was answered.

    ``tls`` gives the context of TLS at the moment. Raises OSError when the address cannot be listened on.
    """
    most = places(_more_files(), LARGEST_POOL)
    listener = eventlet.listen((host, port), backlog=1024, reuse_port=False)
    # Accepted sockets inherit it. Without it a client that gets a push and then an answer waits 44 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _say_once(eventlet.hubs.get_hub())
    pool = _Places(most + 2 * FOR_THIS_MACHINE)
    patient = _in_turn(server.crowd.patient(eventlet.wsgi.HttpProtocol))
    server.start_loops()
    wsgi = eventlet.spawn(
        _take_everybody,
        pool,
        doorway := Doorway(listener, places=most, inside=pool.running),
        server.app,
        custom_pool=pool,
        log_output=False,
        debug=False,
        capitalize_response_headers=False,  # they are as they should be, and it costs ten microseconds
        socket_timeout=60,
        protocol=_speaking(tls, patient) if tls else patient,
    )
    gc.freeze()  # what lives from the start is never looked through again: the longest pause falls by half
    gc.enable()
    _wait_for_signal(signal.SIGTERM, signal.SIGINT)
    server.closing.set()
    server.pusher.closing(retry_in=2)
    eventlet.sleep(0.1)
    for session in list(server.socketio.server.eio.sockets.values()):
        session.close(wait=False)
    eventlet.sleep(0.1)
    pool.ending = True
    wsgi.kill()
    listener.close()
    doorway.let_go_all()
    with eventlet.Timeout(DRAIN_S, False):
        pool.waitall()
    return 1 if pool.running() else 0


def _say_once(hub: Any) -> None:
    """Out of memory, every thread that cannot begin would print where: hundreds of lines that say one thing."""
    as_usual = hub.squelch_timer_exception

    def squelch(timer: Any, told: Any) -> None:
        if isinstance(told[1], MemoryError):
            say_once_a_minute("hub", "out of memory: something could not begin")
        else:
            as_usual(timer, told)

    hub.squelch_timer_exception = squelch


def _take_everybody(pool: _Places, doorway: Doorway, app: Any, **how: Any) -> None:
    """Serve until the server ends, whatever fails on the way: out of memory, even the loop of the library ends."""
    while not pool.ending:
        try:
            eventlet.wsgi.server(doorway, app, **how)
        except Exception:
            log.exception("taking connections failed; going on")
        eventlet.sleep(0.2)


def _in_turn(patient: type[Any]) -> type[Any]:
    """Connections that give way before each request: one whose next request is there already would go on for ever."""

    class Protocol(patient):  # type: ignore[misc]
        def handle_one_request(self) -> None:
            eventlet.sleep(0)
            super().handle_one_request()

    return Protocol


def _speaking(tls: Any, plain: type[Any]) -> type[Any]:
    """Connections that speak TLS when their client does. The handshake is their own affair: one who is silent stops
    nobody.
    """

    class Protocol(plain):  # type: ignore[misc]
        def __init__(self, state: list[Any], server: Any) -> None:
            wire = transport.begun(state[1], tls())
            if wire is None:
                return
            state[1] = wire  # from here on whoever stops the server can end it
            if transport.agreed(wire):
                super().__init__(state, server)

        def get_environ(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environ()
            secure = transport.speaks_tls(self.connection)
            return environ | ({"wsgi.url_scheme": "https"} if secure else {})

    return Protocol


def _more_files() -> int:
    """How many files this process may have open, as many as it is given."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def _wait_for_signal(*signals: signal.Signals) -> None:
    """A signal handler does not wake the hub; a byte in a pipe does."""
    read, write = os.pipe()
    os.set_blocking(read, False)
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    for number in signals:
        signal.signal(number, lambda *_: None)
    while True:
        trampoline(read, read=True)
        if not set(os.read(read, 512)).isdisjoint(signals):
            return
