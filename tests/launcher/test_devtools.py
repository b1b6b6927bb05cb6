"""The conversation with Chromium through a pipe, with a program that talks like one."""

import signal
import sys
import threading
from pathlib import Path

import pytest

from queue_server.launcher import devtools
from queue_server.launcher.devtools import Browser, Gone, Refused, Silent

TALKER = str(Path(__file__).with_name("browser.py"))


@pytest.fixture
def start():
    started = []

    def make(*arguments):
        started.append(Browser([sys.executable, TALKER, *arguments]))
        return started[-1]

    yield make
    for browser in started:
        browser.end()
        assert browser.process.poll() is not None


def test_it_hears_and_answers_through_the_files_chromium_wants(start):
    browser = start("--kiosk", "about:blank")
    answer = browser.ask("anything", {"a": 1})
    assert answer["sys.argv"] == ["--kiosk", "about:blank"]
    assert answer["params"] == {"a": 1}
    assert answer["pid"] == browser.process.pid


def test_what_it_says_by_itself_is_kept_in_order(start):
    browser = start()
    for at in range(3):
        browser.ask("event", {"at": at})
    heard = [browser.events.get(timeout=5)["params"]["at"] for _ in range(3)]
    assert heard == [0, 1, 2]


def test_silence_and_refusal_are_told_apart(start):
    browser = start()
    with pytest.raises(Silent):
        browser.ask("silent", within_s=0.05)
    with pytest.raises(Refused, match="no such thing"):
        browser.ask("refuse")
    assert browser.ask("anything")


def test_many_may_ask_at_once(start):
    browser, told = start(), []
    asking = [
        threading.Thread(target=lambda at=at: told.append((at, browser.ask("x", {"at": at}))))
        for at in range(20)
    ]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert len(told) == 20
    assert all(answer["params"] == {"at": at} for at, answer in told)


def test_its_end_is_heard_at_once_also_by_who_waits_for_an_answer(start):
    browser = start()
    with pytest.raises(Gone):
        browser.ask("die", within_s=30)
    assert browser.events.get(timeout=5) == {"method": "gone"}
    with pytest.raises(Gone):
        browser.ask("anything")
    assert browser.end() == -signal.SIGKILL


def test_who_asks_after_its_end_does_not_wait_even_when_the_pipe_takes_the_question(start):
    browser = start()
    with pytest.raises(Gone):
        browser.ask("die")
    assert browser.events.get(timeout=5) == {"method": "gone"}
    browser._send = lambda message: None
    with pytest.raises(Gone):
        browser.ask("anything", within_s=5)


def test_one_that_does_not_want_to_end_is_made_to(start, monkeypatch):
    monkeypatch.setattr(devtools, "END_S", 0.2)
    browser = start("--deaf")
    browser.ask("anything")  # it has heard that it shall not listen
    assert browser.end() == -signal.SIGKILL


def test_a_good_end_is_zero_and_its_last_words_are_kept(start):
    browser = start()
    browser.ask("anything")
    assert browser.end() == 0
    assert list(browser.complaints) == ["no display here"]


def test_a_program_that_is_not_there_is_an_end_not_a_fault(start, tmp_path):
    browser = Browser([str(tmp_path / "chromium")])
    assert browser.events.get(timeout=10) == {"method": "gone"}
    assert browser.end() == 1
    assert any("No such file" in line for line in browser.complaints)


def test_no_file_is_left_open(start):
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        browser = start()
        browser.ask("anything")
        browser.end()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
