"""Sentences written by hand, in each language: what a call says, word for word."""

import unicodedata

import pytest

from queue_server.domain.spoken import LANGUAGES, sentence

WORDS = {"as_words": True}
CASES = [
    ("A001", "1", {}),
    ("A015", "3", {}),
    ("A015", "3", WORDS),
    ("D100", "10", {}),
    ("D100", "10", WORDS),
    ("F111", "11", WORDS),
    ("K999", "99", {}),
    ("K999", "99", WORDS),
    ("Z020", "21", WORDS),
    ("R508", "50", WORDS),
    ("4K1003", "4K-10", {"prefix": "4K"}),
    ("AB020", "12B", {"prefix": "AB"}),
    ("M007", "KASIR", {}),
    ("U260", "60", WORDS | {"recall": True}),
    ("L012", "25", {"zero": {"id": "kosong", "en": "oh", "ms": "sifar", "jv": "kosong", "zh": "〇", "ar": "زِيرُو"}}),
    ("B000", "VIP", WORDS),
    ("H216", "16", WORDS | {"service": "KTP", "phrase": "KTP?"}),
]  # fmt: skip

GOLDEN = {
    "id": [
        "Nomor antrean A nol nol satu, silakan menuju loket satu.",
        "Nomor antrean A nol satu lima, silakan menuju loket tiga.",
        "Nomor antrean A lima belas, silakan menuju loket tiga.",
        "Nomor antrean D satu nol nol, silakan menuju loket sepuluh.",
        "Nomor antrean D seratus, silakan menuju loket sepuluh.",
        "Nomor antrean F seratus sebelas, silakan menuju loket sebelas.",
        "Nomor antrean K sembilan sembilan sembilan, silakan menuju loket sembilan puluh sembilan.",
        "Nomor antrean K sembilan ratus sembilan puluh sembilan, silakan menuju loket sembilan puluh sembilan.",
        "Nomor antrean Z dua puluh, silakan menuju loket dua puluh satu.",
        "Nomor antrean R lima ratus delapan, silakan menuju loket lima puluh.",
        "Nomor antrean empat K satu nol nol tiga, silakan menuju loket empat ka sepuluh.",
        "Nomor antrean A B nol dua nol, silakan menuju loket dua belas be.",
        "Nomor antrean M nol nol tujuh, silakan menuju loket kasir.",
        "Panggilan ulang. Nomor antrean U dua ratus enam puluh, silakan menuju loket enam puluh.",
        "Nomor antrean L kosong satu dua, silakan menuju loket dua puluh lima.",
        "Nomor antrean B nol, silakan menuju loket ve i pe.",
        "Nomor antrean H dua ratus enam belas, untuk KTP, silakan menuju loket enam belas. KTP?",
    ],
    "en": [
        "Ticket A zero zero one, please go to counter one.",
        "Ticket A zero one five, please go to counter three.",
        "Ticket A fifteen, please go to counter three.",
        "Ticket D one zero zero, please go to counter ten.",
        "Ticket D one hundred, please go to counter ten.",
        "Ticket F one hundred eleven, please go to counter eleven.",
        "Ticket K nine nine nine, please go to counter ninety nine.",
        "Ticket K nine hundred ninety nine, please go to counter ninety nine.",
        "Ticket Z twenty, please go to counter twenty one.",
        "Ticket R five hundred eight, please go to counter fifty.",
        "Ticket four K one zero zero three, please go to counter four K ten.",
        "Ticket A B zero two zero, please go to counter twelve B.",
        "Ticket M zero zero seven, please go to counter kasir.",
        "Calling again. Ticket U two hundred sixty, please go to counter sixty.",
        "Ticket L oh one two, please go to counter twenty five.",
        "Ticket B zero, please go to counter V I P.",
        "Ticket H two hundred sixteen, for KTP, please go to counter sixteen. KTP?",
    ],
    "ms": [
        "Nombor giliran A kosong kosong satu, sila ke kaunter satu.",
        "Nombor giliran A kosong satu lima, sila ke kaunter tiga.",
        "Nombor giliran A lima belas, sila ke kaunter tiga.",
        "Nombor giliran D satu kosong kosong, sila ke kaunter sepuluh.",
        "Nombor giliran D seratus, sila ke kaunter sepuluh.",
        "Nombor giliran F seratus sebelas, sila ke kaunter sebelas.",
        "Nombor giliran K sembilan sembilan sembilan, sila ke kaunter sembilan puluh sembilan.",
        "Nombor giliran K sembilan ratus sembilan puluh sembilan, sila ke kaunter sembilan puluh sembilan.",
        "Nombor giliran Z dua puluh, sila ke kaunter dua puluh satu.",
        "Nombor giliran R lima ratus lapan, sila ke kaunter lima puluh.",
        "Nombor giliran empat K satu kosong kosong tiga, sila ke kaunter empat K sepuluh.",
        "Nombor giliran A B kosong dua kosong, sila ke kaunter dua belas B.",
        "Nombor giliran M kosong kosong tujuh, sila ke kaunter kasir.",
        "Panggilan semula. Nombor giliran U dua ratus enam puluh, sila ke kaunter enam puluh.",
        "Nombor giliran L sifar satu dua, sila ke kaunter dua puluh lima.",
        "Nombor giliran B kosong, sila ke kaunter V I P.",
        "Nombor giliran H dua ratus enam belas, untuk KTP, sila ke kaunter enam belas. KTP?",
    ],
    "jv": [
        "Nomer antrian A nol nol siji, mangga dhateng loket siji.",
        "Nomer antrian A nol siji lima, mangga dhateng loket telu.",
        "Nomer antrian A limalas, mangga dhateng loket telu.",
        "Nomer antrian D siji nol nol, mangga dhateng loket sepuluh.",
        "Nomer antrian D satus, mangga dhateng loket sepuluh.",
        "Nomer antrian F satus sewelas, mangga dhateng loket sewelas.",
        "Nomer antrian K sanga sanga sanga, mangga dhateng loket sangang puluh sanga.",
        "Nomer antrian K sangang atus sangang puluh sanga, mangga dhateng loket sangang puluh sanga.",
        "Nomer antrian Z rong puluh, mangga dhateng loket selikur.",
        "Nomer antrian R limang atus wolu, mangga dhateng loket seket.",
        "Nomer antrian papat K siji nol nol telu, mangga dhateng loket papat ka sepuluh.",
        "Nomer antrian A B nol loro nol, mangga dhateng loket rolas be.",
        "Nomer antrian M nol nol pitu, mangga dhateng loket kasir.",
        "Dipuntimbali malih. Nomer antrian U rong atus sewidak, mangga dhateng loket sewidak.",
        "Nomer antrian L kosong siji loro, mangga dhateng loket selawe.",
        "Nomer antrian B nol, mangga dhateng loket ve i pe.",
        "Nomer antrian H rong atus nembelas, kangge KTP, mangga dhateng loket nembelas. KTP?",
    ],
    "zh": [
        "号码A，零零一，请到一号窗口。",
        "号码A，零一五，请到三号窗口。",
        "号码A，十五，请到三号窗口。",
        "号码D，一零零，请到十号窗口。",
        "号码D，一百，请到十号窗口。",
        "号码F，一百一十一，请到十一号窗口。",
        "号码K，九九九，请到九十九号窗口。",
        "号码K，九百九十九，请到九十九号窗口。",
        "号码Z，二十，请到二十一号窗口。",
        "号码R，五百零八，请到五十号窗口。",
        "号码四K，一零零三，请到四K十号窗口。",
        "号码A·B，零二零，请到十二B号窗口。",
        "号码M，零零七，请到kasir窗口。",
        "重新呼叫。号码U，二百六十，请到六十号窗口。",
        "号码L，〇一二，请到二十五号窗口。",
        "号码B，零，请到V·I·P窗口。",
        "号码H，二百一十六，办理KTP，请到十六号窗口。 KTP?",
    ],
    "ar": [
        "التَذْكِرَة رَقْم أَيْ، صِفْر صِفْر وَاحِد، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم وَاحِد.",
        "التَذْكِرَة رَقْم أَيْ، صِفْر وَاحِد خَمْسَة، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم ثَلَاثَة.",
        "التَذْكِرَة رَقْم أَيْ، خَمْسَةَ عَشَر، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم ثَلَاثَة.",
        "التَذْكِرَة رَقْم دِي، وَاحِد صِفْر صِفْر، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم عَشَرَة.",
        "التَذْكِرَة رَقْم دِي، مِئَة، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم عَشَرَة.",
        "التَذْكِرَة رَقْم إِف، مِئَة وَأَحَدَ عَشَر، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم أَحَدَ عَشَر.",
        "التَذْكِرَة رَقْم كَيْ، تِسْعَة تِسْعَة تِسْعَة، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم تِسْعَة وَتِسْعُون.",
        "التَذْكِرَة رَقْم كَيْ، تِسْعُمِئَة وَتِسْعَة وَتِسْعُون، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم تِسْعَة وَتِسْعُون.",
        "التَذْكِرَة رَقْم زِد، عِشْرُون، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم وَاحِد وَعِشْرُون.",
        "التَذْكِرَة رَقْم أَر، خَمْسُمِئَة وَثَمَانِيَة، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم خَمْسُون.",
        "التَذْكِرَة رَقْم أَرْبَعَة كَيْ، وَاحِد صِفْر صِفْر ثَلَاثَة، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم أَرْبَعَة كَيْ عَشَرَة.",
        "التَذْكِرَة رَقْم أَيْ بِي، صِفْر اِثْنَان صِفْر، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم اِثْنَا عَشَر بِي.",
        "التَذْكِرَة رَقْم إِم، صِفْر صِفْر سَبْعَة، مِنْ فَضْلِكَ إِلَى شُبَّاكِ kasir.",
        "نِدَاء مُكَرَّر. التَذْكِرَة رَقْم يُو، مِئَتَان وَسِتُّون، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم سِتُّون.",
        "التَذْكِرَة رَقْم إِل، زِيرُو وَاحِد اِثْنَان، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم خَمْسَة وَعِشْرُون.",
        "التَذْكِرَة رَقْم بِي، صِفْر، مِنْ فَضْلِكَ إِلَى شُبَّاكِ فِي آي پِي.",
        "التَذْكِرَة رَقْم أَيْتْش، مِئَتَان وَسِتَّةَ عَشَر، لِخِدْمَة KTP، مِنْ فَضْلِكَ إِلَى الشُبَّاكِ رَقْم سِتَّةَ عَشَر. KTP?",
    ],
}

ROWS = [
    pytest.param(language, case, said, id=f"{language}-{case[0]}-{case[1]}-{place}")
    for language, sentences in GOLDEN.items()
    for place, (case, said) in enumerate(zip(CASES, sentences, strict=True))
]


@pytest.mark.parametrize(("language", "case", "said"), ROWS)
def test_a_call_says_this(language, case, said):
    number, counter, manner = case
    manner = manner | {"zero": manner.get("zero", {}).get(language, "")}
    told = sentence(language, number=number, counter_code=counter, **manner)
    assert unicodedata.normalize("NFC", told) == unicodedata.normalize("NFC", said)


def test_every_language_has_its_sentences():
    assert set(GOLDEN) == set(LANGUAGES)


def test_the_doubling_sign_of_arabic_stands_before_its_vowel_as_espeak_wants_it():
    shadda, vowels = "\u0651", "\u064b\u064c\u064d\u064e\u064f\u0650"
    for number in range(10_000):
        for counter in ("4", "KASIR"):
            said = sentence(
                "ar", number=f"A{number}", counter_code=counter, recall=True, as_words=True
            )
            assert not any(vowel + shadda in said for vowel in vowels)
