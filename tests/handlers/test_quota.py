"""How full everything is, to whom it is told, and what that costs."""

from typing import Any

import pytest

from bot.drive.spaces import Space
from bot.errors import BadArgument, MissingArgument, NoSuchSpace, NotAChoice, Stale
from bot.language import NO_UNIT, NOT_A_CHOICE
from bot.messages import Sender
from bot.quota.card_lists import Ranking
from bot.quota.plan import Note
from handlers.quota import ShowTop, TurnRanking
from tests.assembly import Assembly
from tests.handlers.calling import presses, says, takes, trail
from tests.handlers.watching import (
    GB,
    SECRET,
    learns,
    named,
    remembers,
    sees_in_secret,
    stands,
    swept,
)
from tests.parts import ANN

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


def names(card: Any, rows: str = "rows") -> list[str]:
    return [row["name"] for row in card.data[rows]]


async def drive_calls(bot: Assembly, since: int = 0) -> list[str]:
    return [call for call in (await bot.calls())[since:] if "/drive/" in call or "/orgs/" in call]


# The organisation


async def test_an_admin_is_told_what_the_organisation_has(bot: Assembly) -> None:
    card = await says(bot, "quota")

    state = await bot.sandbox.state()
    used = sum(space["usedQuota"] for space in state["spaces"])
    capacity = card.data["capacity"]
    assert card.template == "quota"
    assert (capacity["used"], card.data["why"]) == (used, "")
    assert [part["name"] for part in capacity["parts"]] == ["PUBLIC_OSS_PARTITION"]
    assert names(card, "nearest") == ["销售合同", "市场部", "设计资料"]
    assert card.data["watched"] is False


async def test_a_member_is_told_of_their_own_spaces_where_dingtalk_says_no(bot: Assembly) -> None:
    card = await says(bot, "quota", ANN)

    assert (card.data["capacity"], card.data["why"]) == (None, "refused")
    assert names(card, "nearest")[0] == "销售合同"


async def test_a_member_who_may_read_the_capacity_is_told(bot: Assembly) -> None:
    await bot.sandbox.settings(managementForMembers=True)

    card = await says(bot, "quota", ANN)

    assert card.data["capacity"]["total"] > card.data["capacity"]["used"] > 0


async def test_a_refusal_is_not_paid_for_twice(bot: Assembly) -> None:
    await says(bot, "quota", ANN)
    await says(bot, "容量", ANN)

    assert await drive_calls(bot) == [LIST, CAPACITY]


async def test_one_persons_capacity_is_not_told_another(bot: Assembly) -> None:
    await says(bot, "quota")

    card = await says(bot, "quota", ANN)

    assert card.data["capacity"] is None


async def test_an_app_without_the_permission_says_so(bot: Assembly) -> None:
    await bot.sandbox.fault("no-scope", CAPACITY)

    card = await says(bot, "quota")

    assert (card.data["capacity"], card.data["why"]) == (None, "scope")


async def test_an_admin_of_the_bot_alone_is_told_what_the_watch_saw(bot: Assembly) -> None:
    await swept(bot)
    await bot.services.access.add_admin("staff01", "Ann", "Bob")

    card = await says(bot, "quota", ANN)

    assert card.data["why"] == "refused"
    assert card.data["capacity"]["total"] > 0
    assert card.data["growth"] == {"history": "short", "rate": None, "full": None}


async def test_what_the_watch_saw_of_the_organisation_is_told_to_admins_only(bot: Assembly) -> None:
    await swept(bot)
    await bot.sandbox.settings(managementForMembers=True)

    assert (await says(bot, "quota", ANN)).data["growth"] is None


async def test_an_admin_pays_for_the_capacity_alone_while_it_is_watched(bot: Assembly) -> None:
    await swept(bot)
    since = len(await bot.calls())

    await says(bot, "quota")

    assert await drive_calls(bot, since) == [CAPACITY]


@pytest.mark.parametrize(
    "said",
    ["容量", "组织容量", "/quota", "how full is the drive", "还剩多少容量", "组织还剩多少容量？"],
)
async def test_the_organisation_is_asked_for_in_many_words(bot: Assembly, said: str) -> None:
    assert (await says(bot, said)).template == "quota"


# One space


async def test_a_space_that_is_watched_is_told_with_its_levels_and_next_look(bot: Assembly) -> None:
    await swept(bot)
    since = len(await bot.calls())

    card = await says(bot, "quota 市场部")

    levels = [(level["percent"], level["reached"]) for level in card.data["levels"]]
    assert card.template == "quota_space"
    assert levels == [(0.8, True), (0.9, True), (0.95, True), (1.0, False)]
    assert (card.data["watched"], card.data["why"]) == (True, "level")
    assert card.data["next"] > card.data["at"]
    assert card.data["growth"] == {"history": "short", "rate": None, "full": None}
    assert await drive_calls(bot, since) == [QUERY]


async def test_numbers_that_are_fresh_cost_nothing_where_dingtalk_refuses_the_query(
    bot: Assembly,
) -> None:
    await swept(bot)
    await says(bot, "spaces", ANN)
    await says(bot, "quota Finance", ANN)
    since = len(await bot.calls())

    await says(bot, "quota Engineering", ANN)

    assert await drive_calls(bot, since) == []


async def test_a_space_that_grows_steadily_is_told_its_rate_and_date(bot: Assembly) -> None:
    await named(bot)
    steady = Space("777000222", "Steady", "org", 80 * GB, 100 * GB)
    await remembers(bot, steady, days=20, grown=GB)

    card = await says(bot, "quota Steady")

    growth, now = card.data["growth"], bot.clock()
    assert growth["history"] == "enough"
    assert growth["rate"] == pytest.approx(GB, rel=0.01)
    days = (growth["full"]["likely"] - now) / 86_400_000
    assert 19 < days < 21
    assert growth["full"]["earliest"] <= growth["full"]["likely"] <= growth["full"]["latest"]


async def test_a_space_that_does_not_grow_is_told_no_rate(bot: Assembly) -> None:
    await named(bot)
    still = Space("777000333", "Still", "org", 50 * GB, 100 * GB)
    await remembers(bot, still, days=20, grown=0)

    assert (await says(bot, "quota Still")).data["growth"] == {
        "history": "flat",
        "rate": None,
        "full": None,
    }


async def test_without_an_operator_numbers_are_those_of_the_list(bot: Assembly) -> None:
    card = await says(bot, "quota 市场部", ANN)

    assert card.data["used"] > 0
    assert (card.data["watched"], card.data["next"]) == (False, None)
    assert card.data["growth"] == {"history": "short", "rate": None, "full": None}


async def test_newer_numbers_of_the_list_come_before_older_ones_of_the_watch(bot: Assembly) -> None:
    await swept(bot)
    space = await bot.space("Engineering")
    assert space is not None
    await bot.sandbox.change_space(space["spaceId"], usedQuota=space["quota"])

    card = await says(bot, "quota Engineering")

    assert card.data["ratio"] == 1.0
    assert all(level["reached"] for level in card.data["levels"])


async def test_a_member_is_told_of_no_space_outside_their_own_list(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    for which in (SECRET.name, SECRET.id):
        with pytest.raises(NoSuchSpace):
            await says(bot, f"quota {which}", ANN)


async def test_a_space_that_left_a_members_list_is_told_them_no_more(bot: Assembly) -> None:
    await swept(bot)
    space = await bot.space("Engineering")
    assert space is not None
    await bot.sandbox.delete_space(space["spaceId"])

    with pytest.raises(NoSuchSpace):
        await says(bot, "quota Engineering", ANN)


async def test_an_admin_is_told_of_every_space_that_is_watched(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    card = await says(bot, "quota secret")

    assert (card.data["name"], card.data["ratio"]) == (SECRET.name, 0.91)


async def test_a_short_allowance_is_told_with_the_numbers_it_makes_older(bot: Assembly) -> None:
    await swept(bot)
    await stands(bot, note=Note.FEWER_SWEEPS, every=2)

    for said in ("quota", "quota 市场部", "quota top"):
        card = await says(bot, said)
        assert (card.data["note"], card.data["every"]) == ("fewer sweeps", 2), said


@pytest.mark.parametrize(
    "said",
    [
        "when will Engineering be full",
        "quota of Engineering",
        "Engineering什么时候满",
        "容量 Engineering",
    ],
)
async def test_a_space_is_asked_for_in_many_words(bot: Assembly, said: str) -> None:
    assert (await says(bot, said)).data["name"] == "Engineering"


# The ranking


async def test_the_ranking_begins_with_what_is_nearest_to_full(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)
    since = len(await bot.calls())

    card = await says(bot, "quota top")

    assert names(card)[2:4] == ["设计资料", SECRET.name]
    assert await drive_calls(bot, since) == []


async def test_a_members_ranking_holds_their_own_spaces_only(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    card = await says(bot, "quota top", ANN)

    assert SECRET.name not in names(card)
    assert isinstance(card.kept, Ranking)
    assert SECRET.id not in card.kept.ids


async def test_the_fastest_growing_come_first_when_asked_for(bot: Assembly) -> None:
    await swept(bot)
    await remembers(bot, Space("777000222", "Slow", "org", 80 * GB, 100 * GB), 3, grown=GB)
    await remembers(bot, Space("777000333", "Fast", "org", 80 * GB, None), 3, grown=2 * GB)

    card = await says(bot, "容量排行 增长")

    assert names(card) == ["Fast", "Slow"]
    assert card.actions == {"full": ShowTop("full")}


async def test_a_soft_quota_counts_in_the_ranking(bot: Assembly) -> None:
    await swept(bot)
    free = Space("777000444", "Free", "org", 99 * GB, None)
    await sees_in_secret(bot, free)
    await bot.services.watch.limits.set_soft_quota(free.id, 100 * GB)

    row = (await says(bot, "quota top")).data["rows"][1]

    assert (row["name"], row["ratio"], row["soft"]) == ("Free", 0.99, True)


async def test_pages_of_the_ranking_turn_without_a_call(bot: Assembly) -> None:
    for number in range(8):
        await bot.sandbox.make_space(f"Space {number}", quota=GB, usedQuota=GB // 2)
    first = await says(bot, "quota top")
    since = len(await bot.calls())

    second = await presses(bot, TurnRanking(2), kept=first.kept)
    typed = await says(bot, "quota top page 2")

    assert await drive_calls(bot, since) == []
    assert names(second) == names(typed)
    assert second.actions["previous"] == TurnRanking(1)
    assert (second.data["first"], second.data["at"]) == (9, first.data["at"])


async def test_a_ranking_that_is_not_kept_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, TurnRanking(2), kept=None)


async def test_the_other_order_is_a_button_away(bot: Assembly) -> None:
    await swept(bot)

    card = await takes(bot, ShowTop("growing"))

    assert (card.data["order"], card.data["rows"], card.kept) == ("growing", [], None)


async def test_another_order_of_the_ranking_is_refused(bot: Assembly) -> None:
    with pytest.raises(NotAChoice) as bad:
        await says(bot, "quota top sorted by name")

    assert (bad.value.given, bad.value.reason) == ("sorted by name", NOT_A_CHOICE)
    assert bad.value.choices == ("growing",)


@pytest.mark.parametrize(
    ("action", "zh", "en"),
    [
        (ShowTop("full"), "容量排行", "quota top"),
        (ShowTop("growing"), "容量排行 增长", "quota top growing"),
        (TurnRanking(2), "容量排行 第2页", "quota top page 2"),
        (TurnRanking(3, "growing"), "容量排行 增长 第3页", "quota top growing page 3"),
        (ShowTop("growing", 3), "容量排行 增长 第3页", "quota top growing page 3"),
    ],
)
async def test_every_button_has_a_command(
    bot: Assembly, action: ShowTop | TurnRanking, zh: str, en: str
) -> None:
    assert (action.says("zh"), action.says("en")) == (zh, en)
    for said in (zh, en):
        assert (await says(bot, said)).data["order"] == action.order


async def test_a_space_that_only_members_see_is_in_nobody_elses_ranking(bot: Assembly) -> None:
    await swept(bot)
    intake, ann = bot.services.watch.intake, await bot.services.who(ANN.user_id or "")

    await intake.saw(ann.union_id, [SECRET])

    assert SECRET.name not in names(await says(bot, "quota top"))
    assert (await bot.services.watch.outlook(SECRET.id)) is not None
    with pytest.raises(NoSuchSpace):
        await says(bot, f"quota {SECRET.name}")


async def test_a_renamed_space_has_its_new_name_beside_its_new_numbers(bot: Assembly) -> None:
    listed = await says(bot, "spaces", ANN)
    space = await bot.space("Engineering")
    assert space is not None
    await bot.sandbox.change_space(space["spaceId"], name="Works", usedQuota=space["quota"])

    await says(bot, "spaces")
    shown = [await says(bot, said, ANN) for said in ("quota Works", "space Works")]

    assert "Engineering" in [each.name for each in listed.data["rows"]]
    assert (shown[0].data["name"], shown[0].data["used"]) == ("Works", space["quota"])
    assert (shown[1].data["space"].name, shown[1].data["space"].used) == ("Works", space["quota"])
    assert "Works" in names(await says(bot, "quota top", ANN))


async def test_the_capacity_is_as_new_as_anybody_has_seen_it(bot: Assembly) -> None:
    before = await says(bot, "quota")
    await bot.sandbox.make_space("More", quota=-1, usedQuota=100 * GB)

    other = await says(bot, "quota", Sender("manager02", "$:LWCP_v1:$lea", "Lea"))
    again = await says(bot, "quota")

    used = [each.data["capacity"]["used"] for each in (before, other, again)]
    assert used[1] == used[2] == used[0] + 100 * GB
    assert again.data["capacity"]["at"] >= other.data["capacity"]["at"]


# The soft quota


async def test_a_soft_quota_is_set_and_taken_back(bot: Assembly) -> None:
    first = await says(bot, "quota set 会议录像 500 GB")
    shown = await says(bot, "quota 会议录像")
    await says(bot, "quota set 会议录像 to 1.5T")
    last = await says(bot, "设置容量 会议录像 关")

    space = await bot.space("会议录像")
    assert space is not None
    assert (first.template, first.data["quota"]) == ("soft_quota", 500 * GB)
    assert first.data["ratio"] == space["usedQuota"] / (500 * GB)
    assert (shown.data["soft"], shown.data["quota"]) == (True, 500 * GB)
    assert last.data["quota"] is None
    assert (await bot.services.watch.limits.overrides()).wishes == {}
    facts = [(kept.entry.before, kept.entry.after) for kept in await bot.services.audit.last(3)]
    assert facts == [
        (f"soft_quota={1536 * GB}", ""),
        (f"soft_quota={500 * GB}", f"soft_quota={1536 * GB}"),
        ("", f"soft_quota={500 * GB}"),
    ]


async def test_where_dingtalk_has_a_quota_no_soft_one_is_set(bot: Assembly) -> None:
    card = await says(bot, "quota set Engineering 500 GB")

    assert card.template == "soft_quota_not_needed"
    assert (await bot.services.watch.limits.overrides()).wishes == {}
    assert await trail(bot) == []


async def test_a_soft_quota_that_does_not_count_any_more_can_be_taken_back(bot: Assembly) -> None:
    space = await bot.space("Engineering")
    assert space is not None
    await bot.services.watch.limits.set_soft_quota(space["spaceId"], GB)

    await says(bot, "quota set Engineering off")

    assert (await bot.services.watch.limits.overrides()).wishes == {}


async def test_a_name_with_blanks_goes_in_quotes_or_before_to(bot: Assembly) -> None:
    await bot.sandbox.make_space("Video raw", quota=-1)

    for said in ('quota set "Video raw" 2 TB', "quota set Video raw to 2 TB"):
        assert (await says(bot, said)).data["name"] == "Video raw"
    with pytest.raises(BadArgument):
        await says(bot, "quota set Video raw 2 TB")


@pytest.mark.parametrize("size", ["500", "0 GB", "-1 GB", "99 MB", "3 EB", "much"])
async def test_a_size_that_cannot_be_is_refused(bot: Assembly, size: str) -> None:
    with pytest.raises(BadArgument) as bad:
        await says(bot, f"quota set 会议录像 {size}")

    assert bad.value.part == "size"
    assert (bad.value.reason == NO_UNIT) == (size == "500")
    assert await trail(bot) == []


@pytest.mark.parametrize(("said", "part"), [("quota set", "space"), ("quota set 会议录像", "size")])
async def test_what_is_left_out_is_asked_for(bot: Assembly, said: str, part: str) -> None:
    with pytest.raises(MissingArgument) as missing:
        await says(bot, said)

    assert missing.value.part == part


async def test_a_soft_quota_set_twice_by_one_turn_is_written_down_once(bot: Assembly) -> None:
    for _ in range(2):
        set_so = await says(bot, "quota set 会议录像 500 GB")

    assert set_so.template == "soft_quota"
    assert await trail(bot) == [("quota set", "会议录像", "done")]
