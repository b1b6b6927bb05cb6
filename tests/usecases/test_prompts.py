"""The sounds of what a kiosk says: made once, kept within limits, asked for by nobody without end."""

import os
import threading

import pytest

from queue_server.domain.errors import DatabaseBusy, NotFound, TooManyAttempts
from queue_server.usecases import prompts as module
from queue_server.usecases.prompts import BURST, PER_S, WANTED_FOR_S, Prompt, Prompts, id_of

VOICE = {"engine": "pyttsx3", "voices": {"id": "id+f2"}, "rate_wpm": 155, "zones": ["A"]}


def text(words="Pilih layanan.", *, language="id", voice=VOICE):
    return Prompt(id=id_of(language, words, voice), language=language, text=words)


class Ears:
    """What announcers were told, and a clock."""

    def __init__(self):
        self.told, self.at = [], 1000.0

    def __call__(self, prompt):
        self.told.append((prompt.text, prompt.now))


@pytest.fixture
def ears():
    return Ears()


@pytest.fixture
def prompts(tmp_path, ears):
    return Prompts(tmp_path / "prompts", tell=ears, files=5, max_bytes=1000, clock=lambda: ears.at)


def test_a_text_is_made_once_and_heard_for_ever(prompts, ears):
    asked = text()
    assert prompts.ask(asked, kiosk="kiosk-1") is False
    assert prompts.ask(asked, kiosk="kiosk-2") is False
    assert prompts.sound(asked.id) is None
    prompts.put(asked.id, b"RIFF")
    assert prompts.ask(asked, kiosk="kiosk-1") is True
    assert prompts.sound(asked.id).read_bytes() == b"RIFF"
    assert ears.told == [("Pilih layanan.", False)]


def test_after_a_restart_of_the_server_what_was_made_is_still_there(prompts, tmp_path):
    prompts.ask(text(), kiosk="kiosk-1")
    prompts.put(text().id, b"RIFF")
    assert Prompts(tmp_path / "prompts").ask(text(), kiosk="kiosk-1") is True


def test_another_voice_pace_or_language_in_the_set_up_is_another_sound():
    ids = {
        text().id,
        text(language="en").id,
        text("Pilih.").id,
        text(voice=VOICE | {"rate_wpm": 140}).id,
    }
    ids |= {
        text(voice=VOICE | {"voices": {"id": "id"}}).id,
        text(voice=VOICE | {"zones": ["B"]}).id,
    }
    assert len(ids) == 5


def test_an_announcer_that_comes_later_gets_what_visitors_still_wait_for(prompts, ears):
    prompts.ask(text("Lama."), kiosk="kiosk-1")
    ears.at += WANTED_FOR_S + 1
    prompts.ask(text("Baru."), kiosk="kiosk-1")
    prompts.ask(text("Jadi."), kiosk="kiosk-1")
    prompts.put(text("Jadi.").id, b"RIFF")
    assert [prompt.text for prompt in prompts.waiting()] == ["Baru."]


def test_who_is_listening_now_is_told_apart_from_what_is_made_ahead(prompts, ears):
    prompts.ask(text(), kiosk="kiosk-1")
    prompts.hurry(text().id)
    assert ears.told == [("Pilih layanan.", False), ("Pilih layanan.", True)]
    with pytest.raises(NotFound):
        prompts.hurry(text("Belum diminta.").id)


def test_a_sound_that_nobody_asked_for_is_not_kept(prompts):
    with pytest.raises(NotFound):
        prompts.put(text().id, b"RIFF")
    for id in ("../../satupintu", "a" * 31, "A" * 32, ""):
        with pytest.raises(NotFound):
            prompts.sound(id)


def test_the_oldest_sounds_make_room_by_number_and_by_size(prompts, tmp_path):
    def keep(words, size):
        prompts.ask(text(words), kiosk="kiosk-1")
        prompts.put(text(words).id, b"x" * size)
        os.utime(prompts.sound(text(words).id), ns=(len(kept), len(kept)))
        kept.append(words)

    def there():
        stems = {file.stem for file in (tmp_path / "prompts").glob("*.wav")}
        return [words for words in kept if text(words).id in stems]

    kept = []
    for words in ["satu", "dua", "tiga", "empat", "lima", "enam"]:
        keep(words, 10)
    assert there() == ["dua", "tiga", "empat", "lima", "enam"]
    keep("panjang", 980)
    assert there() == ["lima", "enam", "panjang"]
    keep("terlalu panjang", 2000)
    assert there() == ["terlalu panjang"]


def test_a_kiosk_that_asks_without_end_is_held_to_a_pace_but_not_for_what_is_kept(prompts, ears):
    kept = text()
    prompts.ask(kept, kiosk="kiosk-1")
    prompts.put(kept.id, b"RIFF")
    for n in range(int(BURST) - 1):
        prompts.ask(text(f"Layanan {n}."), kiosk="kiosk-1")
    with pytest.raises(TooManyAttempts):
        prompts.ask(text("Satu lagi."), kiosk="kiosk-1")
    assert prompts.ask(kept, kiosk="kiosk-1") is True
    assert prompts.ask(text("Layanan 3."), kiosk="kiosk-1") is False
    prompts.ask(text("Kios lain."), kiosk="kiosk-2")
    ears.at += 1
    for n in range(int(PER_S)):
        prompts.ask(text(f"Kemudian {n}."), kiosk="kiosk-1")
    with pytest.raises(TooManyAttempts):
        prompts.ask(text("Terlalu cepat."), kiosk="kiosk-1")


@pytest.fixture
def pair(tmp_path):
    """Two servers with one folder; what one shares the other hears when the test lets it."""
    one, other = Ears(), Ears()
    shared = []
    first = Prompts(tmp_path, tell=one, share=shared.append)
    second = Prompts(tmp_path, tell=other, share=shared.append)
    return first, second, shared, other


def test_what_a_kiosk_asked_one_server_an_announcer_at_the_other_makes(pair):
    first, second, shared, told = pair
    first.ask(text(), kiosk="kiosk-1")
    second.heard(shared.pop())
    assert told.told == [("Pilih layanan.", False)]
    second.put(text().id, b"RIFF")
    assert first.waiting() == second.waiting() == []
    assert first.ask(text(), kiosk="kiosk-1") is True


def test_a_kiosk_that_asks_at_two_servers_in_turn_gets_no_more_than_at_one(tmp_path):
    servers = [Prompts(tmp_path, clock=lambda: 1000.0) for _ in range(2)]
    for server, other in (servers, servers[::-1]):
        server._share = other.heard
    for n in range(int(BURST)):
        servers[n % 2].ask(text(f"Layanan {n}."), kiosk="kiosk-1")
    for server in servers:
        with pytest.raises(TooManyAttempts):
            server.ask(text("Satu lagi."), kiosk="kiosk-1")
        server.ask(text("Kios lain."), kiosk="kiosk-2")


def test_whoever_listens_at_a_server_that_has_not_heard_of_it_yet_waits_a_moment(pair):
    first, second, shared, _ = pair
    first.ask(text(), kiosk="kiosk-1")
    asked = shared.pop()
    coming = threading.Timer(0.01, second.heard, [asked])
    coming.start()
    second.hurry(text().id)
    coming.join()
    assert [prompt.now for prompt in shared] == [True]


def test_a_text_nobody_asked_for_at_any_server_is_not_found(pair, monkeypatch):
    monkeypatch.setattr(module, "ON_ITS_WAY_S", 0.01)
    with pytest.raises(NotFound):
        pair[1].hurry(text().id)


def test_while_the_database_is_away_the_announcers_of_this_server_are_told(tmp_path, ears):
    def away(prompt):
        raise DatabaseBusy(reason="gone")

    Prompts(tmp_path, tell=ears, share=away).ask(text(), kiosk="kiosk-1")
    assert ears.told == [("Pilih layanan.", False)]
