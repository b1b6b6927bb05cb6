"""What the doctor says: key -> (Indonesian, English)."""

from __future__ import annotations

Words = tuple[str, str]

SAID: dict[str, Words] = {
    "begin": (
        "Memeriksa pencetak {name} ({where}). Selesai dalam 10 menit; Ctrl-C untuk berhenti.",
        "Checking printer {name} ({where}). Done within 10 minutes; Ctrl-C stops.",
    ),
    "connected": ("Tersambung dalam {ms} ms.", "Connected in {ms} ms."),
    "unreachable": ("Tidak terjangkau: {why}", "Not reachable: {why}"),
    "answered": (
        "Status {n}, {about}: {means} (bita {byte}, {ms} ms).",
        "Status {n}, {about}: {means} (byte {byte}, {ms} ms).",
    ),
    "silent": (
        "Status {n}, {about}: tidak dijawab dalam {ms} ms.",
        "Status {n}, {about}: not answered in {ms} ms.",
    ),
    "ready": ("Pencetak siap.", "The printer is ready."),
    "near_end": ("Kertas hampir habis.", "Little paper is left."),
    "offline": (
        "Pencetak luring: tekan tombol di pencetak, atau nyalakan.",
        "Offline: press the button on the printer, or switch it on.",
    ),
    "mute": (
        "Pencetak diam: tutup terbuka, kertas habis, dipakai program lain, atau memang tidak menjawab.",
        "Mute: cover open, no paper, used by another program, or it never answers.",
    ),
    "cover_open": ("Tutup terbuka: tutuplah.", "The cover is open: close it."),
    "paper_out": ("Kertas habis: isi gulungan baru.", "Out of paper: put in a new roll."),
    "cutter_jam": (
        "Pemotong macet: matikan, keluarkan kertas yang tersangkut.",
        "The cutter is stuck: switch off, take the stuck paper out.",
    ),
    "printer_fault": (
        "Pencetak rusak atau terlalu panas: matikan sebentar; bila tetap, perbaiki.",
        "Broken or too hot: switch it off for a while; if it stays, have it repaired.",
    ),
    "proof_idle": (
        "Bukti cetak (GS r) dijawab dalam {ms} ms sesudah kertas maju.",
        "Proof (GS r) answered in {ms} ms after a feed.",
    ),
    "no_proof_idle": ("Bukti cetak (GS r) tidak dijawab.", "Proof (GS r) is not answered."),
    "printing": (
        "Mencetak lembar uji, sekitar {mm} mm; paling lama {s} detik.",
        "Printing the test paper, about {mm} mm; {s} s at most.",
    ),
    "not_printed": ("Lembar uji tidak dicetak.", "The test paper is not printed."),
    "sent": (
        "{bytes} bita diterima dalam {ms} ms.",
        "{bytes} bytes taken in {ms} ms.",
    ),
    "not_sent": ("Pengiriman terputus: {why}", "Sending broke off: {why}"),
    "status_printing": (
        "Selagi mencetak, status dijawab dalam {ms} ms.",
        "While printing, status is answered in {ms} ms.",
    ),
    "no_status_printing": (
        "Selagi mencetak, status tidak dijawab (tidak apa-apa).",
        "While printing, status is not answered (no harm).",
    ),
    "proof_print": (
        "Bukti cetak dijawab {ms} ms sesudah bita terakhir.",
        "Proof answered {ms} ms after the last byte.",
    ),
    "no_proof_print": (
        "Bukti cetak tidak dijawab sesudah lembar uji.",
        "Proof is not answered after the test paper.",
    ),
    "early_proof": (
        "Jawaban itu terlalu cepat untuk {mm} mm kertas: ia membuktikan diterima, belum tentu tercetak.",
        "Too soon for {mm} mm of paper: it proves receipt, not always print.",
    ),
    "ask_paper": (
        "Apakah lembar uji keluar? [y/t], atau Enter",
        "Did the test paper come out? [y/n], or Enter",
    ),
    "ask_ruler": (
        "Penggaris mana yang tepi kanannya utuh? Tulis yang terbesar [384/512/576], atau Enter",
        "Which ruler's right edge is whole? The largest [384/512/576], or Enter",
    ),
    "ask_native": (
        "Apakah ponsel membaca kode QR pertama? [y/t], atau Enter",
        "Could your phone read the first QR code? [y/n], or Enter",
    ),
    "ask_picture": (
        "Apakah ponsel membaca kode QR kedua? [y/t], atau Enter",
        "Could your phone read the second QR code? [y/n], or Enter",
    ),
    "ask_letters": (
        "Apakah baris huruf bertanda benar (é ñ ü ±)? [y/t], atau Enter",
        "Is the line of marked letters right (é ñ ü ±)? [y/n], or Enter",
    ),
    "again": ("Jawablah salah satu: {choices}", "Please answer one of: {choices}"),
    "unasked": (
        "Tanpa jawaban orang: lebar, QR, dan huruf tetap seperti di config.yaml.",
        "Nobody was asked: width, QR and letters stay as in config.yaml.",
    ),
    "write": (
        "Tulis ini di config.yaml, bagian printers:",
        "Write this into config.yaml, under printers:",
    ),
    "fine": ("Semua baik.", "All is well."),
    "trouble": ("Perlu perhatian: {count}.", "Needs attention: {count}."),
}

# What each status question is about, and what its answer means in a word or two.
ABOUT: dict[int, Words] = {
    1: ("keadaan", "state"),
    2: ("tutup", "cover"),
    3: ("kerusakan", "faults"),
    4: ("kertas", "paper"),
}
MEANS: dict[str, Words] = {
    "": ("baik", "well"),
    "near_end": ("hampir habis", "little left"),
    "offline": ("luring", "offline"),
    "cover_open": ("terbuka", "open"),
    "paper_out": ("habis", "out of paper"),
    "cutter_jam": ("pemotong macet", "cutter stuck"),
    "printer_fault": ("rusak atau terlalu panas", "broken or too hot"),
}

# Why a line of the YAML stands there.
WHY: dict[str, Words] = {
    "asked": ("semua pertanyaan status dijawab", "all status questions are answered"),
    "never_asked": (
        "ia mencetak tetapi tidak menjawab status, maka tidak ditanya",
        "it prints but does not answer status, so it is not asked",
    ),
    "once_more": (
        "seperti di config.yaml; benahi pencetak, lalu periksa lagi",
        "as in config.yaml; put the printer right and check again",
    ),
    "proves": ("bukti cetak dijawab sesudah kertas", "proof comes after the paper"),
    "proves_early": (
        "bukti cetak dijawab, tetapi mungkin sebelum kertas keluar",
        "proof comes, though perhaps before the paper",
    ),
    "proves_idle": (
        "bukti cetak dijawab; belum diuji dengan kertas",
        "proof is answered; not tried with paper",
    ),
    "no_proof": ("bukti cetak tidak dijawab", "proof is not answered"),
    "whole": ("tepi kanan {dots} utuh", "the right edge of {dots} is whole"),
    "as_set": ("seperti di config.yaml", "as in config.yaml"),
    "paper": ("{dots} titik pas untuk kertas {mm} mm", "{dots} dots belong to {mm} mm paper"),
    "native": ("ponsel membaca kode pertama", "a phone read the first code"),
    "picture": (
        "ponsel hanya membaca kode kedua, yang digambar",
        "a phone read only the second code, which is a picture",
    ),
    "no_code": ("ponsel tidak membaca satu pun", "a phone read neither"),
    "way": ("yang baru diperiksa", "what was just checked"),
    "quick": ("kabel cukup cepat untuk gambar", "the cable is quick enough for pictures"),
    "slow": ("gambar perlu {s} detik pada kabel ini", "a picture takes {s} s over this cable"),
    "letters": ("huruf bertanda benar", "marked letters are right"),
    "no_letters": ("huruf bertanda salah", "marked letters are wrong"),
}

TROUBLE: dict[str, Words] = {
    "no_paper": ("lembar uji tidak keluar", "the test paper did not come out"),
    "silent": (
        "pencetak tidak menjawab: nyalakan, tutup penutup, isi kertas, lalu periksa lagi",
        "it does not answer: switch it on, close the cover, put paper in, check again",
    ),
    "status_silent": (
        "status: dle_eot, tetapi pencetak tidak menjawab status",
        "status: dle_eot, but it does not answer status",
    ),
    "proof_silent": (
        "confirm: gs_r, tetapi bukti cetak tidak dijawab",
        "confirm: gs_r, but proof is not answered",
    ),
    "too_wide": (
        "dots: {old} lebih lebar daripada kepala cetak",
        "dots: {old} is wider than the print head",
    ),
    "no_code": ("ponsel tidak membaca kode QR", "a phone reads no QR code"),
    "other_code": ("qr: {old} tidak terbaca ponsel", "qr: {old} is not read by a phone"),
    "letters": ("code_page: {old} mencetak huruf salah", "code_page: {old} prints wrong letters"),
    "hung_up": ("pencetak memutus sambungan: {why}", "it hung up: {why}"),
    "not_sent": ("lembar uji terputus: {why}", "the test paper broke off: {why}"),
}
