"""The table of APIs agrees with the code, and with the contract where that lies beside it."""

import json
from dataclasses import replace
from pathlib import Path

from sandbox.app import build_app
from sandbox.endpoints import ENDPOINTS
from tests.sandbox.official import OFFICIAL
from tests.sandbox.strangers import CALLED
from tests.sandbox.table import table, written

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "endpoints.json"


def test_what_is_said_to_be_served_is_and_nothing_else() -> None:
    served = {endpoint.name for endpoint in ENDPOINTS.all if endpoint.served}
    assert served == build_app().served


def test_the_readme_s_table_is_the_one_the_official_clients_run_gives() -> None:
    checked = set(OFFICIAL).union(*CALLED.values())
    assert written() == table(checked), "python -m tests.sandbox.table writes it anew"


def test_no_api_stands_twice_in_the_table() -> None:
    names = [endpoint.name for endpoint in ENDPOINTS.all]
    assert len(names) == len(set(names))


def test_each_row_says_who_says_whether_it_is_counted() -> None:
    assert all(endpoint.source for endpoint in ENDPOINTS.all)


def test_a_fixed_segment_wins_over_a_placeholder() -> None:
    found = ENDPOINTS.find("POST", "/v1.0/drive/spaces/customSpaces")
    assert found is not None
    assert found[0].action == "AddCustomSpace"


def test_a_placeholder_takes_a_percent_encoded_slash() -> None:
    found = ENDPOINTS.find("DELETE", "/v1.0/drive/spaces/a%2Fb")
    assert found is not None
    assert found[1] == {"spaceId": "a/b"}
    assert ENDPOINTS.find("DELETE", "/v1.0/drive/spaces/") is None


def test_unknown_counts() -> None:
    known = next(row for row in ENDPOINTS.all if row.counted is False)
    assert not known.costs
    assert replace(known, counted="unknown").costs
    assert replace(known, counted=True).costs


if CONTRACT.exists():

    def test_every_drive_api_of_the_contract_is_in_the_table() -> None:
        contract = json.loads(CONTRACT.read_text(encoding="utf-8"))["endpoints"]
        table = {(row.method, row.path): row for row in ENDPOINTS.all}
        for expected in contract:
            row = table[expected["method"], expected["path"]]
            page = expected["doc"] or {}
            assert row.action == expected["action"]
            assert row.page == page.get("slug")
            assert row.scope == next(iter(page.get("permission_scopes") or []), None)
