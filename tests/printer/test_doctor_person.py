"""The doctor and the person at the terminal: what is asked, and what becomes of the answers."""

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.printer.examined import settings, virtual

__all__ = ["settings", "virtual"]

ROOT = Path(__file__).parents[2]


class AtTheTerminal:
    """The doctor with a person at its terminal, the settings through its standard input."""

    def __init__(self, settings):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "printer.doctor", "--settings", "-", "--lang", "en"],
            stdin=subprocess.PIPE, stdout=slave, stderr=slave, cwd=ROOT, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(1, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        os.close(slave)
        self.process.stdin.write(Path(settings).read_bytes())
        self.process.stdin.close()
        self.heard = ""

    def answer(self, question, words):
        self.wait_for(question)
        os.write(self.master, words.encode() + b"\n")

    def wait_for(self, words):
        end = time.monotonic() + 20
        while words not in self.heard:
            assert select.select([self.master], [], [], end - time.monotonic())[0], self.heard
            try:
                self.heard += os.read(self.master, 4096).decode()
            except OSError:
                pytest.fail(f"ended before {words!r}: {self.heard}")
        self.heard = self.heard[self.heard.index(words) + len(words) :]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def test_a_person_is_asked_what_came_out_and_the_answers_are_written(virtual, settings):
    with AtTheTerminal(settings(code_page="cp858")) as doctor_at_work:
        doctor_at_work.answer("paper come out?", "perhaps")
        doctor_at_work.answer("Please answer one of", "y")
        doctor_at_work.answer("right edge is whole?", "384")
        doctor_at_work.answer("first QR code?", "n")
        doctor_at_work.answer("second QR code?", "ya")
        doctor_at_work.answer("marked letters right", "t")
        for line in (
            "paper_mm: 58",
            "dots: 384",
            "qr: picture",
            "code_page: ascii",
            "attention: 3",
        ):
            doctor_at_work.wait_for(line)
        assert doctor_at_work.process.wait(10) == 1


def test_ctrl_c_at_a_question_ends_it_quietly(virtual, settings):
    with AtTheTerminal(settings()) as doctor_at_work:
        doctor_at_work.answer("paper come out?", "\x03")
        assert doctor_at_work.process.wait(10) == 1
        assert "Traceback" not in doctor_at_work.heard
