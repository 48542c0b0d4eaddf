"""Plain answers by session webhook, once calls are scarcer than messages."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import Card
from bot.drive.card_list import ShownList
from bot.messages import Webhook
from bot.storage import Store
from tests.assembly import Assembly, assembled, question
from tests.bot.budget.spending import book
from tests.sandbox.clients import connected
from tests.sandbox_server import SandboxHandle

MADE = "POST cards/createAndDeliver"
PAINTED = "PUT cards"
BY_WEBHOOK = "POST /robot/sendBySession"
PLAIN = Card("cancelled")


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """A month of ten calls, of which six are gone, and hardly any messages."""
    async with assembled(sandbox, store, monthly_calls=10, allowance_share=100) as core:
        for _ in range(6):
            await book(store, core.services.budget, "GET /v1.0/drive/spaces")
        yield core


@pytest.fixture
async def webhook(bot: Assembly) -> Webhook:
    """The reply channel of something that was said in the group."""
    async with connected(bot.sandbox) as stream:
        await bot.sandbox.say(bot.group.id, "manager01", "spaces")
        data = (await stream.answered())["data"]
    return Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])


async def test_a_plain_answer_goes_by_webhook(bot: Assembly, webhook: Webhook) -> None:
    record = await bot.delivery.show(PLAIN, bot.target(webhook=webhook))

    assert await bot.calls() == [BY_WEBHOOK]
    assert record.surface == "text"
    assert await bot.record(record.out_track_id) == record


async def test_early_in_a_month_a_plain_answer_is_a_card(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store) as early:
        await book(store, early.services.budget, "GET /v1.0/drive/spaces")
        async with connected(early.sandbox) as stream:
            await early.sandbox.say(early.group.id, "manager01", "spaces")
            data = (await stream.answered())["data"]
        webhook = Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])
        await early.delivery.show(PLAIN, early.target(webhook=webhook))

        assert await early.calls() == [MADE]


@pytest.mark.parametrize(
    "card", [question(), Card("cancelled", kept=ShownList((), "", 0))], ids=["buttons", "kept"]
)
async def test_what_needs_a_card_stays_one(bot: Assembly, webhook: Webhook, card: Card) -> None:
    await bot.delivery.show(card, bot.target(webhook=webhook))

    assert await bot.calls() == [MADE]


async def test_without_a_webhook_that_lives_a_plain_answer_is_a_card(
    bot: Assembly, webhook: Webhook
) -> None:
    await bot.delivery.show(PLAIN, bot.target("turn 1"))
    over = Webhook(webhook.url, bot.clock())
    await bot.delivery.show(PLAIN, bot.target("turn 2", webhook=over))

    assert await bot.calls() == [MADE, MADE]


async def test_a_card_that_stands_stays_a_card(bot: Assembly, webhook: Webhook) -> None:
    target = bot.target(webhook=webhook)
    await bot.delivery.interim(target)
    await bot.delivery.show(PLAIN, target)

    assert await bot.calls() == [MADE, PAINTED]
    assert (await bot.record(target.out_track_id)).surface == "card"


async def test_a_brief_answer_goes_by_webhook_however_many_calls_are_left(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store) as rich, connected(sandbox) as stream:
        await sandbox.say(rich.group.id, "manager01", "alert take")
        data = (await stream.answered())["data"]
        said = Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])
        record = await rich.delivery.show(replace(PLAIN, brief=True), rich.target(webhook=said))

        assert record.surface == "text"
        assert await rich.calls() == [BY_WEBHOOK]


async def test_a_brief_answer_without_a_webhook_is_a_card(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store) as rich:
        record = await rich.delivery.show(replace(PLAIN, brief=True), rich.target())

        assert record.surface == "card"
