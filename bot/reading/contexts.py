"""What is told before a wish: *Anna is joining us, give her access*, *Legal isn't used, delete it*.

Whoever tells how things stand and then wishes something wishes only one thing. What is told is no
wish, nor does its *not* or its *left* speak against the one behind it; what it names is meant by
*it* there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.parts import Mention

_POLITE: Final = (
    "(?:(?:so|now|then|please|pls|plz|can you|can u|could you|could u|would you|can someone|"
    "could someone|just|could we|can we|could i|can i|may i|let's|lets)[ ,]*)*"
)
_WISH: Final = (
    "(?:add|allow|approve|ask|ban|bin|block|bring|cap|check|clean|clear|close|copy|create|cut|decline|"
    "delete|drop|end|erase|find|forget|freeze|get|give|grant|have|help|hide|keep|kick|let|limit|list|"
    "look|make|move|mute|need|nuke|open|pause|pull|put|raise|reject|remove|rename|request|rescue|"
    "restore|resume|revoke|save|scrap|send|set|share|show|shut|stop|store|switch|take|tell|throw|"
    "trash|turn|undo|unfreeze|upload|use|wipe|i need|i want|i'd like|we need|we want)(?![a-z])"
)
_STANDS: Final = (
    "(?:is|are|was|were|has|have|had|needs?|left|quit|isn'?t|aren'?t|doesn'?t|don'?t|hasn'?t|"
    "haven'?t|i'm|im|we're|he's|hes|she's|shes|it's|its|they're|[a-z]{2,}ed|moves|joins|leaves|"
    "starts|stops|works|gone|over|done|ready|lives|sits|lies|stands|looks|keeps|can'?t|cannot)"
)
_ONE: Final = (
    f"(?!{_POLITE}{_WISH})[^,.;?!]*?(?<![a-z]){_STANDS}(?![a-z])[^,;?!]{{0,60}}?"
    r"(?:[,;]|\.(?= )) ?(?:and |so )?"
)
_FACT: Final = re.compile(f"^(?P<fact>(?:{_ONE}){{1,3}}?)(?={_POLITE}{_WISH})")
_NO_FACT: Final = re.compile(
    "(?<![a-z])(?:if|unless|when|once|before|after|until|till|as soon|in case|whether|suppose|say|"
    "says?|said|told|tells|asks?|asked|wants?|wanted|thinks?|thought|wish|hope|maybe|perhaps|might|"
    "may|should|shouldn'?t|could|would|will|"
    "going to (?:be )?(?:delet|remov|drop|creat|paus|mak)[a-z]*|about to|"
    "planned|lol|joke|kidding|imagine|"
    "do not|i (?:deleted|removed|lost|binned|threw)|"
    "not yet|never|nobody wants|who|what|why|how|ordered|begged|suggested|insisted|claimed|"
    "(?:don'?t|do not) (?:delete|remove|touch|do|move|change|give|want))(?![a-z])"
)
_IT: Final = re.compile("(?<![a-z])(?:it|that|this|there)(?![a-z])")


def wish_at(copy: str) -> int:
    """Give where a wish begins behind what is told; 0 where nothing is told first."""
    found = _FACT.search(copy)
    if found is None or _NO_FACT.search(found["fact"]):
        return 0
    return found.end()


_BEGINS: Final = re.compile(f"(?:^ ?|(?<![a-z])(?:and|also|then|or) ){_POLITE}{_WISH}")


def begins_wish(copy: str) -> bool:
    """Tell whether a clause, or what *and* adds to it, begins as a wish does."""
    return _BEGINS.search(copy) is not None


def behind(copy: str, parts: Sequence[Mention], begins: int) -> tuple[str, list[Mention]]:
    """Give what is said from there on, and its parts; *it* there is the file that was named before,
    or else the space.
    """
    rest = copy[begins:]
    moved = [
        replace(part, start=part.start - begins, end=part.end - begins)
        for part in parts
        if part.start >= begins
    ]
    before = [part for part in parts if part.kind in {"space", "file"} and part.end <= begins]
    named = next((part for part in before if part.kind == "file"), next(iter(before), None))
    it = _IT.search(rest)
    if named is None or it is None or any(part.kind in {"space", "file"} for part in moved):
        return rest, moved
    if any(part.start < it.end() and it.start() < part.end for part in moved):
        return rest, moved
    pointed = replace(named, start=it.start(), end=it.end())
    return rest, sorted([*moved, pointed], key=lambda part: part.start)
