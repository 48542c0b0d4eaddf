"""How what was typed for a role is parted among the steps of its guide, and put together again."""

from dataclasses import replace
from typing import Final

from bot.guided import Raw
from bot.requests.arguments import with_why
from bot.requests.asked_steps import WHY, with_reason
from bot.rights.arguments import SaidRight, parted, without_mentions
from bot.rights.asked_steps import PERSON, PLACE, ROLE, TIME
from bot.rights.lasting import HowLong
from bot.rights.role import role_in
from bot.rights.timed import without_time

ACCESS: Final = "access"
_HOW_LONG: Final = HowLong(TIME)


def wished(who: str, role: str, place: str, time: str) -> tuple[SaidRight, str]:
    """Part what was said for a role into who, which and where, and until when; what was parted
    before is taken as it is.
    """
    if time and _HOW_LONG.could_be(time):
        return parted(who, role, place), time
    wish = parted(who, role, " ".join(filter(None, (place, time))))
    place, time = without_time(wish.place)
    return replace(wish, place=place), time


def grant_parted(raw: Raw, mentioned: bool) -> Raw:  # noqa: FBT001 - as guides are asked
    """Part what was typed behind ``grant``; the mentioned are who is meant."""
    typed = [raw.get(part, "") for part in (PERSON, ROLE, PLACE, TIME)]
    wish, time = wished(*typed)
    if mentioned:
        place = wish.place
        if wish.role is None:
            place, time = without_time(without_mentions(" ".join(filter(None, typed)), ()))
        wish = replace(wish, who="", place=place)
    said = {PERSON: wish.who, ROLE: wish.role or "", PLACE: wish.place, TIME: time}
    given = {step: text for step, text in said.items() if text}
    return {**given, PERSON: wish.who} if mentioned else given


def grant_joined(said: Raw, language: str) -> Raw:  # noqa: ARG001 - the same in both
    """Give the parts of ``grant`` that some answers are."""
    return {part: said[part] for part in (PERSON, ROLE, PLACE, TIME) if said.get(part)}


def access_parted(raw: Raw, mentioned: bool) -> Raw:  # noqa: ARG001, FBT001 - as guides are asked
    """Part what was typed behind ``request access``."""
    said, why = with_why(raw.get(ACCESS, ""))
    found = role_in(said)
    place, time = (found.before, found.behind) if found else without_time(said)
    parts = {PLACE: place, ROLE: found.role if found else "", TIME: time, WHY: why}
    return {step: text for step, text in parts.items() if text}


def access_joined(said: Raw, language: str) -> Raw:
    """Put the answers together as they stand behind ``request access``."""
    asked = " ".join(said[part] for part in (PLACE, ROLE, TIME) if said.get(part))
    return {ACCESS: with_reason(asked, said, language)}
