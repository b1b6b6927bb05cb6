"""A small hall that speaks the rows of docs/contract.md an announcer needs, on a real port."""

import logging
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import socketio as client_side  # noqa: F401  the extra [client] must be there
from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.serving import make_server

TOKEN = "the-announcer"


class Hall:
    """``clock_ahead`` is how far the hall's clock is from this machine's. ``heard`` are the sounds put, in order, and
    ``told`` what they were said to hold; ``voice`` how the voice was, each time it was told; ``plays`` the sounds
    given out, and ``reports`` what became of them; ``to_play`` are those to give out, by zone.
    """

    def __init__(self, *, clock_ahead=timedelta(0), **settings):
        self.settings = {"engine": "none", "languages": ["id"], "zones": ["A"], **settings}
        self.clock_ahead = clock_ahead
        self.epoch, self.seq, self.calls, self.heard, self.syncs = "e1", 0, [], [], []
        self.changed = threading.Condition()
        self.refuse = 0
        self.told, self.voice, self.plays, self.reports, self.to_play = {}, [], [], [], {}
        self.retry_after, self.waits_s, self.lease_is_over = None, 5, False
        self.takes_sounds = threading.Event()
        self.takes_sounds.set()
        self.app = Flask(__name__)
        self.socketio = SocketIO(
            self.app,
            async_mode="threading",
            async_handlers=False,
            ping_interval=5,
            ping_timeout=5,
            max_http_buffer_size=16384,
            transports=["websocket"],
            serve_client=False,
        )
        self.app.get("/api/v1/settings")(self._settings)
        self.app.put("/api/v1/calls/<int:seq>/audio")(self._put)
        self.app.get("/api/v1/calls/<int:seq>/audio")(self._get)
        self.app.put("/api/v1/voice-condition")(self._voice)
        self.app.post("/api/v1/announcements/claim")(self._claim)
        self.app.post("/api/v1/announcements/<int:seq>/report")(self._report)
        self.socketio.on_event("connect", self._connect)
        self.socketio.on_event("sync", self._sync)

    def now(self):
        return datetime.now(UTC) + self.clock_ahead

    def call(
        self, number="A015", *, counter="3", zone="A", age_s=0.0, push=True, text=None, spoken=None
    ):
        """Call a number; the push follows unless the cable is out (``push=False``)."""
        at = (self.now() - timedelta(seconds=age_s)).isoformat().replace("+00:00", "Z")
        with self.changed:
            prev, self.seq = self.seq, self.seq + 1
            made = {
                "seq": self.seq,
                "prev": prev,
                "number": number,
                "prefix": number[0],
                "counter": {"code": counter, "name": {"id": f"Loket {counter}"}},
                "zone": zone,
                "service": {"code": "KTP", "name": {"id": "KTP-el"}},
                "agency": {"name": {"id": "Disdukcapil"}},
                "recall": False,
                "spoken": [
                    {"language": language, "text": said}
                    for language, said in spoken
                    or [("id", text or f"Nomor antrean {number[0]} nol.")]
                ],
                "audio": None,
                "at": at,
            }
            self.calls.append(made)
        if push:
            self.push(made)
        return made

    def push(self, made):
        self.socketio.emit("call", made, to="announcers")

    def wait_for(self, ready, timeout=10):
        with self.changed:
            assert self.changed.wait_for(lambda: ready(self), timeout), (self.heard, self.syncs)

    def heard_seqs(self):
        return [seq for seq, _ in self.heard]

    def _settings(self):
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return {"code": "not_authenticated"}, 401
        return self.settings

    def _put(self, seq):
        assert request.content_type == "audio/wav"
        self.takes_sounds.wait(10)
        with self.changed:
            if self.refuse:
                self.refuse -= 1
                return {"code": "not_found"}, 404
            self.heard.append((seq, request.get_data()))
            names = ("X-Chime-Seconds", "X-Once-Seconds", "X-Languages")
            self.told[seq] = {name: request.headers[name] for name in names}
            self.changed.notify_all()
        return "", 204

    def _get(self, seq):
        with self.changed:
            self.changed.wait_for(lambda: seq in self.heard_seqs(), self.waits_s)
            wav = dict(self.heard).get(seq)
        if wav is None:
            return {"code": "not_found"}, 404
        return wav, 200, {"X-Languages": self.told.get(seq, {}).get("X-Languages", "id")}

    def _voice(self):
        with self.changed:
            self.voice.append(request.get_json())
            self.changed.notify_all()
        return {}

    def _claim(self):
        with self.changed:
            made = self._next(request.get_json()["zone"])
        if made is None:
            after = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
            return "", 204, after
        return {"announcement": made}

    def _next(self, zone):
        """The oldest of the zone; a call is given out once, as the server does."""
        waiting = self.to_play.setdefault(zone, [])
        made = waiting.pop(0) if waiting else None
        if made:
            self.plays.append(made)
        self.changed.notify_all()
        return made

    def _report(self, seq):
        with self.changed:
            zone = next(play["zone"] for play in self.plays if play["seq"] == seq)
            self.reports.append((seq, request.get_json()))
            if self.lease_is_over:
                self.changed.notify_all()
                return {"code": "conflict"}, 409
            return {"announcement": self._next(zone)}

    def let_play(self, seq, zone="A", **more):
        """Have call ``seq`` given out to whoever claims for the zone."""
        made = {
            "seq": seq, "number": f"A{seq:03}", "zone": zone, "audio": f"/api/v1/calls/{seq}/audio",
            "from_s": 0.0, "to_s": None, "volume": 1.0, "chime": True, "lease_s": 10.0, **more,
        }  # fmt: skip
        with self.changed:
            self.to_play.setdefault(zone, []).append(made)

    def _connect(self, auth):
        return (auth or {}).get("token") == TOKEN

    def _sync(self, message):
        from flask_socketio import join_room

        join_room("announcers")
        since, fresh = message["since"], self.now() - timedelta(seconds=60)
        with self.changed:
            missed = [
                made
                for made in self.calls
                if since is not None
                and made["seq"] > since
                and datetime.fromisoformat(made["at"]) > fresh
            ]
            self.syncs.append(since)
            self.changed.notify_all()
            return {
                "seq": self.seq,
                "epoch": self.epoch,
                "now": self.now().isoformat(),
                "calls": missed,
            }


@contextmanager
def opened(hall, port=0):
    """The hall on a port; at the end the listener and every connection are closed."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", port, hall.app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hall.url, hall.port = f"http://127.0.0.1:{server.server_port}", server.server_port
    try:
        yield hall
    finally:
        for session in list(hall.socketio.server.eio.sockets.values()):
            session.close(wait=False)
        server.shutdown()
        thread.join()
        server.server_close()
