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
_SHORTEST: Final = 5
"""So much is wished behind it at least."""


def without_complaint(text: str) -> str:
    """Give what is wished without the complaint before it; any other text as it is."""
    said = Said(text)
    found = _COMPLAINT.match(said.copy)
    if found is None or not found.end() or len(said.copy) - found.end() < _SHORTEST:
        return text
    return said.typed(found.end(), len(said.copy)).strip()
