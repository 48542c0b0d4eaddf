"""Alerts in running bots: placed, told, taken, snoozed, worse, resolved; with one bot killed."""

from tests.conversations.crashes import held, hold, kill, made
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import SHOW, UPDATE, WEBHOOK, called, late_acks

CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
GIB = 1 << 30
QUICK = {"watch_seconds": 0.1}
UNTAKEN = "Nobody has taken it yet"


async def placed(stage: Stage) -> Person:
    """Have one space watched, and the group told of it; gives an admin there."""
    await stage.sandbox.make_space("Marketing", quota=100 * GIB, usedQuota=10 * GIB)
    bob = await stage.in_group("manager01")
    await bob.says("/operator me")
    await called(stage.sandbox, CAPACITY)
    asked = await bob.says("/alert here Marketing")
    assert "Marketing" in asked.title + asked.text
    await bob.says("yes")
    return bob


async def fills(stage: Stage, bob: Person, used: int) -> None:
    """Let the space use so much, and have it looked at."""
    spaces = (await stage.sandbox.state())["spaces"]
    space_id = next(each["spaceId"] for each in spaces if each["spaceName"] == "Marketing")
    await stage.sandbox.change_space(space_id, usedQuota=used * GIB)
    await bob.says("/watch now Marketing")


async def told(bob: Person, words: str, after: int = 0) -> Seen:
    """Wait for a live card, one that can be taken, to say something."""
    while True:
        shown = await bob.reads(words, after)
        if any("Take" in label for label in shown.labels):
            return shown
        after = shown.seq


async def test_a_space_that_fills_is_told_taken_snoozed_told_again_and_resolved(
    stage: Stage,
) -> None:
    async with stage.bot(**QUICK):
        bob = await placed(stage)
        await fills(stage, bob, 91)
        card = await told(bob, "91%")
        calls = len(await stage.sandbox.calls())
        taken = await bob.presses(card, "Take")
        later = await bob.presses(taken, "Snooze")
        # The card may be painted as it was a moment ago; no call shows what was pressed.
        since = (await stage.sandbox.calls())[calls:]
        assert len([each for each in since if UNTAKEN not in str(each)]) <= await late_acks(stage)
        assert "Until 95% used → alert snooze next level" in later.text
        await bob.sends("alert snooze next level")
        asleep = await bob.reads("Snoozed until 95% is used", later.seq)

        await fills(stage, bob, 96)
        worse = await told(bob, "96%", asleep.seq)
        while worse.card == card.card:  # that has the newest numbers a moment before
            worse = await told(bob, "96%", worse.seq)
        over = await resolved(stage, bob, worse)
        assert over.seq > worse.seq


async def resolved(stage: Stage, bob: Person, card: Seen) -> Seen:
    """Let it fall, and look until two looks in a row have been judged: then the card is closed."""
    while True:
        await fills(stage, bob, 60)
        shown = (await bob.cards())[card.card]
        if not shown.buttons:
            return shown


async def test_an_alert_outlives_the_bot_that_was_sending_it(stage: Stage) -> None:
    async with stage.process(**QUICK) as process:
        bob = await placed(stage)
        sending = await hold(stage.sandbox, "after", SHOW, times=2)
        spaces = (await stage.sandbox.state())["spaces"]
        space_id = next(each["spaceId"] for each in spaces if each["spaceName"] == "Marketing")
        await stage.sandbox.change_space(space_id, usedQuota=91 * GIB)
        await bob.sends("/watch now Marketing")
        await held(stage.sandbox, sending)
        await kill(stage, process)
    await stage.sandbox.clear_faults()
    async with stage.bot(**QUICK):
        await told(bob, "91%")
        await called(stage.sandbox, UPDATE)

        made_ids = [call["body"]["outTrackId"] for call in await made(stage.sandbox, SHOW)]
        cards = await bob.cards()
        alerts = [each for each in cards.values() if any("Take" in x for x in each.labels)]
        assert len(alerts) == 1
        assert set(made_ids) >= {alerts[0].card}


async def test_what_is_typed_about_an_alert_is_answered_in_words_and_painted(stage: Stage) -> None:
    async with stage.bot(**QUICK):
        bob = await placed(stage)
        await fills(stage, bob, 91)
        card = await told(bob, "91%")
        cards = len(await made(stage.sandbox, SHOW))
        await bob.sends("alert take Marketing")
        painted = await bob.finished(card.card, card.seq)

        assert any("over" in label for label in painted.labels)  # by whoever would take it over
        await called(stage.sandbox, WEBHOOK)
        assert len(await made(stage.sandbox, SHOW)) == cards
