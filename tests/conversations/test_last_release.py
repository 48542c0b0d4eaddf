"""What the last release left in Redis is read, or answered afresh: nobody is stuck over it.

The file is what that release itself has written, with every kind of key that it had, and not what
this one would write (:mod:`tests.conversations.release`).
"""

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.inbox import Boxes
from bot.storage import Store, open_store
from tests.assembly import assembled
from tests.conversations.crashes import made
from tests.conversations.release import LAST, WAITS, put_back
from tests.conversations.stage import Stage
from tests.conversations.watching import DELETE
from tests.sandbox_server import SandboxHandle

QUICK = {"watch_seconds": 0.2, "interim_seconds": 30, "rounds_seconds": 0.2}

KINDS = frozenset(
    {
        *("alerts", "audit", "box", "boxes", "calls", "capacity", "card", "change", "conversation"),
        *("flag", "history", "hold", "holds", "nick", "org", "person", "policy", "present"),
        *("session", "spaces", "visited", "watch"),
    }
)
"""What the file must hold at least."""

SAID = {
    "spaces": "Spaces: ",
    "space Finance": "Finance: ",
    "quota": "Total capacity: ",
    "pending": "Waiting deletions",
    "alert list": "Conversations with alerts",
    "alert open": "销售合同 is full",
    "/admin list": "Admins",
    "/operator show": "Operator",
    "/status": "Status",
    "/watch": "Watching",
    "audit": "Change log",
    "budget": "API calls this month",
    "trend Finance": "Finance: ",
    "space create Later": "Create “Later”?",
}
"""What is said, and how its answer begins."""

REMEMBERED = {
    "pending": "Finance",
    "/operator show": "管理员甲",
    "alert list": "市场部项目群",
    "audit": "scheduled the deletion",
    "/watch": "14 spaces",
}
"""What an answer says that only the last release can have known."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    """A Redis that the last release has used."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as opened:
        await stage.sandbox.make_space("Extra")
        met = await put_back(opened, LAST.read_text())
        assert met >= KINDS, KINDS - met
        yield opened


@pytest.mark.usefixtures("store")
async def test_everybody_is_answered_by_what_was_kept(stage: Stage) -> None:
    bob = await stage.in_group("manager01")
    with capture_logs() as logs:
        async with stage.bot(**QUICK):
            answers = {words: await bob.says(words) for words in SAID}

    titles = {words: card.title for words, card in answers.items()}
    assert {words: each for words, each in titles.items() if not each.startswith(SAID[words])} == {}
    assert {words for words, name in REMEMBERED.items() if name not in answers[words].text} == set()
    assert [each for each in logs if each["event"] in {"unreadable", "unexpected"}] == []
    assert await made(stage.sandbox, DELETE) == []


@pytest.mark.usefixtures("store")
async def test_a_question_that_waits_takes_its_answer(stage: Stage) -> None:
    carl = await stage.alone("manager02")
    async with stage.bot(**QUICK):
        asked = await carl.says("Plans of next year")

    assert "Create" in asked.labels, asked


async def test_a_message_that_waits_is_answered(stage: Stage, store: Store) -> None:
    ann = await stage.alone("staff01")
    async with stage.bot(**QUICK):
        answer = await ann.answer_to(WAITS)

    assert answer.text
    assert await Boxes(store).names() == frozenset()


@pytest.mark.usefixtures("store")
async def test_a_hold_that_waits_can_be_undone(stage: Stage) -> None:
    bob = await stage.in_group("manager01")
    async with stage.bot(**QUICK):
        waiting = await bob.says("pending")
        undone = await bob.says("undo")

    assert "Finance" in waiting.text
    assert "Finance" in undone.title + undone.text
    assert "Finance" in await stage.names()


async def test_every_button_means_what_it_did(sandbox: SandboxHandle, store: Store) -> None:
    cards = [key async for key in store.redis.scan_iter(store.key("card", "*"))]
    async with assembled(sandbox, store) as bot:
        records = [await bot.record(key.rpartition(":")[2]) for key in cards]

    assert len(records) > 10
    meanings = [each for record in records for each in (*record.actions.values(), record.kept)]
    assert [each for each in meanings if each and bot.types.load(each) is None] == []
    assert sum(len(record.actions) for record in records) > 10
