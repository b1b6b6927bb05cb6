"""What is found becomes what is written into config.yaml, and never more than is known."""

import pytest
import yaml

from printer.doctor.advice import advice, as_yaml
from printer.doctor.measure import Answer, Findings
from printer.settings import read_settings
from printer.wire.status import Condition

YES, NO = Answer(byte=0x12, ms=3), Answer(byte=None, ms=1000)
NETWORK = {"name": "lobby", "type": "network", "host": "192.168.1.50"}
SERIAL = {"name": "lobby", "type": "serial", "device": "/dev/ttyS0"}
WELL = {"answers": dict.fromkeys((1, 2, 3, 4), YES), "condition": Condition(near_end=False)}
MUTE = {"answers": dict.fromkeys((1, 2, 3, 4), NO), "condition": Condition(causes=("mute",))}


def advised(settings=NETWORK, **found):
    return advice(read_settings(settings), Findings(**found))


def troubles(made):
    return [english for _, english in made.trouble]


@pytest.mark.parametrize(
    ("found", "settings", "status", "confirm", "trouble"),
    [
        (WELL | {"proof_idle": YES, "proof_print": YES}, {}, "dle_eot", "gs_r", 0),
        (WELL | {"proof_idle": YES}, {}, "dle_eot", "gs_r", 0),
        (WELL | {"proof_idle": NO}, {}, "dle_eot", "none", 0),
        (WELL | {"proof_idle": NO}, {"confirm": "gs_r"}, "dle_eot", "none", 1),
        (WELL | {"proof_idle": YES, "proof_print": NO}, {"confirm": "gs_r"}, "dle_eot", "none", 1),
        (WELL, {"confirm": "gs_r"}, "dle_eot", "gs_r", 0),
        (MUTE | {"proof_idle": NO}, {}, "dle_eot", "none", 1),
        (MUTE | {"proof_idle": NO}, {"confirm": "gs_r"}, "dle_eot", "gs_r", 1),
        (MUTE | {"proof_idle": NO}, {"status": "none"}, "none", "none", 0),
        (MUTE | {"proof_idle": NO, "paper_seen": True}, {}, "none", "none", 1),
        (MUTE | {"proof_idle": NO, "paper_seen": True}, {"status": "none"}, "none", "none", 0),
        (MUTE | {"proof_idle": YES, "proof_print": YES}, {"status": "none"}, "none", "gs_r", 0),
        (MUTE | {"proof_idle": NO, "paper_seen": False}, {}, "dle_eot", "none", 2),
        (WELL | {"answers": WELL["answers"] | {3: NO}, "paper_seen": True}, {}, "none", "none", 1),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_printer_follows_from_what_it_answers(
    found, settings, status, confirm, trouble
):
    made = advised(NETWORK | settings, **found)

    assert (made.config["status"], made.config["confirm"]) == (status, confirm)
    assert len(made.trouble) == trouble


@pytest.mark.parametrize(
    ("settings", "whole", "paper_mm", "dots", "trouble"),
    [
        ({}, None, 80, 576, []),
        ({"paper_mm": 58}, None, 58, 384, []),
        ({}, 512, 80, 512, ["dots: 576 is wider than the print head"]),
        ({}, 384, 58, 384, ["dots: 576 is wider than the print head"]),
        ({"paper_mm": 58}, 576, 80, 576, []),
    ],
)
def test_the_width_is_what_a_person_saw(settings, whole, paper_mm, dots, trouble):
    made = advised(NETWORK | settings, **WELL, whole_dots=whole)

    assert (made.config["paper_mm"], made.config["dots"]) == (paper_mm, dots)
    assert troubles(made) == trouble


@pytest.mark.parametrize(
    ("native", "picture", "qr", "trouble"),
    [
        (True, True, "native", 0),
        (True, False, "native", 0),
        (False, True, "picture", 1),
        (False, False, "native", 1),
        (None, None, "native", 0),
        (None, True, "picture", 1),
    ],
)
def test_the_code_is_printed_the_way_a_phone_reads_it(native, picture, qr, trouble):
    made = advised(**WELL, reads_native=native, reads_picture=picture)

    assert made.config["qr"] == qr
    assert len(made.trouble) == trouble


@pytest.mark.parametrize(("baud", "mode"), [(9600, "text"), (19200, "text"), (115200, "text")])
def test_no_serial_line_is_quick_enough_for_pictures(baud, mode):
    assert advised(SERIAL | {"baud": baud, "mode": "raster"}, **WELL).config["mode"] == mode


def test_letters_that_came_out_wrong_become_plain_ones():
    page = NETWORK | {"code_page": "cp858"}

    assert advised(page, **WELL, letters_right=False).config["code_page"] == "ascii"
    assert advised(page, **WELL, letters_right=True).config["code_page"] == "cp858"
    assert "code_page" not in advised(**WELL, letters_right=None).config


@pytest.mark.parametrize("device", ["/dev/serial/by-id/usb-Prolific-if00-port0", "/dev/ä: #x"])
def test_what_is_written_is_yaml_whatever_stands_in_it(device):
    made = advised(SERIAL | {"device": device, "flow": "none"}, **WELL)

    for language in (0, 1):
        written = yaml.safe_load(as_yaml("lobby", made, language))
        assert written["printers"]["lobby"] == made.config


def test_an_answer_before_the_paper_is_said_to_be_one():
    made = advised(**WELL, proof_idle=YES, proof_print=YES, early_proof=True)

    assert "before the paper" in made.why["confirm"][1]
