"""Card calls, over the real wire."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.dingtalk.cards import CardCalls
from bot.dingtalk.http import DingTalk
from bot.errors import BadParameter, CardExists, CardMissing, DeliveryFailed, OutcomeUnknown
from bot.messages import Conversation
from bot.storage import Store
from tests.dingtalk import calling, calls_of
from tests.sandbox_server import Json, SandboxHandle

TEMPLATE = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
SHOW = "POST /v1.0/card/instances/createAndDeliver"
DELIVER = "POST /v1.0/card/instances/deliver"
UPDATE = "PUT /v1.0/card/instances"
PARAMS = {"msgTitle": "Spaces", "staticMsgContent": "three"}


@pytest.fixture
def cards(dingtalk: DingTalk) -> CardCalls:
    return CardCalls(dingtalk)


@pytest.fixture
async def hasty(sandbox: SandboxHandle, store: Store) -> AsyncIterator[CardCalls]:
    async with calling(sandbox, store, call_seconds=0.3) as dingtalk:
        yield CardCalls(dingtalk)


class Place:
    """A conversation of the sandbox, and what a card needs to get there."""

    def __init__(self, sandbox: SandboxHandle, state: Json, kind: str) -> None:
        wanted = "2" if kind == "group" else "1"
        found = next(each for each in state["conversations"] if each["type"] == wanted)
        self.sandbox = sandbox
        self.id = str(found["conversationId"])
        self.to: dict[str, Any] = {
            "conversation": Conversation(self.id, kind),
            "user_id": found.get("userId"),
            "robot_code": state["robotCode"],
        }

    async def cards(self) -> list[Json]:
        return [line["card"] for line in await self.sandbox.messages(self.id) if "card" in line]


@pytest.fixture(params=["group", "single"])
async def place(sandbox: SandboxHandle, request: pytest.FixtureRequest) -> Place:
    return Place(sandbox, await sandbox.state(), request.param)


@pytest.fixture
async def group(sandbox: SandboxHandle) -> Place:
    return Place(sandbox, await sandbox.state(), "group")


async def show(cards: CardCalls, place: Place, track: str = "track-1") -> None:
    await cards.create_and_deliver(track, TEMPLATE, PARAMS, preview="three spaces", **place.to)


async def test_a_card_is_shown_in_its_conversation(cards: CardCalls, place: Place) -> None:
    await show(cards, place)

    (card,) = await place.cards()
    assert card["outTrackId"] == "track-1"
    assert (card["title"], card["markdown"]) == ("Spaces", "three")


async def test_callbacks_come_over_stream_and_cards_cannot_be_forwarded(
    sandbox: SandboxHandle, cards: CardCalls, place: Place
) -> None:
    await show(cards, place)

    body = (await calls_of(sandbox, SHOW))[0]["body"]
    model = body.get("imGroupOpenSpaceModel") or body["imRobotOpenSpaceModel"]
    assert body["callbackType"] == "STREAM"
    assert model == {"supportForward": False, "lastMessageI18n": {"ZH_CN": "three spaces"}}


async def test_a_card_is_made_once(cards: CardCalls, group: Place) -> None:
    await show(cards, group)

    with pytest.raises(CardExists):
        await show(cards, group)
    assert len(await group.cards()) == 1


async def test_a_card_that_was_made_but_not_shown_is_a_failure(
    sandbox: SandboxHandle, cards: CardCalls, place: Place
) -> None:
    await sandbox.fault("deliver-failed", SHOW)

    with pytest.raises(DeliveryFailed) as caught:
        await show(cards, place)
    assert caught.value.message
    assert await place.cards() == []


async def test_such_a_card_can_be_shown_later(
    sandbox: SandboxHandle, cards: CardCalls, place: Place
) -> None:
    await sandbox.fault("deliver-failed", SHOW, times=1)
    with pytest.raises(DeliveryFailed):
        await show(cards, place)
    await cards.deliver("track-1", **place.to)

    assert [card["title"] for card in await place.cards()] == ["Spaces"]


async def test_a_later_delivery_can_fail_as_well(
    sandbox: SandboxHandle, cards: CardCalls, group: Place
) -> None:
    await show(cards, group)
    await sandbox.fault("deliver-failed", DELIVER)

    with pytest.raises(DeliveryFailed):
        await cards.deliver("track-1", **group.to)


async def test_an_update_replaces_only_the_values_it_carries(
    cards: CardCalls, group: Place
) -> None:
    await show(cards, group)
    await cards.update("track-1", {"staticMsgContent": "four"})

    latest = (await group.cards())[-1]
    assert (latest["title"], latest["markdown"], latest["version"]) == ("Spaces", "four", 2)


async def test_an_unknown_card_can_be_neither_updated_nor_delivered(
    cards: CardCalls, group: Place
) -> None:
    with pytest.raises(CardMissing):
        await cards.update("track-1", PARAMS)
    with pytest.raises(CardMissing):
        await cards.deliver("track-1", **group.to)


async def test_a_card_without_an_answer_is_not_sent_twice(
    sandbox: SandboxHandle, hasty: CardCalls, group: Place
) -> None:
    await sandbox.fault("timeout-after", SHOW)

    with pytest.raises(OutcomeUnknown):
        await show(hasty, group)
    await sandbox.clear_faults()
    assert len(await calls_of(sandbox, SHOW)) == 1
    assert len(await group.cards()) == 1


@pytest.mark.usefixtures("impatient")
async def test_an_update_without_an_answer_is_sent_again(
    sandbox: SandboxHandle, hasty: CardCalls, group: Place
) -> None:
    await show(hasty, group)
    await sandbox.fault("timeout-before", UPDATE, times=1)
    await hasty.update("track-1", {"staticMsgContent": "four"})

    assert (await group.cards())[-1]["markdown"] == "four"


async def test_a_value_that_is_too_long_is_refused_in_dingtalks_words(
    cards: CardCalls, group: Place
) -> None:
    await show(cards, group)

    with pytest.raises(BadParameter):
        await cards.update("track-1", {"staticMsgContent": "x" * 1025})


@pytest.mark.parametrize(
    "body",
    [
        '{"success":false}',
        '{"success":"false","result":{"deliverResults":[{"success":true}]}}',
        '{"result":{"deliverResults":[{"success":"false"}]}}',
        '{"success":true,"result":{"deliverResults":[{"success":true},{"success":false,"errorMsg":"e"}]}}',
    ],
)
async def test_a_success_is_believed_only_if_every_delivery_says_so(
    sandbox: SandboxHandle, cards: CardCalls, group: Place, body: str
) -> None:
    await sandbox.fault("respond", SHOW, status=200, message=body)

    with pytest.raises(DeliveryFailed):
        await show(cards, group)


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"success":true}',
        '{"success":true,"result":null}',
        '{"success":true,"result":{"deliverResults":null}}',
        '{"success":true,"result":{"deliverResults":[]}}',
        '{"success":true,"result":{"deliverResults":{"success":true}}}',
        '{"success":true,"result":{"deliverResults":["?"]}}',
        '{"success":true,"result":{"deliverResults":[{"success":1}]}}',
        '{"success":true,"result":{"deliverResults":[{"success":true},null]}}',
    ],
)
async def test_a_card_of_which_nothing_is_said_may_have_been_shown_or_not(
    sandbox: SandboxHandle, cards: CardCalls, group: Place, body: str
) -> None:
    await sandbox.fault("respond", SHOW, status=200, message=body)

    with pytest.raises(OutcomeUnknown):
        await show(cards, group)


async def test_yes_may_be_written_as_text(
    sandbox: SandboxHandle, cards: CardCalls, group: Place
) -> None:
    body = '{"success":"true","result":{"deliverResults":[{"success":"true","new":1}]}}'
    await sandbox.fault("respond", SHOW, status=200, message=body)

    await show(cards, group)


async def test_a_single_chat_needs_the_person(cards: CardCalls, sandbox: SandboxHandle) -> None:
    with pytest.raises(DeliveryFailed):
        await cards.deliver(
            "track-1", conversation=Conversation("cid", "single"), user_id=None, robot_code="r"
        )
    assert await sandbox.calls() == []


async def test_a_groups_card_calls_those_it_mentions(
    cards: CardCalls, group: Place, sandbox: SandboxHandle
) -> None:
    await cards.create_and_deliver(
        "c1", TEMPLATE, PARAMS, preview="x", mentions={"staff01": "Ann"}, **group.to
    )

    (call,) = await calls_of(sandbox, SHOW)
    assert call["body"]["imGroupOpenDeliverModel"]["atUserIds"] == {"staff01": "Ann"}
