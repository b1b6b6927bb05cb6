"""A flood of numbers that nobody holds on paper leaves the line again (T5)."""

BODY = {"minutes": 10, "reason": "banjir nomor"}


def end(hall, role="supervisor", **more):
    return hall.ask("POST", "/kiosks/kiosk-1/end-flood", BODY | more, role=role)


def waiting(hall):
    return [ticket["number"] for ticket in hall.done("GET", "/line?service=KTP")["tickets"]]


def test_only_what_nobody_holds_on_paper_is_taken_out_of_the_line(hall):
    old = hall.take()["number"]
    hall.clock.forward(minutes=11)
    printed = hall.take()["number"]
    job = hall.done("POST", "/print-jobs/claim", {}, role="printer")["job"]
    for state in ("sending", "printed"):
        hall.done("POST", f"/print-jobs/{job['id']}/report", {"state": state}, role="printer")
    flood = [hall.take()["number"] for _ in range(6)]
    by_hand = hall.take(role="staff")["number"]
    hall.press("1", "open")
    hall.press("1", "next")  # the old one is called

    assert end(hall, dry_run=True, reason="").get_json() == {"found": 6, "cancelled": 0}
    assert len(waiting(hall)) == 8, "who only asks takes nobody out of the line"
    assert end(hall).get_json() == {"found": 6, "cancelled": 6}
    assert waiting(hall) == [printed, by_hand]
    assert hall.done("GET", "/counters/1")["ticket"]["number"] == old
    acts = hall.done("GET", "/reports/overrides?date=2026-11-23", role="supervisor")["acts"]
    told = {(act["who"], act["what"], act["reason"]) for act in acts}
    assert told == {("staff:budi", "cancelled", "banjir nomor")}
    assert {act["number"] for act in acts} == set(flood)
    assert end(hall).get_json() == {"found": 0, "cancelled": 0}


def test_it_is_a_supervisors_and_needs_a_reason(hall):
    assert end(hall, role="staff").status_code == 403
    assert end(hall, reason="").status_code == end(hall, reason="ya").status_code == 422
    path = "/kiosks/kiosk-1/end-flood"
    assert hall.ask("POST", path, {"minutes": 5}, role="supervisor").status_code == 422
    assert end(hall, role="staff", dry_run=True).status_code == 403
    assert end(hall, minutes=0).status_code == 422
    unknown = hall.ask("POST", "/kiosks/nobody/end-flood", BODY, role="supervisor")
    assert unknown.status_code == 404
