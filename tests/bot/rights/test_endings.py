"""Roles that are given for a time: recorded, reminded of, ended, or left as they are."""

import pytest

from bot.access import Operator
from bot.errors import NoAllowance
from bot.errors.grants import CannotEnd
from bot.rights.member import Member
from bot.storage import Store
from tests.bot.rights.lending import ANN, BEGIN, DAN, DAY, Lending, lending
from tests.sandbox_server import SandboxHandle


async def test_a_role_is_reminded_of_a_day_before_and_ends_once(bot: Lending) -> None:
    assert [each.outcome for each in await bot.lend("EDITOR")] == ["done"]
    assert await bot.calls() == ["query", "permissions"]
    await bot.pass_days(5.9)
    assert await bot.told("staff01") == []
    await bot.pass_days(0.2)
    for who, title, longer in (
        ("staff01", "Your access ends soon: 甲", "Ask for longer"),
        ("manager01", "Access ends soon", "Extend"),
    ):
        (card,) = await bot.told(who)
        assert title in card["title"]
        assert [each["text"] for each in card["buttons"]] == [longer, "End now"]
    assert await bot.has() == "EDITOR"
    before = len(await bot.calls())
    await bot.pass_days(1)
    assert (await bot.calls())[before:] == ["query", "remove"]
    assert await bot.has() == ""
    for who in ("staff01", "manager01"):
        assert "Access ended: 甲" in (await bot.told(who))[-1]["title"]
    await bot.pass_days(0.1)
    assert await bot.grant() is None
    assert len(await bot.told("staff01")) == 2
    lines = [kept.entry for kept in await bot.services.audit.last(9)]
    assert [(each.command, each.person, each.outcome) for each in lines] == [
        ("grant end", "manager02", "done"),
        ("grant", "manager01", "done"),
    ]


async def test_a_month_without_the_bot_ends_it_late_once_and_says_so(bot: Lending) -> None:
    await bot.lend("EDITOR")
    await bot.pass_days(37)
    assert await bot.has() == ""
    (card,) = await bot.told("staff01")
    assert "It should have ended on" in card["markdown"]
    await bot.pass_days(1)
    assert len(await bot.told("staff01")) == 1


async def test_what_they_had_before_comes_back(bot: Lending) -> None:
    await bot.lend("READER", days=None)
    await bot.lend("EDITOR", before="READER", days=2, key="robot1:m2")
    await bot.lend("MANAGER", before="EDITOR", days=3, key="robot1:m3")
    await bot.pass_days(3)
    assert await bot.has() == "READER"
    assert "can view" in (await bot.told("staff01"))[-1]["markdown"]


async def test_what_was_changed_elsewhere_is_left_and_said(bot: Lending) -> None:
    await bot.lend("EDITOR", ANN, DAN)
    await bot.sandbox.give(bot.space_id, "USER", "staff01", "READER", bot.folder["dentryId"])
    await bot.sandbox.take(bot.space_id, "USER", "staff02", bot.folder["dentryId"])
    await bot.pass_days(8)
    assert await bot.has() == "READER"
    assert "remove" not in await bot.calls()
    assert "changed it to: can view" in (await bot.told("staff01"))[-1]["markdown"]
    assert "no longer what was given" in (await bot.told("staff02"))[-1]["markdown"]


async def test_a_role_given_again_for_ever_does_not_end(bot: Lending) -> None:
    await bot.lend("EDITOR")
    (fate,) = await bot.lend("EDITOR", before="EDITOR", days=None, key="robot1:m2")
    assert fate.outcome == "already"
    await bot.pass_days(30)
    assert await bot.has() == "EDITOR"
    assert await bot.told("staff01") == []


async def test_what_somebody_has_for_ever_is_not_lent_by_saying_so(bot: Lending) -> None:
    await bot.sandbox.give(bot.space_id, "USER", "staff01", "EDITOR", bot.folder["dentryId"])
    await bot.lend("EDITOR", before="EDITOR")
    assert await bot.grant() is None


async def test_a_moved_file_keeps_its_end_and_one_that_is_gone_is_said(bot: Lending) -> None:
    other = await bot.sandbox.make_file(bot.space_id, "乙", "manager02", type="FOLDER")
    await bot.lend("EDITOR", ANN, days=1)
    await bot.lend("EDITOR", DAN, days=3, key="robot1:m2")
    move = {"parentId": other["dentryId"]}
    await bot.sandbox.change_file(bot.space_id, bot.folder["dentryId"], **move)
    await bot.pass_days(1)
    assert await bot.has() == ""
    await bot.sandbox.delete_file(bot.space_id, bot.folder["dentryId"])
    await bot.pass_days(2)
    assert "no longer there" in (await bot.told("staff02"))[-1]["markdown"]


async def test_the_last_manager_stays_and_it_is_said(bot: Lending) -> None:
    own = await bot.sandbox.make_space("own", "manager02")
    folder = await bot.sandbox.make_file(own["spaceId"], "甲", "manager02", type="FOLDER")
    bot.space_id, bot.folder = own["spaceId"], folder
    await bot.lend("MANAGER")
    await bot.sandbox.take(own["spaceId"], "USER", "manager02")
    await bot.pass_days(7)
    assert await bot.has() == "MANAGER"
    told = (await bot.told("manager01"))[-1]["markdown"]
    assert "nobody still in the organisation would manage it" in told


async def test_an_end_survives_whoever_gave_it(bot: Lending) -> None:
    await bot.lend("EDITOR")
    await bot.sandbox.client.post("/sandbox/users/manager01/leave")
    await bot.bot.core.shared.contacts.heard("user_leave_org", {"userId": ["manager01"]})
    await bot.pass_days(7)
    assert await bot.has() == ""
    assert "Access ended" in (await bot.told("staff01"))[-1]["title"]


async def test_without_an_operator_ends_wait_and_the_admins_hear_it_once(bot: Lending) -> None:
    await bot.lend("EDITOR", ANN, DAN)
    await bot.bot.organisation.end_operator()
    calls = len(await bot.calls())
    await bot.pass_days(7)
    await bot.pass_days(1)
    await bot.pass_days(1)
    assert len(await bot.calls()) == calls
    (card,) = await bot.told_admins()
    assert card["title"] == "Access cannot be ended"
    await bot.bot.organisation.name_operator(Operator("manager02", "Op", BEGIN))
    await bot.pass_days(0)
    assert (await bot.has(ANN), await bot.has(DAN)) == ("", "")


async def test_an_operator_who_may_not_waits_ever_longer_for_another(bot: Lending) -> None:
    await bot.lend("EDITOR")
    await bot.bot.organisation.name_operator(Operator("staff02", "Dan", BEGIN))
    before = len(await bot.calls())
    for _ in range(6 * 24):
        await bot.pass_days(1 / 24 if bot.bot.clock.at >= BEGIN + 7 * DAY else 7)
    assert len(await bot.calls()) - before <= 12
    assert "the operator **Dan** may not change it" in (await bot.told_admins())[0]["markdown"]
    assert len(await bot.told_admins()) == 1
    await bot.bot.organisation.name_operator(Operator("manager02", "Op", BEGIN))
    await bot.pass_days(0)
    assert await bot.has() == ""


async def test_nothing_is_lent_that_nobody_could_end(bot: Lending, store: Store) -> None:
    cases = {"owner": ("OWNER", 7.0), "past": ("EDITOR", -1.0), "far": ("EDITOR", 400.0)}
    for why, (role, days) in cases.items():
        with pytest.raises(CannotEnd) as refused:
            await bot.lend(role, days=days)
        assert refused.value.why == why
    for operator, why in ((None, "nobody"), ("staff02", "refused")):
        named = None if operator is None else Operator(operator, "Dan", BEGIN)
        await bot.bot.organisation.name_operator(named)
        with pytest.raises(CannotEnd) as refused:
            await bot.lend()
        assert refused.value.why == why
    assert await bot.has() == ""
    assert await bot.grant() is None
    assert [key async for key in store.redis.scan_iter(match="*reserved*")] == []


async def test_a_refusal_leaves_what_there_was(bot: Lending) -> None:
    await bot.lend("READER")
    first = await bot.grant()
    api = "PUT /v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
    await bot.sandbox.fault(
        "respond", api, times=1, status=403, code="permissionDenied", message="no"
    )
    with pytest.raises(Exception, match="permissionDenied"):
        await bot.lend("EDITOR", before="READER", days=30, key="robot1:m2")
    assert await bot.grant() == first
    await bot.pass_days(7)
    assert await bot.has() == ""


async def test_ends_have_calls_kept_that_nobody_else_may_have(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with lending(sandbox, store, monthly_calls=100, allowance_share=20) as bot:
        for number in range(3):
            await bot.lend("EDITOR", Member("USER", f"staff0{number + 1}"), key=f"robot1:{number}")
        spent = await bot.bot.governor.spent()
        viewer = await bot.viewer("manager02")
        for _ in range(20 - spent - 6):
            await bot.services.permissions.query(viewer, bot.place.uuid)
        with pytest.raises(NoAllowance):
            await bot.services.permissions.query(viewer, bot.place.uuid)
        with pytest.raises(NoAllowance):
            await bot.lend("EDITOR", Member("USER", "manager02"), key="robot1:4")
        await bot.pass_days(7)
        assert (await bot.calls()).count("remove") == 3


async def test_a_revoked_role_is_not_ended(bot: Lending) -> None:
    await bot.lend("EDITOR")
    await bot.lend("", before="EDITOR", days=None, key="robot1:m2")
    assert await bot.grant() is None
    calls = len(await bot.calls())
    await bot.pass_days(8)
    assert len(await bot.calls()) == calls
