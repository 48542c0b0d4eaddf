"""Who may what is shown, and changed, in conversation: as DingTalk lets whoever asks."""

from tests.conversations.stage import Person, Stage
from tests.conversations.watching import cost, space_id, spent
from tests.sandbox_server import Json

SPACE = "设计资料"
_DENTRY = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
READ, INHERITS = f"POST {_DENTRY}/query", f"GET {_DENTRY}/inheritances"


async def made(stage: Stage) -> tuple[str, Json, Json]:
    """A folder with a file in it, which somebody else may edit and somebody may view."""
    space = await space_id(stage, SPACE)
    folder = await stage.sandbox.make_file(space, "海报", "manager01", type="FOLDER")
    file = await stage.sandbox.make_file(
        space, "甲.txt", "manager01", size=3, parentId=folder["dentryId"]
    )
    await stage.sandbox.give(space, "USER", "staff01", "EDITOR", folder["dentryId"])
    await stage.sandbox.give(space, "USER", "manager02", "READER", file["dentryId"])
    return space, folder, file


async def of_rights(stage: Stage, before: dict[str, int]) -> dict[str, int]:
    """What was asked or told of roles since then."""
    paid = await cost(stage, before)
    return {name: count for name, count in paid.items() if "permissions" in name}


async def test_who_may_what_is_shown_to_those_who_may_know(stage: Stage) -> None:
    async with stage.bot():
        _, _, file = await made(stage)
        space = await space_id(stage, SPACE)
        bob = await stage.alone("manager01")
        before = await spent(stage)
        seen = await bob.says(f"谁能看 {SPACE}/海报/甲.txt")
        paid = await of_rights(stage, before)
        for number in range(40):
            await stage.sandbox.give(space, "USER", f"u{number}", "READER", file["dentryId"])
        await bob.says(f"文件 {SPACE}/海报")
        before = await spent(stage)
        many = await bob.says("谁能看 1")
        paid_for_many = await of_rights(stage, before)
        ann = await stage.alone("staff01")
        refused = await ann.says(f"谁能看 {SPACE}/海报/甲.txt")

        assert "员工甲: 可编辑 · 继承自上级" in seen.text
        assert "管理员乙: 可查看" in seen.text
        assert "组织内所有人: 可编辑 · 继承自上级" in seen.text
        assert "这里继承上级文件夹的权限" in seen.text
        assert paid == {READ: 1, INHERITS: 1}
        assert paid_for_many == {READ: 2, INHERITS: 1}
        assert "另有 " in many.text
        assert "管理员乙" not in refused.text
        assert "权限" in refused.title + refused.text


async def test_a_space_shows_its_own_where_dingtalk_gives_its_root(stage: Stage) -> None:
    async with stage.bot():
        bob: Person = await stage.alone("manager01")
        before = await spent(stage)
        hidden = await bob.says(f"谁能看 {SPACE}")
        await stage.sandbox.settings(rootUuid=True)
        again = await bob.says(f"who {SPACE}")
        without = await of_rights(stage, before)
        before = await spent(stage)
        open_ = await bob.says("谁能看 市场部")
        with_root = await of_rights(stage, before)

        assert "只能在钉盘里设置" in hidden.title
        assert "only in Drive" in again.title
        assert without == {}
        assert open_.title == "谁能看：市场部"
        assert "组织内所有人: 可编辑" in open_.text
        assert with_root == {READ: 1}
