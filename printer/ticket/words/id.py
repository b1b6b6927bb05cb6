"""Bahasa Indonesia."""

from printer.ticket.words.kind import Words

WORDS = Words(
    copy="SALINAN KE-{n}",
    ahead="Di depan Anda",
    people="orang",
    person="orang",
    expected="Perkiraan dipanggil",
    watch="Perhatikan layar dan dengarkan panggilan.",
    follow=("Pantau giliran", "di ponsel"),
    aim="Arahkan kamera ke kode ini. Tanpa aplikasi.",
    bring="Siapkan:",
    reprinted="Dicetak ulang {time}",
    once="Nomor ini berlaku satu kali.",
    missed="Terlewat? Lapor ke petugas.",
    today="Berlaku hanya hari ini.",
    days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    months=(
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
)
