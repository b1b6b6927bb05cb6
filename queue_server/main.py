"""Composition root: the only module that knows every other, and the only one that reads settings."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from flask_socketio import SocketIO

from queue_server.config import Config, definition
from queue_server.config.copies import upgrading
from queue_server.config.machines import device_settings, machines, page_speaks
from queue_server.domain.errors import DatabaseBusy
from queue_server.domain.hours import National
from queue_server.live import frames, nonsense, sync
from queue_server.live.agents import Agents
from queue_server.live.caretaker import Caretaker, Trial
from queue_server.live.connections import Connections
from queue_server.live.limits import Limits
from queue_server.live.push import Pusher
from queue_server.live.screens import Screens
from queue_server.live.several import Several
from queue_server.live.tail import Tail
from queue_server.storage import faults, halls, opening
from queue_server.storage import screens as known_screens
from queue_server.storage.database import Database
from queue_server.usecases import announce, hours_holidays, provision, set_up_hall
from queue_server.usecases.backup_schedule import Schedule
from queue_server.usecases.close_day import close_past_days
from queue_server.usecases.hours_calendar import days_of
from queue_server.usecases.house import House, Papers
from queue_server.usecases.house_clock import house_clock
from queue_server.usecases.prompts import Prompts
from queue_server.usecases.retention import Retention
from queue_server.web import guard, transport
from queue_server.web.app import create_app
from queue_server.web.crowd import Crowd, crowd_of, is_here
from queue_server.web.health import Metrics

log = logging.getLogger(__name__)
ROOT = Path(__file__).parent.parent
Offload = Callable[..., Any]


def plainly(call: Callable[..., Any], *args: Any) -> Any:
    """The offload of modes in which a slow call stops nobody."""
    return call(*args)


class Known(guard.Known):
    """Whoever is forgotten here is forgotten by every process of the hall."""

    def __init__(self, several: Several | None) -> None:
        super().__init__()
        self._several = several

    def forget(self) -> None:
        super().forget()
        if self._several:
            self._several.forget()


@dataclass(kw_only=True)
class Server:
    """Everything the runner needs: the application, its loops, and how to end them."""

    app: Any
    socketio: SocketIO
    house: House
    closing: threading.Event
    tail: Tail
    pusher: Pusher
    connections: Connections
    limits: Limits
    crowd: Crowd
    retention: Retention
    agents: Agents
    screens: Screens
    metrics: Metrics
    caretaker: Caretaker
    filled: set[tuple[National, int]]
    backups: Schedule
    several: Several | None

    def start_loops(self) -> None:
        """Start following the journal and the calendar."""
        self.tail.start_at_head()
        self.socketio.start_background_task(self.tail.run)
        self.socketio.start_background_task(self._watch)
        self.socketio.start_background_task(self.caretaker.run)
        self.socketio.start_background_task(Trial(self.house.db, self.closing).run)
        if self.several:
            self.several.start(self.socketio.start_background_task, self.closing)

    def _watch(self) -> None:
        """Every half second: how late are we, who is there, who is gone; at a new day close what the old one left."""
        day, away = self.house.hall.site.day(self.house.now()), False
        while not self.closing.is_set():
            began = time.monotonic()
            self.closing.wait(0.5)
            self.metrics.hub_lag.set(max(0.0, time.monotonic() - began - 0.5))
            try:
                self.metrics.count(self.connections.roles())
                self.connections.close_ended(self.socketio)
                self.limits.look(self.socketio)
                self.crowd.look()
                self.retention.look()
                if self.several:
                    self.several.presence.beat()
                self.agents.look()
                self.screens.look()
                announce.end_overdue(self.house.db, at=self.house.now())
                day = self.turn_of_day(day)
                fill_calendar(self.house, self.filled)
                self.backups.look(self.socketio.start_background_task)
                if away:
                    log.warning("the watch goes on")
                away = False
            except DatabaseBusy as error:
                if not away:
                    log.error("the watch waits: %s", error)
                away = True
            except Exception:
                # The day must end also when the memory was full at midnight: tried again
                if not away:
                    log.exception("watch failed; trying again")
                away = True

    def leave(self) -> None:
        """Served for the last time: other processes of the hall hear of it."""
        if self.several:
            self.several.presence.leave()

    def turn_of_day(self, day: str) -> str:
        """Close ``day`` if another one has begun; the day it is now."""
        at = self.house.now()
        today = self.house.hall.site.day(at)
        if today != day:
            with self.several.turning_the_day() if self.several else nullcontext():
                close_past_days(self.house.db, self.house.hall, at=at)
            self.house.db.committed.set()
        return today


def open_database(config: Config, data: Path, offload: Offload = plainly) -> Database:
    """The site's database, up to date; copied before an upgrade. For SQLite the caller holds the folder's lock."""
    alone = config.server.commit == "each" or offload is plainly
    with upgrading(config, data) as before:
        if config.server.database != "sqlite":
            return opening.open_postgresql(config.server.database, before=before)
        return opening.open_sqlite(data / opening.FILE, None if alone else offload, before=before)


def create_server(
    config: Config, db: Database, *, data: Path, mode: str, offload: Offload = plainly
) -> Server:
    """Put the server together. An empty database gets the hall of config.yaml; days gone by are closed.

    Raises OtherFolder, NotGreen (several processes on PostgreSQL).
    """
    several = None
    if config.server.database != "sqlite":
        several = Several(db, config.server.database, data, must_be_green=mode == "eventlet")
    clock = house_clock(db, several.clock if several else faults.wall)
    with several.starting() if several else nullcontext():
        house = House(
            db=db, hall=_hall(config, db, at=clock()), now=clock, clock=lambda: clock.state.value,
            public_url=config.server.public_url, sounds=data / "sound",
            settings=device_settings(config), offload=offload,
            keys=provision.KeyFiles(folder=data / "keys", machines=frozenset(machines(config))),
            papers=papers(config), doors=config.security.doors(), media=data / "media",
            speech={zone: config.speech.for_zone(zone) for zone in config.zones}, shared=bool(several),
        )  # fmt: skip
        house.reload_media()
        filled: set[tuple[National, int]] = set()
        fill_calendar(house, filled)
        close_past_days(db, house.hall, at=house.now())
        provision.provision(
            db, keys=data / "keys", machines=machines(config), offload=offload, at=house.now()
        )
    closing = threading.Event()
    known = Known(several)
    hosts = guard.hosts_of(config.server.public_url, config.server.host, *config.server.hosts)
    connections = Connections(
        house,
        lambda token: known.who(house, token) if token else None,
        lambda host: guard.answers_under(host, hosts),
    )
    elsewhere = several.presence if several else None
    agents = Agents(house, connections.devices, elsewhere)

    def online() -> set[tuple[str, str]]:
        return connections.devices() | (several.others() if several else set())

    app = create_app(
        house, hosts=hosts, seen=agents.seen,
        static=ROOT / "queue_server" / "static", kiosk=ROOT / "kiosk" / "static",
        display=ROOT / "display" / "static", online=online, tailing=lambda: tail.running,
    )  # fmt: skip
    app.extensions["known"] = known
    straight = frames.Straight() if mode == "eventlet" else None
    socketio = SocketIO(
        app, async_mode=mode, async_handlers=False, ping_interval=5, ping_timeout=5, max_http_buffer_size=16384,
        transports=["websocket"], serve_client=False, manage_session=False, client_manager=straight,
        logger=logging.getLogger("socketio"), engineio_logger=logging.getLogger("engineio"),
    )  # fmt: skip
    nonsense.install(socketio)
    if straight:
        straight.watch(socketio)
    app.wsgi_app = transport.Transport(  # type: ignore[method-assign]
        frames.uncompressed(guard.own_names(app.wsgi_app, hosts)), way_in(config, hosts)
    )
    metrics: Metrics = app.extensions["metrics"]
    pusher = Pusher(socketio, house, page_speaks=page_speaks(config))
    share = several.ask if several else None
    house.prompts = Prompts(data / "prompts", tell=pusher.prompt, share=share)

    def changed(name: str) -> None:
        guard.Known.forget(known)  # every process hears of it from the journal
        connections.close(socketio, name)

    screens = Screens(
        house, connections.devices,
        lambda name, seconds: metrics.paint.labels(name).observe(seconds), elsewhere,
    )  # fmt: skip
    house.live = screens.live
    with db.reading() as conn:
        screens.begin(device for device, state in known_screens.every(conn).items() if state.online)

    def pushed(seq: int, at: datetime) -> None:
        metrics.calls.inc()
        metrics.push.observe(max(0.0, (house.now() - at).total_seconds()))
        screens.called(seq, at)

    caretaker = app.extensions["caretaker"] = Caretaker(house, pusher.of_the_house, closing=closing)
    tail = Tail(house, pusher, closing=closing, changed=changed, pushed=pushed)
    limits = Limits(house.doors, near=is_here)
    crowd = crowd_of(house.doors.sockets_per_address, config.server.behind_proxy)
    sync.install(socketio, house, connections, pusher, screens, limits)
    if several:
        several.tells(agents.heard, screens.heard)
        several.shares(house.prompts)
        several.forgets(lambda: guard.Known.forget(known))
    return Server(
        app=app, socketio=socketio, house=house, closing=closing, tail=tail, pusher=pusher,
        connections=connections, limits=limits, crowd=crowd, retention=Retention(house), agents=agents,
        screens=screens, metrics=metrics, caretaker=caretaker, filled=filled,
        backups=app.extensions.setdefault("backups", config.backup.schedule(db, folder=ROOT, now=house.now)),
        several=several,
    )  # fmt: skip


def way_in(config: Config, hosts: frozenset[str]) -> transport.Rules:
    """What config.yaml says of TLS and of proxies."""
    told = config.server
    return transport.Rules(
        proxies=[ip_network(address) for address in told.behind_proxy], own=told.host,
        tls=told.tls.spoken, plain=told.insecure_lan, public=told.public_url,
        answers=lambda host: guard.answers_under(host, hosts),
    )  # fmt: skip


def fill_calendar(house: House, filled: set[tuple[National, int]]) -> None:
    """Fill this and the next year's holidays from the national calendar, once; ``filled`` saves asking again."""
    national, year = house.hall.hours.national, int(house.hall.site.day(house.now())[:4])
    if national is None or (national, year) in filled:
        return
    if hours_holidays.fill_by_itself(
        house.db, national, year=year, at=house.now(),
        look=lambda *told: list(house.offload(days_of, *told)),
    ):  # fmt: skip
        house.reload()
    filled.add((national, year))


def _hall(config: Config, db: Database, *, at: datetime) -> Any:
    set_up_hall.seed(db, definition(config), at=at)
    with db.reading() as conn:
        return halls.load(conn)


def papers(config: Config) -> Papers:
    """What config.yaml says of the paper of tickets."""
    told = config.tickets
    return Papers(
        waits=timedelta(seconds=told.expires_s), template=told.template, of_service=told.services,
        of_language=told.languages,
    )  # fmt: skip
