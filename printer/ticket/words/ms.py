"""Bahasa Melayu."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="SALINAN KE-{n}",
    ahead="Di hadapan anda",
    people="orang",
    person="orang",
    expected="Anggaran dipanggil",
    watch="Sila lihat skrin dan dengar panggilan.",
    follow=("Pantau giliran", "di telefon"),
    aim="Halakan kamera ke kod ini. Tanpa aplikasi.",
    bring="Sediakan:",
    reprinted="Dicetak semula {time}",
    once="Nombor ini sah sekali sahaja.",
    missed="Terlepas? Beritahu petugas.",
    today="Sah hari ini sahaja.",
    days=("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
    months=(
        *("Januari", "Februari", "Mac", "April", "Mei", "Jun"),
        *("Julai", "Ogos", "September", "Oktober", "November", "Disember"),
    ),
)
