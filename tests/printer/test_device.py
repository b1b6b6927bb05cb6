"""The settings of config.yaml become a printer, or a refusal in words."""

import json

import pytest

from printer.device import BadSettings, open_device, read_settings, remember, remembered

VIRTUAL = {"name": "kiosk-1", "type": "virtual", "paper_mm": 80, "page_port": None}
NETWORK = {"name": "kiosk-1", "type": "network", "host": "192.168.1.50", "paper_mm": 58}


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        (VIRTUAL, "dots", 576),
        (NETWORK, "dots", 384),
        (VIRTUAL | {"dots": 512}, "dots", 512),
        (NETWORK, "port", 9100),
        (NETWORK, "asks_proof", False),
        (NETWORK | {"confirm": "gs_r"}, "asks_proof", True),
        (VIRTUAL, "asks_proof", True),
        (VIRTUAL | {"confirm": "none"}, "asks_proof", False),
    ],
)
def test_what_is_not_written_has_a_sensible_value(given, field, value):
    assert getattr(read_settings(given), field) == value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"type": "virtual"}, "name"),
        (VIRTUAL | {"type": "usb"}, "'usb' are not driven"),
        (NETWORK | {"host": None}, "needs a host"),
        (VIRTUAL | {"dots": 500}, "multiple of 8"),
        (VIRTUAL | {"paper_mm": "wide"}, "wide"),
        ({}, "type"),
    ],
)
def test_what_cannot_be_driven_is_said_in_words(given, said):
    with pytest.raises(BadSettings, match=said):
        read_settings(given)


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
