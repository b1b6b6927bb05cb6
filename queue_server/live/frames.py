"""How pushes get onto the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def uncompressed(app: Wsgi) -> Wsgi:
    """The same application, agreeing to no compression of websockets: on a hall's network it gains nothing, and it
    costs 85 kB and a third more CPU for each client.
    """

    def plain(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return app(environ, start_response)

    return plain
