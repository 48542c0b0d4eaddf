"""Cards that belong to their conversation: everybody may press them, and nobody spoils them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.access import Operator, Organisation, Place
from bot.alerts.cards.actions import (
    AlertPage,
    AskForRoom,
    ChooseOne,
    Later,
    OfferSoftQuota,
    PressSample,
    SeeToIt,
    ShowLevels,
    ShowTrend,
    Snooze,
    Take,
    WhatFills,
)
from bot.digests.cards import OpenPart
from bot.messages import Conversation
from bot.requests.actions import ApproveRequest, DeclineRequest
from bot.rights.leavers import SeeOrphans
from bot.routing import Routes
from bot.storage import Store
from handlers import ROUTERS
from tests.conversations.alerted import (
    PRIVATE,
    QUICK,
    Watcher,
    filling,
    of_last_release,
    remembered,
    told,
    with_buttons,
)
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.test_digest import overdue
from tests.conversations.watching import (
    LIST,
    PERSON,
    SHOW,
    UPDATE,
    called,
    cost,
    settled,
    shown_by,
    spent,
)
from tests.moments import a_moment

ONE = ("Marketing",)
MANY = tuple(f"Space {number}" for number in range(9))

CHANGES = ("Take", "Next", "Previous")
"""What shows everybody something else; all other buttons answer whoever presses."""

TRIED = {
    Take: "Take",
    Later: "Snooze",
    ChooseOne: "Choose one",
    AlertPage: "Next",
    ShowTrend: "Trend",
    WhatFills: "What fills it",
    AskForRoom: "Ask for more storage",
    OpenPart: "Back",
    SeeToIt: "I'll handle it",
    PressSample: "Take it",
}
"""A button of each kind that anybody may press."""
OF_ADMINS = {ApproveRequest, DeclineRequest, SeeOrphans}
"""What any admin may press, tried where requests and leavers are."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with remembered(stage) as memory:
        yield memory


def test_each_kind_of_shared_button_is_tried() -> None:
    routes = Routes(ROUTERS)
    pressed: list[Any] = [routes.fast_for(kind) or routes.action_for(kind) for kind in routes.types]

    kinds = {each.kind for each in pressed if each and each.whose == "anybody"} - OF_ADMINS
    assert kinds == {*TRIED, *map(type, of_last_release().values())}
    assert {Snooze, ShowLevels, OfferSoftQuota} == kinds - set(TRIED)


def is_live(card: Seen, words: str) -> bool:
    """Whether it shows an alert as it stands, with what can be done about it."""
    offers = ("Take", "Snooze")
    return words in card.title + card.text and all(
        any(offer in label for label in card.labels) for offer in offers
    )


@pytest.mark.parametrize("names", [ONE, MANY], ids=["one", "many"])
@pytest.mark.parametrize("user", ["staff01", "manager01", "guest01", "staff02"])
async def test_whoever_presses_whatever_the_card_stays_an_alert(
    stage: Stage, store: Store, names: tuple[str, ...], user: str
) -> None:
    """A member, an admin, somebody from outside, and one of whom DingTalk does not say who it is."""
    group = await stage.sandbox.group()
    if user == "staff02":
        await stage.sandbox.fault("no-scope", PERSON)
    words = "Marketing" if len(names) == 1 else "8 more"
    await filling(store, group, names, limit=None)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        paid = await spent(stage)
        # What fills a space that nobody has ever looked at is asked at the end of another test: the
        # look tells that it is not there.
        labels = [each for each in (await card.by_all()).labels if each != "What fills it"]
        for label in labels:
            before = await card.by_all()
            is_private = user in {"guest01", "staff02"} or not label.startswith(CHANGES)
            await card.press(user, label, PRIVATE if is_private else "")
            after = await card.by_all()

            assert is_live(after, words), (label, after)
            assert PRIVATE not in after.text
            if is_private:
                assert (after.title, after.text, after.labels) == (
                    before.title,
                    before.text,
                    before.labels,
                ), label
        assert user not in {"guest01", "staff02"} or await cost(stage, paid) == {}


async def test_whoever_is_from_outside_may_press_for_ever_at_no_call(
    stage: Stage, store: Store
) -> None:
    """They are asked for once at most, and told each time."""
    group = await stage.sandbox.group()
    await filling(store, group, MANY, limit=None)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first = await card.by_all()
        before = (await stage.sandbox.state())["counters"]

        for _ in range(5):
            for button in first.buttons:
                press = await stage.sandbox.click(card.card, "guest01", button["id"], force=True)
                assert PRIVATE in shown_by(press)["msgContent"]

        after = (await stage.sandbox.state())["counters"]
        assert after["counted"] == before["counted"]
        assert after["api"].get(PERSON, 0) <= before["api"].get(PERSON, 0) + 1
        shown = await card.by_all()
        assert (shown.title, shown.text, shown.buttons) == (first.title, first.text, first.buttons)


async def test_details_and_refusals_are_told_who_asked_alone(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ONE, limit=None)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first = await card.by_all()

        later = await card.press("staff01", "Snooze")
        room = await card.press("staff01", "Ask for more storage")

        assert "→ alert snooze 1h" in later.text
        assert "Until 95% used → alert snooze next level" in later.text
        assert "admin here" in room.text
        assert await card.by_all() == Seen(
            (await card.by_all()).seq,
            first.card,
            first.title,
            first.text,
            first.buttons,
            (await card.by_all()).version,
        )
        assert PRIVATE not in (await card.by("manager01")).text

        fills = await card.press("staff01", "What fills it")

        assert PRIVATE in fills.text
        assert PRIVATE not in (await card.by("manager01")).text


@pytest.mark.parametrize("until", ["hour", "morning", "level"])
async def test_a_card_of_the_last_release_is_snoozed_by_its_buttons(
    stage: Stage, store: Store, until: str
) -> None:
    """In one press, at no call, and then it has the buttons of this one."""
    group = await stage.sandbox.group()
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        await (await stage.in_group("staff01")).says("whoami")
        card = await told(stage, group)
        ids = await with_buttons(store, card, of_last_release())
        paid = await spent(stage)
        await stage.sandbox.click(card.card, "staff01", ids[until], force=True)
        asleep = await card.by_all()
        ids = await with_buttons(store, card, of_last_release())
        await stage.sandbox.click(card.card, "staff01", ids["off"], force=True)
        awake = await card.by_all()

        assert ("until 95% is used" in asleep.text) == (until == "level")
        assert "Snoozed by 员工甲" in asleep.text
        assert "Snoozed" not in awake.text
        assert "Snooze" in awake.labels
        # A look of the watch in between may paint it; a press does not.
        assert set(await cost(stage, paid)) <= {UPDATE}


async def test_a_card_of_the_last_release_tells_levels_and_soft_quotas(
    stage: Stage, store: Store
) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ONE, limit=None)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        ids = await with_buttons(store, card, of_last_release())
        levels = await stage.sandbox.click(card.card, "staff01", ids["levels"], force=True)
        refused = await stage.sandbox.click(card.card, "staff01", ids["soft"], force=True)
        offer = await stage.sandbox.click(card.card, "manager01", ids["soft"], force=True)

        assert "90% · reached" in str(levels["response"])
        assert "Only admins" in str(refused["response"])
        assert "quota set s0 130 GB" in str(offer["response"])


async def test_one_of_several_is_chosen_by_its_number(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, MANY)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first = await card.by_all()
        paid = await spent(stage)
        mine = await card.press("staff01", "Choose one")
        assert await cost(stage, paid) == {}
        assert "alert take 8" in mine.text
        assert (await card.by_all()).text == first.text

        ann = await stage.in_group("staff01")
        await ann.sends("alert take 8")
        shown = await ann.reads("· 员工甲", first.seq)

        hers = [line for line in shown.text.split("\n") if "员工甲" in line]
        assert [line.startswith("**8** Space 7 ") for line in hers] == [True]


async def test_the_first_press_of_all_introduces_nobody(stage: Stage, store: Store) -> None:
    """Somebody whom the bot has never heard of presses before anybody has said a word."""
    group = await stage.sandbox.group()
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first = await card.by_all()

        mine = await card.press("staff02", "Take")
        after = await card.by_all()

        assert "员工乙" in after.text
        assert "Take over" in " ".join(after.labels)
        assert is_live(after, "Marketing")
        assert PRIVATE not in mine.text
        assert "help" not in after.text
        assert first.title == after.title


async def test_who_has_lost_a_right_is_refused_alone(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ONE, limit=None)
    async with stage.bot(**QUICK, admin_flag_seconds=0):
        card = await told(stage, group)
        ids = await with_buttons(store, card, of_last_release())
        offered = await stage.sandbox.click(card.card, "manager02", ids["soft"], force=True)
        lost = {"isAdmin": False}
        changed = await stage.sandbox.client.patch("/sandbox/users/manager02", json=lost)
        changed.raise_for_status()
        refused = await stage.sandbox.click(card.card, "manager02", ids["soft"], force=True)

        assert "quota set" in str(offered["response"])
        assert "Only admins" in str(refused["response"])
        assert is_live(await card.by_all(), "Marketing")


async def test_the_admins_are_asked_and_all_see_who_asked(stage: Stage, store: Store) -> None:
    group, admins = await stage.sandbox.group(), await stage.sandbox.group(1)
    await Organisation(store).name_admins_place(Place(Conversation(admins, "group", "Board")))
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        mine = await card.press("staff01", "Ask for more storage")
        everybody = Person(stage.sandbox, group, "manager02", stage.state["robotCode"])
        await everybody.reads("员工甲 asked the admins")

        assert "The admins have been asked" in mine.text
        assert is_live(await card.by_all(), "Marketing")
        asked = await stage.sandbox.messages(admins)
        assert "Marketing" in str(asked)


@pytest.mark.parametrize("fault", ["server-error", "no-scope"])
async def test_a_request_that_fails_is_told_who_asked(
    stage: Stage, store: Store, fault: str
) -> None:
    group, admins = await stage.sandbox.group(), await stage.sandbox.group(1)
    await Organisation(store).name_admins_place(Place(Conversation(admins, "group", "Board")))
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        first = await card.by_all()
        for api in (SHOW, "POST /v1.0/robot/groupMessages/send"):
            await stage.sandbox.fault(fault, api)
        mine = await card.press("staff01", "Ask for more storage")
        after = await card.by_all()

        assert PRIVATE in mine.text
        assert "have been asked" not in mine.text
        assert (after.title, after.text, after.labels) == (first.title, first.text, first.labels)


async def test_a_digest_is_opened_for_all_and_refused_to_one(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))
    async with stage.bot(**QUICK):
        await called(stage.sandbox, LIST)
        bob = await stage.alone("manager01")
        while "Fullest spaces" not in (await bob.says("digest")).text:
            await a_moment()  # what was looked at is kept a moment later
        await overdue(store, group)
        person = Person(stage.sandbox, group, "manager02", stage.state["robotCode"])
        card = Watcher(stage, group, (await person.reads("Daily digest")).card)
        first = await card.by_all()

        refused = await card.press("guest01", first.labels[0])
        same = await card.by_all()
        part = await card.press("staff01", first.labels[0])
        back = await card.press("staff02", "Back")

        assert PRIVATE in refused.text
        assert (same.title, same.text, same.labels) == (first.title, first.text, first.labels)
        assert (await card.by("manager01")).labels == back.labels == first.labels
        assert "Back" in part.labels
        assert PRIVATE not in part.text + back.text


@pytest.mark.parametrize("fault", ["server-error", "qps", "no-scope"])
async def test_what_dingtalk_refuses_is_told_and_the_card_stays(
    stage: Stage, store: Store, fault: str
) -> None:
    """Even where the card takes no private words: then the robot says them in their own chat."""
    group = await stage.sandbox.group()
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        ann = await stage.alone("staff01")
        await (await stage.in_group("staff01")).says("whoami")
        first = await card.by_all()
        await stage.sandbox.fault(fault, UPDATE, times=2)

        action = first.button("Ask for more storage")
        await stage.sandbox.click(card.card, "staff01", action)
        if fault == "no-scope":
            assert "No admin could be reached" in (await ann.reads(PRIVATE)).text
        else:
            async with asyncio.timeout(PATIENCE):
                while "No admin could be reached" not in (await card.by("staff01")).text:
                    await a_moment()

        after = await card.by_all()
        assert (after.title, after.text, after.labels) == (first.title, first.text, first.labels)


async def test_a_button_pressed_twice_is_answered_and_may_be_pressed_again(
    stage: Stage, store: Store
) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ONE)
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        before = await spent(stage)
        action = (await card.by_all()).button("Ask for more storage")
        await stage.sandbox.stream_fault("delay", delayMillis=300, times=2)
        await asyncio.gather(*[stage.sandbox.click(card.card, "staff01", action) for _ in range(2)])
        ann = await stage.in_group("staff01")
        await settled(ann)
        assert (await cost(stage, before)) == {UPDATE: 1, SHOW: 1}
        assert "No admin could be reached" in (await card.by("staff01")).text

        again = await card.press("staff01", "Ask for more storage")
        other = await card.press("staff02", "Ask for more storage")

        assert "No admin could be reached" in again.text
        assert "No admin could be reached" in other.text
