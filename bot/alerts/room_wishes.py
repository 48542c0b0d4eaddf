"""What is asked of the admins for something that fills up: more storage, however much they see fit.

Nobody has said a size, so whoever approves is offered one, and of DingTalk's own limit nothing is
asked but that it was raised. Pure.
"""

from typing import Final

from bot.alerts.cards.rows import growth_of, name_of
from bot.alerts.incident import Incident
from bot.alerts.memory import Situation
from bot.drive.spaces import Space
from bot.quota.samples import ORGANISATION
from bot.requests.asking import Proposal
from bot.requests.request import RoomWish
from bot.requests.targets import limits_of
from bot.sizes import GB

_ROOMY: Final = 0.8
"""So full may it be with the size that is offered."""
_STEPS: Final = ((100 * GB, GB), (1000 * GB, 10 * GB))
_LARGE_STEP: Final = 100 * GB


def room_wish(incident: Incident, situation: Situation, soft: int | None) -> Proposal:
    """Propose more room for an incident; ``soft`` is the limit of it that only the bot watches."""
    sample, subject = incident.sample, incident.subject
    used, quota = (sample.used, sample.quota) if sample else (None, None)
    quota = incident.limit if subject == ORGANISATION else quota
    limit = incident.limit or used or 0
    name = name_of(incident, situation)
    space = Space(subject, name, "", used, quota)
    there, bound = limits_of(space, soft, sample.at if sample else situation.now)
    growth = growth_of(incident, situation)
    wish = RoomWish(subject, name, limit + 1, offered(limit, used or 0))
    return Proposal(wish, "", {**there, "growth": growth} if growth else there, bound)


def offered(limit: int, used: int) -> int:
    """Give a size that what is there fits in well: in whole GB, 10 GB or 100 GB, the larger the
    coarser.
    """
    wanted = max(limit * 1.2, used / _ROOMY, limit + 1)
    step = next((step for most, step in _STEPS if wanted <= most), _LARGE_STEP)
    return -(-int(wanted) // step) * step
