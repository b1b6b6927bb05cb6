"""What the doctor says: key -> (Indonesian, English)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

Words = tuple[str, str]
LANGUAGES = {"id": (0,), "en": (1,), "both": (0, 1)}

SAID: dict[str, Words] = {
    "begin": (
        "Memeriksa suara: mesin {engine}, diputar oleh {player}.",
        "Checking the voice: engine {engine}, played by {player}.",
    ),
    "no_voice": (
        "Tanpa suara menurut config.yaml: hanya bunyi.",
        "No voice by config.yaml: the chime alone.",
    ),
    "engine": ("Mesin {name} siap: {version}.", "Engine {name} is ready: {version}."),
    "language": (
        "{language}: {voice} berbicara. {seconds} dtk, {level_db} dB, dibuat dalam {ms} ms.",
        "{language}: {voice} speaks. {seconds} s, {level_db} dB, made in {ms} ms.",
    ),
    "text": ('   "{text}"', '   "{text}"'),
    "zone": (
        "Zona {zone}: satu panggilan {seconds} dtk, cukup untuk {per_hour} panggilan per jam.",
        "Zone {zone}: one call takes {seconds} s, enough for {per_hour} calls an hour.",
    ),
    "kept": ("Bunyinya ada di {path}.", "The sound is in {path}."),
    "clips": ("{language}: {count} rekaman.", "{language}: {count} recordings."),
    "playing": (
        "Memutar panggilan uji di zona {zone} ({device}).",
        "Playing a test call in zone {zone} ({device}).",
    ),
    "played": (
        "aplay selesai dalam {seconds} dtk. Terdengar jelas di mana-mana?",
        "aplay was done in {seconds} s. Is it heard clearly everywhere?",
    ),
    "page": (
        "Suara keluar dari layar pengeras zona: buka halamannya, sentuh bila diminta, lalu panggil nomor di loket. "
        "Untuk mendengar bunyinya saja: --out FOLDER.",
        "The zone's speaker display plays: open its page, touch it if it asks, then call a number at a counter. "
        "To hear the sound itself: --out FOLDER.",
    ),
    "write": ("Tulis ini di config.yaml:", "Write this into config.yaml:"),
    "fine": ("Semuanya baik.", "All is well."),
    "trouble": ("{count} hal perlu diperhatikan:", "{count} things need attention:"),
    "silent": (
        "Tidak ada suara: pengunjung hanya mendengar bunyi.",
        "No voice: visitors hear the chime only.",
    ),
}

TROUBLE: dict[str, Words] = {
    "no_espeak": (
        "espeak-ng tidak ada: jalankan ./run, atau apt-get install espeak-ng. ({why})",
        "There is no espeak-ng: start ./run, or apt-get install espeak-ng. ({why})",
    ),
    "no_piper": ("piper tidak terpasang. ({why})", "Piper is not installed. ({why})"),
    "no_clips": ("Tidak ada rekaman. ({why})", "There are no recordings. ({why})"),
    "missing_clips": (
        "{language}: belum direkam, espeak yang mengucapkan kalimatnya: {names}",
        "{language}: not recorded, espeak says those sentences: {names}",
    ),
    "unknown_voice": (
        "{language}: suara tidak ada. ({why})",
        "{language}: the voice is not there. ({why})",
    ),
    "failed": ("{language}: tidak dapat berbicara. ({why})", "{language}: cannot speak. ({why})"),
    "slow": (
        "{language}: {ms} ms per kalimat; di atas 500 ms bunyi panggilan terlambat.",
        "{language}: {ms} ms for a sentence; above 500 ms calls sound late.",
    ),
    "soft": ("{language}: terlalu pelan ({level_db} dB).", "{language}: too soft ({level_db} dB)."),
    "clipped": (
        "{language}: pecah ({clipped} sampel).",
        "{language}: distorted ({clipped} samples).",
    ),
    "broken": (
        "{language}: diam {rest_s} dtk di tengah kalimat.",
        "{language}: silent for {rest_s} s inside the sentence.",
    ),
    "tail": (
        "{language}: diam {tail_s} dtk di akhir.",
        "{language}: silent for {tail_s} s at the end.",
    ),
    "long": (
        "Zona {zone}: satu panggilan {seconds} dtk. Kurangi bahasa atau ulangan, atau repeat_when: when_idle.",
        "Zone {zone}: one call takes {seconds} s. Say it in fewer languages or less often, or repeat_when: when_idle.",
    ),
    "not_played": ("Zona {zone}: {why}", "Zone {zone}: {why}"),
    "too_quick": (
        "Zona {zone}: aplay selesai terlalu cepat ({took} dari {seconds} dtk): alat itu membuang bunyi.",
        "Zone {zone}: aplay was done too soon ({took} of {seconds} s): that device throws the sound away.",
    ),
}


class Voice:
    """The doctor's: says lines in the languages chosen, and remembers them for the report."""

    def __init__(self, out: TextIO, languages: tuple[int, ...]) -> None:
        self._out, self._languages = out, languages
        self.said: list[str] = []

    def __call__(self, key: str, **facts: object) -> None:
        self.lines(filled(SAID[key], facts))

    def lines(self, words: Words, before: str = "") -> None:
        for line in dict.fromkeys(words[language] for language in self._languages):
            self.said.append(line)
            self.plain(before + line)

    def plain(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()


def filled(words: Words, facts: Mapping[str, object]) -> Words:
    return words[0].format(**facts), words[1].format(**facts)
