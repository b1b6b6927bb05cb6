"""The settings of config.yaml become a printer, or a refusal in words."""

import json

import pytest

from printer.device import BadSettings, open_device, read_settings, remember, remembered
from printer.wire.transport import NetworkPrinter, SerialPrinter, UsbPrinter

VIRTUAL = {"name": "kiosk-1", "type": "virtual", "paper_mm": 80, "page_port": None}
NETWORK = {"name": "kiosk-1", "type": "network", "host": "192.168.1.50", "paper_mm": 58}


USB = {"name": "kiosk-1", "type": "usb", "device": "/dev/usb/lp0"}
SERIAL = {"name": "kiosk-1", "type": "serial", "device": "/dev/ttyS0"}


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (VIRTUAL, "dots", 576),
        (NETWORK, "dots", 384),
        (NETWORK, "columns", 32),
        (VIRTUAL, "columns", 48),
        (VIRTUAL | {"dots": 512}, "dots", 512),
        (VIRTUAL | {"dots": 512}, "columns", 42),
        (VIRTUAL | {"columns": 40}, "columns", 40),
        (NETWORK, "port", 9100),
        (NETWORK, "asks_status", True),
        (NETWORK | {"status": "none"}, "asks_status", False),
        (NETWORK, "asks_proof", False),
        (NETWORK | {"confirm": "gs_r"}, "asks_proof", True),
        (VIRTUAL, "asks_proof", True),
        (VIRTUAL | {"confirm": "none"}, "asks_proof", False),
        (VIRTUAL | {"confirm": None}, "asks_proof", True),
        (NETWORK, "mode", "raster"),
        (SERIAL, "mode", "text"),
        (SERIAL | {"mode": "raster"}, "mode", "raster"),
        (SERIAL, "baud", 19200),
        (SERIAL, "flow", "rtscts"),
        (USB, "qr", "native"),
        (USB, "code_page", "ascii"),
        (USB, "page_port", None),
        (USB | {"roll_m": 80}, "roll_m", 80.0),
        (USB | {"tickets": {"footer": {"id": "Terima kasih"}}}, "tickets", {"footer": {"id": "Terima kasih"}}),
        (USB | {"label": {"id": "Lobi"}}, "label", {"id": "Lobi"}),
        (USB | {"spare": "kiosk-2", "something": "newer"}, "type", "usb"),
    ],
)  # fmt: skip
def test_what_is_not_written_has_a_sensible_value(given, field, value):
    assert getattr(read_settings(given), field) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"type": "virtual"}, "name: missing"),
        (VIRTUAL | {"type": "laser"}, r"type: one of network, usb, serial, virtual \(got 'laser'\)"),
        (NETWORK | {"host": None}, "host: a network printer needs it"),
        (USB | {"device": ""}, "device: a usb printer needs it"),
        (SERIAL | {"device": None}, "device: a serial printer needs it"),
        (SERIAL | {"baud": 12345}, r"baud: one of 9600, .* \(got 12345\)"),
        (SERIAL | {"flow": "dtr"}, "flow: one of rtscts, xonxoff, none"),
        (NETWORK | {"port": 99999}, "port: from 1 to 65535"),
        (NETWORK | {"port": True}, "port: a number"),
        (VIRTUAL | {"dots": 500}, "dots: 500 is not a multiple of 8"),
        (VIRTUAL | {"dots": 5000}, "dots: from 200 to 1000"),
        (VIRTUAL | {"paper_mm": "wide"}, r"paper_mm: a number \(got 'wide'\)"),
        (VIRTUAL | {"status": "yes"}, "status: one of dle_eot, none"),
        (VIRTUAL | {"confirm": "yes"}, "confirm: one of gs_r, none"),
        (VIRTUAL | {"mode": "html"}, "mode: one of raster, text"),
        (VIRTUAL | {"qr": "none"}, "qr: one of native, picture"),
        (VIRTUAL | {"code_page": "utf8"}, "code_page: one of ascii"),
        (VIRTUAL | {"roll_m": -1}, "roll_m: metres"),
        (VIRTUAL | {"page_port": 70000}, "page_port: from 0"),
        (VIRTUAL | {"tickets": ["x"]}, "tickets: an object"),
        (VIRTUAL | {"label": "Lobi"}, "label: an object"),
        ({}, "type: one of"),
        ([], "not an object"),
    ],
)  # fmt: skip
def test_what_cannot_be_driven_is_said_in_words_with_its_key(given, said):
    with pytest.raises(BadSettings, match=said):
        read_settings(given)


def test_all_faults_are_told_at_once():
    with pytest.raises(BadSettings, match=r"host: .*; port: .*; mode: ") as refused:
        read_settings(NETWORK | {"host": "", "port": 0, "mode": "braille"})
    assert str(refused.value).count(";") == 2


@pytest.mark.parametrize(
    ("given", "transport", "fields"),
    [
        (NETWORK, NetworkPrinter, {"host": "192.168.1.50", "port": 9100, "asks_status": True, "asks_proof": False}),
        (USB | {"confirm": "gs_r"}, UsbPrinter, {"device": "/dev/usb/lp0", "asks_proof": True}),
        (SERIAL | {"baud": 115200, "flow": "xonxoff", "status": "none"}, SerialPrinter,
         {"device": "/dev/ttyS0", "baud": 115200, "flow": "xonxoff", "asks_status": False}),
    ],
)  # fmt: skip
def test_each_kind_of_printer_has_its_own_way(given, transport, fields, tmp_path):
    device = open_device(read_settings(given), tmp_path)

    assert type(device.transport) is transport
    assert {name: getattr(device.transport, name) for name in fields} == fields
    device.stop()


def test_the_settings_of_the_last_run_are_there_while_the_server_is_away(tmp_path):
    file = tmp_path / "settings.json"
    assert remembered(file) is None

    remember(file, NETWORK)

    assert remembered(file) == read_settings(NETWORK)
    file.write_text(json.dumps(["broken"]))
    assert remembered(file) is None


def test_a_virtual_printer_is_on_as_soon_as_it_is_opened_and_off_when_stopped(tmp_path):
    device = open_device(read_settings(VIRTUAL), tmp_path)

    device.transport.send(b"\x1b@", on_send=lambda: None)
    device.stop()

    assert (tmp_path / "kiosk-1").is_dir()
    with pytest.raises(Exception, match="offline"):
        device.transport.send(b"\x1b@", on_send=lambda: None)
