"""Boxes: turns in order, one at a time, whatever happens to whoever works on them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.dispatch import Remains
from bot.errors import LeaseLost, Unavailable
from bot.inbox import Boxes, Turns
from bot.inbox.box import turn_to_text
from bot.messages import Conversation, ConversationKey, Fence, File, Turn, Webhook
from bot.sessions import Session, Sessions
from bot.storage import RedisError, Store
from bot.tagged_union import TaggedUnion
from tests.parts import ANN, BOB, EVE, click, message, queued, queueing

PATIENCE = 60
Hook = Callable[[Turn], Awaitable[None]]


async def no_card(_card: str, _turn: str) -> int | None:
    """No card waits for anything."""
    return None


class Bot:
    """Answers turns by noting them; a hook may do something in between."""

    def __init__(self) -> None:
        self.answered: list[str] = []
        self.sessions: list[Session] = []
        self.hook: Hook | None = None
        self.remains: list[Remains] = []
        self.left: dict[str, Turn] = {}
        self.meanwhile: Callable[[Remains], Awaitable[None]] | None = None

    async def answer(self, turn: Turn, session: Session, _: Fence) -> Session:
        self.sessions.append(session)
        if self.hook is not None:
            await self.hook(turn)
        self.answered.append(turn.key)
        return Session(last_list=turn.key)

    def rest(self, turn: Turn, _: Session) -> Turn | None:
        return self.left.pop(turn.key, None)

    async def unreadable(self, remains: Remains, _: Fence) -> None:
        if self.meanwhile is not None:
            await self.meanwhile(remains)
        self.remains.append(remains)


class Holder:
    """One process that works on boxes."""

    def __init__(self, store: Store, turns: Turns, bot: Bot) -> None:
        self.store = store
        self.boxes = Boxes(store)
        self.bot = bot
        self.work = turns.work
        self.sessions = Sessions(store, TaggedUnion([]), no_card)

    @property
    def name(self) -> str:
        return self.boxes.name(message().place)

    async def accept(self, *texts: str) -> None:
        for text in texts:
            await self.boxes.accept(message(msg_id=text))

    async def waits(self) -> int:
        return await self.boxes.waiting()

    async def lease(self) -> str | None:
        return await self.store.get(self.boxes.lease(self.name))

    async def session(self) -> Session:
        return await self.sessions.load(message().place, "another turn")


@asynccontextmanager
async def holding(store: Store, lease_seconds: float = 8, slots: int = 2) -> AsyncIterator[Holder]:
    bot = Bot()
    async with queueing(store) as tasks:
        boxes = Boxes(store)
        sessions = Sessions(store, TaggedUnion([]), no_card)
        turns = Turns(
            store,
            tasks,
            boxes,
            sessions,
            bot.answer,
            unreadable=bot.unreadable,
            rest=bot.rest,
            lease_seconds=lease_seconds,
            slots=slots,
        )
        yield Holder(store, turns, bot)


def keys(*texts: str) -> list[str]:
    return [f"robot1:{text}" for text in texts]


@pytest.mark.parametrize(
    "turn",
    [
        message("“市场部”\n\\", webhook=Webhook("https://oapi.dingtalk.com/x?session=s", 9)),
        message(sender=EVE),
        message(sender=replace(BOB, is_admin=True), kind="picture"),
        replace(message("", kind="file"), file=File("a.zip", "code", "robot1")),
        click(action={"is": "Create", "plan": {"name": "a"}}),
    ],
)
async def test_a_turn_is_answered_as_it_was_accepted(store: Store, turn: Turn) -> None:
    seen: list[Turn] = []
    async with holding(store) as holder:

        async def note(given: Turn) -> None:
            seen.append(given)

        holder.bot.hook = note
        await holder.boxes.accept(turn)
        await holder.work(holder.boxes.name(turn.place))

    assert seen == [turn]


async def test_what_is_left_of_a_turn_comes_before_what_was_said_after_it(store: Store) -> None:
    async with holding(store) as holder:
        first, second = message(msg_id="a"), message(msg_id="b")
        rest = replace(first, line=2)
        holder.bot.left = {first.key: rest}
        for each in (first, second):
            await holder.boxes.accept(each)
        name = holder.boxes.name(first.place)

        async def lives(_: Turn) -> None:
            assert await store.redis.ttl(holder.boxes.key(name)) > 0

        holder.bot.hook = lives
        await holder.work(name)

        assert holder.bot.answered == [first.key, rest.key, second.key]
        assert await holder.boxes.waiting() == 0


async def test_a_turn_that_an_older_release_stored_is_answered(store: Store) -> None:
    old = turn_to_text(message()).replace(',"file":null', "")
    assert "file" not in old
    async with holding(store) as holder:
        await store.redis.rpush(holder.boxes.key(holder.name), old)

        await holder.work(holder.name)

        assert holder.bot.answered == [message().key]
        await store.redis.delete(holder.boxes.key(holder.name))


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("{}", None),
        ("no JSON", None),
        ("[1]", None),
        (turn_to_text(message(msg_id="b")).replace('"kind"', '"sort"'), "robot1:b"),
        (turn_to_text(message(msg_id="b")).replace('"at":0', '"at":"soon"'), "robot1:b"),
        (turn_to_text(click()).replace('"action"', '"meaning"'), "card1:1:10"),
        (
            turn_to_text(replace(click(), shared=True)).replace('"action"', '"meaning"'),
            "card1:1:10:manager01",
        ),
    ],
)
async def test_a_turn_of_another_release_is_set_aside_and_the_box_goes_on(
    store: Store, stored: str, told: str | None
) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        await store.redis.rpush(holder.boxes.key(holder.name), stored)
        await holder.accept("c")
        with capture_logs() as logs:
            await holder.work(holder.name)

        assert holder.bot.answered == keys("a", "c")
        [remains] = holder.bot.remains
        assert told in {None, remains.key}
        assert (remains.sender == BOB) is (told is not None)
        assert store.counts.unreadable == {"turn": 1}
        assert [each for each in logs if each["event"] == "unreadable"] == [
            {"event": "unreadable", "kind": "turn", "name": holder.name, "log_level": "warning"}
        ]
        assert await holder.session() == Session(last_list="robot1:c")


async def test_whoever_lost_the_lease_sets_nothing_aside(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        await store.redis.lset(holder.boxes.key(holder.name), 0, "{}")

        async def lose(_: Remains) -> None:
            await store.redis.set(holder.boxes.lease(holder.name), "another", px=60_000)

        holder.bot.meanwhile = lose
        with capture_logs(), pytest.raises(LeaseLost):
            await holder.work(holder.name)

        assert await holder.waits() == 1


async def test_a_session_of_another_release_begins_anew(store: Store) -> None:
    async with holding(store) as holder:
        for stored in ("{", "[]", '{"face": "first"}', '{"state": 5}'):
            await store.redis.set(holder.sessions.key(message().place), stored, ex=60)
            with capture_logs():
                assert await holder.session() == Session()

    assert store.counts.unreadable == {"session": 1}


async def test_a_turn_is_accepted_once(store: Store) -> None:
    boxes = Boxes(store)

    accepted = await asyncio.gather(*(boxes.accept(message()) for _ in range(10)))

    assert sum(accepted) == 1
    assert await boxes.waiting() == 1


async def test_a_turn_that_was_answered_is_not_accepted_again(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        await holder.work(holder.name)

        assert not await holder.boxes.accept(message(msg_id="a"))


async def test_turns_are_answered_in_order(store: Store) -> None:
    async with holding(store) as holder:
        texts = [str(number) for number in range(20)]
        await holder.accept(*texts)

        await asyncio.gather(*(holder.work(holder.name) for _ in range(5)))

        assert holder.bot.answered == keys(*texts)
        assert await holder.waits() == 0
        assert await holder.lease() is None


async def test_a_turn_starts_from_the_session_of_the_one_before(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a", "b")
        await holder.work(holder.name)

        assert holder.bot.sessions == [Session(), Session(last_list="robot1:a")]
        assert await holder.session() == Session(last_list="robot1:b")


async def test_people_do_not_wait_for_one_another(store: Store) -> None:
    async with holding(store) as holder:
        ann = holder.boxes.name(message(sender=ANN).place)
        began, goes_on = asyncio.Event(), asyncio.Event()

        async def wait_for_ann(turn: Turn) -> None:
            if turn.sender == BOB:
                began.set()
                await goes_on.wait()

        holder.bot.hook = wait_for_ann
        await holder.boxes.accept(message(sender=BOB, msg_id="bob"))
        await holder.boxes.accept(message(sender=ANN, msg_id="ann"))
        async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
            group.create_task(holder.work(holder.name))
            await began.wait()
            await holder.work(ann)
            goes_on.set()

    assert holder.bot.answered == keys("ann", "bob")


async def test_whoever_finds_the_lease_taken_comes_back_later(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        await store.redis.set(holder.boxes.lease(holder.name), "somebody else", px=60_000)

        await holder.work(holder.name)

        assert holder.bot.answered == []
        [look] = await queued(store)
        assert look.startswith(f"look:{holder.name}")


async def test_beyond_their_slots_a_persons_boxes_wait_for_one_of_them(store: Store) -> None:
    """Even one whose worker was handed the next box may die: then a look comes for it."""
    places = [Conversation(f"cid{number}", "group") for number in range(3)]
    async with holding(store, slots=1) as holder:
        for place in places:
            await holder.boxes.accept(message(conversation=place, msg_id=place.id))
        first, *others = [holder.boxes.name(ConversationKey(each.id, BOB.key)) for each in places]

        async def come(turn: Turn) -> None:
            if turn.place.conversation_id == "cid0":
                for name in (*others, *others):
                    await holder.work(name)

        holder.bot.hook = come
        await holder.work(first)

        assert holder.bot.answered == keys("cid0")
        tasks = sorted(key.split(":")[:2] for key in await queued(store))
        assert tasks == [["look", "cid1"], ["look", "cid2"], ["slot", "cid1"]]
        for name in others:
            await holder.work(name)
        assert holder.bot.answered == keys("cid0", "cid1", "cid2")


async def test_a_failure_leaves_the_turn_at_the_head(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a", "b")

        async def fail(_: Turn) -> None:
            raise Unavailable("ServiceUnavailable")

        holder.bot.hook = fail
        with pytest.raises(Unavailable):
            await holder.work(holder.name)
        assert await holder.lease() is None
        assert await holder.session() == Session()

        holder.bot.hook = None
        await holder.work(holder.name)
        assert holder.bot.answered == keys("a", "b")


@pytest.mark.parametrize("failure", [RedisError("gone"), LeaseLost(), ValueError("a bug")])
async def test_what_went_wrong_comes_out_as_it_is(store: Store, failure: Exception) -> None:
    async with holding(store) as holder:
        await holder.accept("a")

        async def fail(_: Turn) -> None:
            raise failure

        holder.bot.hook = fail
        with pytest.raises(type(failure)) as raised:
            await holder.work(holder.name)

    assert raised.value is failure


async def test_a_turn_pushed_at_any_moment_is_not_stranded(store: Store) -> None:
    """Pushed while the last turn ends: by then seen by the holder, or by the task added for it."""
    async with holding(store) as holder:
        await holder.accept("first")
        texts = [str(number) for number in range(60)]
        async with asyncio.TaskGroup() as group:
            group.create_task(holder.work(holder.name))
            for text in texts:
                await holder.accept(text)
                group.create_task(holder.work(holder.name))
                await asyncio.sleep(0)

        assert holder.bot.answered == keys("first", *texts)
        assert await holder.waits() == 0


async def test_who_lost_the_lease_before_the_end_writes_nothing(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")

        async def lose(_: Turn) -> None:
            await store.redis.set(holder.boxes.lease(holder.name), "another", px=60_000)

        holder.bot.hook = lose
        with pytest.raises(LeaseLost):
            await holder.work(holder.name)

        assert await holder.waits() == 1
        assert await holder.session() == Session()
        assert await holder.lease() == "another"


async def test_a_lease_that_ran_out_is_no_success(store: Store) -> None:
    """Nobody has taken over: the task must fail, to be tried again, or the turn is stranded."""
    async with holding(store) as holder:
        await holder.accept("a")

        async def run_out(_: Turn) -> None:
            await store.redis.delete(holder.boxes.lease(holder.name))

        holder.bot.hook = run_out
        with pytest.raises(LeaseLost):
            await holder.work(holder.name)
        holder.bot.hook = None
        await holder.work(holder.name)

        assert await holder.waits() == 0


async def test_losing_the_lease_ends_the_work(store: Store) -> None:
    async with holding(store, lease_seconds=0.2) as holder:
        await holder.accept("a")

        async def lose_and_hang(_: Turn) -> None:
            await store.redis.set(holder.boxes.lease(holder.name), "another", px=60_000)
            await asyncio.Event().wait()

        holder.bot.hook = lose_and_hang
        async with asyncio.timeout(PATIENCE):
            with pytest.raises(LeaseLost):
                await holder.work(holder.name)

        assert holder.bot.answered == []


async def test_a_lease_is_renewed_while_somebody_works(store: Store) -> None:
    """The lease is short, so that the key could not be there still if nobody renewed it."""
    async with holding(store, lease_seconds=2.0) as holder:
        await holder.accept("a")

        async def outlast_it(_: Turn) -> None:
            at = await store.now() + 3000
            held = set()
            while await store.now() < at:
                held.add(await holder.lease())
            assert len(held) == 1

        holder.bot.hook = outlast_it
        await holder.work(holder.name)

    assert holder.bot.answered == keys("a")


async def test_work_that_is_cancelled_gives_the_lease_back(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        began = asyncio.Event()

        async def hang(_: Turn) -> None:
            began.set()
            await asyncio.Event().wait()

        holder.bot.hook = hang
        working = asyncio.get_running_loop().create_task(holder.work(holder.name))
        await began.wait()
        working.cancel()
        await asyncio.wait({working})

        assert working.cancelled()
        assert await holder.lease() is None
        assert await holder.waits() == 1


async def test_boxes_with_something_in_them_are_found(store: Store) -> None:
    boxes = Boxes(store)
    for sender in (ANN, BOB, EVE):
        await boxes.accept(message(sender=sender, msg_id=sender.key))

    assert await boxes.names() == {
        boxes.name(message(sender=sender).place) for sender in (ANN, BOB, EVE)
    }
    assert await boxes.waiting() == 3


async def test_an_empty_box_is_found_no_more(store: Store) -> None:
    async with holding(store) as holder:
        await holder.accept("a")
        assert await holder.boxes.idle() == (holder.name,)

        async def is_mine(_: Turn) -> None:
            assert await holder.boxes.names() == {holder.name}
            assert await holder.boxes.idle() == ()

        holder.bot.hook = is_mine
        await holder.work(holder.name)

        assert holder.bot.answered == keys("a")
        assert await holder.boxes.names() == frozenset()


async def test_boxes_of_a_release_that_kept_no_list_are_found(store: Store) -> None:
    boxes = Boxes(store)
    await boxes.accept(message())
    await store.redis.delete(boxes.full)
    assert await boxes.idle() == ()

    await boxes.find_all()

    assert await boxes.idle() == (boxes.name(message().place),)


def test_a_turn_is_written_with_its_webhook_for_its_own_time_only() -> None:
    """The webhook is needed by whichever process answers; it goes with the turn."""
    text = turn_to_text(message(webhook=Webhook("https://oapi.dingtalk.com/x", 9)))

    assert "https://oapi.dingtalk.com/x" in text
