"""The watch and what it knows, as people meet it: named, asked, changed, and paid for."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.watching import (
    LIST,
    SHOW,
    called,
    cost,
    settled,
    space_id,
    spent,
    words,
)
from tests.moments import a_moment

CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUERY = "POST /v1.0/drive/managements/spaces/query"
SUBSCRIBE = "POST /v1.0/storage/events/subscribe"
UNSUBSCRIBE = "POST /v1.0/storage/events/unsubscribe"
GB = 1 << 30
QUICK = {"watch_seconds": 0.2, "interim_seconds": 30}


@pytest.fixture(autouse=True)
def _at_any_time_of_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let looks leave around a full hour too, for tests run then as well."""
    monkeypatch.setattr("bot.quota.plan.CROWDED", 0)


@asynccontextmanager
async def watched(stage: Stage, **changed: object) -> AsyncIterator[Person]:
    """A bot whose watch has looked at everything once; gives the operator."""
    async with stage.bot(**{**QUICK, **changed}):
        bob = await stage.in_group("manager01")
        named = await bob.says("/operator me")
        assert named.title == "You are now the operator"
        await called(stage.sandbox, CAPACITY)
        yield bob


async def answered(person: Person, said: str, words: str) -> Seen:
    """Ask until what the watch has just been told is in the answer: its call comes before that."""
    async with asyncio.timeout(PATIENCE):
        while words not in (answer := await person.says(said)).text:
            await a_moment()
    return answer


async def test_the_operator_asks_and_the_watch_has_looked(stage: Stage) -> None:
    async with watched(stage) as bob:
        everything = await answered(bob, "quota", "not enough data")
        one = await bob.says("quota 市场部")
        overview = await bob.says("/watch")

        assert "Shared storage" in everything.text
        assert "PARTITION" not in everything.text
        assert "销售合同" in everything.text
        assert "not enough data" in everything.text
        assert one.title.startswith("市场部")
        assert "**80%** · **90%** · **95%** · 100%" in one.text
        assert "Next check: " in one.text
        assert "13 spaces, operator 管理员甲" in overview.text
        assert "File events: off" in overview.text


async def test_the_same_in_chinese(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        bob = await stage.in_group("manager01")
        named = await bob.says("由我监控")
        await called(stage.sandbox, CAPACITY)

        first = await answered(bob, "容量", "数据不足")
        shown = [first, *[await bob.says(said) for said in ("容量 市场部", "容量排行", "监控")]]

        assert named.title == "你已成为监控人"
        titles = ("组织容量", "市场部", "最满", "监控")
        assert all(each.title.startswith(name) for each, name in zip(shown, titles, strict=True))
        assert "提醒级别" in shown[1].text
        assert "数据不足" in shown[0].text


async def test_a_member_hears_of_their_own_spaces_alone(stage: Stage) -> None:
    async with watched(stage) as bob:
        ann = await stage.in_group("staff01")
        await stage.sandbox.fault("omit-id", LIST)  # the first of the list is hidden from Ann
        hidden = "全员文件夹"

        everything = await ann.says("quota")
        asked = await ann.says(f"quota {hidden}")
        ranked = await ann.says("quota top")
        refused = await ann.says("/watch")

        assert "Only admins can see" in everything.text
        assert "Shared storage" not in everything.text
        assert hidden not in words(everything) + words(ranked)
        assert asked.title == "Space not found"
        assert "admin" in words(refused).casefold()
        assert (await bob.says(f"quota {hidden}")).title == f"{hidden}: 3.2 GB used"


async def test_numbers_of_a_ranking_lead_to_their_spaces(stage: Stage) -> None:
    async with watched(stage) as bob:
        ranked = await bob.says("quota top")
        second = await bob.says("quota 2")
        await bob.says("/watch")
        of_looks = await bob.says("quota 1")

        assert "**2** 市场部" in ranked.text
        assert second.title.startswith("市场部")
        assert of_looks.name in await stage.names()


async def test_a_ranking_turns_over_by_its_buttons(stage: Stage) -> None:
    for number in range(9):
        await stage.sandbox.make_space(f"More {number}", quota=GB, usedQuota=GB // 2)
    async with watched(stage) as bob:
        first = await bob.says("quota top")
        before = await spent(stage)
        second = await bob.presses(first, "Next")
        assert await cost(stage, before) == {}

        growing = await bob.presses(second, "Fastest growing")

        assert "Page 2 of " in second.text
        assert growing.title.startswith("Fastest growing")


async def test_all_looks_to_come_are_leafed_through_without_a_call(stage: Stage) -> None:
    async with watched(stage) as bob:
        first = await bob.says("watch")
        before = await spent(stage)

        second = await bob.presses(first, "Next")
        third = await bob.presses(second, "Next")

        assert (second.title, "Page 3 of 3" in third.text) == ("Next checks", True)
        assert await cost(stage, before) == {}


async def test_a_soft_quota_is_set_by_its_parts_and_then_counts(stage: Stage) -> None:
    async with watched(stage) as bob:
        asked = await bob.says("quota set")
        how_large = await bob.says("会议录像")
        wrong = await bob.says("500")
        was_set = await bob.says("quota set 会议录像 1 GB")
        shown = await bob.says("space 会议录像")
        looked = await bob.says("watch now 会议录像")
        raised = await bob.says("把会议录像的上限调高两成，下周有展会")
        refused = await bob.says("quota set Engineering 1 TB")

        assert "Which space?" in words(asked)
        assert "soft quota be" in words(how_large)
        assert "unit is missing" in words(wrong)
        assert was_set.title == "Soft quota: 会议录像"
        assert "62%" in shown.text
        assert "soft quota" in shown.text
        assert "62%" in looked.text
        assert "soft quota" in looked.text
        assert "none reached" in looked.text
        assert "1.2 GB" in raised.text
        assert "50 GB" in refused.text


async def test_two_spaces_of_one_name_are_told_apart_before_a_quota_is_set(stage: Stage) -> None:
    await stage.sandbox.make_space("Twin", quota=-1, usedQuota=GB)
    await stage.sandbox.make_space("Twin", quota=-1, usedQuota=2 * GB)
    async with stage.bot(**QUICK):
        bob = await stage.in_group("manager01")
        several = await bob.says("quota set Twin 4 GB")
        chosen = await bob.says("2")

        assert len(several.text.split("Twin")) > 2
        assert chosen.title == "Soft quota: Twin"
        assert "**4 GB**" in chosen.text


async def test_a_look_at_once_shows_what_has_just_changed(stage: Stage) -> None:
    async with watched(stage) as bob:
        finance = await space_id(stage, "Finance")
        await stage.sandbox.change_space(finance, usedQuota=5 * GB)

        card = await bob.says("/watch now Finance")

        assert "100%" in card.text
        assert "**Full:**" in card.text


async def test_file_events_show_their_price_ask_and_are_switched_off(stage: Stage) -> None:
    async with watched(stage) as bob:
        price = await bob.says("watch events on")
        assert "3,000 stream messages" in price.text
        assert SUBSCRIBE not in await spent(stage)
        on = await bob.presses(price, "Turn on")
        shown = await bob.says("watch")
        off = await bob.says("关闭文件事件")
        again = await bob.says("watch events on")
        cancelled = await bob.says("cancel")

        assert on.title == "File events are on"
        assert "File events: **on**" in shown.text
        assert off.title == "文件事件已关闭"
        assert again.labels == ("Turn on", "Cancel")
        assert "cancel" in words(cancelled).casefold()
        spending = await spent(stage)
        assert (spending[SUBSCRIBE], spending[UNSUBSCRIBE]) == (1, 1)


async def test_the_watch_ends_when_the_operator_says_so(stage: Stage) -> None:
    async with watched(stage) as bob:
        off = await bob.says("/operator off")
        nobody = await bob.says("/watch")
        space = await bob.says("quota Finance")

        assert (off.title, nobody.title) == ("Watching has stopped", "Not watching")
        assert "operator me" in space.text


async def test_a_member_changes_nothing_of_it(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        ann = await stage.in_group("staff01")
        changes = ("operator me", "operator off", "quota set 会议录像 1 GB", "watch events on")
        for said in changes:
            assert "admin" in words(await ann.says(said)).casefold()
        bob = await stage.in_group("manager01")
        audit = await bob.says("audit")

        assert audit.text.count("refused") == len(changes)


async def test_what_is_asked_of_the_watch_costs_its_card_alone(stage: Stage) -> None:
    async with watched(stage) as bob:
        await settled(bob)
        for said in ("quota Finance", "quota top", "watch", "operator", "quota top growing"):
            before = await spent(stage)
            await bob.says(said)
            looks = {QUERY: 1} if said == "quota Finance" else {}
            assert await cost(stage, before) == {SHOW: 1, **looks}, said


async def test_the_organisations_capacity_costs_a_call_once_a_minute(stage: Stage) -> None:
    async with watched(stage) as bob:
        await settled(bob)
        before = await spent(stage)
        await bob.says("quota")
        await bob.says("quota")

        assert await cost(stage, before) == {CAPACITY: 1, SHOW: 2}


async def test_numbers_of_this_moment_cost_a_query(stage: Stage) -> None:
    async with watched(stage, fresh_seconds=0) as bob:
        await settled(bob)
        before = await spent(stage)
        await bob.says("quota Finance")

        assert await cost(stage, before) == {QUERY: 1, SHOW: 1}


async def test_a_look_at_once_costs_one_query(stage: Stage) -> None:
    async with watched(stage) as bob:
        await settled(bob)
        before = await spent(stage)
        await bob.says("watch now Finance")

        assert await cost(stage, before) == {QUERY: 1, SHOW: 1}


async def test_becoming_the_operator_costs_one_list_and_the_first_sweep(stage: Stage) -> None:
    async with watched(stage) as bob:
        await settled(bob)

        spending = await spent(stage)
        assert (spending[LIST], spending[CAPACITY], spending.get(QUERY, 0)) == (2, 1, 0)


async def test_a_trouble_is_told_to_the_admins_in_plain_words(stage: Stage) -> None:
    await stage.sandbox.fault("respond", CAPACITY, status=403, code="permissionDenied", message="")
    async with stage.bot(**QUICK):
        bob = await stage.in_group("manager01")
        await bob.says("/admin here")
        await bob.says("lang en")
        await bob.says("/operator me")

        told = await bob.reads("Total capacity cannot be read")
        overview = await bob.says("/watch")

        assert "**Storage.Org.Read**" in told.text
        assert "permissionDenied" in told.text
        assert "The total capacity cannot be read: no permission." in overview.text
        assert "the total capacity could not be read (permissionDenied)" in overview.text
