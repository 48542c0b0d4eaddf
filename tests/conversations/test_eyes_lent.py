"""The operator is an admin who lends their eyes: once they are none, nothing is looked at as them."""

from collections.abc import AsyncIterator

import pytest
from pydantic import TypeAdapter

from bot.access import Operator, Organisation, Place
from bot.dingtalk.contacts import Contact
from bot.documents import Documents
from bot.messages import Conversation
from bot.quota.progress import ProgressStore
from bot.storage import Store
from bot.times.spans import HOUR
from tests.conversations.alerted import QUICK, remembered
from tests.conversations.stage import Stage
from tests.conversations.watching import LIST, PERSON, called, words
from tests.dingtalk import union_id


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    """The admins are told things in the second group, and the second admin is the operator."""
    async with remembered(stage) as memory:
        board = Conversation(await stage.sandbox.group(1), "group", "Board")
        organisation = Organisation(memory)
        await organisation.name_admins_place(Place(board, "manager01"))
        await organisation.name_operator(Operator("manager02", "Cat", 1))
        yield memory


async def loses_role(stage: Stage) -> None:
    """Let the operator be no admin of the organisation any more."""
    answer = await stage.sandbox.client.patch("/sandbox/users/manager02", json={"isAdmin": False})
    answer.raise_for_status()


async def looks_as_cat(stage: Stage) -> list[str]:
    """What DingTalk was asked with the unionId of the second admin."""
    cat = await union_id(stage.sandbox, "manager02")
    calls = await stage.sandbox.calls()
    return [
        str(call["template"])
        for call in calls
        if cat in (call.get("unionId"), call["query"].get("unionId"))
    ]


async def looks_of_all(stage: Stage) -> list[str]:
    return [f"{call['method']} {call['template']}" for call in await stage.sandbox.calls()]


async def test_whose_role_is_lost_is_looked_as_no_more(stage: Stage, store: Store) -> None:
    """The admins hear of it once, with what to do; the lender may still say that it ends."""
    await loses_role(stage)
    async with stage.bot(**QUICK):
        bob, cat = await stage.in_group("manager01", 1), await stage.alone("manager02")
        told = await bob.reads("is no longer an admin")
        await bob.says("lang en")
        shown, looked = await bob.says("operator"), await bob.says("watch now Marketing")
        watch = await bob.says("watch")
        await cat.says("lang en")
        ended, again = await cat.says("operator off"), await cat.says("operator off")

        assert "Cat" in told.text
        assert "operator me" in told.text
        for card in (shown, looked, watch):
            assert "operator me" in words(card)
        assert "no longer an admin" in shown.text + looked.text
        assert "Cat" in ended.text
        assert "Only admins" in words(again)
        assert await looks_as_cat(stage) == []
        cards = (await bob.cards()).values()
        assert len([each for each in cards if "checks stopped" in each.text]) <= 2
        assert await Organisation(store).operator() is None


async def test_a_role_that_is_taken_ends_it_at_once(stage: Stage, store: Store) -> None:
    """And whoever takes it hears whose eyes these were."""
    await loses_role(stage)
    await Documents(store, store.key("admins"), tuple[str, str]).change(
        "manager02", lambda _: ("Cat", "Bob")
    )
    async with stage.bot(**QUICK):
        await called(stage.sandbox, LIST)
        bob = await stage.in_group("manager01", 1)
        await bob.says("lang en")
        removed = await bob.says("admin remove manager02")
        before = len(await looks_as_cat(stage))
        told = await bob.reads("checks stopped")
        await bob.says("watch now Marketing")

        assert "was the operator" in removed.text
        assert "operator me" in removed.text
        assert "Cat" in told.text
        assert len(await looks_as_cat(stage)) == before


@pytest.mark.parametrize("fault", ["server-error", "no-scope"])
async def test_what_dingtalk_does_not_say_ends_no_loan(
    stage: Stage, store: Store, fault: str
) -> None:
    cat = await union_id(stage.sandbox, "manager02")
    known = Contact("manager02", cat, "Cat", is_admin=True, at=await store.now() - 2 * HOUR)
    kept = TypeAdapter(Contact).dump_json(known)
    await store.redis.set(store.key("person", "manager02"), kept)
    await loses_role(stage)
    await stage.sandbox.fault(fault, PERSON)
    async with stage.bot(**QUICK):
        await called(stage.sandbox, LIST)

    assert PERSON in await looks_of_all(stage), "it was asked"
    assert "operator" not in (await ProgressStore(store).load()).troubles
