"""A complaint before a wish: *why do you keep warning us about this, shut up till tomorrow*,
怎么老提醒，别发了.

It asks nothing, and what is wished is read without it.
"""

import re
from typing import Final

from bot.reading.said import Said

_SIGHS: Final = (
    "(?:(?:ugh+|ar+gh|omg|oh (?:my )?god|jeez|come on|seriously|oh no|man|hey|哎+呀?|唉|天[哪呐]|"
    "烦死了?|我去)[ ,.!]*)*"
)
_COMPLAINT: Final = re.compile(
    f"^{_SIGHS}"
    "(?:(?:why|how come) (?:do|does|are|is|must|would) (?:you|it|this|that|the bot)(?: guys)? "
    "(?:keep|always|constantly|still|all the time)[^.;!?,]*"
    "(?:, (?:we|i) (?:already |all )?(?:know|knew)[^.;!?,]*)?[.;!?,]+ *"
    "|(?:怎么|干嘛|为什么|为啥|咋)(?:又|还|老|总|一直|天天|整天|每天)(?:是|在)?"
    "(?:提醒|报警|告警|通知|发|响|吵)[^.;!?,]{0,12}[.;!?,]+ *)"
    "(?:(?:(?:ok|yes|yeah),? )?(?:we|i) (?:already |all )?(?:know|knew|got it)[^.;!?,]*[.;!?,]+ *"
    "|(?:我们?|大家)?(?:都|早)?(?:已经)?知道(?:它)?(?:快|已经)?(?:满|了)[^.;!?,]{0,6}[.;!?,]+ *)?"
)
_ABOUT: Final = re.compile(
    "(?<![a-z])(?:about|of|for|on|with) (?:the )?"
    "(?!it(?![a-z])|this|that|them|these|those|us(?![a-z])|me(?![a-z])|everything)"
    "(?P<name>[^,.;!?]+?)"
    "(?: (?:space|drive|all the time|every day|every hour|again|so much|like this|at night))*"
    "(?=[,.;!?])"
)
"""The space that is complained about, which is what is wished of."""
_ABOUT_ZH: Final = re.compile("(?:提醒|报警|告警|通知|发|响|吵)(?P<name>[^.;!?,]{2,12})(?=[,.;!?])")
_NOBODY_ZH: Final = re.compile(
    "(?:我们?|咱们?|大家|这个|那个|它|个?不停|个?没完|没完没了|了|啊|呢|吗|嘛|什么|消息|同一个|这些|呀)+"
)
_IT: Final = re.compile("(?<![a-z])(?:it|that|this one|that one|this)(?![a-z'])", re.IGNORECASE)
_SHORTEST: Final = 5
"""So much is wished behind it at least."""


def without_complaint(text: str) -> str:
    """Give what is wished without the complaint before it; any other text as it is."""
    said = Said(text)
    found = _COMPLAINT.match(said.copy)
    if found is None or not found.end() or len(said.copy) - found.end() < _SHORTEST:
        return text
    named = _ABOUT_ZH.search(found[0])
    if named and not _NOBODY_ZH.fullmatch(named["name"]):
        return text  # what it names is what is wished of
    rest = said.typed(found.end(), len(said.copy)).strip()
    about = _ABOUT.search(found[0])
    name = said.typed(*about.span("name")).strip() if about else ""
    if not name:
        return rest
    whole, count = _IT.subn(lambda _: name, rest, count=1)
    return whole if count else f"{rest.rstrip('.!')} about {name}"
