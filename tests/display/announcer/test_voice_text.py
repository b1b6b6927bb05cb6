"""What the voice reads, by espeak's phonemes: the exact check that no number is said as another word."""

import re

import pytest

from display.announcer.voice_text import for_the_voice
from display.announcer.voices import VOICES
from queue_server.domain.spoken import LANGUAGES, sentence
from tests.display.announcer.phonemes import COUNTERS, DIGITS, LETTERS


def test_every_language_has_its_voice_and_its_phonemes_here():
    assert set(VOICES) == set(LANGUAGES) == set(DIGITS) == set(LETTERS) == set(COUNTERS)


@pytest.mark.parametrize(
    ("language", "written", "voiced"),
    [
        ("id", "Nomor antrean A nol satu.", "Nomor antrian A, nol satu."),
        ("id", "Nomor antrean A B nol satu.", "Nomor antrian A B, nol satu."),
        ("id", "Nomor antrean empat K enam.", "Nomor antrian 4 K, 6."),
        ("id", "Nomor antrean satu dua.", "Nomor antrian satu dua."),
        ("id", "Silakan menuju loket dua belas.", "Silakan menuju loket 12."),
        ("en", "Ticket A zero one.", "Ticket A, zero one."),
        ("en", "Ticket A B zero one.", "Ticket A, B, zero one."),
        ("en", "A copy is needed.", "A copy is needed."),
        ("ms", "kaunter lapan belas", "kaunter 18"),
        ("jv", "Antrean A sanga, mangga.", "Antrean A, songo, monggo."),
    ],
)
def test_the_voice_gets_its_own_spelling_and_a_rest_after_the_prefix(language, written, voiced):
    assert for_the_voice(language, written) == voiced


SAID = {
    "id": "nˈomɔr antrˈian ˈa, nˈol sˈatu lˈima, silˈakan mənˈudʒu lˈokət tˈiɡa",
    "en": "tˈɪkɪt ˈeɪ, zˈiəɹoʊ wˈʌn fˈaɪv, plˈiːz ɡˌoʊ tə kˈaʊntɚ θɹˈiː",
    "ms": "nˈombɔr ɡilˈiran ˈeː, kˈosoŋ sˈatu lˈimə, sˈilə kə kˈaʊntəɾr tˈiɡə",
    "jv": "nˈomər antrˈian ˈa, nˈol sˈidʒi lˈimo, mˈoŋɡo dˈatəŋ lˈokət təlˈu",
    "zh": "χɑu5mˈɑ2 (en)ˈeɪ(cmn), lˈiɜŋ jˈi5 wˈu2, tɕhˈi2ŋ tˈɑu5 sˈa5n χˈɑu5 ts.hwɑ5ŋkhˈou2",
    "ar": "ʔattaðkˈirat rˈaqm ʔˈai, s̪ˈi.fr wˈaːħid χˈamsat, mˈin fadˤlˌika ʔˈilaː ʔaʃʃˈubːaːkˌi rˈaqm θalˈaːθat",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentence_of_a_call_is_read_as_it_should_sound(phonemes, language):
    assert read(phonemes, language) == SAID[language]


def test_a_bare_number_would_be_read_wrong_so_the_check_can_fail(phonemes):
    assert "lˈimabəlas" in phonemes(VOICES["id"], "A015")
    assert phonemes("en-us", "satu") != phonemes(VOICES["id"], "satu")


def read(phonemes, language, number="A015", counter="3", **more):
    text = sentence(language, number=number, counter_code=counter, **more)
    return phonemes(VOICES[language], for_the_voice(language, text))


def bare(said):
    """Without stress and spaces, which espeak puts by the neighbours of a word, and Mandarin's marks of English."""
    return re.sub(r"[ˈˌ ]|\((en|cmn|ar)\)", "", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["A0123456789", "F115", "Z1003", "U4664", "M44466", "L2378"])
def test_every_digit_of_a_number_is_read_for_itself(phonemes, language, number):
    digits = bare(read(phonemes, language, number).split(", ")[1])
    assert digits == "".join(DIGITS[language][int(d)] for d in number[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_of_a_ticket_is_read_by_its_name(phonemes, language):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    before = bare(read(phonemes, language).split(", ")[0]).removesuffix(LETTERS[language][0])
    read_as = [bare(read(phonemes, language, f"{a}001").split(", ")[0]) for a in alphabet]
    assert [said.removeprefix(before) for said in read_as] == LETTERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_counter_up_to_99_is_read_as_its_number(phonemes, language):
    before, after = COUNTERS[language].around
    for number in range(1, 100):
        said = bare(read(phonemes, language, counter=str(number)).split(", ")[-1])
        wanted = COUNTERS[language].read(number)
        assert re.fullmatch(f".*{before}{re.escape(wanted)}{after}", said), (number, said, wanted)


@pytest.mark.parametrize(
    ("language", "counter", "read_as"),
    [
        ("id", "115", "lokətsəratuslimabəlas"),
        ("id", "4K-10", "lokətəmpatkasəpuluh"),
        ("id", "KASIR", "lokətkasir"),
        ("en", "4A-2", "kaʊntɚfɔːɹeɪ,tuː"),
        ("ms", "14", "kaʊntəɾɹəmpatbəlas"),
    ],
)
def test_counters_with_letters_and_large_ones(phonemes, language, counter, read_as):
    assert bare(read(phonemes, language, counter=counter)).endswith(read_as)


@pytest.mark.parametrize(("prefix", "said"), [("AB", "eɪ,biː"), ("4A", "fɔːɹeɪ"), ("AA", "eɪ,eɪ")])
def test_the_english_article_is_never_heard_in_a_prefix(phonemes, prefix, said):
    read_as = bare(read(phonemes, "en", f"{prefix}012", prefix=prefix))
    assert read_as.startswith(f"tɪkɪt{said},ziəɹoʊ")


@pytest.mark.parametrize("language", ["id", "ms"])
def test_number_words_have_the_right_belas(phonemes, language):
    said = bare(read(phonemes, language, "A114", as_words=True))
    assert "əmpatbəlas" in said
    assert "bɛlas" not in said
