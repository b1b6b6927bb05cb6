"""Whom the hall's machines trust: the public authorities, or the hall's own (``satupintu tls init``)."""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import Final

OWN: Final = "SATUPINTU_CA"
READ_BY: Final = ("SSL_CERT_FILE", "WEBSOCKET_CLIENT_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
"""Where Python's own https and the libraries of the live connection look for authorities."""


def trust(ca: Path | None) -> None:
    """From here on believe in this authority alone; without one, in that of SATUPINTU_CA, or in the usual ones.

    Raises ValueError when the file holds no certificate.
    """
    named = str(ca) if ca else os.environ.get(OWN, "")
    if not named:
        return
    try:
        ssl.create_default_context(cafile=named)
    except ssl.SSLError:
        raise ValueError(f"{named} is no certificate (PEM)") from None
    except OSError as error:
        raise ValueError(f"{named} cannot be read: {error.strerror}") from None
    for name in READ_BY:
        os.environ[name] = named
