"""What is shown where there are too many spaces to read them all: what DingTalk gives the asker now."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.drive.card_list import ShownList
from bot.errors import AmbiguousSpace, NoSuchSpace
from bot.routing import Anew
from bot.storage import Store
from handlers.spaces import ShowMore, TurnPage
from tests.assembly import Assembly, assembled
from tests.handlers.calling import body, presses, says, takes, types
from tests.handlers.watching import learns, swept
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
SPACES = 120


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """A watched organisation whose list takes three calls, where members may ask by id."""
    await sandbox.reset(spaces=SPACES, files=1)
    await sandbox.settings(managementForMembers=True)
    async with assembled(sandbox, store) as core:
        await swept(core)
        yield core


async def paid(bot: Assembly, since: int) -> list[str]:
    return [call for call in (await bot.calls())[since:] if "/drive/" in call]


async def loses(bot: Assembly) -> None:
    """Let DingTalk give nobody the space that is asked for first."""
    await bot.sandbox.fault("omit-id", QUERY)


async def shown(bot: Assembly, card: Any, name: str) -> str:
    record = await bot.delivery.show(card, bot.target(name))
    return record.out_track_id


async def test_a_list_asks_for_its_first_and_a_page_for_what_comes_next(bot: Assembly) -> None:
    since = len(await bot.calls())
    first = await says(bot, "spaces", ANN)
    kept = first.kept
    assert isinstance(kept, ShownList)
    assert (len(kept.spaces), kept.more) == (30, True)
    assert "spaces refresh" in body(first)

    third = await presses(bot, TurnPage(3), ANN, kept=kept)
    assert third.data["page"] == 3
    assert await paid(bot, since) == [QUERY]

    with pytest.raises(Anew) as anew:
        await presses(bot, TurnPage(4), ANN, kept=kept)
    assert anew.value.action == ShowMore(4)
    card = await shown(bot, first, "first")
    fourth: Any = await takes(bot, ShowMore(4), ANN, card=card)
    assert await paid(bot, since) == [QUERY, QUERY]
    assert fourth.kept.spaces[:30] == kept.spaces
    assert (len(fourth.kept.spaces), fourth.data["page"]) == (60, 4)


async def test_a_space_that_was_lost_this_minute_is_not_found_by_its_name(bot: Assembly) -> None:
    assert (await says(bot, "space Engineering", ANN)).data["space"].name == "Engineering"
    seen = await bot.space("Engineering")
    assert seen is not None
    await loses(bot)

    with pytest.raises(AmbiguousSpace) as others:
        await types(bot, "space Engineering", ANN)

    assert seen["spaceId"] not in [each[0] for each in others.value.candidates]


async def test_a_space_that_was_lost_is_not_found_by_the_number_of_an_old_list(
    bot: Assembly,
) -> None:
    listed = await says(bot, "spaces", ANN)
    card = await shown(bot, listed, "listed")
    name = listed.kept.spaces[2].name
    assert (await says(bot, "space 3", ANN, last_list=card)).data["space"].name == name
    await loses(bot)

    with pytest.raises(NoSuchSpace) as none:
        await types(bot, "space 3", ANN, last_list=card)

    assert none.value.near == ()


async def test_a_space_that_was_lost_is_not_on_the_next_page(bot: Assembly) -> None:
    first = await says(bot, "spaces", ANN)
    card = await shown(bot, first, "first")
    before: Any = await takes(bot, ShowMore(5), ANN, card=card)
    lost = before.kept.spaces[30].id
    await loses(bot)

    after: Any = await takes(bot, ShowMore(5), ANN, card=card)

    assert lost in after.kept.asked
    assert lost not in [space.id for space in after.kept.spaces]
    assert len(after.kept.spaces) == 59


async def test_kept_numbers_that_are_lost_while_somebody_pages_are_read_again(
    bot: Assembly,
) -> None:
    """With them the card is lost: the page is asked for as a new list."""
    first = await says(bot, "spaces", ANN)
    card = await shown(bot, first, "first")
    await bot.store.redis.flushdb()
    await learns(bot)
    since = len(await bot.calls())

    again: Any = await takes(bot, ShowMore(4), ANN, card=card)
    assert await paid(bot, since) == [LIST] * 3
    assert (again.data["page"], again.data["total"]) == (4, SPACES)

    since = len(await bot.calls())
    await says(bot, "spaces", ANN)
    assert await paid(bot, since) == [QUERY]


async def test_what_only_others_see_is_named_nowhere(bot: Assembly) -> None:
    """Names that come close are asked for as well."""
    made = await bot.sandbox.make_space("Nightshade")
    await bot.services.spaces.listing(await bot.services.union_id(await bot.command("x")), 0)
    await loses(bot)

    for said in ("space Nightshade", "space Nightshad", f"quota {made['spaceId']}"):
        with pytest.raises(NoSuchSpace) as none:
            await types(bot, said, ANN)
        assert "Nightshade" not in none.value.near


async def test_whom_dingtalk_refuses_is_told_when_their_list_was_read(bot: Assembly) -> None:
    await bot.sandbox.settings(managementForMembers=False)
    first = await says(bot, "spaces", ANN)
    since = len(await bot.calls())

    card = await says(bot, "space Engineering", ANN)
    with pytest.raises(NoSuchSpace) as none:
        await types(bot, "space Nowhere to be found", ANN)

    assert first.data["total"] == SPACES
    assert card.data["listed"]
    assert "Your list of" in body(card)
    assert (none.value.calls, bool(none.value.listed)) == (3, True)
    assert await paid(bot, since) == []


async def test_what_is_made_and_deleted_through_the_bot_is_known_at_once(bot: Assembly) -> None:
    await bot.sandbox.settings(managementForMembers=False)
    viewer = await bot.services.union_id(await bot.command("x"))
    await bot.services.spaces.listing(viewer, 0)
    since = len(await bot.calls())

    space = await bot.services.changes.create(await bot.command("space create"), "Made", viewer)
    kept = await bot.services.spaces.own.of(viewer)
    assert kept is not None
    assert space.id in {each.id for each in kept.spaces}

    command = await bot.command("space delete")
    await bot.services.changes.delete(command, space, viewer)
    kept = await bot.services.spaces.own.of(viewer)
    assert kept is not None
    assert space.id not in {each.id for each in kept.spaces}
    assert LIST not in await paid(bot, since)


async def test_without_an_operator_everybodys_own_list_tells_what_there_is(
    sandbox: SandboxHandle, store: Store
) -> None:
    """What others were shown lacks what only this person sees, and numbers come from everybody."""
    await sandbox.reset(spaces=SPACES, files=1)
    await sandbox.settings(managementForMembers=True)
    async with assembled(sandbox, store) as bot:
        await learns(bot)
        await says(bot, "spaces", BOB)
        await bot.sandbox.make_space("Nightshade")  # let it be Ann's alone
        since = len(await bot.calls())

        found = await says(bot, "spaces Nightshade", ANN)
        assert [space.name for space in found.kept.spaces] == ["Nightshade"]
        assert await paid(bot, since) == [LIST] * 3

        again = await says(bot, "spaces Nightshade", ANN)
        one = await says(bot, "space Nightshade", ANN)
        assert one.data["space"].name == "Nightshade"
        assert await paid(bot, since) == [LIST] * 3 + [QUERY] * 2
        for card in (found, again):
            assert "your list of" in body(card)
            assert "spaces refresh" in body(card)

        await bot.sandbox.make_space("Belladonna")
        none = await says(bot, "spaces Belladonna", ANN)
        with pytest.raises(NoSuchSpace) as missing:
            await types(bot, "space Belladonna", ANN)
        assert "spaces refresh" in body(none)
        assert (missing.value.calls, bool(missing.value.listed)) == (3, True)
