"""The space for which more room is wanted, where only another sentence names it: *Finance is nearly
full. Could we get another 50 GB please?*

Only what tells how things stand may go before it, or behind it; whatever else is wished there
leaves the text as it is.
"""

import re
from typing import Final

from bot.language import SIZE
from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
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
    "^(?:(?:and|so|but|now|then|ok|okay|yes|well|please|pls|plz|hi|hello|hey|kindly|therefore|thus|maybe|perhaps"
    "|is it|would it be|possible|any chance|is there any chance|i was wondering|wondering|whether"
    "|if|that|to|you|u|we|i|us|me|it|they|them|one|can|could|may|might|would|will|should|shall"
    "|do|be|able|really|urgently|also|just|like|love|i'd|we'd|we'll|i'll|let|have|has|got|get"
    "|getting|give|given|giving|need|needs|want|wants|add|adding|request|ask|asking|for|at least"
    "|provide|grant|allocate|assign|arrange|the admins?|an admin|someone|somebody|make|with|by"
    f"|increase|raise|extend|expand)(?![a-z]) ?)*(?P<what>{_AMOUNT})"
    "(?: (?:please|pls|plz|for it|for us|for me|there|in there|in it|to it|if possible|asap|soon"
    "|today|this week|by [a-z]+|again|thanks|thank you|there please))*[ .!?]*$"
)
_ASKS: Final = re.compile(
    "(?<![a-z])(?:can|could|may|might|would|need|needs|want|wants|get|give|have|add|request|ask|"
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
    "(?:add|increase|raise|extend|expand|make|grant|allocate)(?![a-z])"
)
_ON_TOP: Final = re.compile(f"(?<![a-z]){_MORE}|(?<![a-z])(?:on top|add)(?![a-z])")
_LEAST: Final = 2
_NO_SPACE: Final = frozenset({"find", "files", "bin"})


def with_space_for_room(text: str, index: NameIndex, topic: Topic | None) -> str:
    """Give the wish for room with the space that the rest names, or that was spoken of; any other
    text as it is.
    """
    said = Said(text)
    bounds = _clauses(said.copy)
    wished = [each for each in bounds if _wants(said.copy[slice(*each)])]
    if len(wished) != 1:
        return text
    named = {part.text for part in parts_of(said, index) if part.kind == "space"}
    inside = {
        part.text
        for part in parts_of(said, index)
        if part.kind == "space" and wished[0][0] <= part.start < wished[0][1]
    }
    if inside or len(named) > 1 or _is_more(said.copy, bounds, wished[0]):
        return text
    is_more = _ON_TOP.search(said.copy[slice(*wished[0])]) is not None
    space = next(iter(named), "") or (_spoken_of(topic, bounds, index) if is_more else "")
    if not space:
        return text
    return f"{_plain(said, wished[0])} for “{space}”"


def _plain(said: Said, bounds: tuple[int, int]) -> str:
    """Give the wish in plain words; what says to set a limit is left as it was said."""
    start, end = bounds
    clause = said.copy[start:end]
    wish = _WANTS.match(clause)
    size = re.search(_SIZE, clause)
    if wish is None or _ORDERS.search(clause):
        return said.typed(start, end).strip(" .!?")
    if size is None:
        return "can we get more room"
    more = " more" if _ON_TOP.search(clause) else ""
    return f"we need {said.typed(start + size.start(), start + size.end()).strip()}{more}"


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
