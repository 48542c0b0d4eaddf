"""Alerts that were ended and begun anew, over the wire: nothing untrue stays, and what is full is
told at once.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import pytest

from bot.access import Operator, Organisation
from bot.storage import Store
from tests.conversations.alerted import PRIVATE, QUICK, remembered
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.test_alert_files import file, sends_file
from tests.conversations.watching import cost, settled, spent
from tests.moments import a_moment

GIB = 1 << 30
FULL, OTHER = "Brim", "Lees"
UNTRUE = ("checks in a row", "Next reminder", "data was lost", "no longer watched")


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        yield memory


@dataclass(frozen=True, slots=True)
class Team:
    """A group, and who speaks in it: Bob and Cat are admins, Ann is a member."""

    stage: Stage
    bob: Person
    cat: Person
    ann: Person

    async def shows(self, of: Callable[[list[Seen]], bool]) -> list[Seen]:
        """Wait until the cards that are about the full space, as they are now, are like that."""
        async with asyncio.timeout(PATIENCE):
            while True:
                cards = (await self.ann.cards()).values()
                found = [each for each in cards if FULL in each.title]
                if of(found):
                    return found
                last = max(each.seq for each in await self.ann.looks())
                await self.stage.sandbox.messages(self.ann.conversation, after=last, wait=1)


async def begun(stage: Stage, *words: str) -> Team:
    """Let a group be told by Cat, and wait for the alert of the full space."""
    team = Team(
        stage,
        await stage.in_group("manager01"),
        await stage.in_group("manager02"),
        await stage.in_group("staff01"),
    )
    await team.ann.says("whoami")
    for each in words:
        await agreed(team.cat, each)
    await team.shows(lambda found: "100%" in found[0].text if found else False)
    return team


async def agreed(person: Person, text: str) -> None:
    """Say something and yes, once the watch has looked."""
    asked = await person.says(text)
    while "Turn on alerts" not in asked.labels:
        await a_moment()
        asked = await person.says(text)
    await person.says("yes")


async def filled(stage: Stage, store: Store) -> None:
    for each in (await stage.sandbox.state())["spaces"]:
        await stage.sandbox.change_space(each["spaceId"], quota=1 << 44)
    for name, used in ((FULL, 2 * GIB), (OTHER, 96 * GIB // 50)):
        await stage.sandbox.make_space(name, quota=2 * GIB, usedQuota=used)
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))


async def by_lost_right(team: Team) -> None:
    client = team.stage.sandbox.client
    answer = await client.patch("/sandbox/users/manager02", json={"isAdmin": False})
    answer.raise_for_status()
    await team.bob.says("alert open")
    await team.ann.reads("is no longer an admin")


async def by_off_with_a_digest(team: Team) -> None:
    await team.bob.says("digest daily 09:00")
    await team.bob.says("alert off")


async def by_off_of_one(team: Team) -> None:
    await team.bob.says(f"alert off {FULL}")


async def by_off(team: Team) -> None:
    await team.bob.says("alert off")


async def all_by_word(team: Team) -> None:
    await agreed(team.bob, "alert here all")


async def one_by_word(team: Team) -> None:
    await agreed(team.bob, f"alert here {FULL}")


async def all_by_file(team: Team) -> None:
    alone = await team.stage.alone("manager01")
    asked = await sends_file(alone, "who.yaml", file(team.bob.conversation))
    await alone.presses(asked, "Save changes")


ALL = ("alert here all",)
CHOSEN = (f"alert here {FULL}", f"alert here {OTHER}")
Way = Callable[[Team], Awaitable[None]]
WAYS: dict[str, tuple[tuple[str, ...], Way, Way]] = {
    "a right lost": (ALL, by_lost_right, all_by_word),
    "off with a digest": (ALL, by_off_with_a_digest, all_by_word),
    "off of one": (CHOSEN, by_off_of_one, one_by_word),
    "a file": (CHOSEN, by_lost_right, all_by_file),
    "off": (ALL, by_off, all_by_word),
}


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_full_is_told_again_and_nothing_untrue_stays(
    stage: Stage, store: Store, way: str
) -> None:
    words, end, begin = WAYS[way]
    await filled(stage, store)
    async with stage.bot(**{**QUICK, "admin_flag_seconds": 0}):
        team = await begun(stage, *words)
        await end(team)
        [ended] = await team.shows(lambda found: not found[0].buttons)
        await begin(team)
        cards = await team.shows(lambda found: len(found) > 1)
        opened = await team.ann.says("alert open")

    assert "lerts are off here" in ended.title + ended.text
    assert not any(each in ended.text for each in UNTRUE)
    fresh = [each for each in cards if each.card != ended.card]
    assert ["100%" in each.text for each in fresh] == [True]
    assert FULL in opened.title + opened.text


@pytest.mark.parametrize("label", ["Take it", "Snooze", "Ask for more storage"])
async def test_whoever_presses_what_has_ended_is_told_so_alone_at_no_call(
    stage: Stage, store: Store, label: str
) -> None:
    """A press that comes before the card says so."""
    await filled(stage, store)
    async with stage.bot(**{**QUICK, "admin_flag_seconds": 0}):
        team = await begun(stage, *CHOSEN)
        [card] = await team.shows(bool)
        await team.bob.says("alert off")
        await team.shows(lambda found: not found[0].buttons)
        await settled(team.bob)
        before = await spent(stage)
        action = card.button(label)
        tap = await stage.sandbox.click(card.card, "staff01", action, force=True)

        assert PRIVATE in str(tap["response"]) or "lerts are off here" in str(tap["response"])
        assert "help" not in str(tap["response"])
        assert not any("card" in api for api in await cost(stage, before))
