"""What the product is made of, as a CycloneDX 1.6 document: each package of the lock files, hashes and licence.

    .venv/bin/python scripts/sbom.py > sbom.json

The licences are those that the installed packages tell of themselves; without them run it where they are installed.
"""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.M | re.S)


def python_packages(lock: Path) -> list[dict[str, Any]]:
    """The packages of a lock file, in its order."""
    return [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}@{version}",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name}@{version}",
            "licenses": [{"license": {"name": licence_of(name)}}],
            "hashes": [
                {"alg": "SHA-256", "content": digest}
                for digest in re.findall(r"--hash=sha256:([0-9a-f]{64})", rest)
            ],
        }
        for name, version, rest in PINNED.findall(lock.read_text())
    ]


def node_packages(lock: Path) -> list[dict[str, Any]]:
    """The packages of package-lock.json."""
    told = json.loads(lock.read_text())["packages"]
    return [
        {
            "type": "library",
            "bom-ref": f"pkg:npm/{quoted(name)}@{row['version']}",
            "name": name,
            "version": row["version"],
            "purl": f"pkg:npm/{quoted(name)}@{row['version']}",
            "licenses": [{"license": {"name": row.get("license", "unknown")}}],
            "hashes": [{"alg": "SHA-512", "content": base64.b64decode(row["integrity"][7:]).hex()}],
        }
        for path, row in told.items()
        if (name := path.removeprefix("node_modules/"))
    ]


def quoted(name: str) -> str:
    return name.replace("@", "%40")


def licence_of(name: str) -> str:
    """What the installed package says of its licence, in a few words."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "not installed"
    classed = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or ()
        if line.startswith("License :: ") and line.count("::") > 1
    ]
    plain = told.get("License-Expression") or "; ".join(classed) or told.get("License") or "unknown"
    return plain.strip().splitlines()[0][:80]


def document() -> dict[str, Any]:
    """Everything that is installed where a hall runs; what only developers need is left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "name": project["name"], "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [
            *python_packages(ROOT / "requirements.lock"),
            *node_packages(ROOT / "package-lock.json"),
        ],
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=1)
    sys.stdout.write("\n")
