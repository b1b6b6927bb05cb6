"""What a power cut leaves: all that was fsynced, and of the rest whatever may be."""

import random

import pytest

from queue_server.torture.disk import WAYS, Disk
from queue_server.torture.tape import Op

DICE = random.Random(1)


def after(*ops, way="nothing", before=None):
    disk = Disk(before)
    for op in ops:
        disk.feed(op)
    return {name: bytes(data) for name, data in disk.image(way, random.Random(3)).items()}


KEPT = Op("write", "log", 0, b"kept")
SYNC = Op("sync", "log")
LOOSE = Op("write", "log", 4, b"more")


@pytest.mark.parametrize("way", WAYS)
def test_what_was_fsynced_is_there_however_the_power_goes(way):
    assert after(KEPT, SYNC, LOOSE, way=way)["log"].startswith(b"kept")


def test_of_what_was_not_fsynced_nothing_may_be_there():
    assert after(KEPT, SYNC, LOOSE) == {"log": b"kept"}
    assert after(KEPT) == {}


def test_or_all_of_it_or_a_part():
    assert after(KEPT, SYNC, LOOSE, way="everything") == {"log": b"keptmore"}
    torn = after(KEPT, SYNC, LOOSE, way="half")["log"]
    assert b"keptmore".startswith(torn)
    assert len(after(KEPT, SYNC, LOOSE, way="zeroes")["log"]) == 8


def test_a_write_may_land_that_came_after_one_that_did_not():
    writes = [Op("write", "log", at, b"x") for at in range(40)]
    left = after(*writes, way="reordered")["log"]
    assert 0 < left.count(b"x") < 40


def test_a_hole_reads_as_zeroes_and_a_truncated_file_is_short():
    assert after(Op("write", "log", 3, b"x"), way="everything") == {"log": b"\0\0\0x"}
    assert after(KEPT, Op("truncate", "log", 2), way="everything") == {"log": b"ke"}


def test_a_deleted_file_stays_deleted_once_the_folder_was_fsynced():
    gone = Op("delete", "log", 0)
    assert after(KEPT, SYNC, gone) == {"log": b"kept"}
    assert after(KEPT, SYNC, gone, Op("write", "new", 0, b"n"), Op("sync", "new")) == {"new": b"n"}
    assert after(KEPT, SYNC, Op("delete", "log", 1)) == {}


def test_after_an_fsync_of_everything_there_is_nothing_to_lose():
    disk = Disk()
    disk.feed(KEPT)
    assert not disk.calm
    disk.feed(SYNC)
    assert disk.calm
