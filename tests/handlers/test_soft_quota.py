"""A soft quota that is so already, or is to be so much more."""

from typing import Any

import pytest

from bot.errors import BadArgument
from bot.sizes import GB
from tests.assembly import Assembly
from tests.handlers.calling import says, trail


async def test_a_soft_quota_that_is_so_already_changes_nothing(bot: Assembly) -> None:
    none = await says(bot, "quota set 会议录像 off")
    await says(bot, "quota set 会议录像 500 GB", key="first")
    again = await says(bot, "quota set 会议录像 500G", key="second")

    assert (again.template, again.data["quota"]) == ("soft_quota_same", 500 * GB)
    assert (none.template, none.data["quota"]) == ("soft_quota_same", None)
    assert len(await trail(bot)) == 1


@pytest.mark.parametrize("more", ["再来10G", "10 GB more", "追加10G", "加10个G"])
async def test_so_much_more_is_asked_about_with_both_figures(bot: Assembly, more: str) -> None:
    await says(bot, "quota set 会议录像 500 GB")
    asked = await says(bot, f"quota set 会议录像 {more}")
    offer: Any = asked.actions["set"]

    assert (asked.data["before"], asked.data["after"]) == (500 * GB, 510 * GB)
    assert offer.raw["size"] == "510 GB"
    assert len(await trail(bot)) == 1


async def test_what_is_not_known_is_not_added_to(bot: Assembly) -> None:
    with pytest.raises(BadArgument) as bad:
        await says(bot, "quota set 会议录像 +10 GB")

    assert "whole of it" in bad.value.reason
    assert await trail(bot) == []
