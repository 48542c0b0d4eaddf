"""The month's allowance over the wire: what is counted, what is refused, and how that is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.access import Role
from bot.budget import BudgetReport, Governor, Terms
from bot.cards import Card
from bot.language import Text
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.storage import open_store
from handlers import ROUTERS
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import CREATE, LIST, SHOW, called, shown_by, spent
from tests.parts import Clock
from tests.sandbox_server import Json

FRESH = {"fresh_seconds": 0, "interim_seconds": 30}


async def books(stage: Stage) -> BudgetReport:
    """What the governor has counted; to be asked when no bot runs any more."""
    state = await stage.sandbox.state()
    async with open_store(stage.redis_url, state["clientId"]) as store:
        return await Governor(store, now=Clock(state["now"]), terms=Terms()).report()


async def counters(stage: Stage) -> Json:
    """What the organisation has counted."""
    return dict((await stage.sandbox.state())["counters"])


@asynccontextmanager
async def spent_bot(stage: Stage, calls: int, **changed: object) -> AsyncIterator[None]:
    """A bot whose whole allowance is a few calls."""
    async with stage.bot(monthly_calls=calls, allowance_share=100, **FRESH, **changed):
        yield


async def text_for(person: Person, said: str) -> Seen:
    """Say something, and wait for a plain text that answers it."""
    before = await person.looks()
    await person.sends(said)
    return await person.reads("", after=before[-1].seq if before else 0)


async def test_the_governor_counts_what_the_organisation_counts(stage: Stage) -> None:
    async with stage.bot(**FRESH):
        bob, ann = await stage.in_group("manager01"), await stage.alone("staff01")
        listed = await ann.says("spaces")
        await ann.presses(listed, "Refresh")
        await ann.presses(listed, "Next")
        asked = await bob.says("space create Counted")
        await bob.presses(asked, "Create")
        confirm = await bob.says("space delete Counted")
        held = await bob.presses(confirm, "Delete")
        await bob.presses(held, "Undo")
        await stage.sandbox.fault("qps", LIST, times=2)
        await bob.says("spaces")
        await stage.sandbox.fault("deliver-failed", SHOW, times=1)
        await ann.sends("help")
        await ann.reads("What I can do")
        await ann.says("whoami")

    report, counted = await books(stage), await counters(stage)

    assert report.calls.used == counted["counted"] > 10
    said = dict(report.said)
    assert said["webhook"] == counted["webhookMessages"] == 1
    assert said["message"] + said["click"] + said["event"] == counted["streamMessages"]
    assert [name for name, _ in report.people[:2]]
    assert sum(calls for _, calls in report.people) == report.calls.used


async def test_members_are_told_by_text_once_the_share_is_used(stage: Stage) -> None:
    async with spent_bot(stage, calls=2):
        ann = await stage.alone("staff01")
        await ann.says("spaces")

        refused = await text_for(ann, "空间列表")
        helped = await text_for(ann, "help")

        assert (refused.card, helped.card) == ("", "")
        assert "已用完" in refused.text
        assert "未执行" in refused.text
        assert "[What I can do]" in helped.title
        assert "All commands → help more" in helped.text
        assert await spent(stage) == {LIST: 1, SHOW: 1, "POST /robot/sendBySession": 2}


async def test_admins_go_on_when_the_share_is_used(stage: Stage) -> None:
    async with spent_bot(stage, calls=2):
        ann, bob = await stage.alone("staff01"), await stage.in_group("manager01")
        await ann.says("spaces")

        listed = await bob.says("spaces")
        budget = await text_for(bob, "/budget")

        assert "Finance" in listed.text
        assert "4 of 2" in budget.text
        assert "nothing was done" not in budget.text + listed.text


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ({"monthly_calls": 2, "allowance_share": 100}, "is used up, so nothing was done"),
        ({"person_calls_a_day": 2}, "reached today's limit"),
        ({"conversation_calls_a_day": 2}, "conversation has reached today's limit"),
    ],
)
async def test_a_members_button_that_would_cost_a_call_is_refused_for_none(
    stage: Stage, limits: dict[str, object], told: str
) -> None:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with stage.bot(accept_seconds=15, **limits, **FRESH):
        ann = await stage.alone("staff01")
        listed = await ann.says("spaces")

        refused = [shown_by(await ann.taps(listed, "Refresh")) for _ in range(5)]
        turned = await ann.presses(listed, "Next")

        assert all(told in each["msgContent"] for each in refused), refused
        assert turned.text != listed.text
        assert await spent(stage) == {LIST: 1, SHOW: 1}


async def test_without_a_webhook_the_refusal_comes_from_the_robot(stage: Stage) -> None:
    async with spent_bot(stage, calls=2):
        ann = await stage.alone("staff01")
        await ann.says("spaces")
        await stage.sandbox.fault("webhook-expired")

        refused = await text_for(ann, "spaces")

        assert "is used up, so nothing was done" in refused.text


async def test_a_fair_part_of_the_day_is_told_kindly(stage: Stage) -> None:
    async with stage.bot(person_calls_a_day=2, **FRESH):
        ann, bob = await stage.alone("staff01"), await stage.alone("manager01")
        await ann.says("spaces")

        english = await text_for(ann, "spaces")
        chinese = await text_for(ann, "空间列表")
        for _ in range(2):
            await bob.says("spaces")

        assert "reached today's limit" in english.text
        assert "limit of 2 API calls" in english.text
        assert "00:00" in english.text
        assert "the bot's configuration" in english.text
        assert "今天的 API 调用量已达上限" in chinese.text


async def test_a_fair_part_of_a_conversation_is_its_own(stage: Stage) -> None:
    async with stage.bot(conversation_calls_a_day=2, **FRESH):
        in_group, alone = await stage.in_group("staff01"), await stage.alone("staff01")
        await in_group.says("spaces")

        refused = await text_for(in_group, "spaces")
        listed = await alone.says("spaces")

        assert "This conversation has reached today's limit" in refused.text
        assert "Finance" in listed.text


making = Router[Services]()
NAME = Text("name")


@making.command("make", usage="make <name>", takes=(NAME,), role=Role.MEMBER, changes=True)
async def make(cmd: Command, svc: Services) -> Card:
    """Create a space at once."""
    space = await svc.changes.create(cmd, cmd[NAME], await svc.union_id(cmd))
    return Card("created", {"space": space, "next": ""})


@pytest.mark.parametrize(("calls", "is_made"), [(0, False), (1, True), (2, True), (3, True)])
async def test_no_change_is_left_half_done(stage: Stage, calls: int, *, is_made: bool) -> None:
    """With any number of calls left, a change is made and told, or not begun and told."""
    async with stage.bot(
        (*ROUTERS, making), monthly_calls=10, allowance_share=100, calls_used=10 - calls
    ):
        ann = await stage.alone("staff01")
        await ann.sends("make Whole")
        told = await ann.reads("Whole" if is_made else "nothing was done")

    assert ("Whole" in await stage.names()) is is_made
    assert (CREATE in await spent(stage)) is is_made
    assert (told.card != "") is is_made


async def test_a_change_refused_at_its_very_call_did_nothing_and_can_be_asked_again(
    stage: Stage,
) -> None:
    """The list is known, so that the first counted call of the turn is the change itself."""
    quiet = {"interim_seconds": 30, "fresh_seconds": 600}
    async with stage.bot((*ROUTERS, making), monthly_calls=2, allowance_share=100, **quiet):
        ann = await stage.alone("staff01")
        await ann.says("spaces")
        refused = await text_for(ann, "make Later")
    async with stage.bot((*ROUTERS, making), monthly_calls=9, allowance_share=100, **quiet):
        made = await ann.says("make Later")

    assert "nothing was done" in refused.text
    assert "Created: Later" in made.title
    assert (await stage.names()).count("Later") == 1


async def test_once_dingtalk_refuses_what_can_wait_waits_until_a_call_works(stage: Stage) -> None:
    async with stage.bot(**FRESH):
        ann, bob = await stage.alone("staff01"), await stage.alone("manager01")
        await stage.sandbox.fault("count-limit", LIST, times=1)

        refused = await ann.says("spaces")
        stopped = await bob.says("/budget")
        await ann.says("spaces")
        again = await bob.says("/budget")

        assert "are used up, so this was not done" in refused.text
        assert "DingTalk has refused API calls" in stopped.text
        assert "DingTalk has refused API calls" not in again.text


async def test_plain_answers_become_texts_when_calls_are_scarcer_than_messages(
    stage: Stage,
) -> None:
    async with stage.bot(monthly_calls=10, allowance_share=100, **FRESH):
        ann = await stage.alone("staff01")
        early = await ann.says("whoami")
        for _ in range(2):
            listed = await ann.says("spaces")
        late = await text_for(ann, "whoami")
        still = await ann.says("spaces")

    assert early.card
    assert late.card == ""
    assert "Ann" in late.text or "员工甲" in late.text
    assert still.card, "a list pages by its buttons, so it stays a card"
    assert listed.buttons
    await called(stage.sandbox, "POST /robot/sendBySession")


async def test_redis_lost_is_told_and_an_admins_word_is_believed(stage: Stage) -> None:
    async with stage.bot(calls_used=None, **FRESH):
        bob = await stage.alone("manager01")
        told = await bob.says("/budget used 1200")
        seen = await bob.says("用量")

    assert "1,200 of 3,000" in told.text
    assert "1,20" in seen.text
    assert "1,199 次由管理员登记" in seen.text or "1,200 次由管理员登记" in seen.text
