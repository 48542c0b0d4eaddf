"""Messages off the wire: stored and queued before they are acknowledged."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.access import Organisation
from bot.app import TEMPLATES
from bot.budget import Tally
from bot.cards import Cards
from bot.delivery import StoreMarks
from bot.dingtalk.messages import RobotCalls
from bot.inbox import Boxes, Inbox, LateAnswers, Outage, Pressers, Taps
from bot.messages import Message, Tap
from bot.quota.events import FileEvents, Switched
from bot.storage import RedisError, Store, open_store
from tests.assembly import Assembly, assembled
from tests.dingtalk import calling, union_id
from tests.parts import ANN, Clock, message, queued
from tests.sandbox_server import SandboxHandle

NOWHERE = "unix:///nowhere/at/all.sock"


class Heard(Outage):
    """An outage that notes what it hears."""

    heard: tuple[str, ...] = ()

    @override
    def trouble(self, message: Message) -> None:
        self.heard += (message.msg_id,)

    @override
    def over(self) -> None:
        self.heard += ("over",)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        yield core


@asynccontextmanager
async def receiving(bot: Assembly, store: Store) -> AsyncIterator[tuple[Inbox, Heard]]:
    """An inbox whose messages go into ``store``."""
    async with calling(bot.sandbox, store) as dingtalk:
        robot = RobotCalls(dingtalk, robot_code="r", api_base=bot.sandbox.url)
        outage = Heard(Cards(TEMPLATES), robot, bot.settings, Clock(0))
        boxes = Boxes(store)
        taps = Taps(
            bot.replies,
            bot.services,
            bot.delivery,
            boxes,
            bot.tasks,
            store=store,
            pressers=Pressers(bot.services.access, 5),
            marks=StoreMarks(store),
            language="zh",
            seconds=5,
            gap_seconds=0.5,
            late=LateAnswers(bot.delivery, bot.tasks, bot.services.budget, bot.services.access),
            settle=lambda _: None,
            doubt=lambda _: None,
        )
        tally = Tally(store, Clock(0))
        yield (
            Inbox(
                boxes,
                bot.tasks,
                taps,
                Organisation(store),
                outage,
                tally=tally,
                changed=FileEvents(dingtalk, store).note,
            ),
            outage,
        )


async def test_a_message_is_stored_and_its_box_is_queued(bot: Assembly) -> None:
    async with receiving(bot, bot.store) as (inbox, outage):
        await inbox.message(message())

    assert await Boxes(bot.store).waiting() == 1
    assert await queued(bot.store) == ["robot1:msg1"]
    assert outage.heard == ("over",)


async def test_a_message_that_comes_ten_times_at_once_is_one(bot: Assembly) -> None:
    async with receiving(bot, bot.store) as (inbox, _):
        with capture_logs() as logs:
            await asyncio.gather(*(inbox.message(message()) for _ in range(10)))

    assert await Boxes(bot.store).waiting() == 1
    assert sorted(each["again"] for each in logs) == [False, *[True] * 9]


async def test_many_messages_into_one_box_are_one_task(bot: Assembly) -> None:
    boxes = Boxes(bot.store)
    async with receiving(bot, bot.store) as (inbox, _):
        for number in range(1, 5):
            await inbox.message(message(msg_id=f"msg{number}"))
        assert await queued(bot.store) == ["robot1:msg1"]

        await bot.store.redis.delete(boxes.key(boxes.name(message().place)))
        await inbox.message(message(msg_id="msg5"))
        assert await queued(bot.store) == ["robot1:msg1", "robot1:msg5"]


async def test_what_another_process_pushed_is_not_taken_for_queued(bot: Assembly) -> None:
    """It may have died before it came to that."""
    await Boxes(bot.store).accept(message())
    async with receiving(bot, bot.store) as (inbox, _):
        await inbox.message(message(msg_id="msg2"))

    assert await queued(bot.store) == ["robot1:msg2"]


async def test_a_redelivery_queues_the_box_again(bot: Assembly) -> None:
    """The first time may have died between the two steps."""
    await Boxes(bot.store).accept(message())
    async with receiving(bot, bot.store) as (inbox, _):
        await inbox.message(message())

    assert await Boxes(bot.store).waiting() == 1
    assert await queued(bot.store) == ["robot1:msg1"]


async def test_people_have_boxes_of_their_own(bot: Assembly) -> None:
    async with receiving(bot, bot.store) as (inbox, _):
        await inbox.message(message())
        await inbox.message(message(sender=ANN, msg_id="msg2"))

    assert len(await Boxes(bot.store).names()) == 2


async def test_the_organisation_is_learnt_from_the_first_message(bot: Assembly) -> None:
    async with receiving(bot, bot.store) as (inbox, _):
        await inbox.message(message())
        await inbox.message(message(msg_id="msg2"))

    assert await bot.services.organisation.corp_id() == "corp1"


async def test_what_could_not_be_stored_is_not_accepted(bot: Assembly) -> None:
    async with open_store(NOWHERE, "app") as gone, receiving(bot, gone) as (inbox, outage):
        with pytest.raises(RedisError):
            await inbox.message(message())

    assert outage.heard == ("msg1",)


async def test_a_tap_is_answered(bot: Assembly) -> None:
    await bot.services.organisation.learn("corp1")
    async with receiving(bot, bot.store) as (inbox, _):
        response = await inbox.tap(Tap("unknown", "10", "manager01", "corp1"))

    assert response == bot.delivery.expired("zh")


async def test_of_an_event_only_its_members_are_told(bot: Assembly) -> None:
    async with receiving(bot, bot.store) as (inbox, _):
        with capture_logs() as logs:
            await inbox.event("user_add_org", "e1", {"userId": ["somebody"], "at": 1})

    assert logs == [
        {
            "event": "event",
            "log_level": "info",
            "kind": "user_add_org",
            "event_id": "e1",
            "members": ["at", "userId"],
        }
    ]


async def test_a_file_event_marks_its_space_once_they_are_switched_on(bot: Assembly) -> None:
    async with (
        receiving(bot, bot.store) as (inbox, _),
        calling(bot.sandbox, bot.store) as dingtalk,
    ):
        events = FileEvents(dingtalk, bot.store)
        await inbox.event("storage_dentry_create", "e1", {"spaceId": "1"})
        assert await events.marked() == frozenset()

        state = await bot.sandbox.state()
        admin = await union_id(bot.sandbox, "manager01")
        await events.switch_on(state["corpId"], admin, Switched("Bob", 0))
        await inbox.event("storage_dentry_create", "e2", {"spaceId": "1"})
        assert await events.marked() == {"1"}


async def test_an_event_that_cannot_be_kept_is_lost_and_not_sent_again(bot: Assembly) -> None:
    async with (
        open_store("unix:///nowhere/at/all.sock", "test") as gone,
        receiving(bot, gone) as (inbox, _),
    ):
        await inbox.event("storage_dentry_create", "e1", {"spaceId": "1"})
