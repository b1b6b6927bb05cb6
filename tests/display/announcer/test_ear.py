"""Calls as they leave the announcer, chime and all, heard by a machine: what is said can be understood."""

import logging
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from display.announcer.call import Call
from display.announcer.settings import Settings, ZoneSound
from display.announcer.studio import Studio
from display.announcer.troubles import Troubles
from display.announcer.voices import Voices
from queue_server.domain.spoken import sentence
from tests.domain.spoken.listeners import LISTENERS
from tests.ear import Ear

LANGUAGES = ("id", "en")
LETTERS = "ADFKLMRUZ"
SAMPLE, OF_WORDS = 40, 15
SHARE = 0.95


@dataclass(frozen=True)
class Ticket:
    letter: str
    number: int
    counter: int


@pytest.fixture(scope="module")
def say(tmp_path_factory):
    """``say(language, ticket)``: the WAV of a call as the announcer makes it, by the real worker."""
    folder = tmp_path_factory.mktemp("said")
    troubles = Troubles(logging.getLogger("ear"))
    studio, voices = (
        Studio(folder, troubles, budget_s=30),
        Voices(Settings(), folder / "scratch.wav"),
    )

    def spoken(language, ticket, *, as_words=False):
        text = sentence(
            language, number=f"{ticket.letter}{ticket.number:03}", counter_code=str(ticket.counter),
            as_words=as_words,
        )  # fmt: skip
        call = Call(
            seq=1, number="", counter="", zone="A", spoken={language: text}, at=datetime.now(UTC)
        )
        made = studio.make(call, ZoneSound(), voices)
        assert made.spoken == (language,)
        wav = folder / "call.wav"
        wav.write_bytes(made.sound.wav)
        return wav

    yield spoken
    voices.close()


def sample(language, n):
    """The same ``n`` different tickets in each run."""
    dice = random.Random(f"ear {language}")
    drawn = {
        (dice.choice(LETTERS), dice.randrange(1, 1000), dice.randrange(1, 10)) for _ in range(4 * n)
    }
    return [Ticket(*facts) for facts in dice.sample(sorted(drawn), n)]


def understood(language, wav, ear, letter):
    """(the number, the counter) that were heard; the number in figures when its digits were said."""
    number, counter = ear.hears(wav, letter=letter)
    listener = LISTENERS[language]
    digits = "".join(str(listener.digit[word]) for word in number if word in listener.digit)
    return digits, listener.value(number) if number else None, listener.value(counter)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_digits_and_the_counter_of_a_call_are_understood(say, language):
    ear, tickets = Ear(language), sample(language, SAMPLE)
    heard = [understood(language, say(language, t), ear, t.letter) for t in tickets]

    right = sum(
        sum(a == b for a, b in zip(digits, f"{ticket.number:03}", strict=False))
        for (digits, _, _), ticket in zip(heard, tickets, strict=True)
    )
    assert right >= SHARE * 3 * SAMPLE
    counters = sum(c == t.counter for (_, _, c), t in zip(heard, tickets, strict=True))
    assert counters >= SHARE * SAMPLE
    others = {(f"{ticket.number:03}", ticket.counter): ticket for ticket in tickets}
    for (digits, _, counter), ticket in zip(heard, tickets, strict=True):
        assert others.get((digits, counter), ticket) is ticket, "heard as somebody else's number"


def test_numbers_said_as_words_are_understood_whole(say):
    ear, tickets = Ear("id", as_words=True), sample("id", OF_WORDS)
    heard = [understood("id", say("id", t, as_words=True), ear, t.letter)[1] for t in tickets]
    right = sum(number == ticket.number for number, ticket in zip(heard, tickets, strict=True))
    assert right >= OF_WORDS - 2  # of 60 others the ear took three for other numbers


def test_a_changed_digit_is_noticed_so_the_check_can_fail(say):
    ear = Ear("id")
    for place, ticket in enumerate(sample("id", 10)):
        step = 10 ** (place % 3)
        digit = ticket.number // step % 10
        changed = replace(ticket, number=ticket.number + ((digit + 4) % 10 - digit) * step)
        assert understood("id", say("id", changed), ear, ticket.letter)[0] != f"{ticket.number:03}"
