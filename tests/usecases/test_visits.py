"""One visit, several services, one number; and those who came together."""

import pytest

from queue_server.domain.errors import InvalidInput, NotFound, QuotaReached
from queue_server.domain.events import Kind
from queue_server.domain.ticket import State
from queue_server.storage import journal, legs, numbers
from queue_server.usecases import current_ticket
from queue_server.usecases.take_ticket import take_ticket
from tests.builders import DAY, a_request, at, open_counters, press_next, stored, take

ANI = {"actor": "staff:ani"}


def serve(db, hall, counter, clock, **how):
    desk = hall.counter(counter)
    current_ticket.press(db, hall, desk, "start", at=at(clock), **ANI)
    return current_ticket.finish(db, hall, desk, at=at(clock), **ANI, **how)


def stays(db, ticket):
    with db.reading() as conn:
        return [(leg.service_id, leg.state) for leg in legs.of_ticket(conn, ticket.id)]


def ids(hall, *codes):
    return [hall.service(code).id for code in codes]


def test_a_visit_of_three_services_goes_from_line_to_line_under_one_number(db, hall):
    ktp, kk, akta = ids(hall, "KTP", "KK", "AKTA")
    visit = take(db, hall, also=("KK", "AKTA"), at=at("09.00"))
    open_counters(db, hall, "1", "3")

    assert press_next(db, hall, "1", at=at("09.20")).number == visit.number
    serve(db, hall, "1", "09.21")
    waiting = stored(db, visit)
    assert (waiting.state, waiting.service_id, waiting.number) == (State.WAITING, kk, visit.number)
    assert waiting.v == at("09.11"), "half of the wait so far counts in the next line"
    assert stays(db, visit) == [(ktp, "done"), (kk, "now"), (akta, "planned")]

    assert press_next(db, hall, "3", at=at("09.30")).number == visit.number
    serve(db, hall, "3", "09.31")
    assert press_next(db, hall, "3", at=at("09.40")).service_id == akta
    serve(db, hall, "3", "09.41")
    assert stored(db, visit).state is State.DONE
    assert stays(db, visit) == [(ktp, "done"), (kk, "done"), (akta, "done")]


def test_in_any_order_the_shortest_line_is_first(db, hall):
    for _ in range(4):
        take(db, hall, "AKTA", at=at("08.50"))
    visit = take(db, hall, "AKTA", also=("KIA",), any_order=True, at=at("09.00"))

    assert visit.service_id == hall.service("KIA").id
    assert visit.number == "A005", "the number is of the service that was chosen first"


def test_a_free_counter_takes_somebody_of_another_line_whose_order_is_free(db, hall):
    for _ in range(2):
        take(db, hall, "SIM", at=at("08.50"))
    visit = take(db, hall, "SKCK", also=("SIM",), any_order=True, at=at("09.00"))
    bound = take(db, hall, "PASPOR", also=("SKCK",), at=at("09.00"))
    open_counters(db, hall, "5", "6")
    assert visit.service_id == hall.service("SKCK").id
    assert press_next(db, hall, "6", at=at("09.05")).id == visit.id
    serve(db, hall, "6", "09.06")
    assert stored(db, visit).service_id == hall.service("SIM").id
    assert stored(db, bound).state is State.WAITING, (
        "whose order is fixed waits for the first service"
    )


def test_a_counter_without_work_calls_a_visit_in_any_order_before_its_turn_elsewhere(db, hall):
    visit = take(db, hall, "SIM", also=("SKCK",), any_order=True, at=at("09.00"))
    assert visit.service_id == hall.service("SIM").id
    open_counters(db, hall, "6")  # serves SKCK alone

    called = press_next(db, hall, "6", at=at("09.05"))

    assert (called.id, called.service_id, called.rule) == (
        visit.id,
        hall.service("SKCK").id,
        "any_order",
    )
    assert called.reason.endswith("; urutan bebas, loket ini kosong")
    assert stays(db, visit) == [(visit.service_id, "planned"), (called.service_id, "now")]


def test_what_was_done_on_the_way_is_not_waited_for_again(db, hall):
    visit = take(db, hall, also=("KK",), at=at("09.00"))
    open_counters(db, hall, "1")
    press_next(db, hall, "1")

    done = serve(db, hall, "1", "09.40", also_done=["KK"])

    assert (done.state, done.also_done) == (State.DONE, ["KK"])
    with db.reading() as conn:
        told = next(e for e in journal.since(conn, 0) if e.kind is Kind.TICKET_FINISHED)
    assert told.data["also_done"] == ["KK"]
    assert visit.id == done.id


def test_every_service_of_a_visit_takes_a_place_of_its_quota(db, hall):
    take(db, hall, also=("KK",))
    with db.reading() as conn:
        issued = numbers.issued_today(conn, day=DAY)
    assert [issued[id].total for id in ids(hall, "KTP", "KK")] == [1, 1]


@pytest.mark.parametrize(("also", "field"), [(("KTP",), "also"), (("KK", "KK"), "also")])
def test_a_service_stands_once_in_a_visit(db, hall, also, field):
    with pytest.raises(InvalidInput) as refused:
        take_ticket(db, hall, a_request(also=also), pace={}, at=at())
    assert refused.value.details["errors"][0]["field"] == field


def test_a_visit_is_refused_whole_when_one_of_its_services_is_unknown_or_full(db, hall):
    with pytest.raises(NotFound):
        take(db, hall, also=("BAKSO",))
    for _ in range(60):
        take(db, hall, "KIA")
    with pytest.raises(QuotaReached) as refused:
        take(db, hall, also=("KIA",))
    assert refused.value.details["service"] == "KIA"
    assert take(db, hall).number == "A061", "no number was lost"


def test_a_group_has_a_number_each_and_one_visit(db, hall):
    first = take(db, hall)
    others = [take(db, hall, group=first.token) for _ in range(3)]

    assert {stored(db, one).visit_id for one in (first, *others)} == {first.id}
    with pytest.raises(NotFound):
        take(db, hall, group="A" * 22)


def test_a_result_must_be_one_of_the_halls(db, hall):
    take(db, hall)
    open_counters(db, hall, "1")
    press_next(db, hall, "1")
    with pytest.raises(InvalidInput) as refused:
        serve(db, hall, "1", "09.40", result="entah")
    assert refused.value.details["errors"][0]["field"] == "result"
    assert stored(db, refused and press_current(db, hall)).state is State.SERVING


def press_current(db, hall):
    from queue_server.storage import tickets

    with db.reading() as conn:
        return tickets.at_counter(conn, hall.counter("1").id, day=DAY)
