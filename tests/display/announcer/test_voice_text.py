"""What the voice reads, by espeak's phonemes: the exact check that no number is said as another word."""

import pytest

from display.announcer.studio import VOICES
from display.announcer.voice_text import for_the_voice
from queue_server.domain.spoken import LANGUAGES, sentence

IDS = "nˈol sˈatu dˈua tˈiɡa ˈəmpat lˈima ˈənam tˈudʒuh dəlˈapan səmbˈilan"
ENS = "zˈiəɹoʊ wˈʌn tˈuː θɹˈiː fˈɔːɹ fˈaɪv sˈɪks sˈɛvən ˈeɪt nˈaɪn"
DIGITS = {"id": IDS.split(), "en": ENS.split()}
LETTERS = {"A": "ˈa", "D": "dˈe", "F": "ˈɛf", "K": "kˈa", "L": "ˈɛl", "M": "ˈɛm"}
LETTERS |= {"R": "ˈɛr", "U": "ˈu", "Z": "zˈɛt"}


@pytest.mark.parametrize(
    ("language", "written", "voiced"),
    [
        ("id", "Nomor antrean A nol satu.", "Nomor antrian A, nol satu."),
        ("id", "Nomor antrean A B nol satu.", "Nomor antrian A B, nol satu."),
        ("id", "Nomor antrean empat K enam.", "Nomor antrian 4 K, 6."),
        ("id", "Nomor antrean satu dua.", "Nomor antrian satu dua."),
        ("id", "Silakan menuju loket dua belas.", "Silakan menuju loket 12."),
        ("en", "Ticket A zero one.", "Ticket A, zero one."),
        ("jv", "Antrean A siji.", "Antrean A, siji."),
    ],
)
def test_the_voice_gets_its_own_spelling_and_a_rest_after_the_prefix(language, written, voiced):
    assert for_the_voice(language, written) == voiced


def test_the_sentence_of_a_call_is_read_as_it_should_sound(phonemes):
    said = for_the_voice("id", sentence("id", number="A015", counter_code="3"))
    assert phonemes(VOICES["id"], said) == (
        "nˈomɔr antrˈian ˈa, nˈol sˈatu lˈima, silˈakan mənˈudʒu lˈokət tˈiɡa"
    )
    said = for_the_voice("en", sentence("en", number="A015", counter_code="3"))
    assert phonemes(VOICES["en"], said) == (
        "tˈɪkɪt ˈeɪ, zˈiəɹoʊ wˈʌn fˈaɪv, plˈiːz ɡˌoʊ tə kˈaʊntɚ θɹˈiː"
    )


def test_a_bare_number_would_be_read_wrong_so_the_check_can_fail(phonemes):
    assert "lˈimabəlas" in phonemes(VOICES["id"], "A015")
    assert phonemes("en-us", "satu") != phonemes(VOICES["id"], "satu")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["A015", "F115", "K999", "Z1003", "U4664", "M44466", "L2378"])
def test_every_digit_of_a_number_is_read_for_itself(phonemes, language, number):
    said = for_the_voice(language, sentence(language, number=number, counter_code="1"))
    digits = phonemes(VOICES[language], said).split(", ")[1].split()
    assert digits == [DIGITS[language][int(d)] for d in number[1:]]


@pytest.mark.parametrize(("letter", "name"), LETTERS.items())
def test_the_letters_a_hall_should_use_are_read_by_their_names(phonemes, letter, name):
    said = for_the_voice("id", sentence("id", number=f"{letter}001", counter_code="1"))
    assert phonemes(VOICES["id"], said).split(", ")[0].split()[-1] == name


@pytest.mark.parametrize(
    ("counter", "read"),
    [
        ("10", "səpˈuluh"),
        ("11", "sˈəbəlas"),
        ("12", "dˈuabəlas"),
        ("19", "səmbˈilanbəlas"),
        ("115", "sərˈatus lˈimabəlas"),
        ("21", "dˈua pˈuluh sˈatu"),
        ("4K-10", "ˈəmpat kˈa səpˈuluh"),
    ],
)
def test_counters_are_read_as_words(phonemes, counter, read):
    said = for_the_voice("id", sentence("id", number="A001", counter_code=counter))
    assert phonemes(VOICES["id"], said).endswith(f"lˈokət {read}")
