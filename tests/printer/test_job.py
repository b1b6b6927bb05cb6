"""What the server sends becomes a ticket, or a refusal that names the field."""

from datetime import UTC, datetime

import pytest

from printer.errors import BadJob
from printer.ticket.job import clean, read_job


def test_a_job_of_the_contract_is_read_whole(a_job):
    job = a_job(copy_no=2)

    assert (job.id, job.copy_no, job.state) == ("7", 2, "offered")
    assert job.ticket.number == "A062"
    assert job.ticket.hall == ("Mal Pelayanan Publik", "Kabupaten Siak")
    assert job.ticket.called_from == datetime(2026, 11, 23, 4, 5, tzinfo=UTC)
    assert job.ticket.issued_at == datetime(2026, 11, 23, 3, 32, 0, 125000, tzinfo=UTC)


def test_a_hall_without_an_estimate_or_a_count_is_no_fault(a_job):
    ticket = a_job(estimate=None, ahead=None, requirements=None, hall=["MPP", ""]).ticket

    assert (ticket.called_from, ticket.called_to, ticket.ahead) == (None, None, None)
    assert (ticket.requirements, ticket.hall) == ((), ("MPP",))


def test_a_job_names_its_template_and_may_bring_indonesian_texts(a_job):
    job = a_job(template="ringkas.yaml", indonesian={"service": "KTP-el\x1b", "hall": ["MPP", ""]})

    assert (job.template, a_job().template) == ("ringkas.yaml", "standard")
    assert (job.ticket.indonesian.service, job.ticket.indonesian.hall) == ("KTP-el", ("MPP",))
    assert a_job().ticket.indonesian.service == ""


def test_no_field_makes_a_ticket_endless(a_job):
    ticket = a_job(service="K" * 9000, hall=["H"] * 500, url="https://a/" + "x" * 9000).ticket

    assert (len(ticket.service), len(ticket.hall), ticket.url) == (400, 12, "")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("KTP-el", "KTP-el"),
        ("KTP\x1b@el\x00", "KTP @el"),
        ("dua\r\nbaris\tdan\u2028tiga", "dua baris dan tiga"),
        ("ba\u202elik\u200b\ufeff", "balik"),
        ("  lebar   sekali ", "lebar sekali"),
        ("e\u0301", "é"),
        ("pri\ue000vat\ud800", "privat"),
        ("\x1dV\x00\x10\x04\x01", "V"),
    ],
)
def test_nothing_a_printer_could_obey_is_left_of_a_name(written, kept):
    assert clean(written) == kept


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"number": ""}, "number"),
        ({"number": "\x1b\x00"}, "number"),
        ({"service": None}, "service"),
        ({"issued_at": "yesterday"}, "yesterday"),
        ({"issued_at": "2026-11-23T03:32:00"}, "issued_at"),
        ({"issued_at": None}, "issued_at"),
        ({"ahead": "many"}, "many"),
        ({"requirements": "KK asli"}, "KK asli"),
        ({"estimate": {"from": "soon"}}, "soon"),
        ({"estimate": "soon"}, "get"),
    ],
)
def test_a_job_that_cannot_be_a_ticket_is_refused_by_name(job_body, changes, named):
    with pytest.raises(BadJob, match=named):
        read_job(job_body(**changes))


@pytest.mark.parametrize("field", ["id", "ticket"])
def test_a_job_without_a_part_says_which(job_body, field):
    body = job_body()
    del body[field]

    with pytest.raises(BadJob, match=field):
        read_job(body)
