"""Roles that end by themselves: listed, prolonged, ended early."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cards import Card
from bot.errors import NotAuthorized
from bot.errors.grants import CannotEnd, NoSuchGrant
from bot.messages import Conversation
from bot.rights.grant import Grant
from bot.rights.grant_notices import facts_of, grant_buttons, notice_of, reference
from bot.rights.member import Member
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.rights.shown_grants import ShownGrants
from bot.times.spans import DAY
from tests.assembly import Assembly
from tests.bot.rights.lending import SPACE
from tests.cards.organisation import AGE, NOW
from tests.handlers.calling import body, says, takes, trail, types
from tests.handlers.requesting import admins_sit, approves
from tests.parts import ANN, BOB

LENT = Grant(
    "0a1b2c3d4e5f",
    RightsPlace("uuid1", "332318530", "201", ("Design", "2026 海报")),
    Member("USER", "user02", "李雷"),
    "李雷",
    "EDITOR",
    giver="user01",
    giver_name="王芳",
    by="user01",
    conversation=Conversation("cid1", "group", "Team"),
    language="en",
    turn="t",
    given=NOW - 6 * DAY,
    until=NOW + DAY,
    before="READER",
    state="given",
)
ENDED = replace(LENT, state="ended", ended=NOW - AGE, until=NOW - AGE)
BUTTONS = grant_buttons(LENT, "en", may_extend=True)
ASKS = grant_buttons(LENT, "en", may_extend=False)
FACTS = facts_of(LENT)

EXAMPLES = {
    "grants": Card(
        "grants",
        {"rows": [FACTS], "page": 1, "pages": 2, "first": 1, "total": 9, "everything": False},
        {"next": None},
    ),
    "grants-empty": Card(
        "grants", {"rows": [], "page": 1, "pages": 1, "first": 1, "total": 0, "everything": False}
    ),
    "grants-none": Card(
        "grants", {"rows": [], "page": 1, "pages": 1, "first": 1, "total": 0, "everything": True}
    ),
    "grant_reminder": Card("grant_reminder", {**FACTS, "mine": False}, BUTTONS),
    "grant_reminder-mine": Card("grant_reminder", {**FACTS, "mine": True}, ASKS),
    "grant_reminder-file": Card("grant_reminder", {**FACTS, "mine": True, "folder": False}),
    "grant_extended": Card("grant_extended", {**FACTS, "earlier": NOW}, BUTTONS),
    "grant_extended-before": Card("grant_extended", {**FACTS, "earlier": None}, BUTTONS),
    "grant_left": Card("grant_left", FACTS),
    "grant_over": Card("grant_over", {**facts_of(ENDED), "mine": False}),
    "grant_over-mine": Card("grant_over", {**facts_of(replace(ENDED, before="")), "mine": True}),
    "grant_over-late": Card("grant_over", {**facts_of(ENDED), "mine": False, "late": True}),
    "grant_over-changed": Card(
        "grant_over", {**facts_of(replace(ENDED, state="changed", found="OWNER")), "mine": False}
    ),
    "grant_over-taken": Card(
        "grant_over", {**facts_of(replace(ENDED, state="changed")), "mine": False}
    ),
    "grant_over-gone": Card(
        "grant_over", {**facts_of(replace(ENDED, state="gone")), "mine": False}
    ),
    "grant_over-kept": Card(
        "grant_over", {**facts_of(replace(ENDED, state="kept")), "mine": False}
    ),
    "grant_over-lost": Card("grant_over", {**facts_of(replace(LENT, lost=True)), "mine": False}),
    "grant_over-unknown": Card("grant_over", {**FACTS, "mine": False}),
    "grants_waiting": Card("grants_waiting", {"name": "", "code": ""}),
    "grants_waiting-refused": Card("grants_waiting", {"name": "王芳", "code": "permissionDenied"}),
    **{
        f"cannot_end-{why}": Card("cannot_end", {"why": why, "name": "王芳"})
        for why in ("nobody", "refused", "owner", "past", "far")
    },
    "no_such_grant": Card("no_such_grant", {"numbers": 0}),
    "no_such_grant-listed": Card("no_such_grant", {"numbers": 3}),
}


async def lent(bot: Assembly, *, days: float = 7) -> RightsPlan:
    """Bob lets Ann edit a folder, for a week of the store's clock."""
    spaces = (await bot.sandbox.state())["spaces"]
    space = next(each["spaceId"] for each in spaces if each["spaceName"] == SPACE)
    folder = await bot.sandbox.make_file(space, "甲", "manager02", type="FOLDER")
    place = RightsPlace(folder["uuid"], space, folder["dentryId"], (SPACE, "甲"))
    plan = RightsPlan(place, (RightWish(Member("USER", "staff01", "Ann"), "", "EDITOR"),))
    viewer = (await bot.services.who("manager01")).union_id
    until = await bot.store.now() + int(days * DAY)
    await types(bot, "operator me")
    await bot.services.organisation.learn((await bot.sandbox.state())["corpId"])
    await bot.services.grants.make(await bot.command("grant"), viewer, plan, until)
    return plan


async def has(bot: Assembly, plan: RightsPlan) -> str:
    viewer = (await bot.services.who("manager01")).union_id
    rights = await bot.services.permissions.query(viewer, plan.place.uuid)
    return rights.own(plan.wishes[0].member)


async def test_whom_it_concerns_sees_prolongs_and_ends_it(bot: Assembly) -> None:
    plan = await lent(bot)
    listed = await says(bot, "grants", ANN)
    assert "甲 · Ann · can edit" in body(listed)
    assert isinstance(listed.kept, ShownGrants)
    (which,) = listed.kept.ids
    assert (await says(bot, "grants", replace(ANN, user_id="staff02"))).data["rows"] == []

    with pytest.raises(NotAuthorized):
        await types(bot, f"extend {which} 7 days", ANN)
    longer = await says(bot, f"extend {which} 7 days")
    (before,) = (row["until"] for row in listed.data["rows"])
    assert longer.data["until"] == before + 7 * DAY
    again = await says(bot, f"extend {which} 7 days", key="robot1:another")
    assert (again.data["until"], again.data["earlier"]) == (before + 7 * DAY, None)
    assert (await trail(bot))[0] == ("extend", "甲", "done")

    now = longer.actions["end"].raw["grant"]
    ended = await says(bot, f"grant end {now}", ANN)
    assert (ended.data["state"], await has(bot, plan)) == ("ended", "")
    assert (await says(bot, f"grant end {now}", ANN)).data["state"] == "ended"
    assert {each[0] for each in (await trail(bot))[:2]} == {"grant end"}


async def test_who_only_has_it_asks_for_longer_and_gets_it_by_an_approval(bot: Assembly) -> None:
    plan, admins = await lent(bot, days=2), await admins_sit(bot)
    (grant,) = await bot.services.grants.concerning("staff01", everything=False)
    assert {*notice_of(grant, "giver", "en").actions} == {"extend", "end"}
    mine = notice_of(grant, "receiver", "zh")
    assert {*mine.actions} == {"ask", "end"}
    shown = await says(bot, f"extend {reference(replace(grant, until=1))} 7 days", ANN)
    assert {*shown.actions} == {"ask", "end"}

    for card in (mine, shown):
        offer: Any = card.actions["ask"]
        asked: Any = await says(bot, offer.line, ANN, key=offer.line)
    assert asked.template == "request_again"
    (request,) = await bot.services.requests.open_ones("staff01")
    assert (request.wish.name, request.wish.target) == ("甲", plan.place.uuid)
    assert request.deciding
    assert await bot.sandbox.messages(admins)
    assert (await approves(bot, request)).data["right"] == "already"  # no request takes time away
    assert await bot.services.grants.find(grant.id) == grant
    await says(bot, offer.line.replace("2 days", "9 days"), ANN, key="more")
    (request,) = await bot.services.requests.open_ones("staff01")
    assert (await approves(bot, request)).data["right"] == "given"
    after = await bot.services.grants.find(grant.id)
    assert after is not None
    assert (after.until or 0) > (grant.until or 0) + 6 * DAY
    assert await has(bot, plan) == "EDITOR"


async def test_what_is_not_meant_or_not_possible_changes_nothing(bot: Assembly) -> None:
    plan = await lent(bot)
    for words, sender in (("grant end 1", BOB), ("grant end x", BOB), ("extend 甲 7 days", BOB)):
        with pytest.raises(NoSuchGrant):
            await types(bot, words, sender)
    (which,) = (await says(bot, "grants")).kept.ids
    with pytest.raises(NoSuchGrant):
        await types(bot, f"grant end {which}", replace(ANN, user_id="staff02"))
    with pytest.raises(CannotEnd):
        await types(bot, f"extend {which} 360 days")
    await bot.sandbox.take(plan.place.space_id, "USER", "staff01", plan.place.dentry_id)
    assert (await says(bot, f"extend {which} 2 days")).template == "grant_left"
    await types(bot, "operator off")
    waits = await says(bot, f"grant end {which}")
    assert (waits.data["state"], waits.data["lost"]) == ("given", True)


async def test_what_is_given_again_ends_as_was_said_last(bot: Assembly) -> None:
    plan = await lent(bot)
    where = f"file:{plan.place.space_id}/{plan.place.dentry_id}"
    # At another time only after it was shown; without one, what ends by itself does so still.
    for words, template in (("3 days", "rights_confirm"), ("", "rights_changed")):
        again = await says(bot, f"grant staff01 editor {where} {words}".strip())
        assert again.template == template
        if words:
            await takes(bot, again.actions["confirm"], key="agreed")
        (found,) = (await bot.services.grants.of(plan.place.uuid, [plan.wishes[0].member])).values()
        assert found.until == bot.clock() + 3 * DAY
        shown = await says(bot, f"who {where}")
        assert shown.data["ends"] == {"USER:staff01": found.until}
    assert await has(bot, plan) == "EDITOR"
    owner = (await bot.services.who("manager02")).user_id
    assert [each.uuid for each in await bot.services.managed.of(owner)] == [plan.place.uuid]
