"""The governor over the real Valkey: counting, refusing, and what it tells."""

import asyncio
from dataclasses import replace

import pytest

from bot.budget import Governor, Payer, Purpose, Terms, paying
from bot.errors import (
    AllowanceUsedUp,
    NoAllowance,
    PlatformError,
    Throttled,
    Unavailable,
    Unreached,
)
from bot.storage import Store
from tests.bot.budget.spending import (
    BEGIN,
    CARD,
    CREATE,
    END,
    HUNDRED,
    LIST,
    MIDDLE,
    PERSON,
    UPDATE,
    Keeper,
    admins_go_on,
    china,
    governor,
    how_many,
    payer,
    somebody,
    spends,
)
from tests.parts import Clock

DAY = 24 * 3600 * 1000

OPENING = {"CLIENT", "HELLO"}
"""What a fresh connection begins with."""


async def test_counted_calls_are_counted_and_free_ones_are_not(store: Store) -> None:
    keeper = governor(store)
    for api in (LIST, CREATE, PERSON, LIST, "POST /something/new"):
        await keeper.spend(api)

    assert await keeper.spent() == 4


@pytest.mark.parametrize(
    ("purpose", "at", "calls"),
    [
        (Purpose.PEOPLE, BEGIN, 100),
        (Purpose.ALERTS, BEGIN, 85),
        (Purpose.DIGESTS, BEGIN, 80),
        (Purpose.LOOKS, BEGIN, 76),
        (Purpose.SWEEPS, BEGIN, 75),
        (Purpose.SWEEPS, MIDDLE, 87),
        (Purpose.SWEEPS, END - 1, 100),
    ],
)
async def test_each_purpose_stops_where_the_next_one_goes_on(
    store: Store, purpose: Purpose, at: int, calls: int
) -> None:
    assert await how_many(governor(store, at=at), payer(purpose)) == calls


async def test_what_is_kept_for_people_is_theirs_after_all_else_has_stopped(store: Store) -> None:
    keeper = governor(store)
    for purpose in reversed(Purpose):
        await how_many(keeper, payer(purpose))

    assert {each.purpose: each.used for each in (await keeper.report()).purposes} == {
        Purpose.PEOPLE: 15,
        Purpose.ALERTS: 5,
        Purpose.DIGESTS: 4,
        Purpose.LOOKS: 1,
        Purpose.SWEEPS: 75,
    }


async def test_replicas_that_spend_at_once_never_exceed_a_ceiling(store: Store) -> None:
    keepers = [governor(store) for _ in range(4)]

    counts = await asyncio.gather(
        *(how_many(each, payer(Purpose.SWEEPS)) for each in keepers for _ in range(3))
    )

    assert sum(counts) == 75
    assert await keepers[0].spent() == 75


async def test_a_call_costs_one_trip_to_redis(store: Store) -> None:
    keeper = governor(store)
    await keeper.spend(LIST)
    async with store.redis.monitor() as monitor:
        await keeper.spend(LIST)
        await keeper.heard(LIST, None)
        await store.redis.echo("that was all")
        sent = [await monitor.next_command()]
        while "that was all" not in sent[-1]["command"]:
            sent.append(await monitor.next_command())

    trips = [each["command"].split()[0] for each in sent if each["client_type"] != "lua"]
    assert [each for each in trips if each not in OPENING] == ["EVALSHA", "ECHO"]


async def test_a_refusal_says_why_and_until_when(store: Store) -> None:
    keeper = governor(store)
    await how_many(keeper, payer(Purpose.SWEEPS))
    with paying(payer(Purpose.SWEEPS)), pytest.raises(NoAllowance) as kept:
        await keeper.spend(LIST)
    await how_many(keeper, somebody())
    with paying(somebody()), pytest.raises(NoAllowance) as used:
        await keeper.spend(LIST)

    assert kept.value.data() == {"why": "kept", "limit": 75, "until": END}
    assert used.value.data() == {"why": "share", "limit": 100, "until": END}


async def test_members_are_refused_at_the_share_and_admins_are_not(store: Store) -> None:
    keeper = governor(store)
    await how_many(keeper, somebody())

    assert await spends(keeper, somebody()) == "share"
    assert await spends(keeper, somebody(goes_on=admins_go_on), times=20) == ""
    assert await keeper.spent() == 120


async def test_people_let_in_at_their_first_call_stay_in(store: Store) -> None:
    keeper = governor(store)
    await spends(keeper, somebody(), times=99)
    with paying(somebody()):
        for api in (LIST, CREATE, CARD):
            await keeper.spend(api)

    assert await keeper.spent() == 102
    assert await spends(keeper, somebody()) == "share"


async def test_people_turned_away_stay_out_but_for_the_answer(store: Store) -> None:
    keeper = governor(store)
    await how_many(keeper, somebody())
    with paying(somebody()):
        await keeper.spend(UPDATE)
        for api in (LIST, CREATE, CARD):
            with pytest.raises(NoAllowance):
                await keeper.spend(api)
        await keeper.spend(UPDATE)

    assert await keeper.spent() == 102


async def test_a_task_of_a_turn_is_let_in_with_it(store: Store) -> None:
    keeper = governor(store)
    await spends(keeper, somebody(), times=99)
    with paying(somebody()):
        await keeper.spend(LIST)
        async with asyncio.TaskGroup() as group:
            group.create_task(keeper.spend(CREATE))

    assert await keeper.spent() == 101


async def test_a_fair_day_ends_at_midnight_in_china(store: Store) -> None:
    clock = Clock(china(2026, 11, 10, 23, 59))
    terms = Terms(person=3, conversation=5, used=0)
    keeper = governor(store, terms, clock)

    assert await how_many(keeper, somebody("staff01")) == 3
    assert await how_many(keeper, somebody("staff02")) == 2
    assert await spends(keeper, somebody("staff02")) == "conversation"
    assert await how_many(keeper, somebody("staff02", "cidOTHER")) == 1
    assert await spends(keeper, somebody("staff01", goes_on=admins_go_on)) == ""
    with paying(somebody()), pytest.raises(NoAllowance) as refusal:
        await keeper.spend(LIST)
    clock.at += 60_000
    assert await how_many(keeper, somebody("staff01")) == 3

    assert refusal.value.data() == {"why": "person", "limit": 3, "until": china(2026, 11, 11)}


async def test_what_the_watch_spends_in_a_persons_name_is_nobodys_fair_part(store: Store) -> None:
    keeper = governor(store, Terms(person=1, conversation=1, used=0))
    asked_for = Payer(Purpose.LOOKS, "staff01", "", "cidGROUP")

    assert await spends(keeper, asked_for, times=5) == ""
    assert await how_many(keeper, somebody("staff01", "cidGROUP")) == 1
    assert await spends(keeper, asked_for) == ""


async def test_a_month_begins_with_nothing_in_china(store: Store) -> None:
    clock = Clock(END - 1)
    keeper = governor(store, at=clock)
    await spends(keeper, somebody(), times=3)
    clock.at = END

    assert await keeper.spent() == 0
    await keeper.spend(LIST)
    assert await keeper.spent() == 1
    clock.at = END - 1
    assert await keeper.spent() == 3


async def test_a_lost_redis_is_taken_as_used_in_proportion_to_the_days(store: Store) -> None:
    keeper = governor(store, Terms(calls=200, messages=100, share=50), MIDDLE)

    assert await how_many(keeper, payer(Purpose.SWEEPS)) == 37
    report = await keeper.report()

    assert (report.calls.used, report.calls.assumed) == (37, 50)
    assert (report.messages.used, report.messages.assumed) == (0, 25)
    assert report.since == MIDDLE


async def test_people_are_not_refused_for_what_was_only_assumed(store: Store) -> None:
    terms = Terms(calls=200, share=50, person=0, conversation=0)
    keeper = governor(store, terms, END - DAY)

    assert await how_many(keeper, payer(Purpose.ALERTS)) == 99
    assert await spends(keeper, payer(Purpose.LOOKS)) == "share"
    assert await spends(keeper, somebody()) == ""


async def test_after_a_loss_an_admins_word_replaces_what_was_assumed(store: Store) -> None:
    keeper = governor(store, Terms(calls=200, messages=100, share=50), MIDDLE)
    await spends(keeper, somebody(), times=2)

    report = await keeper.state_used(12)

    assert (report.calls.used, report.calls.assumed, report.before) == (12, 0, 10)
    assert (report.messages.used, report.messages.assumed) == (5, 0)
    assert await keeper.spent() == 2
    assert (await keeper.state_used(1)).calls.used == 2


async def test_a_month_that_begins_after_a_loss_begins_with_nothing(store: Store) -> None:
    clock = Clock(MIDDLE)
    keeper = governor(store, Terms(calls=200, share=50), clock)
    await keeper.spend(LIST)
    clock.at = END

    report = await keeper.report()

    assert (report.calls.used, report.calls.assumed, report.since) == (0, 0, MIDDLE)


async def test_a_flushed_redis_is_a_lost_one(store: Store) -> None:
    clock = Clock(BEGIN)
    keeper = governor(store, Terms(calls=200, share=50), clock)
    await spends(keeper, somebody(), times=5)
    clock.at = MIDDLE
    await store.redis.delete(*[key async for key in store.redis.scan_iter(f"{store.prefix}*")])

    assert (await keeper.allowance()).looks == 100 - 12 - 50


async def test_the_watch_is_told_what_it_may_still_spend(store: Store) -> None:
    keeper = governor(store)
    before = await keeper.allowance()
    await spends(keeper, payer(Purpose.SWEEPS), times=10)

    assert (before.looks, before.sweeps, before.until) == (76, 75, END)
    assert (await keeper.allowance()).looks == 66


async def test_a_full_month_leaves_looks_what_three_thousand_spaces_need(store: Store) -> None:
    left = await governor(store, Terms(used=0)).allowance()

    assert left.sweeps >= 2250


async def test_once_dingtalk_refuses_what_can_wait_waits(store: Store) -> None:
    keeper, other = governor(store), governor(store)
    with paying(somebody()):
        await keeper.spend(LIST)
        await keeper.heard(LIST, AllowanceUsedUp())

    assert await keeper.spent() == 0
    assert (await other.allowance()).looks == 0
    assert [await spends(other, payer(purpose)) for purpose in Purpose] == [
        "",
        "",
        "stopped",
        "stopped",
        "stopped",
    ]
    assert (await other.report()).stopped == BEGIN


async def test_a_persons_call_that_works_again_lets_all_go_on(store: Store) -> None:
    keeper, other = governor(store), governor(store)
    await keeper.spend(LIST)
    await keeper.heard(LIST, AllowanceUsedUp())
    with paying(payer(Purpose.ALERTS)):
        await other.spend(LIST)
        await other.heard(LIST, None)
    assert (await other.report()).stopped is not None
    await other.spend(CARD)
    await other.heard(CARD, None)
    assert (await other.report()).stopped is not None
    await other.spend(LIST)
    await other.heard(LIST, None)

    assert (await keeper.report()).stopped is None
    assert await spends(keeper, payer(Purpose.SWEEPS)) == ""


@pytest.mark.parametrize("failure", [Throttled(), Unreached(), AllowanceUsedUp()])
async def test_what_dingtalk_does_not_count_is_taken_off_again(
    store: Store, failure: Exception
) -> None:
    keeper = governor(store, Terms(person=1, used=0))
    with paying(somebody()):
        await keeper.spend(LIST)
        await keeper.heard(LIST, failure)  # type: ignore[arg-type]  # each of them is one

    assert await keeper.spent() == 0
    assert await spends(keeper, somebody()) == ""


async def test_the_report_names_the_greediest_first(store: Store) -> None:
    keeper = governor(store)
    await spends(keeper, somebody("staff01"), times=2)
    await spends(keeper, somebody("staff02"), times=3)
    await spends(keeper, somebody("", ""), times=4)

    assert (await keeper.report()).people == (("Name of staff02", 3), ("Name of staff01", 2))


async def test_levels_are_crossed_once_a_month(store: Store) -> None:
    clock = Clock(BEGIN)
    keeper = governor(store, at=clock)
    assert await keeper.crossings() == ()
    await spends(keeper, somebody(), times=70)
    (seventy,) = await keeper.crossings()
    assert await keeper.crossings() == (seventy,)
    await keeper.notified(seventy)
    await spends(keeper, somebody(), times=20)
    (ninety,) = await keeper.crossings()
    await keeper.notified(ninety)

    assert (seventy.what, seventy.used, seventy.share, seventy.until) == ("70", 70, 100, END)
    assert (ninety.what, ninety.used, ninety.at) == ("90", 90, BEGIN)
    assert await keeper.crossings() == ()
    clock.at = END
    await spends(keeper, somebody(), times=70)
    assert [each.what for each in await keeper.crossings()] == ["70"]


async def test_what_was_assumed_crosses_nothing_and_what_was_told_does(store: Store) -> None:
    keeper = governor(store, Terms(calls=200, share=50), END - DAY)
    assert await keeper.crossings() == ()
    await keeper.state_used(75)

    assert [each.what for each in await keeper.crossings()] == ["70"]


async def test_a_pace_that_crosses_the_share_is_told(store: Store) -> None:
    clock = Clock(BEGIN)
    keeper = governor(store, at=clock)
    await spends(keeper, somebody(), times=8)
    clock.at += 2 * DAY
    await spends(keeper, somebody(), times=7)
    assert await keeper.crossings() == ()
    clock.at += DAY

    (crossing,) = await keeper.crossings()

    assert (crossing.what, crossing.used, crossing.forecast) == ("forecast", 15, 150)
    await keeper.notified(crossing)
    assert await keeper.crossings() == ()


async def test_a_pace_that_stays_below_the_share_is_not_told(store: Store) -> None:
    clock = Clock(BEGIN)
    keeper = governor(store, at=clock)
    await spends(keeper, somebody(), times=10)
    clock.at += 3 * DAY

    assert (await keeper.report()).forecast == 100
    assert await keeper.crossings() == ()


async def test_another_share_is_tried_without_being_set(store: Store) -> None:
    keeper = governor(store)
    other = await keeper.what_if(Terms(calls=200, messages=100, share=80))

    assert other.calls.share == 160
    assert other.purposes[-1].ceiling == 120
    assert (await keeper.report()).calls.share == 100


async def test_plain_answers_go_as_text_once_calls_are_scarcer_than_messages(store: Store) -> None:
    keeper = Keeper(store, now=Clock(BEGIN), terms=HUNDRED)
    await spends(keeper, somebody(), times=49)
    assert not keeper.prefers_text()
    await spends(keeper, somebody())

    assert keeper.prefers_text()


async def booked(keeper: Governor) -> tuple[int, dict[str, int]]:
    """All calls of the month, and those of each person by name."""
    return await keeper.spent(), dict((await keeper.report()).people)


async def test_what_is_tried_again_is_booked_once_against_its_person(store: Store) -> None:
    """By another run of the turn, on any replica, or again in the same run; the month has all."""
    terms = replace(HUNDRED, person=3)
    who = replace(somebody(), turn="robot1:msg1")
    for keeper in [governor(store, terms) for _ in range(5)]:
        with paying(who):
            for _ in range(2):
                await keeper.spend(LIST)
                await keeper.heard(LIST, Unavailable())
    keeper = governor(store, terms)
    with paying(who):
        for api in (LIST, CREATE):
            await keeper.spend(api)
            await keeper.heard(api, None)

    assert await booked(keeper) == (12, {"Name of staff01": 2})
    assert await spends(keeper, somebody()) == ""
    assert await spends(keeper, somebody()) == "person"


@pytest.mark.parametrize("failure", [Throttled(), Unreached()])
async def test_what_is_not_counted_is_booked_when_it_is_tried_again(
    store: Store, failure: PlatformError
) -> None:
    keeper = governor(store)
    for came in (failure, failure, None):
        with paying(replace(somebody(), turn="robot1:msg1")):
            await keeper.spend(LIST)
            await keeper.heard(LIST, came)

    assert await booked(keeper) == (1, {"Name of staff01": 1})
