"""check-config gives advice without calling it a fault."""

import json

import yaml


def test_advice_is_told_and_the_config_is_still_good(folder):
    raw = yaml.safe_load(folder.config.read_text())
    for service in raw["services"].values():
        service["zone"] = "A"
        service["prefix"] = {"DUKCAPIL": "K", "IMIGRASI": "H"}[service["agency"]]
    folder.config.write_text(yaml.safe_dump(raw, allow_unicode=True))

    assert folder.say("check-config") == 0
    told = folder.heard().out
    assert "all well" in told
    assert "  Saran: zones.A: the letters H, K sound alike" in told
    assert folder.say("check-config", "--json") == 0
    answer = json.loads(folder.heard().out)
    assert (len(answer["advice"]), answer["faults"]) == (1, [])
