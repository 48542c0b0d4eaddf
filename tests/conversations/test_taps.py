"""Buttons pressed twice, by two people, too late, or by those they are not for."""

import asyncio

import pytest

from tests.conversations.stage import Seen, Stage
from tests.conversations.watching import CREATE, actions, cost, settled, shown_by, spent
from tests.sandbox_server import Json

PATIENT = {"accept_seconds": 15}


@pytest.fixture(autouse=True)
async def _patience(stage: Stage) -> None:
    """How fast an ack must be is measured elsewhere; here a slow machine changes nothing."""
    await stage.sandbox.settings(cardAckMillis=20_000)


async def test_a_double_tap_creates_one_space(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Twice")
        before = await spent(stage)

        await _arrive_together(stage, 5)
        taps = await asyncio.gather(*[bob.taps(asked, "Create") for _ in range(5)])
        made = await bob.finished(asked.card, asked.seq)
        cards = await settled(bob)

        assert {tap.get("code", 200) for tap in taps} == {200}
        assert "Twice" in made.title
        assert (await stage.names()).count("Twice") == 1
        assert (await cost(stage, before))[CREATE] == 1
        assert len(cards) == 2


async def test_a_tap_on_an_answered_card_shows_it_as_it_is(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Answered")
        made = await bob.presses(asked, "Create")

        tap = await bob.taps(asked, "Create")
        other = await bob.taps(asked, "Cancel")

        assert shown_by(tap).get("msgTitle", made.title) == made.title
        assert shown_by(other).get("msgTitle", made.title) == made.title
        assert (await bob.cards())[asked.card].version == made.version
        assert (await stage.names()).count("Answered") == 1


async def test_of_two_different_buttons_at_once_one_wins(stage: Stage) -> None:
    """Neither acknowledgement shows what the other one made impossible."""
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        for turn in range(6):
            name = f"Either {turn}"
            asked = await bob.says(f"space create {name}")
            labels = ("Create", "Cancel") if turn % 2 else ("Cancel", "Create")
            await _arrive_together(stage, 2)

            taps = await asyncio.gather(*[bob.taps(asked, label) for label in labels])
            await settled(bob)
            after = await bob.finished(asked.card, asked.seq)

            titles = {shown["msgTitle"] for tap in taps if (shown := shown_by(tap))}
            created = name in await stage.names()
            assert after.title == (f"Created: {name}" if created else "Cancelled")
            assert titles <= ({asked.title} if created else {"Cancelled"})
            assert after.buttons == ()


async def test_two_admins_who_undo_at_the_same_time_undo_once(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        eve = await stage.in_group("manager02")
        await eve.says("whoami")
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")

        await _arrive_together(stage, 2)
        await asyncio.gather(bob.taps(holding, "Undo"), eve.taps(holding, "Undo"))
        after = await bob.finished(holding.card, holding.seq)
        audit = await bob.says("/audit Finance")

        assert after.title == "Kept: Finance"
        assert audit.text.count("undid") == 1
        assert "Finance" in await stage.names()


async def test_a_list_belongs_to_whoever_asked(stage: Stage) -> None:
    """The other person alone is told so; the card stays."""
    async with stage.bot(**PATIENT):
        ann = await stage.in_group("staff01")
        bob = await stage.in_group("manager01")
        await bob.says("whoami")
        first = await ann.says("spaces")
        before = await spent(stage)

        tap = await bob.taps(first, "Next")

        theirs = (await bob.cards())[first.card]
        hers = (await ann.cards())[first.card]
        assert "msgTitle" not in shown_by(tap)
        assert "help" in theirs.text
        assert "员工甲" in theirs.text
        assert actions(theirs) == actions(first)
        assert (hers.title, hers.text, hers.buttons) == (first.title, first.text, first.buttons)
        assert await cost(stage, before) == {}


async def test_a_member_cannot_confirm_for_an_admin(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        ann = await stage.in_group("staff01")
        asked = await bob.says("space create Not hers")

        await ann.taps(asked, "Create")
        cards = await settled(ann)

        assert cards[asked.card].labels == asked.labels
        assert "Not hers" not in await stage.names()
        await bob.presses(asked, "Create")
        assert "Not hers" in await stage.names()


async def test_a_member_who_presses_undo_leaves_it_to_those_who_may(stage: Stage) -> None:
    """Whether the bot knows their role already or has to ask first."""
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        ann = await stage.in_group("staff01")
        dan = await stage.in_group("staff02")
        await ann.says("whoami")
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")

        for member in (ann, dan):
            await member.taps(holding, "Undo")
            await settled(member)
            theirs = (await member.cards())[holding.card]
            his = (await bob.cards())[holding.card]
            assert "Only admins" in theirs.text
            assert "Only admins" not in his.text
            assert (his.title, his.labels) == (holding.title, ("Undo",))

        assert (
            await bob.presses((await bob.cards())[holding.card], "Undo")
        ).title == "Kept: Finance"


async def test_a_stranger_who_presses_undo_leaves_it_to_those_who_may(stage: Stage) -> None:
    """Nobody of this organisation, and not in the group: only a forged callback says so."""
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01", 1)
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")

        await bob.taps(holding, "Undo", by="guest01", force=True)
        asked = await _shows_undo(stage, holding)
        await bob.taps(asked, "Undo", by="guest01", force=True)
        still = await _shows_undo(stage, asked)

        assert still.title == holding.title
        assert "Finance" in (await bob.says("pending")).text


async def test_somebody_outside_the_conversation_is_judged_by_role_alone(stage: Stage) -> None:
    """The callback proves no membership, so an admin elsewhere may undo, and a member may not."""
    async with stage.bot(**PATIENT):
        bob = await stage.alone("manager01")
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")

        await bob.taps(holding, "Undo", by="staff01", force=True)
        asked = await _shows_undo(stage, holding)
        await bob.taps(asked, "Undo", by="manager02", force=True)
        after = await bob.finished(holding.card, asked.seq)

        assert after.title == "Kept: Finance"
        assert "管理员乙" in after.text


async def test_altered_params_mean_nothing(stage: Stage) -> None:
    """What went through a client is not read: only the id of the button counts."""
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create As shown")

        await bob.presses(
            asked, "Create", params={"name": "As forged", "userId": "manager02", "face": 9}
        )

        names = await stage.names()
        assert "As shown" in names
        assert "As forged" not in names


async def test_a_foreign_action_id_does_nothing(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Untouched")

        for action in ("zz", "", "create", "\x00", "1" * 5000):
            tap = await stage.sandbox.click(asked.card, "manager01", action)
            _unchanged(tap, asked)

        assert (await bob.cards())[asked.card].version == asked.version
        assert "Untouched" not in await stage.names()


async def test_a_tap_on_an_expired_card_says_so(stage: Stage) -> None:
    async with stage.bot(card_days=1e-9, **PATIENT):
        bob = await stage.in_group("manager01")
        asked = await bob.says("space create Too late")

        after = await bob.presses(asked, "Create")

        assert after.title == "这张卡片已过期"
        assert after.buttons == ()
        assert "Too late" not in await stage.names()


async def test_a_tap_on_a_card_nobody_remembers_says_so(stage: Stage) -> None:
    """Another program of the same app made it, or a bot whose Redis is gone."""
    async with stage.bot(**PATIENT):
        bob = await stage.in_group("manager01")
        await bob.says("whoami")
        await _foreign_card(stage, bob.conversation, "somebody-elses")

        tap = await stage.sandbox.click("somebody-elses", "manager01", "10")

        assert tap["code"] == 200
        assert (await bob.cards())["somebody-elses"].title == "这张卡片已过期"


async def test_a_button_of_an_older_page_turns_nothing(stage: Stage) -> None:
    async with stage.bot(**PATIENT):
        ann = await stage.in_group("staff01")
        first = await ann.says("spaces")
        second = await ann.presses(first, "Next")

        tap = await ann.taps(first, "Next")

        assert "Page 2" in second.text
        assert "Page 2" in shown_by(tap).get("staticMsgContent", "Page 2")
        assert "Page 2" in (await settled(ann))[first.card].text


async def _arrive_together(stage: Stage, pushes: int) -> None:
    """Keep the next frames back for a moment, so that the bot reads them in one go."""
    await stage.sandbox.stream_fault("delay", delayMillis=300, times=pushes)


def _unchanged(tap: Json, card: Seen) -> None:
    """The acknowledgement shows the card as it is, or nothing."""
    shown = shown_by(tap)
    assert shown.get("msgTitle", card.title) == card.title
    assert shown.get("buttons", list(card.labels)) == list(card.labels)


async def _shows_undo(stage: Stage, before: Seen) -> Seen:
    """Wait until a card that was pressed in vain offers its button again."""
    bob = await stage.in_group("manager01", 1)
    for place in (bob, await stage.alone("manager01")):
        shown = (await place.cards()).get(before.card)
        if shown is not None:
            return (
                await place.finished(before.card, before.seq) if shown.seq > before.seq else shown
            )
    raise AssertionError(before)


async def _foreign_card(stage: Stage, conversation: str, out_track_id: str) -> None:
    """Make a card as another program of this app would."""
    client = stage.sandbox.client
    key, secret = stage.state["clientId"], stage.state["clientSecret"]
    token = await client.post("/v1.0/oauth2/accessToken", json={"appKey": key, "appSecret": secret})
    made = await client.post(
        "/v1.0/card/instances/createAndDeliver",
        headers={"x-acs-dingtalk-access-token": token.json()["accessToken"]},
        json={
            "outTrackId": out_track_id,
            "cardTemplateId": "382e4302-551d-4880-bf29-a30acfab2e71.schema",
            "cardData": {"cardParamMap": {"msgTitle": "Another program's"}},
            "callbackType": "STREAM",
            "openSpaceId": f"dtv1.card//IM_GROUP.{conversation}",
            "imGroupOpenSpaceModel": {"supportForward": False},
            "imGroupOpenDeliverModel": {"robotCode": stage.state["robotCode"]},
        },
    )
    made.raise_for_status()
