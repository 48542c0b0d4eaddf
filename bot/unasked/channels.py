"""The ways on which the bot speaks unasked, in one hand."""

from dataclasses import dataclass

from bot.unasked.admins import Admins
from bot.unasked.letters import Letters
from bot.unasked.sending import Unasked


@dataclass(frozen=True, slots=True)
class Channels:
    """The ways on which the bot speaks unasked; their state is in Redis, so many are one."""

    unasked: Unasked
    admins: Admins
    letters: Letters
