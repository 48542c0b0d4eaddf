"""Every button there is, pressed by all who may not: they are told alone, at no counted call."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import Phase, find, settings
from hypothesis.strategies import from_type

from bot.access import Role
from bot.alerts.cards.actions import AskForRoom, ShowTrend, WhatFills
from bot.alerts.incident import Actor, Requested
from bot.budget import Payer, Purpose, paying
from bot.budget.governor import PRESSES
from bot.cards import Rendered
from bot.delivery import Record
from bot.inbox import Pressers
from bot.inbox.late_answers import LATE
from bot.messages import Sender, Tap
from bot.routing import Routes
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import Assembly, assembled
from tests.bot.budget.spending import book
from tests.bot.inbox.pressing import CORP, Desk, aside
from tests.cards.alerting import KEY
from tests.handlers.alerting import marketing_stands
from tests.parts import ANN, BOB, queued
from tests.sandbox_server import SandboxHandle

PERSON = "POST /topapi/v2/user/get"
LIST = "GET /v1.0/drive/spaces"
GUEST = Sender("guest01", "$:guest", "")
DAN = Sender("staff02", "$:dan", "")
SHARE = {"monthly_calls": 10, "allowance_share": 100}
ROUTES = Routes(ROUTERS)
SLOW = [kind for kind in ROUTES.types if ROUTES.action_for(kind)]
BUTTONS = [*SLOW, *(kind for kind in ROUTES.types if ROUTES.fast_for(kind))]


@dataclass
class Pressed:
    """A button, and what a test does before it is pressed."""

    desk: Desk
    record: Record
    by: Sender = BOB
    corp: str = CORP

    async def changed(self, **members: Any) -> None:
        """Let the card show another face by now."""
        records = self.desk.bot.delivery.records
        after = replace(self.record, face=self.record.face + 1, **members)
        assert await records.save(after, instead_of=self.record.face)
        assert await records.shown(after)


async def by_a_guest(press: Pressed) -> None:
    press.by = GUEST


async def by_whom_the_app_may_not_see(press: Pressed) -> None:
    press.by = DAN
    await press.desk.bot.sandbox.fault("no-scope", PERSON)


async def by_whom_dingtalk_does_not_tell(press: Pressed) -> None:
    press.by = DAN
    await press.desk.bot.sandbox.fault("server-error", PERSON)


async def by_whom_dingtalk_tells_too_late(press: Pressed) -> None:
    press.by = DAN
    services = press.desk.bot.services
    press.desk.pressers = Pressers(services.access, 0.01)


async def of_another_organisation(press: Pressed) -> None:
    press.corp = "corp2"


async def of_a_card_of_another_bot(press: Pressed) -> None:
    press.record = replace(press.record, mark="0ther")


async def of_a_card_that_is_forgotten(press: Pressed) -> None:
    bot = press.desk.bot
    await bot.store.redis.delete(bot.delivery.records.key(press.record.out_track_id))


async def of_a_card_that_is_over(press: Pressed) -> None:
    press.desk.bot.clock.at = press.record.expires


async def of_a_face_that_is_gone(press: Pressed) -> None:
    await press.changed(actions={})


async def of_a_card_that_is_worked_on(press: Pressed) -> None:
    await press.changed(box="some box", turn="a click")


async def of_what_another_release_offered(press: Pressed) -> None:
    unheard = {name: {"is": "Unheard"} for name in press.record.actions}
    await press.changed(actions=unheard)


async def by_a_member_who_had_their_part(press: Pressed) -> None:
    await _spent(press.desk, ANN, "elsewhere", press.desk.bot.settings.person_calls_a_day)


async def in_a_conversation_that_had_its_part(press: Pressed) -> None:
    await _spent(press.desk, DAN, press.desk.bot.group.id, 5)


async def by_a_member_when_the_share_is_used(press: Pressed) -> None:
    await _spent(press.desk, Sender("", "", ""), "", SHARE["monthly_calls"])


async def after_too_many_presses(press: Pressed) -> None:
    for _ in range(PRESSES):
        await press.desk.bot.services.budget.press(Payer(Purpose.PEOPLE, ANN.key))


async def _spent(desk: Desk, who: Sender, place: str, calls: int) -> None:
    with paying(Payer(Purpose.PEOPLE, who.key, who.nick, place, begun=True)):
        for _ in range(calls):
            await book(desk.bot.store, desk.bot.services.budget, LIST)


Refusal = Callable[[Pressed], Awaitable[None]]

REFUSALS: list[Refusal] = [
    by_a_guest,
    by_whom_the_app_may_not_see,
    by_whom_dingtalk_does_not_tell,
    by_whom_dingtalk_tells_too_late,
    of_another_organisation,
    of_a_card_of_another_bot,
    of_a_card_that_is_forgotten,
    of_a_card_that_is_over,
    of_a_face_that_is_gone,
    of_a_card_that_is_worked_on,
    of_what_another_release_offered,
]
"""Whoever's card it is, or everybody's, and whatever the button does."""

ENOUGH: list[Refusal] = [
    by_a_member_who_had_their_part,
    in_a_conversation_that_had_its_part,
    by_a_member_when_the_share_is_used,
    after_too_many_presses,
]
"""Of a member's own card, or everybody's, where the answer would cost a call."""


@asynccontextmanager
async def desk_of_all(sandbox: SandboxHandle, store: Store, **changed: Any) -> AsyncIterator[Desk]:
    """A desk at which all buttons that there are may be pressed."""
    async with assembled(sandbox, store, **changed) as bot:
        await bot.services.organisation.learn(CORP)
        for here in (ANN, DAN, GUEST):
            await bot.services.access.note(here, bot.group)
        pressers = Pressers(bot.services.access, 20)
        asking = asyncio.get_running_loop().create_task(pressers.run())
        yield Desk(bot, [], pressers)
        asking.cancel()
        await asyncio.wait({asking})


@cache
def meant(kind: type) -> object:
    """Something that a button of this kind may mean."""
    return find(from_type(kind), lambda _: True, settings=settings(phases=[Phase.generate]))


async def button(desk: Desk, kind: type, asker: str) -> Record:
    """A card that stands in the group with a button of this kind; empty is everybody's."""
    face = Rendered("Question", "", ())
    card = f"{kind.__name__}-{asker}"
    expires = desk.bot.clock() + 3_600_000
    record = Record(card, desk.bot.group, asker, None, "en", "turn", 1, face, expires=expires)
    meaning = desk.bot.types.dump(meant(kind))
    record = replace(record, actions={record.id_of(0): meaning})
    assert await desk.bot.delivery.records.save(record, instead_of=0)
    assert await desk.bot.delivery.records.shown(record, "sent")
    return record


async def refused(press: Pressed, *, in_time: bool = True) -> None:
    """Press it, and see that nothing came of it for anybody else."""
    desk, records = press.desk, press.desk.bot.delivery.records
    before = await records.load(press.record.out_track_id)
    tap = Tap(press.record.name, press.record.id_of(0), press.by.key, press.corp, push="p")
    taps = desk.taps()

    response = await taps.answer(tap)
    await taps.left(tap, in_time=in_time)

    assert response, press
    assert await records.load(press.record.out_track_id) == before
    assert await desk.waiting(press.by) == []


async def counted(desk: Desk) -> int:
    return int((await desk.bot.sandbox.state())["counters"]["counted"])


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_refused_press_costs_no_counted_call(
    sandbox: SandboxHandle, store: Store, refusal: Refusal
) -> None:
    async with desk_of_all(sandbox, store) as desk:
        for kind in BUTTONS:
            for asker in (ANN.key, ""):
                press = Pressed(desk, await button(desk, kind, asker))
                await refusal(press)
                await refused(press)

        assert await counted(desk) == 0
        assert desk.settled == []
        assert not [each for each in await queued(store) if each.startswith(LATE)]


TOLD_LATE = frozenset(REFUSALS) - {
    of_another_organisation,
    of_a_face_that_is_gone,
    of_a_card_that_is_worked_on,
}
"""A userId of another organisation is somebody else here; the others are answered by what the card
shows to all."""


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("asker", [ANN.key, ""])
@pytest.mark.parametrize("refusal", REFUSALS)
async def test_a_refusal_whose_ack_came_too_late_is_told_once_by_call(
    sandbox: SandboxHandle, store: Store, refusal: Refusal, asker: str
) -> None:
    async with desk_of_all(sandbox, store) as desk:
        press = Pressed(desk, await button(desk, SLOW[0], asker))
        await refusal(press)
        for _ in range(2):
            await refused(press, in_time=False)

        late = [each for each in await queued(store) if each.startswith(LATE)]
        is_shared_and_changed = not asker and refusal in {
            of_a_face_that_is_gone,
            of_a_card_that_is_worked_on,
        }
        assert len(late) == (refusal in TOLD_LATE or is_shared_and_changed)
        assert await counted(desk) == 0
        assert desk.settled == []


async def test_who_has_had_their_part_is_told_nothing_late(
    sandbox: SandboxHandle, store: Store
) -> None:
    """It would cost a call more; the next ack that is in time tells them."""
    async with desk_of_all(sandbox, store) as desk:
        press = Pressed(desk, await button(desk, SLOW[0], ""), ANN)
        await desk.bot.services.access.note(replace(ANN, is_admin=False))
        await after_too_many_presses(press)
        await refused(press, in_time=False)

        assert await queued(store) == []


@pytest.mark.parametrize("refusal", ENOUGH)
async def test_once_a_part_is_used_up_a_press_costs_no_counted_call(
    sandbox: SandboxHandle, store: Store, refusal: Refusal
) -> None:
    more = SHARE if refusal is by_a_member_when_the_share_is_used else {}
    async with desk_of_all(sandbox, store, conversation_calls_a_day=5, **more) as desk:
        await desk.bot.services.access.note(replace(ANN, is_admin=False))
        await refusal(Pressed(desk, await button(desk, SLOW[0], "before")))
        for kind in SLOW:
            for asker in (ANN.key, ""):
                await refused(Pressed(desk, await button(desk, kind, asker), ANN))

        assert await counted(desk) == 0
        assert desk.settled == []


async def of_an_alert_that_has_ended(bot: Assembly) -> None:
    await marketing_stands(bot)
    await bot.services.alerts.place(bot.group.id, lambda _: None)


async def of_a_card_that_stands_for_nothing(bot: Assembly) -> None:
    await marketing_stands(bot, closed=1)


async def asked_before(bot: Assembly) -> None:
    await marketing_stands(bot, asked=Requested(Actor("staff02", "Dan"), 1))


async def of_what_cannot_be_drawn(bot: Assembly) -> None:
    await marketing_stands(bot)


@pytest.mark.parametrize(
    ("action", "stands", "says"),
    [
        (AskForRoom(KEY), of_an_alert_that_has_ended, ""),
        (AskForRoom(KEY), of_a_card_that_stands_for_nothing, ""),
        (AskForRoom(KEY), asked_before, "Already asked"),
        (ShowTrend(KEY), of_an_alert_that_has_ended, ""),
        (WhatFills(KEY), of_an_alert_that_has_ended, ""),
        (ShowTrend(KEY), of_what_cannot_be_drawn, "after one day of data"),
    ],
)
async def test_a_press_that_does_nothing_costs_no_counted_call_however_often(
    sandbox: SandboxHandle,
    store: Store,
    action: object,
    stands: Callable[[Assembly], Awaitable[None]],
    says: str,
) -> None:
    async with desk_of_all(sandbox, store) as desk:
        await desk.bot.services.access.note(replace(ANN, is_admin=False))
        await stands(desk.bot)
        record = await button(desk, type(action), "")
        record = replace(record, face=2, actions={"20": desk.bot.types.dump(action)})
        assert await desk.bot.delivery.records.save(record, instead_of=1)
        for number in range(PRESSES + 1):
            tap = Tap(record.name, "20", ANN.key, CORP, push=str(number))
            answer = await desk.taps().answer(tap)
            assert aside(answer), number
            assert says in str(answer)

        assert await desk.bot.record(record.out_track_id) == record
        assert await desk.waiting(ANN) == []
        assert await counted(desk) == 0


def test_every_button_of_everybody_that_takes_a_turn_says_what_needs_none() -> None:
    """Else each press of it costs a call, also where nothing comes of it; who is no admin is refused
    what admins press before it is a turn.
    """
    routes: list[Any] = [ROUTES.action_for(kind) for kind in SLOW]
    shared = [each for each in routes if each.whose != "asker"]
    anybodys = [each for each in shared if each.role is not Role.ADMIN]

    assert [each.kind.__name__ for each in anybodys] == ["ShowTrend", "WhatFills", "AskForRoom"]
    assert all(each.at_once for each in anybodys)


ACTS = {"OfferSoftQuota", "SeeToIt"}
"""What admins press in the fast lane that does or offers something; all else there only shows."""


async def test_whom_a_list_of_admins_refuses_is_told_that_they_may_not_see_it(
    sandbox: SandboxHandle, store: Store
) -> None:
    """And not that nothing was changed: nothing would have been."""
    async with desk_of_all(sandbox, store) as desk:
        await desk.bot.services.access.note(replace(ANN, is_admin=False))
        for kind in BUTTONS:
            route: Any = ROUTES.fast_for(kind)
            if route is None or route.role is not Role.ADMIN:
                continue
            record = await button(desk, kind, ANN.key)
            tap = Tap(record.name, record.id_of(0), ANN.key, CORP)
            told = str(await desk.taps().answer(tap))
            assert ("can see this" in told) is (kind.__name__ not in ACTS), kind
