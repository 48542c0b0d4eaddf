"""Whatever is said gets an answer, changes nothing by itself, and finds the space that is meant."""

import pytest

from tests.conversations.stage import Stage


@pytest.mark.parametrize(
    "said",
    [
        "什么都行 " * 12_000,
        "delete Finance " * 7_000,
        "吗",
        "x",
        "👍👍",
        "Сколько места осталось?",
        "/weather tomorrow",
        "请问",
        "呢",
        "\n\n谢谢\n",
    ],
    ids=[
        "zh 100 kB",
        "en 100 kB",
        "吗",
        "x",
        "emoji",
        "third",
        "other bot",
        "only polite",
        "呢",
        "bye",
    ],
)
async def test_odd_sentences_are_answered_and_change_nothing(stage: Stage, said: str) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        before = await stage.names()
        answer = await bob.says(said)

        assert answer.title not in {"Something went wrong", "出错了"}
        assert "went wrong" not in answer.text
        assert await stage.names() == before
        assert (await bob.says("whoami")).title


@pytest.mark.parametrize("name", ["删除", "space", "好", "第三个", "下一页", "谢谢吧", "帮我看看"])
async def test_a_space_that_is_called_like_a_word_is_found_by_its_quoted_name(
    stage: Stage, name: str
) -> None:
    await stage.sandbox.make_space(name)
    async with stage.bot():
        bob = await stage.in_group("manager01")

        assert name in (await bob.says(f"查看空间 「{name}」")).title
        assert name in await stage.names()


async def test_names_that_differ_by_a_character_or_hold_one_another_are_told_apart(
    stage: Stage,
) -> None:
    for name in ("研发一部", "研发二部", "财务", "财务备份"):
        await stage.sandbox.make_space(name)
    async with stage.bot():
        ann = await stage.in_group("staff01")

        for name in ("研发一部", "研发二部", "财务", "财务备份"):
            shown = await ann.says(name)
            assert name in shown.title
            assert f"{name}备份" not in shown.title


async def test_a_name_is_asked_for_in_full_while_the_list_cannot_be_read(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("no-scope", "GET /v1.0/drive/spaces")

        answer = await ann.says("Finance")

        assert "went wrong" not in answer.text
        assert "Finance: " not in answer.title
