"""Who pressed a button, as far as their role matters: known, or asked while the ack waits.

A press is refused in its own ack, which costs nothing; told by a call, each refusal is a counted
one, and somebody who may nothing may press as often as they like. So no press becomes a turn before
it is known that whoever pressed may. Asking who somebody is is not counted.
"""

import asyncio

import structlog

from bot.access import Access, Role
from bot.errors import NotStaff, PlatformError, SpacekeeperError, Unavailable, UserError
from bot.messages import Sender

log = structlog.get_logger()

ASK_SECONDS = 0.7
"""So long DingTalk may be asked who somebody is before an ack has to leave."""

Answer = Role | SpacekeeperError


class Pressers:
    """Asks for one person once at a time, however often they press."""

    def __init__(self, access: Access, seconds: float = ASK_SECONDS) -> None:
        """Wait ``seconds`` for an answer."""
        self._access = access
        self._seconds = seconds
        self._asked: dict[tuple[str, Role], asyncio.Future[Answer]] = {}
        self._to_ask: asyncio.Queue[tuple[Sender, Role]] = asyncio.Queue()

    async def role(self, sender: Sender, needs: Role) -> Role:
        """Tell the role of whoever pressed, where ``needs`` is what matters.

        Raises NotStaff, and PlatformError when DingTalk does not say; where it only takes longer,
        asking goes on, and the next press has the answer.
        """
        if needs is Role.OUTSIDER:
            return needs
        role = await self._access.known_role(sender)
        answer = role if role is not None else await self._answer(sender, needs)
        if isinstance(answer, SpacekeeperError):
            raise answer
        if answer is Role.OUTSIDER:
            raise NotStaff
        return answer

    async def run(self) -> None:
        """Ask until cancelled."""
        async with asyncio.TaskGroup() as group:
            while True:
                group.create_task(self._ask(*await self._to_ask.get()))

    async def _answer(self, sender: Sender, needs: Role) -> Answer:
        asked = self._asked.get((sender.key, needs))
        if asked is None:
            asked = asyncio.get_running_loop().create_future()
            self._asked[sender.key, needs] = asked
            self._to_ask.put_nowait((sender, needs))
        done, _ = await asyncio.wait({asked}, timeout=self._seconds)
        return asked.result() if done else Unavailable()

    async def _ask(self, sender: Sender, needs: Role) -> None:
        answer: Answer
        try:
            answer = await self._access.role(sender, needs=needs)
        except (UserError, PlatformError) as refused:
            answer = refused
        except Exception as failure:  # noqa: BLE001 - the boundary of such a task: whoever pressed waits
            log.warning("presser_not_known", error=type(failure).__name__)
            answer = Unavailable()
        self._asked.pop((sender.key, needs)).set_result(answer)
