"""The hall of config.yaml with every rule on: real hours, helpers, a counter for priority alone, quotas by way in."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from queue_server.config import definition as definition_of
from queue_server.config import load
from tests.simulation import profile

CONFIG = Path(__file__).parent.parent.parent / "config.yaml"
USUAL = {
    "tickets": {"mon-thu": "07:30-15:00", "fri": "07:30-14:30"},
    "service": {"mon-thu": "08:00-16:00", "fri": "08:00-16:30"},
    "pauses": {"fri": "11:30-13:00"},
}
SHORT = {
    "tickets": {"mon-thu": "07:30-12:30", "fri": "07:30-11:00"},
    "service": {"mon-thu": "08:00-13:30", "fri": "08:00-11:30"},
}
RESULTS = {
    "selesai": {"id": "Selesai", "en": "Done"},
    "kurang": {"id": "Berkas kurang", "en": "Papers missing"},
}


def definition(**rules):
    """The hall part of such a config.yaml, in plain values; ``rules`` over the usual ones."""
    raw = yaml.safe_load(CONFIG.read_text())
    start, end = profile.RAMADAN
    period = {"name": "Ramadan", "from": start.isoformat(), "to": end.isoformat(), **SHORT}
    raw["hours"] = USUAL | {"closed": sorted(day.isoformat() for day in profile.HOLIDAYS)}
    raw["hours"]["periods"] = [period]
    raw["rules"] = {"rounds": 2, "results": RESULTS} | rules
    counters, services = raw["counters"], raw["services"]
    counters["4"] |= {"helps": ["KTP", "KK"]}
    counters["6"] |= {"services": ["SKCK"], "helps": ["SIM"]}
    counters["12"] |= {"helps": ["BPJS-UBAH"]}
    counters["13"] = {
        "name": {"id": "Loket 13"},
        "zone": "A",
        "services": ["KTP", "KK", "AKTA", "SIM"],
        "priority_only": True,
    }
    for code, span in zip(counters, _breaks(len(counters)), strict=True):
        counters[code]["breaks"] = {"mon-thu": span}
    services["KTP"]["quotas"] = {"priority": 40}
    services["KTP"]["quota"] = 160
    services["PASPOR"]["quotas"] = {"walk_in": 14, "online": 20}
    services["SIM"]["quotas"] = {"walk_in": 40}
    return read(raw)


def read(raw):
    """What the hall part of ``raw`` says. Periods are left out where the hall does not know them yet."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "config.yaml"
        file.write_text(yaml.safe_dump(raw, allow_unicode=True))
        return definition_of(load(file, {}))


def _breaks(count):
    """Half an hour each, one after the other from 11.30 to 13.30, so that no service is without anybody."""
    starts = [11 * 60 + 30 + 30 * (place % 4) for place in range(count)]
    return [f"{m // 60:02}:{m % 60:02}-{(m + 30) // 60:02}:{(m + 30) % 60:02}" for m in starts]
