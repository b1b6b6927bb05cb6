"""How numbers and letters are pronounced, by ear and dictionary: IPA without stress, as espeak writes it."""

from collections.abc import Callable
from dataclasses import dataclass


def words(text):
    return text.split()


# fmt: off
DIGITS = {
    "id": words("nol satu dua tiɡa əmpat lima ənam tudʒuh dəlapan səmbilan"),
    "en": words("ziəɹoʊ wʌn tuː θɹiː fɔːɹ faɪv sɪks sɛvən eɪt naɪn"),
    "ms": words("kosoŋ satu duə tiɡə əmpat limə ənam tudʒoh lapan səmbilan"),
    "jv": words("nol sidʒi lɔro təlu papat limo ɛnəm pitu wolu soŋo"),  # no ənəm in the Indonesian voice
    "zh": words("liɜŋ ji5 ər5 sa5n si̪5 wu2 liou5 tɕhi5 pɑ5 tɕiou2"),
    "ar": words("s̪i.fr waːħid ʔiθnaːn θalaːθat ʔarbaʕat χamsat sitːat sabʕat θamaːniːat tisʕat"),
}
ENGLISH = words(
    "eɪ biː siː diː iː ɛf dʒiː eɪtʃ aɪ dʒeɪ keɪ ɛl ɛm "
    "ɛn oʊ piː kjuː ɑːɹ ɛs tiː juː viː dʌbəljuː ɛks waɪ ziː"
)
INDONESIAN = words("a be tʃe de e ɛf ɡe ha i dʒe ka ɛl ɛm ɛn o pe ki ɛr ɛs te u fe we ɛks je zɛt")
BRITISH = {"O": "əʊ", "R": "ɑː", "Z": "zɛd"}
LETTERS = {
    "id": INDONESIAN,
    "jv": INDONESIAN,
    "en": ENGLISH,
    "ms": words(
    "eː biː siː diː iː ɛf dʒiː etʃ aɪ dʒe ke ɛl ɛm "
    "ɛn oː piː kjuː ar ɛs tiː juː viː dabəliuː ɛks waɪ zɛd"
),
    "zh": [BRITISH.get(letter, said) for letter, said in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", ENGLISH, strict=True)],
    "ar": words(
    "ʔai biː siː diː ʔiː ʔif dʒiː ʔaitʃ ʔaːj dʒai kai ʔil ʔim "
    "ʔin ʔuː piː kjuː ʔar ʔis tiː juː fiː dabiljuː ʔiks waːj zid"
),
}
ENGLISH_TEENS = words("tɛn ᵻlɛvən twɛlv θɜːtiːn fɔːɹtiːn fɪftiːn sɪkstiːn sɛvəntiːn eɪtiːn naɪntiːn")
ENGLISH_TENS = words("twɛnti θɜːɾi fɔːɹɾi fɪfti sɪksti sɛvənti eɪɾi naɪnti")
JAVANESE = words(
    "səpuluh səwɛlas rolas təlulas patblas limolas nəmbɛlas pitulas wolulas soŋolas "
    "roŋpuluh səlikur rolikur təlulikur patlikur səlawə nəmlikur pitulikur wolulikur soŋolikur"
)
JAVANESE_TENS = words("təluŋpuluh pataŋpuluh sɛkət səwidak pituŋpuluh woluŋpuluh soŋoŋpuluh")
ARABIC_TENS = words("ʕiʃruːn θalaːθuːn ʔarbaʕuːn χamsuːn sitːuːn sabʕuːn θamaːnuːn tisʕuːn")
# fmt: on


@dataclass(frozen=True)
class Counters:
    """``read`` gives the number of a counter; ``around`` what stands before and after it."""

    read: Callable[[int], str]
    around: tuple[str, str]


def malay_or_indonesian(language, ten):
    ones = DIGITS[language]

    def read(number):
        tens, rest = divmod(number, 10)
        if number < 10:
            return ones[number]
        if number < 12:
            return "sə" + (ten if number == 10 else "bəlas")
        if tens == 1:
            return ones[rest] + "bəlas"
        return ones[tens] + ten + (ones[rest] if rest else "")

    return read


def english(number):
    tens, rest = divmod(number, 10)
    if tens < 2:
        return DIGITS["en"][number] if not tens else ENGLISH_TEENS[rest]
    return ENGLISH_TENS[tens - 2] + (DIGITS["en"][rest] if rest else "")


def javanese(number):
    tens, rest = divmod(number, 10)
    if tens < 3:
        return DIGITS["jv"][number] if not tens else JAVANESE[number - 10]
    return JAVANESE_TENS[tens - 3] + (DIGITS["jv"][rest] if rest else "")


def mandarin(number):
    tens, rest = divmod(number, 10)
    before = "" if tens < 2 else DIGITS["zh"][tens]
    said = before + ("s.i.ɜ" if tens else "") + (DIGITS["zh"][rest] if rest else "")
    return "jiɜ" if number == 1 else said  # 一 changes its tone before 号


def arabic(number):
    tens, rest = divmod(number, 10)
    ones = DIGITS["ar"]
    if tens == 0:
        return ones[number]
    if tens == 1:
        first = {0: "ʕaʃarat", 1: "ʔaħada", 2: "ʔiθnaː"}.get(rest, ones[rest] + "a")
        return first + ("ʕaʃar" if rest else "")
    return (ones[rest] + "wa" if rest else "") + ARABIC_TENS[tens - 2]


COUNTERS = {
    "id": Counters(malay_or_indonesian("id", "puluh"), ("lokət", "")),
    "ms": Counters(malay_or_indonesian("ms", "puloh"), ("kaʊntəɾ[rɹ]", "")),
    "en": Counters(english, ("kaʊntɚɹ?", "")),
    "jv": Counters(javanese, ("lokət", "")),
    "zh": Counters(mandarin, ("tɑu5", "χɑu5ts.hwɑ5ŋkhou2")),
    "ar": Counters(arabic, ("raqm", "")),
}
