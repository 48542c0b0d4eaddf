"""Why something is wished, said behind it: *delete old.zip, nobody needs it*.

What is only a reason must not sway what is wanted; what takes a wish back, or is another, is none.
"""

import re
from typing import Final

_WHO: Final = (
    "(?:he|she|they|it|its|hes|shes|theyre|we|weve|i|im|ive|nobody|noone|no one|there|theres|"
    "people|ppl|everybody|everyone)"
)
_IS: Final = "(?:is|are|was|were|has|have|had|needs?|comes?|starts?|begins?|ends?|left|quit)"
_ASKS: Final = "(?:who|what|where|when|which|why|how|that|this|one|rest|other|others)(?![a-z])"
_REASON: Final = re.compile(
    r"[ ,;.-]+(?:because|cos|cuz|coz|bc|since (?=[a-z]+ [a-z]+)|so that)(?![a-z]) ?"
    r"(?P<led>[^?;]{3,120})$"
    rf"|(?:[,;]|\.(?= )|(?<= )-) ?(?P<why>(?:{_WHO}(?:'s|'re|'ve|'m)?"
    rf"|(?:(?:the|our|my|this|that) )?(?!{_ASKS})[a-z]+(?= {_IS} )) [^,;?]{{3,80}})$"
)
_TAKES_BACK: Final = re.compile(
    "(?<![a-z])(?:not|dont|don't|[a-z]+n't|never|no|but|if|unless|or|jo(?:ke|king)|kidding|jk|lol|(?:ha){2,}|"
    "maybe|might|may|perhaps|later|yet|wait|sure|says?|said|told|tells|asks?|asked|wants?|thinks?|"
    "thought|instead|then|what|why|how|can|could|should|would|please|pls|tell|"
    "call|name|put|give|let|make|show|send|ask|(?:delete|remove|erase|trash|restore|rename|move|copy|"
    "create|approve|decline|pause|mute|revoke|grant|stop|undo|add|raise|set|keep|bring|take|rescue))"
    "(?![a-z])"
)
_SHORTEST: Final = 6
"""So much has to be said before a reason."""


def reason_at(copy: str) -> tuple[int, int]:
    """Give where what is wished ends, and where the reason behind it begins; the end of the
    sentence for both where none is given.
    """
    whole = copy.rstrip(" .!")
    found = _REASON.search(whole)
    if found is None or found.start() < _SHORTEST:
        return len(copy), len(copy)
    why = "led" if found["led"] else "why"
    if _TAKES_BACK.search(found[why]):
        return len(copy), len(copy)
    return found.start(), found.start(why)
