"""``satupintu up``: the whole hall. Server and agents as supervised children, one log, one clean stop."""

from __future__ import annotations

import argparse
import errno
import json
import signal
import socket
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from queue_server.commands.children import Child
from queue_server.commands.common import (
    CANNOT,
    DONE,
    Stop,
    configured,
    data_folder,
    port_in_use,
    reachable,
    say,
)
from queue_server.config import Config
from queue_server.config.backup import UPGRADING

READY_WITHIN_S = 30.0
FOR_POSTGRESQL_S = 60.0
"""So much longer a server may wait for a database that is on another machine."""
EXAMPLES = """examples:
  ./run                              the hall of config.yaml
  SATUPINTU_PORT=9000 ./run          on another port
  ./run up --config other.yaml --no-table"""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "up", help="the whole hall: server, print agents, announcer", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "--no-table", action="store_true", help="do not print addresses and the first login"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Keep everything running until SIGTERM or Ctrl-C; then stop agents first and the server last."""
    config = configured(args)
    data = data_folder(args, config)
    asked = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: asked.set())
    url = f"http://{reachable(config.server.host)}:{config.server.port}"
    _must_be_free(config)
    server = Child(
        "server", [sys.executable, "-m", "queue_server", "--config", args.config, "serve"]
    )
    server.start()
    agents: list[Child] = []
    try:
        more = 0.0 if config.server.database == "sqlite" else FOR_POSTGRESQL_S
        _wait_until_ready(server, url, asked, READY_WITHIN_S + more, data / UPGRADING)
        agents = [Child(name, command) for name, command in agents_of(config, url, data)]
        for agent in agents:
            agent.start()
        if not args.no_table:
            say("", *table(config, url, data), "")
        while not asked.wait(0.5):
            if server.gave_up:
                raise Stop("The server does not stay up; its last lines above say why.", CANNOT)
    finally:
        for agent in agents:
            agent.stop()
        for agent in agents:
            agent.join()
        server.stop()
        server.join()
    return DONE


def agents_of(config: Config, url: str, data: Path) -> list[tuple[str, list[str]]]:
    """(name, command) of each agent that config.yaml names."""
    keys = data / "keys"
    python = [sys.executable, "-m"]
    agents = [
        (f"printer {name}", [
            *python, "printer", "--server", url, "--name", name, "--token-file", str(keys / f"printer-{name}"),
            "--state", str(data / "printer" / name), "--paper", str(data / "paper"),
        ])
        for name in config.printers
    ]  # fmt: skip
    if config.speech.sounds:
        agents.append(("announcer", [
            *python, "display.announcer", "--server", url, "--token-file", str(keys / "announcer-announcer"),
            "--state", str(data / "announcer"),
        ]))  # fmt: skip
    return agents


def table(config: Config, url: str, data: Path) -> list[str]:
    """Where everything is, with the links that give the pages their tokens, and the first login."""
    keys = data / "keys"
    rows = []
    for name in config.kiosks:
        rows.append((f"kiosk    {name}", f"{url}/kiosk/#token={_key(keys / f'kiosk-{name}')}"))
    for name, display in config.displays.items():
        place = f"counter {display.counter}" if display.counter else f"zone {display.zone}"
        label = f"display  {name} ({place})"
        rows.append((label, f"{url}/display/#token={_key(keys / f'display-{name}')}"))
    rows += [
        ("board    for everybody", f"{url}/board/"), ("why      for everybody", f"{url}/why/"),
        ("counter", f"{url}/counter/"), ("reception", f"{url}/reception/"), ("admin", f"{url}/admin/"),
    ]  # fmt: skip
    for name, printer in config.printers.items():
        if printer.type == "virtual" and printer.page_port:
            rows.append((f"paper    {name}", f"http://127.0.0.1:{printer.page_port}/"))
    if config.server.tls.spoken:
        own = urlsplit(config.server.public_url).hostname
        rows.append(("network", f"https://{own}:{config.server.port}/   (docs/tls.md)"))
    first = keys / "first-login"
    if first.exists():
        name, _, password = first.read_text().strip().partition(" ")
        rows.append(("log in", f"{name}   {password}"))
    else:
        rows.append(("log in", "as set; forgotten? ./run staff reset admin"))
    width = max(len(label) for label, _ in rows)
    rule = "-" * 72
    return [
        rule,
        *(f"  {label:{width}}   {value}" for label, value in rows),
        rule,
        "  Ctrl-C stops everything.",
    ]


def _key(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return "?"


def _must_be_free(config: Config) -> None:
    """Nobody else may answer there: its "ready" would be taken for ours. Other faults are told by the server."""
    host, port = config.server.host, config.server.port
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Stop(port_in_use(port), CANNOT) from None


def _wait_until_ready(
    server: Child, url: str, asked: threading.Event, within_s: float, upgrading: Path
) -> None:
    """Until /readyz says ok. Raises Stop when the server ends first or takes too long; while the file ``upgrading`` is
    there, it takes as long as it takes.
    """
    end = time.monotonic() + within_s
    while not asked.is_set():
        if server.gave_up or server.first_exit is not None:
            raise Stop(
                "The server did not start; the lines above say why.", server.first_exit or CANNOT
            )
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=1) as answer:
                if json.load(answer).get("status") == "ok":
                    return
        except (OSError, ValueError):
            pass
        if upgrading.exists():
            end = time.monotonic() + within_s
        if time.monotonic() > end:
            raise Stop(f"The server is not ready after {within_s:.0f} s.", CANNOT)
        asked.wait(0.05)
