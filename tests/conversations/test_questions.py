"""A question that waits takes only what fits it; whatever else is said leaves it, and it says so."""

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import CREATE, spent
from tests.sweeping import tried

DROPPED = "My question about"
ASKED_AGAIN = "已取消对 **{}** 的提问"


@pytest.mark.parametrize("command", ["新建空间", "/新建空间", "创建空间"])
async def test_the_command_typed_again_with_its_name_is_the_command(
    stage: Stage, command: str
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("新建空间")

        again = await bob.says(f"{command} 法务归档")
        made = await bob.says("好的")

        assert again.title == "新建“法务归档”？"
        assert ASKED_AGAIN.format("新建空间") not in again.text
        assert "法务归档" in made.title
        assert "法务归档" in await stage.names()


async def test_which_space_is_asked_by_every_command_and_left_by_any(stage: Stage) -> None:
    async with stage.bot():
        for ask, name in (
            ("删除空间", "删除空间"),
            ("设置容量", "设置容量"),
            ("使用", "默认空间"),
            ("立即查看", "立即检查"),
            ("容量级别", "容量级别"),
            ("查看空间", "查看空间"),
        ):
            with tried(ask, name):
                bob = await stage.alone("manager01")
                for left in (f"{ask} 研发部", "空间列表", "spaces design"):
                    asked = await bob.says(ask)
                    answer = await bob.says(left)

                    assert asked.labels == ("取消",)
                    dropped = "的提问" in answer.text or DROPPED in answer.text
                    assert dropped == (left != f"{ask} 研发部")
                    assert ("**" + name + "**" in answer.text) or left != "空间列表"


async def test_ambiguous_numbers_are_left_by_the_command_typed_again(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        for used in (1 << 20, 2 << 20):
            await stage.sandbox.make_space("双胞胎", usedQuota=used)
        await bob.says("删除 双胞胎")

        again = await bob.says("删除 市场部")

        assert again.title == "删除“市场部”？"
        assert ASKED_AGAIN.format("删除空间") not in again.text


@pytest.mark.parametrize("asked", ["新建空间", "新建空间 法务归档", "删除 市场部", "删除"])
async def test_a_no_ends_the_question_and_burns_no_try(stage: Stage, asked: str) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        for no in ("不了", "不是", "no thanks", "not now", "算了"):
            with tried(no):
                await bob.says(asked)

                ended = await bob.says(no)
                after = await bob.says("市场部")

                assert ended.title in {"已取消", "Cancelled"}
                assert "试" not in ended.text
                assert after.title.startswith("市场部")
                assert CREATE not in await spent(stage)


async def test_another_command_at_a_typed_name_burns_no_try(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("space delete 市场部")

        for said in ("空间列表 研发", "/spaces", "删除 3"):
            answer = await bob.says(said)
            assert "市场部" not in answer.title
            await bob.says("space delete 市场部")
        holding = await bob.says("「市场部」")

        assert holding.labels == ("Undo",)


async def test_a_name_that_reads_like_a_command_is_given_in_quotes(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        asked = await bob.says("新建空间")
        left = await bob.says("审计部")
        offered = left.text.partition("请发送：**")[2].partition("**")[0]
        as_said = await bob.says(offered)
        await bob.says("新建空间")
        quoted = await bob.says("「审计部」")

        assert "引号" in asked.text
        assert as_said.title == quoted.title == "新建“审计部”？"


async def test_a_refusal_of_what_left_a_question_says_so_too(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff01")
        await ann.says("use")

        unknown = await ann.says("/spacs")
        await ann.says("use")
        missing = await ann.says("space Nowhere")

        for answer in (unknown, missing):
            assert f"{DROPPED} **use** was dropped" in answer.text


async def test_a_button_of_another_card_leaves_a_question_open(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        listed = await bob.says("空间列表")
        await bob.says("新建空间")
        await bob.presses(listed, "刷新")

        named = await bob.says("法务归档")

        assert named.title == "新建“法务归档”？"


async def test_a_wrong_size_is_asked_for_again_and_then_set(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        await bob.says("quota set")
        await bob.says("Finance")

        wrong = await bob.says("lots")
        again = await bob.says("10")
        done = await bob.says("10 GB")

        for answer in (wrong, again):
            assert "is still open" in answer.text
            assert answer.labels == ("Cancel",)
        assert "Finance" in done.title
        assert "is still open" not in done.text


async def test_the_third_wrong_answer_ends_the_question(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        await bob.says("lang")
        for _ in range(2):
            assert (await bob.says("klingon")).labels == ("Cancel",)
        last = await bob.says("klingon")
        after = await bob.says("klingon")

        assert "stopped asking" in last.text
        assert last.labels == ()
        assert "**zh**, **en**" in last.text
        assert after.title == "I can't help with that, but with Drive I can"
        assert "choices" not in after.text


async def test_a_number_no_candidate_has_keeps_the_candidates(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        for used in (1 << 20, 2 << 20):
            await stage.sandbox.make_space("双胞胎", usedQuota=used)
        await bob.says("查看空间 双胞胎")

        wrong = await bob.says("9")
        right = await bob.says("2")

        assert "1 到 2" in wrong.text
        assert right.title == "双胞胎：已用 2 MB"


async def test_numbers_are_offered_where_there_is_a_list(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        nothing = await bob.says("3")
        before = await bob.says("use")
        await bob.says("spaces")
        after = await bob.says("use")

        assert "no list here yet" in nothing.text
        assert "Similar names" not in nothing.text
        assert "number" not in before.text
        assert "number from the last list" in after.text


async def test_a_command_leaves_a_question_after_a_wrong_answer(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        await bob.says("budget used")
        await bob.says("many")

        left = await bob.says("whoami")
        after = await bob.says("1200")

        assert f"{DROPPED} **budget used** was dropped" in left.text
        assert "1,200" not in after.text
