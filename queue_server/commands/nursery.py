"""A process that has imported the server already and forks it when asked: a start that costs a fifth.

For ``satupintu torture --warm`` alone. What is forked runs ``satupintu serve`` from its first line. On standard input:
``CONFIG<TAB>LOG<TAB>NAME``; the answer is the child's number.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import suppress
from pathlib import Path

from queue_server.commands import mode


def main(argv: list[str]) -> int:
    """Until standard input ends. ``argv`` is the first config: its mode is that of all."""
    if mode.is_eventlet(argv[0]):
        from queue_server import runner

        del runner
    from queue_server import main as whole
    from queue_server.commands import serve

    del whole, serve
    asked = io.FileIO(0, closefd=False)  # it waits in C: no hub may run in this process
    while line := asked.readline():
        config, log, name = line.decode().rstrip("\n").split("\t")
        _bury()
        pid = os.fork()
        if pid == 0:
            status = _serve(config, Path(log), name)
            sys.stderr.write(f"ended with status {status}\n")
            os._exit(status)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    return 0


def _bury() -> None:
    """Children that have ended leave nothing behind. (Not ``waitpid``: under eventlet it would start a hub here.)"""
    with suppress(ChildProcessError):
        while os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG):
            pass


def _serve(config: str, log: Path, name: str) -> int:
    from queue_server.commands import serve
    from queue_server.torture.process import die_with_parent

    die_with_parent()
    os.environ["PGAPPNAME"] = name
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, file in ((0, nothing), (1, out), (2, out)):
        os.dup2(file, number)
    return serve.run(argparse.Namespace(config=config))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
