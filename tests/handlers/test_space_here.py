"""A space that is made for a group, in one confirmation."""

import asyncio
from typing import Any

import pytest

from bot.cards import Card
from bot.drive.spaces import Space
from bot.errors import BadArgument
from bot.messages import Conversation
from bot.rights.group_space import without_here
from bot.sizes import GB
from handlers.create import ConfirmCreate
from tests.assembly import Assembly
from tests.conversations.crashes import held, hold
from tests.handlers.calling import answers, says, takes, trail
from tests.handlers.requesting import CREATE, GIVE
from tests.handlers.watching import learns

FOLDER = "POST /v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders"
ROOT = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
_MADE = Space("sp1", "Design", "org", 0)
_HAD = ("done", "done", "done")


def _shown(*outcomes: str) -> Card:
    rows = zip(("folder", "right", "default"), outcomes, strict=True)
    data = [{"what": what, "outcome": outcome, "code": "noPermission"} for what, outcome in rows]
    return Card("space_here", {"space": _MADE, "rows": data}, {"alerts": None})


_CONFIRM = {"name": "Design", "alike": (), "unread": 0, "size": "", "here": True}
EXAMPLES = {
    "space_here": _shown(*_HAD),
    "space_here-folder": _shown("done", "folder", "done"),
    "space_here-neither": _shown("refused", "beyond", "done"),
    "space_here-ruled": _shown("done", "ruled", "done"),
    "space_here-refused": _shown("unknown", "refused", "done"),
    "space_here-unknown": _shown("done", "unknown", "done"),
    "space_here-limit": Card(
        "space_here",
        {**_shown(*_HAD).data, "limit": 20 << 30},
        {"alerts": None, "limit": None},
    ),
    "create_confirm-limit": Card(
        "create_confirm",
        {**_CONFIRM, "here": False, "shares": False, "size": "with 20 GB", "limit": 20 * GB},
        {"create": None, "cancel": None},
    ),
    "create_confirm-owner": Card(
        "create_confirm",
        {
            **_CONFIRM,
            "here": False,
            "shares": False,
            "size": "with 20 GB, managed by Ann",
            "limit": 20 * GB,
            "owner": "Ann",
        },
        {"create": None, "cancel": None},
    ),
    "create_confirm-into": Card(
        "create_confirm",
        {
            **_CONFIRM,
            "here": False,
            "shares": False,
            "size": "20 GB，给员工甲和员工乙开编辑权限",
            "limit": 20 * GB,
            "into": "员工甲和员工乙",
        },
        {"create": None, "cancel": None},
    ),
    "create_confirm-here": Card(
        "create_confirm", {**_CONFIRM, "shares": True}, {"create": None, "cancel": None}
    ),
    "create_confirm-here_whole": Card(
        "create_confirm",
        {**_CONFIRM, "shares": True, "whole": True},
        {"create": None, "cancel": None},
    ),
    "create_confirm-here_folder": Card(
        "create_confirm",
        {**_CONFIRM, "shares": True, "whole": False},
        {"create": None, "cancel": None},
    ),
    "create_confirm-here_ruled": Card(
        "create_confirm", {**_CONFIRM, "shares": False}, {"create": None, "cancel": None}
    ),
}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Design here", "Design"),
        ("Design for this group", "Design"),
        ("Design docs in the group", "Design docs"),
        ("设计 给本群", "设计"),
        ("设计在本群", "设计"),
        ("给这个群 设计", "设计"),
        ("在本群设计资料", "设计资料"),
        ("Where", ""),
        ("here", ""),
        ("本群", ""),
    ],
)
def test_words_for_this_group_are_no_part_of_a_name(said: str, name: str) -> None:
    assert without_here(said) == ((name, True) if name else (said, False))


async def roles(bot: Assembly, name: str) -> dict[str, Any]:
    """What the group has on the folders of a space, by their names; and the folders."""
    space = await bot.space(name)
    assert space is not None
    files = await bot.sandbox.files(space["spaceId"])
    mine = bot.group.id
    return {
        each["name"]: [row["roleId"] for row in each["grants"] if row["member"]["id"] == mine]
        for each in files
    }


def outcomes(card: Any) -> tuple[str, ...]:
    return tuple(row["outcome"] for row in card.data["rows"])


async def test_a_space_for_this_group_has_all_that_can_be_had_and_says_the_rest(
    bot: Assembly,
) -> None:
    await learns(bot)
    shown: Any = await says(bot, "space create Design here")
    typed: Any = await says(bot, "新建空间 设计 给本群")
    corrected: Any = await answers(bot, shown.then, "call it Drafts instead")
    alone = Conversation("cidSINGLE==", "single")
    with pytest.raises(BadArgument):
        await says(bot, "space create Design here", conversation=alone, key="alone")

    assert (shown.then, shown.data["shares"]) == (ConfirmCreate("Design", here=True), True)
    assert typed.then == ConfirmCreate("设计", here=True)
    assert corrected.then == ConfirmCreate("Drafts", here=True)

    assert shown.data["whole"] is False  # as DingTalk says of another space
    part: Any = await takes(bot, shown.then, key="part")
    await bot.sandbox.settings(rootUuid=True)
    whole: Any = await takes(bot, ConfirmCreate("Whole", here=True), key="whole")
    no = {"status": 403, "message": '{"code":"permissionDenied","message":"no"}', "times": 1}
    await bot.sandbox.fault("respond", FOLDER, **no)
    await bot.sandbox.fault("respond", GIVE, **no)
    bare: Any = await takes(bot, ConfirmCreate("Bare", here=True), key="bare")
    await bot.sandbox.settings(rootUuid=False)
    await bot.sandbox.fault("respond", FOLDER, **no)
    beyond: Any = await takes(bot, ConfirmCreate("Beyond", here=True), key="beyond")
    chosen = await bot.services.conversations.chosen(bot.group.id)

    assert outcomes(part) == ("done", "folder", "done")
    assert await roles(bot, "Design") == {"Files": ["EDITOR"]}
    assert outcomes(whole) == ("done", "done", "done")
    assert await roles(bot, "Whole") == {"Files": ["EDITOR"]}
    assert outcomes(bare) == ("refused", "refused", "done")
    assert outcomes(beyond) == ("refused", "beyond", "done")
    assert await roles(bot, "Bare") == await roles(bot, "Beyond") == {}
    assert chosen.space_name == "Beyond"
    offered = bot.routes.find(part.actions["alerts"].line)
    assert offered is not None
    assert offered.route.words == "alert here"


async def test_a_rule_that_keeps_permissions_from_somebody_keeps_them_here_too(
    bot: Assembly,
) -> None:
    await learns(bot)
    await says(bot, "policy set share everybody everywhere deny")
    shown: Any = await says(bot, "space create Design here")
    card: Any = await takes(bot, shown.then, key="made")

    assert not shown.data["shares"]
    assert outcomes(card) == ("done", "ruled", "done")
    assert await roles(bot, "Design") == {"Files": []}


STEPS = [(when, call) for call in (CREATE, FOLDER, ROOT, GIVE) for when in ("before", "after")]
"""Where it is killed: each call that it makes, not made, or made and not answered."""


async def test_killed_at_each_step_there_is_one_of_everything(bot: Assembly) -> None:
    await learns(bot)
    await bot.sandbox.settings(rootUuid=True)
    for number, (when, call) in enumerate(STEPS):
        name, where = f"Kept {number}", f"{when} {call}"
        action = ConfirmCreate(name, here=True)
        fault = await hold(bot.sandbox, when, call)
        run = asyncio.get_running_loop().create_task(takes(bot, action, key=name))
        await held(bot.sandbox, fault)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        await bot.sandbox.clear_faults()

        card = await takes(bot, action, key=name)

        spaces = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
        assert outcomes(card) == _HAD, where
        assert spaces.count(name) == 1, where
        assert await roles(bot, name) == {"Files": ["EDITOR"]}, where
        chosen = await bot.services.conversations.chosen(bot.group.id)
        assert chosen.space_name == name, where
        lines = [each for each in await trail(bot) if each[1] in {name, "Files"}]
        assert lines.count(("space create", name, "done")) == 1, where
        assert lines.count(("grant", name, "done")) == 1, where
