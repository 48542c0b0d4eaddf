"""Files that have lost their last manager, as each admin sees them."""

from typing import Any

from bot.cards import Card
from bot.rights.leavers import SeeOrphans
from bot.rights.orphans import Orphan
from bot.rights.plan import RightsPlace
from tests.assembly import Assembly
from tests.bot.rights.lending import SPACE
from tests.cards.organisation import AGE, NOW
from tests.handlers.calling import body, says, takes
from tests.handlers.watching import learns

ROW = {
    "name": "2026 海报",
    "folder": True,
    "space": "Design",
    "path": "Design/2026 海报",
    "left": "李雷",
    "successors": ["王芳"],
}
SHOWN = {"rows": [ROW], "successors": ["王芳", "Bob"], "unseen": 1, "more": 2, "at": NOW - AGE}
HELD = {"name": "2026 海报", "folder": True, "role": "can edit", "until": NOW}
LEFT = {
    "name": "李雷",
    "rows": [HELD],
    "more": 2,
    "orphans": ("plan.docx",),
    "others": 1,
    "unseen": 1,
}

EXAMPLES = {
    "orphans": Card("orphans", SHOWN, {"first": None, "second": None}),
    "orphans-alone": Card(
        "orphans", {**SHOWN, "rows": [{**ROW, "successors": []}], "successors": []}
    ),
    "orphans-none": Card(
        "orphans", {**SHOWN, "rows": [], "successors": [], "unseen": 0, "more": 0}
    ),
    "leaver": Card("leaver", LEFT, {"orphans": SeeOrphans()}),
    "leaver-roles": Card("leaver", {**LEFT, "orphans": (), "unseen": 0, "more": 0}),
}


async def test_each_admin_sees_what_dingtalk_lets_them_see(bot: Assembly) -> None:
    spaces = (await bot.sandbox.state())["spaces"]
    space = next(each["spaceId"] for each in spaces if each["spaceName"] == SPACE)
    places = []
    for name in ("甲", "乙", "丙"):
        made = await bot.sandbox.make_file(space, name, "manager02", type="FOLDER")
        places.append(RightsPlace(made["uuid"], space, made["dentryId"], (SPACE, name)))
        await bot.services.orphans.add(Orphan(places[-1], "Dan"))
    await bot.sandbox.take(space, "USER", "manager02")
    await bot.sandbox.give(space, "USER", "staff01", "EDITOR", places[0].dentry_id)
    await bot.sandbox.give(space, "USER", "staff02", "MANAGER", places[1].dentry_id)
    await bot.sandbox.delete_file(space, places[2].dentry_id)

    shown = await says(bot, "orphans")
    assert [row["name"] for row in shown.data["rows"]] == ["甲"]
    assert "managed by Dan until they left" in body(shown)
    assert shown.actions["first"].raw["person"] == "staff01"

    assert [each.place.name for each in await bot.services.orphans.all()] == ["甲"]
    assert (await takes(bot, SeeOrphans())).apart

    api = "POST /v2.0/storage/spaces/dentries/{dentryUuid}/permissions/query"
    await bot.sandbox.fault(
        "respond", api, times=1, status=403, code="permissionDenied", message=""
    )
    hidden = await says(bot, "orphans")
    assert (hidden.data["rows"], hidden.data["unseen"]) == ([], 1)
    assert "甲" not in body(hidden)

    await learns(bot)
    asked: Any = await takes(bot, shown.actions["first"], key="first")
    twice: Any = await takes(bot, asked.then, key="agreed")
    given: Any = await takes(bot, twice.then, key="sure")
    assert (asked.template, twice.template) == ("rights_confirm", "rights_again")
    assert [row["outcome"] for row in given.data["rows"]] == ["done"]
    files = await bot.sandbox.files(space)
    [folder] = [each for each in files if each["dentryId"] == places[0].dentry_id]
    roles = {each["member"]["id"]: each["roleId"] for each in folder["grants"]}
    assert roles["staff01"] == "MANAGER"
    assert (await says(bot, "orphans", key="after")).data["rows"] == []


async def test_what_somebody_could_manage_comes_first_else_it_is_said_how_to_choose(
    bot: Assembly,
) -> None:
    """The buttons are for the first; of two the one that nobody else may use is known first."""
    spaces = (await bot.sandbox.state())["spaces"]
    space = next(each["spaceId"] for each in spaces if each["spaceName"] == SPACE)
    made = [
        await bot.sandbox.make_file(space, name, "manager02", type="FOLDER")
        for name in ("甲", "乙")
    ]
    places = {
        each["uuid"]: RightsPlace(each["uuid"], space, each["dentryId"], (SPACE, each["name"]))
        for each in made
    }
    alone, shared = (places[uuid] for uuid in sorted(places))
    for each in places.values():
        await bot.services.orphans.add(Orphan(each, "Dan"))
    await bot.sandbox.take(space, "USER", "manager02")
    nobody = await says(bot, "orphans")
    assert f"grant manager {SPACE}/{alone.name}" in body(nobody)
    await bot.sandbox.give(space, "USER", "staff01", "EDITOR", shared.dentry_id)

    shown = await says(bot, "orphans")
    assert [row["name"] for row in shown.data["rows"]] == [shared.name, alone.name]
    assert shown.actions["first"].raw["place"].endswith(shared.dentry_id)
    assert "send this and mention them" not in body(shown)
