"""``satupintu serve``: the server alone."""

from __future__ import annotations

import argparse
import errno
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

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
WAITS_S: Final = 60.0


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
    from queue_server.commands.door import opened
    from queue_server.commands.secured import contexts

    for line in advice_network.warnings(config):
        log.warning("%s", line)
    tls = contexts(config, beside=Path(args.config).resolve().parent, data=data)
    with opened(data, config):
        server = _put_together(config, data, offload)
        try:
            status: int = serve(server, config.server.host, config.server.port, tls)
            server.leave()
        finally:
            server.house.db.close()
        return status


def _put_together(config: Config, data: Path, offload: Any) -> Any:
    """The server. After a power cut the machine of PostgreSQL may be the last to come up: it is waited for."""
    from queue_server import main
    from queue_server.domain.errors import DatabaseBusy

    waits = 0.0 if config.server.database == "sqlite" else WAITS_S
    end, said = time.monotonic() + waits, False
    while True:
        try:
            db = main.open_database(config, data, offload or main.plainly)
            with _let_go(db):
                return main.create_server(
                    config, db, data=data, mode=config.server.mode, offload=offload or main.plainly
                )
        except DatabaseBusy as error:
            if time.monotonic() > end:
                raise
            if not said:
                log.warning("waiting %.0f s at most for the database: %s", waits, error.said)
            said = True
        time.sleep(1)


@contextmanager
def _let_go(db: Any) -> Iterator[None]:
    """What could not be put together keeps no connection."""
    try:
        yield
    except BaseException:
        db.close()
        raise


def _why(error: OSError, config: Config, data: Path) -> str:
    host, port = config.server.host, config.server.port
    if error.errno == errno.EADDRINUSE:
        return port_in_use(port)
    if error.filename is not None:
        return str(no_place(error, data))
    if error.errno == errno.EACCES:
        return f"server.port: {port} may not be used by this user: {error.strerror}."
    return f"server.host: {host} cannot be listened on: {error.strerror or error}."
