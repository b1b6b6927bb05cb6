"""What counts as a packet of ours, and how little is said about the others."""

import pytest
from socketio.packet import Packet

from queue_server.live.nonsense import SAID_EVERY_S, Doorman, makes_sense


@pytest.mark.parametrize(
    "packet", ["0", '0{"token":"x"}', "1", '2["sync",{"since":1}]', '27["painted",{"seq":4}]', '2["unheard of"]']
)  # fmt: skip
def test_clients_of_ours_come_go_and_tell_something(packet):
    assert makes_sense(Packet, packet)


@pytest.mark.parametrize(
    "packet",
    [
        "", "2", "2[]", "2{}", "2[1]", "2[null]", "2[{}]", "2[", "0[]", '0"x"', "3[]", "30[]", "4", '51-["sync"]', "6",
        "9", "x", b"\x00", b"", None, '2/other,["sync"]', "0/other,", '5999-["a"]', "2" + "[" * 5000,
    ],
)  # fmt: skip
def test_everything_else_is_nonsense(packet):
    assert not makes_sense(Packet, packet)


class Library:
    """The part of the library that the doorman stands before."""

    packet_class = Packet

    def __init__(self):
        self.environ = {"here": {"REMOTE_ADDR": "192.168.1.66"}}
        self.eio = self
        self.sockets, self.heard = {}, []

    def _handle_eio_message(self, eio_sid, data):
        self.heard.append(data)


class Asked:
    def __init__(self):
        self.server = Library()


def test_sense_is_passed_on_and_who_was_sent_away_is_not_heard_any_more():
    asked = Asked()
    doorman = Doorman(asked)
    doorman.hear("here", '2["sync"]')
    doorman.hear("gone", '2["sync"]')
    assert asked.server.heard == ['2["sync"]']


def test_a_storm_of_nonsense_is_one_line_a_minute(caplog):
    clock = [0.0]
    doorman = Doorman(Asked(), clock=lambda: clock[0])
    for _ in range(500):
        doorman.hear("here", "9")
    assert len(caplog.records) == 1
    assert "192.168.1.66" in caplog.text
    clock[0] += SAID_EVERY_S
    doorman.hear("here", "9")
    assert "499 more before" in caplog.records[1].getMessage()
