"""One space."""

import pytest

from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, MissingArgument, NoSuchSpace
from tests.assembly import Assembly
from tests.handlers.calling import says, types
from tests.handlers.watching import SECRET, learns, sees_in_secret
from tests.parts import ANN


def name(card: object) -> str:
    space = card.data["space"]  # type: ignore[attr-defined]  # a card that shows one space
    assert isinstance(space, Space)
    return space.name


@pytest.mark.parametrize("said", ["space Finance", "space fin", "查看 finance", "Finance还剩多少"])
async def test_a_space_is_found_by_what_people_call_it(bot: Assembly, said: str) -> None:
    assert name(await types(bot, said)) == "Finance"


async def test_a_space_that_is_not_there_names_those_that_come_close(bot: Assembly) -> None:
    with pytest.raises(NoSuchSpace) as missing:
        await types(bot, "space Finanze")

    assert missing.value.near[0] == "Finance"


async def test_a_name_two_spaces_have_is_asked_back(bot: Assembly) -> None:
    await bot.sandbox.make_space("Finance")

    with pytest.raises(AmbiguousSpace) as several:
        await types(bot, "space Finance")

    assert len(several.value.candidates) == 2


async def test_a_number_means_the_space_of_the_last_list(bot: Assembly) -> None:
    shown = await types(bot, "spaces")
    record = await bot.delivery.show(shown, bot.target())

    assert name(await types(bot, "2", last_list=record.out_track_id)) == "市场部"
    with pytest.raises(NoSuchSpace):
        await types(bot, "2")


async def test_without_a_name_the_default_is_meant(bot: Assembly) -> None:
    with pytest.raises(MissingArgument):
        await types(bot, "space")

    using = await types(bot, "use Finance")

    assert (using.template, name(using)) == ("using", "Finance")
    assert name(await types(bot, "space")) == "Finance"
    assert name(await types(bot, "space 市场部")) == "市场部"


@pytest.mark.parametrize("said", ["use off", "use none", "Use OFF", "默认空间 取消"])
async def test_a_default_is_ended(bot: Assembly, said: str) -> None:
    await types(bot, "use Finance")

    assert (await types(bot, said)).template == "using_none"
    assert (await types(bot, said)).template == "using_none"
    with pytest.raises(MissingArgument):
        await types(bot, "space")


async def test_spaces_that_somebody_does_not_see_are_not_offered(bot: Assembly) -> None:
    await learns(bot)
    await sees_in_secret(bot)
    mistaken = f"quota {SECRET.name[:-1]}x"

    with pytest.raises(NoSuchSpace) as admin:
        await says(bot, mistaken)
    with pytest.raises(NoSuchSpace) as member:
        await says(bot, mistaken, ANN)

    assert admin.value.near[0] == SECRET.name
    assert SECRET.name not in member.value.near
