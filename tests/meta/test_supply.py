"""What is installed is what was locked: an altered package is refused, an unpinned one noticed, a licence looked at."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import audit  # noqa: E402
import sbom  # noqa: E402

NAME = "hall_words-1.0-py3-none-any.whl"


def wheel(folder, content):
    """A package of one module, as an index would hand it out."""
    folder.mkdir()
    meta = "hall_words-1.0.dist-info"
    with zipfile.ZipFile(folder / NAME, "w") as out:
        out.writestr("hall_words.py", content)
        out.writestr(f"{meta}/METADATA", "Metadata-Version: 2.1\nName: hall-words\nVersion: 1.0\n")
        wheel = "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        out.writestr(f"{meta}/WHEEL", wheel)
        out.writestr(f"{meta}/RECORD", "")
    return folder


def installed(tmp_path, index, lock):
    """pip as ./run calls it, with nothing but this folder to load from."""
    command = [
        sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
        "-r", lock, "--no-index", "--find-links", index, "--no-deps", "--target", tmp_path / "installed",
        "--no-cache-dir",
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def lock(tmp_path):
    good = wheel(tmp_path / "good", "SAID = 'antrean'\n")
    digest = hashlib.sha256((good / NAME).read_bytes()).hexdigest()
    file = tmp_path / "requirements.lock"
    file.write_text(f"hall-words==1.0 \\\n    --hash=sha256:{digest}\n")
    return file


def test_an_altered_package_is_not_installed(tmp_path, lock):
    bad = wheel(tmp_path / "bad", "SAID = 'antrean'  # and something else\n")
    refused = installed(tmp_path, bad, lock)
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr
    assert not (tmp_path / "installed" / "hall_words.py").exists()


def test_the_package_that_was_locked_is_installed(tmp_path, lock):
    assert installed(tmp_path, tmp_path / "good", lock).returncode == 0
    assert (tmp_path / "installed" / "hall_words.py").exists()


def test_run_installs_nothing_without_its_hash():
    lines = [line for line in (ROOT / "run").read_text().splitlines() if "pip install" in line]
    assert lines
    assert all("--require-hashes -r" in line for line in lines)
    assert '"${npm[@]}" ci' in (ROOT / "run").read_text(), "npm ci takes what the lock file says"
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text()


def test_the_packages_of_today_are_all_pinned_hashed_and_free():
    assert audit.faults() == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("hall-words>=1.0", "is not pinned"), ("hall-words==1.0", "has no hash"),
        ("-e .", "is not pinned"),
        ("hall-words==1.0 --hash=sha256:" + "0" * 64 + "\n--find-links /tmp", "names a place"),
    ],
)  # fmt: skip
def test_a_lock_file_with_a_gap_is_noticed(tmp_path, line, fault):
    file = tmp_path / "requirements.lock"
    file.write_text(line + "\n")
    assert any(fault in told for told in audit.lock_faults(file))


def test_a_licence_nobody_looked_at_is_noticed(monkeypatch):
    monkeypatch.setattr(sbom, "licence_of", lambda name: "AGPL-3.0-only")
    assert any("alembic: licence AGPL" in told for told in audit.licence_faults())


def test_the_bill_of_materials_names_every_package_with_its_hash():
    document = json.loads(json.dumps(sbom.document()))
    rows = {row["purl"]: row for row in document["components"]}
    assert document["bomFormat"] == "CycloneDX"
    lock = (ROOT / "requirements.lock").read_text()
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", lock, re.M)
    assert {f"pkg:pypi/{name}@{version}" for name, version in pinned} <= set(rows)
    assert len(pinned) > 40
    assert all(row["hashes"] for row in rows.values())
    assert any(purl.startswith("pkg:npm/socket.io-client@") for purl in rows)
