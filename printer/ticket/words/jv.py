"""Basa Jawa, krama, in Latin letters."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="SALINAN KAPING {n}",
    ahead="Ing ngajeng",
    people="tiyang",
    person="tiyang",
    expected="Kinten-kinten",
    watch="Mangga mirsani layar lan mirengaken panimbalan.",
    follow=("Pantau giliran", "wonten HP"),
    aim="Kaméra dipun-arahaken dhateng kode punika. Tanpa aplikasi.",
    bring="Mangga cepakaken:",
    reprinted="Dipuncithak malih {time}",
    once="Nomer punika namung kanggé sapisan.",
    missed="Kliwatan? Matur petugas.",
    today="Namung kanggé dinten punika.",
    days=("Senèn", "Selasa", "Rebo", "Kemis", "Jemuwah", "Setu", "Ngahad"),
    months=(
        *("Januari", "Fèbruari", "Maret", "April", "Mèi", "Juni"),
        *("Juli", "Agustus", "Sèptèmber", "Oktober", "Nopèmber", "Dhésèmber"),
    ),
)
