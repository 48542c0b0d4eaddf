"""The operator: named by themself, after a real look, and ended."""

import pytest

from bot.access import Operator, Role
from bot.drive.spaces import Listing
from bot.errors import NotAllowed, NotAuthorized
from tests.assembly import Assembly
from tests.dingtalk import union_id
from tests.handlers.calling import body, says, trail
from tests.handlers.watching import SECRET, learns, named, stands, swept
from tests.parts import ANN

LIST = "GET /v1.0/drive/spaces"
UNSUBSCRIBE = "POST /v1.0/storage/events/unsubscribe"


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def operator(bot: Assembly) -> Operator | None:
    return await bot.services.organisation.operator()


async def test_somebody_becomes_the_operator_by_a_real_look(bot: Assembly) -> None:
    await says(bot, "spaces")
    await stands(bot, next_at=2**50, halted_until=2**50)

    card = await says(bot, "operator me")

    assert (card.template, card.data["total"], card.data["replaced"]) == ("operator_named", 13, "")
    assert await operator(bot) == Operator("manager01", str(card.data["name"]), bot.clock())
    assert (await bot.calls()).count(LIST) == 2, "the list that was kept proves nothing"
    progress = await bot.services.watch.progress()
    assert (progress.next_at, progress.halted_until) == (0, 0)
    kept = (await bot.services.audit.last(1))[0].entry
    assert (kept.command, kept.before, kept.after) == ("operator me", "", "operator=manager01")


async def test_who_may_not_read_the_list_is_not_named(bot: Assembly) -> None:
    await bot.sandbox.fault("respond", LIST, status=403, code="no.priviledge", message="no")

    with pytest.raises(NotAuthorized):
        await says(bot, "operator me")

    assert await operator(bot) is None
    assert await trail(bot) == []


async def test_an_operator_takes_over_from_another(bot: Assembly) -> None:
    await named(bot, "staff01")

    card = await says(bot, "由我监控")

    assert card.data["replaced"] == "Bob"
    kept = (await bot.services.audit.last(1))[0].entry
    assert (kept.before, kept.after) == ("operator=staff01", "operator=manager01")


async def test_whoever_is_the_operator_already_replaces_nobody(bot: Assembly) -> None:
    await says(bot, "operator me", key="robot1:first")

    assert (await says(bot, "operator me", key="robot1:second")).data["replaced"] == ""


@pytest.mark.parametrize("said", ["operator", "/operator show", "监控人", "值守人"])
async def test_the_operator_is_shown(bot: Assembly, said: str) -> None:
    nobody = await says(bot, said)
    await named(bot)
    somebody = await says(bot, said)

    assert nobody.template == "not_watched"
    assert somebody.data == {"name": "Bob", "since": 1, "code": None}


async def test_an_operator_who_is_lost_is_shown_as_such(bot: Assembly) -> None:
    await named(bot)
    progress = await bot.services.watch.progress()
    await stands(bot, troubles=progress.troubled("operator", "60121", 1).troubles)

    assert (await says(bot, "operator")).data["code"] == "60121"


async def test_the_watch_is_ended_and_begun_again(bot: Assembly) -> None:
    await says(bot, "operator me")

    card = await says(bot, "operator off")

    assert (card.template, card.data["events"]) == ("operator_off", "none")
    assert await operator(bot) is None
    assert [row[0] for row in await trail(bot)] == ["operator off", "operator me"]
    assert (await says(bot, "停止监控", key="robot1:again")).template == "not_watched"


async def test_an_end_that_runs_twice_is_an_end_both_times(bot: Assembly) -> None:
    await named(bot)

    cards = [await says(bot, "operator off") for _ in range(2)]

    assert [card.template for card in cards] == ["operator_off"] * 2
    assert len(await trail(bot)) == 1


async def test_file_events_end_with_the_operator(bot: Assembly) -> None:
    await named(bot)
    await bot.services.watch.switch_events_on("Bob")

    card = await says(bot, "operator off")

    assert card.data["events"] == "ended"
    assert await bot.services.watch.events.switched() is None
    assert (await bot.calls()).count(UNSUBSCRIBE) == 1


async def test_file_events_that_cannot_be_ended_are_told(bot: Assembly) -> None:
    await named(bot)
    await bot.services.watch.switch_events_on("Bob")
    await bot.sandbox.fault("respond", UNSUBSCRIBE, status=403, code="permissionDenied", message="")

    card = await says(bot, "operator off")

    assert card.data["events"] == "failed"
    assert await operator(bot) is None


def test_only_admins_are_offered_to_deal_with_the_operator(bot: Assembly) -> None:
    for words in ("operator show", "operator me", "operator off"):
        route = bot.routes.named(words)
        assert route is not None
        assert route.needs(group=False) is route.needs(group=True) is Role.ADMIN
        assert route.role is (Role.MEMBER if words == "operator off" else Role.ADMIN)


async def test_whoever_lends_their_eyes_takes_them_back_at_any_time(bot: Assembly) -> None:
    """As a member, while all changes are paused, and once more after a crash in between."""
    await named(bot, "staff01")
    await bot.services.organisation.pause("Bob", 1)

    cards = [await says(bot, "operator off", ANN) for _ in range(2)]

    assert [card.template for card in cards] == ["operator_off"] * 2
    assert "admin" in body(cards[0])
    assert await operator(bot) is None
    assert [row[0] for row in await trail(bot)] == ["operator off"]


async def test_a_member_takes_nobody_elses_back(bot: Assembly) -> None:
    await named(bot, "staff02")

    with pytest.raises(NotAllowed):
        await says(bot, "operator off", ANN)

    assert await operator(bot) is not None
    assert [row[2] for row in await trail(bot)] == ["refused: only admins may"]


@pytest.mark.parametrize(
    ("user_id", "stays", "said"), [("staff01", False, "operator me"), ("manager02", True, "stays")]
)
async def test_whose_role_is_taken_is_named_as_the_operator(
    bot: Assembly, user_id: str, said: str, *, stays: bool
) -> None:
    """One of DingTalk's own admins stays one, and goes on to lend their eyes."""
    await named(bot, user_id)
    await bot.services.access.add_admin(user_id, "Ann", "Bob")

    card = await says(bot, f"admin remove {user_id}")

    assert (card.data["operator"], card.data["stays"]) == ("Bob", stays)
    assert said in body(card)
    troubles = (await bot.services.watch.progress()).troubles
    assert ("operator" in troubles) is not stays


async def test_nobody_else_can_be_named(bot: Assembly) -> None:
    """Nobody gains a look through the bot: there are no words for naming another."""
    for said in ("operator staff01", "operator me staff01", "operator @员工甲"):
        assert bot.routes.find(said) is None
    assert await operator(bot) is None


async def test_an_ex_operators_own_list_says_of_no_space_that_it_is_gone(bot: Assembly) -> None:
    """An admin sees more: what a member's list lacks may stand all the same."""
    await swept(bot)
    await named(bot, "staff01")
    viewer = await union_id(bot.sandbox, "staff01")

    for _ in range(3):
        listing = Listing((SECRET,), await bot.store.now())
        await bot.services.watch.intake.listed(viewer, listing)

    seen = await bot.services.watch.observations.all()
    assert [each for each in seen.values() if each.missed] == []
    assert not seen[SECRET.id].watched
