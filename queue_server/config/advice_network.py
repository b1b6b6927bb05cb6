"""What check-config and the server say of a hall that can be listened to."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from queue_server.config.models import Config


def warnings(config: Config) -> Iterator[str]:
    """A line each, with the path of the key."""
    server = config.server
    public = urlsplit(server.public_url)
    if not server.tls.spoken and not server.insecure_lan and not server.behind_proxy:
        if not _is_near(server.host):
            yield (
                f"server.tls: {server.host} is reached without encryption; whoever listens in the network reads"
                " passwords and tokens. ./run tls init, then tls: auto (docs/tls.md);"
                " or insecure_lan: true, if it must be"
            )
        elif public.scheme == "https":
            yield (
                "server.public_url: begins with https, but nobody speaks it: give tls, or behind_proxy"
            )
    if server.behind_proxy and not server.tls.spoken and not _is_near(server.host):
        yield (
            "server.behind_proxy: the server is reached past its proxy, too: host: 127.0.0.1 where both are one machine"
        )
    if server.tls.spoken and server.insecure_lan:
        yield "server.insecure_lan: with tls, too, anybody may go on without: only while screens are changed over"


def _is_near(host: str) -> bool:
    """Whether only this machine reaches an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
