"""``satupintu torture`` as a stranger runs it: what it says, what it refuses to touch, what it leaves behind."""

import json

import pytest

from queue_server.__main__ import main
from queue_server.commands.common import CANNOT, DONE, REFUSED, USAGE
from queue_server.torture import powercut, report
from queue_server.torture.hall import MARK, NotOurs, own_folder
from queue_server.torture.powercut import Cuts
from queue_server.torture.torment import Result


def test_power_cuts_alone_end_with_a_report_of_what_was_done(quick_folder, tmp_path, capsys):
    file = tmp_path / "report.md"
    words = ["--kills", "0", "--cuts", "12", "--seed", "4", "--folder", str(quick_folder / "cuts")]
    assert main(["torture", *words, "--report", str(file), "--json"]) == DONE

    told = json.loads(capsys.readouterr().out)
    assert told["ok"]
    assert told["seed"] == 4
    assert sum(one["cuts"] for one in told["power_cuts"].values()) == 12
    assert file.read_text().startswith(f"# Torture of {told['at'][:10]}: 0 violations")


def test_a_violation_is_told_and_is_the_exit_code(tmp_path, monkeypatch, capsys):
    broken = {"a day": Cuts(faults=["cut after operation 3: I2: number A001 was promised"])}
    monkeypatch.setattr(powercut, "all_of_it", lambda *args, **more: broken)
    assert main(["torture", "--kills", "0", "--folder", str(tmp_path)]) == REFUSED
    assert "- cut after operation 3: I2: number A001 was promised" in capsys.readouterr().out


def test_a_folder_with_anything_else_in_it_is_not_touched(tmp_path, capsys):
    (tmp_path / "hall.db").write_text("of a real hall")
    assert main(["torture", "--kills", "1", "--folder", str(tmp_path)]) == CANNOT
    assert "holds something that no torture made" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["hall.db"]


def test_a_folder_of_a_torture_before_is_emptied(tmp_path):
    own_folder(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hall.db").touch()
    own_folder(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == [MARK]
    (tmp_path / MARK).unlink()
    (tmp_path / "x").touch()
    with pytest.raises(NotOurs):
        own_folder(tmp_path)


@pytest.mark.parametrize("words", [["--processes", "2"], ["--database", "mysql://x"]])
def test_what_cannot_be_meant_is_said(words, tmp_path, capsys):
    assert main(["torture", *words, "--folder", str(tmp_path)]) == USAGE
    assert capsys.readouterr().err.startswith(words[0])


def test_a_report_names_each_violation_and_what_was_killed():
    result = Result(seed=7, faults=["number A001 was given to two"], restarts=[0.2, 0.1, 0.4])
    result.kills["server"] = 3
    told = report.plain(result, {}, {"mode": "eventlet"})
    text = report.markdown(told)
    assert not told["ok"]
    assert "1 violations" in text
    assert "| server, while it answers | 3 |" in text
    assert "median 0.2 s" in text
    assert "- number A001 was given to two" in text
