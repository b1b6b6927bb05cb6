"""The announcer as a program: started, stopped, killed, and asked for help."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
import wave
from pathlib import Path

import pytest

from display.announcer.__main__ import main
from tests.display.announcer.hall_server import TOKEN, Hall, opened

PROGRAM = [sys.executable, "-m", "display.announcer"]


@contextlib.contextmanager
def running(hall, folder, **environment):
    token = folder / "token"
    token.write_text(f"{TOKEN}\n")
    program = subprocess.Popen(
        [*PROGRAM, "--server", hall.url, "--token-file", token, "--state", folder / "state"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()
        program.stderr.close()


@contextlib.contextmanager
def watching(pid):
    """Gives a function that waits for the end of the process."""
    process = os.pidfd_open(pid)
    end = select.poll()
    end.register(process, select.POLLIN)
    try:
        yield lambda seconds: bool(end.poll(seconds * 1000))
    finally:
        os.close(process)


def worker_of(program):
    return int(Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text() or 0) or next(
        int(pid)
        for task in Path(f"/proc/{program.pid}/task").iterdir()
        for pid in (task / "children").read_text().split()
    )


def test_a_hall_is_spoken_to_and_the_program_stops_with_its_voice(tmp_path):
    with opened(Hall(engine="pyttsx3")) as hall, running(hall, tmp_path) as program:
        hall.wait_for(lambda h: h.syncs, timeout=20)
        hall.call("A015", text="Nomor antrean A nol satu lima, silakan menuju loket tiga.")
        hall.wait_for(lambda h: h.heard)
        with watching(worker_of(program)) as ends_within:
            began = time.monotonic()
            program.terminate()
            assert program.wait(5) == 0
            assert time.monotonic() - began < 2
            assert ends_within(1), "the voice outlives the announcer"
        log = program.stderr.read()
        (seq, wav), spoken = hall.heard[0], "A015 at 3: id, "

    (tmp_path / "a015.wav").write_bytes(wav)
    with wave.open(str(tmp_path / "a015.wav")) as sound:
        assert 5.3 < sound.getnframes() / sound.getframerate() < 8
    assert seq == 1
    assert spoken in log
    assert all(" announcer: " in line for line in log.splitlines())
    assert TOKEN not in log


def test_an_announcer_that_is_killed_takes_its_voice_with_it(tmp_path):
    with opened(Hall(engine="pyttsx3")) as hall, running(hall, tmp_path) as program:
        hall.wait_for(lambda h: h.syncs, timeout=20)
        hall.call("A015")
        hall.wait_for(lambda h: h.heard)
        with watching(worker_of(program)) as ends_within:
            program.kill()
            assert ends_within(2)


def test_a_machine_without_espeak_has_the_chime_and_says_so_once(tmp_path):
    (tmp_path / "pyttsx3").mkdir()
    (tmp_path / "pyttsx3" / "__init__.py").write_text("raise RuntimeError('no eSpeak here')")
    path = {"PYTHONPATH": str(tmp_path)}
    with opened(Hall(engine="pyttsx3")) as hall, running(hall, tmp_path, **path) as program:
        hall.wait_for(lambda h: h.syncs, timeout=20)
        for number in ("A001", "A002"):
            hall.call(number)
        hall.wait_for(lambda h: len(h.heard) == 2)
        program.terminate()
        assert program.wait(5) == 0
        assert program.stderr.read().count("no eSpeak here") == 1


def test_it_stops_while_the_server_is_away(tmp_path):
    hall = Hall()
    hall.url = "http://127.0.0.1:9"
    with running(hall, tmp_path) as program:
        assert "no connection" in program.stderr.readline()
        program.send_signal(signal.SIGINT)
        assert program.wait(2) == 0


@pytest.fixture
def run(monkeypatch, capsys):
    """The program within this process: its exit code and what it says."""
    monkeypatch.delenv("SATUPINTU_TOKEN", raising=False)

    def main_with(*arguments):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return status, said.out + said.err

    return main_with


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--server"),
        (["--server", "http://127.0.0.1:9"], "SATUPINTU_TOKEN"),
        (["--server", "http://127.0.0.1:9", "--token-file", "/nowhere"], "/nowhere"),
        (["--server", "http://127.0.0.1:9", "--token-file", "/dev/null"], "is empty"),
    ],
)
def test_a_wrong_start_is_one_clear_line_and_exit_code_2(run, arguments, told):
    status, said = run(*arguments)
    assert status == 2
    assert told in said
    assert len(said.splitlines()[-1]) < 120


def test_a_state_folder_that_cannot_be_made_is_named(run, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "state"
    monkeypatch.setenv("SATUPINTU_TOKEN", "t")
    status, said = run("--server", "http://127.0.0.1:9", "--state", folder)
    assert status == 2
    assert str(folder) in said


def test_help_has_examples_and_exit_codes(run):
    status, said = run("--help")
    assert status == 0
    assert "examples:" in said
    assert "exit codes:" in said


def test_a_person_can_hear_a_sentence(run, tmp_path):
    out = tmp_path / "a015.wav"
    status, said = run("say", "Nomor antrean A nol satu lima.", "--out", out)
    assert status == 0, said
    assert "id+f2" in said
    with wave.open(str(out)) as sound:
        assert sound.getframerate() == 22050
    assert run("say", "Halo", "--voice", "xx", "--out", out)[0] == 3
    assert run("say", "Halo", "--out", tmp_path / "no" / "where.wav")[0] == 2
