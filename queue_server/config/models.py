"""Every key of config.yaml, with its meaning. Unknown keys are refused."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from queue_server.config.backup import Backup
from queue_server.config.network import Proxies, Tls, TlsChoice
from queue_server.config.rules import Rules
from queue_server.config.security import Security
from queue_server.config.speech import Speech, SpokenText
from queue_server.config.tickets import Tickets
from queue_server.config.values import (
    Code,
    CounterCode,
    Icon,
    Language,
    OptionalText,
    Pauses,
    Prefix,
    Section,
    Text,
    TimeZone,
    Url,
    Week,
)


class Server(Section):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    data: str = "data"
    database: str = Field(default="sqlite", pattern=r"^(sqlite|postgresql(\+psycopg)?://\S+)$")
    mode: Literal["eventlet", "threading"] = "eventlet"
    public_url: Url = "http://127.0.0.1:8080"
    hosts: list[str] = []
    commit: Literal["group", "each"] = "group"
    """How SQLite commits: see docs/benchmarks.md."""
    tls: TlsChoice = Tls()
    behind_proxy: Proxies = []
    """Whose X-Forwarded-* headers count: true for a proxy on this machine, or addresses."""
    insecure_lan: bool = False
    """Plain http in the hall's network, on purpose."""


class Site(Section):
    code: Code
    name: Text
    region: OptionalText = {}
    time_zone: TimeZone = "Asia/Jakarta"
    languages: list[Language] = Field(default=["id", "en"], min_length=1)


class Period(Section):
    """Days with hours of their own, both ends included. What is not named is as usual."""

    name: str = Field(min_length=1, max_length=60)
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    tickets: Week | None = None
    service: Week | None = None
    pauses: Pauses | None = None

    @model_validator(mode="after")
    def makes_sense(self) -> Period:
        if self.first > self.last:
            raise ValueError("ends before it begins")
        if self.tickets is None and self.service is None and self.pauses is None:
            raise ValueError("give tickets, service or pauses")
        return self


class Holidays(Section):
    """The national calendar that fills the list of holidays, which administrators then edit."""

    country: Literal["ID"]
    joint_leave: bool = True


class OwnHours(Section):
    """Hours of one service."""

    tickets: Week
    service: Week
    pauses: Pauses = {}
    closed: list[date] = []
    periods: list[Period] = []

    @field_validator("periods")
    @classmethod
    def apart(cls, value: list[Period]) -> list[Period]:
        for before, after in pairwise(sorted(value, key=lambda period: period.first)):
            if after.first <= before.last:
                raise ValueError(f"{before.name} and {after.name} overlap")
        return value


class HoursTable(OwnHours):
    """Hours of the hall."""

    holidays: Holidays | None = None


class Priority(Section):
    name: Text
    note: OptionalText = {}
    icon: Icon = "p-umum"
    head_start_min: int = Field(default=15, ge=0, le=240)


class Zone(Section):
    name: Text


class Agency(Section):
    name: Text
    title: OptionalText = {}
    icon: Icon = "i-id"


Quota = Annotated[int, Field(ge=0, le=9999)]


class Quotas(Section):
    """Numbers a day by channel, besides ``quota`` for all of them. A full channel refuses only its own."""

    walk_in: Quota | None = None
    priority: Quota | None = None
    online: Quota | None = None


class Service(Section):
    prefix: Prefix
    agency: str
    zone: str
    name: Text
    short: OptionalText = {}
    popular: bool = False
    target_wait_min: int = Field(default=30, ge=1, le=480)
    service_min: float = Field(default=8, ge=0.5, le=480)
    quota: Quota | None = None
    quotas: Quotas = Quotas()
    hours: OwnHours | None = None
    requirements: dict[str, list[str]] = {}
    spoken: SpokenText = {}
    phrase: SpokenText = {}


class Counter(Section):
    name: Text
    spoken: OptionalText = {}
    zone: str
    services: list[str] = Field(min_length=1)
    helps: list[str] = []
    priority_only: bool = False
    breaks: Week = {}


class Kiosk(Section):
    printer: str = "none"
    screen_inches: float = Field(default=21.5, gt=5, lt=120)
    tickets_per_min: int | None = Field(default=None, ge=1, le=6000)


class Printer(Section):
    """What stands as None follows from the others: see ``resolved``."""

    type: Literal["network", "usb", "serial", "virtual"]
    name: OptionalText = {}
    host: str = ""
    port: int = Field(default=9100, ge=1, le=65535)
    device: str = Field(default="", max_length=200)
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 19200
    flow: Literal["rtscts", "xonxoff", "none"] = "rtscts"
    paper_mm: Literal[58, 80] = 80
    dots: int | None = Field(default=None, ge=200, le=1000, multiple_of=8)
    columns: int | None = Field(default=None, ge=16, le=96)
    mode: Literal["raster", "text"] | None = None
    status: Literal["dle_eot", "none"] = "dle_eot"
    confirm: Literal["gs_r", "none"] | None = None
    qr: Literal["native", "picture"] = "native"
    code_page: Literal["ascii", "cp437", "cp850", "cp858", "cp1252"] = "ascii"
    roll_m: float | None = Field(default=None, ge=0, le=500)
    spare: str = ""
    page_port: int = Field(default=0, ge=0, le=65535)

    def resolved(self, code: str) -> dict[str, Any]:
        """Every key with its value. ``label`` is the name that people read."""
        dots = self.dots or (576 if self.paper_mm == 80 else 384)
        values = self.model_dump(exclude={"name"})
        return values | {
            "label": self.name or {"id": code},
            "dots": dots,
            "columns": self.columns
            or dots // 12,  # a letter of the printer's own font is 12 dots wide
            "mode": self.mode or ("text" if self.type == "serial" else "raster"),
            "confirm": self.confirm or ("gs_r" if self.type == "virtual" else "none"),
            "roll_m": (80 if self.paper_mm == 80 else 30) if self.roll_m is None else self.roll_m,
        }


class Display(Section):
    """The TV of a zone, or with ``counter`` the small screen above one desk."""

    name: OptionalText = {}
    zone: str = ""
    counter: str = ""
    screen_inches: float = Field(default=55, gt=5, lt=200)
    viewing_distance_m: float = Field(default=10, gt=0.3, lt=60)
    speaker: bool = False
    media: Literal["none", "foot", "slot", "film"] = "foot"
    """Where texts and pictures stand: in the last line, below two earlier calls, or beside the calls."""

    def resolved(self, code: str, zone_of_counter: str) -> dict[str, Any]:
        """Every key with its value. ``label`` is the name that people read; ``counter`` is null on a zone's TV."""
        values = self.model_dump(exclude={"name"})
        return values | {
            "label": self.name or {"id": code},
            "zone": self.zone or zone_of_counter,
            "counter": self.counter or None,
        }


class Config(Section):
    server: Server = Server()
    site: Site
    hours: Literal["always"] | HoursTable = "always"
    rules: Rules = Rules()
    priorities: dict[Code, Priority] = {}
    zones: dict[Code, Zone] = Field(min_length=1)
    agencies: dict[Code, Agency] = Field(min_length=1)
    services: dict[Code, Service] = Field(min_length=1)
    counters: dict[CounterCode, Counter] = Field(min_length=1)
    kiosks: dict[Code, Kiosk] = {}
    printers: dict[Code, Printer] = {}
    tickets: Tickets = Tickets()
    displays: dict[Code, Display] = {}
    speech: Speech = Speech()
    security: Security = Security()
    backup: Backup = Backup()
