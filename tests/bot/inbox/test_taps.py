"""Pressed buttons, answered inside their acknowledgement."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.access import Organisation, Role
from bot.cards import Card
from bot.delivery import Marks, Push, Record, Records
from bot.errors import Stale
from bot.inbox import Boxes, Taps
from bot.inbox.taps import ACK_MILLIS
from bot.messages import Command, Sender, Tap
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Cancel
from bot.storage import Store, open_store
from tests.assembly import Assembly, assembled
from tests.parts import ANN, BOB, queued
from tests.sandbox_server import SandboxHandle

CORP = "corp1"
GAP = 500
PATIENCE = 20


@dataclass(frozen=True, slots=True)
class Slowly:
    """A button that needs a turn."""


@dataclass(frozen=True, slots=True)
class ForAdmins:
    """A fast button of the asker and every admin."""


@dataclass(frozen=True, slots=True)
class ForMembers:
    """A fast button of every member."""


@dataclass(frozen=True, slots=True)
class ForAll:
    """A fast button of everybody who sees the card; ``asked`` is whether each was again."""

    asked: ClassVar[list[bool]] = []


@dataclass(frozen=True, slots=True)
class FailsForAll:
    """A fast button of everybody; ``how`` it fails."""

    how: str


@dataclass(frozen=True, slots=True)
class Whispers:
    """A fast button that answers whoever presses."""


@dataclass(frozen=True, slots=True)
class SlowlyForAll:
    """A button of everybody that needs a turn."""


@dataclass(frozen=True, slots=True)
class ForAnyAdmin:
    """A fast button of every admin, and nobody else's."""


@dataclass(frozen=True, slots=True)
class Fails:
    """A fast button; ``how`` it fails."""

    how: str


class Beaten(Records):
    """Records of a card that somebody else always changes first."""

    @override
    async def save(self, record: Record, **_: Any) -> bool:
        return False

    @override
    async def press(
        self, working: Record, push: Push, *, instead_of: int, quiet_until: int
    ) -> bool:
        return False


class Surprise(Exception):
    """A bug."""


router = Router[Services]()


@router.fast(Cancel)
async def cancel(_a: Cancel, _p: Press, _s: Services) -> Card:
    """Cancel."""
    return Card("cancelled")


@router.fast(ForAdmins, whose="admins")
async def for_admins(_a: ForAdmins, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(ForMembers, whose="anybody")
async def for_members(_a: ForMembers, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(ForAll, role=Role.OUTSIDER, whose="anybody")
async def for_all(_a: ForAll, press: Press, _s: Services) -> Card:
    """Do it."""
    ForAll.asked.append(press.again)
    return Card("cancelled")


@router.fast(FailsForAll, whose="anybody")
async def fails_for_all(action: FailsForAll, press: Press, svc: Services) -> Card:
    """Fail."""
    return await fails(Fails(action.how), press, svc)


@router.fast(Whispers, whose="anybody")
async def whispers(_a: Whispers, _p: Press, _s: Services) -> Card:
    """Tell whoever presses."""
    return Card("cancelled", aside=True)


@router.action(SlowlyForAll, whose="anybody")
async def slowly_for_all(_a: SlowlyForAll, _c: Command, _s: Services) -> Card:
    """Take a turn."""
    return Card("cancelled", aside=True)


@router.fast(ForAnyAdmin, role=Role.ADMIN, whose="anybody")
async def for_any_admin(_a: ForAnyAdmin, _p: Press, _s: Services) -> Card:
    """Do it."""
    return Card("cancelled")


@router.fast(Fails)
async def fails(action: Fails, _p: Press, _s: Services) -> Card:
    """Fail."""
    if action.how == "stale":
        raise Stale
    if action.how == "drawing":
        return Card("cancelled", actions={}, kept=Surprise())
    raise Surprise


@router.action(Slowly, role=Role.ADMIN)
async def slowly(_a: Slowly, _c: Command, _s: Services) -> Card:
    """Take a turn."""
    return Card("cancelled")


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,)) as core:
        await core.services.organisation.learn(CORP)
        yield core


@dataclass
class Desk:
    """The front desk, and the cards it wants settled."""

    bot: Assembly
    settled: list[str]
    seconds: float = 5

    def taps(self, **changed: Any) -> Taps:
        """The front desk with some services exchanged."""
        return Taps(
            self.bot.replies,
            replace(self.bot.services, **changed),
            self.bot.delivery,
            Boxes(self.bot.store),
            self.bot.tasks,
            marks=Marks(self.bot.store),
            seconds=self.seconds,
            gap_seconds=GAP / 1000,
            settle=self.settled.append,
        )

    async def card(self, *actions: object) -> Record:
        """A card of Bob's in the group, with a button for each action."""
        record = await self.bot.delivery.show(Card("cancelled"), self.bot.target())
        meanings = {record.id_of(n): self.bot.types.dump(each) for n, each in enumerate(actions)}
        with_buttons = replace(record, actions=meanings)
        assert await self.bot.delivery.records.save(with_buttons, instead_of=record.face)
        return with_buttons

    async def press(
        self, record: Record, button: int = 0, *, by: Sender = BOB, corp: str = CORP, **changed: Any
    ) -> dict[str, Any]:
        """Press a button of that face; gives the ack's response."""
        tap = Tap(record.name, record.id_of(button), by.key, corp)
        return await self.taps(**changed).answer(tap)

    async def waiting(self, sender: Sender = BOB) -> list[dict[str, Any]]:
        """The turns in somebody's box of the group."""
        key = self.bot.store.key("box", f"{self.bot.group.id}:{sender.key}")
        return [json.loads(turn) for turn in await self.bot.store.redis.lrange(key, 0, -1)]


@pytest.fixture
def desk(bot: Assembly) -> Desk:
    return Desk(bot, [])


def title(response: dict[str, Any]) -> str:
    return str(response["cardData"]["cardParamMap"]["msgTitle"])


def aside(response: dict[str, Any]) -> bool:
    """Whether only who pressed sees it."""
    return "cardData" not in response and "userPrivateData" in response


async def test_a_fast_button_is_answered_in_its_ack(desk: Desk) -> None:
    record = await desk.card(Cancel())
    before = await desk.bot.calls()

    response = await desk.press(record)

    after = await desk.bot.record(record.out_track_id)
    assert title(response) == after.shown.title
    assert (after.face, after.actions) == (2, {})
    assert await desk.bot.calls() == before
    quiet = await desk.bot.delivery.records.quiet_until(record.out_track_id)
    assert quiet == desk.bot.clock() + ACK_MILLIS + GAP
    assert await desk.waiting() == []


async def test_of_many_taps_at_once_one_is_taken(desk: Desk) -> None:
    record = await desk.card(Cancel(), Slowly())

    responses = await asyncio.gather(*(desk.press(record, n % 2) for n in range(10)))

    after = await desk.bot.record(record.out_track_id)
    assert after.face == 2
    assert {title(response) for response in responses} == {after.shown.title}
    assert len(await desk.waiting()) == (1 if after.box else 0)


async def test_a_slow_button_becomes_a_turn_of_who_pressed(desk: Desk) -> None:
    record = await desk.card(Slowly())

    response = await desk.press(record)

    [turn] = await desk.waiting()
    assert turn["sender"]["user_id"] == "manager01"
    assert turn["action"] == {"is": "Slowly"}
    assert (turn["out_track_id"], turn["face"]) == (record.out_track_id, 1)
    assert "⏳" in response["cardData"]["cardParamMap"]["msgContent"]
    assert await queued(desk.bot.store) == [f"{record.out_track_id}:1:10"]


async def test_a_second_tap_is_the_same_turn(desk: Desk) -> None:
    record = await desk.card(Slowly())
    first = await desk.press(record)
    second = await desk.press(record)

    assert first == second
    assert len(await desk.waiting()) == 1


async def test_a_tap_finds_a_turn_whose_task_was_never_added(desk: Desk) -> None:
    record = await desk.card(Slowly())
    working = replace(record, face=2, box="some box", turn="the click")
    await desk.bot.delivery.records.save(working, instead_of=1)

    await desk.press(working)

    assert await queued(desk.bot.store) == ["the click"]


async def test_a_button_of_an_older_face_shows_the_card_as_it_is(desk: Desk) -> None:
    record = await desk.card(Cancel())
    await desk.press(record)

    again = await desk.press(record)

    assert title(again) == (await desk.bot.record(record.out_track_id)).shown.title
    assert (await desk.bot.record(record.out_track_id)).face == 2


async def test_a_tap_of_another_organisation_does_nothing(desk: Desk) -> None:
    record = await desk.card(Cancel())

    with capture_logs() as logs:
        answer = await desk.press(record, corp="corp2")

    assert aside(answer)
    assert desk.bot.store.counts.foreign == {"press": 1}
    assert [each["event"] for each in logs] == ["tap_of_another_organisation"]
    assert (await desk.bot.record(record.out_track_id)).face == 1


async def test_until_the_organisation_is_known_taps_do_nothing(desk: Desk) -> None:
    record = await desk.card(Cancel())
    await desk.bot.store.redis.delete(desk.bot.store.key("org"))

    with capture_logs():
        answer = await desk.press(record, organisation=Organisation(desk.bot.store))

    assert aside(answer)


async def test_of_a_card_of_another_store_only_whoever_pressed_is_told_so(desk: Desk) -> None:
    """The other bot has its record; what it shows here must not change."""
    record = await desk.card(Cancel())

    with capture_logs() as logs:
        answer = await desk.press(replace(record, mark="0ther"))

    assert aside(answer)
    assert [each["event"] for each in logs] == ["another_bot_uses_this_app"]
    assert desk.bot.store.counts.foreign == {"card": 1}


async def test_a_card_with_the_mark_of_this_store_is_ours(desk: Desk) -> None:
    record = await desk.card(Cancel())
    own = await Marks(desk.bot.store).own()

    assert not aside(await desk.press(replace(record, mark=own)))
    assert desk.bot.store.counts.foreign == {}


@pytest.mark.parametrize("known", [False, True])
async def test_a_card_that_is_gone_or_over_has_expired(desk: Desk, known: Any) -> None:
    record = await desk.card(Cancel())
    if known:
        desk.bot.clock.at = record.expires
    else:
        await desk.bot.store.redis.delete(desk.bot.delivery.records.key(record.out_track_id))

    response = await desk.press(record)

    assert response == desk.bot.delivery.expired("en" if known else "zh")


@pytest.mark.parametrize("meaning", [{"is": "Unheard"}, {"is": "Orphan"}])
async def test_a_button_of_another_release_has_expired(
    desk: Desk, meaning: dict[str, object]
) -> None:
    record = replace(await desk.card(Cancel()), face=2)
    record = replace(record, actions={record.id_of(0): meaning})
    await desk.bot.delivery.records.save(record, instead_of=1)

    assert await desk.press(record) == desk.bot.delivery.expired("en")


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_somebody_elses_button_leaves_the_card_as_it_is(desk: Desk, action: object) -> None:
    record = await desk.card(action)

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record


async def test_a_member_may_not_press_what_admins_may(desk: Desk) -> None:
    record = await desk.card(ForAdmins())
    await desk.bot.services.access.note(replace(ANN, is_admin=False))

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record


@pytest.mark.parametrize("is_admin", [False, True])
async def test_what_is_anybodys_takes_the_role_of_its_own_route(desk: Desk, is_admin: Any) -> None:
    await desk.bot.services.access.note(replace(ANN, is_admin=is_admin))
    for action in (ForMembers(), ForAll()):
        assert not aside(await desk.press(await desk.card(action), by=ANN))
    assert aside(await desk.press(await desk.card(ForAnyAdmin()), by=ANN)) is not is_admin


async def test_what_is_anybodys_asks_nobody_for_a_role_it_does_not_need(desk: Desk) -> None:
    record = await desk.card(ForAll())
    before = await desk.bot.calls()

    assert not aside(await desk.press(record, by=ANN))

    assert await desk.bot.calls() == before
    assert await desk.waiting(ANN) == []


async def test_a_member_whose_role_is_unknown_waits_for_a_turn_too(desk: Desk) -> None:
    record = await desk.card(ForMembers())

    await desk.press(record, by=ANN)

    assert len(await desk.waiting(ANN)) == 1
    assert (await desk.bot.record(record.out_track_id)).box


async def test_an_admin_presses_in_the_fast_lane(desk: Desk) -> None:
    record = await desk.card(ForAdmins())
    await desk.bot.services.access.note(replace(ANN, is_admin=True))

    assert not aside(await desk.press(record, by=ANN))
    assert (await desk.bot.record(record.out_track_id)).box == ""


async def test_whose_role_is_unknown_waits_for_a_turn(desk: Desk) -> None:
    record = await desk.card(ForAdmins())

    await desk.press(record, by=ANN)

    assert len(await desk.waiting(ANN)) == 1
    assert (await desk.bot.record(record.out_track_id)).box


async def test_what_a_fast_handler_raises_is_shown(desk: Desk) -> None:
    record = await desk.card(Fails("stale"))

    await desk.press(record)

    assert (await desk.bot.record(record.out_track_id)).face == 2
    assert desk.settled == []


@pytest.mark.parametrize("how", ["bug", "drawing"])
async def test_an_unexpected_failure_shows_the_number_of_the_log(desk: Desk, how: str) -> None:
    record = await desk.card(Fails(how))

    with capture_logs() as logs:
        response = await desk.press(record)

    [unexpected] = [each for each in logs if each["event"] == "unexpected"]
    text = response["cardData"]["cardParamMap"]["staticMsgContent"]
    assert unexpected["number"] in text


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_who_comes_second_sees_the_card_as_it_is(desk: Desk, action: object) -> None:
    record = await desk.card(action)
    desk.bot.delivery.records = Beaten(desk.bot.store, 3600)

    response = await desk.press(record)

    assert title(response) == record.shown.title
    assert await desk.bot.record(record.out_track_id) == record
    assert await desk.waiting() == []


class Hasty:
    """A clock by which every look takes longer than an ack may."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        self.at += ACK_MILLIS + 1
        return self.at


@pytest.mark.parametrize("action", [Cancel(), Slowly()])
async def test_an_ack_that_is_late_shows_nothing_and_is_settled(desk: Desk, action: object) -> None:
    record = await desk.card(action)

    assert await desk.press(record, now=Hasty(desk.bot.clock())) == {}

    assert (await desk.bot.record(record.out_track_id)).face == 2
    assert desk.settled == [record.out_track_id]


class Hanging(Organisation):
    """A store that takes the question and never answers."""

    @override
    async def corp_id(self) -> str | None:
        await asyncio.Event().wait()
        return None


async def hanging() -> Organisation:
    async with open_store("unix:///nowhere/at/all.sock", "app") as store:
        return Hanging(store)


async def unreachable() -> Organisation:
    async with open_store("unix:///nowhere/at/all.sock", "app") as store:
        return Organisation(store)


@pytest.mark.parametrize("trouble", [hanging, unreachable])
async def test_without_redis_the_ack_is_empty_and_the_card_is_settled(
    desk: Desk, trouble: Callable[[], Any]
) -> None:
    record = await desk.card(Cancel())
    desk.seconds = 0.05

    with capture_logs() as logs:
        assert await desk.press(record, organisation=await trouble()) == {}

    assert desk.settled == [record.out_track_id]
    assert [each["event"] for each in logs] == ["tap_undecided"]


# Cards that belong to their conversation


async def shared(desk: Desk, *actions: object) -> Record:
    """A card of nobody in particular, with a button for each action."""
    record = await desk.card(*actions)
    all_of_them = replace(record, asker="", asker_user_id=None)
    assert await desk.bot.delivery.records.save(all_of_them, instead_of=record.face)
    return all_of_them


@pytest.mark.parametrize("how", ["stale", "bug", "drawing"])
async def test_what_fails_on_a_shared_card_is_told_who_pressed(desk: Desk, how: str) -> None:
    record = await shared(desk, FailsForAll(how))
    await desk.bot.services.access.note(replace(ANN, is_admin=False))

    with capture_logs():
        assert aside(await desk.press(record, by=ANN))

    assert await desk.bot.record(record.out_track_id) == record


@pytest.mark.parametrize("owned", [False, True])
async def test_an_aside_leaves_the_card_of_others_as_it_is(desk: Desk, owned: Any) -> None:
    await desk.bot.services.access.note(replace(ANN, is_admin=False))
    record = await (desk.card if owned else partial(shared, desk))(Whispers())

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record
    if owned:
        assert not aside(await desk.press(record, by=BOB))


async def test_a_slow_press_of_a_shared_card_covers_nothing(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())

    first = await desk.press(record, by=ANN)
    second = await desk.press(record, by=ANN)
    other = await desk.press(record, by=BOB)

    assert aside(first)
    assert aside(other)
    assert second == {}  # they are told already, or have been answered
    assert await desk.bot.record(record.out_track_id) == record
    assert [turn["shared"] for turn in await desk.waiting(ANN)] == [True]
    assert len(await desk.waiting(BOB)) == 1
    quiet = await desk.bot.delivery.records.quiet_until(record.out_track_id)
    assert quiet == desk.bot.clock() + ACK_MILLIS + GAP


async def test_once_answered_the_same_press_is_a_new_turn(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())
    await desk.press(record, by=ANN)
    name = f"{record.out_track_id}:{record.face}:{record.id_of(0)}:{ANN.key}"

    await desk.bot.delivery.records.answered(name)
    await desk.press(record, by=ANN)

    assert len(await desk.waiting(ANN)) == 2


async def test_an_ack_of_a_slow_press_that_is_late_is_left_empty(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())

    assert await desk.press(record, by=ANN, now=Hasty(desk.bot.clock())) == {}
    assert len(await desk.waiting(ANN)) == 1


async def test_who_presses_an_older_face_of_a_shared_card_is_told(desk: Desk) -> None:
    """But not whoever pressed twice: what they see is what they did."""
    record = await shared(desk, ForAll())
    await desk.press(record, by=ANN)

    twice = await desk.press(record, by=ANN)
    late = await desk.press(record, by=BOB)

    assert "userPrivateData" not in twice
    assert "before your press" in str(late["userPrivateData"])
    assert title(twice) == title(late)


async def test_a_shared_button_of_another_release_leaves_the_card(desk: Desk) -> None:
    record = await shared(desk, ForAll())
    record = replace(record, face=2)
    record = replace(record, actions={record.id_of(0): {"is": "Unheard"}})
    await desk.bot.delivery.records.save(record, instead_of=1)

    assert aside(await desk.press(record, by=ANN))


async def test_a_press_beaten_to_the_face_is_drawn_on_top_and_settled(desk: Desk) -> None:
    ForAll.asked.clear()
    record = await shared(desk, ForAll())
    records = Overtaking(desk.bot.store, 3600)
    desk.bot.delivery.records = records

    response = await desk.press(record, by=ANN)

    after = await desk.bot.record(record.out_track_id)
    assert title(response) == after.shown.title
    assert (after.face, after.by) == (3, ANN.key)
    assert desk.settled == [record.out_track_id]
    assert ForAll.asked == [False, True]


class Overtaking(Records):
    """Records of a card that somebody else changes first, once."""

    done = False

    @override
    async def save(self, record: Record, **more: Any) -> bool:
        if not self.done:
            self.done = True
            before = await super().load(record.out_track_id)
            assert before is not None
            await super().save(replace(before, face=before.face + 1), instead_of=before.face)
        return await super().save(record, **more)


async def test_a_shared_card_outlives_what_somebody_asked(desk: Desk) -> None:
    """An alert may stand for weeks without a change; no press of it may close it for all."""
    record = await shared(desk, ForAll())
    shown = await desk.bot.delivery.show(
        Card("cancelled"), desk.bot.target("alert", asker="", asker_user_id=None)
    )

    left = await desk.bot.store.redis.pttl(desk.bot.delivery.records.key(record.out_track_id))

    assert left > 80 * 86_400_000
    assert shown.expires > desk.bot.clock() + 80 * 86_400_000
