"""``satupintu``: the command line."""

from __future__ import annotations

import argparse
import gc
import os
import sys

EVERYWHERE = "--config"


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    from queue_server.commands import (
        announcer,
        backup,
        check,
        common,
        demo,
        hall,
        people,
        printer,
        restore,
        serve,
        tls,
        torture,
        up,
        verify,
    )

    made = argparse.ArgumentParser(
        prog="satupintu",
        description="The queue of a public service hall.",
        epilog=common.EXIT_CODES,
    )
    help = "the site's config (default: config.yaml)"
    made.add_argument(EVERYWHERE, default="config.yaml", metavar="FILE", help=help)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (
        up,
        serve,
        check,
        people,
        printer,
        announcer,
        hall,
        demo,
        tls,
        torture,
        verify,
        backup,
        restore,
    ):
        module.add_to(commands)
    return made


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    config, words = _config_first(sys.argv[1:] if argv is None else argv)
    if words[:1] == ["serve"]:
        gc.disable()  # what is imported stays; looking through it again and again makes the start a tenth longer
        from queue_server.commands import mode

        if mode.is_eventlet(config):
            from queue_server import runner  # patches the standard library: before everything below

            del runner
    from queue_server.commands.common import USAGE, Stop
    from queue_server.config import ConfigError

    args = parser().parse_args([EVERYWHERE, config, *words])
    try:
        status: int = args.run(args)
        return status
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    except Stop as error:
        sys.stderr.write(f"{error}\n")
        return error.code


def _config_first(argv: list[str]) -> tuple[str, list[str]]:
    """--config may stand anywhere: ``./run staff list --config other.yaml`` works, too."""
    config, words, rest = "config.yaml", [], iter(argv)
    for word in rest:
        if word == EVERYWHERE:
            named = next(rest, None)
            if named is None:
                words.append(word)  # argparse says that its value is missing
            config = named or config
        elif word.startswith(EVERYWHERE + "="):
            config = word.partition("=")[2]
        else:
            words.append(word)
    return config, words


def program() -> int:
    """The command as a process of its own: what it writes is its owner's alone."""
    os.umask(0o077)
    return main()


if __name__ == "__main__":
    sys.exit(program())
