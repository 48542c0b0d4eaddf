"""How the watch stands, one look at once, and file events with their price."""

from typing import Any

import pytest

from bot.access import Role
from bot.drive.spaces import Space
from bot.errors import BadArgument, MissingArgument, NoSuchSpace, Stale
from bot.quota.card_lists import Schedule
from bot.quota.observations.sampler import OperatorLost
from bot.quota.plan import Note
from bot.quota.progress import Failure
from handlers.watch import ConfirmEvents, TurnLooks
from tests.assembly import Assembly
from tests.cards.alerting import incident
from tests.cards.organisation import NOW
from tests.handlers import alerting
from tests.handlers.calling import answers, presses, says, takes, trail
from tests.handlers.watching import GB, SECRET, learns, named, sees_in_secret, stands, swept

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
SUBSCRIBE = "POST /v1.0/storage/events/subscribe"
UNSUBSCRIBE = "POST /v1.0/storage/events/unsubscribe"


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


def shown(card: Any) -> list[str]:
    return [row["name"] for row in card.data["rows"]]


# How it stands


@pytest.mark.parametrize("said", ["watch", "watch now Engineering", "watch events on"])
async def test_without_an_operator_nothing_is_watched(bot: Assembly, said: str) -> None:
    assert (await says(bot, said)).template == "not_watched"


async def test_the_watch_says_whose_eyes_it_has_and_what_comes_next(bot: Assembly) -> None:
    await swept(bot)

    card = await says(bot, "/watch")

    progress = await bot.services.watch.progress()
    assert (card.template, card.data["operator"], card.data["total"]) == ("watch", "Bob", 13)
    assert (card.data["swept"], card.data["events"]) == (progress.swept, None)
    assert len(shown(card)) == 3
    whens = [row["at"] for row in card.data["rows"]]
    assert whens == sorted(whens)
    assert {row["why"] for row in card.data["rows"]} <= {"level", "sweep"}


async def test_the_watch_says_what_is_in_its_way(bot: Assembly) -> None:
    await swept(bot)
    progress = await bot.services.watch.progress()
    await stands(
        bot,
        note=Note.FEWER_SWEEPS,
        every=3,
        troubles=progress.troubled("query", "no.priviledge", 5).troubles,
        errors=(Failure(1, "list", "old"), Failure(2, "query", "new")),
    )

    card = await says(bot, "监控")

    assert (card.data["note"], card.data["every"]) == ("fewer sweeps", 3)
    assert card.data["troubles"] == [{"kind": "query", "code": "no.priviledge"}]
    assert [error["code"] for error in card.data["errors"]] == ["new", "old"]


async def test_all_looks_to_come_stand_on_further_pages(bot: Assembly) -> None:
    await swept(bot)
    first = await says(bot, "watch")

    pages = [await presses(bot, TurnLooks(page), kept=first.kept) for page in (2, 3)]
    back = await presses(bot, TurnLooks(1), kept=pages[1].kept)

    assert [page.template for page in pages] == ["watch_looks"] * 2
    assert [page.data["first"] for page in pages] == [1, 9]
    assert len([name for page in pages for name in shown(page)]) == 13
    assert pages[0].actions == {"previous": TurnLooks(1), "next": TurnLooks(3)}
    assert back.data == first.data


async def test_a_page_can_be_typed(bot: Assembly) -> None:
    await swept(bot)

    for said in (TurnLooks(2).says("zh"), TurnLooks(2).says("en")):
        assert (await says(bot, said)).data["page"] == 2


async def test_the_numbers_of_the_looks_lead_to_their_spaces(bot: Assembly) -> None:
    await swept(bot)
    card = await says(bot, "watch")

    assert isinstance(card.kept, Schedule)
    names = [look.name for look in card.kept.looks]
    assert len(card.kept.ids) == len(set(card.kept.ids)) == 13
    assert names[:3] == shown(card)


async def test_looks_that_are_not_kept_are_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, TurnLooks(2), kept=None)


async def test_another_word_behind_the_watch_is_refused(bot: Assembly) -> None:
    with pytest.raises(BadArgument) as bad:
        await says(bot, "watch events")

    assert (bad.value.part, bad.value.given) == ("page", "events")


async def test_only_admins_may_see_the_watch(bot: Assembly) -> None:
    routes = [route for route in bot.routes if route.words.startswith("watch")]
    fast, slow = bot.routes.fast_for(TurnLooks), bot.routes.action_for(ConfirmEvents)

    assert {route.role for route in routes} == {Role.ADMIN}
    assert len(routes) == 4
    assert fast is not None
    assert slow is not None
    assert (fast.role, slow.role) == (Role.ADMIN, Role.ADMIN)


# One look at once


async def test_a_look_at_once_shows_fresh_numbers(bot: Assembly) -> None:
    await swept(bot)
    space = await bot.space("Engineering")
    assert space is not None
    await bot.sandbox.change_space(space["spaceId"], usedQuota=45 * GB)
    since = len(await bot.calls())

    card = await says(bot, "watch now Engineering")

    assert (card.template, card.data["ratio"]) == ("quota_space", 0.9)
    assert [level["reached"] for level in card.data["levels"]] == [True, True, False, False]
    assert (await bot.calls())[since:].count(QUERY) == 1


async def test_a_space_that_is_gone_is_said_to_be(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    with pytest.raises(NoSuchSpace):
        await says(bot, f"立即查看 {SECRET.name}")


async def test_an_operator_who_has_left_is_told_in_plain_words(bot: Assembly) -> None:
    await named(bot, "nobody99")

    with pytest.raises(OperatorLost) as lost:
        await says(bot, "watch now Engineering")

    data = lost.value.data()
    assert (lost.value.template, data["kind"], data["name"]) == ("watch_trouble", "operator", "Bob")


async def test_an_operator_who_may_not_look_any_more_is_named_to_whoever_asks(
    bot: Assembly,
) -> None:
    await swept(bot)
    await says(bot, "spaces")  # the asker's own list, kept for a minute
    for call in (QUERY, "GET /v1.0/drive/spaces"):
        await bot.sandbox.fault("respond", call, status=403, code="no.priviledge", message="")

    with pytest.raises(OperatorLost) as lost:
        await says(bot, "watch now Engineering")

    assert lost.value.data()["name"] == "Bob"


async def everywhere(bot: Assembly) -> list[object]:
    """What the cards say of an operator who is lost."""
    watch, one = await says(bot, "watch"), await says(bot, "quota Engineering")
    all_together, shown = await says(bot, "quota"), await says(bot, "operator show")
    looks = [watch.data["total"], [each["kind"] for each in watch.data["troubles"]]]
    return [*looks, one.data["lost"], all_together.data["lost"], shown.data["code"]]


async def test_an_operator_whom_one_look_has_found_lost_is_lost_everywhere_until_mended(
    bot: Assembly,
) -> None:
    await swept(bot)
    await says(bot, "spaces")  # the asker's own list, kept for a minute
    for call in (QUERY, LIST):
        await bot.sandbox.fault("respond", call, status=403, code="no.priviledge", message="")
    with pytest.raises(OperatorLost):
        await says(bot, "watch now Engineering")
    calls = len(await bot.calls())

    assert await everywhere(bot) == [0, ["operator"], "Bob", "Bob", "no.priviledge"]
    assert LIST not in (await bot.calls())[calls:]
    halted = (await bot.services.watch.progress()).halted_until
    assert halted > bot.clock()
    with pytest.raises(OperatorLost):
        await says(bot, "watch now Engineering")
    assert (await bot.services.watch.progress()).halted_until == halted, "it is not put off"

    await bot.sandbox.clear_faults()
    await says(bot, "watch now Engineering")

    assert await everywhere(bot) == [13, [], "", "", None]


async def test_an_operator_who_is_nobody_any_more_is_lost_everywhere(bot: Assembly) -> None:
    await swept(bot)
    await named(bot, "nobody99")
    with pytest.raises(OperatorLost):
        await says(bot, "watch now Engineering")

    assert (await everywhere(bot))[1:4] == [["operator"], "Bob", "Bob"]


async def test_an_operator_of_whom_an_event_says_that_they_left_is_lost_at_once(
    bot: Assembly,
) -> None:
    await swept(bot)
    calls = len(await bot.calls())
    await bot.services.watch.heard("user_leave_org", {"userId": ["staff01"]})
    await bot.services.watch.heard("user_leave_org", {"userId": 7})
    assert (await everywhere(bot))[1] == []

    await bot.services.watch.heard("user_leave_org", {"userId": ["staff01", "manager01"]})

    assert await everywhere(bot) == [0, ["operator"], "Bob", "Bob", "user_leave_org"]
    assert LIST not in (await bot.calls())[calls + 1 :]


async def test_an_operator_who_may_not_subscribe_can_read_as_before(bot: Assembly) -> None:
    await swept(bot)
    await bot.sandbox.fault("respond", SUBSCRIBE, status=403, code="no.priviledge", message="")
    with pytest.raises(OperatorLost):
        await takes(bot, ConfirmEvents())

    assert (await everywhere(bot))[1] == []


def space_of(row: dict[str, Any]) -> Space:
    return Space(str(row["spaceId"]), str(row["spaceName"]), "org", int(row["usedQuota"]))


async def test_which_space_is_asked_for_unless_one_was_told_of_last(bot: Assembly) -> None:
    await swept(bot)
    with pytest.raises(MissingArgument):
        await says(bot, "watch now")
    found = [await bot.space(name) for name in ("Engineering", "Finance")]
    older, newer = (space_of(each) for each in found if each)
    told = incident(newer, card="newer", opened=NOW)
    await alerting.stands(bot, incident(older, card="older"), told)

    assert (await says(bot, "立即检查")).data["name"] == newer.name
    assert (await says(bot, "largest")).data["name"] == newer.name
    both = incident(older, card="newer", opened=NOW)
    await alerting.stands(bot, told, both)
    with pytest.raises(MissingArgument):
        await says(bot, "check now")
    with pytest.raises(BadArgument):
        await says(bot, "read on 5000")


# File events


async def test_file_events_show_their_price_before_they_are_switched_on(bot: Assembly) -> None:
    await named(bot)

    card = await says(bot, "watch events on")

    assert card.template == "watch_events_confirm"
    assert card.data == {"messages": 3000, "share": 1800, "seconds": 900}
    assert (card.actions["switch"], card.then) == (ConfirmEvents(), ConfirmEvents())
    assert await bot.services.watch.events.switched() is None
    assert SUBSCRIBE not in await bot.calls()


async def test_they_are_switched_on_by_the_button_or_by_yes(bot: Assembly) -> None:
    await named(bot)
    by_button = await takes(bot, ConfirmEvents())
    again = await says(bot, "watch events on")
    await says(bot, "watch events off")
    in_words = await answers(bot, ConfirmEvents(), "确认")

    assert (by_button.template, by_button.data["on"]) == ("watch_events", True)
    assert (again.template, again.data["by"]) == ("watch_events", "Bob")
    assert in_words.data["on"] is True
    assert await bot.services.watch.events.switched() is not None
    assert (await bot.calls()).count(SUBSCRIBE) == 2
    assert [row[0] for row in await trail(bot)] == [
        "watch events on",
        "watch events off",
        "watch events on",
    ]


async def test_anything_but_yes_shows_the_price_again(bot: Assembly) -> None:
    await named(bot)

    card = await answers(bot, ConfirmEvents(), "how much?")

    assert (card.template, card.then) == ("watch_events_confirm", ConfirmEvents())
    assert await bot.services.watch.events.switched() is None


async def test_without_an_operator_they_cannot_be_switched_on(bot: Assembly) -> None:
    with pytest.raises(OperatorLost):
        await takes(bot, ConfirmEvents())

    assert await trail(bot) == [("watch events on", "", "failed: nobody")]


async def test_they_are_switched_off_although_the_operator_is_gone(bot: Assembly) -> None:
    await named(bot)
    await takes(bot, ConfirmEvents())
    await bot.services.organisation.name_operator(None)

    card = await says(bot, "关闭文件事件")

    assert (card.template, card.data["on"]) == ("watch_events", False)
    assert await bot.services.watch.events.switched() is None
    assert (await bot.calls()).count(UNSUBSCRIBE) == 1


@pytest.mark.parametrize(("language", "word"), [("zh", "确认"), ("en", "yes")])
def test_the_button_has_an_answer_that_does_the_same(language: str, word: str) -> None:
    assert ConfirmEvents().says(language) == word
    assert ConfirmEvents().expects(word)
