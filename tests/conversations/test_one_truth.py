"""One space has one number, whoever looked and wherever it is shown.

Nothing here waits for the watch's own rounds: what anybody's look has shown is known at once.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.access import Operator, Organisation
from bot.storage import open_store
from sandbox.world import ORGANISATION_BYTES
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import LIST, SHOW, UPDATE, called, cost, settled, space_id, spent

QUERY = "POST /v1.0/drive/managements/spaces/query"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
GB = 1 << 30
QUICK = {"watch_seconds": 0.1, "interim_seconds": 30}


@asynccontextmanager
async def told(stage: Stage, **changed: object) -> AsyncIterator[Person]:
    """A group that is told of everything, and of nothing open yet; gives the operator in it."""
    await stage.sandbox.make_space("Marketing", quota=100 * GB, usedQuota=10 * GB)
    for name in ("市场部", "设计资料", "销售合同"):
        await stage.sandbox.change_space(await space_id(stage, name), quota=100 * GB)
    async with stage.bot(**{**QUICK, **changed}):
        bob = await stage.in_group("manager01")
        await bob.says("/operator me")
        await called(stage.sandbox, CAPACITY)
        await bob.says("/alert here")
        await bob.says("yes")
        yield bob


async def fills(stage: Stage, gigabytes: int, name: str = "Marketing") -> None:
    """Let a space use so much, behind the bot's back."""
    await stage.sandbox.change_space(await space_id(stage, name), usedQuota=gigabytes * GB)


def line(card: Seen, name: str = "Marketing") -> str:
    """The line of a card that is about a space."""
    return next(each for each in card.text.splitlines() if name in each)


def percent(text: str) -> str:
    found = re.search(r"\d+%", text)
    assert found is not None, text
    return found[0]


async def alert(person: Person, words: str, after: int = 0) -> Seen:
    """Wait for a live alert to say something."""
    while True:
        shown = await person.reads(words, after)
        if any("Take" in label for label in shown.labels):
            return shown
        after = shown.seq


async def test_a_list_a_ranking_and_an_alert_show_the_same_within_the_minute(stage: Stage) -> None:
    async with told(stage) as bob:
        await bob.says("spaces")  # kept for a minute, with 10 %
        await fills(stage, 91)
        ann = await stage.alone("staff01")
        before = await spent(stage)

        listed = await ann.says("spaces")
        card = await alert(bob, "91%")
        shown = [await bob.says(said) for said in ("quota top", "spaces Marketing")]
        one = await bob.says("space Marketing")

        lines = [line(each) for each in (listed, *shown)]
        assert [percent(each) for each in (*lines, card.text, one.text)] == ["91%"] * 5
        assert "Marketing" in card.title
        paid = await cost(stage, before)
        assert paid[LIST] == 1, "a member's list, and no look besides"
        assert set(paid) <= {LIST, QUERY, SHOW, UPDATE, "POST /media/upload", CAPACITY}


async def test_the_organisation_has_one_fullness_on_its_card_and_in_its_alert(stage: Stage) -> None:
    async with told(stage) as bob:
        state = await stage.sandbox.state()
        used = sum(space["usedQuota"] for space in state["spaces"])
        shared = await bob.says("quota")
        rest = ORGANISATION_BYTES * 97 // 100 - used
        await stage.sandbox.make_space("Room", quota=-1, usedQuota=rest)

        other = Person(stage.sandbox, bob.conversation, "manager02", bob.robot)
        asked = await other.says("quota")
        card = await alert(bob, "97%")
        again = await bob.says("quota")

        assert percent(shared.text) != "97%"
        assert [percent(each.text) for each in (asked, card, again)] == ["97%"] * 3


async def test_a_space_that_the_bot_deletes_has_no_alert_any_more(stage: Stage) -> None:
    async with told(stage, hold_seconds=0) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        lea = await stage.alone("staff01")
        await lea.says("spaces")

        await bob.says("space delete Marketing")
        await bob.says("Marketing")
        await bob.reads("Deleted")
        closed = await bob.reads("no longer watched", card.seq)
        asked = await bob.says("/alert here")
        seen = await lea.says("spaces Marketing")
        tap = await stage.sandbox.click(card.card, bob.user, card.button("Take"))

        assert closed.labels == ()
        assert "no longer watched" in closed.title + closed.text
        assert tap["code"] == 200
        assert "Marketing" not in [
            name for name in asked.text.split() if "Archive" not in name
        ] or ("Archive" in asked.text)
        assert "Marketing ·" not in asked.text
        assert "Marketing ·" not in seen.text
        assert (await settled(bob))[card.card].labels == ()


async def test_a_space_that_the_bot_makes_is_there_at_once(stage: Stage) -> None:
    async with told(stage) as bob:
        await bob.says("space create Brandnew")
        await bob.says("yes")

        asked = await bob.says("/alert here Brandnew")
        listed = await bob.says("spaces Brand")

        assert "Brandnew" in asked.text
        assert "Brandnew" in listed.text


async def test_a_space_deleted_elsewhere_is_gone_once_the_operator_missed_it_twice(
    stage: Stage,
) -> None:
    async with told(stage, fresh_seconds=0) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        await stage.sandbox.delete_space(await space_id(stage, "Marketing"))
        ann = await stage.alone("staff01")
        for _ in range(3):
            await ann.says("spaces")
        await bob.says("spaces")
        assert (await bob.cards())[card.card].labels, "missed once, and by those who see less"

        await bob.says("spaces")

        assert (await bob.reads("no longer watched", card.seq)).labels == ()


async def test_a_space_that_dingtalk_says_is_not_there_is_gone_at_once(stage: Stage) -> None:
    query = "POST /v1.0/drive/managements/spaces/query"
    async with told(stage) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        await stage.sandbox.delete_space(await space_id(stage, "Marketing"))
        await stage.sandbox.fault("respond", query, status=404, code="spaceNotExist", message="")

        answered = await bob.says("watch now Marketing")

        assert answered.title == "Space not found"
        assert (await bob.reads("no longer watched", card.seq)).labels == ()


async def test_a_space_that_dingtalk_denies_to_another_stays_alerted_of(stage: Stage) -> None:
    """What one person is not shown is not gone, whatever the words."""
    async with told(stage) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        ben = await stage.alone("manager02")
        await stage.sandbox.fault("respond", QUERY, status=404, code="spaceNotExist", message="")
        await ben.says("space Marketing")
        await bob.says("watch now Finance")  # whatever is told, is told by now

        now = (await settled(bob))[card.card]
        assert now.labels == card.labels
        assert "no longer watched" not in now.title + now.text


async def test_a_limit_that_shrinks_is_full_and_one_that_is_raised_is_said_so(stage: Stage) -> None:
    async with told(stage) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        first = await alert(bob, "91%")
        marketing = await space_id(stage, "Marketing")
        await stage.sandbox.change_space(marketing, quota=50 << 20)
        await bob.says("watch now Marketing")
        full = await alert(bob, "over its limit", first.seq)

        await stage.sandbox.change_space(marketing, quota=500 * GB)
        for _ in range(2):
            await bob.says("watch now Marketing")
        raised = await bob.reads("The limit was raised", full.seq)

        assert raised.card == full.card
        assert raised.labels == ()


async def test_a_space_renamed_elsewhere_has_one_name(stage: Stage) -> None:
    async with told(stage) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        await stage.sandbox.change_space(await space_id(stage, "Marketing"), name="Brand")

        ann = await stage.alone("staff01")
        listed = await ann.says("spaces Brand")
        painted = await bob.reads("Brand: ", card.seq)
        ranked = await bob.says("quota top")

        assert "Brand" in line(listed, "Brand")
        assert "Brand" in painted.title
        assert "Marketing ·" not in ranked.text
        assert "Brand" in ranked.text


async def test_the_first_minute_of_an_operator_promises_nothing_that_is_not_so(
    stage: Stage,
) -> None:
    async with stage.bot(watch_seconds=600, interim_seconds=30):
        bob = await stage.in_group("manager01")
        await bob.says("/operator me")

        watch = await bob.says("/watch")
        asked = await bob.says("/alert here")

        assert "being checked now" in watch.text or "check due now" in watch.text
        assert "no check this month" not in watch.text
        assert "13 spaces" in watch.text
        assert "13 spaces" in asked.text


async def test_what_is_asked_before_the_first_look_waits_for_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.quota.plan.CROWDED", 0)
    async with stage.bot(watch_seconds=600, interim_seconds=30):
        bob = await stage.in_group("manager01")
        await bob.says("hello")
        await names_operator(stage, "manager01")

        watch = await bob.says("/watch")
        asked = await bob.says("/alert here")

        assert "First check running" in watch.text
        assert "no check this month" not in watch.text
        assert asked.title == "Turn on alerts in this group?"
        assert "13 spaces" in asked.text


async def test_an_operator_who_lost_the_right_is_named_to_whoever_asks(stage: Stage) -> None:
    async with told(stage) as bob:
        lea = Person(stage.sandbox, bob.conversation, "manager02", bob.robot)
        await lea.says("spaces")  # her own list, kept for a minute
        query = "POST /v1.0/drive/managements/spaces/query"
        for call in (query, LIST):
            fault = {"status": 403, "code": "no.priviledge", "message": ""}
            await stage.sandbox.fault("respond", call, **fault)

        asked = await lea.says("watch now Marketing")

        assert asked.title == "Watching stopped: no operator"
        assert "管理员甲" in asked.text
        assert "let you" not in asked.text


async def test_a_space_without_an_alert_is_not_said_not_to_exist(stage: Stage) -> None:
    async with told(stage) as bob:
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        await alert(bob, "91%")

        asked = await bob.says("alert take Finance")

        assert "There is no open alert here for a space with this name" in asked.text
        assert "you can see" not in asked.text


async def test_growth_that_there_is_none_of_is_said(stage: Stage) -> None:
    async with told(stage) as bob:
        ranked = await bob.says("quota top growing")
        digest = await bob.says("digest growing")

        assert "No space has grown since watching" in ranked.text
        assert "No space has grown since watching began" in digest.text


async def names_operator(stage: Stage, user_id: str) -> None:
    """Name an operator without a look, as an earlier release may have done."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await Organisation(store).name_operator(Operator(user_id, "Bob", 1))


async def test_what_somebody_takes_is_taken_wherever_it_is_told_of(stage: Stage) -> None:
    async with told(stage) as bob:
        ann = await stage.alone("staff01")
        await ann.says("alert me Marketing")
        await fills(stage, 91)
        await bob.says("watch now Marketing")
        card = await alert(bob, "91%")
        hers = await alert(ann, "91%")
        assert "Nobody has taken it yet" in hers.text

        await bob.presses(card, "Take")
        painted = await ann.finished(hers.card, hers.seq)

        assert "Taken by" in painted.text
        assert "Take over" in painted.labels
        assert "Nobody has taken it" not in (await ann.says("alert open")).text

        await bob.says("/alert off")
        await bob.says("/alert here")
        await bob.says("yes")
        again = await alert(bob, "91%", card.seq + 1)
        assert "Nobody has taken it" not in again.text
