"""Transactions that share a commit: nobody hears of what is not on disk, a refusal undoes only itself."""

import json
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest

from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.trouble import Why
from queue_server.storage import database, opening, settings, writers
from tests.threads import at_once


@pytest.fixture(scope="module")
def told(sqlite_template, tmp_path_factory):
    """What the stories of under_eventlet.py tell, by name, from a process of their own."""
    folder = tmp_path_factory.mktemp("stories")
    command = [sys.executable, "-m", "tests.storage.under_eventlet", sqlite_template, folder]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_a_refusal_in_a_batch_undoes_only_itself(told):
    told = told["a_refusal_in_a_batch"]

    assert told["told"] == ["A001", "A002", "D001", "not_found", "A003", "A004"]
    assert told["commits"] == 2, "the first commits alone, all who came meanwhile share one"
    assert told["issued"] == ["A001", "A002", "D001", "A003", "A004"]
    assert told["seqs"] == [1, 2, 3, 4, 5]


def test_a_visitor_who_touches_twice_in_one_batch_gets_one_number(told):
    told = told["duplicates_in_a_batch"]

    assert told["told"] == ["A001"] + ["A002"] * 7
    assert told["commits"] == 2
    assert told["issued"] == ["A001", "A002"]
    assert told["counted"] == 2


def test_a_full_disk_at_the_commit_is_told_to_all_who_share_it_and_changes_nothing(told):
    told = told["the_disk_is_full_at_the_commit"]

    assert told["told"] == ["database_unavailable"] * 5
    assert told["after"] == told["before"]
    assert told["then"] == "A002", "with room again the numbers go on without a gap"


def test_a_full_disk_in_the_middle_undoes_the_batch_and_the_next_one_begins_anew(told):
    told = told["the_disk_is_full_in_the_middle"]

    refused = told["told"].count("database_unavailable")
    given = [number for number in told["told"] if number != "database_unavailable"]
    assert told["told"][2] == "database_unavailable"
    assert refused >= 2, "who shared the batch lost it, too"
    assert sorted(told["issued"]) == sorted(["A001", *given]), "nothing refused is on disk"
    assert told["issued"] == [f"A{n:03}" for n in range(1, len(told["issued"]) + 1)]
    assert told["counted"] == len(told["issued"])


def test_nobody_waits_inside_a_transaction(told):
    told = told["nobody_waits_inside_a_transaction"]

    assert told["seen"] == []
    assert all(told["told"]), "every counter has called somebody"


def test_a_wait_planted_inside_a_transaction_is_found(told):
    assert told["with_a_planted_yield"]["seen"] == ["switch"]


def test_who_waited_while_another_program_held_the_file_is_refused_with_the_first(
    sqlite_template, tmp_path
):
    """Else six kiosks would wait one after the other, each as long as the database is patient."""
    file = shutil.copy(sqlite_template, tmp_path / opening.FILE)
    db = opening.open_sqlite(file)
    dbapi = db._writer._dbapi
    dbapi.execute("PRAGMA busy_timeout = 5100")
    begun = []
    dbapi.set_trace_callback(lambda said: begun.append(said) if said.startswith("BEGIN") else None)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def ask():
        with db.transaction():
            pass

    told = at_once(*[ask] * 6)

    assert [type(one) for one in told] == [DatabaseBusy] * 6
    assert len(begun) == 1
    other.execute("ROLLBACK")
    other.close()
    ask()
    db.close()


def test_behind_a_commit_that_does_not_return_nobody_waits_for_ever(
    sqlite_template, tmp_path, monkeypatch
):
    """Whoever shares it does not know; whoever comes after it has changed nothing. Then all is as it was."""
    monkeypatch.setattr(writers, "PATIENCE_S", 0.3)
    hangs, returns = threading.Event(), threading.Event()

    def offload(call, *args):
        hangs.set()
        assert returns.wait(30)
        return call(*args)

    db = opening.open_sqlite(shutil.copy(sqlite_template, tmp_path / opening.FILE))
    db._writer._offload = offload
    leader = threading.Thread(target=set_something, args=(db, "first"))
    leader.start()
    assert hangs.wait(30)

    assert db.look() is None, "nothing is wrong yet"
    monkeypatch.setattr(database, "STUCK_S", 0.0)
    assert db.look().why is Why.STUCK, "also while nobody else has come"
    db.trouble = None
    with pytest.raises(DatabaseBusy) as refused:
        set_something(db, "second")
    assert refused.value.why is Why.STUCK
    assert db.trouble is db.look() is refused.value, "looking does not wait, either"

    returns.set()
    leader.join(30)
    assert db.look() is None
    set_something(db, "third")
    with db.reading() as conn:
        kept = set(settings.every(conn))
    assert kept & {"first", "second", "third"} == {"first", "third"}
    db.close()


def set_something(db, key):
    with db.transaction() as tx:
        settings.put(tx.conn, key, {"by": "test"})
