"""The board for everybody: no login, answered from what is known, and silent about people."""


def test_anybody_may_look_at_the_board_of_a_zone(hall):
    board = hall.done("GET", "/boards/A", role=None)

    assert board["zone"]["code"] == "A"
    assert hall.ask("GET", "/boards/NOWHERE", role=None).status_code == 404


def test_a_page_that_asks_again_is_told_that_nothing_changed(hall):
    first = hall.ask("GET", "/boards/A", role=None)
    again = hall.ask(
        "GET", "/boards/A", role=None, headers={"If-None-Match": first.headers["ETag"]}
    )
    hall.take()
    hall.server.house.look()
    then = hall.ask("GET", "/boards/A", role=None, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not again.data
    assert then.status_code == 200
    assert then.get_json()["waiting_total"] == 1


def test_a_crowd_costs_the_hall_one_look(hall, monkeypatch):
    hall.ask("GET", "/boards/A", role=None)
    looked = []
    monkeypatch.setattr(hall.db, "reading", lambda: looked.append(1))

    for _ in range(50):
        assert hall.ask("GET", "/boards/A", role=None).status_code == 200
    assert looked == []
