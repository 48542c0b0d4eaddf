"""Who is told of what fills up."""

from datetime import date, time
from typing import Any

import pytest

from bot.access import Role
from bot.alerts.cards.here import ConfirmHere, TurnHere
from bot.alerts.cards.subscriptions import SubscriptionList, TurnSubscriptions
from bot.alerts.errors import NoAlertsHere
from bot.alerts.hours import Quiet
from bot.alerts.subscription import Digest, Refusal
from bot.dispatch.works_here import level_of_one
from bot.errors import (
    BadArgument,
    NoSuchSpace,
    NotAllowed,
    Stale,
)
from bot.messages import Conversation
from bot.quota.limits import Free, Percent
from bot.reading import Understood, Wish
from bot.sessions import Cancel
from tests.assembly import Assembly
from tests.handlers.alerting import SINGLE, placed, subscription
from tests.handlers.calling import answers, presses, says, takes, trail
from tests.handlers.watching import GB, SECRET, learns, sees_in_secret, swept
from tests.parts import ANN

ALL = ConfirmHere(None, None)


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def id_of(bot: Assembly, name: str) -> str:
    """The id of a space that was seen."""
    seen = await bot.services.watch.seen()
    return next(each.space_id for each in seen.values() if each.name == name)


def names(card: Any) -> list[str]:
    return [row["name"] for row in card.data["rows"]]


# A conversation


@pytest.mark.parametrize("said", ["alert here", "在此提醒 市场部"])
async def test_without_an_operator_nobody_can_be_told(bot: Assembly, said: str) -> None:
    assert (await says(bot, said)).template == "not_watched"


async def test_what_will_be_seen_here_is_shown_before_anything_is(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    card = await says(bot, "alert here")
    pages = [await presses(bot, card.actions["next"], kept=card.kept)]

    assert (card.template, card.data["whole"], card.data["group"]) == ("alert_here", True, True)
    assert SECRET.name in names(card) + names(pages[0])
    assert len(names(card) + names(pages[0])) == card.data["total"] == 14
    assert (card.then, card.actions["confirm"]) == (ALL, ALL)
    assert pages[0].actions == {
        "confirm": ALL,
        "cancel": Cancel(),
        "previous": TurnHere(1, ALL),
    }
    assert await bot.services.alerts.subscriptions() == {}


async def test_pages_can_be_typed_too(bot: Assembly) -> None:
    await swept(bot)

    for said in (TurnHere(2, ALL).says("zh"), TurnHere(2, ALL).says("en")):
        card: Any = await answers(bot, ALL, said)
        assert (card.data["page"], card.then) == (2, ALL)


async def test_a_page_that_is_not_kept_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, TurnHere(2, ALL), kept=None)


async def test_it_is_told_once_it_is_confirmed(bot: Assembly) -> None:
    await swept(bot)

    card: Any = await takes(bot, ConfirmHere(None, (Percent(80), Free(20 * GB))))

    told = await subscription(bot)
    assert (told.spaces, told.by, told.alerts, told.user_id) == (None, "Bob", True, None)
    assert told.levels == (Percent(80), Free(20 * GB))
    assert (card.template, card.data["what"], card.data["whole"]) == (
        "alert_settings",
        "placed",
        True,
    )
    assert [row[2] for row in await trail(bot)] == ["done"]


async def test_it_is_confirmed_in_words(bot: Assembly) -> None:
    await swept(bot)

    await answers(bot, ALL, "how much is that?")
    assert await bot.services.alerts.subscriptions() == {}
    await answers(bot, ALL, "确认")

    assert (await subscription(bot)).spaces is None


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("alert here 市场部", None),
        ("alert here 市场部 80 20 GB", (Percent(80), Free(20 * GB))),
        ("在此提醒 市场部 90%", (Percent(90),)),
    ],
)
async def test_one_space_may_be_chosen_and_levels(bot: Assembly, said: str, levels: Any) -> None:
    await swept(bot)

    card = await says(bot, said)

    assert card.actions["confirm"] == ConfirmHere((await id_of(bot, "市场部"),), levels)
    assert names(card) == ["市场部"]


async def test_one_space_instead_of_all_is_said_to_end_the_others(bot: Assembly) -> None:
    await swept(bot)
    first = await says(bot, "alert here 市场部")
    await answers(bot, ALL, "确认")

    instead = await says(bot, "alert here 市场部")

    assert (first.data["narrows"], instead.data["narrows"]) == (False, True)


async def test_a_level_of_one_space_ends_nobodys_alerts_where_all_are_told_of(
    bot: Assembly,
) -> None:
    wish = Wish("alert here", {"space": "市场部", "levels": "80"}, 1.0)
    here, services = bot.group.id, bot.services

    async def meant(said: str) -> list[str]:
        wishes = (await level_of_one(Understood("sure", (wish,)), said, here, services)).wishes
        return [each.words for each in wishes]

    await swept(bot)
    before = await meant("市场部到80%提醒一声")
    await says(bot, "alert here")
    await answers(bot, ALL, "确认")

    assert before == ["alert here"]
    assert await meant("市场部到80%提醒一声") == ["quota levels"]
    assert await meant("只在市场部到80%时提醒") == ["alert here"]


@pytest.mark.parametrize("said", ["alert here 80% 95%", "alert here all 80 95"])
async def test_levels_alone_are_no_space(bot: Assembly, said: str) -> None:
    await swept(bot)

    card = await says(bot, said)

    assert card.actions["confirm"] == ConfirmHere(None, (Percent(80), Percent(95)))


async def test_spaces_are_chosen_one_after_the_other(bot: Assembly) -> None:
    await swept(bot)
    await takes(bot, (await says(bot, "alert here 市场部")).actions["confirm"])
    await says(bot, "alert here engineering")

    card = await says(bot, "alert here engineering")
    await takes(bot, card.actions["confirm"], key="another turn")

    both = frozenset({await id_of(bot, "市场部"), await id_of(bot, "Engineering")})
    assert (await subscription(bot)).spaces == both
    assert sorted(names(card)) == sorted(["市场部", "Engineering"])


async def test_what_was_set_before_stays(bot: Assembly) -> None:
    await swept(bot)
    before = await placed(
        bot, quiet=Quiet(time(22), time(8)), digest=Digest("daily", 540), alerts=False
    )

    await takes(bot, ALL)

    told = await subscription(bot)
    assert (told.quiet, told.digest, told.alerts) == (before.quiet, before.digest, True)


async def test_a_space_that_nobody_knows_is_not_told_of(bot: Assembly) -> None:
    await swept(bot)

    with pytest.raises(NoSuchSpace):
        await says(bot, "alert here 没有的")
    with pytest.raises(BadArgument):
        await says(bot, "alert here 市场部 very often")


def test_only_admins_tell_conversations(bot: Assembly) -> None:
    pressed = [bot.routes.fast_for(TurnHere), bot.routes.action_for(ConfirmHere)]
    typed = [bot.routes.named("alert here"), bot.routes.state_for(ConfirmHere)]

    assert [route and route.role for route in (*pressed, *typed)] == [Role.ADMIN] * 4
    assert all(getattr(route, "changes", True) for route in (*pressed, *typed))


@pytest.mark.parametrize(("language", "word"), [("zh", "确认"), ("en", "yes")])
def test_the_button_has_an_answer_that_does_the_same(language: str, word: str) -> None:
    assert ALL.says(language) == word
    assert ALL.expects(word)
    assert ALL.expects("page 2")
    assert not ALL.expects("spaces")


# A member


async def test_a_member_is_told_of_their_own_spaces_alone(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    card: Any = await says(bot, "提醒我", ANN, conversation=SINGLE)

    told = await subscription(bot, SINGLE)
    assert (told.personal, told.user_id, told.checked > 0) == (True, ANN.user_id, True)
    assert told.spaces
    assert SECRET.id not in told.spaces
    assert card.data["personal"] is True


async def test_a_member_adds_spaces_one_by_one_and_takes_them_off(bot: Assembly) -> None:
    await swept(bot)

    for name in ("市场部", "Engineering"):
        await says(bot, f"alert me {name}", ANN, conversation=SINGLE)
    both = frozenset({await id_of(bot, "市场部"), await id_of(bot, "Engineering")})
    assert (await subscription(bot, SINGLE)).spaces == both

    await says(bot, "alert off Engineering", ANN, conversation=SINGLE)
    assert (await subscription(bot, SINGLE)).spaces == frozenset({await id_of(bot, "市场部")})

    card = await says(bot, "关闭提醒 市场部", ANN, conversation=SINGLE)
    assert card.template == "alert_off"
    assert await bot.services.alerts.subscriptions() == {}


async def test_one_space_adds_nothing_to_all_of_a_member(bot: Assembly) -> None:
    await swept(bot)
    await says(bot, "alert me", ANN, conversation=SINGLE)
    before = await subscription(bot, SINGLE)

    card: Any = await says(bot, "alert me 市场部", ANN, conversation=SINGLE, key="another turn")

    assert card.data["what"] == "all"
    assert await subscription(bot, SINGLE) == before
    assert before.follows


async def test_a_space_that_was_just_added_is_named_first(bot: Assembly) -> None:
    await swept(bot)

    for name in ("Engineering", "市场部"):
        card: Any = await says(bot, f"alert me {name}", ANN, conversation=SINGLE, key=name)
        assert card.data["names"][0] == name


async def test_in_a_group_nobody_is_told_of_their_own(bot: Assembly) -> None:
    assert (await says(bot, "alert me", ANN)).template == "alert_me_alone"


async def test_without_an_operator_no_member_is_told(bot: Assembly) -> None:
    assert (await says(bot, "alert me", ANN, conversation=SINGLE)).template == "not_watched"


async def test_what_an_admin_chose_for_a_single_chat_stays(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot, SINGLE, user_id="manager01")

    card: Any = await says(bot, "alert me", conversation=SINGLE)

    assert card.data["what"] == "already"
    assert (await subscription(bot, SINGLE)).personal is False


async def test_a_space_of_others_cannot_be_named(bot: Assembly) -> None:
    await swept(bot)
    await sees_in_secret(bot)

    with pytest.raises(NoSuchSpace):
        await says(bot, f"alert me {SECRET.name}", ANN, conversation=SINGLE)


# The end of it


async def test_nothing_is_told_any_more(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    card: Any = await says(bot, "alert off")
    again: Any = await says(bot, "alert off")

    assert (card.template, card.data["digest"]) == ("alert_off", False)
    assert again.template == "alert_off", "the same turn, run twice"
    assert await bot.services.alerts.subscriptions() == {}
    assert [row[2] for row in await trail(bot)] == ["done"]
    with pytest.raises(NoAlertsHere):
        await says(bot, "停止提醒")


async def test_a_digest_goes_on_to_come(bot: Assembly) -> None:
    await placed(bot, digest=Digest("daily", 540))

    card: Any = await says(bot, "alert off")

    assert card.data["digest"] is True
    assert (await subscription(bot)).alerts is False


async def test_of_all_spaces_none_can_be_left_out(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot)

    card: Any = await says(bot, "alert off 市场部")

    assert card.data["what"] == "whole"
    assert (await subscription(bot)).alerts is True


async def test_members_end_nothing_that_is_not_theirs(bot: Assembly) -> None:
    await placed(bot)
    await placed(bot, SINGLE, personal=True, user_id="staff02", spaces=frozenset({"1"}))

    for conversation in (bot.group, SINGLE):
        with pytest.raises(NotAllowed):
            await says(bot, "alert off", ANN, conversation=conversation, key=conversation.id)

    assert len(await bot.services.alerts.subscriptions()) == 2
    assert [row[2] for row in await trail(bot)] == ["refused: only admins may"] * 2


# The list


async def test_admins_see_all_conversations(bot: Assembly) -> None:
    await placed(bot, refused=Refusal(1, 2, "code"))
    for number in range(8):
        place = Conversation(f"cid{number}", "group", f"Group {number}")
        await placed(bot, place, spaces=frozenset({"1", "2"}), muted_until=1 << 62)
    await placed(bot, SINGLE, alerts=False)

    card: Any = await says(bot, "提醒列表")
    second: Any = await presses(bot, TurnSubscriptions(2), kept=card.kept)

    rows = card.data["rows"]
    assert (card.data["total"], card.data["pages"], len(second.data["rows"])) == (9, 2, 1)
    assert (rows[0]["here"], rows[0]["refused"], rows[0]["spaces"]) == (True, True, None)
    assert (rows[1]["title"], rows[1]["spaces"], rows[1]["muted"]) == (
        "Group 0",
        2,
        {"until": None},
    )
    assert second.actions == {"previous": TurnSubscriptions(1)}
    assert (await says(bot, TurnSubscriptions(2).says("en"))).data["page"] == 2
    assert isinstance(card.kept, SubscriptionList)


async def test_members_see_their_conversation(bot: Assembly) -> None:
    await swept(bot)
    ours = frozenset({await id_of(bot, "市场部"), "unknown"})
    await placed(
        bot,
        spaces=ours,
        levels=(Percent(80),),
        quiet=Quiet(time(22), time(8)),
        holidays=frozenset({date(2099, 10, 1), date(2099, 10, 2), date(2001, 1, 1)}),
        muted_until=bot.clock() + 3_600_000,
    )

    card: Any = await says(bot, "alert", ANN)

    assert (card.template, card.data["what"], card.data["whole"]) == ("alert_settings", "", False)
    assert card.data["names"] == ["unknown", "市场部"]
    assert len(card.data["holidays"]) == 1
    assert card.data["muted"]["until"] > bot.clock()
    assert card.data["quiet"]["ends"] < card.data["quiet"]["begins"]


async def test_where_nothing_is_told_the_list_says_so(bot: Assembly) -> None:
    assert (await says(bot, "alert list")).template == "alert_nowhere"
    with pytest.raises(NoAlertsHere):
        await says(bot, "alert list", ANN)
    with pytest.raises(BadArgument):
        await says(bot, "alert list everything")
    with pytest.raises(Stale):
        await presses(bot, TurnSubscriptions(2), kept=None)


async def test_admins_are_told_which_group_is_told_where_they_ask_elsewhere(bot: Assembly) -> None:
    await swept(bot)
    await placed(bot, spaces=frozenset({await id_of(bot, "市场部")}))
    title = bot.group.title

    for said, places in (
        ("alert snooze 市场部 tomorrow", (title,)),
        ("alert levels 85", (title,)),
        ("alert off 市场部", (title,)),
        ("alert off Engineering", ()),
    ):
        with pytest.raises(NoAlertsHere) as none:
            await says(bot, said, conversation=SINGLE)
        assert none.value.places == places, said
    with pytest.raises(NoAlertsHere) as none:
        await says(bot, "alert snooze 市场部 tomorrow", ANN, conversation=SINGLE)
    assert none.value.places == ()
