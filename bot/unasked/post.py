"""All that speaks unasked, in one hand."""

from dataclasses import dataclass

from bot.unasked.admins import Admins
from bot.unasked.letters import Letters
from bot.unasked.sending import Unasked


@dataclass(frozen=True, slots=True)
class Post:
    """All that speaks unasked; its state is in Redis, so any number of these are one."""

    unasked: Unasked
    admins: Admins
    letters: Letters
