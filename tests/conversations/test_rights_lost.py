"""What was placed by somebody who has lost their right is told no more, and it is said once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.access import Operator, Organisation, Place
from bot.alerts.sending import out_track_id
from bot.alerts.subscription import Digest, Subscription
from bot.documents import Documents
from bot.messages import Conversation
from bot.storage import Store
from bot.times.spans import DAY
from tests.conversations.alerted import QUICK, filling, memories, remembered, told
from tests.conversations.stage import Stage, named
from tests.conversations.watching import LIST, called, words
from tests.moments import a_moment


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        yield memory


async def loses_role(stage: Stage, user: str, *, leaves: bool = False) -> None:
    """Let somebody be no admin of the organisation any more, or not even in it."""
    url = f"/sandbox/users/{user}"
    client = stage.sandbox.client
    answer = await (client.delete(url) if leaves else client.patch(url, json={"isAdmin": False}))
    answer.raise_for_status()


@pytest.mark.parametrize("kind", ["single", "group"])
@pytest.mark.parametrize("leaves", [False, True])
async def test_no_notice_goes_where_an_ex_admin_wanted_them(
    stage: Stage, store: Store, kind: str, *, leaves: bool
) -> None:
    """The other admins are told each alone, and once why."""
    group, single = await stage.sandbox.group(1), await stage.sandbox.single("manager02")
    there = Conversation(group if kind == "group" else single, kind, "Board")
    await Organisation(store).name_admins_place(Place(there, "manager02"))
    await loses_role(stage, "manager02", leaves=leaves)
    async with stage.bot(**{**QUICK, "calls_used": 2500}):
        bob = await stage.alone("manager01")
        await bob.says("lang en")
        why = await bob.reads("is no longer an admin")
        notice = await bob.reads("of my API calls used")
        await bob.says("status")

        assert "admin here" in why.text
        assert notice.card != why.card
        said = [each for each in (await bob.cards()).values() if "no longer an admin" in each.text]
        assert len(said) == 1
        if not (leaves and kind == "single"):
            entries = await stage.sandbox.messages(there.id)
            assert [each for each in entries if each["from"] == "bot"] == []


async def test_while_who_named_it_is_an_admin_the_conversation_is_told(
    stage: Stage, store: Store
) -> None:
    single = await stage.sandbox.single("manager02")
    await Organisation(store).name_admins_place(Place(Conversation(single, "single"), "manager02"))
    async with stage.bot(**{**QUICK, "calls_used": 2500}):
        cat = await stage.alone("manager02")

        assert await cat.reads("70% of my API calls used")


def subscriptions(store: Store) -> Documents[Subscription]:
    return Documents(store, store.key("alerts", "placements"), Subscription)


async def placed_by(store: Store, here: str, whose: str, **more: object) -> None:
    """Let a conversation be told under somebody's right."""
    await subscriptions(store).update(here, lambda now: now and replace(now, whose=whose, **more))  # type: ignore[arg-type] # members of it


@pytest.mark.parametrize("leaves", [False, True])
async def test_what_an_ex_admin_placed_is_told_no_more(
    stage: Stage, store: Store, *, leaves: bool
) -> None:
    """Neither names nor numbers of a space; the group and the admins hear so once."""
    group, board = await stage.sandbox.group(), await stage.sandbox.group(1)
    await Organisation(store).name_admins_place(Place(Conversation(board, "group"), "manager01"))
    await filling(store, group, ("Marketing",))
    await placed_by(store, group, "manager02")
    await loses_role(stage, "manager02", leaves=leaves)
    async with stage.bot(**QUICK):
        bob, ann = await stage.in_group("manager01", 1), await stage.in_group("staff01")
        here = await ann.reads("is no longer an admin")
        there = await bob.reads("is no longer an admin")
        opened = await ann.says("alert open")
        listed = await bob.says("alert list")

        assert "Marketing" not in here.text + there.text + opened.text
        assert "alert here" in here.text
        assert "Team" in there.text
        assert "stopped" in listed.text
        assert named(out_track_id("k1", group)) not in await ann.cards()
        for person in (ann, bob):
            cards = (await person.cards()).values()
            assert len([each for each in cards if "is no longer an admin" in each.text]) == 1
        assert await memories(store).get(group) is None


async def test_another_admin_begins_it_anew(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))
    await filling(store, group, ("Marketing",))
    await placed_by(store, group, "manager02", muted_until=0)
    await loses_role(stage, "manager02")
    async with stage.bot(**QUICK):
        await called(stage.sandbox, LIST)
        bob = await stage.in_group("manager01")
        await bob.reads("is no longer an admin")
        asked = await bob.says("alert here all")
        while "confirm" not in str(asked.buttons) and "Turn on" not in str(asked.labels):
            await a_moment()
            asked = await bob.says("alert here all")
        await bob.says("yes")
        again = await subscriptions(store).get(group)

        assert again is not None
        assert (again.whose, again.ended, again.is_active) == ("manager01", 0, True)


async def test_while_who_placed_it_is_an_admin_it_is_told(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    await placed_by(store, group, "manager02")
    async with stage.bot(**QUICK):
        assert "Marketing" in (await (await told(stage, group)).by_all()).title


@pytest.mark.parametrize("fault", ["server-error", "no-scope"])
async def test_what_dingtalk_does_not_say_is_no_loss(
    stage: Stage, store: Store, fault: str
) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    await placed_by(store, group, "manager02")
    await stage.sandbox.fault(fault, "POST /topapi/v2/user/get")
    async with stage.bot(**QUICK):
        assert "Marketing" in (await (await told(stage, group)).by_all()).title


@pytest.mark.parametrize("kind", ["group", "single"])
async def test_no_digest_comes_where_an_ex_admin_wanted_it(
    stage: Stage, store: Store, kind: str
) -> None:
    group, single = await stage.sandbox.group(), await stage.sandbox.single("manager02")
    there = Conversation(group if kind == "group" else single, kind, "Team")
    digest = Digest("daily", 0, last=1)
    user = None if kind == "group" else "manager02"
    made = Subscription(
        there, "Cat", 1, user_id=user, language="en", whose="manager02", alerts=False, digest=digest
    )
    await subscriptions(store).change(there.id, lambda _: made)
    await loses_role(stage, "manager02")
    async with stage.bot(**QUICK):
        cat = await (stage.in_group if kind == "group" else stage.alone)("manager02")
        ended = await cat.reads("is no longer an admin")
        asked = await cat.says("digest")

        assert "digest" in ended.text
        assert "Nearest" not in asked.text
        cards = (await cat.cards()).values()
        assert not [each for each in cards if "Daily digest" in each.title]


async def test_a_digest_that_has_come_is_opened_no_further(stage: Stage, store: Store) -> None:
    group = await stage.sandbox.group()
    await Organisation(store).name_operator(Operator("manager01", "Bob", 0))
    async with stage.bot(**{**QUICK, "presence_days": 0}):
        await called(stage.sandbox, LIST)
        bob = await stage.alone("manager01")
        while "Fullest spaces" not in (await bob.says("digest")).text:
            await a_moment()  # what was looked at is kept a moment later
        digest = Digest("daily", 0, last=1)
        made = Subscription(
            Conversation(group, "group"), "Cat", 1, whose="manager02", alerts=False, digest=digest
        )
        await subscriptions(store).change(group, lambda _: made)
        ann = await stage.in_group("staff01")
        card = await ann.reads("Daily digest")
        await placed_by(store, group, "manager02", ended=1)

        tap = await ann.taps(card, card.labels[0])

        assert "cardData" not in tap["response"]


@pytest.mark.parametrize("by", ["Cat", "Bob"])
async def test_of_older_ones_only_what_somebody_placed_for_themselves_ends(
    stage: Stage, store: Store, by: str
) -> None:
    """A file may have placed it for a member: under the name of whoever sent that."""
    single = await stage.sandbox.single("manager02")
    await filling(store, single, ("Marketing",), whom="manager02")
    await subscriptions(store).update(single, lambda now: now and replace(now, by=by))
    await store.redis.set(store.key("nick", "manager02"), "Cat")
    await loses_role(stage, "manager02")
    async with stage.bot(**QUICK):
        cat = await stage.alone("manager02")

        assert await cat.reads("no longer an admin" if by == "Cat" else "Marketing")


@pytest.mark.parametrize(
    "said", ["alert list", "alert levels", "alert open", "digest", "alert off Marketing"]
)
async def test_an_ex_admin_asks_for_what_they_were_told_alone(
    stage: Stage, store: Store, said: str
) -> None:
    """Also before anything was to be told, which is when a lost right is found out else."""
    single = await stage.sandbox.single("manager02")
    await filling(store, single, ("Marketing",), whom="manager02")
    until, chosen = await store.now() + DAY, frozenset({"s0"})
    await placed_by(store, single, "manager02", muted_until=until, spaces=chosen)
    await loses_role(stage, "manager02")
    async with stage.bot(**QUICK):
        cat = await stage.alone("manager02")
        await cat.says("lang en")
        answer = await cat.says(said)

        assert "Marketing" not in words(answer).removeprefix(said)
        assert await cat.reads("is no longer an admin")
        assert "Marketing" not in str(await cat.cards())


async def test_an_ex_admin_ends_the_digest_of_their_own_list(stage: Stage, store: Store) -> None:
    """It shows only what they see themselves, so it goes on, and needs no admin to be ended."""
    single = await stage.sandbox.single("manager02")
    made = Subscription(
        Conversation(single, "single"),
        "Cat",
        1,
        user_id="manager02",
        language="en",
        spaces=frozenset({"s0"}),
        personal=True,
        whose="manager02",
        alerts=False,
        digest=Digest("daily", 0),
    )
    await subscriptions(store).change(single, lambda _: made)
    await loses_role(stage, "manager02")
    async with stage.bot(**{**QUICK, "watch_seconds": 600}):
        cat = await stage.alone("manager02")
        await cat.says("lang en")
        ended = await cat.says("digest off")

        assert "digest" in ended.text
        assert await subscriptions(store).get(single) is None
