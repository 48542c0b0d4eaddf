"""DingTalk's official Python SDK runs every API of the new family against the sandbox."""

import json
from pathlib import Path

import pytest

from sandbox.endpoints import ENDPOINTS
from tests.sandbox.good_requests import good_requests
from tests.sandbox.official import BY_NAME, OFFICIAL, check, official
from tests.sandbox.stored_requests import DENTRY, ITEMS, ROLES, SEARCH, SPACE
from tests.sandbox_server import SandboxHandle

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "endpoints.json"


@pytest.mark.parametrize("name", OFFICIAL)
async def test_it_calls_the_api_and_meets_every_refusal_of_it(name: str) -> None:
    await check(name)


async def test_there_is_a_good_request_of_everything_served(sandbox: SandboxHandle) -> None:
    _, facts = await official(sandbox)
    assert set(good_requests(facts)) == {e.name for e in ENDPOINTS.all if e.served}


async def test_it_pages_through_the_spaces_to_the_end(sandbox: SandboxHandle) -> None:
    sdk, facts = await official(sandbox)
    name = "GET /v1.0/drive/spaces"
    request = good_requests(facts)[name]
    page = (await sdk.call(name, request)).body
    found = [space.space_id for space in page.spaces]
    while page.next_token:
        page = (await sdk.call(name, request.but(nextToken=page.next_token))).body
        found += [space.space_id for space in page.spaces]
    assert found == list(facts.spaces)


async def test_it_pages_through_the_readers_to_the_end(sandbox: SandboxHandle) -> None:
    sdk, facts = await official(sandbox)
    for user in ("manager01", "staff01", "staff02"):
        await sandbox.messages(facts.group, as_=user)
    name = "POST /v1.0/robot/groupMessages/query"
    request = good_requests(facts)[name].but(maxResults=1)
    page = (await sdk.call(name, request)).body
    found = list(page.read_user_ids)
    while page.has_more:
        page = (await sdk.call(name, request.but(nextToken=page.next_token))).body
        found += page.read_user_ids
    assert found == ["manager01", "staff01", "staff02"]


PAGED = {
    f"GET {SPACE}/dentries": ("dentries", 12),
    f"POST {SPACE}/dentries/listAll": ("dentries", 26),
    f"GET {DENTRY}/versions": ("dentries", 2),
    f"GET {ITEMS}": ("recycle_items", 5),
    f"POST {ROLES}/query": ("permissions", 2),
    SEARCH: ("items", 3),
}
"""Where the rows stand in an answer, and how many there are."""


@pytest.mark.parametrize("name", PAGED)
async def test_it_pages_through_files_to_the_end(sandbox: SandboxHandle, name: str) -> None:
    await sandbox.settings(qps=0)
    sdk, facts = await official(sandbox)
    rows, wanted = PAGED[name]
    good, found, token = good_requests(facts)[name], 0, None
    if name == SEARCH:
        good = good.but(keyword=".txt", option={})
    while token != "":
        paged = {"maxResults": 1} | ({"nextToken": token} if token else {})
        in_option = good.body is not None
        asked = (
            good.but(option={**good.body["option"], **paged}) if in_option else good.but(**paged)
        )
        page = (await sdk.call(name, asked)).body
        assert len(getattr(page, rows)) == 1
        found, token = found + 1, page.next_token or ""
    assert found == wanted


async def test_a_space_is_made_found_and_deleted(sandbox: SandboxHandle) -> None:
    sdk, facts = await official(sandbox)
    good = good_requests(facts)
    create, find = "POST /v1.0/drive/spaces", "POST /v1.0/drive/managements/spaces/query"
    made = (await sdk.call(create, good[create])).body
    assert (made.space_type, made.quota, made.used_quota) == ("org", -1, 0)
    asked = good[find].but(spaceIds=[made.space_id])
    assert [s.space_name for s in (await sdk.call(find, asked)).body.spaces] == ["新空间"]
    delete = "DELETE /v1.0/drive/spaces/{spaceId}"
    await sdk.call(delete, good[delete].but(spaceId=made.space_id))
    assert (await sdk.call(find, asked)).body.spaces == []


if CONTRACT.exists():

    def test_each_api_of_the_contract_has_the_refusals_of_its_page() -> None:
        contract = json.loads(CONTRACT.read_text(encoding="utf-8"))["endpoints"]
        for expected in contract:
            row = BY_NAME[f"{expected['method']} {expected['path']}"]
            errors = (expected["doc"] or {}).get("errors")
            if row.served and errors:
                assert list(row.refusals) == [f"{e['http']} {e['code']}" for e in errors]
