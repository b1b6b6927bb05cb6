"""``satupintu staff`` and ``satupintu device``."""

from __future__ import annotations

import argparse
import json
from typing import Any
from urllib.parse import quote

from queue_server.commands.common import DONE, configured, data_folder, say
from queue_server.commands.door import door

STAFF_EXAMPLES = """examples:
  ./run staff add --name ani --role staff        prints the password alone on the last line, once
  ./run staff add --name budi --role supervisor --agency DUKCAPIL --agency BPN     of these agencies alone
  ./run staff bind budi --agency DUKCAPIL        of this one alone from now on; without --agency: the whole hall
  ./run staff list --json
  ./run staff reset admin                        a new password; all sessions of the person end
  ./run staff remove ani                         may not log in any more, at once"""
DEVICE_EXAMPLES = """examples:
  ./run device add --role kiosk --name kiosk-1   prints the token alone on the last line, once
  ./run device list --json
  ./run device rotate kiosk-1 --role kiosk       a new token; the old one stops working at once
  ./run device revoke kiosk-1 --role kiosk"""


def add_to(commands: Any) -> None:
    raw = argparse.RawDescriptionHelpFormatter
    staff = commands.add_parser(
        "staff", help="who may log in", epilog=STAFF_EXAMPLES, formatter_class=raw
    )
    inner = staff.add_subparsers(dest="what", required=True, metavar="add|bind|list|reset|remove")
    add = inner.add_parser("add", help="add a person")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=("staff", "supervisor", "admin"))
    _agencies(add)
    add.set_defaults(run=staff_add)
    bind = inner.add_parser("bind", help="which agencies a person works for")
    bind.add_argument("name")
    _agencies(bind)
    bind.set_defaults(run=staff_bind)
    _list(inner, staff_list)
    reset = inner.add_parser("reset", help="give a person a new password")
    reset.add_argument("name")
    reset.set_defaults(run=staff_reset)
    remove = inner.add_parser(
        "remove", help="a person may not log in any more; sessions end at once"
    )
    remove.add_argument("name")
    remove.set_defaults(run=staff_remove)

    device = commands.add_parser(
        "device", help="which machines may connect", epilog=DEVICE_EXAMPLES, formatter_class=raw
    )
    inner = device.add_subparsers(dest="what", required=True, metavar="add|list|rotate|revoke")
    add = inner.add_parser("add", help="add a device")
    add.add_argument("--name", required=True)
    add.add_argument(
        "--role", required=True, choices=("kiosk", "display", "printer", "announcer", "program")
    )
    add.set_defaults(run=device_add)
    _list(inner, device_list)
    rotate = inner.add_parser("rotate", help="a new token; the old one stops working at once")
    rotate.add_argument("name")
    rotate.add_argument(
        "--role", required=True, choices=("kiosk", "display", "printer", "announcer", "program")
    )
    rotate.set_defaults(run=device_rotate)
    revoke = inner.add_parser("revoke", help="a device may not connect any more")
    revoke.add_argument("name")
    revoke.add_argument("--role", choices=("kiosk", "display", "printer", "announcer", "program"))
    revoke.set_defaults(run=device_revoke)


def _agencies(parser: argparse.ArgumentParser) -> None:
    help = "sees and serves this agency alone; may be given several times (default: the whole hall)"
    parser.add_argument("--agency", action="append", default=[], metavar="CODE", help=help)


def _list(inner: Any, run: Any) -> None:
    parser = inner.add_parser("list", help="everybody there is")
    parser.add_argument("--json", action="store_true", help="machine-readable")
    parser.set_defaults(run=run)


def ask(
    args: argparse.Namespace, method: str, path: str, body: dict[str, Any] | None = None
) -> dict[str, Any]:
    config = configured(args)
    with door(config, data_folder(args, config)) as hall:
        return hall.ask(method, path, body)


def staff_add(args: argparse.Namespace) -> int:
    person = {"name": args.name, "role": args.role, "agencies": args.agency}
    made = ask(args, "POST", "/staff", person)
    say(
        f"{made['name']} ({made['role']}) may log in now. The password, shown this once:",
        made["password"],
    )
    return DONE


def staff_list(args: argparse.Namespace) -> int:
    people = ask(args, "GET", "/staff")["staff"]
    if not args.json:
        people = [person | {"agencies": ", ".join(person["agencies"])} for person in people]
    return _tell(args, people, ("name", "role", "agencies"))


def staff_bind(args: argparse.Namespace) -> int:
    bound = ask(args, "PUT", f"/staff/{quote(args.name, safe='')}/agencies", {"agencies": args.agency})  # fmt: skip
    where = ", ".join(bound["agencies"])
    say(f"{args.name} sees and serves {where} alone." if where else f"{args.name} serves the whole hall.")  # fmt: skip
    return DONE


def staff_reset(args: argparse.Namespace) -> int:
    made = ask(args, "POST", f"/staff/{quote(args.name, safe='')}/reset", {})
    say(f"{made['name']} has a new password, shown this once:", made["password"])
    return DONE


def staff_remove(args: argparse.Namespace) -> int:
    ask(args, "DELETE", f"/staff/{quote(args.name, safe='')}")
    say(f"{args.name} may not log in any more.")
    return DONE


def device_rotate(args: argparse.Namespace) -> int:
    path = f"/devices/{quote(args.name, safe='')}/rotate"
    made = ask(args, "POST", path, {"role": args.role})
    say(f"{made['role']} {made['name']} has a new token, shown this once:", made["token"])
    return DONE


def device_add(args: argparse.Namespace) -> int:
    made = ask(args, "POST", "/devices", {"name": args.name, "role": args.role})
    page = {"kiosk": "/kiosk/", "display": "/display/"}.get(made["role"])
    if page:
        say(f"Open {page}#token=TOKEN once on the device.")
    say(
        f"{made['role']} {made['name']} may connect now. Its token, shown this once:", made["token"]
    )
    return DONE


def device_list(args: argparse.Namespace) -> int:
    return _tell(args, ask(args, "GET", "/devices")["devices"], ("role", "name"))


def device_revoke(args: argparse.Namespace) -> int:
    role = f"?role={args.role}" if args.role else ""
    ask(args, "DELETE", f"/devices/{quote(args.name, safe='')}{role}")
    say(f"{args.name} may not connect any more.")
    return DONE


def _tell(args: argparse.Namespace, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> int:
    if args.json:
        say(json.dumps(rows))
    else:
        say(*(("  ".join(f"{row[column]:12}" for column in columns)).rstrip() for row in rows))
    return DONE
