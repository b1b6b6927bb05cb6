"""``satupintu tls``: a certificate authority of the hall's own, so that nobody listens in its network."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from queue_server.commands.common import CANNOT, DONE, Stop, configured, data_folder, say
from queue_server.config import Config

HOST: Final = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.:-]{0,252}[0-9A-Za-z])?")
EXAMPLES: Final = """examples:
  ./run tls init                               for the names of server.public_url and server.hosts
  ./run tls init --host antrean.lan --host 192.168.1.10
  ./run tls show                               fingerprints to compare, and which file to install on screens
  ./run tls renew --host 192.168.1.11          a new certificate of the same authority: screens notice nothing

Then write  tls: auto  below server: in config.yaml and start the server again. How screens, kiosks and agents are told
to trust the authority: docs/tls.md. A certificate made here is renewed by the server itself, a month before it ends."""


def add_to(commands: Any) -> None:
    shape: Any = {"epilog": EXAMPLES, "formatter_class": argparse.RawDescriptionHelpFormatter}
    tls = commands.add_parser(
        "tls", help="https with a certificate authority of the hall's own", **shape
    )
    acts = tls.add_subparsers(dest="act", required=True, metavar="init|renew|show")
    words = "make the authority, if there is none, and the server's certificate"
    init = acts.add_parser("init", help=words, **shape)
    renew = acts.add_parser("renew", help="make the server's certificate anew", **shape)
    show = acts.add_parser("show", help="what there is, until when, its fingerprints", **shape)
    for act in (init, renew, show):
        act.add_argument("--json", action="store_true", help="machine-readable")
        act.set_defaults(run=run)
    for act in (init, renew):
        add = act.add_argument
        add("--host", action="append", default=[], metavar="NAME", type=_host,
            help="a name or address of the server (again for more)")  # fmt: skip
        add("--days", type=_days, default=397, metavar="N", help="how long, 1 to 3650 (397)")
    words = "replace the authority: every screen must be told to trust the new one"
    init.add_argument("--new-authority", action="store_true", help=words)


def run(args: argparse.Namespace) -> int:
    """0 done; 1 refused; 3 when the files cannot be read or written."""
    from queue_server.commands import certificates

    config = configured(args)
    folder = data_folder(args, config) / "tls"
    try:
        if args.act != "show":
            _make(certificates, args, config, folder)
        _tell(certificates.facts(folder), folder, as_json=args.json)
    except certificates.NotAllowed as error:
        raise Stop(
            f"The authority of this hall may not vouch for {error}. A new authority may:  "
            "./run tls init --new-authority --host ...  (every screen must then be told to trust it)"
        ) from None
    except FileNotFoundError:
        raise Stop(f"There is no certificate in {folder} yet:  ./run tls init", CANNOT) from None
    except (OSError, ValueError) as error:
        raise Stop(f"{folder} cannot be used: {error}", CANNOT) from None
    return DONE


def _make(certificates: Any, args: argparse.Namespace, config: Config, folder: Path) -> None:
    at = datetime.now(UTC)
    hosts = _hosts(config, args.host)
    there = (folder / certificates.CA).exists()
    if args.act == "init" and (args.new_authority or not there):
        if there:
            _keep_old(folder)
        certificates.make_authority(folder, site=config.site.code, hosts=hosts, at=at)
    elif args.act == "init" and not args.host and (folder / certificates.SERVER).exists():
        say("The authority and the certificate are there already; nothing was changed.")
        return
    if args.act == "renew" and not args.host:
        hosts = list(dict.fromkeys([*certificates.facts(folder).hosts, *hosts]))
    certificates.issue(folder, hosts=hosts, days=args.days, at=at)


def _keep_old(folder: Path) -> None:
    """The authority before this one stays beside it, until somebody throws it away."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    for file in (folder / "ca.pem", folder / "ca.key"):
        if file.exists():
            file.rename(file.with_name(f"{file.stem}-until-{stamp}{file.suffix}"))


def _hosts(config: Config, named: Sequence[str]) -> list[str]:
    """Those named, else those of config.yaml; this machine always."""
    server = config.server
    of_config = [urlsplit(server.public_url).hostname or "", *server.hosts, server.host]
    wanted = [name.lower() for name in (*(named or of_config), "localhost", "127.0.0.1", "::1")]
    return [host for host in dict.fromkeys(wanted) if host not in ("", "0.0.0.0", "::")]


def _tell(facts: Any, folder: Path, *, as_json: bool) -> None:
    told = {
        "hosts": list(facts.hosts), "expires": f"{facts.expires:%Y-%m-%d}", "fingerprint": facts.fingerprint,
        "authority": str(folder / "ca.pem"), "authority_expires": f"{facts.ca_expires:%Y-%m-%d}",
        "authority_fingerprint": facts.ca_fingerprint,
    }  # fmt: skip
    if as_json:
        say(json.dumps(told))
        return
    say(
        f"Certificate of the server   until {told['expires']}, for {', '.join(facts.hosts)}",
        f"  SHA-256 {facts.fingerprint}",
        f"Authority of the hall       until {told['authority_expires']}",
        f"  SHA-256 {facts.ca_fingerprint}",
        f"  install this file on screens, kiosks and desks: {told['authority']}",
        f"  never give this one away: {folder / 'ca.key'}",
    )  # fmt: skip


def _host(text: str) -> str:
    if not HOST.fullmatch(text):
        raise argparse.ArgumentTypeError("a name like antrean.lan, or an address like 192.168.1.10")
    return text


def _days(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 3650:
        raise argparse.ArgumentTypeError("1 to 3650")
    return int(text)
