"""Digests on a sandbox: each once, late rather than never, at three calls at most."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest

from bot.access import Place
from bot.alerts.hours import Quiet
from bot.alerts.subscription import Digest, Refusal
from bot.audit import Audit, Entry
from bot.budget import Purpose
from bot.charts.charts import ChartPainter, Charts
from bot.delivery import card_id
from bot.messages import Conversation
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE, WEEK
from tests.bot.digests.digesting import (
    MONDAY,
    SHOW,
    UPDATE,
    UPLOAD,
    WEEKLY,
    WORDS,
    Digesting,
    digesting,
)
from tests.parts import queued
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Digesting]:
    """The first group gets a digest on Mondays at nine, and it is a Monday at nine."""
    async with digesting(sandbox, store) as made:
        await made.bot.tick()
        await made.place()
        yield made


async def counted(told: Digesting) -> int:
    """The counted calls of the sandbox, by its own counter."""
    return int((await told.sandbox.state())["counters"]["counted"])


# When


async def test_a_digest_comes_when_it_is_due_and_costs_one_call(told: Digesting) -> None:
    before = await counted(told)

    await told.send()

    card = await told.card()
    assert card["title"].startswith("Weekly digest")
    assert card["outTrackId"] == card_id(f"digest:{MONDAY}", "digest", told.here.id)
    assert await told.last() == MONDAY
    assert await told.calls() == [SHOW]
    assert await counted(told) == before + 1


async def test_before_its_moment_nothing_is_queued_and_then_once(
    told: Digesting, store: Store
) -> None:
    told.clock.at = MONDAY - 1
    await told.digests.tick()
    before = [key for key in await queued(store) if key.startswith("digest:")]
    told.clock.at = MONDAY
    for _ in range(3):
        await told.digests.tick()

    assert before == []
    keys = [key for key in await queued(store) if key.startswith("digest:")]
    assert keys == [f"digest:{told.here.id}:{MONDAY}"]


async def test_it_comes_once_however_often_somebody_looks(told: Digesting, store: Store) -> None:
    for _ in range(4):
        await told.send()
        await told.digests.tick()
        told.clock.at += 10 * MINUTE

    assert await told.calls() == [SHOW]
    assert [key for key in await queued(store) if key.startswith("digest:")] == []


async def test_each_week_has_its_own_card(told: Digesting) -> None:
    await told.send()
    told.clock.at += WEEK
    await told.send()

    assert len({entry["card"]["outTrackId"] for entry in await told.shown()}) == 2
    assert await told.calls() == [SHOW, SHOW]


async def test_what_was_missed_comes_once_and_says_that_it_is_late(told: Digesting) -> None:
    await told.send()
    told.clock.at = MONDAY + 3 * WEEK + 5 * HOUR

    await told.send()
    await told.send()

    late = (await told.shown())[-1]["card"]
    assert "Late: this was due" in late["markdown"]
    assert await told.last() == MONDAY + 3 * WEEK
    assert await told.calls() == [SHOW, SHOW]


async def test_one_that_is_late_waits_for_the_end_of_quiet_hours(told: Digesting) -> None:
    await told.place(quiet=Quiet(time(22), time(8)))
    told.clock.at = MONDAY + 15 * HOUR

    await told.send()
    at_midnight = await told.calls()
    told.clock.at = MONDAY + 23 * HOUR
    await told.send()

    assert at_midnight == []
    assert await told.calls() == [SHOW]


async def test_a_conversation_without_a_digest_gets_none(told: Digesting) -> None:
    await told.place(digest=None)

    await told.digests.tick()
    await told.send()
    await told.digests.send("cidNOWHERE==")

    assert await told.shown() == []


async def test_alerts_that_are_off_leave_a_digest_alone(told: Digesting) -> None:
    await told.place(alerts=False)

    await told.send()

    assert "Fullest spaces" in (await told.card())["markdown"]


# What


async def test_it_tells_of_the_spaces_the_changes_and_the_calls(
    told: Digesting, store: Store
) -> None:
    entry = Entry("manager01", "Bob", "cid", "space create", "1", "done", "Design")
    await Audit(store, 730).append("turn1", entry)
    told.clock.at = await store.now()
    await told.sandbox.delete_space(await space_id(told, "Engineering"))
    for _ in range(2):
        told.clock.at += HOUR
        await swept(told)

    told.clock.at += DAY
    await told.place(Digest("daily", 0, last=1))
    await told.send()

    markdown = (await told.card())["markdown"]
    assert "1 deleted" in markdown
    assert "Total capacity" in markdown
    assert "1 change" in markdown
    assert "API calls used this month" in markdown


async def space_id(told: Digesting, name: str) -> str:
    spaces = (await told.sandbox.state())["spaces"]
    return next(str(each["spaceId"]) for each in spaces if each["spaceName"] == name)


async def swept(told: Digesting) -> None:
    """Look at everything again."""
    await told.bot.watch.begin_anew()
    await told.bot.progress.update(lambda before: replace(before, swept=None, began=None))
    await told.bot.tick()


async def test_parts_are_opened_in_place(told: Digesting) -> None:
    await told.send()
    card = await told.card()

    assert [button["text"] for button in card["buttons"]][:1] == ["Fullest spaces"]
    record = await told.bot.delivery.records.load(card["outTrackId"])
    assert record is not None
    assert record.kept is not None
    assert record.asker == ""


async def test_it_speaks_the_language_of_the_conversation(told: Digesting, store: Store) -> None:
    await told.place(language="zh")
    await told.send()

    assert (await told.card())["title"].startswith("周报")


async def test_a_single_chat_gets_one_too(told: Digesting) -> None:
    single = Conversation(await told.sandbox.single("staff01"), "single")
    await told.place(conversation=single, user_id="staff01")

    await told.digests.send(single.id)

    entries = await told.sandbox.messages(single.id)
    assert [entry["kind"] for entry in entries if entry["from"] == "bot"] == ["card"]


# The picture


async def test_what_grows_fastest_is_drawn_for_one_more_call(told: Digesting) -> None:
    await told.grows()
    before = await counted(told)

    await told.send()

    card = await told.card()
    assert "+7\u00a0GB" in card["markdown"]
    assert "![](@" in card["markdown"]
    assert await told.calls() == [UPLOAD, SHOW]
    assert await counted(told) == before + 2


async def test_the_same_picture_is_uploaded_once_for_all_conversations(told: Digesting) -> None:
    await told.grows()
    other = Conversation(await told.sandbox.group(1), "group", "Other")
    await told.place(conversation=other)

    await told.send()
    await told.digests.send(other.id)

    assert await told.calls() == [UPLOAD, SHOW, SHOW]


async def test_an_upload_that_is_refused_costs_the_picture_only(told: Digesting) -> None:
    await told.grows()
    await told.sandbox.fault("server-error", UPLOAD)

    await told.send()

    card = await told.card()
    assert await told.calls() == [UPLOAD, SHOW]
    assert "+7\u00a0GB" in card["markdown"]
    assert "![](" not in card["markdown"]
    assert await told.last() == MONDAY


async def test_a_picture_that_cannot_be_drawn_costs_the_picture_only(
    sandbox: SandboxHandle, store: Store
) -> None:
    def broken(_: str) -> ChartPainter:
        raise OSError("no library")

    async with digesting(sandbox, store, charts=Charts({}, load=broken)) as told:
        await told.bot.tick()
        await told.place()
        await told.grows()
        await told.send()

        assert await told.calls() == [SHOW]
        assert await told.last() == MONDAY


# Crashes


async def test_killed_between_sending_and_noting_the_same_card_is_painted_again(
    told: Digesting,
) -> None:
    await told.send()
    await told.place()

    await told.send()

    assert await told.calls() == [SHOW, UPDATE]
    await told.card()
    assert await told.last() == MONDAY


async def test_killed_in_the_middle_of_sending_no_second_card_appears(told: Digesting) -> None:
    await told.sandbox.fault("timeout-after", SHOW, times=1)
    sending = asyncio.get_running_loop().create_task(told.send())
    await told.sandbox.messages(told.here.id, wait=10)
    sending.cancel()
    await asyncio.wait({sending})

    await told.send()

    await told.card()
    assert await told.calls() == [SHOW, UPDATE]
    assert await told.last() == MONDAY


async def test_two_replicas_at_once_show_one_card(told: Digesting) -> None:
    await asyncio.gather(*(told.send() for _ in range(5)))
    await told.send()

    await told.card()
    # Who comes between its record and its call makes it too, and is told that it is there.
    made = [each for each in await told.sandbox.calls() if each["template"] == SHOW.split()[1]]
    assert [each["status"] for each in made].count(200) == 1
    assert await told.last() == MONDAY


async def test_one_that_somebody_opened_meanwhile_is_no_second_card(told: Digesting) -> None:
    await told.send()
    card = await told.card()
    record = await told.bot.delivery.records.load(card["outTrackId"])
    assert record is not None
    pressed = replace(record, face=record.face + 1, turn="somebody's click")
    assert await told.bot.delivery.records.save(pressed, instead_of=record.face)
    await told.place()

    await told.send()

    await told.card()
    assert await told.last() == MONDAY


async def test_a_schedule_that_was_changed_meanwhile_stays_changed(
    told: Digesting,
) -> None:
    daily = Digest("daily", 60, last=MONDAY)

    await told.sandbox.fault("timeout-after", SHOW, times=1)

    async with asyncio.TaskGroup() as group:
        group.create_task(told.send())
        await told.sandbox.messages(told.here.id, wait=10)
        await told.bot.alerts.place(
            told.here.id, lambda before: before and replace(before, digest=daily)
        )

    assert await told.calls() == [SHOW, UPDATE]
    assert (await told.subscription()).digest == daily


# Refusals


async def test_without_allowance_it_waits_without_a_call_and_comes_late(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with digesting(sandbox, store, monthly_calls=100) as told:
        await told.bot.tick()
        await told.place()
        await told.grows()
        await spend_all(told)
        for _ in range(3):
            await told.send()
            await told.digests.tick()
            told.clock.at += 10 * MINUTE
        refused = await told.calls()
        told.clock.at = MONDAY + 32 * DAY
        await told.send()

        assert refused == []
        assert "Late: this was due" in (await told.card())["markdown"]


async def spend_all(told: Digesting) -> None:
    """Use up what digests may spend, but not what alerts may."""
    report = await told.bot.governor.report()
    ceilings = {each.purpose: each.ceiling for each in report.purposes}
    await told.bot.governor.state_used(ceilings[Purpose.DIGESTS])


async def test_a_conversation_that_refuses_is_noted_and_tried_less_and_less(
    told: Digesting,
) -> None:
    await told.bot.organisation.name_admins_place(
        Place(Conversation(await told.sandbox.group(1), "group", "Admins"), "manager01")
    )
    for call in (SHOW, WORDS):
        await told.sandbox.fault("respond", call, status=400, code="param.error", message="No")

    assert await tries(told, 0, 1, 2, 3, 6, 7, 14, 15) == [0, 1, 3, 7, 15]
    refused = (await told.subscription()).refused
    assert refused is not None
    assert (refused.since, refused.last) == (MONDAY, MONDAY + 15 * MINUTE)
    assert await told.last() == WEEKLY.last


async def test_a_refusal_is_over_once_a_digest_arrives(told: Digesting) -> None:
    await told.place(refused=Refusal(MONDAY - DAY, MONDAY - 1, "gone"))

    await told.send()

    assert (await told.subscription()).refused is None


async def test_a_card_that_is_refused_comes_in_words_at_three_calls(told: Digesting) -> None:
    await told.grows()
    await told.sandbox.fault("deliver-failed", SHOW, times=1)

    await told.send()

    assert await told.calls() == [UPLOAD, SHOW, WORDS]
    assert await told.last() == MONDAY
    (entry,) = await told.shown()
    assert "Weekly digest" in entry["text"]


async def test_when_dingtalk_is_silent_it_is_tried_again_a_little_later(told: Digesting) -> None:
    await told.sandbox.fault("server-error", SHOW)
    await told.sandbox.fault("server-error", UPDATE)

    assert await tries(told, 0, 1, 2) == [0, 1]
    await told.sandbox.clear_faults()
    assert await tries(told, 2, 3, 4) == [3]
    assert "Late" not in (await told.card())["markdown"]


async def test_tries_become_fewer_and_fewer(told: Digesting) -> None:
    for call in (SHOW, WORDS):
        await told.sandbox.fault("no-scope", call)

    tried = await tries(told, 0, 1, 2, 3, 7, 15, 30, 31, 63, 100, 122, 123, 182, 183)
    await told.sandbox.clear_faults()

    assert tried == [0, 1, 3, 7, 15, 31, 63, 123, 183]
    assert await tries(told, 242, 243) == [243]
    assert "Late" in (await told.card())["markdown"]
    assert (await told.subscription()).refused is None


async def tries(told: Digesting, *minutes: int) -> list[int]:
    """Give the minutes after nine at which something was called."""
    tried = []
    for minute in minutes:
        told.clock.at = MONDAY + minute * MINUTE
        before = len(await told.calls())
        await told.send()
        if len(await told.calls()) > before:
            tried.append(minute)
    return tried
