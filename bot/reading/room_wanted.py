"""A wish for more room in plain words, with the space that it is for, which maybe only another
sentence names: *Finance is nearly full. Could we get another 50 GB before friday? Auditors come*.

Only what tells how things stand may go before it, or behind it; whatever else is wished there
leaves the text as it is. Until when it is needed, and why, goes along as the reason.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import SIZE
from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said, folded
from bot.reading.understood import Topic

_BETWEEN: Final = re.compile(
    r"(?:[.!?;]+(?= |$)|,|(?<![a-z])(?:and|so|but|therefore|hence)(?= (?:please |now )?"
    "(?:can|could|may|might|would|we|i|please|give|is it|any chance|let)(?![a-z])))+ *"
)
_SIZE: Final = re.sub(r"\(\?P<[A-Za-z]+>", "(?:", SIZE)
_MORE: Final = (
    "(?:(?:another|an extra|an additional|additional|extra|more|some more|a bit more|a little more"
    "|a few more|bigger|a bigger|a higher|higher)(?![a-z]))"
)
_ROOM: Final = "(?:room|space|storage|capacity|quota|limit|gigs?|gb|gigabytes?|tb|place)"
_AMOUNT: Final = (
    f"(?:{_MORE} (?:about |around |like |of )?(?:{_SIZE}|{_ROOM})"
    f"|(?:about |around |like |at least |maybe |say |some )?{_SIZE}"
    f"(?: of)?(?: {_MORE}| on top| extra)?(?: {_ROOM})?"
    f"|{_MORE}(?: {_ROOM})?(?: of it)?)"
)
_WANTS: Final = re.compile(
    "^(?:(?:is|any|and|so|but|now|then|ok|okay|yes|well|please|pls|plz|hi|hello|hey"
    "|kindly|therefore|thus|maybe|perhaps"
    "|is it|would it be|possible|any chance|is there any chance|i was wondering|wondering|whether"
    "|if|that|to|you|u|we|i|us|me|it|they|them|one|can|could|may|might|would|will|should|shall"
    "|do|be|able|really|urgently|also|just|like|love|i'd|we'd|we'll|i'll|let|have|has|got|get"
    "|getting|give|given|giving|need|needs|want|wants|add|adding|request|ask|asking|for|at least"
    "|bump|bumped|up|top|spare|find|use|anyone|anybody|way|there|a|chance|of|mind"
    "|adding|hope|hoping"
    "|wanted|need it|somehow|please could|provide|grant|allocate|assign|arrange"
    "|the admins?|an admin|someone|somebody|make|with|by"
    f"|increase|raise|extend|expand)(?![a-z]) ?)*(?P<what>{_AMOUNT})"
    "(?: (?:please|pls|plz|for it|for us|for me|there|in there|in it|to it|if possible|asap|soon"
    "|again|thanks|thank you|there please))*"
    "(?P<by>(?: (?:before|by|until|till|for|within|in|this|next|over|starting|from|on) "
    "(?:the |next |this |end of |the end of |close of |start of |a |an |[0-9]+ |few |couple of )*"
    "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week|month|quarter|year|day|days|weeks"
    "|hours?|tomorrow|tonight|today|noon|lunch|eod|eow|cob|business|morning|afternoon|evening"
    "|(?:january|february|march|april|may|june|july|august|september|october|november|december))"
    "(?: (?:morning|afternoon|evening|night|noon))?(?![a-z0-9])| today| tomorrow| asap| tonight)*)"
    "(?: (?:please|pls|plz|if possible|asap|thanks|thank you|at the latest))*"
    "(?P<why>(?: (?:for|because|as|since|cos|cause|coz|bc|so|so that) (?!it(?![a-z])|us|me|free)"
    "(?=[^.;!?]{3})[^.;!?]{3,80})?)[ .!?]*$"
)
_SPLIT: Final = re.compile(
    "(?<![a-z0-9])([0-9]+(?:[.][0-9]+)?) (more|extra|additional) (gigs?|gigabytes?"
    "|gb|tb|g)(?![a-z])",
    re.IGNORECASE,
)
"""*20 more GB* is *20 GB more*."""
_BEFORE_NAME: Final = re.compile(
    "(?:(?:^|(?<= ))(?:for|in|on|to|into|of|at|inside) )?(?:(?:the|our|my"
    "|this) )?(?:space |drive )?$"
)
_BEHIND_NAME: Final = re.compile("^(?:'s)?(?: (?:space|drive|folder))?(?![a-z])")
_LED: Final = re.compile("^(?:because|as|since|cos|cause|coz|bc|so that|so) ")
_MOST_WHY: Final = 100
_ASKS: Final = re.compile(
    "(?<![a-z])(?:can|could|may|might|would|need|needs|want|wants|get|give|have|add"
    "|request|ask|bump|"
    "asking|please|pls|increase|raise|extend|expand|allocate|grant|provide|make|another|more)"
    "(?![a-z])"
)
_OTHER: Final = re.compile(
    "(?<![a-z])(?:delete|remove|move|copy|rename|share|send|create|make|restore|undo|cancel|show"
    "|list|find|tell|warn|alert|notify|mute|snooze|which|who|where|how|what|if|unless|not yet"
    "|later|(?:don't|do not) (?:add|give|need|want|do|increase|ask|bother)|no longer need"
    "|yesterday i|last time)(?![a-z])"
)
"""What else another sentence may wish, or what takes the wish back."""
_ORDERS: Final = re.compile(
    "^(?:(?:please|pls|and|so|now|then|just|can you|could you) )*"
    "(?:add|increase|raise|extend|expand|make|grant|allocate|give|bump)(?![a-z])"
)
_ON_TOP: Final = re.compile(
    f"(?<![a-z]){_MORE}|(?<![a-z])(?:on top|add|bump(?:ed)?[a-z ]* by)(?![a-z])"
)
_LEAST: Final = 2
_SAYS_MORE: Final = re.compile("[a-z]+ [a-z]+|[\u4e00-\u9fff]{2}", re.IGNORECASE)
"""What is more than thanks."""
_NO_SPACE: Final = frozenset({"find", "files", "bin"})


def with_space_for_room(text: str, index: NameIndex, topic: Topic | None) -> str:
    """Give the wish for room with the space that the rest names, or that was spoken of; any other
    text as it is.
    """
    said = Said(_SPLIT.sub(r"\1 \3 \2", text))
    bounds = _clauses(said.copy)
    spaces = [part for part in parts_of(said, index) if part.kind == "space"]
    named = {part.text for part in spaces}
    bare = {each: _bare(said.copy, each, spaces) for each in bounds}
    wished = [each for each in bounds if _wants(bare[each])]
    if len(wished) != 1 or len(named) > 1 or _is_more(said.copy, bounds, wished[0]):
        return text
    clause = bare[wished[0]]
    is_inside = any(wished[0][0] <= part.start < wished[0][1] for part in spaces)
    if is_inside and not (_ON_TOP.search(clause) and re.search(_SIZE, clause)):
        return text
    is_more = _ON_TOP.search(clause) is not None
    space = next(iter(named), "") or (_spoken_of(topic, bounds, index) if is_more else "")
    if not space:
        return text
    why = _why(said, clause, bounds, wished[0])
    if is_inside and not why and len(bounds) < _LEAST:
        return text
    if _ORDERS.search(clause):
        size = re.search(_SIZE, clause) if is_inside else None
        return f"{f'add {size[0]}' if size else said.typed(*wished[0]).strip(' .!?')} for “{space}”"
    return f"{_plain(clause)} for “{space}”{why}"


def _bare(copy: str, bounds: tuple[int, int], spaces: Sequence[Mention]) -> str:
    """Give a clause without the space that it names."""
    start, end = bounds
    rest = ""
    for part in spaces:
        if start <= part.start < end:
            rest += _BEFORE_NAME.sub("", copy[start : part.start])
            behind = _BEHIND_NAME.match(copy[part.end : end])
            start = part.end + (behind.end() if behind else 0)
    return " ".join((rest + " " + copy[start:end]).split())


def _plain(clause: str) -> str:
    """Give the wish in plain words."""
    size = re.search(_SIZE, clause)
    if size is None:
        return "can we get more room"
    return f"we need {size[0].strip()}{' more' if _ON_TOP.search(clause) else ''}"


def _why(said: Said, clause: str, bounds: list[tuple[int, int]], wished: tuple[int, int]) -> str:
    """Give until when it is needed and why, as that is said behind it; empty for neither."""
    wish = _WANTS.match(clause)
    by, led = (wish["by"], wish["why"].strip()) if wish else ("", "")
    is_for = re.match("(?:because of|for)(?![a-z])", led)
    needed = " ".join(f"{by} {led if is_for else ''}".split())
    led = "" if is_for else _LED.sub("", led)
    behind = [said.typed(*each).strip(" .!?") for each in bounds if each > wished]
    whys = [f"we need it {needed}" if needed else "", led, *filter(_SAYS_MORE.search, behind)]
    why = ", ".join(filter(None, whys))
    return f", because {why}" if why and len(why) <= _MOST_WHY else ""


def _wants(clause: str) -> bool:
    return _ASKS.search(clause) is not None and _WANTS.match(clause) is not None


def _spoken_of(topic: Topic | None, bounds: list[tuple[int, int]], index: NameIndex) -> str:
    """Give the space that the last answer was about, where nothing but the wish is said."""
    if topic is None or topic.words in _NO_SPACE or len(bounds) > _LEAST:
        return ""
    return index.called(folded(topic.raw.get("space", ""))) or ""


def _is_more(copy: str, bounds: list[tuple[int, int]], wished: tuple[int, int]) -> bool:
    """Whether another clause may be a wish of its own, or takes this one back."""
    return any(_OTHER.search(copy[slice(*each)]) for each in bounds if each != wished)


def _clauses(copy: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for sign in _BETWEEN.finditer(copy):
        found.append((start, sign.start()))
        start = sign.end()
    return [each for each in (*found, (start, len(copy))) if copy[slice(*each)].strip()]
