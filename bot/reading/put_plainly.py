"""*Chuck photo-08.docx in the Material folder*: a file that goes into a folder which is named, and
never a deletion, whatever verb is said for it.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

_PUTS: Final = re.compile(
    "(?<![a-z])(?:chuck|throw|put|drop|stick|shove|dump|toss|place|pop|slide|tuck|move|shift|file)"
    "(?: (?:the|that|this|my|our))?(?: file)? $"
)
_INTO: Final = re.compile(
    r"^(?: (?:file|over|away|back))* (?:in|into|inside|to|under) (?:the |that |our |my )?"
    r"(?:(?:sub)?folder (?:called |named )?(?P<a>[^,.;!?]{1,60}?)"
    r"|(?P<b>[^,.;!?]{1,60}?) (?:sub)?folder)"
    r"(?:,? (?:please|pls|thanks|for me|instead|then|now))*"
    r"(?:, (?!.*(?:delet|remov|not|don't|bin|trash|rename|copy|send|if|unless))[^.;!?]*)?[ .!?]*$"
)


def put_plainly(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the move of the one file that is named; None where a space is named, and for anything
    else.
    """
    files = [part for part in parts if part.kind == "file"]
    if len(files) != 1 or any(part.kind == "space" for part in parts):
        return None
    into = _INTO.match(said.copy[files[0].end :])
    if into is None or _PUTS.search(said.copy[: files[0].start]) is None:
        return None
    start, end = into.span("a" if into["a"] else "b")
    place = said.typed(files[0].end + start, files[0].end + end).strip()
    return Wish("file move", {"files": files[0].text, "place": f"the {place} folder"}, 1.0)
