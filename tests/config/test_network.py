"""How the server stands in the network, and what is said of a hall that can be listened to."""

from pathlib import Path

import pytest

from queue_server.config import advice_network, load
from queue_server.config.loading import ConfigError
from tests.config.test_loading import GOOD

AUTO = {"cert": "auto", "key": "auto"}


@pytest.fixture
def server(tmp_path):
    def made(text="", environment=None, whole=False):
        file = tmp_path / "config.yaml"
        file.write_text(f"server: {{{text}}}\n{GOOD}")
        config = load(file, environment or {})
        return config if whole else config.server

    return made


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", {"cert": "", "key": ""}), ("tls: none", {"cert": "", "key": ""}), ("tls: off", {"cert": "", "key": ""}),
        ("tls: auto", AUTO), ("tls: on", AUTO), ("tls: {cert: a.pem, key: a.key}", {"cert": "a.pem", "key": "a.key"}),
    ],
)  # fmt: skip
def test_tls_is_off_our_own_or_somebody_elses(server, text, told):
    assert server(text).tls.model_dump() == told


def test_its_files_lie_in_the_data_folder_or_beside_the_config(server):
    beside, data = Path("/etc/hall"), Path("/var/hall")
    ours = server("tls: auto").tls.files(beside, data)
    theirs = server("tls: {cert: a.pem, key: /k/a.key}").tls.files(beside, data)
    assert ours == (data / "tls" / "server.pem", data / "tls" / "server.key")
    assert theirs == (beside / "a.pem", Path("/k/a.key"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", []), ("behind_proxy: false", []), ("behind_proxy: true", ["127.0.0.1", "::1"]),
        ("behind_proxy: [10.0.0.2, 10.1.0.0/16]", ["10.0.0.2", "10.1.0.0/16"]),
    ],
)  # fmt: skip
def test_nobody_is_a_proxy_unless_it_is_said(server, text, told):
    assert server(text).behind_proxy == told


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("tls: maybe", "server.tls: none, auto, or"), ("tls: {cert: a.pem}", "server.tls: give cert and key"),
        ("behind_proxy: [everybody]", "server.behind_proxy: everybody: an address"),
        ("insecure_lan: 5", "server.insecure_lan"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_path(server, text, path):
    with pytest.raises(ConfigError) as error:
        server(text)
    assert any(fault.startswith(path) for fault in error.value.faults), error.value.faults


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", None), ("host: 0.0.0.0", "server.tls"), ("host: 192.168.1.10", "server.tls"), ("host: '::'", "server.tls"),
        ("host: 0.0.0.0, insecure_lan: true", None), ("host: 0.0.0.0, tls: auto", None), ("host: localhost", None),
        ("host: '::1'", None), ("public_url: 'https://hall.lan'", "server.public_url"),
        ("behind_proxy: true, public_url: 'https://hall.lan'", None),
        ("host: 0.0.0.0, behind_proxy: true", "server.behind_proxy"),
        ("tls: auto, insecure_lan: true", "server.insecure_lan"),
    ],
)  # fmt: skip
def test_a_hall_that_can_be_listened_to_is_told_so_and_works_all_the_same(server, text, key):
    told = list(advice_network.warnings(server(text, whole=True)))
    assert [line.split(": ")[0] for line in told] == ([key] if key else [])


def test_the_address_of_the_database_may_stand_where_only_the_owner_reads(server, tmp_path):
    secret = "postgresql://hall:geheim88@db.lan/hall"
    (tmp_path / "db").write_text(secret + "\n")
    assert server(environment={"SATUPINTU_DATABASE": secret}).database == secret
    assert server(environment={"SATUPINTU_DATABASE_FILE": str(tmp_path / "db")}).database == secret
    with pytest.raises(ConfigError, match="SATUPINTU_DATABASE_FILE"):
        server(environment={"SATUPINTU_DATABASE_FILE": str(tmp_path / "none")})


def test_a_fault_in_it_does_not_tell_its_password(server):
    with pytest.raises(ConfigError) as error:
        server(environment={"SATUPINTU_DATABASE": "mysql://hall:geheim88@db.lan/hall"})
    assert "server.database" in str(error.value)
    assert "geheim88" not in str(error.value)
