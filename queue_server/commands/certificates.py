"""A certificate authority of the hall's own, and the server's certificate. Made here, offline; nothing else is trusted.

The authority may only vouch for names and addresses of a local network: stolen, it still cannot pose as a bank.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CA, CA_KEY, SERVER, SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"
CA_YEARS: Final = 10
USUAL_DAYS: Final = 397
"""Some phones and browsers refuse longer ones."""
RENEW_BEFORE: Final = timedelta(days=30)
BEFORE_NOW: Final = timedelta(days=1)
"""A screen whose clock is behind must not find the certificate to be of the future."""
LOCAL_NAMES: Final = ("localhost", "local", "lan", "internal", "home.arpa")
LOCAL_NETWORKS: Final = (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
    "::1/128", "fc00::/7", "fe80::/10",
)  # fmt: skip
Key = ec.EllipticCurvePrivateKey


class NotAllowed(Exception):
    """The authority may not vouch for these hosts."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a person compares: fingerprints are SHA-256, in pairs of digits."""

    hosts: tuple[str, ...]
    expires: datetime
    fingerprint: str
    ca_expires: datetime
    ca_fingerprint: str


def make_authority(folder: Path, *, site: str, hosts: Iterable[str], at: datetime) -> None:
    """A new authority for ``hosts`` and everything local. Whatever stood there is written over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(f"Satu Pintu {site} {at:%Y-%m-%d}")
    made = (
        _begun(name, name, key, at=at, until=at + timedelta(days=365 * CA_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs=True), critical=True)
        .add_extension(x509.NameConstraints(_permitted(hosts), None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(folder / CA_KEY, _plain(key), secret=True)
    _write(folder / CA, made.public_bytes(serialization.Encoding.PEM))


def issue(folder: Path, *, hosts: Sequence[str], days: int, at: datetime) -> None:
    """A new certificate of the server, from the authority in ``folder``. Its key stays what it was.

    Raises NotAllowed when the authority may not vouch for a host, OSError without an authority.
    """
    authority = x509.load_pem_x509_certificate((folder / CA).read_bytes())
    signer = _key(folder / CA_KEY)
    outside = [host for host in hosts if not _may_vouch(authority, host)]
    if outside:
        raise NotAllowed(", ".join(outside))
    key = _key(folder / SERVER_KEY) if (folder / SERVER_KEY).exists() else None
    if key is None:
        key = ec.generate_private_key(ec.SECP256R1())
        _write(folder / SERVER_KEY, _plain(key), secret=True)
    until = min(at + timedelta(days=days), authority.not_valid_after_utc)
    made = (
        _begun(_named(hosts[0]), authority.subject, key, at=at, until=until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
    )  # fmt: skip
    _write(folder / SERVER, made.public_bytes(serialization.Encoding.PEM))


def facts(folder: Path) -> Facts:
    """What stands in ``folder``. Raises OSError or ValueError when it is not whole."""
    authority = x509.load_pem_x509_certificate((folder / CA).read_bytes())
    server = x509.load_pem_x509_certificate((folder / SERVER).read_bytes())
    names = server.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return Facts(
        hosts=tuple(str(name.value) for name in names), expires=server.not_valid_after_utc,
        fingerprint=_fingerprint(server), ca_expires=authority.not_valid_after_utc,
        ca_fingerprint=_fingerprint(authority),
    )  # fmt: skip


def expiry(file: Path) -> datetime:
    """When the first certificate of a PEM file ends. Raises OSError or ValueError."""
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc


def renew_if_due(folder: Path, *, at: datetime | None = None) -> bool:
    """Whether a certificate that ends within a month was made anew, for the same hosts and as long as before."""
    now = at or datetime.now(UTC)
    known = facts(folder)
    if known.expires - now > RENEW_BEFORE or not (folder / CA_KEY).exists():
        return False
    if known.ca_expires - now <= known.expires - now:
        return False  # the authority itself ends: people must bring a new one to every screen
    issue(folder, hosts=known.hosts, days=USUAL_DAYS, at=now)
    return True


def _begun(
    subject: x509.Name, issuer: x509.Name, key: Key, *, at: datetime, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - BEFORE_NOW)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )  # fmt: skip


def _named(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common[:64])])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _permitted(hosts: Iterable[str]) -> list[x509.GeneralName]:
    names = dict.fromkeys([*LOCAL_NAMES, *(host for host in hosts if not _is_address(host))])
    far = [host for host in hosts if _is_address(host) and not _is_local(host)]
    networks = [*LOCAL_NETWORKS, *far]
    return [
        *(x509.DNSName(name) for name in names),
        *(x509.IPAddress(ip_network(network)) for network in networks),
    ]


def _may_vouch(authority: x509.Certificate, host: str) -> bool:
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    allowed = [name.value for name in constraints.permitted_subtrees or ()]
    if _is_address(host):
        address = ip_address(host)
        return any(not isinstance(net, str) and address in net for net in allowed)
    return any(isinstance(name, str) and (host == name or host.endswith(f".{name}")) for name in allowed)  # fmt: skip


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_local(host: str) -> bool:
    return any(ip_address(host) in ip_network(network) for network in LOCAL_NETWORKS)


def _general(host: str) -> x509.GeneralName:
    return x509.IPAddress(ip_address(host)) if _is_address(host) else x509.DNSName(host)


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _key(file: Path) -> Key:
    found = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{file} is no key of ours")
    return found


def _plain(key: Key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, content: bytes, *, secret: bool = False) -> None:
    """At once and whole; a secret is never readable by others, also not for a moment."""
    part = file.with_suffix(file.suffix + ".part")
    part.unlink(missing_ok=True)
    made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o644)
    with os.fdopen(made, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
