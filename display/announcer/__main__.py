"""``python -m display.announcer``: the announcer of a hall; ``... say TEXT`` lets a person hear a sentence."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import queue
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from display.announcer import sound
from display.announcer.agent import Announcer
from display.announcer.chimes import KINDS, USUAL
from display.announcer.engine import SpeechError
from display.announcer.server import Server
from display.announcer.settings import LENGTH_SCALE, RATE_WPM
from display.announcer.spawned import PIPER_WORKER, SpawnedEngine
from display.announcer.voice_text import for_the_voice
from display.announcer.voices import VOICES
from queue_server.messages.trust import trust

PATIENCE_S = 30.0  # of the person who asked for one sentence
LOOK_S = 0.25
EPILOG = """\
examples:
  python -m display.announcer --server http://127.0.0.1:8080 --token-file data/tokens/announcer --state data/announcer
  SATUPINTU_TOKEN=... python -m display.announcer --server https://192.168.1.10:8080 --ca ca.pem
  python -m display.announcer say "Nomor antrean A nol satu lima, silakan menuju loket tiga." --out a015.wav

exit codes:
  0  stopped by SIGTERM or Ctrl-C
  2  wrong arguments, no token, or a state folder that cannot be written to
A server that is away, a token that is refused and a missing voice end nothing: they are logged once and tried again.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given[:1] == ["say"]:
        return say(given[1:])
    parser = argparse.ArgumentParser(
        prog="python -m display.announcer",
        description="Speak each call of a hall once: hand its sound to the server, or play it on this machine.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--server", required=True, metavar="URL", help="the hall's server")
    parser.add_argument(
        "--token-file", type=Path, metavar="FILE", help="the device's token (else SATUPINTU_TOKEN)"
    )
    parser.add_argument(
        "--state",
        type=Path,
        default=Path("data/announcer"),
        metavar="DIR",
        help="folder for the sounds and for what was said (data/announcer)",
    )
    parser.add_argument("--device", metavar="NAME", help="aplay's device for a local loudspeaker")
    parser.add_argument(
        "--ca", type=Path, metavar="FILE", help="the hall's authority (else SATUPINTU_CA)"
    )
    options = parser.parse_args(given)
    try:
        trust(options.ca)
        read_token(options.token_file)
        prepare(options.state)
    except OSError as error:
        parser.error(f"{error.strerror}: {error.filename}")
    except ValueError as error:
        parser.error(str(error))
    return announce(options)


def announce(options: argparse.Namespace) -> int:
    """Run until SIGTERM or Ctrl-C."""
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s announcer: %(message)s", datefmt="%H:%M:%S"
    )
    stopping: queue.SimpleQueue[int] = (
        queue.SimpleQueue()
    )  # unlike an Event it may be used in a signal handler
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _: stopping.put(caught))
    server = Server(options.server, lambda: read_token(options.token_file))
    announcer = Announcer(server, options.state, device=options.device)
    announcer.start()
    _wait_for(stopping)
    announcer.stop()
    return 0


def _wait_for(stopping: queue.SimpleQueue[int]) -> None:
    """On a busy machine the system may give a signal to another thread, which wakes nobody: so look now and then."""
    while True:
        with contextlib.suppress(queue.Empty):
            stopping.get(timeout=LOOK_S)
            return


def read_token(file: Path | None) -> str:
    """Raises OSError or ValueError, in words for the person who starts the announcer."""
    token = file.read_text().strip() if file else os.environ.get("SATUPINTU_TOKEN", "").strip()
    if not token:
        raise ValueError(f"{file} is empty" if file else "give --token-file or SATUPINTU_TOKEN")
    return token


def prepare(folder: Path) -> None:
    """Raises OSError unless files can be made in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass


def say(arguments: Sequence[str]) -> int:
    """Make the sound of one sentence. Exit codes: 0, 2 wrong arguments or an unwritable file, 3 no voice."""
    parser = argparse.ArgumentParser(
        prog="python -m display.announcer say",
        description="Make the sound of one sentence, as a call would have it.",
        epilog="exit codes: 0 done, 2 wrong arguments or file, 3 no voice",
    )
    parser.add_argument("text", help="the sentence, spelt for people")
    parser.add_argument("--language", default="id")
    parser.add_argument("--voice", help="espeak's name of the voice (by language)")
    parser.add_argument("--model", metavar="FILE", help="a voice file of piper's instead")
    parser.add_argument("--rate", type=float, help="words per minute (155); piper: length (1.15)")
    parser.add_argument("--chime", choices=[*KINDS, "none"], default=USUAL)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the WAV to write")
    options = parser.parse_args(arguments)
    voice = options.model or options.voice or VOICES.get(options.language, options.language)
    rate = options.rate or (LENGTH_SCALE if options.model else RATE_WPM)
    engine = SpawnedEngine(command=(*PIPER_WORKER, voice)) if options.model else SpawnedEngine()
    try:
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "sentence.wav"
            text = for_the_voice(options.language, options.text)
            engine.speak(text, part, voice=voice, rate=rate, within_s=PATIENCE_S)
            made = sound.announcement([sound.read(part)], chime_kind=options.chime)
        options.out.write_bytes(made.wav)
    except SpeechError as error:
        sys.stderr.write(f"no voice: {error}\n")
        return 3
    except OSError as error:
        parser.error(f"{error.strerror}: {error.filename}")
    finally:
        engine.close()
    by = engine.version if options.model else f"espeak-ng {engine.version}"
    sys.stdout.write(f"{options.out}: {made.seconds:.1f} s, {voice}, {by}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
