"""Set-up is shown once, to the first admin who writes alone, below the answer to what they asked."""

from bot.storage import open_store
from tests.conversations.stage import Seen, Stage

SET_UP = "Set-up"


async def unled(stage: Stage) -> None:
    """Let nobody have been led yet, as in a new installation."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await store.redis.delete(store.key("led"))


def titles(seen: dict[str, Seen]) -> list[str]:
    return [each.title for each in seen.values()]


async def test_the_first_admin_alone_is_led_and_nobody_else(stage: Stage) -> None:
    await unled(stage)
    member, admin = await stage.alone("staff01"), await stage.alone("manager01")
    group, other = await stage.in_group("manager02"), await stage.alone("manager02")
    async with stage.bot():
        for person in (member, group, admin, other, admin):
            await person.says("whoami")
        await admin.reads(SET_UP)

        assert SET_UP not in titles(await group.cards())
        assert SET_UP not in titles(await member.cards())
        assert SET_UP not in titles(await other.cards())
        shown = titles(await admin.cards())
        assert shown.count(SET_UP) == 1
        assert shown[1] == SET_UP, "below what was asked for"

    async with stage.bot():  # another process knows it too
        await other.says("whoami")
        await other.says("whoami")
        assert SET_UP not in titles(await other.cards())


async def test_whoever_asks_for_it_is_shown_it_once(stage: Stage) -> None:
    await unled(stage)
    admin = await stage.alone("manager01")
    async with stage.bot():
        await admin.says("setup")
        await admin.says("whoami")

        assert titles(await admin.cards()).count(SET_UP) == 1


async def test_a_press_is_answered_below_and_ticks_the_card(stage: Stage) -> None:
    admin = await stage.alone("manager01")
    async with stage.bot():
        card = await admin.says("setup")
        ticked = await admin.presses(card, "Watch as me")
        asks = await admin.presses(ticked, "Alerts here")
        question = await admin.reads("Reply **yes**")

        assert "☑ Operator" in ticked.text
        assert "Alerts here" in asks.labels, "not done yet: it asks below"
        await admin.says("yes")
        done = await admin.presses(asks, "Refresh")
        assert "☑ Alerts" in done.text
        assert question.card != card.card


async def test_who_is_no_admin_presses_in_vain(stage: Stage) -> None:
    admin = await stage.in_group("manager01")
    async with stage.bot():
        card = await admin.says("setup")
        await admin.taps(card, "Watch as me", by="staff01")
        again = await admin.says("operator")

        assert "Nobody watches" in again.title or "operator" in again.text
        async with open_store(stage.redis_url, stage.state["clientId"]) as store:
            assert await store.hget(store.key("org"), "operator") is None


async def test_what_needs_an_operator_goes_on_once_an_admin_watches(stage: Stage) -> None:
    """For a member, nothing is offered that would be refused."""
    admin, member = await stage.alone("manager01"), await stage.alone("staff01")
    async with stage.bot():
        refused = await member.says("alert me")
        wanted = await admin.says("digest weekly mon 09:00")
        watching = await admin.presses(wanted, "Watch as me")
        asked = await admin.reads("Reply **yes**")
        done = await admin.says("yes")

        assert "no operator" in refused.text
        assert refused.labels == ()
        assert wanted.labels == ("Watch as me",)
        assert watching.title == "You are now the operator"
        assert "digest" in asked.text.casefold()
        assert done.title == "Weekly digest turned on"
        async with open_store(stage.redis_url, stage.state["clientId"]) as store:
            assert await store.hget(store.key("org"), "operator") is not None
