"""Tokens of machines: renewed, revoked, and of no use for anything but their role (T2)."""

import re

import sqlalchemy as sa

from queue_server.storage import schema
from queue_server.usecases import pairings
from tests.live.test_loops import Tv, listening


def test_a_new_token_takes_the_place_of_the_old_one_at_once(hall):
    old = hall.tokens["kiosk"]
    with listening(hall) as url:
        kiosk, paper = Tv(url, old), Tv(url, hall.tokens["printer"])
        made = hall.done("POST", "/devices/kiosk-1/rotate", {"role": "kiosk"}, role="admin")
        assert kiosk.lost.wait(20)
        assert not paper.lost.is_set()
        kiosk.close(), paper.close()

    assert hall.ask("GET", "/hall", token=old).status_code == 401
    assert hall.ask("GET", "/hall", token=made["token"]).status_code == 200
    assert hall.key("kiosk", "kiosk-1") == made["token"]  # for its launcher and its link


def test_only_a_device_in_use_gets_a_new_token(hall):
    for name, role in (("nobody", "kiosk"), ("kiosk-1", "display")):
        refused = hall.ask("POST", f"/devices/{name}/rotate", {"role": role}, role="admin")
        assert refused.status_code == 404
    hall.done("DELETE", "/devices/kiosk-1?role=kiosk", role="admin")
    assert hall.ask("POST", "/devices/kiosk-1/rotate", {"role": "kiosk"}, role="admin").status_code == 404  # fmt: skip


def test_tokens_are_of_256_bits_and_nowhere_in_the_database(hall):
    token = hall.tokens["kiosk"]
    assert re.fullmatch(r"[\w-]{43}", token)
    stored = str(hall.tables())
    assert all(token not in stored for token in hall.tokens.values())


def test_codes_live_ten_minutes_and_are_kept_as_hashes(hall):
    asked = hall.done("POST", "/pairings", {"role": "display"}, role=None)
    assert len(pairings.LETTERS) ** pairings.LENGTH > 2**36
    with hall.db.reading() as conn:
        [row] = conn.execute(sa.select(schema.pairing)).all()
    assert asked["code"].replace("-", "") not in str(row)
    assert asked["secret"] not in str(row)
    hall.clock.forward(minutes=10)
    body = {"code": asked["code"], "name": "lobby"}
    assert hall.ask("POST", "/pairings/confirm", body, role="admin").status_code == 404
