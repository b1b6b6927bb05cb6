"""What can keep the house from writing down what happens: stable words for programs, sentences for people."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final


class Why(enum.StrEnum):
    """The ``reason`` of a 503. Never changes once released."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    DISK_ERROR = "disk_error"
    DAMAGED = "damaged"
    GONE = "gone"
    LOCKED = "locked"
    STUCK = "stuck"
    NO_ANSWER = "no_answer"
    NO_MEMORY = "no_memory"
    NO_FILES = "no_files"


WORDS: Final[Mapping[Why, Mapping[str, str]]] = {
    Why.DISK_FULL: {
        "id": "Disk server penuh; tidak ada yang berubah. Hapus berkas yang tidak perlu di server.",
        "en": "The server's disk is full; nothing was changed. Delete files on the server that are not needed.",
    },
    Why.READ_ONLY: {
        "id": "Server tidak boleh menulis ke disknya; tidak ada yang berubah. Hubungi teknisi: disk mungkin rusak.",
        "en": "The server may not write to its disk; nothing was changed. Call a technician: the disk may be failing.",
    },
    Why.DISK_ERROR: {
        "id": "Disk server gagal menulis; tidak ada yang berubah. Hubungi teknisi, dan siapkan cadangan.",
        "en": "The server's disk failed to write; nothing was changed. Call a technician, and have a backup ready.",
    },
    Why.DAMAGED: {
        "id": "Basis data server rusak; tidak ada yang berubah. Hubungi teknisi untuk memulihkan cadangan.",
        "en": "The server's database is damaged; nothing was changed. Call a technician to restore a backup.",
    },
    Why.GONE: {
        "id": "Berkas basis data server hilang atau diganti; tidak ada yang berubah. Hubungi teknisi sekarang.",
        "en": "The server's database file is gone or was replaced; nothing was changed. Call a technician now.",
    },
    Why.LOCKED: {
        "id": "Program lain memegang basis data server; tidak ada yang berubah. Tutup program itu.",
        "en": "Another program holds the server's database; nothing was changed. Close that program.",
    },
    Why.STUCK: {
        "id": "Disk server tidak menjawab; belum pasti apakah tersimpan. Coba lagi, lalu hubungi teknisi.",
        "en": "The server's disk does not answer; perhaps this was saved, perhaps not. Try again; call a technician.",
    },
    Why.NO_ANSWER: {
        "id": "Basis data tidak menjawab; tidak ada yang berubah. Tunggu sebentar, lalu hubungi teknisi.",
        "en": "The database does not answer; nothing was changed. Wait a moment, then call a technician.",
    },
    Why.NO_MEMORY: {
        "id": "Memori server habis; tidak ada yang berubah. Tutup program lain di server, atau mulai ulang server.",
        "en": "The server is out of memory; nothing was changed. Close other programs on it, or restart it.",
    },
    Why.NO_FILES: {
        "id": "Server kehabisan sambungan; tidak ada yang berubah. Tunggu sebentar, lalu hubungi teknisi.",
        "en": "The server has no connections left; nothing was changed. Wait a moment, then call a technician.",
    },
}  # fmt: skip

_SAID: Final = (
    (Why.STUCK, ("does not return",)),
    (Why.GONE, ("file is gone", "file was replaced")),
    (Why.DISK_FULL, ("disk is full", "no space left", "quota exceeded", "file too large", "too little would be left")),
    (Why.READ_ONLY, ("readonly", "read-only")),
    (Why.LOCKED, ("locked",)),
    (Why.DAMAGED, ("malformed", "not a database", "corrupt", "damaged", "truncated")),
    (Why.NO_MEMORY, ("out of memory", "cannot allocate memory")),
    (Why.NO_FILES, ("too many open files",)),
    (Why.DISK_ERROR, (
        "disk i/o error", "unable to open", "input/output error", "permission denied", "not permitted",
    )),
)  # fmt: skip


def why(said: str) -> Why:
    """What a message of the database or of the system means; a database that says none of this does not answer."""
    low = said.lower()
    return next((why for why, words in _SAID if any(one in low for one in words)), Why.NO_ANSWER)
