"""The disk is full, or the database file is taken away: said plainly, nothing given, healed by itself."""


def codes(ear):
    return [push["code"] for push in ear.of("notice")]


def test_on_a_full_disk_no_number_is_given_everybody_hears_why_and_it_heals_by_itself(hurt, ear):
    staff = ear(hurt, hurt.staff("GET", "/hall") and hurt._token, "notice")
    before = hurt.asks("before-it-is-full")
    with hurt.full():
        reason = hurt.asks("while-it-is-full").split()[-1]
        assert reason in ("disk_full", "disk_error"), hurt.means
        assert [hurt.asks(f"while-it-is-full-{n}").split()[-1] for n in range(30)] == [reason] * 30
        assert hurt.not_ready_because() == reason
        assert hurt.get("/healthz")["storage"] == reason
        assert hurt.board() == [], "boards go on"
        assert staff.hears(lambda e: "storage_trouble" in codes(e))
        told = next(p for p in staff.of("notice") if p["code"] == "storage_trouble")
        assert (told["level"], told["reason"], bool(told["words"]["id"])) == ("bad", reason, True)
        assert len(hurt.lines_of_log(" E ", reason)) == 2, "a flood of refusals is two lines"
    hurt.wait_until(lambda: hurt.not_ready_because() == "", "the hall to be ready again")
    assert staff.hears(lambda e: "storage_well" in codes(e))
    after = hurt.asks("while-it-is-full")
    assert int(after[1:]) == int(before[1:]) + 1, "the number of the refused visitor is the next"


def test_a_deleted_database_file_is_noticed_before_anything_is_written_to_its_ghost(hurt):
    hurt.asks("before-it-is-gone")
    away = hurt.data / "hall.db.away"
    (hurt.data / "hall.db").rename(away)

    assert hurt.asks("while-it-is-gone") == "database_unavailable gone"
    assert hurt.not_ready_because() == "gone"
    (hurt.data / "hall.db").write_bytes(away.read_bytes())
    assert hurt.asks("while-it-is-gone") == "database_unavailable gone", "a copy is another file"

    away.rename(hurt.data / "hall.db")
    hurt.wait_until(lambda: hurt.not_ready_because() == "", "the hall to be ready again")
    assert hurt.asks("while-it-is-gone").startswith("K")
