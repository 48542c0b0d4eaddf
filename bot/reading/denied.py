"""What is said not to be meant, left out: *I meant Legal not Engineering*, *85% not 90, 90 is too
late*, 80% 太晚了，调到 70%.
"""

import re
from typing import Final

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.parts import PLACES, cut
from bot.reading.said import Said

_MAY: Final = re.compile(
    "(?<![a-z])(?:not|instead of|rather than|too)(?![a-z])|不是|太|不够早|别等"
)
_S: Final = PLACES["space"]
_P: Final = f"(?:{PLACES['percent']}|{PLACES['number']}(?: ?%)?)"
_NOT: Final = re.compile(
    f"[, ]*(?:and |but )?(?<![a-z])(?<!is )(?<!are )(?<!was )(?<!am )(?:not|instead of|"
    f"rather than) (?:at |the |in |to |by |of )*"
    f"(?:{_S}(?: space)?|{_P})(?! (?:is|are|was|has|can|will)(?![a-z]))"
    f"|(?:而)?不是(?:说)?(?:{_S}(?:的|那个)?|{_P})(?![吗么?])(?:[, ]*(?:而?是|我(?:说|指|"
    f"要)的是|要的是|应该是))?"
)
_TOO: Final = re.compile(
    f"[,.;!]? ?(?:because |since |as |so |at )?{_P}(?: is| was| would be|'s)(?: (?:far|way|"
    f"much|already|just|a bit))*"
    " too (?:late|early|high|low|much|little|often)(?: for (?:us|me|them))?(?=$|[,.;! ])"
    f"|{_P} ?(?:的时候|时)?(?:才|再|就)?(?:报警|提醒|告警|预警|通知|报)?(?:的话)?(?:我?(?:觉得|"
    f"感觉|嫌))?"
    "(?:就|也|才|已经|实在|有点|都|是)*太(?:晚|迟|早|高|低)(?:了|啦)?[, ]?"
    f"|别等到?{_P}(?:才|再)?(?:报警|提醒|告警|通知|说|报)?[, ]?"
)
_DIGEST: Final = re.compile("(?<![a-z])(?:digest|summary|report|overview|recap)(?![a-z])")
_DAILY: Final = re.compile(
    ",? (?:instead of|rather than|(?:and |but )?not(?: again)?) (?:coming "
    "|getting it |sending it )?"
    "(?:each and )?(?:(?:on )?(?:every|each)(?: single| damn| bloody| last"
    "| other)? (?:day|morning)"
    "|(?:the )?daily(?: one)?|all the time|day after day)(?= (?:please|pls|thanks)|[,.;!?]|$)"
    "(?P<why>(?:[,.;!?]+ [^?]*)?$)?"
)
_MAY_COME: Final = re.compile(
    "^(?:(?:hi|hey|hello|please|pls|so|ok|and)[ ,]+)*(?:can|could|may|might|would)"
    "(?: (?:we|i) (?:get|have|receive))? (?:the|our|this"
    "|that) (?=(?:[a-z]+ )?(?:digest|summary|report|overview"
    "|recap)(?![a-z]))(?P<what>(?:[a-z]+ )?[a-z]+)(?: (?:please|just|only|maybe))*"
    "(?: (?:come|be sent|be|arrive|go out|be posted))? "
)
_SWITCHED: Final = re.compile("(?<![a-z])from (?:daily|every day) to(?= )")
_WEEKLY: Final = re.compile(
    "(?<![a-z])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekly|week|mon|tue"
    "|wed|thu|fri)(?![a-z])"
)
_TAKES_BACK: Final = re.compile(
    "(?<![a-z])(?:but|don't|do not|never mind|wait|if|unless|also|and|delete|stop|cancel)(?![a-z])"
)
_MEANS: Final = re.compile(
    "(?<![a-z])(?:mean|meant|asked|said|wanted|talking|spoke|speaking)(?![a-z])|"
    "[说指要问看]的是|意思"
)


def without_denied(text: str, index: NameIndex) -> str:
    """Give a sentence without the space or the level that it says is not meant, where another is;
    any other as it is.
    """
    text = _not_daily(text)
    said = Said(text)
    if _MAY.search(said.copy) is None:
        return text
    kept = [each for each in parts_of(said, index) if each.kind in {"space", "percent", "number"}]
    copy = cut(said.copy, kept)
    found = next((each for p in (_TOO, _NOT) for each in p.finditer(copy)), None)
    if found is None or not _names_another(copy, found):
        return text
    shift, places = 0, []
    for part in kept:  # where the cut sentence's characters stand in the whole
        places.append((part.start - shift, part.end - part.start - 1))
        shift += part.end - part.start - 1
    start = found.start() + sum(length for place, length in places if place < found.start())
    end = found.end() + sum(length for place, length in places if place < found.end())
    rest = f"{said.typed(0, start).rstrip()} {said.typed(end, len(said.copy)).lstrip()}".strip()
    return without_denied(rest, index)


def _not_daily(text: str) -> str:
    """Give a wish for a weekly digest without that it is not to come each day, and why."""
    said = Said(text)
    if not (_DIGEST.search(said.copy) and _WEEKLY.search(said.copy)):
        return text
    if (comes := _MAY_COME.match(said.copy)) is not None:
        rest = said.typed(comes.end(), len(said.copy))
        said = Said(f"send the {said.typed(*comes.span('what')).strip()} {rest}")
        text = said.typed(0, len(said.copy))
    if (switched := _SWITCHED.search(said.copy)) is not None:
        return f"{said.typed(0, switched.start())}to{said.typed(switched.end(), len(said.copy))}"
    found = _DAILY.search(said.copy)
    if found is None or not _WEEKLY.search(said.copy[: found.start()]):
        return text
    why = found["why"] or ""
    rest = "" if not _TAKES_BACK.search(why) else why
    return (
        said.typed(0, found.start()) + (rest or said.typed(found.end(), len(said.copy)))
    ).strip()


def _names_another(copy: str, found: re.Match[str]) -> bool:
    """Tell whether what is meant is said besides."""
    rest = copy[: found.start()] + copy[found.end() :]
    if _S in found[0]:
        return _S in rest or _MEANS.search(rest) is not None
    return re.search(_P, rest) is not None
