"""Says that somebody looks after a space's alert themselves: *that alert about Finance, I'm on it*,
*I'll look after the alert of Finance*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

_S: Final = PLACES["space"]
_IT: Final = (
    "(?:it|that|this|that one|this one|(?:the |that |this )?(?:alert|warning|one) "
    f"(?:of|for|about|on|in) (?:the )?{_S}|(?:the )?{_S}(?:'s)?"
    "(?: space)?(?: alert| warning| one| problem| issue)?)"
)
_NOW: Final = "(?: (?:already|now|myself|personally|right now|today|guys|all|just|currently))*"
_CLAIMS: Final = re.compile(
    f"(?<![a-z])(?:i'm|i am|im|i'll be|we're|we are){_NOW} (?:on (?!my way)|dealing with |handling "
    f"|taking care of |looking after |looking into |sorting(?: out)? |working on ){_IT}"
    f"|(?<![a-z])(?:i'll|i will|i can|let me|i've|i have|we'll){_NOW} (?:got |take |handle "
    f"|deal with |look after |take care of |sort(?: out)? |look into |see to |own ){_IT}"
    f"|(?<![a-z])i(?:'ve)? (?:got|took|take) {_IT}"
    f"|(?<![a-z])(?:leave|give|assign) {_IT} to me(?![a-z])"
    f"|(?<![a-z])(?:it's|it is|that's|that one is|{_S}(?: alert| one)? is) mine(?![a-z])"
)
_CLAIMS_ZH: Final = re.compile(
    f"[^,;!?]{{0,4}}?{_S}(?:空间|盘)?"
    "(?:快满|要满|满|爆|不够|告警|报警|提醒|预警|的|了|快|这|那|个|条|件|事儿?|情况|问题|[ ,])*"
    "(?:就|都|由|让|给|交给)*(?:我|我们)(?:这边)?(?:来|负责)+"
    "(?:跟进?|处理|弄|管|盯着?|看着?|搞定|解决|负责|接手?|跟踪)*"
    "(?:一下|吧|就行了?|就好了?|了|哈|就可以了?)*"
    "(?:[ ,.!;]+(?:大家|你们|各位|别人|其他人|大伙儿?)(?:都|就|先)*"
    "(?:不用|别|不要|不必|甭)(?:再)?(?:管|操心|担心|跟|理)(?:了|它|这事)*)?[ .!]*"
)
_SAYS_ALERT: Final = re.compile("(?<![a-z])(?:alerts?|warnings?|alarms?)(?![a-z])")
_ON_IT: Final = re.compile("(?<![a-z])(?:i'm|i am|im|i'll be|we're) (?:[a-z]+ )?on (?:it|that)")
_OTHER: Final = re.compile(
    "[?]|(?<![a-z])(?:snooze|mute|silence|stop|quiet|delete|remove|if|unless|don't|not|never|when"
    "|who|what|how|why|until|till|off|but|tomorrow|later|request|room|space for|storage|quota"
    "|levels?|digest|he|she|they|said|says)(?![a-z])"
)
"""What else is wished, or takes it back."""
_LONGEST: Final = 120


def taken_on(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the taking of the alert that somebody says is theirs; None for anything else."""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    if len(spaces) != 1 or len(parts) != 1 or len(said.copy) > _LONGEST:
        return None
    copy = cut(said.copy, spaces)
    if _CLAIMS_ZH.fullmatch(copy):
        return Wish("alert take", {"space": spaces[0].text}, 1.0)
    if _CLAIMS.search(copy) is None or _OTHER.search(copy):
        return None
    if _SAYS_ALERT.search(copy) is None and _ON_IT.search(copy) is None:
        return None
    return Wish("alert take", {"space": spaces[0].text}, 1.0)
