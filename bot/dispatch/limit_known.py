"""Refuses a soft quota where DingTalk has a limit before it is asked about, as far as that is kept.

What is not known is left to the command, which asks DingTalk.
"""

from collections.abc import Mapping
from typing import Final

from bot.cards import Card
from bot.language import OFF_WORDS, normalise, unquoted
from bot.messages import Command
from bot.services import Services

_SETS: Final = "quota set"
_SPACE, _SIZE = "space", "size"


async def limit_known(
    words: str, raw: Mapping[str, str], command: Command, services: Services
) -> Card | None:
    """Give the refusal of a soft quota for a space that has a limit of its own; None for anything
    else.
    """
    name, size = unquoted(raw.get(_SPACE, "")), raw.get(_SIZE, "")
    if words != _SETS or not size or normalise(size) in OFF_WORDS:
        return None
    kept = await services.kept_listing(command)
    named = (
        [each for each in kept.spaces if normalise(each.name) == normalise(name)] if kept else []
    )
    if kept is None or len(named) != 1 or named[0].quota is None:
        return None
    [space] = named
    data = {"name": space.name, "quota": space.quota, "used": space.used, "at": kept.at}
    return Card("soft_quota_not_needed", data)
