"""What was decided late: the record is the truth, and the card that stands shows it."""

import signal

from tests.conversations.crashes import held, hold
from tests.conversations.stage import Stage
from tests.conversations.test_trail import trail
from tests.conversations.watching import PERSON, called, settled

QUERY = "POST /v1.0/drive/managements/spaces/query"
FROZEN = {"call_seconds": 1, "redelivery_seconds": 1, "lease_seconds": 1}


async def test_a_frozen_end_of_a_hold_says_nothing_of_a_deletion_another_has_made(
    stage: Stage,
) -> None:
    """Frozen while it asks DingTalk whether the asker is still an admin; that call is given up
    when it goes on, and its card would say that DingTalk did not answer and nothing was done.
    """
    bob = await stage.in_group("manager01")
    async with stage.process(hold_seconds=1, **FROZEN) as frozen:
        holding = await bob.presses(await bob.says("space delete Legal 法务"), "Delete")
        asking = await hold(stage.sandbox, "before", PERSON)
        await held(stage.sandbox, asking)
        frozen.send_signal(signal.SIGSTOP)
        async with stage.bot(**FROZEN):
            gone = await bob.finished(holding.card, holding.seq)
            frozen.send_signal(signal.SIGCONT)
            # Asked by both in the end: here the frozen one finds the space gone.
            await called(stage.sandbox, QUERY, 3)
            shown = await settled(bob)

        assert gone.title == "Deleted: Legal 法务"
        assert shown[holding.card].title == gone.title
        assert [each[1] for each in await trail(stage)] == ["planned", "done"]
