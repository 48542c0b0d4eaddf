"""What the bot is measured beside answers, as somebody who writes with the SDK would have it."""

import pytest

from bench.crowds import ask, gather
from bench.processes import running_peer, running_sandbox

PERSONS = 3


@pytest.mark.parametrize("kind", ["blocking", "async"])
async def test_it_answers_everybody_with_a_card_of_the_spaces(kind: str) -> None:
    async with running_sandbox() as sandbox:
        state = await sandbox.get("state")
        crowd = await gather(sandbox, PERSONS)
        async with running_peer(sandbox, kind, state["users"][0]["unionId"]) as peer:
            answered = await ask(sandbox, peer.pid, crowd, "spaces")
            shown = [line["card"] for each in crowd for line in await sandbox.lines(each, 1)]

    assert answered.messages == len(answered.acks) == len(shown) == PERSONS
    assert all(state["spaces"][0]["spaceName"] in card["markdown"] for card in shown)
