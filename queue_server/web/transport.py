"""What lies under a request: TLS or not, and from whom. Outermost of all, so pages and sockets are served alike.

Nothing a client writes into a header decides who it is: X-Forwarded-* counts from the proxies of config.yaml alone.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, Final

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
Network = IPv4Network | IPv6Network

HANDSHAKE_S: Final = 10.0
BEGINS_TLS: Final = b"\x16"
LOCAL: Final = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
FOR_VISITORS: Final = (
    "/t/", "/board/", "/why/", "/static/", "/media/", "/favicon.ico",
    "/api/v1/tickets/", "/api/v1/boards", "/api/v1/order",
)  # fmt: skip
"""What phones open: their browsers know no certificate of the hall, so these may be asked for plainly."""
NO_PAGES: Final = ("/api/", "/socket.io")
STRICT: Final = ("Strict-Transport-Security", "max-age=31536000")
KEY: Final = re.compile(r"[A-Za-z0-9+/]{22}==")
UNKNOWN: Final = "unknown"
"""Who it is when a proxy names nobody: never this machine."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """``proxies`` may say for whom they ask; ``own`` is the address listened on; ``tls`` whether the server speaks
    it itself; ``plain`` whether the network may do without; ``public`` the address visitors are given; ``answers``
    whether a Host is one of ours.
    """

    proxies: Sequence[Network] = ()
    own: str = ""
    tls: bool = False
    plain: bool = False
    public: str = "http://127.0.0.1"
    answers: Callable[[str], bool] = field(default=lambda host: False)


class Transport:
    """``app`` behind these rules."""

    def __init__(self, app: Wsgi, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self._from_whom(environ)
        if _greets_badly(environ):
            return _refused(
                start_response,
                "400 Bad Request",
                "invalid_input",
                "This is no greeting of a websocket",
            )
        secure = environ.get("wsgi.url_scheme") == "https"
        if not secure and self._needs_tls(environ):
            path = environ.get("PATH_INFO", "")
            if self._rules.public.startswith("https:") or not path.startswith(FOR_VISITORS):
                return self._elsewhere(environ, start_response)
            # Nobody is somebody over a line that others listen to.
            environ.pop("HTTP_COOKIE", None)
            environ.pop("HTTP_AUTHORIZATION", None)
        if secure and self._rules.public.startswith("https:"):
            return self._app(environ, _strict(start_response))
        return self._app(environ, start_response)

    def _from_whom(self, environ: dict[str, Any]) -> None:
        """The address and scheme of the client; every header about them goes, believed or not."""
        said = {name: environ.pop(name) for name in list(environ) if _about_the_way(name)}
        if not said or not within(environ.get("REMOTE_ADDR", ""), self._rules.proxies):
            return
        if "HTTP_X_FORWARDED_FOR" in said:
            environ["REMOTE_ADDR"] = _address(_nearest(said["HTTP_X_FORWARDED_FOR"]))
        scheme = _nearest(said.get("HTTP_X_FORWARDED_PROTO", "")).lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        host = _nearest(said.get("HTTP_X_FORWARDED_HOST", ""))
        if host:
            environ["HTTP_HOST"] = host

    def _needs_tls(self, environ: dict[str, Any]) -> bool:
        """Who comes from this machine cannot be listened to on the way."""
        if not self._rules.tls or self._rules.plain:
            return False
        client = environ.get("REMOTE_ADDR", "")
        return client != self._rules.own and not within(client, LOCAL)

    def _elsewhere(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """A page is led to https; anything else is refused, so that nobody goes on sending secrets plainly."""
        host, path = environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")
        page = environ["REQUEST_METHOD"] in ("GET", "HEAD") and not path.startswith(NO_PAGES)
        if page and self._rules.answers(host):
            # Only the folder: whatever else stands in an address may have been a secret, and was heard.
            folder = path.split("/")[1] if path.count("/") > 1 else ""
            to = f"https://{host}/{folder}/" if folder.isalnum() else f"https://{host}/"
            start_response("308 Permanent Redirect", [("Location", to), ("Content-Length", "0")])
            return [b""]
        return _refused(
            start_response, "403 Forbidden", "tls_required", "Only https is spoken here"
        )


def within(address: str, networks: Sequence[Network]) -> bool:
    """Whether an address lies in one of these networks; what is no address lies nowhere."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in networks)


def begun(wire: Any, context: ssl.SSLContext) -> Any:
    """An accepted connection, wrapped for TLS if its client begins it; None when the client stays silent or is gone.

    Called where waiting stops nobody else: in the connection's own thread.
    """
    patience = wire.gettimeout()
    wire.settimeout(HANDSHAKE_S)
    try:
        first = wire.recv(1, socket.MSG_PEEK)
        wire.settimeout(patience)
        if first != BEGINS_TLS:
            return wire
        return context.wrap_socket(wire, server_side=True, do_handshake_on_connect=False)
    except OSError:
        wire.close()
        return None


def agreed(wire: Any) -> bool:
    """Whether the connection that ``begun`` gave can be talked over: plain, or with its handshake done."""
    if not speaks_tls(wire):
        return True
    patience = wire.gettimeout()
    wire.settimeout(HANDSHAKE_S)
    try:
        wire.do_handshake()
    except OSError:
        wire.close()
        return False
    wire.settimeout(patience)
    return True


def speaks_tls(wire: Any) -> bool:
    """Whether a connection that has begun is encrypted."""
    return hasattr(wire, "do_handshake")


def _refused(start_response: Any, status: str, code: str, title: str) -> Iterable[bytes]:
    problem = {"type": "about:blank", "title": title, "status": int(status[:3]), "code": code}
    body = json.dumps(problem).encode()
    told = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response(status, [*told, ("Connection", "close")])
    return [body]


def _greets_badly(environ: dict[str, Any]) -> bool:
    """Whether this asks for a websocket in a way that none is made of: the libraries answer that with a trace."""
    if environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        return False
    key: str = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    return environ.get("HTTP_SEC_WEBSOCKET_VERSION") != "13" or not KEY.fullmatch(key)


def _about_the_way(name: str) -> bool:
    return name.startswith("HTTP_X_FORWARDED") or name in ("HTTP_FORWARDED", "HTTP_X_REAL_IP")


def _nearest(said: str) -> str:
    """What the nearest proxy added; what stands before it, its client may have made up."""
    return said.rpartition(",")[2].strip()


def _address(said: str) -> str:
    try:
        return str(ip_address(said.strip("[]")))
    except ValueError:
        return UNKNOWN


def _strict(start_response: Any) -> Any:
    def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, STRICT], *more)

    return start
