"""What the voice says for a call, word for word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queue_server.domain.spoken import LANGUAGES, number_words, sentence


@pytest.mark.parametrize(
    ("number", "counter", "indonesian", "english"),
    [
        ("A001", "1", "A nol nol satu | loket satu", "A zero zero one | counter one"),
        ("A015", "3", "A nol satu lima | loket tiga", "A zero one five | counter three"),
        ("A100", "10", "A satu nol nol | loket sepuluh", "A one zero zero | counter ten"),
        ("D115", "11", "D satu satu lima | loket sebelas", "D one one five | counter eleven"),
        (
            "F999",
            "12",
            "F sembilan sembilan sembilan | loket dua belas",
            "F nine nine nine | counter twelve",
        ),
        (
            "K1003",
            "20",
            "K satu nol nol tiga | loket dua puluh",
            "K one zero zero three | counter twenty",
        ),
        (
            "AB020",
            "21",
            "A B nol dua nol | loket dua puluh satu",
            "A B zero two zero | counter twenty one",
        ),
        (
            "4K1003",
            "4K-10",
            "empat K satu nol nol tiga | loket empat ka sepuluh",
            "four K one zero zero three | counter four K ten",
        ),
        ("4K 1003", "03", "empat K satu nol nol tiga | loket nol tiga", None),
        ("R-012", "00", "R nol satu dua | loket nol nol", None),
        ("a007", "KASIR", "A nol nol tujuh | loket kasir", None),
        ("12", "B2", "satu dua | loket be dua", None),
        ("M001", "10234", "M nol nol satu | loket satu nol dua tiga empat", None),
    ],
)
def test_a_call_is_said_in_these_words(number, counter, indonesian, english):
    ticket, place = indonesian.split(" | ")
    assert (
        sentence("id", number=number, counter_code=counter)
        == f"Nomor antrean {ticket}, silakan menuju {place}."
    )
    if english:
        ticket, place = english.split(" | ")
        assert (
            sentence("en", number=number, counter_code=counter)
            == f"Ticket {ticket}, please go to {place}."
        )


def test_a_repeated_call_says_so_first():
    assert sentence("id", number="A015", counter_code="3", recall=True) == (
        "Panggilan ulang. Nomor antrean A nol satu lima, silakan menuju loket tiga."
    )
    assert sentence("en", number="A015", counter_code="3", recall=True) == (
        "Calling again. Ticket A zero one five, please go to counter three."
    )


def test_a_counter_is_said_as_the_hall_wants_it():
    said = sentence("id", number="A015", counter_code="3", counter_spoken="meja informasi")
    assert said == "Nomor antrean A nol satu lima, silakan menuju meja informasi."


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [
        (0, "nol", "zero"),
        (10, "sepuluh", "ten"),
        (11, "sebelas", "eleven"),
        (12, "dua belas", "twelve"),
        (19, "sembilan belas", "nineteen"),
        (20, "dua puluh", "twenty"),
        (99, "sembilan puluh sembilan", "ninety nine"),
        (100, "seratus", "one hundred"),
        (101, "seratus satu", "one hundred one"),
        (115, "seratus lima belas", "one hundred fifteen"),
        (210, "dua ratus sepuluh", "two hundred ten"),
        (
            999,
            "sembilan ratus sembilan puluh sembilan",
            "nine hundred ninety nine",
        ),
        (1000, "seribu", "one thousand"),
        (1003, "seribu tiga", "one thousand three"),
        (1111, "seribu seratus sebelas", "one thousand one hundred eleven"),
        (2015, "dua ribu lima belas", "two thousand fifteen"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan", None),
    ],
)
def test_numbers_have_their_words(number, indonesian, english):
    assert number_words("id", number) == indonesian
    assert english is None or number_words("en", number) == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_counters_and_no_two_numbers_sound_alike(language):
    words = [number_words(language, n) for n in range(10_000)]
    assert len(set(words)) == 10_000
    counters = {sentence(language, number="A001", counter_code=str(n)) for n in range(1, 100)}
    assert len(counters) == 99


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_beyond_the_words_is_refused(number):
    with pytest.raises(ValueError, match="not within"):
        number_words("id", number)


printed = st.from_regex(r"[0-9]?[A-Z]{0,2}-?[0-9]{1,5}", fullmatch=True)


@given(st.sampled_from(LANGUAGES), printed, printed, st.sampled_from(["1", "4K-10"]))
def test_two_different_tickets_never_give_the_same_sentence(language, one, other, counter):
    said = [sentence(language, number=n, counter_code=counter) for n in (one, other)]
    assert (said[0] == said[1]) == (one.replace("-", "") == other.replace("-", ""))


@given(st.sampled_from(LANGUAGES), st.text(max_size=8), st.text(max_size=8))
def test_no_number_or_code_stops_a_call(language, number, code):
    assert sentence(language, number=number, counter_code=code).endswith((".", "。"))


@given(st.sampled_from(LANGUAGES), printed, st.integers(1, 9999))
def test_a_sentence_holds_no_figures_for_the_voice_to_guess_at(language, number, counter):
    assert not re.search(r"\d", sentence(language, number=number, counter_code=str(counter)))


def test_an_unknown_language_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r'"fr"; known languages: ar, en, id, jv, ms, zh'):
        sentence("fr", number="A015", counter_code="3")
