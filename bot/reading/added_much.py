"""Who has put so much into a space, which nobody here can say: *who put so much in there*, *who
keeps uploading all that to Finance*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Topic, Understood, Wish

_WHO: Final = re.compile(
    "(?<![a-z])who(?: is|'s| has| have| keeps| on earth)*(?: always| just| been)* "
    "(?:put|puts|putting|uploaded|uploading|uploads|added|adding|adds|dumped|dumping|dumps|stored"
    "|storing|stuffed|saved|saving|filled|filling|fills)(?: up)? "
    "(?:so much|that much|too much|all (?:that|this|those|these)|this much|so many|it up|it all|it"
    "(?= up| so)|the most)(?![a-z])"
    "|(?<![a-z])who(?:'s| is| has been|'s been| keeps| was)(?: [a-z]+ly| just"
    "| always)* (?:filling|dumping|stuffing"
    "|uploading|adding|putting|flooding)(?: (?:up|stuff|things|files|so|such"
    "|this|that|all))*"
    "(?: (?:in|into|to|on))?(?: it| that| this| there)?(?= ?[^,.;!?]{0,40}$| so )"
    "|(?<![a-z])(?:who is|who's) (?:responsible|to blame) for (?:[^,.;!?]{1,30} )?"
    "(?:growing|filling|growth|getting so full)(?![a-z])"
    "|(?<![a-z])whose files are (?:filling|clogging|stuffing)(?![a-z])"
    "|谁(?:往|在|给)?[^,.;!?]{0,12}?(?:传|放|存|塞|上传)(?:了)?(?:这么|那么|太)多"
)


def added_much(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Understood | None:
    """Give that it cannot be said, with the space that is meant; None for anything else."""
    if any(part.kind == "file" for part in parts) or _WHO.search(said.copy) is None:
        return None
    named = [part.text for part in parts if part.kind == "space"]
    space = named[0] if named else (topic.raw.get("space", "") if topic is not None else "")
    return Understood("unsure", (Wish("help"),), kept=True, beyond="files", about=space)
