"""Two replicas on one Redis share the work; losing either loses and reorders nothing."""

import asyncio
import signal

from bot.inbox import Boxes
from bot.messages import ConversationKey
from bot.storage import open_store
from tests.conversations.crashes import closed, held, hold, kill, made, sent_cards
from tests.conversations.stage import Person, Stage
from tests.conversations.watching import CREATE, LIST, called, settled

WORDS = ("help", "whoami", "spaces", "pending", "空间列表")


async def test_killing_a_replica_again_and_again_loses_and_reorders_nothing(stage: Stage) -> None:
    """Three people write in two groups, and one of two replicas dies twice in the middle of it."""
    await stage.sandbox.settings(ackMillis=500, redeliveries=20, latencyMillis=20)
    users = ("staff01", "staff02", "manager01")
    people: dict[Person, list[str]] = {
        await stage.in_group(user, place): [] for user in users for place in (0, 1)
    }
    async with stage.bot():
        for words in (WORDS[:2], WORDS[2:4]):
            async with stage.process() as process, asyncio.TaskGroup() as talking:
                first = [
                    talking.create_task(talk(each, words, sent)) for each, sent in people.items()
                ]
                await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
                await kill(stage, process, left=1)
        for person, sent in people.items():
            await talk(person, WORDS[4:], sent)
        for person, sent in people.items():
            await person.answer_to(sent[-1])
            wanted = [person.card_of(each) for each in sent]

            assert [card for card in await person.cards() if card in wanted] == wanted
        cards = await sent_cards(stage.sandbox)

        assert len(cards) == len(set(cards)) == len(people) * len(WORDS)


async def talk(person: Person, words: tuple[str, ...], sent: list[str]) -> None:
    """Say several things, each as soon as the one before was accepted."""
    for each in words:
        sent.append(await person.sends(each))
        await person.sandbox.acked(sent[-1])


async def test_a_frozen_holder_that_goes_on_later_does_nothing_again(stage: Stage) -> None:
    """It is frozen for longer than its lease while DingTalk keeps its call, and goes on later."""
    bob = await stage.in_group("manager01")
    async with stage.process() as frozen:
        asked = await bob.says("space create Once")
        fault = await hold(stage.sandbox, "before", CREATE)
        await bob.taps(asked, "Create")
        await held(stage.sandbox, fault)
        frozen.send_signal(signal.SIGSTOP)
        async with stage.bot():
            done = await bob.finished(asked.card, asked.seq)
        await closed(stage, left=1)
        frozen.send_signal(signal.SIGCONT)
        shown = await settled(bob)

        assert done.title == "Created: Once"
        assert shown[asked.card].text == done.text
        assert len(shown) == 2
        assert (await stage.names()).count("Once") == 1
        assert len(await made(stage.sandbox, CREATE)) == 2


async def test_a_run_that_lost_its_lease_while_it_looked_calls_nothing_any_more(
    stage: Stage,
) -> None:
    bob = await stage.in_group("manager01")
    async with (
        open_store(stage.redis_url, stage.state["clientId"]) as store,
        stage.bot(lease_seconds=30, recheck_seconds=0.5, call_seconds=2),
    ):
        asked = await bob.says("space create Once")
        await hold(stage.sandbox, "before", CREATE)
        await bob.taps(asked, "Create")
        looks = await called(stage.sandbox, LIST, 2)
        boxes = Boxes(store)
        lease = boxes.lease(boxes.name(ConversationKey(bob.conversation, bob.user)))
        await store.redis.set(lease, "of another run", px=2000)
        done = await bob.finished(asked.card, asked.seq)
        _, again = await made(stage.sandbox, CREATE)

        assert done.title == "Created: Once"
        assert again["at"] - looks[-1]["at"] >= 2000


async def test_a_lease_left_by_the_dead_strands_nobody(stage: Stage) -> None:
    """Work may come back before the lease of the process that died with it has run out."""
    ann = await stage.in_group("staff01")
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        boxes = Boxes(store)
        lease = boxes.lease(boxes.name(ConversationKey(ann.conversation, ann.user)))
        await store.redis.set(lease, "of a dead process", px=2000)
    async with stage.bot():
        answer = await ann.says("help")

        assert answer.card == (await ann.looks())[0].card
