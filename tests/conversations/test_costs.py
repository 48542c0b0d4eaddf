"""What commands cost: an organisation's calls of a month are few, and shared by all its apps."""

from collections.abc import Mapping

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import (
    CREATE,
    DELETE,
    LIST,
    SHOW,
    UPDATE,
    called,
    cost,
    settled,
    spent,
)
from tests.sweeping import tried

QUERY = "POST /v1.0/drive/managements/spaces/query"


@pytest.mark.parametrize(("spaces", "pages"), [(13, 1), (50, 1), (51, 2), (130, 3)])
async def test_a_first_look_costs_a_card_and_a_call_for_fifty_spaces(
    stage: Stage, spaces: int, pages: int
) -> None:
    await stage.sandbox.reset(spaces=spaces, files=0)
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        before = await spent(stage)

        listed = await ann.says("spaces")

        assert await cost(stage, before) == {LIST: pages, SHOW: 1}
        assert f"{spaces} spaces" in listed.text


async def test_a_look_at_fresh_numbers_costs_its_card_alone(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        await ann.says("space Finance")  # and is refused the query once a day
        for text in ("spaces", "spaces Fin", "space Finance", "3", "use Finance", "Finance", "hm?"):
            with tried(text):
                await ann.says("spaces")
                await settled(ann)
                before = await spent(stage)

                await ann.says(text)

                assert await cost(stage, before) == {SHOW: 1}


async def test_what_asks_nothing_of_drive_costs_its_card_alone(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        for text in ("help", "whoami", "pending", "undo", "cancel", "lang en"):
            with tried(text):
                before = await spent(stage)

                await ann.says(text)

                assert await cost(stage, before) == {SHOW: 1}


@pytest.mark.parametrize("text", ["hm?", "Finance"])
async def test_what_may_be_a_name_costs_the_names_once(stage: Stage, text: str) -> None:
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")

        await ann.says(text)
        first = await spent(stage)
        await ann.says(text)
        second = await cost(stage, first)

        assert first.pop(QUERY, 0) + second.pop(QUERY, 0) <= 1
        assert first == {LIST: 1, SHOW: 1}
        assert second == {SHOW: 1}


async def test_numbers_that_are_not_fresh_are_read_again(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30, fresh_seconds=0):
        ann = await stage.in_group("staff01")
        await ann.says("spaces")
        before = await spent(stage)

        await ann.says("spaces")

        assert await cost(stage, before) == {LIST: 1, SHOW: 1}


async def test_after_a_refusal_of_large_pages_small_ones_are_asked_for(stage: Stage) -> None:
    """The refusal is paid once for all; every later look goes by twenty at once."""
    await stage.sandbox.reset(spaces=45, files=0)
    await stage.sandbox.settings(maxResults=20)
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        bob = await stage.in_group("manager01")
        first = await ann.says("spaces")
        paid = await spent(stage)

        await bob.says("spaces")

        assert paid == {LIST: 1 + 3, SHOW: 1}
        assert await cost(stage, paid) == {LIST: 3, SHOW: 1}
        assert "45 spaces" in first.text


async def test_what_takes_over_the_interim_time_costs_one_call_more(stage: Stage) -> None:
    async with stage.bot(interim_seconds=0.2, call_seconds=60):
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("slow", LIST, times=1, delayMillis=1000)

        await ann.says("spaces")

        assert await spent(stage) == {LIST: 1, SHOW: 1, UPDATE: 1}


async def test_paging_and_cancelling_cost_nothing(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Free")
        before = await spent(stage)
        await bob.presses(asked, "Cancel")
        assert await cost(stage, before) == {}

        first = await bob.says("spaces")
        before = await spent(stage)
        second = await bob.presses(first, "Next")
        await bob.presses(second, "Previous")
        assert await cost(stage, before) == {}


async def test_refreshing_costs_the_list_and_the_change_of_the_card(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        first = await ann.says("spaces")
        before = await spent(stage)

        await ann.presses(first, "Refresh")

        assert await cost(stage, before) == {LIST: 1, UPDATE: 1}


async def test_creating_costs_one_create_and_two_faces(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Priced")
        await bob.presses(asked, "Create")

        assert await spent(stage) == {LIST: 1, SHOW: 1, CREATE: 1, UPDATE: 1}


async def test_deleting_costs_two_looks_one_delete_and_its_faces(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30, hold_seconds=0.3):
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        await bob.sends("Finance")
        await bob.reads("Deleted: Finance")
        await called(stage.sandbox, UPDATE, 2)

        expected: Mapping[str, int] = {LIST: 1, QUERY: 2, SHOW: 2, UPDATE: 2, DELETE: 1}
        assert await spent(stage) == expected


async def test_a_redelivered_message_costs_nothing_more(stage: Stage) -> None:
    async with stage.bot(interim_seconds=30):
        ann = await stage.in_group("staff01")
        await stage.sandbox.stream_fault("duplicate", times=1)
        await ann.says("spaces")

        assert await spent(stage) == {LIST: 1, SHOW: 1}
