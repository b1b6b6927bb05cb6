"""What can be said about the packages without a network. Used by scripts/audit.sh.

Every package pinned and hashed, the environment as the lock files say, every licence one that we may use.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sbom import ROOT, document, python_packages

FREE = re.compile(
    r"^(MIT|MIT License|MIT-0|MIT-CMU|BSD.*|ISC|PSF-2\.0|Apache.*|MPL-2\.0|Mozilla Public License 2\.0.*|OFL-1\.1"
    r"|LGPL-3\.0-only|Python Software Foundation License|Public Domain|Unlicense)$"
)
KNOWN = {
    "espeakng-loader": "says nothing of itself; espeak-ng is GPL-3.0 and runs in a process of its own",
    "xmlhttprequest-ssl": "says nothing in the lock file; MIT in its own; not used by browsers",
}
EXTRAS = re.compile(r"^([A-Za-z0-9_.-]+)")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def lock_faults(lock: Path) -> Iterator[str]:
    """Lines that pip would install without knowing what it gets."""
    text = lock.read_text()
    packages = python_packages(lock)
    for line in text.splitlines():
        if line and not line.startswith((" ", "#")) and "==" not in line:
            yield f"{lock.name}: {line.split()[0]} is not pinned"
    for package in packages:
        if not package["hashes"]:
            yield f"{lock.name}: {package['name']} has no hash"
    if re.search(r"https?://|git\+|^-e |--index-url|--find-links", text, re.M):
        yield f"{lock.name}: names a place to load from"


def missing_faults() -> Iterator[str]:
    """Packages that pyproject.toml wants and a lock file lacks, or has in another version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = {
        "requirements.lock": [*project["dependencies"], *extras["postgres"]],
        "requirements-dev.lock": [*project["dependencies"], *extras["postgres"], *extras["dev"]],
    }
    for name, wishes in wanted.items():
        locked = {normal(row["name"]): row["version"] for row in python_packages(ROOT / name)}
        for wish in wishes:
            found = EXTRAS.match(wish)
            assert found
            pinned = re.search(r"==([\w.]+)", wish)
            version = locked.get(normal(found[1]))
            if version is None or (pinned and pinned[1] != version):
                yield f"{name}: {wish} is not in it"


def environment_faults() -> Iterator[str]:
    """Packages that are installed in another version than the lock files say."""
    for row in python_packages(ROOT / "requirements-dev.lock"):
        try:
            installed = metadata.version(row["name"])
        except metadata.PackageNotFoundError:
            yield f"{row['name']} is not installed"
            continue
        if installed != row["version"]:
            yield f"{row['name']}: {installed} is installed, {row['version']} is locked"


def licence_faults() -> Iterator[str]:
    """Licences nobody has looked at."""
    for row in document()["components"]:
        told = row["licenses"][0]["license"]["name"]
        parts = re.split(r" OR |; | AND ", told)
        if row["name"] not in KNOWN and not all(FREE.match(part) for part in parts):
            yield f"{row['name']}: licence {told}"


def node_faults() -> Iterator[str]:
    """Packages of the pages that are not fixed by their hash."""
    for row in document()["components"]:
        if row["purl"].startswith("pkg:npm/") and not row["hashes"]:
            yield f"{row['name']}: no integrity"


def faults() -> list[str]:
    """Everything there is to say; nothing when all is well."""
    locks = sorted(ROOT.glob("requirements*.lock"))
    return [
        *(fault for lock in locks for fault in lock_faults(lock)), *missing_faults(), *environment_faults(),
        *licence_faults(), *node_faults(),
    ]  # fmt: skip


if __name__ == "__main__":
    found = faults()
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.stdout.write(f"{len(document()['components'])} packages, {len(found)} fault(s)\n")
    sys.exit(bool(found))
