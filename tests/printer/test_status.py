"""The bytes a printer says are told apart, and mean what its maker wrote."""

import itertools

import pytest

from printer.wire.status import Condition, Ear, condition, family

WELL = {1: 0x12, 2: 0x12, 3: 0x12, 4: 0x12}


@pytest.mark.parametrize(
    ("byte", "kind"),
    [
        *((b, "status") for b in (0x12, 0x16, 0x1A, 0x1E, 0x32, 0x7E)),
        *((b, "asb") for b in (0x10, 0x14, 0x18, 0x38)),
        *((b, "gs_r") for b in (0x00, 0x03, 0x0C, 0x6F)),
        *((b, "junk") for b in (0x11, 0x13, 0xFF, 0x92)),
    ],
)
def test_answers_are_told_apart_by_their_fixed_bits(byte, kind):
    assert family(byte) == kind


def heard(data):
    ear = Ear()
    return [ear.hear(byte) for byte in data]


@pytest.mark.parametrize("between", [b"", b"\x11", b"\xff\x13"])
@pytest.mark.parametrize("at", range(5))
def test_no_part_of_an_unasked_report_is_an_answer_wherever_noise_falls(between, at):
    report = b"\x10\x00\x0c\x6f"

    said = heard(report[:at] + between + report[at:] + b"\x03")

    assert said.count("gs_r") == 1
    assert said[-1] == "gs_r"


def test_an_answer_in_the_middle_of_a_report_is_heard():
    assert heard(b"\x10\x00\x12\x00\x00\x00") == ["asb", "rest", "status", "rest", "rest", "gs_r"]


@pytest.mark.parametrize(
    ("answers", "causes", "near_end"),
    [
        (WELL, (), False),
        (WELL | {4: 0x1E}, (), True),
        (WELL | {1: 0x1A, 2: 0x32, 4: 0x7E}, ("paper_out",), True),
        (WELL | {2: 0x32}, ("paper_out",), False),
        (WELL | {1: 0x1A, 2: 0x16}, ("cover_open",), False),
        (WELL | {3: 0x1A}, ("cutter_jam",), False),
        (WELL | {3: 0x32}, ("printer_fault",), False),
        (WELL | {1: 0x1A}, ("offline",), False),
        ({1: 0x12}, (), None),
    ],
)
def test_what_four_answers_mean(answers, causes, near_end):
    assert condition(answers) == Condition(causes=causes, near_end=near_end)


def test_causes_are_told_once_each_and_the_worst_first():
    faults = {"cover_open": (2, 0x04), "paper_out": (4, 0x60), "cutter_jam": (3, 0x08)}
    for some in itertools.chain.from_iterable(itertools.combinations(faults, n) for n in (1, 2, 3)):
        answers = dict(WELL)
        for name in some:
            question, bits = faults[name]
            answers[question] |= bits
        assert condition(answers | {1: 0x1A}).causes == some
