"""The TLS context a server speaks with: read from its files, again when they change, renewed before they end."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from queue_server.commands.common import CANNOT, Stop
from queue_server.config import Config
from queue_server.config.network import AUTO

log = logging.getLogger(__name__)
LOOK_S: Final = 600.0
HOW: Final = "./run tls init makes one"


class Contexts:
    """Called for each connection: the context of now. Files that went bad change nothing, and are said once."""

    def __init__(
        self, cert: Path, key: Path, *, own: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Raises Stop when the certificate cannot be used."""
        self._cert, self._key, self._own, self._clock = cert, key, own, clock
        self._said = ""
        self._renew()
        try:
            self._context = context_of(cert, key)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", "") or error
            raise Stop(
                f"server.tls: {cert} and {key} cannot be used: {why}. {HOW}.", CANNOT
            ) from None
        self._stamp, self._looked = self._stamps(), clock()

    def __call__(self) -> ssl.SSLContext:
        if self._clock() - self._looked >= LOOK_S:
            self._looked = self._clock()
            self._look()
        return self._context

    def _look(self) -> None:
        self._renew()
        stamp = self._stamps()
        if stamp == self._stamp:
            return
        try:
            self._context, self._stamp = context_of(self._cert, self._key), stamp
            log.info("the new certificate is in use")
        except (OSError, ValueError) as error:
            self._say(f"the new certificate cannot be used, the old one stays: {error}")

    def _renew(self) -> None:
        """Ours are made anew by ourselves; of others people are told in time."""
        from queue_server.commands import certificates

        try:
            if self._own and certificates.renew_if_due(self._cert.parent):
                log.info("the certificate was renewed")
            left = certificates.expiry(self._cert) - datetime.now(UTC)
        except (OSError, ValueError):
            return  # told by whoever reads it
        if left < certificates.RENEW_BEFORE:
            self._say(f"the certificate ends in {left.days} days: {self._cert}")

    def _stamps(self) -> tuple[int, ...]:
        try:
            return tuple(file.stat().st_mtime_ns for file in (self._cert, self._key))
        except OSError:
            return ()

    def _say(self, words: str) -> None:
        if words != self._said:
            log.warning("%s", words)
        self._said = words


def context_of(cert: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer with these files. Raises OSError or ValueError."""
    if key.stat().st_mode & 0o077:
        raise ValueError(f"others may read the key: chmod 600 {key}")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(cert, key)
    return context


def contexts(config: Config, *, beside: Path, data: Path) -> Contexts | None:
    """What the server speaks TLS with; None when it does not. Raises Stop."""
    told = config.server.tls
    if not told.spoken:
        return None
    cert, key = told.files(beside, data)
    return Contexts(cert, key, own=told.cert == AUTO)
