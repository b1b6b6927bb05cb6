"""Every number and every counter, said and understood again by listeners who do not know how it was spoken."""

import itertools
import string

import pytest

from queue_server.domain.spoken import LANGUAGES, number_words, sentence
from tests.domain.spoken.listeners import LISTENERS

PREFIXES = [letter for letter in string.ascii_uppercase if letter not in "IOQ"]


def test_somebody_listens_in_every_language():
    assert set(LISTENERS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cardinal_is_understood(language):
    listener = LISTENERS[language]
    assert [
        listener.value(listener.parts(number_words(language, n))) for n in range(10_000)
    ] == list(range(10_000))


@pytest.mark.parametrize("as_words", [False, True], ids=["digits", "words"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_every_letter_is_understood(language, as_words):
    """A001 to Z999, each at one of the counters 1 to 99; every number meets 23 of them."""
    listener, counters = LISTENERS[language], itertools.cycle(range(1, 100))
    for prefix in PREFIXES:
        for n in range(1, 1000):
            counter = str(next(counters))
            call = sentence(
                language, number=f"{prefix}{n:03}", prefix=prefix, counter_code=counter, as_words=as_words
            )  # fmt: skip
            assert listener.hear(call, as_words=as_words) == (
                (prefix, n if as_words else f"{n:03}"),
                counter,
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_prefix_and_counter_is_understood(language):
    """Two letters, a figure before them, and counters like 4K-10, 12B and B2 with any letter."""
    listener = LISTENERS[language]
    pairs = [a + b for a in PREFIXES for b in PREFIXES]
    kinds = [
        *pairs,
        *(figure + prefix for figure in "0123456789" for prefix in (*PREFIXES, "AB", "ZZ")),
    ]
    letters = itertools.cycle(string.ascii_uppercase)
    for prefix, style in itertools.product(kinds, [False, True]):
        letter = next(letters)
        for counter in (f"4{letter}-10", f"12{letter}", f"{letter}2"):
            call = sentence(
                language, number=f"{prefix}015", prefix=prefix, counter_code=counter, as_words=style
            )  # fmt: skip
            heard = listener.hear(call, as_words=style)
            assert heard == ((prefix, 15 if style else "015"), counter.replace("-", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_word_is_noticed_so_the_check_can_fail(language):
    listener = LISTENERS[language]
    said = sentence(language, number="A015", counter_code="3")
    wrong = said.replace(number_words(language, 5), number_words(language, 6))
    assert listener.hear(said, as_words=False) == (("A", "015"), "3")
    assert listener.hear(wrong, as_words=False) == (("A", "016"), "3")
