"""The same calls with the same seed give the same organisation, but for times."""

import json
from typing import Any

from tests.sandbox.clients import api_of
from tests.sandbox.good_requests import good_requests, prepare
from tests.sandbox.mutations import as_wire
from tests.sandbox.official import BY_NAME
from tests.sandbox_server import SandboxHandle, running_sandbox

TIMES = {
    "beginTime",
    "endTime",
    "operatorTime",
    "at",
    "now",
    "openedAt",
    "created_at",
    "createTime",
    "lastModifyTime",
    "modifiedTime",
    "modifyTime",
    "nextToken",  # a page of files ends at a time
    "readTimestamp",
}
BEGIN_WITH_THE_TIME = {"msgId"}
"""On purpose: DingTalk never gives one twice, not even to a sandbox started again."""


def timeless(value: Any) -> Any:
    if isinstance(value, dict):
        kept = value.keys() - TIMES - BEGIN_WITH_THE_TIME
        return {name: timeless(value[name]) for name in sorted(kept)}
    return [timeless(each) for each in value] if isinstance(value, list) else value


async def everything(sandbox: SandboxHandle) -> list[Any]:
    """Call every API once; gives the answers and all that is there afterwards."""
    api = await api_of(sandbox)
    facts = await prepare(sandbox, api)
    answers = []
    for name, request in good_requests(facts).items():
        wire = as_wire(BY_NAME[name].path, request)
        query = {"access_token": api.token, **wire.query}
        answer = await api.call(
            BY_NAME[name].method, wire.path, query, request.body, request.headers
        )
        assert answer.status_code == 200
        if name != "POST /v1.0/gateway/connections/open":  # XML, and the address of this run
            answers.append(answer.text.replace(sandbox.url, ""))
    state = await sandbox.state() | {"connections": []}
    talks = [await sandbox.messages(each["conversationId"]) for each in state["conversations"]]
    return [timeless(state), timeless(talks), [_without_times(text) for text in answers]]


def _without_times(text: str) -> Any:
    try:
        return timeless(json.loads(text))
    except ValueError:
        return text


async def run(seed: int) -> list[Any]:
    async with running_sandbox(seed) as sandbox:
        return await everything(sandbox)


async def test_two_runs_with_one_seed_are_the_same() -> None:
    assert await run(3) == await run(3)


async def test_another_seed_gives_another_organisation() -> None:
    assert await run(3) != await run(4)


async def test_a_reset_to_the_seed_gives_the_organisation_of_its_start(
    sandbox: SandboxHandle,
) -> None:
    before = timeless(await sandbox.state())
    await everything(sandbox)
    assert timeless(await sandbox.reset(seed=1)) | {"connections": []} == before
