"""Changes that DingTalk never answered: found out by looking, or honestly left open."""

from tests.conversations.crashes import confirm, held, hold, made
from tests.conversations.stage import Stage
from tests.conversations.watching import CREATE, DELETE, SHOW, UPDATE, settled

SOON = {"call_seconds": 2}
"""A call without an answer is given up soon, for here each of them is waited for."""


async def test_a_create_call_that_worked_without_an_answer_is_found_and_adopted(
    stage: Stage,
) -> None:
    async with stage.bot(**SOON):
        bob = await stage.in_group("manager01")
        await hold(stage.sandbox, "after", CREATE)
        asked = await confirm(bob, "space create Once", "Create")
        done = await bob.finished(asked.card, asked.seq)

        assert done.title == "Created: Once"
        assert (await stage.names()).count("Once") == 1
        assert len(await made(stage.sandbox, CREATE)) == 1


async def test_a_create_call_that_did_nothing_is_made_once_more(stage: Stage) -> None:
    async with stage.bot(**SOON):
        bob = await stage.in_group("manager01")
        await hold(stage.sandbox, "before", CREATE)
        asked = await confirm(bob, "space create Once", "Create")
        done = await bob.finished(asked.card, asked.seq)

        assert done.title == "Created: Once"
        assert (await stage.names()).count("Once") == 1
        assert len(await made(stage.sandbox, CREATE)) == 2


async def test_two_spaces_that_may_be_ours_are_left_to_the_person(stage: Stage) -> None:
    """Somebody makes a space of the same name while DingTalk keeps the answer to itself."""
    async with stage.bot(**SOON):
        bob = await stage.in_group("manager01")
        fault = await hold(stage.sandbox, "after", CREATE)
        asked = await confirm(bob, "space create Twin", "Create")
        await held(stage.sandbox, fault)
        await stage.sandbox.make_space("Twin")
        done = await bob.finished(asked.card, asked.seq)

        assert done.title == "Outcome unknown: Twin"
        assert done.buttons == ()
        assert (await stage.names()).count("Twin") == 2
        assert len(await made(stage.sandbox, CREATE)) == 1


async def test_a_delete_call_without_an_answer_is_looked_up_too(stage: Stage) -> None:
    """Of two deletions one had happened and is believed; the other had not and is called again."""
    async with stage.bot(hold_seconds=0.2, **SOON):
        bob, eve = await stage.in_group("manager01"), await stage.in_group("manager02")
        await hold(stage.sandbox, "after", DELETE)
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        gone = await bob.finished(holding.card, holding.seq)
        await hold(stage.sandbox, "before", DELETE)
        await eve.says("space delete Engineering")
        waiting = await eve.says("Engineering")
        gone_too = await eve.finished(waiting.card, waiting.seq)

        assert [gone.title, gone_too.title] == ["Deleted: Finance", "Deleted: Engineering"]
        assert {"Finance", "Engineering"}.isdisjoint(await stage.names())
        assert len(await made(stage.sandbox, DELETE)) == 3


async def test_a_card_call_that_did_nothing_is_made_again(stage: Stage) -> None:
    async with stage.bot(**SOON):
        ann = await stage.in_group("staff01")
        await hold(stage.sandbox, "before", SHOW)
        answer = await ann.says("help")
        shown = await settled(ann)

        assert next(iter(shown)) == answer.card
        assert [each for each in await ann.looks() if not each.card] == []


async def test_a_card_that_dingtalk_lost_is_made_anew(stage: Stage) -> None:
    """The record says it was sent, but DingTalk begins again and knows nothing of it."""
    async with stage.bot(hold_seconds=1.5):
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        await stage.sandbox.reset()
        gone = await bob.finished(holding.card)

        assert gone.title == "Deleted: Finance"


async def test_what_was_done_is_not_denied_by_a_pause_that_came_after_it(stage: Stage) -> None:
    """The space is made, its card has to be tried again, and an admin stops all changes between."""
    async with stage.bot(interim_seconds=30, **SOON):
        bob, eve = await stage.in_group("manager01"), await stage.in_group("manager02")
        asked = await bob.says("space create Once")
        # Not sooner: the question may need an update too, where it has shown that it works.
        fault = await hold(stage.sandbox, "before", UPDATE)
        await bob.taps(asked, "Create")
        await held(stage.sandbox, fault)
        paused = await eve.says("/pause")
        done = await bob.finished(asked.card, asked.seq)

        assert paused.title == "Changes are paused"
        assert done.title == "Created: Once"
        assert len(await made(stage.sandbox, CREATE)) == 1
