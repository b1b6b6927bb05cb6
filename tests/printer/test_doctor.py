"""The doctor examines a printer on site: what it says, what it advises, and that it always comes to an end."""

import json
import threading
from pathlib import Path

import pytest
import yaml

from printer.doctor import examine as doctor
from printer.doctor import measure as doctor_measure
from printer.virtual.page import open_page
from tests.printer.examined import settings, virtual
from tests.printer.scripted import PtyPrinter

__all__ = ["settings", "virtual"]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def quick(monkeypatch):
    """Where the printer stays silent, the waiting is short."""
    for name in ("ANSWER_S", "PROOF_S", "PRINT_PROOF_S", "BETWEEN_TRIES_S"):
        monkeypatch.setattr(doctor_measure, name, 0.1)


@pytest.fixture
def report(capsys):
    """``report(FILE, *words)``: the exit code and the JSON report."""

    def run(file, *words):
        code = doctor.main(["--settings", file, "--json", *words])
        return code, json.loads(capsys.readouterr().out)

    return run


def said(told):
    return [line["key"] for line in told["said"]]


def test_a_printer_that_can_do_everything_is_told_so_and_a_test_paper_lies_there(
    virtual, settings, report
):
    code, told = report(settings(confirm="gs_r"))

    assert code == 0
    assert told["reachable"]
    assert told["trouble"] == []
    assert said(told)[:6] == ["begin", "connected", "answered", "answered", "answered", "answered"]
    assert told["config"]["status"] == "dle_eot"
    assert told["config"]["confirm"] == "gs_r"
    [paper] = virtual.roll.newest(9)
    assert paper.unknown == 0
    assert abs(told["found"]["printed_mm"] - paper.length_mm) < 20


def test_what_it_advises_is_a_printer_of_config_yaml(virtual, settings, report):
    _, told = report(settings())

    [(name, printer)] = yaml.safe_load(told["yaml"])["printers"].items()
    assert name == "lobby"
    assert printer == told["config"]
    assert printer["host"] == "127.0.0.1"
    assert set(told["why"]) == set(printer)


def test_without_paper_nothing_is_printed(virtual, settings, report):
    code, told = report(settings(), "--no-print")

    assert code == 0
    assert virtual.roll.newest(9) == []
    assert told["config"]["confirm"] == "gs_r"
    assert "not_printed" in said(told)


@pytest.mark.parametrize("cause", ["cover_open", "paper_out", "cutter_jam", "offline"])
def test_a_printer_that_is_not_ready_is_not_printed_on_and_not_judged(
    virtual, settings, report, cause
):
    virtual.faults.set(cause)

    code, told = report(settings(confirm="gs_r"))

    assert code == 1
    assert told["found"]["condition"]["causes"] == [cause]
    assert cause in said(told)
    assert "not_printed" in said(told)
    assert "sent" not in said(told)
    assert told["config"]["confirm"] == "gs_r"  # as it was: nobody knows today
    virtual.faults.clear()
    assert virtual.roll.newest(9) == []


@pytest.mark.parametrize("fault", ["mute", "garbage"])
def test_a_printer_that_says_nothing_useful_keeps_its_settings_and_needs_a_person(
    virtual, settings, report, quick, fault
):
    virtual.faults.set(fault)

    code, told = report(settings())

    assert code == 1
    assert told["config"]["status"] == "dle_eot"
    assert [line["en"][:18] for line in told["trouble"]] == ["it does not answer"]


def test_unasked_reports_do_not_confuse_it(virtual, settings, report):
    virtual.faults.set("asb")

    code, told = report(settings(confirm="gs_r"))

    assert code == 0
    assert [answer["byte"] for answer in told["found"]["answers"].values()] == [0x12] * 4


def test_little_paper_is_said_and_is_no_trouble(virtual, settings, report):
    virtual.faults.set("paper_near_end")

    code, told = report(settings(), "--no-print")

    assert code == 0
    assert "near_end" in said(told)


def test_a_printer_that_breaks_the_test_paper_off_is_trouble(virtual, settings, report, quick):
    virtual.faults.set("drop", 9000)

    code, told = report(settings())

    assert code == 1
    assert told["found"]["trouble"] == ["not_sent"]


def test_a_printer_that_is_not_there_is_told_with_its_address(virtual, settings, report, quick):
    virtual.faults.set("refuse")

    code, told = report(settings())

    assert code == 4
    assert not told["reachable"]
    assert told["yaml"] == ""
    assert f"127.0.0.1:{virtual.port}: nobody listens there" in told["said"][-1]["en"]


def test_a_virtual_printer_is_found_through_its_page(virtual, settings, report, free_page):
    page = free_page(virtual)

    code, told = report(settings(type="virtual", page_port=page))

    assert code == 0
    assert told["config"]["page_port"] == page
    assert told["found"]["proof_print"]["byte"] is not None
    assert told["found"]["early_proof"] is False  # pictures may be quicker than paper


@pytest.fixture
def free_page():
    """``free_page(printer)``: the port of its page."""
    shown = []

    def show(printer):
        shown.append(
            open_page(0, name="lobby", roll=printer.roll, say=lambda _: None, printer=printer)
        )
        return shown[-1].server_port

    yield show
    for page in shown:
        page.stop()


def test_a_virtual_printer_without_a_page_is_not_reachable(settings, report):
    for port in (0, None, 9):
        code, told = report(settings(type="virtual", page_port=port))
        assert code == 4
        assert "page" in told["said"][-1]["en"]


def test_a_serial_printer_is_examined_at_its_cable(tmp_path, report):
    printer = PtyPrinter("serial")
    file = tmp_path / "s.json"
    file.write_text(json.dumps({"name": "s", "type": "serial", "device": printer.device}))

    code, told = report(str(file))
    printer.close()

    assert code == 0
    assert (told["config"]["mode"], told["config"]["baud"]) == ("text", 19200)
    assert printer.tickets == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"name": "x", "type": "laser"}', "type: one of"),
        ('{"name": "x", "type": "usb"}', "device: a usb printer needs it"),
    ],
)
def test_settings_that_are_no_good_end_with_two_and_words(tmp_path, capsys, text, why):
    file = tmp_path / "s.json"
    file.write_text(text)

    assert doctor.main(["--settings", str(file)]) == 2
    assert why in capsys.readouterr().err
    assert doctor.main(["--settings", str(tmp_path / "none")]) == 2


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("id", "Memeriksa", None), ("en", "Checking", None), ("both", "Memeriksa", "    Checking")],
)
def test_it_speaks_indonesian_english_or_both(virtual, settings, capsys, language, first, second):
    doctor.main(["--settings", settings(), "--no-print", "--yes", "--lang", language])

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(first)
    if second:
        assert lines[1].startswith(second)
    else:
        assert not lines[1].startswith(" ")


def test_a_printer_that_another_program_holds_for_a_moment_is_tried_again(
    virtual, settings, report, monkeypatch
):
    monkeypatch.setattr(doctor_measure, "BETWEEN_TRIES_S", 0.5)
    virtual.faults.set("refuse")
    opening = threading.Timer(0.2, lambda: virtual.faults.clear("refuse"))
    opening.start()

    code, _ = report(settings(), "--no-print")
    opening.join()

    assert code == 0


def test_help_has_examples_and_exit_codes(capsys):
    with pytest.raises(SystemExit):
        doctor.main(["--help"])
    told = capsys.readouterr().out
    assert "python -m printer.doctor --settings lobby.json" in told
    assert "exit codes" in told
