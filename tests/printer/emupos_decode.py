"""Run with the emulator's own Python: every FOLDER/WIDTH-*.bin becomes a .png and a .txt; what was unknown is listed.

emupos knows nothing of our code, and we nothing of its: where both pictures agree, the bytes are right.
"""

import json
import sys
from importlib.resources import files
from pathlib import Path

import yaml
from emupos.config import PrinterProfile
from emupos.printer.printer import Printer

found = {}
raw = yaml.safe_load(
    (files("emupos") / "profiles/printers/epson-tm-t20iii.yaml").read_text(encoding="utf-8")
)
for source in sorted(Path(sys.argv[1]).glob("*.bin")):
    width = int(source.name.split("-")[0])
    printer = Printer(
        "t",
        PrinterProfile.model_validate(raw | {"width_dots": width}),
        sensor_open_level="high",
        job_idle_timeout_ms=1000,
    )
    printer.open_connection("c", 0.0)
    told = printer.receive("c", source.read_bytes(), 0.0)
    closed = printer.close_connection("c", 1.0)
    receipts = told.receipts + closed.receipts
    for number, receipt in enumerate(receipts):
        source.with_name(f"{source.stem}.{number}.png").write_bytes(receipt.png)
        source.with_name(f"{source.stem}.{number}.txt").write_text(receipt.text, encoding="utf-8")
    found[source.stem] = {
        "receipts": len(receipts),
        "events": [str(event) for event in told.events + closed.events],
    }
json.dump(found, sys.stdout)
