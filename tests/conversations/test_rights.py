"""Who may what is shown, and changed, in conversation: as DingTalk lets whoever asks."""

from tests.conversations.alerted import remembered
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


async def _minute_over(stage: Stage) -> None:
    """Let go of what was kept of who may what."""
    async with remembered(stage) as store:
        keys = [key async for key in store.redis.scan_iter(store.key("who", "*"))]
        assert await store.redis.delete(*keys) == 1


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
        before = await spent(stage)
        pages = [many]
        for label in ("下一页", "下一页", "上一页", "下一页"):
            pages.append(await bob.presses(pages[-1], label))
        typed = await bob.says("下一页")
        turned = await of_rights(stage, before)
        await _minute_over(stage)
        late = await bob.presses(pages[-1], "上一页")
        read_anew = await of_rights(stage, before)
        pressed = await bob.presses(await bob.says("文件详情 1"), "谁能看")
        ann = await stage.alone("staff01")
        refused = await ann.says(f"谁能看 {SPACE}/海报/甲.txt")

        assert "员工甲：可编辑 · 继承自上级" in seen.text
        assert "管理员乙：可查看" in seen.text
        assert "组织内所有人：可编辑 · 继承自上级" in seen.text
        assert "这里继承上级文件夹的权限" in seen.text
        assert "没有列出继承的权限" not in seen.text
        assert paid == {READ: 1, INHERITS: 1}
        assert paid_for_many == {READ: 2, INHERITS: 1}
        assert [
            f"第 {page}/6 页" in each.text
            for each, page in zip(pages, (1, 2, 3, 2, 3), strict=True)
        ]
        assert all(each.text.count("• ") == 8 for each in pages), pages
        assert pages[1].text == pages[3].text
        assert "第 4/6 页" in typed.text
        assert turned == {}
        assert "第 2/6 页" in late.text
        assert read_anew == {READ: 2, INHERITS: 1}
        assert pressed.title == "谁能看：甲.txt"
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
        assert "only be set in Drive" in again.title
        assert without == {}
        assert open_.title == "谁能看：市场部"
        assert "组织内所有人：可编辑" in open_.text
        assert with_root == {READ: 1}


async def given(stage: Stage, space: str, dentry_id: str) -> dict[str, str]:
    """Who was given what on a file itself."""
    files = await stage.sandbox.files(space, deep="true")
    grants = next(each["grants"] for each in files if each["dentryId"] == dentry_id)
    return {each["member"]["id"]: each["roleId"] for each in grants if not each["inherited"]}


async def test_a_role_is_shown_before_it_is_given_and_given_once(stage: Stage) -> None:
    async with stage.bot():
        space, _, file = await made(stage)
        bob = await stage.alone("manager01")
        where = f"{SPACE}/海报/甲.txt"
        before = await spent(stage)
        asked = await bob.says(f"授权 员工甲 可查看 {where}")
        voided = asked.text
        asked = await bob.says(f"授权 管理员乙 能编辑 {where}")
        done = await bob.says("确认")
        paid = await of_rights(stage, before)
        before = await spent(stage)
        again = await bob.says(f"grant 管理员乙 can edit {where}")
        free = await of_rights(stage, before)
        twice = await bob.says(f"grant 管理员乙 manager {where}")
        sure = await bob.presses(twice, "Give permission")
        at_first = await given(stage, space, file["dentryId"])
        raised = await bob.presses(sure, "Yes, change")
        wrong = await bob.says(f"grant 管理员乙 boss {where}")
        await bob.says("cancel")
        asked_role = await bob.says("授权 管理员乙")
        asked_more = await bob.says("只读")
        await bob.says("取消")

        assert "没有影响" in voided
        assert "管理员乙：可查看 → 可编辑" in asked.text
        assert "管理员乙：可查看 → 可编辑" in done.text
        assert paid == {READ: 3, f"PUT {_DENTRY}": 1}
        assert "Nothing to change" in again.title
        assert free == {READ: 1}
        assert "Really" in sure.title
        assert at_first["manager02"] == "EDITOR"
        assert "can edit → manager" in raised.text
        assert (await given(stage, space, file["dentryId"]))["manager02"] == "MANAGER"
        assert "can view" in wrong.text
        assert asked_role.title == "要授予哪里的权限？"
        assert asked_more.title, asked_more


async def test_who_is_meant_is_found_in_many_ways_or_asked(stage: Stage) -> None:
    """By mention without text, in a group; by a name that two have; a department, and one that is
    gone; this group, everybody; an outsider; 31 people; nobody.
    """
    async with stage.bot():
        space, folder, _ = await made(stage)
        bob = await stage.in_group("manager01")
        where, at = f"{SPACE}/海报", folder["dentryId"]
        users = {each["name"]: each for each in (await stage.sandbox.state())["users"]}
        mentioned = await bob.says(f"授权 可下载 {where}", atUserIds=["manager02"])
        done = await bob.says("确认")
        group = await bob.says(f"授权 本群 可查看 {where}")
        await bob.says("确认")
        everybody = await bob.says(f"授权 所有人 可查看 {where}")
        twice = await bob.says("确认")
        await bob.says("取消")
        clear = [str(each["template"]) for each in await stage.sandbox.calls()]
        other = (await stage.sandbox.client.post("/sandbox/users", json={"name": "员工甲"})).json()
        two = await bob.says(f"授权 员工甲 只读 {where}")
        chosen = await bob.says("1")
        await bob.says("取消")
        namesakes = ["staff01", str(other["userId"])]
        both = await bob.says(f"授权 只读 {where}", atUserIds=namesakes)
        await bob.says("取消")
        nobody = await bob.says(f"授权 无名氏 只读 {where}")
        await bob.says("取消")
        outsider = next(each for each in users.values() if each["staffId"] is None)
        stranger = await bob.says(f"授权 可查看 {where}", atUserIds=[outsider["userId"]])
        await bob.says("取消")
        many = "、".join(f"u{number}" for number in range(31))
        too_many = await bob.says(f"授权 {many} 只读 {where}")
        await bob.says("取消")
        gone = await bob.says(f"授权 dept:987654 只读 {where}")
        await bob.says("取消")
        after = await given(stage, space, at)

        assert "管理员乙：无单独授予的权限 → 可下载" in mentioned.text, mentioned
        assert "已更改权限" in done.title
        assert "本群：无单独授予的权限 → 可查看" in group.text
        assert "组织内所有人" in everybody.text
        assert "确定更改" in twice.title
        assert "哪个" in two.title or "哪" in two.title, two
        assert "员工甲 · 品牌组：可编辑 → 可查看" in chosen.text
        assert "员工甲 · 品牌组：可编辑 → 可查看" in both.text
        assert both.text.count("员工甲 · ") == 2
        assert not [name for name in clear if "listparentbyuser" in name]
        assert "无名氏" not in after
        for refused in (nobody, stranger, gone):
            assert "无单独授予的权限 →" not in refused.text, refused
        assert "30" in too_many.text, too_many
        assert after == {
            "manager01": "OWNER",
            "staff01": "EDITOR",
            "manager02": "DOWNLOADER",
            bob.conversation: "READER",
        }


async def test_a_role_is_taken_back_and_never_the_last_managers(stage: Stage) -> None:
    async with stage.bot():
        space, folder, file = await made(stage)
        bob = await stage.in_group("manager01")
        where, at = f"{SPACE}/海报", folder["dentryId"]
        before = await spent(stage)
        asked = await bob.says(f"收回权限 员工甲 {where}")
        await stage.sandbox.give(space, "USER", "staff01", "READER", at)
        overtaken = await bob.says("确认")
        await bob.says(f"收回权限 {where}", atUserIds=["staff01"])
        done = await bob.says("确认")
        paid = await of_rights(stage, before)
        nothing = await bob.says(f"revoke 管理员乙 {where}")
        inherits = await bob.says(f"收回权限 员工乙 {where}/甲.txt")
        staying = await given(stage, space, file["dentryId"])
        ann = await stage.alone("staff01")
        refused = await ann.says(f"收回权限 管理员乙 {where}/甲.txt")
        mine = await ann.says(f"我的文件权限 {where}")
        may = await bob.says(f"can 员工乙 manage {where}")
        may_not = await bob.says(f"能否 管理员乙 管理 {where}/甲.txt")
        own = await bob.says(f"my rights {where}")

        assert "员工甲：可编辑 → 无单独授予的权限" in asked.text
        assert "已先更改" in overtaken.title
        assert "员工甲：可查看 → 无单独授予的权限" in done.text
        assert paid == {READ: 4, f"POST {_DENTRY}/remove": 1}
        assert "Nothing to change" in nothing.title
        assert "在这里没有单独的权限" in inherits.text
        assert staying == {"manager02": "READER"}
        assert "permissionDenied" in refused.text
        assert "至少可查看" in mine.title, mine
        assert "yes, manager" in may.title, may
        assert may_not.title == "管理员乙：没有“管理者”权限", may_not
        assert "owner" in own.title, own


async def test_tags_and_dynamic_groups_are_called_what_they_are_and_lose_their_roles(
    stage: Stage,
) -> None:
    async with stage.bot():
        space, folder, _ = await made(stage)
        where, at = f"{SPACE}/海报", folder["dentryId"]
        await stage.sandbox.give(space, "TAG", "tag7", "READER", at)
        await stage.sandbox.give(space, "DYNAMIC_GROUP", "grown9", "EDITOR", at)
        bob = await stage.in_group("manager01")
        listed = await bob.says(f"who {where}")
        in_chinese = await bob.says(f"谁能看 {where}")
        asked = await bob.says(f'revoke "tag tag7" {where}')
        await bob.says("yes")
        grown = await bob.says(f"收回权限 grown9 {where}")
        await bob.says("确认")
        nobody = await bob.says(f"revoke tag8 {where}")

        assert "people with the tag tag7: can view" in listed.text
        assert "dynamic group grown9: can edit" in listed.text
        assert "标签 tag7 的成员：可查看" in in_chinese.text
        assert "people with the tag tag7: can view → " in asked.text
        assert "动态组 grown9：可编辑 → " in grown.text
        assert nobody.title == "Person not found"
        assert not {"tag7", "grown9"} & (await given(stage, space, at)).keys()


async def test_departments_mentions_with_text_and_a_whole_space(stage: Stage) -> None:
    """A mention stands in the text or not; a space has roles where DingTalk gives its root."""
    async with stage.bot():
        space, folder, _ = await made(stage)
        bob = await stage.in_group("manager01")
        where, at = f"{SPACE}/海报", folder["dentryId"]
        department = await bob.says(f"授权 设计部 可查看 {where}")
        await bob.says("确认")
        both = await bob.says(f"授权 @管理员乙 可下载 {where}", atUserIds=["manager02"])
        await bob.says("确认")
        after = await given(stage, space, at)
        taken = await bob.says(f"收回权限 @管理员乙 {where}", atUserIds=["manager02"])
        await bob.says("确认")
        without = await given(stage, space, at)
        hidden = await bob.says("授权 员工甲 可查看 市场部")
        await stage.sandbox.settings(rootUuid=True)
        open_ = await bob.says("授权 员工甲 管理者 Finance")
        await bob.says("确认")
        done = await bob.says("确认")

        assert "部门 设计部：无单独授予的权限 → 可查看" in department.text, department
        assert "管理员乙：无单独授予的权限 → 可下载" in both.text, both
        assert after["manager02"] == "DOWNLOADER"
        assert "管理员乙：可下载 → 无单独授予的权限" in taken.text, taken
        assert "manager02" not in without
        assert "只能在钉盘里设置" in hidden.title, hidden
        assert "员工甲" in open_.text, open_
        assert done.title == "已更改权限：Finance", done


async def test_a_role_for_a_time_is_remembered_or_not_given(stage: Stage) -> None:
    """The operator has to be able to end it; what ends is among what ends by itself."""
    async with stage.bot():
        space, _, file = await made(stage)
        bob = await stage.alone("manager01")
        where = f"{SPACE}/海报/甲.txt"
        await bob.says(f"授权 员工甲 可下载 {where} 7天")
        nobody = await bob.says("确认")
        without = await given(stage, space, file["dentryId"])
        await bob.says("operator me")
        await bob.says("确认")
        asked = await bob.says(f"授权 员工甲 管理者 {where} 7天")
        await bob.says("确认")
        before = await spent(stage)
        done = await bob.says("确认")
        paid = await of_rights(stage, before)
        listed = await bob.says("临时权限")
        wrong = await bob.says(f"授权 员工甲 所有者 {where} 7天")
        await bob.says("确认")
        wrong = await bob.says("确认")
        await bob.says(f"收回权限 员工甲 {where}")
        await bob.says("确认")
        over = await bob.says("临时权限")

        assert "已更改" not in nobody.title, nobody
        assert "staff01" not in without
        assert "到期后" in asked.text, asked
        assert "到期后" in done.text, done
        assert paid == {READ: 2, f"POST {_DENTRY}": 1}
        assert "员工甲" in listed.text, listed
        assert "已更改" not in wrong.title, wrong
        assert "员工甲" not in over.text, over


async def test_a_folder_is_shared_with_the_group_it_is_said_in(stage: Stage) -> None:
    """In one confirmation, in both languages; in a private chat, and to people, in words alone."""
    async with stage.bot():
        space, folder, _ = await made(stage)
        bob, alone = await stage.in_group("manager01"), await stage.alone("manager01")
        where, at = f"{SPACE}/海报", folder["dentryId"]
        before = await spent(stage)
        private = await alone.says(f"share {where} here as reader")
        people = await bob.says(f"共享到本群 {where} 可查看", atUserIds=["manager02"])
        free = await of_rights(stage, before)
        asked = await bob.says(f"share {where} here as reader")
        at_first = await given(stage, space, at)
        done = await bob.says("yes")
        paid = await of_rights(stage, before)
        members = await given(stage, space, at)
        again = await bob.says(f"共享到本群 {where} 可查看")
        raised = await bob.says(f"分享到本群 {where} 可编辑")
        await bob.says("确认")

        assert "not a group" in private.title
        assert "整个群" in people.title
        assert free == {}
        assert "can view" in asked.text
        assert set(at_first) == {"manager01", "staff01"}
        assert "can view" in done.text
        assert paid == {READ: 2, f"POST {_DENTRY}": 1}
        [group] = set(members) - set(at_first)
        assert members[group] == "READER"
        assert again.title
        assert "可查看 → 可编辑" in raised.text
        assert (await given(stage, space, at))[group] == "EDITOR"


async def test_a_folder_is_found_with_the_space_that_it_is_said_to_be_in(stage: Stage) -> None:
    """By part of its name where it is the only one; whole, with its blanks and both languages."""
    async with stage.bot():
        bob = await stage.alone("manager01")
        said = (
            "who 资料 Material in Engineering",
            "谁能看 Engineering里的资料文件夹",
            "谁能看 Engineering的 资料 Material",
            "who Engineering/Material",
        )
        found = [await bob.says(each) for each in said]
        given = await bob.says('grant 员工甲 editor "the 资料 folder in Engineering"')
        await bob.says("cancel")
        space_here = await space_id(stage, "Engineering")
        await stage.sandbox.make_file(space_here, "资料二", "manager01", type="FOLDER")
        several = await bob.says("who 资料 in Engineering")
        nothing = await bob.says("who 无此 in Engineering")
        ending = await bob.says("who 无此.psd")
        space = await bob.says("who Engineering")

        assert all("资料 Material" in each.title for each in found), found
        assert given.title == "Change permissions for “资料 Material”?", given
        assert "资料 Material" in several.text, several
        assert "资料二" in several.text, several
        assert nothing.title == "Space not found", nothing
        assert ending.title == "File or folder not found", ending
        assert "only be set in Drive" in space.title
        assert "See who can open Engineering/资料 Material" in space.text, space


async def test_a_role_that_was_just_given_is_taken_back_by_him_and_it(stage: Stage) -> None:
    """What was given last, and to whom; a folder in a sentence keeps its name and its space."""
    async with stage.bot():
        bob = await stage.alone("manager01")
        asked = await bob.says("give 员工甲 edit rights on 资料 Material in Engineering")
        await bob.says("yes")
        taken = await bob.says("ok take it away from him again")
        await bob.says("cancel")
        await bob.says("授权 员工甲 可查看 Engineering/资料 Material")
        await bob.says("确认")
        in_chinese = await bob.says("把他的权限收回来吧")

        assert asked.title == "Change permissions for “资料 Material”?", asked
        assert "员工甲: can edit → none of their own" in taken.text, taken
        assert "员工甲：可查看 → 无单独授予的权限" in in_chinese.text, in_chinese
