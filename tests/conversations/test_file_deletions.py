"""Files are deleted into the recycle bin and come back; without a bin a name has to be typed."""

import re

from tests.conversations.alerted import remembered
from tests.conversations.stage import Person, Stage
from tests.conversations.test_file_changes import SPACE, boxed, browsing, here
from tests.conversations.watching import cost, space_id, spent

_DENTRIES = "/v1.0/storage/spaces/{spaceId}/dentries"
REMOVES = f"POST {_DENTRIES}/batchRemove"
BIN = "/v1.0/storage/recycleBins/{recycleBinId}/recycleItems"
ONE = f"DELETE {_DENTRIES}/{{dentryId}}"


async def test_numbers_of_files_are_deleted_and_brought_back_by_button_and_by_word(
    stage: Stage,
) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        before = set(await here(stage))
        paid_before = await spent(stage)
        asked = await ann.says("删除 2 4-5")
        gone = await ann.presses(asked, "删除")
        paid = await cost(stage, paid_before)
        left, binned = set(await here(stage)), await stage.sandbox.binned()
        back = await ann.presses(gone, "撤销")
        again = set(await here(stage))
        await ann.says(f"文件 {SPACE}")
        await ann.presses(await ann.says("删除文件 2"), "删除")
        counted = await ann.says("等等，第二个还要用，能捞回来不")
        await ann.says("取消")
        by_word = await ann.says("撤销")
        await ann.says(f"文件 {SPACE}")
        await ann.says("删除文件 2")
        await ann.says("确认")
        await ann.says("新建文件夹 归档")
        other = await ann.says("撤销")
        await ann.says("取消")
        name = next(each for each, row in (await here(stage)).items() if row["type"] == "FILE")
        moved = await ann.says(f"移动文件 {SPACE}/{name} 到 {SPACE}/归档")
        offered = await ann.says("撤销")
        agreed = await ann.says("确认")
        home = set(await here(stage))
        renamed = await ann.says(f"重命名文件 {SPACE}/{name} 换了")
        renaming = await ann.says("rename it back")
        await ann.says("取消")
        called = await ann.presses(renamed, "改回原名")
        (gone_name,) = before - set(await here(stage))
        named = await ann.says(f"恢复文件 {gone_name}")
        await ann.says("确认")

        assert "3 项" in asked.title
        assert paid[REMOVES] == 1
        assert len(before - left) == len(binned) == 3
        assert "已恢复" in back.title, back
        assert again == before
        assert "已恢复" in by_word.title, by_word
        assert counted.title.startswith("恢复“")
        assert "无法撤销" in other.text
        assert "移回原处" in str(moved.buttons)
        assert name in offered.title
        assert "恢复刚才删除的" in str(offered.buttons)
        assert "已移动" in agreed.title
        assert name in home
        assert named.title == f"恢复“{gone_name}”？"
        assert set(await here(stage)) - {"归档"} == before
        assert (name in called.title, f"**{name}** again" in renaming.text) == (True, True)
        assert name in await here(stage)


async def test_what_changed_since_it_was_shown_is_left(stage: Stage) -> None:
    async with stage.bot():
        ann = await browsing(stage)
        space = await space_id(stage, SPACE)
        for name in ("甲.txt", "乙.txt", "丙.txt"):
            await stage.sandbox.make_file(space, name, "manager01", size=3)
        listed = await ann.says(f"文件 {SPACE} 按名称")
        rows = await here(stage)
        numbers = {
            name: n
            for name in ("甲.txt", "乙.txt", "丙.txt")
            for n in range(1, 20)
            if f"**{n}** {name}" in listed.text + (await ann.says("文件 第2页")).text
        }
        asked = await ann.says("删除 " + " ".join(str(n) for n in numbers.values()))
        await stage.sandbox.change_file(space, rows["甲.txt"]["dentryId"], name="改了.txt")
        await stage.sandbox.delete_file(space, rows["乙.txt"]["dentryId"])
        done = await ann.presses(asked, "删除")
        after = await here(stage)

        assert len(numbers) == 3
        assert "改了.txt" in after
        assert "丙.txt" not in after
        assert "有变化" in done.text
        assert "已不存在" in done.text


async def test_without_a_bin_nothing_goes_until_the_name_is_typed(stage: Stage) -> None:
    async with stage.bot(hold_seconds=0.2):
        ann = await browsing(stage)
        space = await space_id(stage, SPACE)
        await stage.sandbox.make_file(space, "甲.txt", "manager01", size=3)
        fault = {"times": 1, "status": 400, "code": "recycleBinNotSupportForSpace"}
        await stage.sandbox.fault("respond", ONE, **fault)
        asked = await ann.says(f"删除文件 {SPACE}/甲.txt")
        typed = await ann.presses(asked, "删除")
        still = "甲.txt" in await here(stage)
        wrong = await ann.says("乙.txt")
        await ann.sends("甲.txt")
        gone = await ann.reads("已删除")

        assert still
        assert "没有回收站" in typed.text
        assert "不一致" in wrong.text
        assert "已删除" in gone.title
        assert "甲.txt" not in await here(stage)
        assert await stage.sandbox.binned() == []


async def test_who_may_not_deletes_nothing_and_a_folder_goes_as_a_task(stage: Stage) -> None:
    async with stage.bot():
        await boxed(stage)
        ann, ben = await browsing(stage), await browsing(stage, "staff01")
        await ben.says(f"删除文件 {SPACE}/盒子")
        refused = await ben.says("确认")
        there = "盒子" in await here(stage)
        await ann.says(f"删除文件 {SPACE}/盒子")
        gone = await ann.says("确认")
        back = await ann.says("撤销")

        assert "不允许" in refused.text
        assert there
        assert "已删除" in gone.title
        assert "已恢复" in back.title
        assert "盒子" in await here(stage)


async def test_the_bin_is_listed_for_one_call_and_its_items_restored_by_number(
    stage: Stage,
) -> None:
    async with stage.bot():
        ann, ben = await browsing(stage), await browsing(stage, "staff01")
        space = await space_id(stage, SPACE)
        for name in ("甲.txt", "乙.txt"):
            await stage.sandbox.make_file(space, name, "manager01", size=1 << 20)
            await ann.says(f"删除文件 {SPACE}/{name}")
            await ann.says("确认")
        first = await ann.says("回收站")
        before = await spent(stage)
        listed = await ann.says(f"回收站 {SPACE}")
        paid = await cost(stage, before)
        hidden = await ben.says("回收站")
        await stage.sandbox.make_file(space, "甲.txt", "manager01", size=3)
        clash = await ann.says("恢复文件 1-2")
        both = await ann.presses(clash, "都保留")
        gone = await ann.says("恢复文件 1")
        all_gone = await ann.says("恢复文件 1-2")
        await ann.says(f"删除文件 {SPACE}/乙.txt")
        await ann.says("确认")
        later = await ann.says("恢复文件 1")
        await ann.says("确认")

        assert "乙.txt" in first.text
        assert "甲.txt" in listed.text
        assert "2 MB" in listed.text, listed.text
        assert paid[f"GET {BIN}"] == 1
        assert "甲.txt" not in hidden.text
        assert "已有同名内容" in clash.title, clash
        assert "已恢复" in both.title, both
        assert "已不在" in gone.text, gone
        assert later.title == "恢复“乙.txt”？", "of what was deleted after the list"
        assert "#2" in all_gone.text, "what is gone has its number, and no id"
        assert not re.search(r"\d{6}", all_gone.text)
        assert {"甲.txt", "甲(1).txt", "乙.txt"} <= set(await here(stage))


async def test_numbers_of_a_list_of_many_folders_are_deleted_where_they_are_of_one_space(
    stage: Stage,
) -> None:
    async with stage.bot():
        await boxed(stage)
        ann = await stage.alone("manager01")
        await ann.says(f"最大文件 {SPACE}")
        listed = (await ann.cards()).popitem()[1]
        asked = await ann.says("删除 1-2")
        gone = await ann.presses(asked, "删除")

        assert "2 项" in asked.title, (listed, asked)
        assert "已删除" in gone.title
        assert len(await stage.sandbox.binned()) == 2


async def _binned(stage: Stage, ann: Person, *names: str) -> None:
    space = await space_id(stage, SPACE)
    for name in names:
        await stage.sandbox.make_file(space, name, "manager01", size=1 << 20)
        await ann.says(f"删除文件 {SPACE}/{name}")
        await ann.says("确认")


async def taken_marks(stage: Stage) -> set[str]:
    """The spaces that are due since the bot has changed them; none is from then on."""
    async with remembered(stage) as store:
        key = store.key("watch", "due")
        marked = {str(each) for each in await store.redis.smembers(key)}
        await store.redis.delete(key)
        return marked


async def test_listed_items_of_the_bin_go_for_ever_after_a_typed_name_and_a_hold(
    stage: Stage,
) -> None:
    async with stage.bot(hold_seconds=0.3):
        ann, ben = await browsing(stage), await browsing(stage, "staff01")
        await ann.says("/operator me")
        await _binned(stage, ann, "甲.txt", "乙.txt", "丙.txt")
        put_away = await taken_marks(stage)
        unlisted = await ann.says("彻底删除 1")
        await ann.says("回收站")
        before = await spent(stage)
        asked = await ann.says("彻底删除 1-2")
        wrong = await ann.says("乙.txt")
        kept = len(await stage.sandbox.binned())
        await ann.sends("丙.txt")
        await ann.reads("已彻底删除：2 项")
        paid = await cost(stage, before)
        emptied = await taken_marks(stage)
        refused = await ben.says("彻底删除 1")

        assert put_away == emptied == {await space_id(stage, SPACE)}, "its alert follows"
        assert "未做任何更改" in unlisted.text
        assert "2 MB" in asked.text
        assert "不一致" in wrong.text, wrong
        assert kept == 3
        assert [each["name"] for each in await stage.sandbox.binned()] == ["甲.txt"]
        assert (paid[f"POST {BIN}/batchRemove"], paid[f"GET {BIN}"]) == (1, 2)
        assert "管理员" in refused.text + refused.title, refused


async def test_a_removal_is_taken_back_or_left_where_the_bin_or_the_role_has_changed(
    stage: Stage,
) -> None:
    async with stage.bot(hold_seconds=3):
        ann, eve = await browsing(stage), await stage.alone("manager02")
        await _binned(stage, ann, "甲.txt", "乙.txt")
        await ann.says("回收站")
        await ann.says("彻底删除 2")
        holding = await ann.says("甲.txt")
        kept = await ann.presses(holding, "撤销")
        await ann.says("彻底删除 1-2")
        await ann.says("乙.txt")
        await ann.says("恢复文件 1")
        gone = await ann.reads("不在回收站里")
        await ann.says("回收站")
        await ann.says("彻底删除 1")
        await ann.says("甲.txt")
        client = stage.sandbox.client
        (await client.patch("/sandbox/users/manager01", json={"isAdmin": False})).raise_for_status()
        lost = await ann.reads("已不是管理员")
        trail = await eve.says("/audit")

        assert "甲.txt" in kept.title
        assert "未删除" in gone.title
        assert "未删除" in lost.title
        assert f"POST {BIN}/batchRemove" not in await spent(stage)
        assert [each["name"] for each in await stage.sandbox.binned()] == ["甲.txt"]
        assert "for ever" in trail.text, trail


async def test_without_a_bin_files_wait_and_what_changed_meanwhile_is_left(stage: Stage) -> None:
    async with stage.bot(hold_seconds=2):
        ben = await browsing(stage)
        space = await space_id(stage, SPACE)
        fault = {"times": 2, "status": 400, "code": "recycleBinNotSupportForSpace"}
        await stage.sandbox.fault("respond", ONE, **fault)
        for name in ("甲.txt", "乙.txt"):
            await stage.sandbox.make_file(space, name, "manager01", size=3)
        for name in ("甲.txt", "乙.txt"):
            asked = await ben.says(f"删除文件 {SPACE}/{name}")
            await ben.presses(asked, "删除")
            holding = await ben.says(name)
            if name == "甲.txt":
                kept = await ben.presses(holding, "撤销")
        rows = await here(stage)
        await stage.sandbox.change_file(space, rows["乙.txt"]["dentryId"], name="改了.txt")
        left = await ben.reads("有变化")

        assert "即将删除" in holding.title
        assert "甲.txt" in kept.title
        assert "乙.txt" in left.text + left.title
        assert {"甲.txt", "改了.txt"} <= set(await here(stage))
