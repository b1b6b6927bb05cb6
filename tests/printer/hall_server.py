"""A small hall that speaks the print-job rows of docs/contract.md, on a real port."""

import logging
import threading
from contextlib import contextmanager

from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.serving import make_server

TOKEN = "the-printer"
NEXT = {
    "offered": {"sending", "printed", "unknown", "blocked"},
    "sending": {"printed", "unknown"},
    "unknown": {"printed"},
}


class Hall:
    """``jobs`` by id; ``reports`` are all that was said, in order, also what was refused."""

    def __init__(self, **settings):
        self.settings = {
            "name": "kiosk-1",
            "type": "virtual",
            "host": None,
            "port": None,
            "paper_mm": 80,
            "dots": None,
            "mode": "raster",
            "confirm": "gs_r",
            "page_port": None,
        } | settings
        self.epoch, self.jobs, self.reports, self.syncs, self.claims = "e1", {}, [], [], 0
        self.conditions = []  # what was said of the printer, in order
        self.changed = threading.Condition()
        self.trouble = None  # a function of the request's path that may give an answer of its own
        self.app = Flask(__name__)
        self.socketio = SocketIO(
            self.app,
            async_mode="threading",
            async_handlers=False,
            transports=["websocket"],
            serve_client=False,
        )
        self.app.before_request(self._guard)
        self.app.get("/api/v1/settings")(lambda: self.settings)
        self.app.post("/api/v1/print-jobs/claim")(self._claim)
        self.app.post("/api/v1/print-jobs/<id>/report")(self._report)
        self.app.put("/api/v1/printer-condition")(self._condition)
        self.socketio.on_event("connect", lambda auth: (auth or {}).get("token") == TOKEN)
        self.socketio.on_event("sync", self._sync)

    def add(self, body, push=True):
        with self.changed:
            self.jobs[str(body["id"])] = body | {"state": body.get("given", "queued")}
        if push:
            self.socketio.emit("print", {"seq": 1, "prev": 0, "job": body["id"]})

    def state(self, id):
        return self.jobs[str(id)]["state"]

    def said(self, id):
        return [state for job, state, _ in self.reports if job == str(id)]

    def wait_for(self, ready, timeout=8):
        with self.changed:
            assert self.changed.wait_for(lambda: ready(self), timeout), (self.reports, self.jobs)

    def _guard(self):
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return {"code": "not_authenticated"}, 401
        return self.trouble(request.path) if self.trouble else None

    def _claim(self):
        assert request.is_json
        with self.changed:
            self.claims += 1
            self.changed.notify_all()
            flying = [job for job in self.jobs.values() if job["state"] in ("offered", "sending")]
            waiting = [job for job in self.jobs.values() if job["state"] == "queued"]
            if not flying and not waiting:
                return "", 204
            job = (flying or waiting)[0]
            job["state"] = "offered" if job["state"] == "queued" else job["state"]
            return {"job": job}

    def _report(self, id):
        body = request.get_json()
        with self.changed:
            job = self.jobs.get(id)
            self.reports.append((id, body["state"], body))
            self.changed.notify_all()
            if job is None:
                return {"code": "not_found"}, 404
            if job["state"] != body["state"]:
                if body["state"] not in NEXT.get(job["state"], ()):
                    return {"code": "illegal_transition"}, 409
                job["state"] = "queued" if body["state"] == "blocked" else body["state"]
            return {"job": {"job": id, "state": job["state"], "printer": "kiosk-1"}}

    def _condition(self):
        with self.changed:
            self.conditions.append(request.get_json())
            self.changed.notify_all()
        return {"printer": {}}

    def _sync(self, wants):
        with self.changed:
            self.syncs.append(wants)
            self.changed.notify_all()
        return {"seq": 4, "epoch": self.epoch, "now": "2026-11-23T03:32:00Z", "calls": []}


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
