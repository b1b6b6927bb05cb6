"""A commit that takes long, or does not return: nobody hears of it before it is durable, and nobody else is held up."""

import threading


def begun(act):
    """``act`` in a thread of its own, and what it returned in the end."""
    told = []
    thread = threading.Thread(target=lambda: told.append(act()))
    thread.start()
    return thread, told


def test_while_a_commit_hangs_nothing_of_it_is_shown_all_else_goes_on_and_readyz_says_so(hurt, ear):
    hurt.staff("POST", "/counters/9/open")
    first, second = hurt.asks("first-visitor"), hurt.asks("second-visitor")
    tv = ear(hurt, hurt.key("display", "upstairs"), "call", "board")
    staff = ear(hurt, hurt._token, "notice")

    hurt.order("commit hang")
    calling, called = begun(lambda: hurt.calls_next("9"))
    hurt.wait_until(lambda: hurt.not_ready_because() == "stuck", "readyz to say so")
    assert [hurt.board() for _ in range(20)] == [[]] * 20
    assert staff.hears(lambda e: "stuck" in [push.get("reason") for push in e.of("notice")])
    assert (calling.is_alive(), called, tv.of("call")) == (True, [], [])
    assert all(not push["calls"] for push in tv.of("board"))

    hurt.order()
    calling.join(30)
    assert called == [first]
    assert tv.hears(lambda e: [call["number"] for call in e.of("call")] == [first])
    hurt.wait_until(lambda: hurt.not_ready_because() == "", "the hall to be ready again")
    hurt.staff("POST", "/counters/9/skip")
    assert hurt.staff("POST", "/counters/9/next")["ticket"]["number"] == second


def test_while_commits_take_half_a_second_visitors_wait_for_theirs_and_boards_for_nobody(hurt):
    hurt.order("commit 0.5")
    taking = [begun(lambda n=n: hurt.asks(f"slow-disk-{n}")) for n in range(4)]
    asked = 0
    while any(thread.is_alive() for thread, _ in taking):
        hurt.board()
        asked += 1
    hurt.order()
    assert len({told[0] for _, told in taking}) == 4
    assert asked > 1, "boards were answered meanwhile"
    assert hurt.not_ready_because() == "", "slow is no trouble"
