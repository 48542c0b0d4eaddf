"""A new space that is asked for with its name behind it, maybe in a sentence of its own: *could
somebody set us up with a space called Podcast*, *need a space for Tokyo by noon, call it Tokyo*.

Until when, what for, and how large it is are no part of the name.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import size_in
from bot.reading.parts import Mention
from bot.reading.plainly import NO_NAME
from bot.reading.said import Said
from bot.reading.understood import Wish

_POLITE: Final = (
    "(?:(?:hi|hey|hello|hiya|good (?:morning|afternoon|evening)|please|pls|plz|ok"
    "|okay|so|and|also|just"
    "|now|then|can|could|would|will|may|might|you|we|i|they|u|somebody|someone|anybody|anyone"
    "|one of (?:you|the admins)|you guys|guys|folks|teams?|all|there|the admins?|an admin|kindly"
    "|be so kind as to|is it possible to|would it be possible to|mind|i'd|we'd|i'm"
    "|to|really|urgently"
    "|quickly|let's|if|wondering|was|any chance|is there|of|that|able|be|help|us|me)[ ,!]+)*"
)
_GIVES: Final = (
    "(?P<verb>need|needs|want|wants|like|get|getting|give|have|having|make|making|create|creating"
    "|set|setting|open|opening|spin|start|arrange|request|could use|use)"
)
_KIND: Final = (
    "(?:(?:new|shared|teams?|separate|extra|little|small|own|fresh|drive) )*"
    "(?:space|drive|workspace)"
)
_HEAD: Final = (
    rf"(?:^|(?<=[,.;!?] )){_POLITE}{_GIVES} (?:(?:me|us|up|with|together|for us|for me"
    rf"|quickly|please)"
    rf" )*(?:(?:an?|another|one|our|my) )?{_KIND}(?![a-z])"
)
_BY: Final = (
    "(?:(?:by|before|until|till|in time for) (?:the |this |next |end of |close of |noon|tomorrow"
    "|today|tonight|eod|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[0-9])|today|tomorrow|asap"
    "|this (?:morning|afternoon|evening|week)|next week)"
)
_FOR: Final = (
    rf"(?: (?:for|where|to|so|please|pls|{_BY})(?![a-z])[^,.;!?]{{0,60}}?"
    rf"| {_BY}[^,.;!?]{{0,30}}?)?"
)
_ASIDE: Final = "(?:[,.;!?-]+ (?:it's|its|it is|that's|this is|we|the|our)(?![a-z])[^,.;!?]{3,60})?"
_CALL: Final = (
    "(?:,? (?:called|named|by the name of)|(?:[,.;!?-]+| and|,? and) ?(?:(?:please"
    "|pls|let's|and|just"
    "|can you|could you|maybe|you can|we'll|we will|we'd|i'd|would) )*(?:call it"
    "|name it|calling it"
    "|naming it|to be called|(?:(?:it|which|that) )?(?:should|will|must|could|can|would) be"
    " (?:called|named)|(?:its|the) name(?: is| should be| will be)?|name(?: is)?|called|named"
    "|title(?: is)?)):? "
)
_NAME: Final = (
    '(?P<n>"[^"]{1,60}"|[^,.;!?"]{1,60}?)'
    rf"(?= {_BY}| for (?:us|me|(?:the|our|my) teams?)(?![a-z])| (?:please|pls|thanks"
    rf"|because|since|so that)"
    r"(?![a-z])| (?:with|at) [0-9]|[,.;!?]|[ .!?]*$)"
)
_FORM: Final = re.compile(f"{_HEAD}{_FOR}{_ASIDE}{_CALL}{_NAME}(?P<rest>.*)$")
_MAY_I: Final = re.compile(
    "(?<![a-z])(?:can|may|could|should|a(?:m|re)) (?:i|we)(?: allowed to)? "
    "(?:make|create|set|open|start|spin)(?![a-z])"
)
_OFFERED: Final = re.compile("(?<![a-z])(?:can|could|may|might|like to|chance|possible)(?![a-z])")
_OTHER: Final = re.compile(
    "(?<![a-z])(?:delete|remove|move|copy|rename|share|send|restore|undo|cancel|show"
    "|list|find|warn"
    "|alert|notify|mute|give|invite|add|runs?|manager?s?|charge|owners?|access|rights|permissions?"
    "|members?|editors?|who|which|where|how|what|why|if|unless|not|don't|never|but"
    "|or|instead|maybe|later"
    "|another (?:one|space)|(?:one|space) called|jok(?:e|ing)|kidding|lol|said|says"
    "|yesterday|already"
    "|deleted|called|rather)(?![a-z])"
)
_KNOWN: Final = re.compile(
    f"(?:(?:hi|hey|hello|so|and|ok)[ ,]+)*(?:do|does|did|don't|have|haven't|is there|isn't there)"
    "(?: (?:we|you|i|they|anyone|it))?(?: (?:already|still|not|have|got|see|know))*"
    f"(?: (?:an?|any|the|another))? {_KIND} (?:called|named|by the name of) "
    "(?P<n>[^,.;!?]{1,60}?)(?: (?:already|yet|here|somewhere|now))*[ ?!.]*"
)
_MOST_WORDS: Final = 6


def space_named(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the new space with its name and size; None for anything else."""
    if any(part.kind in {"space", "file", "ordinal"} for part in parts):
        return None
    if (known := _KNOWN.fullmatch(said.copy)) is not None:
        return Wish("spaces", {"words": said.typed(*known.span("n")).strip()}, 1.0)
    found = _FORM.search(said.copy)
    if found is None or _MAY_I.search(said.copy) or _OTHER.search(_around(said.copy, found)):
        return None
    if found["verb"].startswith("hav") and not _OFFERED.search(said.copy[: found.start("verb")]):
        return None
    if NO_NAME.search(found["n"]) or len(found["n"].split()) > _MOST_WORDS:
        return None
    name = said.typed(*found.span("n")).strip(" \"“”'")
    size = size_in(said.typed(found.end("n"), len(said.copy))) or size_in(
        said.typed(0, found.start("n"))
    )
    return Wish("space create", {"name": f"{name}, with {size}" if size else name}, 1.0)


def _around(copy: str, found: re.Match[str]) -> str:
    """Give what is said before and behind it."""
    return f"{copy[: found.start()]} ; {found['rest']}"
