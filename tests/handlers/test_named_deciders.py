"""A rule names who approves: they are asked, and nobody else decides."""

from dataclasses import replace
from typing import Any

import pytest

from bot.access import Place
from bot.errors import BadArgument
from bot.errors.requests import RequestHindered
from bot.messages import Conversation, Sender
from bot.policy.rule import group, person
from bot.policy.said import read_rule
from bot.requests.actions import ApproveRequest, DeclineRequest
from bot.requests.request import Request
from bot.routing import Press
from handlers.request_decide import approve_at_once
from tests.assembly import Assembly
from tests.handlers.calling import says, takes, trail
from tests.handlers.test_policy import NAMES
from tests.parts import ANN, BOB
from tests.sweeping import sweep

CAROL = Sender("manager02", "$:LWCP_v1:$carol", "Carol", is_admin=True)
RULE = "policy set space create members everywhere ask"


@sweep(
    ("text", "decides"),
    [
        ("space create members everywhere ask by Carol", "Carol"),
        ("space create members here ask approved by @Carol Lee.", "Carol Lee"),
        ("space create members here ask, by", ""),
        ("space create members everywhere ask by this group", "this group"),
        ("新建空间 成员 所有会话 审批 审批人 小王", "小王"),
        ("新建空间 成员 所有会话 审批，由本群", "本群"),
        ("space create Ruby everywhere ask", None),
        ("space create members everywhere deny", None),
    ],
)
def test_who_approves_is_read_behind_the_rule(text: str, decides: str | None) -> None:
    read = read_rule(text, NAMES, mentioned=False)

    assert (read.decides, read.what) == (decides, "space create")
    assert read.outcome == ("deny" if text.endswith("deny") else "ask")


async def asked(bot: Assembly, key: str) -> Request:
    await says(bot, f"request space {key}", ANN, key=key)
    return (await bot.services.requests.open_ones())[-1]


async def decides(
    bot: Assembly, request: Request, who: Sender, kind: type[Any] = ApproveRequest
) -> Any:
    key = f"{request.id}:{who.key}:{kind.__name__}"
    return await takes(bot, kind(request.id, 1), who, key=key)


async def sees(bot: Assembly, conversation: str) -> int:
    lines = await bot.sandbox.messages(conversation)
    return sum("Audit" in str(each) for each in lines)


async def test_whom_a_rule_names_are_asked_alone_and_nobody_else_decides(bot: Assembly) -> None:
    admins = await bot.sandbox.group(1)
    await bot.services.organisation.name_admins_place(Place(Conversation(admins, "group")))
    for each in (replace(BOB, is_admin=True), CAROL):
        await bot.services.access.note(each)
    shown = await says(bot, f"{RULE} by Carol")
    [rule] = await bot.services.policy.rules()
    assert shown.data["rules"][0]["by"] == rule.decided != ""
    assert (await says(bot, "policy")).data["rules"][0]["by"] == rule.decided
    assert rule.deciders == (person("manager02"),)

    request = await asked(bot, "Audit")
    assert request.people == ("Carol",)
    assert await sees(bot, await bot.sandbox.single("manager02")) == 1
    assert await sees(bot, admins) == 0

    await bot.services.access.note(replace(ANN, is_admin=False))
    press = Press("card", BOB, bot.group, "en", None, bot.clock(), "")
    told = await approve_at_once(ApproveRequest(request.id, 1), press, bot.services)
    assert told is not None
    assert told.data["what"] == "unnamed"
    for kind in (ApproveRequest, DeclineRequest):
        with pytest.raises(RequestHindered, match="unnamed"):
            await decides(bot, request, BOB, kind)
    refused = "refused: a policy names others to decide it"
    assert ("request approve", "Audit", refused) in await trail(bot)
    assert ("request decline", "Audit", refused) in await trail(bot)
    assert (await decides(bot, request, CAROL)).data["state"] == "approved"

    later = await asked(bot, "Later")
    await says(bot, "policy set space create members everywhere ask", key="any")
    assert (await decides(bot, later, BOB)).data["state"] == "approved"  # as the rule is by then


async def test_those_who_write_in_a_group_that_a_rule_names_decide(bot: Assembly) -> None:
    await says(bot, f"{RULE} by this group")
    [rule] = await bot.services.policy.rules()
    assert rule.deciders == (group(bot.group.id),)
    await bot.services.access.note(replace(BOB, is_admin=True), bot.group)

    request = await asked(bot, "Audit")
    assert await sees(bot, bot.group.id) == 1
    with pytest.raises(RequestHindered, match="unnamed"):
        await decides(bot, request, CAROL)
    assert (await decides(bot, request, BOB)).data["state"] == "approved"


async def test_who_is_mentioned_may_be_who_approves(bot: Assembly) -> None:
    await bot.services.access.note(CAROL)
    await says(bot, f"{RULE} by", mentions=("manager02",))
    await says(bot, "policy set space create everywhere ask by Carol", mentions=("staff01",))

    named = {each.who: each.deciders for each in await bot.services.policy.rules()}
    assert named == {
        "role:member": (person("manager02"),),
        person("staff01"): (person("manager02"),),
    }


async def test_a_rule_makes_nobody_an_approver_who_is_no_admin(bot: Assembly) -> None:
    single = replace(bot.group, kind="single")
    for more in ({"by": "staff01"}, {"by": ""}, {"by": "this group", "conversation": single}):
        said = f"{RULE} by {more.pop('by')}".strip()
        with pytest.raises(BadArgument):
            await says(bot, said, **more)
    assert await bot.services.policy.rules() == ()
