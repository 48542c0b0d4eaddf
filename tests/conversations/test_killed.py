"""A killed process: whoever comes next finishes what was accepted, once and in order."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from docket import Docket
from docket.execution import Execution, ExecutionState

from bot.storage import embedded, open_store
from tests.conversations.crashes import closed, held, hold, kill, made, sent_cards
from tests.conversations.stage import PATIENCE, Stage
from tests.conversations.watching import CREATE, DELETE, LIST, PERSON, SHOW, UPDATE, settled

PATIENT = {"call_seconds": 30, "interim_seconds": 30}
"""Longer than any of these tests: what a fault keeps is ended by the kill alone."""


async def test_what_a_killed_process_had_accepted_is_answered_in_order(stage: Stage) -> None:
    """Three messages are acknowledged; the first is at work, two wait behind it."""
    ann = await stage.in_group("staff01")
    async with stage.process(**PATIENT) as process:
        listing = await hold(stage.sandbox, "before", LIST)
        sent = [await ann.sends(words) for words in ("spaces", "whoami", "help")]
        for each in sent:
            await stage.sandbox.acked(each)
        await held(stage.sandbox, listing)
        await kill(stage, process)

        assert await ann.looks() == []
    async with stage.bot(**PATIENT):
        for each in sent:
            await ann.answer_to(each)

        assert await sent_cards(stage.sandbox) == [ann.card_of(each) for each in sent]


async def test_a_kill_around_the_create_call_makes_each_space_once(stage: Stage) -> None:
    """Four people are at four points of the same change when their process dies: after the ack,
    before the call, after it, and with everything done but the card."""
    points = (("before", PERSON), ("before", CREATE), ("after", CREATE), ("before", UPDATE))
    people = [
        await stage.in_group("manager01", 0),
        await stage.in_group("manager01", 1),
        await stage.alone("manager01"),
        await stage.alone("manager02"),
    ]
    async with stage.process(**PATIENT) as process:
        asked = [
            await person.says(f"space create Kept {place}") for place, person in enumerate(people)
        ]
        for person, card, point in zip(people, asked, points, strict=True):
            fault = await hold(stage.sandbox, *point)
            ack = await person.taps(card, "Create")
            await held(stage.sandbox, fault)

            assert ack["delivered"], ack
        await kill(stage, process)
    async with stage.bot(**PATIENT):
        done = [
            await person.finished(card.card, card.seq)
            for person, card in zip(people, asked, strict=True)
        ]
        kept = [name for name in await stage.names() if name.startswith("Kept")]

        assert [card.title for card in done] == [f"Created: Kept {n}" for n in range(4)]
        assert sorted(kept) == [f"Kept {n}" for n in range(4)]
        # Only the call that had done nothing was made again.
        assert len(await made(stage.sandbox, CREATE)) == 5
        assert await sent_cards(stage.sandbox) == [card.card for card in asked]


async def test_a_kill_around_the_card_shows_one_card_each(stage: Stage) -> None:
    """One card had not been made when the process died; the other had, but nobody was told.

    DingTalk would deliver a card again that is made twice.
    """
    await stage.sandbox.settings(cardExists="ignore")
    ann, ben = await stage.in_group("staff01"), await stage.in_group("staff02")
    async with stage.process(**PATIENT) as process:
        unmade = await hold(stage.sandbox, "before", SHOW)
        first = await ann.sends("spaces")
        await held(stage.sandbox, unmade)
        made_unseen = await hold(stage.sandbox, "after", SHOW)
        second = await ben.sends("spaces")
        await held(stage.sandbox, made_unseen)
        await kill(stage, process)
    async with stage.bot(**PATIENT):
        await ann.answer_to(first)
        await ben.answer_to(second)
        await settled(ben)
        shown = await settled(ann)

        assert len(shown) == 4
        assert {ann.card_of(first), ben.card_of(second)} <= set(shown)
        assert not any(each.is_working for each in shown.values())
        assert len([each for each in await ann.looks() if each.version == 1]) == 4


async def test_a_hold_outlives_its_process_and_ends_once_at_its_time(stage: Stage) -> None:
    """Killed in the middle of two holds, and again with one deletion called and the other not."""
    bob, eve = await stage.in_group("manager01"), await stage.in_group("manager02")
    async with stage.process(hold_seconds=8, **PATIENT) as process:
        began = (await stage.sandbox.state())["now"]
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        await eve.says("space delete Engineering")
        waiting = await eve.says("Engineering")
        await kill(stage, process)

        assert {"Finance", "Engineering"} <= set(await stage.names())
    async with stage.process(**PATIENT) as process:
        unmade = await hold(stage.sandbox, "before", DELETE)
        done = await hold(stage.sandbox, "after", DELETE)
        await held(stage.sandbox, unmade, done)
        first, second = await made(stage.sandbox, DELETE)
        left = {"Finance", "Engineering"} & set(await stage.names())
        await kill(stage, process)

        assert len(left) == 1
        assert min(first["at"], second["at"]) >= began + 8000
    async with stage.bot(**PATIENT):
        gone = [
            await bob.finished(holding.card, holding.seq),
            await eve.finished(waiting.card, waiting.seq),
        ]

        assert [card.buttons for card in gone] == [(), ()]
        assert {"Finance", "Engineering"}.isdisjoint(await stage.names())
        assert len(await made(stage.sandbox, DELETE)) == 3


async def test_a_stopped_process_leaves_its_work_to_another_at_once(stage: Stage) -> None:
    """SIGTERM while DingTalk keeps it waiting: it ends, and what was at work starts again."""
    ann = await stage.in_group("staff01")
    async with stage.process(**PATIENT) as process:
        listing = await hold(stage.sandbox, "before", LIST)
        sent = [await ann.sends("spaces"), await ann.sends("help")]
        for each in sent:
            await stage.sandbox.acked(each)
        await held(stage.sandbox, listing)
        process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
        await closed(stage)
    async with stage.bot():
        for each in sent:
            await ann.answer_to(each)

        assert await sent_cards(stage.sandbox) == [ann.card_of(each) for each in sent]


async def test_ctrl_c_and_a_kill_leave_what_was_accepted_in_the_data_folder(stage: Stage) -> None:
    """No Redis is given, so each bot brings the embedded Valkey, and adopts one left running."""
    ann = await stage.in_group("staff01")
    with TemporaryDirectory(prefix="sk-") as folder:
        async with embedded(Path(folder)) as url:
            await stage.moved_to(url)
        own = {"redis_url": "", "data_dir": folder, **PATIENT}
        async with stage.process(**own) as process:
            listing = await hold(stage.sandbox, "before", LIST)
            sent = [await ann.sends("spaces")]
            await held(stage.sandbox, listing)
            os.killpg(process.pid, signal.SIGINT)
            assert await process.wait() == 0
            await closed(stage)

            assert not valkeys_in(folder)
        async with stage.process(**own) as process:
            await ann.answer_to(sent[0])
            unmade = await hold(stage.sandbox, "before", SHOW)
            sent.append(await ann.sends("help"))
            await held(stage.sandbox, unmade)
            before = valkeys_in(folder)
            await kill(stage, process)

            assert valkeys_in(folder) == before
        async with stage.bot(**own):
            await ann.answer_to(sent[1])

            assert valkeys_in(folder) == before
            assert await sent_cards(stage.sandbox) == [ann.card_of(each) for each in sent]
        assert not valkeys_in(folder)


def valkeys_in(folder: str) -> list[int]:
    """The processes that keep their data in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (entry / "cwd").resolve() == Path(folder).resolve():
                found.append(int(entry.name))
    return found


async def test_a_task_of_another_release_is_kept_and_stops_nobody(stage: Stage) -> None:
    ann = await stage.in_group("staff01")
    async with (
        open_store(stage.redis_url, stage.state["clientId"]) as store,
        Docket(name=store.key("docket"), url=store.url) as docket,
    ):
        docket.register(tried, names=["of another release"])
        left = await docket.add("of another release", key="left")("something")
        async with stage.bot():
            await tried(left)

            assert (await ann.says("help")).card
        kept = await docket.get_execution("left")

        assert kept is not None
        assert kept.state is ExecutionState.SCHEDULED


async def tried(execution: Execution) -> None:
    """Wait until a task has run and waits to be run again."""
    ran = False
    async for event in execution.subscribe():
        state = event.get("state")
        ran = ran or state == ExecutionState.RUNNING
        if ran and state == ExecutionState.SCHEDULED:
            return
