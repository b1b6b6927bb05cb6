"""A network printer for tests: a TCP port that takes what is sent. What it means is told by an independent decoder."""

from __future__ import annotations

import socket
import subprocess
import threading
from pathlib import Path

from printer.decoder.decoder import Decoder

ROOT = Path(__file__).parent.parent.parent
EMULATOR = ROOT / ".venv-emulator" / "bin" / "python"
DECODE = """
import sys, yaml
from importlib.resources import files
from pathlib import Path
from emupos.config import PrinterProfile
from emupos.printer.printer import Printer

data, out = Path(sys.argv[1]).read_bytes(), Path(sys.argv[2])
raw = yaml.safe_load((files("emupos") / "profiles/printers/epson-tm-t20iii.yaml").read_text())
profile = PrinterProfile.model_validate(raw | {"width_dots": 576})
printer = Printer("t", profile, sensor_open_level="high", job_idle_timeout_ms=1000)
printer.open_connection("c", 0.0)
got, end = printer.receive("c", data, 0.0), printer.close_connection("c", 1.0)
receipts = got.receipts + end.receipts
assert len(receipts) == 1, receipts
assert not (got.events + end.events), got.events + end.events
out.write_bytes(receipts[0].png)
"""


class TcpPrinter:
    """Takes one connection at a time, keeps each one's bytes, answers nothing."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.jobs: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                data = bytearray()
                try:
                    while got := connection.recv(65536):
                        data += got
                except OSError:
                    pass
            if data:
                self.jobs.append(bytes(data))

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(6)


def decoded(data: bytes, folder: Path) -> Path:
    """The picture on the paper, by emupos; it fails on a command it does not know, and when it is not one receipt.

    Without Python 3.13 there is no emupos: then our own decoder stands in, and the skip of the test that compares the
    two (tests/printer/test_raster.py) says that nobody independent looked.
    """
    raw, picture = folder / "job.bin", folder / "ticket.png"
    if not EMULATOR.exists():
        [cut] = Decoder(576).feed(data)
        assert cut.unknown == 0
        cut.image.save(picture)
        return picture
    raw.write_bytes(data)
    subprocess.run([EMULATOR, "-c", DECODE, raw, picture], check=True)
    return picture


def qr_of(picture: Path) -> str:
    """What a phone reads from the picture."""
    from PIL import Image, ImageOps

    padded = picture.with_name("padded.png")
    ImageOps.expand(Image.open(picture).convert("L"), 40, 255).save(padded)
    found = subprocess.run(
        ["zbarimg", "--quiet", "--raw", padded], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()
