"""Access that somebody has asked for."""

from typing import Any

import pytest

from bot.errors.grants import CannotEnd
from tests.assembly import Assembly
from tests.handlers.calling import says, trail
from tests.handlers.requesting import (
    CAROL,
    HOUR,
    QUERY,
    admins_sit,
    approves,
    asked,
    closed_file,
    now,
    roles_of_ann,
)
from tests.handlers.watching import named
from tests.parts import ANN


async def test_access_by_a_link_is_given_as_whoever_approved_and_once(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"

    request = await asked(bot, f"request access {link} can edit because we plan")
    refusal = '{"code":"permissionDenied","message":"no"}'
    await bot.sandbox.fault("respond", QUERY, times=1, status=403, message=refusal)
    card = await approves(bot, request, CAROL)
    stays = await now(bot, request)
    done = await approves(bot, stays)
    again = await asked(bot, f"request access {link} view", key="less")
    same = await approves(bot, again)

    assert (card.data["state"], card.data["refused"]["name"]) == ("open", "Carol")
    assert done.data["state"] == "approved", done.data["refused"]
    assert await roles_of_ann(bot, made) == ["EDITOR"]
    assert same.data["state"] == "approved"
    spent = [c for c in await bot.calls() if c.endswith("/permissions") and c.startswith("POST")]
    assert len(spent) == 1
    assert ("grant", request.wish.name or made["uuid"], "done") in await trail(bot)


async def test_a_file_that_was_renamed_or_is_gone_is_asked_about_again(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    await bot.sandbox.give(made["spaceId"], "USER", "staff01", "READER")
    request = await asked(bot, "request access 设计资料/plan.docx can download")

    await bot.sandbox.change_file(made["spaceId"], made["dentryId"], name="other.docx")
    renamed = await approves(bot, request)
    await bot.sandbox.delete_file(made["spaceId"], made["dentryId"])
    gone = await approves(bot, await now(bot, request))

    assert request.wish.name == "plan.docx"
    assert (renamed.data["state"], renamed.data["changed"]) == ("open", True)
    assert (gone.data["state"], gone.data["outcome"]) == ("void", "gone")


async def test_who_is_refused_a_file_is_offered_to_ask_for_it(bot: Assembly) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    await bot.sandbox.give(made["spaceId"], "USER", "staff01", "READER")

    refused: Any = await says(bot, "file send 设计资料/plan.docx", ANN)
    offer = refused.actions["ask"]
    card: Any = await says(bot, f"request access {offer.raw['access']}", ANN)
    [request] = await bot.services.requests.open_ones()
    done = await approves(bot, request)
    sent: Any = await says(bot, "file send 设计资料/plan.docx", ANN, key="again")

    assert refused.template == "file_denied"
    assert (card.template, card.data["wish"]["role"]) == ("request_asked", "can download")
    assert done.data["state"] == "approved", done.data["refused"]
    assert sent.template == "file_sent"
    assert (await types_offer(bot, offer)).route.words == "request access"


async def types_offer(bot: Assembly, offer: Any) -> Any:
    """What the line of an offer means when it is typed."""
    return bot.routes.find(offer.line)


async def test_access_for_a_week_is_recorded_to_end_and_not_given_where_nobody_could_end_it(
    bot: Assembly,
) -> None:
    await admins_sit(bot)
    made = await closed_file(bot)
    link = f"https://alidocs.dingtalk.com/i/nodes/{made['uuid']}"
    request = await asked(bot, f"request access {link} can edit 7 days because we plan")

    with pytest.raises(CannotEnd):
        await approves(bot, request)
    left = await now(bot, request)
    none = await roles_of_ann(bot, made)
    await named(bot)
    done = await approves(bot, left)

    [grant] = await bot.services.grants.concerning("staff01", everything=False)
    assert (left.state, left.doing, none) == ("open", None, [])
    assert done.data["state"] == "approved"
    assert await roles_of_ann(bot, made) == ["EDITOR"]
    assert grant.until is not None
    assert abs(grant.until - bot.clock() - 7 * 24 * HOUR) < HOUR
    assert (done.data["right"], done.data["until"]) == ("given", grant.until)

    # What ends by itself is not had already: asked for longer, it ends later; for ever, not at all.
    month = await asked(bot, f"request access {link} can edit 30 days", key="longer")
    longer = await approves(bot, month)
    [later] = await bot.services.grants.concerning("staff01", everything=False)
    ever = await approves(bot, await asked(bot, f"request access {link} can edit", key="for ever"))
    again = await approves(bot, await asked(bot, f"request access {link} can view", key="less"))
    assert longer.data["until"] == later.until == grant.until + 23 * 24 * HOUR
    assert (ever.data["right"], ever.data["until"], again.data["right"]) == ("given", 0, "already")
    assert not await bot.services.grants.concerning("staff01", everything=False)
    assert await roles_of_ann(bot, made) == ["EDITOR"]


async def test_a_grant_for_a_time_that_nobody_could_end_is_refused_before_it_is_shown(
    bot: Assembly,
) -> None:
    """At no call more than the look at who has what; with an operator it is asked about."""
    made = await closed_file(bot)
    said = f"grant staff01 can edit file:{made['spaceId']}/{made['dentryId']} 7 days"

    with pytest.raises(CannotEnd):
        await says(bot, said)
    await named(bot)
    shown: Any = await says(bot, said, key="again")

    assert shown.template == "rights_confirm"
    assert await roles_of_ann(bot, made) == []
