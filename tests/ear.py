"""A machine's ear for spoken calls: pocketsphinx with its own English sounds, our words and one closed sentence.

It hears digits and counters of the voices ``id+f2`` and ``en-us+f2`` well; letters are its weak side, as they are
people's. So it is asked for number and counter only.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from pocketsphinx import Config, Decoder, get_model_path

LETTERS = {
    "id": {
        "A": ["AA"], "D": ["D EY", "D EH", "D IY", "D IH"], "F": ["EH F"], "K": ["K AA"], "L": ["EH L"], "M": ["EH M"],
        "R": ["EH R"], "U": ["UW"], "Z": ["Z EH T"],
    },
    "en": {
        "A": ["EY"], "D": ["D IY"], "F": ["EH F"], "K": ["K EY"], "L": ["EH L"], "M": ["EH M"], "R": ["AA R"],
        "U": ["Y UW"], "Z": ["Z IY"],
    },
}  # fmt: skip
PIECE = 4096

BELL = ["UW", "OW", "AO", "N", "NG", "M", "L"]
"""What the chime is to an ear that knows nothing but speech."""

WORDS = {
    "id": {
        "nomor": ["N OW M OW R", "N AO M AO R"],
        "anda": ["AA N D AA", "AH N D AH", "AH N D AA"],
        "antrian": ["AA N T R IY AA N", "AH N T R IY AA N"],
        "nol": ["N OW L", "N AO L"],
        "satu": ["S AA T UW"],
        "dua": ["D UW AA", "D UW AH"],
        "tiga": ["T IY G AA", "T IY G AH"],
        "empat": ["AH M P AA T", "EH M P AA T", "EH M P AH T"],
        "lima": ["L IY M AA", "L IY M AH"],
        "enam": ["AH N AA M", "EH N AA M", "EH N AH M"],
        "tujuh": [
            "T UW JH UW",
            "T UW JH UH",
            "T UH JH UH",
            "T UH JH UW",
            "T IH JH UW",
            "CH UW JH UW",
            "T UW CH UW",
        ],
        "delapan": ["D AH L AA P AA N", "D EH L AA P AA N", "D AH L AH P AA N"],
        "sembilan": ["S AH M B IY L AA N", "S EH M B IY L AA N"],
        "sepuluh": ["S AH P UW L UW", "S EH P UW L UW"],
        "sebelas": ["S AH B AH L AA S", "S EH B AH L AA S"],
        "belas": ["B AH L AA S", "B EH L AA S"],
        "puluh": ["P UW L UW", "P UW L UH"],
        "seratus": ["S AH R AA T UW S", "S EH R AA T UW S"],
        "ratus": ["R AA T UW S", "R AH T UW S"],
        "silakan": ["S IY L AA K AA N", "S IH L AA K AA N"],
        "menuju": ["M AH N UW JH UW", "M EH N UW JH UW"],
        "loket": ["L OW K EH T", "L AO K EH T", "L OW K EH", "L OW K AH"],
    },
    "en": {
        "ticket": ["T IH K AH T", "T IH K IH T"],
        "zero": ["Z IH R OW", "Z IY R OW"],
        "one": ["W AH N"],
        "two": ["T UW"],
        "three": ["TH R IY"],
        "four": ["F AO R"],
        "five": ["F AY V"],
        "six": ["S IH K S"],
        "seven": ["S EH V AH N"],
        "eight": ["EY T"],
        "nine": ["N AY N"],
        "ten": ["T EH N"],
        "eleven": ["IH L EH V AH N", "AH L EH V AH N"],
        "twelve": ["T W EH L V"],
        "thirteen": ["TH ER T IY N"],
        "fourteen": ["F AO R T IY N"],
        "fifteen": ["F IH F T IY N"],
        "sixteen": ["S IH K S T IY N"],
        "seventeen": ["S EH V AH N T IY N"],
        "eighteen": ["EY T IY N"],
        "nineteen": ["N AY N T IY N"],
        "twenty": ["T W EH N T IY"],
        "thirty": ["TH ER D IY", "TH ER T IY"],
        "forty": ["F AO R T IY", "F AO R D IY"],
        "fifty": ["F IH F T IY"],
        "sixty": ["S IH K S T IY"],
        "seventy": ["S EH V AH N T IY", "S EH V AH N D IY"],
        "eighty": ["EY T IY", "EY D IY"],
        "ninety": ["N AY N T IY"],
        "hundred": ["HH AH N D R AH D", "HH AH N D R IH D"],
        "please": ["P L IY Z"],
        "go": ["G OW"],
        "to": ["T UW", "T AH"],
        "counter": ["K AW N T ER"],
    },
}
SENTENCE = {
    "id": "nomor antrian letter <number> silakan menuju loket <counter>",
    "en": "ticket letter <number> please go to counter <counter>",
}
NUMBERS = {
    "id": """
<digit> = nol | <unit>;
<unit> = satu | dua | tiga | empat | lima | enam | tujuh | delapan | sembilan;
<small> = <unit> | sepuluh | sebelas | <unit> belas | <unit> puluh [<unit>];
<words> = <small> | (seratus | <unit> ratus) [<small>];
<counter> = <unit>;
""",
    "en": """
<digit> = zero | <unit>;
<unit> = one | two | three | four | five | six | seven | eight | nine;
<teen> = eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;
<tens> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;
<small> = <unit> | ten | <teen> | <tens> [<unit>];
<words> = <small> | <unit> hundred [<small>];
<counter> = <unit>;
""",
}


class Ear:
    """For calls in ``language``, whose numbers are said in three digits or, ``as_words``, as a cardinal; or for another
    ``sentence`` with a letter and a number in it.
    """

    def __init__(self, language: str = "id", *, as_words: bool = False, sentence: str = "") -> None:
        whole = sentence or SENTENCE[language]
        around = whole.replace("<counter>", "").split("<number>")
        self._before, self._after = (fixed.split() for fixed in around)
        sounds = WORDS[language] | LETTERS[language] | {"bell": BELL}
        with tempfile.TemporaryDirectory() as folder:
            dictionary = Path(folder) / "words.dict"
            dictionary.write_text(
                "".join(
                    f"{word}{'' if n == 0 else f'({n + 1})'} {phones}\n"
                    for word, variants in sounds.items()
                    for n, phones in enumerate(variants)
                )
            )
            model = get_model_path("en-us/en-us")
            # bestpath, a second search over what the first one found, costs most of the time and hears less;
            # silprob: there is a rest after the chime and after the letter
            self._decoder = Decoder(
                Config(
                    hmm=model,
                    dict=str(dictionary),
                    samprate=16000,
                    bestpath=False,
                    silprob=0.05,
                    loglevel="FATAL",
                )
            )
        number = "<words>" if as_words else "<digit> <digit> <digit>"
        for letter in LETTERS[language]:
            call = whole.replace("letter", letter).replace("<number>", number)
            grammar = (
                f"#JSGF V1.0;\ngrammar call;\n{NUMBERS[language]}public <call> = [bell] {call};\n"
            )
            self._decoder.add_jsgf_string(letter, grammar)

        self._voice, self._chime = "", () if sentence else ("trim", "2")

    def hears(self, wav: Path, *, letter: str) -> tuple[list[str], list[str]]:
        """(words of the number, words of the counter) that it makes out of one call; empty when it makes out none."""
        self._decoder.activate_search(letter)
        if not self._voice:
            self._voice = self._used_to(wav)
        sound = _sound(wav)
        self._decoder.set_cmn(self._voice)
        self._decoder.start_utt()
        for start in range(0, len(sound), PIECE):
            self._decoder.process_raw(sound[start : start + PIECE])
        self._decoder.end_utt()
        found = self._decoder.hyp()
        words = [word for word in found.hypstr.split() if word != "bell"] if found else []
        if not self._after:
            return words[len(self._before) :], []
        if self._after[0] not in words:
            return [], []
        place = words.index(self._after[0])
        return words[len(self._before) : place], words[place + len(self._after) :]

    def _used_to(self, wav: Path) -> str:
        """How the voice sounds in the mean: of the speech alone, for with the chime in it the mean misleads."""
        self._decoder.start_utt()
        self._decoder.process_raw(_sound(wav, *self._chime), full_utt=True)
        self._decoder.end_utt()
        return str(self._decoder.get_cmn(False))


def _sound(wav: Path, *effects: str) -> bytes:
    shape = ["-r", "16000", "-c", "1", "-b", "16", "-e", "signed-integer", "-t", "raw"]
    told = ["sox", wav, *shape, "-", *effects, "pad", "0.2", "0.2"]
    return subprocess.run(told, check=True, capture_output=True).stdout


def heard(wav: Path) -> tuple[list[str], str]:
    """(the three digits, the counter) that the ear makes out of one call of an A ticket in Indonesian."""
    digits, counter = Ear("id").hears(wav, letter="A")
    return digits, " ".join(counter)
