"""A long list costs nobody their day: its price is named, and ten questions of a morning are answered."""

import pytest

from bot.cards import Card
from bot.shared_buttons import ReadList
from tests.conversations.stage import seen
from tests.costs import CAT, MINUTE, Chat, Counting, organisation
from tests.handlers.watching import swept
from tests.parts import ANN

MANY, CALLS = 6_000, 120
"""So many spaces, whose list takes more calls than somebody has a day and a first list may take."""

LIST = "GET /v1.0/drive/spaces"
MORNING = (
    "spaces",
    "space Finance",
    "quota",
    "spaces fin",
    "quota Finance",
    "spaces over 90%",
    "space Engineering",
    "quota top",
    "spaces mark",
    "space Finance",
)


async def title(chat: Chat) -> str:
    """The title of the newest card."""
    return seen((await chat.bot.shown())[-1]).title


async def lists(counting: Counting) -> int:
    """How many calls for lists were made so far."""
    return sum(call == LIST for call in await counting.bot.calls())


@pytest.mark.parametrize("members_may", [True, False])
async def test_ten_questions_of_a_morning_are_answered(
    redis_url: str, *, members_may: bool
) -> None:
    async with organisation(redis_url, 3_000) as counting:
        await counting.bot.sandbox.settings(managementForMembers=members_may)
        chat = Chat(counting.bot, ANN)
        await counting.counted()
        for asked in MORNING:
            counting.later(15 * MINUTE)
            await chat.asks(asked)
            assert await title(chat) != "Daily limit reached", asked
        assert await counting.counted() <= 100


async def test_a_list_above_the_fair_part_is_offered_and_read_to_its_end_once_a_day(
    redis_url: str,
) -> None:
    async with organisation(redis_url, MANY) as counting:
        await swept(counting.bot)  # the first sweep of so many was cut off
        await counting.bot.sandbox.settings(managementForMembers=False)
        chat, before = Chat(counting.bot, CAT), await lists(counting)

        await chat.says("spaces")
        assert chat.session.state == ReadList("spaces", {}, CALLS)
        assert await lists(counting) == before

        await chat.presses(ReadList)
        shown = await chat.shown()
        assert (len(shown.spaces), shown.unread) == (MANY, 0)
        assert await lists(counting) == before + CALLS

        for asked in ("space Finance", "spaces fin", "quota"):
            await chat.says(asked)
            assert await title(chat) != "Daily limit reached"

        await chat.says("spaces refresh")
        await chat.presses(ReadList)
        assert await title(chat) == "Daily limit reached"
        assert await lists(counting) == before + CALLS


async def test_a_deletion_names_the_price_of_a_list_before_it_reads_it(redis_url: str) -> None:
    async with organisation(redis_url, 300) as counting:
        bot = counting.bot
        await bot.sandbox.settings(managementForMembers=False)
        await bot.services.access.add_admin("staff02", "Cat", "Bob", None)
        chat, before = Chat(bot, CAT), await lists(counting)

        await chat.says("space delete Finance")
        assert isinstance(chat.session.state, ReadList)
        assert chat.session.state.calls == 6
        assert await lists(counting) == before

        await chat.says("yes")
        assert await lists(counting) == before + 6
        assert not isinstance(chat.session.state, ReadList | Card)


async def test_a_list_that_was_cut_off_is_offered_at_what_it_may_take(redis_url: str) -> None:
    async with organisation(redis_url, MANY) as counting:
        await counting.bot.sandbox.settings(managementForMembers=False)
        chat = Chat(counting.bot, CAT)
        await chat.asks("spaces")
        assert (await chat.shown()).unread < 0

        await chat.says("spaces refresh")
        assert isinstance(chat.session.state, ReadList)
        assert chat.session.state.calls == 200
