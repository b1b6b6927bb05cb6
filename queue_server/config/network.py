"""How the server stands in the network: TLS of its own, or behind a proxy, or plainly and on purpose."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, model_validator

from queue_server.config.values import Section

AUTO = "auto"
THIS_MACHINE = ("127.0.0.1", "::1")


class Tls(Section):
    """``cert`` and ``key`` are PEM files beside config.yaml, or both ``auto``: what ``satupintu tls init`` made."""

    cert: str = ""
    key: str = ""

    @property
    def spoken(self) -> bool:
        """Whether the server speaks https itself."""
        return bool(self.cert)

    def files(self, beside: Path, data: Path) -> tuple[Path, Path]:
        """(certificate, key)."""
        if self.cert == AUTO:
            return data / "tls" / "server.pem", data / "tls" / "server.key"
        return beside / self.cert, beside / self.key

    @model_validator(mode="after")
    def both(self) -> Tls:
        if bool(self.cert) != bool(self.key):
            raise ValueError("give cert and key, both of them")
        return self


def _tls(value: Any) -> Any:
    if value in (None, False, "none"):
        return {}
    if value in (True, AUTO):
        return {"cert": AUTO, "key": AUTO}
    if not isinstance(value, dict | Tls):
        raise ValueError("none, auto, or {cert: FILE, key: FILE}")
    return value


def _proxies(value: Any) -> Any:
    if value in (None, False):
        return []
    return list(THIS_MACHINE) if value is True else value


def _networks(value: list[str]) -> list[str]:
    for address in value:
        try:
            ip_network(address)
        except ValueError:
            wanted = "an address like 192.168.1.5, or a network like 10.0.0.0/24"
            raise ValueError(f"{address}: {wanted}") from None
    return value


TlsChoice = Annotated[Tls, BeforeValidator(_tls)]
Proxies = Annotated[list[str], BeforeValidator(_proxies), AfterValidator(_networks)]
