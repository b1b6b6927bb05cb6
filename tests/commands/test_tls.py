"""``satupintu tls``: an authority of the hall's own that can vouch for nothing but the hall."""

import json
import ssl
import stat
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509

from queue_server.commands import certificates
from queue_server.commands.common import Stop
from queue_server.commands.secured import LOOK_S, Contexts, context_of


@pytest.fixture
def made(folder):
    assert folder.say("tls", "init", "--host", "antrean.lan", "--host", "192.168.1.10") == 0
    folder.heard()
    return folder.data / "tls"


def shown(folder):
    folder.heard()
    assert folder.say("tls", "show", "--json") == 0
    return json.loads(folder.heard().out)


def test_an_authority_and_a_certificate_are_made_that_only_the_owner_can_use(folder, made):
    told = shown(folder)
    assert {"antrean.lan", "192.168.1.10", "localhost", "127.0.0.1"} <= set(told["hosts"])
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    for name in ("ca.key", "server.key"):
        assert stat.S_IMODE((made / name).stat().st_mode) == 0o600
    assert "PRIVATE" not in (made / "ca.pem").read_text() + (made / "server.pem").read_text()
    checked = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-CAfile", made / "ca.pem", made / "server.pem"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr


def test_a_second_init_changes_nothing_and_says_so(folder, made):
    before = {file.name: file.read_bytes() for file in made.iterdir()}
    assert folder.say("tls", "init") == 0
    assert "already" in folder.heard().out
    assert {file.name: file.read_bytes() for file in made.iterdir()} == before


def test_a_renewed_certificate_is_of_the_same_authority_and_key(folder, made):
    before = shown(folder)
    key = (made / "server.key").read_bytes()
    assert folder.say("tls", "renew", "--host", "192.168.1.11", "--days", "30") == 0
    after = shown(folder)
    assert after["authority_fingerprint"] == before["authority_fingerprint"]
    assert after["fingerprint"] != before["fingerprint"]
    assert "192.168.1.11" in after["hosts"]
    assert "192.168.1.10" not in after["hosts"], "the hosts are those that were named"
    assert (made / "server.key").read_bytes() == key


def test_renewing_without_a_word_keeps_the_hosts(folder, made):
    hosts = set(shown(folder)["hosts"])
    assert folder.say("tls", "renew") == 0
    assert hosts <= set(shown(folder)["hosts"])


def test_the_authority_vouches_for_no_stranger(folder, made):
    assert folder.say("tls", "renew", "--host", "bank.example") == 1
    assert "may not vouch for bank.example" in folder.heard().err


def test_who_steals_the_authority_cannot_pose_as_a_bank(made):
    """The certificate is made past our own refusal, and refused by whoever trusts the authority."""
    signer = x509.load_pem_x509_certificate((made / "ca.pem").read_bytes())
    stolen = made.parent / "stolen"
    certificates.make_authority(stolen, site="SIAK", hosts=["bank.example"], at=datetime.now(UTC))
    (stolen / "ca.key").write_bytes((made / "ca.key").read_bytes())
    certificates.issue(stolen, hosts=["bank.example"], days=9, at=datetime.now(UTC))
    forged = x509.load_pem_x509_certificate((stolen / "server.pem").read_bytes())
    assert forged.issuer == signer.subject, "all but the constraints fits"
    checked = subprocess.run(
        ["openssl", "verify", "-CAfile", made / "ca.pem", stolen / "server.pem"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "permitted subtree violation" in checked.stderr + checked.stdout


def test_a_new_authority_is_made_when_it_is_asked_for_and_the_old_one_kept(folder, made):
    before = shown(folder)["authority_fingerprint"]
    assert folder.say("tls", "init", "--new-authority", "--host", "antrean.example") == 0
    assert shown(folder)["authority_fingerprint"] != before
    assert len(list(made.glob("ca-until-*.pem"))) == 1


@pytest.mark.parametrize("wrong", [("--host", "a b"), ("--host", "-x"), ("--days", "0"), ("--days", "x")])  # fmt: skip
def test_what_makes_no_sense_is_wrong_usage(folder, wrong):
    assert folder.say("tls", "init", *wrong) == 2


@pytest.mark.parametrize("act", ["show", "renew"])
def test_without_a_certificate_it_says_what_makes_one(folder, act):
    assert folder.say("tls", act) == 3
    assert "tls init" in folder.heard().err


def test_serving_without_its_files_says_what_makes_them(tmp_path):
    with pytest.raises(Stop, match="tls init"):
        Contexts(tmp_path / "server.pem", tmp_path / "server.key", own=True)


def test_a_key_that_others_may_read_is_not_used(made):
    (made / "server.key").chmod(0o640)
    with pytest.raises(ValueError, match="chmod 600"):
        context_of(made / "server.pem", made / "server.key")


def test_nothing_older_than_tls_1_2_is_spoken(made):
    context = context_of(made / "server.pem", made / "server.key")
    assert context.minimum_version is ssl.TLSVersion.TLSv1_2


@pytest.fixture
def old(tmp_path):
    """A certificate that was made a year ago and ends in a week."""
    year_ago = datetime.now(UTC) - timedelta(days=390)
    certificates.make_authority(tmp_path, site="SIAK", hosts=["antrean.lan"], at=year_ago)
    certificates.issue(tmp_path, hosts=["antrean.lan"], days=397, at=year_ago)
    return tmp_path


def test_a_certificate_of_ours_is_renewed_a_month_before_it_ends(old):
    Contexts(old / "server.pem", old / "server.key", own=True)
    left = certificates.facts(old).expires - datetime.now(UTC)
    assert left > timedelta(days=390)
    assert certificates.facts(old).hosts == ("antrean.lan",)


def test_somebody_elses_certificate_is_left_alone_and_its_end_is_said(old, caplog):
    before = (old / "server.pem").read_bytes()
    Contexts(old / "server.pem", old / "server.key", own=False)
    assert (old / "server.pem").read_bytes() == before
    assert "ends in 6 days" in caplog.text


def test_a_new_certificate_is_used_without_a_restart_and_a_bad_one_is_not(made, caplog):
    clock = [0.0]
    contexts = Contexts(made / "server.pem", made / "server.key", own=True, clock=lambda: clock[0])
    first = contexts()
    good = (made / "server.pem").read_bytes()

    (made / "server.pem").write_bytes(b"half")
    clock[0] += LOOK_S
    assert contexts() is first
    assert "the old one stays" in caplog.text

    (made / "server.pem").write_bytes(good)
    clock[0] += LOOK_S
    assert contexts() is not first
