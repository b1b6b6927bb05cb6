"""``satupintu serve``: the server alone."""

from __future__ import annotations

import argparse
import errno
import logging
from pathlib import Path
from typing import Any

from queue_server.commands.common import (
    CANNOT,
    Stop,
    configured,
    data_folder,
    log_to_stderr,
    no_place,
    port_in_use,
)
from queue_server.config import Config, advice_network

log = logging.getLogger(__name__)


def add_to(commands: Any) -> None:
    parser = commands.add_parser("serve", help="the server alone, without agents")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    config = configured(args)
    data = data_folder(args, config)
    log_to_stderr()
    try:
        if config.server.mode == "eventlet":
            from queue_server import (
                runner,
            )  # patches the standard library: before Flask and SQLAlchemy

            return _serve(args, config, data, runner.serve, runner.offload)
        from queue_server.commands import threads

        return _serve(args, config, data, threads.serve, None)
    except OSError as error:
        raise Stop(_why(error, config, data), CANNOT) from error


def _serve(args: argparse.Namespace, config: Config, data: Path, serve: Any, offload: Any) -> int:
    from queue_server import main
    from queue_server.commands.door import opened
    from queue_server.commands.secured import contexts

    for line in advice_network.warnings(config):
        log.warning("%s", line)
    tls = contexts(config, beside=Path(args.config).resolve().parent, data=data)
    with opened(data, config):
        db = main.open_database(config, data, offload or main.plainly)
        mode = config.server.mode
        server = main.create_server(
            config, db, data=data, mode=mode, offload=offload or main.plainly
        )
        try:
            status: int = serve(server, config.server.host, config.server.port, tls)
            server.leave()
        finally:
            db.close()
        return status


def _why(error: OSError, config: Config, data: Path) -> str:
    host, port = config.server.host, config.server.port
    if error.errno == errno.EADDRINUSE:
        return port_in_use(port)
    if error.filename is not None:
        return str(no_place(error, data))
    if error.errno == errno.EACCES:
        return f"server.port: {port} may not be used by this user: {error.strerror}."
    return f"server.host: {host} cannot be listened on: {error.strerror or error}."
