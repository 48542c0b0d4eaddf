"""A question asked while a confirmation waits is answered, and the confirmation waits on."""

import pytest

from tests.conversations.stage import Stage

OPEN_ZH, OPEN_EN = "还在等你回答", "is still open"
ASKED = (
    *("Finance 还剩多少", "市场部满了没，里面最大的文件有哪些", "哪些空间快满了？"),
    *("how full is Finance", "what takes up most of Finance?", "who are the admins here"),
)
WAITING = (
    ("新建空间 法务归档", "好的", "法务归档"),
    ("删除 空盘", "确认", "空盘"),
    ("把会议录像的软配额设成200G", "确认", "会议录像"),
)


@pytest.mark.parametrize(("begins", "agrees", "title"), WAITING)
@pytest.mark.parametrize("asked", ASKED)
async def test_what_is_only_shown_leaves_a_confirmation_waiting(
    stage: Stage, begins: str, agrees: str, title: str, asked: str
) -> None:
    await stage.sandbox.make_space("空盘", usedQuota=0)
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        begun = await bob.says(begins)

        told = await bob.says(asked)
        after = await bob.says(agrees)

        assert told.title != begun.title
        assert OPEN_ZH in told.text or OPEN_EN in told.text
        assert title in after.title + after.text
        assert after.title not in {"已取消", "Cancelled", begun.title}


async def test_a_name_to_be_typed_is_not_tried_by_a_question(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("删除 市场部")

        told = await bob.says("它现在用了多少")
        wrong = await bob.says("市场")
        held = await bob.says("市场部")

        assert told.title.startswith("市场部")
        assert "2" in wrong.text
        assert "市场部" in held.title


async def test_the_buttons_of_what_waits_act_after_a_question(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        begun = await bob.says("新建空间 法务归档")
        await bob.says("哪些空间快满了？")

        made = await bob.presses(begun, "新建")

        assert "法务归档" in made.title
        assert "法务归档" in await stage.names()


async def test_a_change_said_meanwhile_leaves_what_waits(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("新建空间 法务归档")

        other = await bob.says("删除 市场部")

        assert other.title == "删除“市场部”？"
        assert "已取消" in other.text


async def test_several_lines_meanwhile_are_all_answered_or_named(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("新建空间 法务归档")
        before = len(await bob.cards())

        await bob.says("空间列表\n组织容量")

        assert len(await bob.cards()) >= before + 1


async def test_what_is_only_offered_names_the_question_that_it_leaves(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("create a space called Foo")

        offered = await bob.says("are there files in Finance? if there are not, drop the space")

        assert "**space create** was dropped" in offered.text
