"""Old cards pressed by people whose role has gone, and group's cards by people outside it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from bot.access import Operator, Organisation, Role
from bot.quota.observations.store import Observations
from bot.routing import FastRoute, Routes
from bot.storage import Store
from handlers import ROUTERS
from tests.conversations.alerted import (
    GIB,
    PRIVATE,
    QUICK,
    filling,
    of_last_release,
    remembered,
    told,
)
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.test_shared_cards import TRIED
from tests.conversations.watching import LIST, UPDATE, called, cost, spent
from tests.moments import a_moment

TAKES_BACK = {"Cancel", "Undo", "WithdrawRequest"}
"""Whoever asked may end what they asked for, whatever they are by now."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with remembered(stage) as memory:
        yield memory


Asked = Callable[[Person], Awaitable[Seen]]


def says(text: str) -> Asked:
    """Ask for a card by a command."""

    async def ask(person: Person) -> Seen:
        return await person.says(text)

    return ask


SHOWN_ADMINS: dict[str, tuple[Asked, str]] = {
    "TurnHere": (says("alert here all"), "Next"),
    "TurnSubscriptions": (says("alert list"), "Next"),
    "TurnLooks": (says("watch"), "Next"),
    "TurnRanking": (says("quota top"), "Next"),
    "TurnTrail": (says("audit"), "Next"),
    "TurnRules": (says("policy"), "Next"),
    "OpenPart": (says("digest"), "Fullest spaces"),
}
"""A card of each kind that shows more than members see, and a button of it that turns it."""

RULED = ("find", "files", "file", "versions", "bin", "here", "lang")
"""Commands of a rule each, more than one page lists."""

OF_EVERYBODY = {
    "TurnPage",  # a list is the asker's own, read as them
    *(
        "TurnFiles",
        "TurnFound",
        "TurnVersions",
        "TurnWalk",
        "TurnWho",
    ),  # so is what it shows of files
    "StopJob",  # ends what its asker began, or what an admin may end
    "OpenPage",  # what is told in the conversation they stand in
    "SnoozeFor",  # snoozes what stands where they are, as any member may
    "HelpForAdmins",  # shows whoever turns to it what they may
    "HelpContents",
    "HelpForEverybody",
    "HelpOn",
    "HelpWithAlerts",
}


def fasts() -> dict[str, FastRoute[Any, Any]]:
    """Every button that is answered from what a card keeps."""
    routes = Routes(ROUTERS)
    found: dict[str, FastRoute[Any, Any] | None]
    found = {kind.__name__: routes.fast_for(kind) for kind in routes.types}
    return {name: route for name, route in found.items() if route is not None}


def test_every_button_that_shows_what_a_card_keeps_is_tried() -> None:
    tried = {*TRIED, *map(type, of_last_release().values())}
    shared = {kind.__name__ for kind in tried} & set(fasts())
    assert set(fasts()) == {*SHOWN_ADMINS, *OF_EVERYBODY, *TAKES_BACK, *shared}


def test_only_what_takes_back_asks_for_no_role() -> None:
    free = {name for name, route in fasts().items() if route.role is Role.OUTSIDER}
    assert free == TAKES_BACK


async def _many(stage: Stage, store: Store) -> None:
    """Let each list have two pages."""
    for number in range(9):
        size = {"quota": 1 << 40, "usedQuota": 1 << 39}
        name = {"name": f"Extra {number}", "owner": "manager01", **size}
        (await stage.sandbox.client.post("/sandbox/spaces", json=name)).raise_for_status()
        await filling(store, f"group {number}", ("Marketing",))


@pytest.mark.parametrize("kind", SHOWN_ADMINS)
async def test_who_is_no_admin_any_more_is_shown_no_more_of_what_they_asked_for(
    stage: Stage, store: Store, kind: str
) -> None:
    """Refused within the ack, at no call; an admin again, they go on where they were."""
    await _many(stage, store)
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))
    ask, label = SHOWN_ADMINS[kind]
    async with stage.bot(**{**QUICK, "admin_flag_seconds": 0.001}):
        await called(stage.sandbox, LIST)
        bob = await stage.alone("manager02")
        for number in range(6 if kind == "TurnTrail" else 0):
            await bob.says(f"quota set Marketing {number + 1} TB")
        for words in RULED if kind == "TurnRules" else ():
            await bob.says(f"policy set {words} members everywhere allow")
        card = await ask(bob)
        async with asyncio.timeout(PATIENCE):
            while not any(label in each for each in card.labels):
                await a_moment()  # what was looked at is kept later
                card = await ask(bob)
        await _is_admin(stage, "manager02", is_admin=False)
        before = await _painted(stage, card.card)

        refused = await bob.taps(card, label)
        same = (await bob.cards())[card.card]
        painted = await _painted(stage, card.card) - before
        await _is_admin(stage, "manager02", is_admin=True)
        turned = await bob.presses(card, label)

        assert "Only admins" in str(refused["response"])
        assert PRIVATE in str(refused["response"])
        assert (same.title, same.labels) == (card.title, card.labels)
        assert "cardData" not in refused["response"]
        assert painted == 0
        assert (turned.title, turned.text) != (card.title, card.text)


async def _painted(stage: Stage, card: str) -> int:
    """How often a card was painted; others are, at their own times."""
    calls = await stage.sandbox.calls()
    paints = [each for each in calls if f"{each['method']} {each['template']}" == UPDATE]
    return len([each for each in paints if each["body"]["outTrackId"] == card])


async def _is_admin(stage: Stage, user: str, *, is_admin: bool) -> None:
    changed = {"isAdmin": is_admin}
    response = await stage.sandbox.client.patch(f"/sandbox/users/{user}", json=changed)
    response.raise_for_status()


async def test_staff_outside_a_group_do_nothing_to_its_cards(stage: Stage, store: Store) -> None:
    """Their presses are answered at no call, however many they are, until they write there."""
    group = await stage.sandbox.group()
    added = await stage.sandbox.client.post("/sandbox/users", json={"name": "Zoe"})
    zoe = str(added.json()["userId"])
    await filling(store, group, ("Marketing",))
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first, before = await card.by_all(), await spent(stage)

        for label in first.labels:
            for _ in range(3):
                tap = await stage.sandbox.click(card.card, zoe, first.button(label), force=True)
                assert "Mention me here once" in str(tap["response"]), label
                assert "cardData" not in tap["response"]
        now, cost_of_it = await card.by_all(), await cost(stage, before)

        assert (now.title, now.text, now.labels) == (first.title, first.text, first.labels)
        assert not cost_of_it


async def _watched(stage: Stage, store: Store, space_id: str) -> None:
    """Wait until the operator's look has brought a space."""
    async with asyncio.timeout(PATIENCE):
        while True:
            seen = (await Observations(store).some([space_id])).get(space_id)
            if seen is not None and seen.watched:
                return
            await a_moment()


@pytest.mark.parametrize(
    ("said", "answer"),
    [("help", ""), ("received", "You can use the buttons"), (" ", "You can use the buttons")],
)
async def test_whoever_has_written_in_a_group_presses_its_cards(
    stage: Stage, store: Store, said: str, answer: str
) -> None:
    """With any words, as they were told to; what they say next is taken for what it is.

    Words that are no command list what they see, which has the alerts judged anew: the space is
    there, and the operator watches it.
    """
    group = await stage.sandbox.group()
    made = await stage.sandbox.make_space("Campaigns", quota=100 * GIB, usedQuota=91 * GIB)
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))
    await filling(store, group, ("Campaigns",), ids=[made["spaceId"]])
    await store.redis.delete(store.key("present", group, "staff01"))
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        await _watched(stage, store, str(made["spaceId"]))
        refused = await card.press("staff01", "Take", "Mention me")
        ann = await stage.in_group("staff01")
        sent = await ann.sends(said)
        met = await (ann.reads(answer) if answer else ann.answer_to(sent))
        again = await ann.says("received") if answer else met
        await card.press("staff01", "Take")

        assert PRIVATE in refused.text
        assert again.title == "I can't help with that, but with Drive I can" or not answer
        assert "员工甲" in (await card.by_all()).text


async def test_for_how_long_is_chosen_by_whoever_asked_alone(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        ann = await stage.in_group("staff01")
        asked = await ann.says("alert snooze")
        hour = asked.button("1\N{NO-BREAK SPACE}hour")

        tap = await stage.sandbox.click(asked.card, "staff02", hour, force=True)
        awake = await card.by_all()
        await ann.presses(asked, "1\N{NO-BREAK SPACE}hour")
        async with asyncio.timeout(PATIENCE):
            while "Snoozed by 员工甲" not in (await card.by_all()).text:
                await a_moment()

        assert PRIVATE in str(tap["response"])
        assert "cardData" not in tap["response"]
        assert "Snoozed" not in awake.text


async def test_a_setting_lets_everybody_press(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    await store.redis.delete(store.key("present", group, "staff01"))
    async with stage.bot(**{**QUICK, "presence_days": 0}):
        card = await told(stage, group)
        await card.press("staff01", "Take")

        assert "员工甲" in (await card.by_all()).text


async def test_a_card_of_a_single_chat_is_its_persons_alone(stage: Stage, store: Store) -> None:
    single = await stage.sandbox.single("staff01")
    await filling(store, single, ("Marketing",), whom="staff01")
    async with stage.bot(**QUICK):
        card = await told(stage, single)
        first = await card.by_all()

        tap = await stage.sandbox.click(card.card, "manager02", first.button("Take"), force=True)
        same = await card.by_all()
        await card.press("staff01", "Take")

        assert "cardData" not in tap["response"]
        assert (same.title, same.text) == (first.title, first.text)
        assert "员工甲" in (await card.by_all()).text
