"""Several commands in one message: each is answered, in order, and once, whatever dies between."""

from bot.delivery import card_id
from tests.conversations.crashes import held, hold, kill
from tests.conversations.stage import Person, Seen, Stage, named
from tests.conversations.watching import CREATE, spent

LIST = "GET /v1.0/drive/spaces"


async def line(person: Person, msg_id: str, number: int) -> Seen:
    """The answer to one line of a message, from 2."""
    turn = f"{person.robot}:{msg_id}:{number}"
    return await person.finished(named(card_id(turn, "answer", person.conversation)))


async def test_each_line_is_answered_on_its_own_card_in_order(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        sent = await ann.sends("whoami\n\nspaces\nspace Finance")

        first = await ann.answer_to(sent)
        second, third = await line(ann, sent, 2), await line(ann, sent, 3)

        assert first.seq < second.seq < third.seq
        assert second.title.startswith("Spaces: ")
        assert "Finance" in third.title
        assert len(await ann.cards()) == 3
        assert (await ann.says("the second one")).title != "About what?"


async def test_the_first_change_waits_and_the_rest_is_named_as_not_done(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        sent = await bob.sends("spaces\nspace create Alpha\nspace create Beta\nquota")

        asked = await line(bob, sent, 2)
        made = await bob.presses(asked, "Create")
        await bob.says("whoami")

        assert "space create Beta · quota" in asked.text
        assert "Alpha" in made.title + made.text
        assert "Beta" not in await stage.names()
        assert len(await bob.cards()) == 3


async def test_what_would_change_at_once_asks_where_it_is_one_of_several(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("quota set Finance 500 GB\nspaces")

        assert asked.title == "Do this?"
        assert "spaces" in asked.text
        last = await bob.sends("spaces\nlang zh")
        assert (await line(bob, last, 2)).title == "Do this?"
        assert (await bob.says("spaces")).title.startswith("Spaces: ")


async def test_a_wrong_line_does_not_stop_the_others(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        sent = await ann.sends("space Nowhere at all\nspace Finance")

        assert "found" in (await ann.answer_to(sent)).title
        assert "Finance" in (await line(ann, sent, 2)).title


async def test_more_than_five_are_none(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        answer = await bob.says("\n".join(["spaces"] * 5 + ["space create Alpha"]))
        await bob.says("whoami")

        assert answer.title == "Too many commands at once"
        assert len(await bob.cards()) == 2
        assert not {LIST, CREATE} & (await spent(stage)).keys()


async def test_one_command_over_several_lines_is_one(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")

        assert "Two Words" in (await bob.says("space create\nTwo Words")).title


async def test_each_is_answered_once_though_its_process_is_killed_between(stage: Stage) -> None:
    ann = await stage.in_group("staff01")
    async with stage.process() as first:
        listing = await hold(stage.sandbox, "before", LIST)
        sent = await ann.sends("whoami\nspace Finance\nwhoami")
        await held(stage.sandbox, listing)
        await kill(stage, first)
    async with stage.bot():
        second, third = await line(ann, sent, 2), await line(ann, sent, 3)
        await ann.says("whoami")

        assert "Finance" in second.title
        assert third.title == (await ann.answer_to(sent)).title
        assert len(await ann.cards()) == 4
