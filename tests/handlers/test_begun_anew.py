"""What ends alerts, and what begins them anew: then they are told at once, as the first time."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import cycle, product
from typing import Any

import pytest

from bot.alerts.cards.actions import AlertPage, AskForRoom, ShowLevels, ShowTrend, Snooze, Take
from bot.alerts.errors import AlertsEnded
from bot.alerts.subscription import Refusal
from bot.messages import Conversation, Sender
from bot.storage import Store
from bot.times.spans import WEEK
from tests.assembly import Assembly, assembled
from tests.handlers.calling import answers, body, presses, says, takes
from tests.handlers.importing import confirms, file, imports
from tests.handlers.watching import swept
from tests.parts import BOB
from tests.sandbox_server import Json, SandboxHandle

GIB = 1 << 30
CAT = Sender("manager02", "$:LWCP_v1:$cat", "Cat")
ANN = Sender("staff01", "$:LWCP_v1:$ann", "Ann")
FULL, OTHER = "Brim", "Lees"
UNTRUE = ("checks in a row", "data was lost", "Next reminder", "no longer watched")


@dataclass(frozen=True, slots=True)
class Team:
    """A group that is told of two spaces, one of which is full."""

    bot: Assembly
    full: str
    other: str
    here: Conversation
    by: Sender = CAT

    async def look_after(self) -> None:
        """Do what is due, as often as something new may have become due by it."""
        for _ in range(3):
            await self.bot.services.alerts.look_after(self.here.id)

    async def cards(self) -> dict[str, Json]:
        """What the conversation shows, each card as it is now."""
        entries = await self.bot.sandbox.messages(self.here.id)
        shown = [each["card"] for each in entries if each["from"] == "bot" and "card" in each]
        return {each["outTrackId"]: each for each in shown}

    async def of_full(self) -> dict[str, str]:
        """What the cards say that name the full space."""
        cards = {key: f"{c['title']}\n{c['markdown']}" for key, c in (await self.cards()).items()}
        return {key: text for key, text in cards.items() if FULL in text}

    async def says(self, text: str, by: Sender = BOB) -> Any:
        """Say something and, where that asks, yes."""
        key = f"robot1:{text}:{len(await self.bot.shown())}:{await self.bot.store.now()}"
        card = await says(self.bot, text, by, conversation=self.here, key=key)
        if card.then is None:
            return card
        return await answers(
            self.bot, card.then, "yes", by, conversation=self.here, key=f"{key}:yes"
        )

    async def sends(self, rest: str) -> None:
        """Send a file that says how the group is told."""
        key = f"robot1:{rest}:{await self.bot.store.now()}"
        asked = await imports(
            self.bot, file(f"id: '{self.here.id}', kind: group, {rest}"), key=f"{key}:file"
        )
        await confirms(self.bot, asked, key=key)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """An organisation without a space, in which a role counts as it is at that moment."""
    await sandbox.reset(spaces=0)
    async with assembled(sandbox, store, admin_flag_seconds=0) as core:
        yield core


async def team(bot: Assembly, *begun: str, stands: bool = True) -> Team:
    """Let a group be told by an admin, and wait until its cards stand."""
    full, other = [
        str((await bot.sandbox.make_space(name, quota=2 * GIB, usedQuota=used))["spaceId"])
        for name, used in ((FULL, 2 * GIB), (OTHER, 96 * GIB // 50))
    ]
    await swept(bot)
    made = Team(bot, full, other, bot.group)
    await made.says("lang en", CAT)
    for text in begun:
        await made.says(text, CAT)
    if stands:
        await made.look_after()
    return made


async def loses_right(there: Team) -> None:
    answer = await there.bot.sandbox.client.patch(
        "/sandbox/users/manager02", json={"isAdmin": False}
    )
    answer.raise_for_status()
    await there.bot.services.alerts.check_answered_for(there.here.id)
    subscription = await there.bot.services.alerts.subscription(there.here.id)
    assert subscription is not None
    assert subscription.ended


async def off_with_digest(there: Team) -> None:
    await there.says("digest daily 09:00")
    await there.says("alert off")


async def says_off(there: Team) -> None:
    await there.says("alert off")


async def says_off_of_one(there: Team) -> None:
    await there.says(f"alert off {FULL}")


async def by_file_removed(there: Team) -> None:
    await there.sends("remove: yes")


async def by_file_silenced(there: Team) -> None:
    await there.sends("spaces: all, alerts: no, digest: daily 09:00")


async def by_file_narrowed(there: Team) -> None:
    await there.sends(f"spaces: ['{there.other}']")


async def narrowed_by_word(there: Team) -> None:
    await there.says(f"alert here {OTHER}")


CHOSEN = (f"alert here {FULL}", f"alert here {OTHER}")
ALL = ("alert here all",)
End = Callable[[Team], Awaitable[None]]
ENDINGS: dict[str, tuple[tuple[str, ...], End]] = {
    "off": (ALL, says_off),
    "off of chosen": (CHOSEN, says_off),
    "off with a digest": (ALL, off_with_digest),
    "off of one": (CHOSEN, says_off_of_one),
    "right lost": (ALL, loses_right),
    "right of chosen lost": (CHOSEN, loses_right),
    "removed by a file": (ALL, by_file_removed),
    "silenced by a file": (CHOSEN, by_file_silenced),
    "narrowed by a file": (ALL, by_file_narrowed),
    "chosen narrowed by a file": (CHOSEN, by_file_narrowed),
    "narrowed by a word": (ALL, narrowed_by_word),
}


async def all_by_word(there: Team) -> None:
    await there.says("alert here all")


async def one_by_word(there: Team) -> None:
    await there.says(f"alert here {FULL}")


async def all_by_file(there: Team) -> None:
    await there.sends("spaces: all, alerts: yes")


async def one_by_file(there: Team) -> None:
    await there.sends(f"spaces: ['{there.full}'], alerts: yes")


BEGINNINGS: dict[str, End] = {
    "all by word": all_by_word,
    "one by word": one_by_word,
    "all by file": all_by_file,
    "one by file": one_by_file,
}


WAYS = [
    pytest.param(
        ends, begins, painted, id=f"{ends}, {begins}, {'painted' if painted else 'at once'}"
    )
    for place, ends in enumerate(ENDINGS)
    for begins, painted in zip(BEGINNINGS, cycle([place % 2 == 0, place % 2 == 1]), strict=False)
]
"""Each end with each beginning; and each of either both with its cards painted before, and not."""


def test_each_end_and_each_beginning_is_tried_painted_and_at_once() -> None:
    tried = {each.values for each in WAYS}
    both = {True, False}

    assert {(ends, begins) for ends, begins, _ in tried} == {*product(ENDINGS, BEGINNINGS)}
    assert {(ends, painted) for ends, _, painted in tried} == {*product(ENDINGS, both)}
    assert {(begins, painted) for _, begins, painted in tried} == {*product(BEGINNINGS, both)}


@pytest.mark.parametrize(("ends", "begins", "painted"), WAYS)
async def test_told_again_it_is_told_at_once(
    bot: Assembly, ends: str, begins: str, *, painted: bool
) -> None:
    begun, end = ENDINGS[ends]
    there = await team(bot, *begun)
    [before] = await there.of_full()
    await end(there)
    if painted:
        await there.look_after()
        ended = (await there.of_full())[before]
        assert "lerts are off here" in ended
        assert not any(each in ended for each in UNTRUE)
        assert not (await there.cards())[before]["buttons"]
    await BEGINNINGS[begins](there)
    await there.look_after()

    cards = await there.of_full()
    opened = body(await there.says("alert open"))
    assert len(cards) == 2
    [fresh] = cards.keys() - {before}
    assert "100%" in cards[fresh]
    assert FULL in opened
    assert "lerts are off here" in cards[before]
    assert not (await there.cards())[before]["buttons"]
    assert not any(each in cards[before] for each in UNTRUE)
    assert not any(each in cards[fresh] + opened for each in UNTRUE if each != "Next reminder")


@pytest.mark.parametrize("painted", [True, False], ids=["painted", "at-once"])
@pytest.mark.parametrize("ends", [each for each, (begun, _) in ENDINGS.items() if begun == CHOSEN])
async def test_a_press_on_a_card_of_the_time_before_is_told_that_alerts_have_ended(
    bot: Assembly, ends: str, *, painted: bool
) -> None:
    there = await team(bot, *CHOSEN)
    memory = await bot.services.alerts.memories.get(bot.group.id)
    assert memory is not None
    key = memory.incidents[there.full].card
    await ENDINGS[ends][1](there)
    if painted:
        await there.look_after()
    before = len(await bot.calls())

    for at_once in (Take(key), Snooze(key, "hour"), AlertPage(key), ShowLevels(key)):
        with pytest.raises(AlertsEnded):
            await presses(bot, at_once)
    for in_a_turn in (ShowTrend(key), AskForRoom(key)):
        with pytest.raises(AlertsEnded):
            await takes(bot, in_a_turn)
    assert len(await bot.calls()) == before


async def test_a_digest_says_that_alerts_have_ended_until_they_begin_anew(bot: Assembly) -> None:
    there = await team(bot, *CHOSEN)
    await off_with_digest(there)
    ended = body(await there.says("digest alerts"))
    await one_by_word(there)
    await there.look_after()
    again = body(await there.says("digest alerts"))

    assert f"{FULL} · 100% · alerts are off here" in ended
    assert "no longer exists" not in ended
    assert f"{FULL} · 100% · not taken" in again
    assert FULL not in again.replace(f"{FULL} · 100% · not taken", "", 1)


async def test_a_digest_does_not_name_what_is_told_no_more(bot: Assembly) -> None:
    there = await team(bot, *CHOSEN)
    await says_off_of_one(there)

    assert FULL not in body(await there.says("digest alerts"))


async def test_killed_after_the_end_was_noted_its_cards_say_so_all_the_same(bot: Assembly) -> None:
    """What follows in the same run is done by whoever looks after the conversation next."""
    there = await team(bot, *CHOSEN)
    [before] = await there.of_full()
    memory = await bot.services.alerts.memories.get(bot.group.id)
    await says_off(there)
    await bot.services.alerts.memories.change(bot.group.id, lambda _: memory)
    await there.look_after()
    ended = (await there.of_full())[before]
    await one_by_word(there)
    await there.look_after()

    assert "lerts are off here" in ended
    assert len(await there.of_full()) == 2


async def test_where_everything_was_refused_for_a_week_no_card_is_painted(bot: Assembly) -> None:
    there = await team(bot, *CHOSEN)
    now = await bot.store.now()
    refused = Refusal(now - WEEK, now, "gone")
    alerts = bot.services.alerts
    await alerts.place(there.here.id, lambda told: told and replace(told, refused=refused))
    before = await bot.calls()
    await there.look_after()

    assert await alerts.subscription(there.here.id) is None
    assert await alerts.memories.get(there.here.id) is None
    assert await bot.calls() == before


async def test_a_message_that_was_decided_and_has_not_left_leaves_no_card(bot: Assembly) -> None:
    there = await team(bot, *CHOSEN, stands=False)
    situation = await bot.services.alerts.situation(bot.group.id)
    assert situation is not None
    decided = await bot.services.alerts.evaluated(situation)
    assert decided.memory.parcels
    await says_off(there)
    await there.look_after()

    assert await there.cards() == {}
    assert await bot.services.alerts.memories.get(bot.group.id) is None
