"""The server's answers, its silence and its refusals are told apart."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest

from printer.link import Server, ServerAway, ServerRefuses


class Scripted:
    """A server that gives each connection its list of answers, then hangs up."""

    def __init__(self, *connections):
        self.asked = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._script = connections
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self.server = Server(
            f"http://127.0.0.1:{self._listener.getsockname()[1]}/hall/", "token", timeout_s=0.3
        )

    def _serve(self):
        for answers in self._script:
            connection, _ = self._listener.accept()
            with connection:
                connection.settimeout(3)
                for answer in answers:
                    self.asked.append(self._request(connection))
                    if answer is None:
                        connection.recv(1)  # says nothing until the other side gives up
                    else:
                        connection.sendall(answer)

    def _request(self, connection):
        got = b""
        while b"\r\n\r\n" not in got:
            got += connection.recv(4096)
        head, _, body = got.partition(b"\r\n\r\n")
        sizes = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
        while len(body) < int(sizes[0].split(b":")[1] if sizes else 0):
            body += connection.recv(4096)
        return head.decode(), body

    def close(self):
        self.server.close()
        self._thread.join(5)
        self._listener.close()
        assert not self._thread.is_alive()


@pytest.fixture
def scripted():
    made = []

    def make(*connections):
        made.append(Scripted(*connections))
        return made[-1]

    yield make
    for one in made:
        one.close()


def answer(status="200 OK", body=b'{"job": {"id": 1}}', **headers):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_a_job_is_claimed_with_the_token_over_one_connection(scripted):
    hall = scripted([answer(), answer("204 No Content", b"")])

    assert hall.server.claim() == {"id": 1}
    assert hall.server.claim() is None

    head, body = hall.asked[0]
    assert head.startswith("POST /hall/api/v1/print-jobs/claim HTTP/1.1")
    assert "Authorization: Bearer token" in head
    assert "Content-Type: application/json" in head
    assert body == b"{}"


def test_a_report_says_only_what_there_is_to_say(scripted):
    hall = scripted([answer(), answer()])

    hall.server.report("a/7", "sending")
    hall.server.report("7", "printed", paper_mm=105)

    assert hall.asked[0][0].startswith("POST /hall/api/v1/print-jobs/a%2F7/report")
    assert hall.asked[0][1] == b'{"state": "sending"}'
    assert hall.asked[1][1] == b'{"state": "printed", "paper_mm": 105}'


def test_a_connection_the_server_closed_meanwhile_is_opened_again(scripted):
    hall = scripted([answer()], [answer()])

    assert hall.server.claim() == hall.server.claim() == {"id": 1}


def test_a_refusal_carries_the_code_of_the_contract(scripted):
    hall = scripted([answer("409 Conflict", b'{"code": "illegal_transition"}')])

    with pytest.raises(ServerRefuses) as refusal:
        hall.server.report("7", "printed")

    assert (refusal.value.status, refusal.value.code) == (409, "illegal_transition")


@pytest.mark.parametrize(
    "said",
    [
        None,
        answer("503 Service Unavailable", b'{"code": "not_ready"}'),
        answer("429 Too Many Requests", b"{}"),
        answer("200 OK", b"<html>a router's log-in page</html>"),
        answer("200 OK", b"[]"),
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    ],
)
def test_everything_that_is_no_answer_means_the_server_is_away(scripted, said):
    with pytest.raises(ServerAway):
        scripted([said]).server.claim()


def test_the_time_is_the_servers_when_it_differs(scripted):
    hall = scripted([answer(Date="Mon, 23 Nov 2099 03:32:00 GMT"), answer(Date="nonsense")])

    hall.server.claim()
    hall.server.claim()
    assert abs(hall.server.now() - datetime(2099, 11, 23, 3, 32, tzinfo=UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("root", ["127.0.0.1:8080", "ftp://hall", "http://", ""])
def test_an_address_without_a_server_is_refused_at_once(root):
    with pytest.raises(ValueError, match="not an address"):
        Server(root, "token")
