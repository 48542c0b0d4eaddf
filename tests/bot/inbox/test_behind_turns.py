"""What a turn has put off, and hears of when it is over."""

from structlog.testing import capture_logs

from bot.messages import Turn
from bot.steps import ScriptPart
from bot.storage import Store
from tests.bot.inbox.test_box import holding


async def test_what_comes_behind_the_end_of_a_turn_needs_no_lease(store: Store) -> None:
    """The lease went with the turn; a card that has to be painted once more is painted."""
    heard: list[bool] = []
    async with holding(store, lease_seconds=0.4) as holder:
        await holder.accept("a")

        async def outlast_it(_: object) -> None:
            at = await store.now() + 1000
            while await store.now() < at:
                heard[:] = [await holder.lease() is None]

        async def note(_: Turn) -> None:
            await store.later(ScriptPart("return 0", [], []), outlast_it)

        holder.bot.hook = note
        with capture_logs() as logs:
            await holder.work(holder.name)

        assert heard == [True]
        assert logs == []
        assert await holder.waits() == 0
