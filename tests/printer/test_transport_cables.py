"""What is special about each cable: addresses, device files, flow control, plugs that are pulled."""

import os
import select
import socket
import stat
import termios
import threading
import time

import pytest

from printer.errors import Blocked, Unknown
from printer.wire.serial import open_serial
from printer.wire.transport import Limits, NetworkPrinter, SerialPrinter, UsbPrinter
from tests.printer.scripted import PATIENT, QUICK, PtyPrinter, TcpPrinter

TICKET = b"\x1b@" + bytes(range(0x41, 0x5B)) * 300 + b"\x1dVB\x00"
ALL_BYTES = bytes(range(256)).replace(b"\x10", b"") * 20


@pytest.fixture
def plugged():
    """``plugged(way, **script)``: a printer at a cable, unplugged at the end."""
    made = []

    def make(way, **script):
        made.append(TcpPrinter(**script) if way == "network" else PtyPrinter(way, **script))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


def send(transport, ticket=TICKET):
    return transport.send(ticket, on_send=lambda: None)


def test_a_printer_that_is_off_is_blocked_at_once():
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]

    with pytest.raises(Blocked, match=r"offline.*nobody listens there") as blocked:
        send(NetworkPrinter(host="127.0.0.1", port=port))
    assert blocked.value.causes == ("offline",)


def test_a_printer_whose_door_never_opens_is_blocked_in_time():
    """The backlog is full: the connection is neither refused nor taken."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        filling = [socket.socket() for _ in range(4)]
        for one in filling:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        began = time.monotonic()

        assert NetworkPrinter(host="127.0.0.1", port=port, limits=QUICK).look().causes == ("offline",)  # fmt: skip

        assert time.monotonic() - began < 5
        for one in filling:
            one.close()


@pytest.mark.parametrize("host", ["no-such-printer.invalid", "", "a" * 70])
def test_a_name_nobody_has_is_a_printer_that_is_off(host):
    assert NetworkPrinter(host=host, limits=Limits(connect=3)).look().causes == ("offline",)


def test_a_name_that_takes_half_a_minute_to_look_up_is_not_waited_for(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(30) and [])
    began = time.monotonic()

    found = NetworkPrinter(host="printer.lan", limits=QUICK).look()
    answered.set()

    assert found.causes == ("offline",)
    assert time.monotonic() - began < 5


def test_a_printer_that_keeps_the_line_open_costs_no_more_than_the_limit(plugged):
    printer = plugged("network", keeps_open=True)
    limits = Limits(connect=5, ready=5, answer=5, send=5, close=0.2)
    began = time.monotonic()

    send(printer.transport(asks_status=False, limits=limits))

    assert time.monotonic() - began < 3
    printer.close_when_read(len(TICKET))
    assert bytes(printer.jobs[0]) == TICKET


def test_bytes_still_in_the_cable_are_not_paper(plugged):
    """Small enough for the buffers: sending succeeds, but the printer never confirms the bytes."""
    with pytest.raises(Unknown, match="never reached"):
        send(plugged("network", reads=False).transport(asks_status=False, limits=QUICK))


@pytest.mark.parametrize("way", ["usb", "serial"])
def test_every_byte_passes_a_cable_as_it_is(plugged, way):
    printer = plugged(way)

    send(printer.transport(asks_status=False, limits=PATIENT), ALL_BYTES)

    printer.close_when_read(len(ALL_BYTES))
    assert bytes(printer.jobs[0]) == ALL_BYTES


@pytest.mark.parametrize("way", ["usb", "serial"])
def test_an_answer_that_came_too_late_for_the_last_question_is_not_one_to_the_next(plugged, way):
    """0x1e is little paper as an answer to the fourth question, and offline as one to the first."""
    printer = plugged(way, push=b"\x1e")
    assert select.select([printer._slave], [], [], 5)[0]

    assert printer.transport(limits=PATIENT).look().causes == ()


@pytest.mark.parametrize("way", ["usb", "serial"])
def test_a_plug_that_is_pulled_right_after_the_last_byte_is_noticed(plugged, way):
    printer = plugged(way)
    with printer.transport(asks_status=False).talking() as talk:
        talk.channel.write(TICKET, within_s=5)
        printer.close_when_read(len(TICKET))

        if way == "usb":
            with pytest.raises(ConnectionError, match="unplugged"):
                talk.channel.finish(leave_s=5, quiet_s=0)
        with pytest.raises(OSError):
            talk.channel.write(b"more", within_s=5)


@pytest.mark.parametrize("made", [UsbPrinter, SerialPrinter])
class TestDeviceFiles:
    def test_one_that_is_not_there_is_a_printer_that_is_off(self, made, tmp_path):
        printer = made(device=str(tmp_path / "lp0"))

        with pytest.raises(Blocked, match="plugged in and switched on"):
            send(printer)
        assert printer.look().causes == ("offline",)

    def test_one_that_is_a_mere_file_is_not_written_into(self, made, tmp_path):
        file = tmp_path / "lp0"
        file.write_bytes(b"")

        with pytest.raises(Blocked, match="a file, not a device"):
            send(made(device=str(file)))
        assert file.read_bytes() == b""

    def test_one_that_another_program_uses_is_not_shared(self, made, plugged):
        printer = plugged("serial")
        other = open_serial(printer.device, baud=19200, flow="none", reads=True)

        with pytest.raises(Blocked, match="in use by another program"):
            send(made(device=printer.device))
        other.close()

        assert send(made(device=printer.device, asks_proof=True, limits=PATIENT)).proven

    def test_one_that_is_unplugged_before_between_and_in_the_middle_is_known(self, made, plugged):
        printer = plugged("usb", drop_after=6000)
        transport = made(device=printer.device, limits=PATIENT)

        with pytest.raises(Unknown) as unknown:
            send(transport, TICKET * 9)
        assert unknown.value.code == "broken_off"
        with pytest.raises(Blocked, match="plugged in"):
            send(transport)

    def test_one_that_is_unplugged_during_the_questions_gets_no_ticket(self, made, plugged):
        printer = plugged("usb", drop_after=1)

        with pytest.raises(Blocked, match="offline"):
            send(made(device=printer.device, limits=PATIENT))

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody without rights")
    def test_one_without_permission_names_the_group_that_has_it(self, made, plugged, as_nobody):
        device = plugged("usb").device
        os.chown(device, 0, 7)
        with as_nobody(), pytest.raises(Blocked, match="Add the user of the agent to the group lp"):
            send(made(device=device))
        os.chmod(device, stat.S_IWOTH)  # noqa: PTH101
        with as_nobody():
            with pytest.raises(Blocked, match="written but not read"):
                send(made(device=device))
            if made is UsbPrinter:
                send(made(device=device, asks_status=False, limits=PATIENT))


@pytest.fixture
def as_nobody():
    """A block in which this process has no rights of its own."""

    class Nobody:
        def __enter__(self):
            os.seteuid(65534)

        def __exit__(self, *_):
            os.seteuid(0)

    return Nobody


def test_a_usb_device_that_is_no_terminal_is_taken_as_it_is():
    """/dev/null takes everything and answers nothing: not even silence, but the end."""
    assert UsbPrinter(device="/dev/null", asks_status=False).look().causes == ()
    assert UsbPrinter(device="/dev/null", limits=QUICK).look().causes == ("mute",)
    with pytest.raises(Blocked, match="not a serial line"):
        send(SerialPrinter(device="/dev/null"))


@pytest.mark.parametrize(
    ("flow", "rtscts", "xonxoff"),
    [("rtscts", True, False), ("xonxoff", False, True), ("none", False, False)],
)
def test_a_serial_line_is_set_as_config_yaml_says(plugged, flow, rtscts, xonxoff):
    line = open_serial(plugged("serial").device, baud=38400, flow=flow, reads=True)

    into, _, how, local, _, speed, _ = termios.tcgetattr(line.fd)
    line.close()

    assert speed == termios.B38400
    assert bool(how & termios.CRTSCTS) is rtscts
    assert bool(into & termios.IXON) is xonxoff
    assert local == 0
    assert not into & (termios.IXOFF | termios.ICRNL | termios.ISTRIP)
    assert how & termios.CSIZE == termios.CS8
    assert not how & (termios.PARENB | termios.CSTOPB | termios.HUPCL)


def test_a_serial_printer_that_says_wait_gets_the_rest_when_it_says_go(plugged):
    printer = plugged("serial")
    going = threading.Event()

    def say_go():
        going.set()
        printer.say(b"\x11")

    go = threading.Timer(0.3, say_go)

    def wait_a_moment(data):
        if b"ABC" in data and not go.is_alive():
            printer.say(b"\x13")
            go.start()
            printer.script = None

    printer.script = wait_a_moment
    transport = printer.transport(flow="xonxoff", asks_proof=True, limits=PATIENT)

    assert send(transport, TICKET * 9).proven
    assert going.is_set()  # set before it says so: whoever sends on at "wait" is done sooner
    go.join()
    assert printer.tickets == 9


def test_a_slow_line_has_the_time_its_speed_needs():
    slow = SerialPrinter(device="/dev/ttyS0", baud=9600)
    quick = SerialPrinter(device="/dev/ttyS0", baud=115200)

    assert slow.transfer_s(69450) > 72  # what 9600 baud take for a picture
    assert quick.transfer_s(562) < 11


@pytest.mark.parametrize("way", ["usb", "serial"])
def test_after_a_ticket_that_broke_off_the_next_is_not_swallowed_as_its_picture(plugged, way):
    """The printer waits for the rest of a picture: white dots fill it before the next ticket begins."""
    printer = plugged(way, proof=None)
    transport = printer.transport(limits=PATIENT)
    transport._torn = 500

    send(transport)

    printer.close_when_read(len(TICKET) + 500)
    assert bytes(500) + TICKET in printer.jobs[0]
    assert transport._torn == 0
