"""Whoever is cut off waits until the dead server is buried, and nobody waits when it is over."""

import threading

import pytest

from queue_server.torture.doors import Doors, Over


def test_a_client_goes_to_its_own_server_and_to_another_one_while_that_is_down():
    doors = Doors([1, 2])
    doors.open(1)
    doors.open(2)
    assert [doors.find(client).port for client in (0, 1, 2)] == [1, 2, 1]
    doors.falling(1)
    assert doors.find(0).port == 2


def test_a_server_that_was_started_again_is_another_door():
    doors = Doors([1])
    doors.open(1)
    before = doors.find(0)
    doors.falling(1)
    doors.buried(1)
    doors.open(1)
    assert doors.find(0) != before
    assert doors.after(before)
    assert not doors.after(doors.find(0))


def test_who_was_cut_off_waits_for_the_burial():
    doors = Doors([1])
    doors.open(1)
    door = doors.find(0)
    doors.falling(1)
    waiting = threading.Thread(target=doors.after, args=(door,), daemon=True)
    waiting.start()
    assert waiting.is_alive()
    doors.buried(1)
    waiting.join(20)
    assert not waiting.is_alive()


def test_when_it_is_over_nobody_asks_any_more():
    doors = Doors([1])
    doors.open(1)
    doors.end()
    with pytest.raises(Over):
        doors.find(0)
