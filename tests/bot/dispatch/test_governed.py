"""What the policy forbids is refused whatever way leads to it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.alerts.subscription import Digest
from bot.cards import Card
from bot.dispatch import words_of
from bot.errors.policy import ApprovalNeeded, RuledOut
from bot.files.changed_card import LookAtTasks
from bot.files.clashes import ClashAsked, SettleClash
from bot.files.fates import FilePlan
from bot.files.walking import ShowView, TurnWalk
from bot.inbox import Pressers
from bot.messages import Sender
from bot.policy.rule import Outcome, PolicyRule, person
from bot.sessions import Session
from bot.storage import Store
from handlers.create import ConfirmCreate
from handlers.delete import SpaceDeletion
from handlers.digest import ConfirmDigest
from handlers.setup import STEPS, SetUp
from handlers.spaces import RefreshList, TurnPage
from tests.assembly import Assembly, assembled
from tests.bot.inbox.pressing import CORP, Desk, aside
from tests.handlers.calling import trail
from tests.parts import ANN, BOB, click
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, hold_seconds=0) as core:
        await core.services.organisation.learn(CORP)
        yield core


async def rule(bot: Assembly, what: str, outcome: Outcome = "deny", who: str = "") -> None:
    await bot.services.policy.set(PolicyRule(what, who, "", outcome))


async def says(
    bot: Assembly, text: str, sender: Sender = BOB, session: Session | None = None
) -> Card:
    message = bot.message(text, sender)
    command = await bot.command("", sender, key=message.key, at=message.at)
    return await bot.to_message(message, session or Session(), command)


async def test_what_is_typed_or_said_is_refused_and_written_down(bot: Assembly) -> None:
    await rule(bot, "space create")
    await rule(bot, "space delete", "ask")
    await rule(bot, "spaces", who=person(ANN.key))

    with pytest.raises(RuledOut) as denied:
        await says(bot, "space create X")
    with pytest.raises(RuledOut):
        await says(bot, "create a space called Y")
    with pytest.raises(ApprovalNeeded):
        await says(bot, "delete Finance")
    with pytest.raises(RuledOut):
        await says(bot, "spaces", ANN)
    assert (await says(bot, "spaces")).template == "spaces"

    assert denied.value.data() == {
        "rule": {
            "what": "space create",
            "who": "everybody",
            "called": "",
            "where": "everywhere",
            "titled": "",
            "outcome": "deny",
            "by": "",
        },
        "asks": False,
    }
    assert await trail(bot) == [
        ("spaces", "", "refused: a policy forbids it"),
        ("space delete", "", "refused: an admin has to approve it"),
        ("space create", "", "refused: a policy forbids it"),
        ("space create", "", "refused: a policy forbids it"),
    ]


async def test_what_is_refused_costs_no_look_at_names(bot: Assembly) -> None:
    await rule(bot, "space delete")

    with pytest.raises(RuledOut):
        await says(bot, "space delete Finance please")

    assert [call for call in await bot.calls() if "/drive/" in call] == []


async def test_a_role_comes_before_any_rule(bot: Assembly) -> None:
    await rule(bot, "space create", "allow", person(ANN.key))
    await rule(bot, "pause", "ask")

    for said in ("space create X", "pause"):
        with pytest.raises(Exception, match="admin"):
            await says(bot, said, ANN)
    assert {line[2] for line in await trail(bot)} == {"refused: only admins may"}


async def test_what_was_asked_before_is_refused_when_it_is_answered(bot: Assembly) -> None:
    asked = ConfirmCreate("Late")
    await rule(bot, "space create")

    with pytest.raises(RuledOut):
        await says(bot, "yes", session=Session(state=asked))
    pressed = click(BOB, action=bot.types.dump(asked), at=bot.clock())
    record = await bot.delivery.show(Card("cancelled"), bot.target())
    with pytest.raises(RuledOut):
        await bot.replies.to_click(pressed, record, await bot.fence())
    assert await bot.space("Late") is None


async def test_the_end_of_a_hold_is_refused_what_the_policy_has_come_to_forbid(
    bot: Assembly,
) -> None:
    space = await bot.space("Finance")
    assert space is not None
    plan = SpaceDeletion(space["spaceId"], "Finance", space["usedQuota"])
    hold = await bot.services.holds.place(await bot.command("space delete"), plan)
    await rule(bot, "space delete", "ask")

    await bot.ends.end(hold.id)

    assert await bot.space("Finance") is not None
    assert (await bot.shown())[-1]["card"]["title"] == "Not done: Finance"
    assert await trail(bot) == [
        ("space delete", "Finance", "refused: an admin has to approve it"),
    ]
    found = await bot.services.holds.find(hold.id)
    assert found is not None
    assert found.state == "done"


@pytest.fixture
async def desk(bot: Assembly) -> AsyncIterator[Desk]:
    pressers = Pressers(bot.services.access, seconds=20)
    asking = asyncio.get_running_loop().create_task(pressers.run())
    yield Desk(bot, [], pressers)
    asking.cancel()
    await asyncio.wait({asking})


async def test_a_press_is_refused_in_its_acknowledgement(bot: Assembly, desk: Desk) -> None:
    record = await desk.card(TurnPage(2), RefreshList("", 1))
    await rule(bot, "spaces", who="role:admin")

    for button in range(2):
        response: dict[str, Any] = await desk.press(record, button)
        assert aside(response), response
        assert "A rule set by the admins" in str(response)
    assert await desk.waiting() == []
    assert [line[0] for line in await trail(bot)] == ["spaces", "spaces"]

    late = click(BOB, action=bot.types.dump(TurnPage(2)), at=bot.clock())
    refused = await bot.replies.refusal(late, record)
    assert refused is not None
    assert refused.template == "policy_refused"


async def test_every_button_and_question_says_which_command_it_is(bot: Assembly) -> None:
    """What names none is of no command: it asks on, ends a question, or runs a command
    that is checked.
    """
    routers = bot.routes
    kinds = routers.types
    known = {each.words for each in routers}
    finds: list[Any] = [routers.fast_for, routers.action_for, routers.state_for]
    routes = [find(kind) for find in finds for kind in kinds if find(kind) is not None]

    named = {each.kind.__name__: words_of(each) for each in routes}

    assert {kind for kind, words in named.items() if not words} == {
        *("Offer", "Offering", "ReadList"),
        *("StepBack", "StepTaken"),
    }
    assert {words for words in named.values() if words} <= known


def test_a_button_of_several_commands_says_of_which() -> None:
    plan = FilePlan("copy", "s1", "0", ())

    class Moves:
        words = "file move"

    assert words_of(Moves(), SettleClash(plan, "both")) == "file copy"
    assert words_of(Moves(), ClashAsked(replace(plan, what="rename"))) == "file rename"
    assert words_of(Moves(), LookAtTasks(plan, ())) == "file copy"
    assert words_of(Moves(), ShowView("kinds", "s1")) == "by kind"
    assert words_of(Moves(), TurnWalk(2, "oldest")) == "oldest"
    assert words_of(Moves(), ConfirmDigest(Digest("daily", 540))) == "digest daily"
    assert {words_of(Moves(), SetUp(step)) for step in STEPS} == {
        "operator me",
        "admin here",
        "alert here",
        "digest weekly",
    }
    assert words_of(Moves()) == "file move"
