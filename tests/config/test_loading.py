"""config.yaml: every fault is told at once, each with its path, and nothing is used of a file with one."""

from pathlib import Path

import pytest
import yaml

from queue_server.config import Config, ConfigError, definition, load

ROOT = Path(__file__).parent.parent.parent
GOOD = """
site: {code: SIAK, name: {id: Mal Pelayanan Publik}}
zones: {A: {name: {id: Lantai 1}}}
agencies: {DUKCAPIL: {name: {id: Disdukcapil}}, POLRES: {name: {id: Kepolisian}}}
services:
  KTP: {prefix: A, agency: DUKCAPIL, zone: A, name: {id: KTP-el}}
  SIM: {prefix: D, agency: POLRES, zone: A, name: {id: SIM}}
counters: {"1": {name: {id: Loket 1}, zone: A, services: [KTP]}}
kiosks: {kiosk-1: {printer: kiosk-1}}
printers: {kiosk-1: {type: virtual}}
displays: {lobby: {zone: A}}
"""


@pytest.fixture
def read(tmp_path):
    def from_text(text, **environment):
        file = tmp_path / "config.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(file, environment)

    return from_text


@pytest.fixture
def faults(read):
    """``faults(text)``: what is told of it."""

    def of(text, **environment):
        with pytest.raises(ConfigError) as refused:
            read(text, **environment)
        return refused.value.faults

    return of


@pytest.fixture
def changed(faults):
    """``changed("services.KTP.prefix", "O")``: what is told of the good file with this one value."""

    def of(path, value):
        raw = yaml.safe_load(GOOD)
        place = raw
        *way, last = path.split(".")
        for step in way:
            place = place.setdefault(step, {})
        place[last] = value
        return faults(yaml.safe_dump(raw, allow_unicode=True))

    return of


def test_a_small_hall_is_enough_and_the_rest_has_defaults(read):
    config = read(GOOD)
    assert isinstance(config, Config)
    assert (config.server.port, config.server.mode, config.hours) == (8080, "eventlet", "always")


def test_fifteen_faults_are_told_at_once_each_with_its_path(faults):
    told = faults("""
server: {port: 99999, mode: gevent, colour: red, public_url: nowhere}
site: {code: "SI AK", name: {en: Hall}, time_zone: Asia/Siak}
hours: {tickets: {mon-thu: "15:00-07:30"}, service: {funday: "08:00-16:00"}}
zones: {A: {name: {id: Lantai 1}}}
agencies: {X: {name: {id: X}}, Y: {name: {id: Y}}}
services:
  S1: {prefix: O, agency: X, zone: A, name: {id: satu}}
  S2: {prefix: B, agency: Z, zone: A, name: {id: dua}}
  S3: {prefix: B, agency: Y, zone: C, name: {id: tiga}, quota: many}
counters: {"1": {name: {id: Loket 1}, zone: A, services: [S1, S9]}}
""")
    assert [fault.partition(": ")[0] for fault in told] == [
        "server.port", "server.mode", "server.public_url", "server.colour", "site.code", "site.name",
        "site.time_zone", "hours.tickets", "hours.service", "services.S1.prefix", "services.S3.quota",
        "services.S2.agency", "services.S3.zone", "counters.1.services.1", "services.S3.prefix",
    ]  # fmt: skip
    assert "server.port: Input should be less than or equal to 65535 (got 99999)" in told
    assert "server.colour: unknown key" in told


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("services.KTP.prefix", "I", "look like"), ("services.KTP.prefix", "O", "look like"),
        ("services.KTP.prefix", "QA", "look like"), ("services.KTP.prefix", "a", "capital"),
        ("services.KTP.prefix", "ABC", "capital"), ("services.KTP.prefix", "A\n", "capital"),
        ("services.KTP.prefix", "", "capital"),
        ("services.KTP.prefix", "D", "services.SIM.prefix: D belongs to agency DUKCAPIL already"),
        ("services.KTP.agency", "PLN", "services.KTP.agency: there is no 'PLN' in agencies"),
        ("services.KTP.zone", "Z", "services.KTP.zone: there is no 'Z' in zones"),
        ("services.KTP.service_min", 0.001, "greater than or equal to 0.5"),
        ("services.KTP.quota", -1, "services.KTP.quota"), ("services.KTP.quota", 10**9, "services.KTP.quota"),
        ("services.KTP.short", {"en": "ID"}, "services.KTP.short: the Indonesian text"),
        ("counters.1.zone", "Z", "counters.1.zone: there is no 'Z' in zones"),
        ("counters.1.services", ["KTP", "XX"], "counters.1.services.1: there is no 'XX' in services"),
        ("counters.1.services", [], "counters.1.services"),
        ("counters.1.name", {"id": "Loket\x07"}, "printable"), ("counters.1.name", {"id": ""}, "printable"),
        ("counters.1.spoken", {"en": "one"}, "the Indonesian text"),
        ("kiosks.kiosk-1.printer", "fax", "kiosks.kiosk-1.printer: there is no 'fax' in printers"),
        ("displays.lobby.zone", "Z", "displays.lobby.zone: there is no 'Z' in zones"),
        ("printers.kiosk-1.type", "network", "printers.kiosk-1.host: is missing"),
        ("printers.kiosk-1.port", 0, "printers.kiosk-1.port"), ("printers.kiosk-1.paper_mm", 70, "58 or 80"),
        ("site.region", {"en": "Siak"}, "site.region: the Indonesian text"),
        ("site.time_zone", "../../etc/passwd", "no such time zone"),
        ("hours", "never", "hours"), ("hours", {"tickets": {}}, "hours.service: is missing"),
        ("hours", {"tickets": {"fri-mon": "07:30-15:00"}, "service": {}}, "a week runs from mon to sun"),
        ("hours", {"tickets": {"mon-thu": "07:30-15:00", "tue": "08:00-09:00"}, "service": {}}, "a day stands twice"),
        ("hours", {"tickets": {"mon": "7:30-15:00"}, "service": {}}, "hours.tickets.mon"),
        ("server.database", "mysql://x", "server.database"), ("server.host", 7, "server.host"),
        ("speech.rate_wpm", 1000, "speech.rate_wpm"), ("floors", {}, "floors: unknown key"),
    ],
)  # fmt: skip
def test_one_fault_is_told_once_with_its_path(changed, path, value, told):
    faults = changed(path, value)
    assert len(faults) == 1, faults
    assert told in faults[0]


def test_a_row_with_a_fault_is_still_there_for_those_who_name_it(changed):
    assert len(changed("zones.A", None)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"), ("- a\n- b", "not a table"), ("just words", "not a table"), ("a: [1", "line 1"),
        ("a: 1\nb: 2\na: 3", "line 3: a stands twice"), ("zones:\n  A: {}\n  A: {}", "line 3: A stands twice"),
        ("? [a, b]\n: c", "a key is a word"), ("? {a: b}\n: c", "a key is a word"),
        ("a: !!python/object:x {}", "line 1"),
        (b"\xff\xfe\x00", "cannot be read"), (b"a: \x07", "special characters"),
        ("a: " + "[" * 5000, "nested too deeply"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_config_is_told_with_its_line(faults, text, told):
    assert told in faults(text)[0]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"missing.yaml:\s+cannot be read"):
        load(tmp_path / "missing.yaml", {})


def test_environment_goes_before_the_file_and_the_public_address_follows_the_port(read):
    config = read(GOOD, SATUPINTU_PORT="9000", SATUPINTU_DATA="/srv/hall")
    assert (config.server.port, config.server.data) == (9000, "/srv/hall")
    assert config.server.public_url == "http://127.0.0.1:9000"
    lan = "server: {port: 8080, public_url: 'http://192.168.1.10:8080'}" + GOOD
    assert read(lan, SATUPINTU_PORT="9000").server.public_url == "http://192.168.1.10:9000"


def test_a_public_address_on_another_port_stays_when_the_port_changes(read):
    proxied = "server: {public_url: 'https://antrean.siak.go.id'}" + GOOD
    assert read(proxied, SATUPINTU_PORT="9000").server.public_url == "https://antrean.siak.go.id"


def test_a_wrong_word_in_the_environment_is_told_like_one_in_the_file(faults):
    assert faults(GOOD, SATUPINTU_PORT="many")[0].startswith("server.port")
    assert faults("server:\n" + GOOD, SATUPINTU_PORT="9000")[0].startswith("server:")


def test_the_config_of_the_repository_is_the_hall_it_promises():
    config = load(ROOT / "config.yaml", {})
    assert len(config.agencies) == 8
    assert 18 <= len(config.services) <= 22
    assert (len(config.counters), len(config.zones), len(config.kiosks)) == (12, 2, 2)
    assert set(config.priorities) == {"lansia", "disabilitas", "hamil", "balita"}
    assert config.hours == "always"
    assert config.server.mode == "eventlet"
    assert {d.zone for d in config.displays.values() if d.speaker} == set(config.zones)
    served = {code for counter in config.counters.values() for code in counter.services}
    assert served == set(config.services)  # somebody helps with each
    for service in config.services.values():
        assert set(service.requirements) == {"id", "en"}


def test_the_real_hours_that_stand_in_its_comments_are_good(read):
    text = (ROOT / "config.yaml").read_text()
    lines = text.splitlines()
    start = lines.index("# hours:")
    end = next(n for n in range(start, len(lines)) if not lines[n].startswith("#"))
    block = [line.removeprefix("# ") for line in lines[start:end]]
    hours = read(text.replace("hours: always", "\n".join(block))).hours
    assert set(hours.tickets) == {"mon-thu", "fri"}
    assert hours.holidays.country == "ID"
    assert [period.name for period in hours.periods] == ["Ramadan"]


def test_every_icon_of_the_repositorys_config_is_in_the_sheet():
    sheet = (ROOT / "queue_server" / "static" / "icons.svg").read_text()
    config = load(ROOT / "config.yaml", {})
    for thing in (*config.agencies.values(), *config.priorities.values()):
        assert f'id="{thing.icon}"' in sheet


def test_hours_become_weekdays_by_number(read):
    table = """
hours:
  tickets: {mon-wed: "07:30-15:00", sat: "08:00-12:00"}
  service: {fri: "08:00-16:00"}
  closed: [2026-12-24]
"""
    hours = definition(read(GOOD + table))["hours"]
    assert hours["tickets"] == {
        **{str(day): ["07:30", "15:00"] for day in range(3)}, "5": ["08:00", "12:00"],
    }  # fmt: skip
    assert hours["closed"] == ["2026-12-24"]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("printers.kiosk-1.type", "parallel", "printers.kiosk-1.type"),
        ("printers.kiosk-1.spare", "kiosk-9", "printers.kiosk-1.spare: there is no 'kiosk-9'"),
        ("printers.kiosk-1.spare", "kiosk-1", "a printer is not its own spare"),
        ("printers.kiosk-1.dots", 383, "printers.kiosk-1.dots"),
        ("printers.kiosk-1.roll_m", -1, "printers.kiosk-1.roll_m"),
        ("printers.kiosk-1.baud", 12345, "printers.kiosk-1.baud"),
        ("tickets.expires_s", 0, "tickets.expires_s"),
        ("tickets.template", "missing.yaml", "tickets.template: missing.yaml cannot be read"),
        ("tickets.services", {"NOPE": "short"}, "tickets.services.NOPE: there is no 'NOPE'"),
        ("tickets.logo", "missing.png", "tickets.logo: missing.png cannot be read"),
    ],
)
def test_what_is_wrong_with_paper_is_told_with_its_path(changed, path, value, fault):
    assert any(told.startswith(fault) or fault in told for told in changed(path, value))


@pytest.mark.parametrize("kind", ["usb", "serial"])
def test_a_printer_on_a_wire_needs_its_device(changed, kind):
    (told,) = changed("printers.kiosk-1", {"type": kind})
    assert told.startswith("printers.kiosk-1.device: is missing")


def test_what_is_not_said_of_a_printer_follows_from_what_is(read):
    def resolved(**printer):
        raw = yaml.safe_load(GOOD) | {"printers": {"kiosk-1": printer}}
        return read(yaml.safe_dump(raw)).printers["kiosk-1"].resolved("kiosk-1")

    network = resolved(type="network", host="10.0.0.5")
    assert (network["dots"], network["columns"], network["mode"]) == (576, 48, "raster")
    assert (network["status"], network["confirm"], network["roll_m"]) == ("dle_eot", "none", 80)
    narrow = resolved(type="virtual", paper_mm=58)
    assert (narrow["dots"], narrow["columns"], narrow["roll_m"]) == (384, 32, 30)
    assert narrow["confirm"] == "gs_r"
    assert resolved(type="serial", device="/dev/ttyS0")["mode"] == "text"
    assert resolved(type="virtual")["label"] == {"id": "kiosk-1"}


def test_a_template_beside_the_file_is_read_and_its_faults_are_told(read, faults, tmp_path):
    text = GOOD + "tickets: {template: mine.yaml}\n"
    (tmp_path / "mine.yaml").write_text("blocks: [number, confetti]\n")
    (told,) = faults(text)
    assert told.startswith("tickets.template: mine.yaml: blocks.1")

    (tmp_path / "mine.yaml").write_text("blocks: [number, service]\n")
    assert set(read(text).tickets.plain()["templates"]) == {"mine.yaml"}


def test_a_logo_is_a_png(faults, tmp_path):
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    (told,) = faults(GOOD + "tickets: {logo: logo.png}\n")
    assert "is not a PNG" in told


def test_the_paper_roll_has_a_letter_of_its_own(faults):
    text = GOOD + "rules: {roll_prefix: A}\n"
    assert faults(text) == [
        "services.KTP.prefix: A is the letter of the paper roll (rules.roll_prefix)"
    ]
