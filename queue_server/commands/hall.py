"""``satupintu hall``: compare, take over or write out the set-up of the hall."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

import yaml

from queue_server.commands.common import DONE, REFUSED, Stop, configured, data_folder, say
from queue_server.commands.door import door
from queue_server.config import definition

EXAMPLES = """examples:
  ./run hall diff             what config.yaml would change (exit code 1 when it would change something)
  ./run hall import           shows the difference, asks, then takes it over; --yes does not ask
  ./run hall export           the set-up in the database, as a part of config.yaml"""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "hall", help="compare and take over the set-up of the hall", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    inner = parser.add_subparsers(dest="what", required=True, metavar="import|export|diff")
    diff = inner.add_parser("diff", help="what config.yaml would change")
    diff.add_argument("--json", action="store_true", help="machine-readable: {changes[]}")
    diff.set_defaults(run=run_diff)
    take = inner.add_parser("import", help="make the hall what config.yaml says")
    take.add_argument("--yes", action="store_true", help="do not ask")
    take.set_defaults(run=run_import)
    inner.add_parser("export", help="write the set-up as YAML").set_defaults(run=run_export)


def _changes(args: argparse.Namespace, *, dry_run: bool) -> list[str]:
    config = configured(args)
    with door(config, data_folder(args, config)) as hall:
        body = {"definition": definition(config), "dry_run": dry_run}
        changes: list[str] = hall.ask("POST", "/hall/definition", body)["changes"]
        return changes


def run_diff(args: argparse.Namespace) -> int:
    changes = _changes(args, dry_run=True)
    say(json.dumps({"changes": changes}) if args.json else "\n".join(changes) or "No difference.")
    return REFUSED if changes else DONE


def run_import(args: argparse.Namespace) -> int:
    changes = _changes(args, dry_run=True)
    if not changes:
        say("No difference: nothing to do.")
        return DONE
    say(*changes)
    if not args.yes:
        if not sys.stdin.isatty():
            raise Stop("Not taken over: say --yes when nobody can be asked.")
        if input(f"Take over these {len(changes)} changes? [y/N] ").strip().lower() not in (
            "y",
            "ya",
            "yes",
        ):
            raise Stop("Nothing was changed.")
    done = _changes(args, dry_run=False)
    say(f"{len(done)} changes taken over.")
    return DONE


def run_export(args: argparse.Namespace) -> int:
    config = configured(args)
    with door(config, data_folder(args, config)) as hall:
        stored = hall.ask("GET", "/hall/definition")["definition"]
    say(yaml.safe_dump(as_config(stored), allow_unicode=True, sort_keys=False, width=120).rstrip())
    return DONE


def as_config(stored: dict[str, Any]) -> dict[str, Any]:
    """The stored set-up in the shape of config.yaml."""

    def by_code(rows: list[dict[str, Any]]) -> dict[str, Any]:
        return {row["code"]: {k: v for k, v in row.items() if k != "code"} for row in rows}

    services = by_code(stored["services"])
    for service in services.values():
        service["target_wait_min"] = service.pop("target_wait_s") // 60
        minutes = service.pop("service_s") / 60
        service["service_min"] = int(minutes) if minutes.is_integer() else minutes
        if service["hours"]:
            service["hours"] = _hours(service["hours"])
        usual = ("quota", "quotas", "spoken", "phrase", "hours")
        for empty in [key for key in usual if service[key] in (None, {})]:
            del service[empty]
    counters = by_code(stored["counters"])
    for counter in counters.values():
        counter["breaks"] = _week(counter["breaks"])
        for empty in [key for key in ("helps", "priority_only", "breaks") if not counter[key]]:
            del counter[empty]
    priorities = by_code(stored["priorities"])
    for priority in priorities.values():
        priority["head_start_min"] = priority.pop("head_start_s") // 60
    rules = {"rules": stored["rules"]} if stored["rules"] else {}
    return rules | {
        "site": stored["site"], "hours": _hours(stored["hours"]), "priorities": priorities,
        "zones": by_code(stored["zones"]), "agencies": by_code(stored["agencies"]), "services": services,
        "counters": counters,
    }  # fmt: skip


NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _week(days: dict[str, list[str]]) -> dict[str, str]:
    return {NAMES[int(day)]: "-".join(span) for day, span in days.items()}


def _pauses(days: dict[str, Any]) -> dict[str, Any]:
    """A day's pause, or its pauses."""
    return {
        NAMES[int(day)]: "-".join(told) if isinstance(told[0], str) else ["-".join(span) for span in told]
        for day, told in days.items()
    }  # fmt: skip


def _hours(stored: dict[str, Any]) -> Any:
    if stored.get("always"):
        return "always"
    written = {"tickets": _week, "service": _week, "pauses": _pauses}

    def weeks(of: dict[str, Any]) -> dict[str, Any]:
        return {part: write(of[part]) for part, write in written.items() if part in of}

    more = {"holidays": stored["holidays"]} if stored.get("holidays") else {}
    if stored.get("periods"):
        more["periods"] = [period | weeks(period) for period in stored["periods"]]
    return weeks({"pauses": {}} | stored) | {"closed": stored["closed"]} | more
