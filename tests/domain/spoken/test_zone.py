"""What a zone says for a call: its languages in its order, its style, its words for a service and after it."""

from datetime import timedelta

import pytest

from queue_server.domain.hall import Counter, Service
from queue_server.domain.speech import ZoneSpeech
from queue_server.domain.spoken import LANGUAGES, spoken


def a_service(**said):
    usual = {"name": {"id": "KTP-el", "en": "ID card"}}
    return Service(
        id=1, code="KTP", prefix="A", agency_id=1, zone_id=1, short={"id": "KTP"}, requirements={},
        target_wait=timedelta(minutes=30), service_time=timedelta(minutes=8), quota=None, popular=False, **usual | said,
    )  # fmt: skip


def a_counter(code="3", **spoken):
    return Counter(
        id=1, code=code, name={"id": f"Loket {code}"}, spoken=spoken, zone_id=1, service_ids=(1,)
    )


def said(*languages, number="A015", prefix="A", counter=None, service=None, recall=False, **speech):
    return spoken(
        ZoneSpeech(languages=languages or ("id",), **speech), number=number, prefix=prefix, recall=recall,
        counter=counter or a_counter(), service=service or a_service(),
    )  # fmt: skip


def test_the_languages_of_the_zone_follow_each_other_in_its_order():
    assert said("en", "id") == [
        ("en", "Ticket A zero one five, please go to counter three."),
        ("id", "Nomor antrean A nol satu lima, silakan menuju loket tiga."),
    ]
    assert [language for language, _ in said(*LANGUAGES)] == list(LANGUAGES)


def test_a_zone_without_languages_says_nothing():
    assert spoken(
        ZoneSpeech(languages=()), number="A015", prefix="A", counter=a_counter(), service=a_service()
    ) == []  # fmt: skip


def test_a_recall_says_so_in_each_language():
    again = [
        "Panggilan ulang. ",
        "Calling again. ",
        "Panggilan semula. ",
        "Dipuntimbali malih. ",
        "重新呼叫。",
    ]
    for (_, told), before in zip(
        said("id", "en", "ms", "jv", "zh", recall=True), again, strict=True
    ):
        assert told.startswith(before)


def test_numbers_may_be_said_as_words_and_zero_as_another_word():
    assert said(number_style="words") == [
        ("id", "Nomor antrean A lima belas, silakan menuju loket tiga.")
    ]
    assert said("id", "en", zero={"id": "kosong"}) == [
        ("id", "Nomor antrean A kosong satu lima, silakan menuju loket tiga."),
        ("en", "Ticket A zero one five, please go to counter three."),
    ]


def test_a_figure_of_the_prefix_is_no_part_of_the_number():
    [(_, told)] = said(number="4K003", prefix="4K", number_style="words")
    assert told == "Nomor antrean empat K tiga, silakan menuju loket tiga."
    [(_, told)] = said(number="A1015", prefix="A1", number_style="words")
    assert told == "Nomor antrean A satu lima belas, silakan menuju loket tiga."


@pytest.mark.parametrize(
    ("number", "prefix"),
    [("A-015", "A"), ("A 015", "A"), ("A015", ""), ("A015", "B")],
)
def test_a_number_of_another_form_is_said_all_the_same(number, prefix):
    [(_, told)] = said(number=number, prefix=prefix, number_style="words")
    assert told == "Nomor antrean A lima belas, silakan menuju loket tiga."


def test_a_counter_is_said_as_the_hall_wants_it_in_the_languages_it_told():
    desk = a_counter("INFO", id="meja informasi", en="the information desk")
    assert said("id", "en", "ms", counter=desk) == [
        ("id", "Nomor antrean A nol satu lima, silakan menuju meja informasi."),
        ("en", "Ticket A zero one five, please go to the information desk."),
        ("ms", "Nombor giliran A kosong satu lima, sila ke kaunter info."),
    ]


def test_the_service_is_said_where_the_zone_wants_it_and_a_voice_can_read_it():
    assert said("id", "en", "jv", "zh", say_service=True) == [
        ("id", "Nomor antrean A nol satu lima, untuk KTP-el, silakan menuju loket tiga."),
        ("en", "Ticket A zero one five, for ID card, please go to counter three."),
        ("jv", "Nomer antrian A nol siji lima, kangge KTP-el, mangga dhateng loket telu."),
        ("zh", "号码A，零一五，请到三号窗口。"),
    ]


def test_the_service_is_called_by_its_spoken_name_before_its_written_one():
    service = a_service(spoken={"id": "perekaman KTP", "zh": "身份证"})
    assert said("id", "en", "zh", say_service=True, service=service) == [
        ("id", "Nomor antrean A nol satu lima, untuk perekaman KTP, silakan menuju loket tiga."),
        ("en", "Ticket A zero one five, for ID card, please go to counter three."),
        ("zh", "号码A，零一五，办理身份证，请到三号窗口。"),
    ]


def test_the_phrase_of_a_service_ends_the_call_in_its_language():
    service = a_service(phrase={"id": "Siapkan KTP asli Anda", "en": "Is your ID card ready?"})
    assert said("id", "en", "ms", service=service) == [
        ("id", "Nomor antrean A nol satu lima, silakan menuju loket tiga. Siapkan KTP asli Anda."),
        ("en", "Ticket A zero one five, please go to counter three. Is your ID card ready?"),
        ("ms", "Nombor giliran A kosong satu lima, sila ke kaunter tiga."),
    ]


def test_texts_of_the_hall_are_said_as_they_are_and_never_as_a_template():
    service = a_service(name={"id": "{ticket} {0} %s"}, phrase={"id": "{counter}"})
    [(_, told)] = said(say_service=True, service=service, counter=a_counter(id="{service}"))
    assert told == (
        "Nomor antrean A nol satu lima, untuk {ticket} {0} %s, silakan menuju {service}. {counter}."
    )
