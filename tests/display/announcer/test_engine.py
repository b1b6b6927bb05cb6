"""The voice's process: killed, stopped, asked for nonsense, hurried; the hall hears every call."""

import os
import signal
import subprocess
import sys
import threading
import time
import wave

import pytest

from display.announcer import spawned
from display.announcer.engine import SpeechError
from display.announcer.spawned import SpawnedEngine
from display.announcer.worker import reads_mandarin

TEXT = "Nomor antrian A, nol satu lima, silakan menuju loket tiga."


@pytest.fixture
def engine():
    engine = SpawnedEngine(limit_s=10, start_limit_s=20)
    yield engine
    engine.close()


def say(engine, path, text=TEXT, voice="id+f2", rate=155, within_s=30):
    return engine.speak(text, path, voice=voice, rate=rate, within_s=within_s)


def worker_of(engine):
    return engine._worker.pid


def test_a_sentence_becomes_a_sound_file_of_its_length(engine, tmp_path):
    seconds = say(engine, tmp_path / "said.wav")
    with wave.open(str(tmp_path / "said.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == seconds
    assert 4 < seconds < 6
    assert list(tmp_path.iterdir()) == [tmp_path / "said.wav"]
    assert engine.version.startswith("1.52")


def test_a_long_text_is_waited_for_to_its_end(engine, tmp_path):
    once, often = (
        say(engine, tmp_path / "1.wav"),
        say(engine, tmp_path / "20.wav", text=f"{TEXT} " * 20),
    )
    assert often > 19 * once


def test_rate_and_voice_count_for_each_sentence(engine, tmp_path):
    slow = say(engine, tmp_path / "slow.wav", rate=110)
    fast = say(engine, tmp_path / "fast.wav", rate=200)
    usual = say(engine, tmp_path / "usual.wav")
    assert slow > usual * 1.2 > fast * 1.2
    indonesian = say(engine, tmp_path / "id.wav", text="1777")
    english = say(engine, tmp_path / "en.wav", text="1777", voice="en-us+f2")
    assert english > indonesian + 0.1


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_a_worker_killed_or_stopped_is_replaced_and_the_sentence_said(tmp_path, how):
    engine = SpawnedEngine(limit_s=0.8, start_limit_s=20)
    usual = say(engine, tmp_path / "before.wav")
    broken = worker_of(engine)
    os.kill(broken, how)

    assert say(engine, tmp_path / "after.wav") == pytest.approx(usual, abs=0.1)
    assert worker_of(engine) != broken
    with pytest.raises(ProcessLookupError):
        os.kill(broken, 0)
    engine.close()


HANGS = 'print(\'{"ready": true, "version": "0"}\', flush=True); import time; time.sleep(60)'


@pytest.mark.parametrize("program", [HANGS, "import time; time.sleep(60)"])
def test_a_worker_that_always_hangs_costs_no_more_than_the_time_given(tmp_path, program):
    engine = SpawnedEngine(limit_s=0.3, command=[sys.executable, "-c", program])
    began = time.monotonic()
    with pytest.raises(SpeechError) as refused:
        say(engine, tmp_path / "said.wav", within_s=0.6)
    assert time.monotonic() - began < 1.5, "0.6 s were given"
    assert refused.value.code in {"timeout", "starting"}
    engine.close()


def test_a_worker_that_needs_long_to_start_goes_on_while_others_do_without_it(tmp_path):
    os.mkfifo(tmp_path / "may start")
    slow = f"""open({str(tmp_path / "may start")!r}).read()
import runpy, sys; sys.argv = {list(spawned.ESPEAK_WORKER[-1:])!r}; runpy.run_path(sys.argv[0], run_name="__main__")"""
    engine = SpawnedEngine(limit_s=10, start_limit_s=30, command=[sys.executable, "-c", slow])
    for _ in range(2):
        with pytest.raises(SpeechError) as refused:
            say(engine, tmp_path / "said.wav", within_s=0.1)
        assert refused.value.code == "starting"
    worker = worker_of(engine)
    (tmp_path / "may start").write_text("")

    assert 4 < say(engine, tmp_path / "said.wav") < 6
    assert worker_of(engine) == worker
    engine.close()


def test_a_program_that_is_not_there_is_no_voice(tmp_path):
    engine = SpawnedEngine(command=[str(tmp_path / "nothing")])
    with pytest.raises(SpeechError) as refused:
        say(engine, tmp_path / "said.wav")
    assert refused.value.code == "died"


@pytest.mark.parametrize(
    ("version", "well"),
    [("1.51", False), ("1.49.2", False), ("1.52.0", True), ("1.52-dev", True), ("2.0", True)],
)
def test_mandarin_wants_an_espeak_that_reads_it(version, well):
    assert reads_mandarin(version) is well


@pytest.mark.parametrize("babble", ["not json", "[1]", '{"id": 77, "ok": true, "seconds": 1}'])
def test_a_worker_that_babbles_is_no_voice(tmp_path, babble):
    program = f'print(\'{{"ready": true, "version": "0"}}\\n{babble}\', flush=True); input()'
    engine = SpawnedEngine(limit_s=5, command=[sys.executable, "-c", program])
    with pytest.raises(SpeechError) as refused:
        say(engine, tmp_path / "said.wav")
    assert refused.value.code == "failed"
    engine.close()


@pytest.mark.parametrize("voice", ["xx", "roa/id", "id+f99"])
def test_a_voice_that_does_not_exist_is_named_and_the_worker_lives_on(engine, tmp_path, voice):
    say(engine, tmp_path / "before.wav")
    worker = worker_of(engine)
    with pytest.raises(SpeechError, match=voice.partition("+")[2] or voice) as refused:
        say(engine, tmp_path / "said.wav", voice=voice)
    assert refused.value.code == "unknown_voice"
    assert worker_of(engine) == worker
    say(engine, tmp_path / "after.wav")


def test_a_folder_that_cannot_be_written_to_is_told_at_once(engine, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SpeechError) as refused:
        say(engine, tmp_path / "file" / "said.wav")
    assert refused.value.code == "unwritable"
    say(engine, tmp_path / "said.wav")


def test_a_text_without_sound_is_an_error_not_an_empty_file(engine, tmp_path):
    with pytest.raises(SpeechError) as refused:
        say(engine, tmp_path / "said.wav", text=" ")
    assert refused.value.code in {"empty_sound", "no_end"}
    assert not (tmp_path / "said.wav").exists()


def test_without_any_espeak_the_voice_is_missing_by_name(tmp_path, monkeypatch):
    without = tmp_path / "pyttsx3"
    without.mkdir()
    (without / "__init__.py").write_text("raise RuntimeError('no eSpeak on this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = SpawnedEngine()
    with pytest.raises(SpeechError, match="no eSpeak on this machine") as refused:
        engine.start(20)
    assert refused.value.code == "no_espeak"
    engine.close()


def test_forty_calls_in_a_row_beside_two_busy_cores_are_all_said_whole(tmp_path):
    engine = SpawnedEngine(limit_s=5, start_limit_s=20)
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        usual = say(engine, tmp_path / "first.wav")
        worker = worker_of(engine)
        lengths = [say(engine, tmp_path / f"{n}.wav") for n in range(40)]
        assert worker_of(engine) == worker, "not one of them needed a second try"
    finally:
        for process in busy:
            process.kill()
            process.wait()
        engine.close()
    assert max(abs(length - usual) for length in lengths) < 0.1


def test_callers_in_several_threads_wait_for_each_other(engine, tmp_path):
    engine.start(20)
    worker, lengths = worker_of(engine), []
    threads = [
        threading.Thread(target=lambda n=n: lengths.append(say(engine, tmp_path / f"{n}.wav")))
        for n in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lengths) == 40
    assert worker_of(engine) == worker
    assert max(lengths) - min(lengths) < 0.1


def test_closing_ends_the_worker_even_a_stopped_one(engine, tmp_path):
    say(engine, tmp_path / "said.wav")
    worker = worker_of(engine)
    os.kill(worker, signal.SIGSTOP)
    engine.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    with pytest.raises(SpeechError, match="closed"):
        say(engine, tmp_path / "said.wav")


@pytest.mark.parametrize("stopped", [False, True])
def test_no_worker_outlives_a_parent_that_is_killed(tmp_path, stopped):
    program = (
        "import sys, time; from display.announcer.spawned import SpawnedEngine;"
        "e = SpawnedEngine(); e.start(20); print(e._worker.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with parent:
        worker = int(parent.stdout.readline())
        gone = os.pidfd_open(worker)
        if stopped:
            os.kill(worker, signal.SIGSTOP)
        parent.kill()
        assert wait_for_end(gone), "the worker lives on"


def wait_for_end(pidfd, seconds=5):
    import select

    ended = select.poll()
    ended.register(pidfd, select.POLLIN)
    try:
        return bool(ended.poll(seconds * 1000))
    finally:
        os.close(pidfd)


def test_the_worker_is_run_without_our_folders_in_its_path():
    assert "-P" in spawned.ESPEAK_WORKER
    assert "-P" in spawned.PIPER_WORKER
