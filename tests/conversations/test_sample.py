"""A sample of an alert looks like one, and none of its buttons does anything."""

from tests.conversations.alerted import Watcher
from tests.conversations.stage import Stage

LABELS = {
    "Take it",
    "Snooze",
    "What fills it",
}


async def test_a_sample_looks_like_an_alert_and_its_buttons_say_that_it_is_none(
    stage: Stage,
) -> None:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with stage.bot(interim_seconds=30):
        bob = await stage.in_group("manager01")
        await bob.says("lang en")
        tested = await bob.says("alert test")
        sample = await bob.reads("This is only a sample")
        card = Watcher(stage, bob.conversation, sample.card)

        assert {*LABELS, "Ask for more storage"} <= set(sample.labels)
        assert "Real alerts look like the sample" in tested.text
        assert ("picture" in tested.text) == (not await _pictured(stage, sample.card))
        await (await stage.in_group("staff01")).says("whoami")
        for user, label in (("staff01", "Take it"), ("manager01", "Ask for more storage")):
            answer = await card.press(user, label)
            assert "This card is a sample" in answer.text
            assert (await card.by_all()).text == sample.text
            assert (await card.by_all()).labels == sample.labels


async def _pictured(stage: Stage, card: str) -> bool:
    entries = await stage.sandbox.messages(await stage.sandbox.group())
    shown = [each["card"] for each in entries if each.get("card", {}).get("outTrackId") == card]
    return "@" in str(shown[-1]["markdown"])
