"""What a conversation remembers: its language, its default space, what it waits for."""

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import CREATE, settled, space_id, spent
from tests.sweeping import tried


async def test_a_conversation_keeps_the_language_it_chose(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        elsewhere = await stage.alone("staff01")

        chosen = await ann.says("/lang en")
        english = await ann.says("空间列表")
        chinese = await elsewhere.says("空间列表")
        back = await ann.says("lang 中文")

        assert "English" in chosen.text
        assert english.title.startswith("Spaces")
        assert chinese.title.startswith("空间列表")
        assert "中文" in back.text
        assert (await ann.says("spaces")).title.startswith("空间列表")


async def test_a_language_nobody_knows_changes_nothing(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        await ann.says("lang fr")

        assert (await ann.says("spaces")).title.startswith("Spaces")


async def test_a_name_in_another_language_does_not_change_the_answers(stage: Stage) -> None:
    """A question asked in English is answered in English, whatever the space is called."""
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space delete 市场部")
        holding = await bob.says("市场部")
        await bob.says("spaces")
        third = await bob.says("3")

        assert holding.labels == ("Undo",)
        assert "used" in third.text or "full" in third.text.lower()


async def test_a_default_space_is_meant_where_none_is_named(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        none = await ann.says("space")
        await ann.says("cancel")
        chosen = await ann.says("use Finance")

        meant = await ann.says("space")
        other = await ann.says("space Engineering")

        assert none.labels == ("Cancel",)
        assert "Finance" in chosen.title
        assert meant.title.startswith("Finance")
        assert other.title.startswith("Engineering")


async def test_a_default_space_that_is_gone_says_so(stage: Stage) -> None:
    async with stage.bot(fresh_seconds=0):
        ann = await stage.in_group("staff01")
        await ann.says("use Finance")
        await stage.sandbox.delete_space(await space_id(stage, "Finance"))

        gone = await ann.says("space")

        assert gone.title == "Space not found"


async def test_cancel_ends_a_question_and_takes_its_button_off(stage: Stage) -> None:
    async with stage.bot():
        for word in ("cancel", "/cancel", "取消", "never mind"):
            with tried(word):
                bob = await stage.in_group("manager01")
                asked = await bob.says("space create")

                cancelled = await bob.says(word)
                after = await settled(bob)
                unknown = await bob.says("A name nobody waits for")

                assert cancelled.buttons == ()
                assert after[asked.card].buttons == ()
                assert "A name nobody waits for" not in unknown.title + unknown.text
                assert "A name nobody waits for" not in await stage.names()
                assert CREATE not in await spent(stage)


async def test_cancel_with_nothing_to_cancel_says_so(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        assert (await ann.says("cancel")).title == "Nothing to cancel"


async def test_a_pressed_cancel_ends_what_the_conversation_waits_for(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Stopped")
        await bob.presses(asked, "Cancel")

        after = await bob.says("yes")

        assert after.title == "Nothing is waiting for a yes"
        assert "Stopped" not in await stage.names()


async def test_another_command_ends_a_question(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space delete Finance")
        await bob.says("spaces")

        typed = await bob.says("Finance")

        assert (await bob.cards())[asked.card].buttons == ()
        assert typed.title.startswith("Finance: ")
        assert "Nothing is waiting" in (await bob.says("pending")).title


async def test_a_question_belongs_to_one_person_in_one_conversation(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        eve = await stage.in_group("manager02")
        elsewhere = await stage.alone("manager01")
        await bob.says("space create Mine")

        for other in (eve, elsewhere):
            assert (await other.says("yes")).title == "Nothing is waiting for a yes"
        assert "Mine" not in await stage.names()
        assert "Mine" in (await bob.says("yes")).title


@pytest.mark.parametrize(
    ("said", "near"),
    [
        ("spacs", "spaces"),
        ("/audt Finance", "audit"),
        ("新键空间 市场", "新建"),
        ("pendng", "pending"),
    ],
)
async def test_what_is_no_command_is_answered_with_what_is_close_to_it(
    stage: Stage, said: str, near: str
) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")

        answer = await bob.says(said)

        assert near in answer.text + str(answer.labels)


async def test_members_are_not_offered_what_only_admins_may(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        unknown = await ann.says("/admn lst")
        helped, all_ = await ann.says("help"), await ann.says("help more")

        assert "admin list" not in unknown.text + str(unknown.labels)
        assert "admin" not in helped.text + all_.text
        assert "**spaces**" in all_.text


async def test_an_ambiguous_name_is_chosen_by_number(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        first = await stage.sandbox.make_space("Twin", usedQuota=1 << 20)
        second = await stage.sandbox.make_space("Twin", usedQuota=2 << 20)

        several = await bob.says("space delete Twin")
        chosen = await bob.says("2")

        assert first["spaceId"] in several.text
        assert second["spaceId"] in several.text
        assert chosen.title == "Delete “Twin”?"
        assert second["spaceId"] in chosen.text


async def test_what_was_said_long_ago_changes_nothing(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space create Old")
        await stage.sandbox.settings(clockOffsetMillis=-11 * 60 * 1000)

        late = await bob.says("yes")

        assert late.title == "Message arrived too late"
        assert "Old" not in await stage.names()


async def test_a_question_left_for_another_command_says_that_it_is_closed(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        asked = await bob.says("space create Plans")

        await bob.says("whoami")
        closed = await bob.finished(asked.card, asked.seq)

        assert "See the messages below" in closed.text
        assert closed.buttons == ()
