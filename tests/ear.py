"""A machine's ear for spoken calls: pocketsphinx with its own English sounds, our words and one closed sentence.

It hears digits and counters of the voice ``id+f2`` well behind a clear letter such as A; letters are its weak
side, as they are people's. So it is asked for digits and counter only.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from pocketsphinx import Config, Decoder, get_model_path

WORDS = {
    "nomor": ["N OW M OW R", "N AO M AO R"],
    "antrian": ["AA N T R IY AA N", "AH N T R IY AA N"],
    "nol": ["N OW L", "N AO L"],
    "satu": ["S AA T UW", "S AH T UW"],
    "dua": ["D UW AA", "D UW AH"],
    "tiga": ["T IY G AA", "T IY G AH"],
    "empat": ["AH M P AA T", "EH M P AA T", "EH M P AH T"],
    "lima": ["L IY M AA", "L IY M AH"],
    "enam": ["AH N AA M", "EH N AA M", "EH N AH M"],
    "tujuh": ["T UW JH UW", "T UW JH UH"],
    "delapan": ["D AH L AA P AA N", "D EH L AA P AA N", "D AH L AH P AA N"],
    "sembilan": ["S AH M B IY L AA N", "S EH M B IY L AA N"],
    "silakan": ["S IY L AA K AA N", "S IH L AA K AA N"],
    "menuju": ["M AH N UW JH UW", "M EH N UW JH UW"],
    "loket": ["L OW K EH T", "L AO K EH T"],
    "letter": ["AA", "EY", "EH L", "EH M", "EH F", "K AA", "B EY", "D EY", "Z EH T", "UW"],
}
GRAMMAR = """#JSGF V1.0;
grammar call;
<digit> = nol | satu | dua | tiga | empat | lima | enam | tujuh | delapan | sembilan;
public <call> = nomor antrian letter <digit> <digit> <digit> silakan menuju loket <digit>;
"""


def heard(wav: Path) -> tuple[list[str], str]:
    """(the three digits, the counter) that the ear makes out of one call in Indonesian."""
    folder = wav.parent
    dictionary, grammar, raw = folder / "words.dict", folder / "call.jsgf", folder / "call.raw"
    dictionary.write_text(
        "".join(
            f"{word}{'' if n == 0 else f'({n + 1})'} {sounds}\n"
            for word, variants in WORDS.items()
            for n, sounds in enumerate(variants)
        )
    )
    grammar.write_text(GRAMMAR)
    shape = ["-r", "16000", "-c", "1", "-b", "16", "-e", "signed-integer", "-t", "raw"]
    subprocess.run(["sox", wav, *shape, raw, "pad", "0.2", "0.2"], check=True)
    model = get_model_path("en-us/en-us")
    ear = Decoder(
        Config(hmm=model, dict=str(dictionary), jsgf=str(grammar), samprate=16000, loglevel="FATAL")
    )
    ear.start_utt()
    ear.process_raw(raw.read_bytes(), full_utt=True)
    ear.end_utt()
    words = ear.hyp().hypstr.split() if ear.hyp() else []
    return words[3:6], words[-1] if words else ""
