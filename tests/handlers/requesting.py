"""What tests of requests share: who asks, who decides, and what somebody has in the end."""

from typing import Any

from bot.access import Place
from bot.messages import Conversation, Sender
from bot.requests.actions import ApproveRequest
from bot.requests.request import (
    Request,
)
from tests.assembly import Assembly
from tests.handlers.calling import says, takes
from tests.handlers.watching import learns
from tests.parts import ANN, BOB

HOUR = 3_600_000
CAROL = Sender("manager02", "$:LWCP_v1:$carol", "Carol")
CREATE = "POST /v1.0/drive/spaces"
GIVE = "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
QUERY = "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/query"
SHOW = "POST /v1.0/card/instances/createAndDeliver"


async def admins_sit(bot: Assembly) -> str:
    """Give the admins a conversation."""
    admins = Conversation(await bot.sandbox.group(1), "group", "Admins")
    await bot.services.organisation.name_admins_place(Place(admins))
    return admins.id


async def asked(bot: Assembly, text: str = "request space Audit", **more: Any) -> Request:
    """What Ann asks for."""
    await says(bot, text, ANN, **more)
    return (await bot.services.requests.open_ones())[-1]


async def now(bot: Assembly, request: Request) -> Request:
    found = await bot.services.requests.get(request.id)
    assert found is not None
    return found


async def approves(bot: Assembly, request: Request, who: Sender = BOB, **more: Any) -> Any:
    """A press of the button, as a turn of its own."""
    key = more.pop("key", f"press:{request.id}:{who.key}:{request.version}")
    return await takes(bot, ApproveRequest(request.id, request.number), who, key=key, **more)


async def last_in(bot: Assembly, conversation: str) -> str:
    return str((await bot.sandbox.messages(conversation))[-1]).replace("\u00a0", " ")


async def role_of_ann_in(bot: Assembly, name: str) -> str:
    """What Ann has in a whole space, as a file in it shows."""
    space = await bot.space(name)
    assert space is not None
    made = await bot.sandbox.make_file(space["spaceId"], "any.txt", "manager01", size=1)
    return " ".join(await roles_of_ann(bot, {**made, "spaceId": space["spaceId"]}))


async def closed_file(bot: Assembly) -> dict[str, Any]:
    """A file that Bob manages, and Ann may do nothing with."""
    state = await bot.sandbox.state()
    space = next(each for each in state["spaces"] if each["spaceName"] == "设计资料")
    await learns(bot)
    made = await bot.sandbox.make_file(space["spaceId"], "plan.docx", "manager01", size=5)
    await bot.sandbox.take(space["spaceId"], "ORG", state["corpId"])
    await bot.sandbox.give(space["spaceId"], "USER", "manager01", "MANAGER")
    return {**made, "spaceId": space["spaceId"]}


async def roles_of_ann(bot: Assembly, made: dict[str, Any]) -> list[str]:
    files = await bot.sandbox.files(made["spaceId"])
    [file] = [each for each in files if each["dentryId"] == made["dentryId"]]
    return [each["roleId"] for each in file["grants"] if each["member"]["id"] == "staff01"]
