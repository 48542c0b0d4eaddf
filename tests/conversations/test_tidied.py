"""A full space is tidied from the card of its alert, until that says that all is well."""

import pytest

from bot.delivery.whispers import JUST_NOW
from tests.conversations.alerted import Watcher, remembered
from tests.conversations.crashes import held, hold, kill
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.test_file_deletions import REMOVES
from tests.conversations.test_one_truth import CAPACITY, GB, alert
from tests.conversations.watching import called

NAME = "Marketing"
QUICK = {
    "watch_seconds": 0.1,
    "event_seconds": 1,
    "interim_seconds": 30,
    "call_seconds": 30,
    "language": "en",
}


async def full(stage: Stage) -> None:
    """A space of 10 GB in which two files hold 9."""
    await stage.sandbox.settings(binCounts=False)
    space = str((await stage.sandbox.make_space(NAME, quota=10 * GB))["spaceId"])
    for name, size in (("raw.mov", 50), ("cut.mov", 40), ("plan.docx", 5)):
        await stage.sandbox.make_file(space, name, "manager01", size=size * GB // 10)


async def told(stage: Stage) -> tuple[Person, Seen]:
    """The operator in a group that is told of it, and the card of the alert."""
    bob = await stage.in_group("manager01")
    await bob.says("/operator me")
    await called(stage.sandbox, CAPACITY)
    await bob.says(f"/alert here {NAME}")
    await bob.says("yes")
    return bob, await alert(bob, "95%")


async def time_passes(stage: Stage) -> None:
    """Let what a card showed one person alone be no answer to the press that closes it."""
    async with remembered(stage) as store:
        async for key in store.redis.scan_iter(store.key("whispers", "*")):
            for user in await store.redis.zrange(key, 0, -1):
                await store.redis.zincrby(key, -JUST_NOW, str(user))


@pytest.mark.parametrize(("when", "call"), [("after", REMOVES)])
async def test_a_full_space_is_tidied_from_its_alert_until_all_is_well(
    stage: Stage, when: str, call: str
) -> None:
    """With the bot killed once in between; nobody waits for the schedule."""
    await full(stage)
    async with stage.process(**QUICK) as process:
        bob, card = await told(stage)
        shared = Watcher(stage, bob.conversation, card.card)
        await shared.press(bob.user, "What fills it", f"→ largest {NAME}")
        largest = await bob.says(f"largest {NAME}")
        asked = await bob.says("delete 1 2")
        fault = await hold(stage.sandbox, when, call)
        await bob.taps(asked, "Delete")
        await held(stage.sandbox, fault)
        await kill(stage, process)
    await time_passes(stage)
    async with stage.process(**QUICK):
        over = await bob.reads("back to normal", card.seq)

    assert "raw.mov" in largest.text
    assert over.card == card.card
    assert over.labels == ()
    assert "Only you see this" not in over.text  # what fills it, when it was full
    assert not [each for each in await bob.looks() if "Was that intended" in each.text]
