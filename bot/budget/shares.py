"""What each purpose may spend, decided from time and settings alone.

The bot keeps inside its share of the allowance. Part of the share is kept for people until the
month's end, and a little for whatever else is more urgent than what asks; it shrinks with the
month, so that nothing is left over. What is not kept goes to whoever comes first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.budget.payer import Purpose

RESERVES: Mapping[Purpose, float] = {
    Purpose.PEOPLE: 0.15,
    Purpose.ALERTS: 0.05,
    Purpose.DIGESTS: 0.04,
    Purpose.LOOKS: 0.01,
}
"""The part of the share that is kept for a purpose while a whole month is to come.

Sweeps and looks together need 2,200 of a share of 3,000 for 3,000 spaces (``make bench-watch``), so
no more than a quarter is kept from them.
"""

FORECAST_DAYS = 3
"""Days that must have been counted before anything is said of those to come."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The settings: an organisation's allowances in a month, and the bot's share in percent.

    ``person`` and ``conversation`` are the counted calls of people in a day that are fair; 0 sets
    no limit. ``used`` is what the month had before this bot counted, None if nobody knows. Calls
    and messages are those of DingTalk's Standard edition (page
    `dingtalk-application-development-platform-billing-model`).
    """

    calls: int = 5000
    messages: int = 3000
    share: int = 60
    person: int = 100
    conversation: int = 200
    used: int | None = None

    @property
    def calls_share(self) -> int:
        return self.calls * self.share // 100

    @property
    def messages_share(self) -> int:
        return self.messages * self.share // 100


def ceiling(purpose: Purpose, share: int, left: float) -> int:
    """Give how many calls the month may have had when ``purpose`` may still make one.

    ``left`` is the part of the month to come, from 1 to 0.
    """
    above = list(Purpose)[: list(Purpose).index(purpose)]
    kept = sum(RESERVES[other] for other in above)
    return int(share * (1 - kept * left) + 1e-6)


def forecast(used: int, recent: int, days: float, to_come: float) -> int | None:
    """Say how many calls the month will have had at its end.

    ``recent`` is what was counted in the last ``days``, ``to_come`` how many days are left. None
    when too few days were counted to say anything.
    """
    if days < FORECAST_DAYS:
        return None
    return used + round(recent / days * to_come)
