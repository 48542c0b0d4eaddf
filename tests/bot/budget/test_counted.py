"""Which calls count."""

import json
from pathlib import Path
from typing import Any

from bot.budget import counts
from bot.budget.counted import RULES, rule_of, surely_counts
from tests.catalogue import ROOT
from tests.sweeping import sweep

ENDPOINTS: list[dict[str, Any]] = json.loads(
    Path(ROOT, "sandbox", "endpoints.json").read_text("utf-8")
)
APIS = [each for each in ENDPOINTS if each["family"] != "bytes"]
"""Every API there is; a storage address is none."""


def name(endpoint: dict[str, Any]) -> str:
    return f"{endpoint['method']} {endpoint['path']}"


@sweep("endpoint", APIS, ids=name)
def test_the_table_agrees_with_what_the_organisation_counts(endpoint: dict[str, Any]) -> None:
    api = name(endpoint)

    assert counts(api) is (endpoint["counted"] is not False)
    assert surely_counts(api) is (endpoint["counted"] is True)


def test_what_nothing_is_known_of_counts() -> None:
    for api in ("GET /v1.0/drivers/all", "POST /topapi/v2/user/getmore", "GET /v3.0/x"):
        assert counts(api)
        assert not surely_counts(api)


def test_every_rule_says_who_says_so_and_is_of_use() -> None:
    used = {id(rule_of(name(endpoint))) for endpoint in APIS}

    assert all(rule.source for rule in RULES.values())
    assert {id(rule) for rule in RULES.values()} <= used
