"""What a press is told alone, when DingTalk waited for its ack no more: told again, by a call.

No free way is left then to answer one person: of all updates of a card only an ack costs no call,
no session webhook comes with a press (page `event-callback-card`), and that of a message speaks to
its whole conversation. So it is one counted call, within the fair part of whoever pressed.
"""

from dataclasses import dataclass
from functools import partial

import structlog
from pydantic import TypeAdapter

from bot.access import Access
from bot.budget import Governor, Payer, Purpose, paying
from bot.delivery import Delivery
from bot.errors import NoAllowance, PlatformError
from bot.tasks import Tasks

log = structlog.get_logger()

LATE = "late-answer"
"""The task that tells it; its argument is the answer."""


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """``text`` is for the person ``user_id`` alone, on the card that DingTalk calls ``name``.

    ``nick`` is what they are called, and ``conversation_id`` where the card stands, empty where
    that is not known.
    """

    name: str
    user_id: str
    nick: str
    conversation_id: str
    text: str


_ANSWERS = TypeAdapter(LateAnswer)


class LateAnswers:
    """Queues them, so that they outlive this process, and tells them."""

    def __init__(self, delivery: Delivery, tasks: Tasks, budget: Governor, access: Access) -> None:
        """``budget`` keeps what one person's presses cost; ``access`` tells for whom a day's part
        is no limit.
        """
        self._asides = delivery.asides
        self._tasks = tasks
        self._budget = budget
        self._access = access

    def begin(self) -> None:
        """Take such tasks."""
        self._tasks.register(LATE, self._say)

    async def queue(self, answer: LateAnswer, button: str) -> None:
        """Tell it soon, once for all presses of a ``button`` until then.

        Whoever has had their part is told by the next ack that is in time.
        """
        try:
            await self._budget.press(self._payer(answer))
        except NoAllowance as refused:
            log.info("late_answer_not_told", card=answer.name, why=refused.why)
            return
        key = f"{LATE}:{answer.name}:{button}:{answer.user_id}"
        await self._tasks.add(LATE, _ANSWERS.dump_json(answer).decode(), key=key)

    async def _say(self, argument: str) -> None:
        answer = _ANSWERS.validate_json(argument)
        try:
            with paying(self._payer(answer)):
                await self._asides.write(answer.name, answer.user_id, answer.text)
        except PlatformError as trouble:  # each further try would be a call more
            log.warning("late_answer_not_told", card=answer.name, code=trouble.code)

    def _payer(self, answer: LateAnswer) -> Payer:
        who, place = answer.user_id, answer.conversation_id
        is_admin = partial(self._access.is_admin, who)
        return Payer(Purpose.PEOPLE, who, answer.nick, place, goes_on=is_admin)
