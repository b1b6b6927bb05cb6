"""The server's loops on a real port: pushes without being asked, and a revoked device loses its line."""

import logging
import threading
from contextlib import contextmanager

import socketio
from werkzeug.serving import make_server


@contextmanager
def listening(hall, **how):
    """The hall with its loops on a port; everything that was started is ended."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    before = set(threading.enumerate())
    wsgi = make_server("127.0.0.1", 0, hall.server.app, threaded=True, **how)
    wsgi.daemon_threads = True
    threading.Thread(target=wsgi.serve_forever, kwargs={"poll_interval": 0.02}).start()
    hall.server.start_loops()
    try:
        yield f"http://127.0.0.1:{wsgi.server_port}"
    finally:
        hall.server.closing.set()
        hall.db.committed.set()
        for session in list(hall.server.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        wsgi.shutdown()
        wsgi.server_close()
        hall.server.socketio.server.shutdown()
        for thread in set(threading.enumerate()) - before:
            if thread.name.endswith(("(run)", "(_watch)", "(serve_forever)")):
                thread.join(5)  # the library's own end by themselves at their next ping


class Tv:
    """A display's program: what it heard, and when it lost the line."""

    def __init__(self, url, token):
        self.heard, self.lost = [], threading.Event()
        self.changed = threading.Condition()
        self.client = socketio.Client(reconnection=False)
        for name in ("call", "board"):
            self.client.on(name, lambda push, name=name: self._hear(name, push))
        self.client.on("disconnect", lambda *_: self.lost.set())
        self.client.connect(url, auth={"token": token}, transports=["websocket"])
        self._line = self.client.eio.ws.sock

    def close(self):
        """Hang up; the library leaves the socket open when the server was first."""
        self.client.disconnect()
        self._line.close()

    def _hear(self, name, push):
        with self.changed:
            self.heard.append((name, push))
            self.changed.notify_all()

    def wait_for(self, name, number):
        with self.changed:
            assert self.changed.wait_for(lambda: number <= len(self.of(name)), 10), self.heard
        return self.of(name)

    def of(self, name):
        return [push for kind, push in self.heard if kind == name]


def test_calls_reach_a_real_screen_by_themselves_until_it_is_revoked(hall):
    with listening(hall) as url:
        tv, other = Tv(url, hall.tokens["display"]), Tv(url, hall.key("display", "hallway"))
        hall.press("1", "open")
        first = hall.take()["number"]
        hall.press("1", "next")
        assert [call["number"] for call in tv.wait_for("call", 1)] == [first]
        assert hall.page("/readyz").status_code == 200

        hall.done("DELETE", "/devices/lobby?role=display", role="admin")
        assert tv.lost.wait(5)
        assert hall.ask("GET", "/board?zone=A", role="display").status_code == 401
        assert not other.lost.is_set()
        hall.press("1", "recall")
        assert [call["recall"] for call in other.wait_for("call", 2)] == [False, True]
        assert len(tv.of("call")) == 1
        tv.close(), other.close()


def test_a_person_with_a_new_password_loses_the_live_line(hall):
    with listening(hall) as url:
        console, other = Tv(url, hall.tokens["staff"]), Tv(url, hall.tokens["supervisor"])
        hall.done("POST", "/staff/ani/reset", {}, role="admin")
        assert console.lost.wait(5)
        assert not other.lost.is_set()
        console.close(), other.close()


def test_who_logs_out_loses_the_live_line_on_every_tab_and_others_keep_theirs(hall):
    with listening(hall) as url:
        console, other = Tv(url, hall.tokens["staff"]), Tv(url, hall.tokens["supervisor"])
        hall.done("DELETE", "/sessions", role="staff")
        assert console.lost.wait(5)
        assert not other.lost.is_set()
        console.close(), other.close()


def test_a_screen_that_says_too_much_is_cut_off(hall):
    with listening(hall) as url:
        tv = Tv(url, hall.tokens["display"])
        tv.client.emit("sync", {"since": "x" * 20_000})
        assert tv.lost.wait(5)
        tv.close()


def test_a_revoked_printer_leaves_the_kiosk_of_the_same_name_its_line(hall):
    printer = hall.done("POST", "/devices", {"name": "kiosk-1", "role": "printer"}, role="admin")
    with listening(hall) as url:
        agent, kiosk = Tv(url, printer["token"]), Tv(url, hall.tokens["kiosk"])
        hall.done("DELETE", "/devices/kiosk-1?role=printer", role="admin")
        assert agent.lost.wait(5)
        assert not kiosk.lost.is_set()
        agent.close(), kiosk.close()
