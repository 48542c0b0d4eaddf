"""What tests watch besides the conversation: pushes, calls, and when nothing is left to do."""

import asyncio
import json

from bot.inbox.taps import ACK_MILLIS
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.sandbox_server import Json, SandboxHandle

FREE = frozenset(
    {
        "GET /gettoken",
        "POST /topapi/v2/user/get",
        "POST /v1.0/gateway/connections/open",
        "POST /v1.0/oauth2/accessToken",
    }
)
"""Calls that no command pays for: DingTalk does not count them."""

LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
DELETE = "DELETE /v1.0/drive/spaces/{spaceId}"
SHOW = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
WEBHOOK = "POST /robot/sendBySession"
PERSON = "POST /topapi/v2/user/get"


async def pushes_acked(sandbox: SandboxHandle, key: str, count: int) -> list[Json]:
    """Wait until ``count`` pushes of one message or card are acknowledged; gives these pushes."""
    acked: dict[int, Json] = {}
    async with asyncio.timeout(PATIENCE):
        async for name, push in sandbox.events(after=0):
            if name == "push" and "ackedAt" in push and key in push.values():
                acked[push["seq"]] = push
            if len(acked) >= count:
                break
    return list(acked.values())


async def spent(stage: Stage) -> dict[str, int]:
    """How often each API was called that a command pays for."""
    api = (await stage.sandbox.state())["counters"]["api"]
    return {name: count for name, count in api.items() if name not in FREE}


async def cost(stage: Stage, before: dict[str, int]) -> dict[str, int]:
    """What was spent since ``before``."""
    now = await spent(stage)
    return {name: n for name in now if (n := now[name] - before.get(name, 0))}


async def late_acks(stage: Stage) -> int:
    """How many acks left so late that a paint may follow: on a busy machine some do."""
    pushes = await stage.sandbox.pushes()
    acks = [each["ackedAt"] - each["at"] for each in pushes if "ackedAt" in each]
    return len([took for took in acks if took > ACK_MILLIS])


async def cost_of_presses(stage: Stage, before: dict[str, int]) -> dict[str, int]:
    """What was spent since ``before`` by presses, but for the paints that follow late acks."""
    paid = await cost(stage, before)
    paints = paid.pop(UPDATE, 0) - await late_acks(stage)
    return paid | ({UPDATE: paints} if paints > 0 else {})


async def settled(person: Person) -> dict[str, Seen]:
    """Everything on show here after all that this person said before was worked on.

    Turns of one person keep their order, so the answer to one more message is the last.
    """
    await person.says("whoami")
    return await person.cards()


async def called(sandbox: SandboxHandle, template: str, count: int = 1) -> list[Json]:
    """Wait until ``METHOD /template`` was answered, or held in vain, so often; gives the calls."""
    async with asyncio.timeout(PATIENCE):
        after = 0
        found: list[Json] = []
        while len(found) < count:
            calls = await sandbox.calls(after=after, wait=5)
            after = calls[-1]["seq"] if calls else after
            found += [each for each in calls if f"{each['method']} {each['template']}" == template]
    return found


async def space_id(stage: Stage, name: str) -> str:
    """The id of the space of this name."""
    spaces = (await stage.sandbox.state())["spaces"]
    return next(str(space["spaceId"]) for space in spaces if space["spaceName"] == name)


def words(seen: Seen) -> str:
    """All that somebody reads on a card."""
    return "\n".join([seen.title, seen.text, *seen.labels])


def actions(seen: Seen) -> list[str]:
    return [str(button["id"]) for button in seen.buttons]


def shown_by(tap: Json) -> Json:
    """The template values in the ack of a click, the sender's own too; on a slow machine none."""
    response = tap.get("response") or {}
    public = response.get("cardData", {}).get("cardParamMap", {})
    private = response.get("userPrivateData", {}).get("cardParamMap", {})
    if not public:
        return dict(private)
    full = json.loads(public["sys_full_json_obj"])
    return {**public, **private, "buttons": [b["text"] for b in full["msgButtons"]]}
