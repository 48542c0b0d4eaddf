"""Says that another file was meant than the one that something was just done about: *no, sorry, I
meant the slides*, 不对，我说的是合同那个.
"""

import re
from typing import Final

from bot.language import Reading, trim
from bot.reading.file_names import is_file_name
from bot.sessions import LastAnswer

_MEANT: Final = (
    re.compile(
        r"(?:(?:no|nope|sorry|hmm|um|oh|oops|ah|wait|wrong (?:one|file)|not (?:that|this)(?: one)?|"
        r"my mistake|my bad|i'm sorry)[ ,.!-]*)*(?:i |we )(?:actually |really )?"
        r"(?:meant|mean|was thinking of|wanted|was after) "
        r"(?:the |that )?(?P<x>.+?)(?: file| one)?(?:,? (?:instead|please|pls|sorry|of course))*"
        r"[ .!]*"
    ),
    re.compile(
        "(?:不对|错了|不是(?:这个|它)?|[哦噢啊呃]|说错了?|搞错了?|弄错了?|抱歉|"
        "不好意思|等等|[ ,.!])*"
        "(?:我)?(?:想?说的是|指的是|要的是|意思是|其实是要?|应该是|是要)(?:那个|那份)?(?P<x>.+?)"
        "(?:那个|那份|这个|文件)?[啊呀吧哦 .!]*"
    ),
)


def meant_another(text: str) -> str:
    """Give what was meant, as it was typed; empty where nobody says so."""
    reading = Reading(text)
    for pattern in _MEANT:
        found = pattern.fullmatch(reading.copy)
        if found is not None:
            return trim(reading.raw_between(*found.span("x")))
    return ""


def renamed_otherwise(said: str, topic: LastAnswer, now: int) -> dict[str, str] | None:
    """Give a renaming with the name that was meant, where that ends as files do. What was renamed
    is called so by now; what is only asked about, in the message of ``now``, has its old name.
    """
    if topic.words != "file rename" or not topic.raw.get("name") or not is_file_name(said):
        return None
    above, sign, _ = topic.raw["file"].rpartition("/")
    is_asked = topic.at == now
    file = topic.raw["file"] if is_asked else f"{above}{sign}{topic.raw['name']}"
    return None if file.startswith("file:") and not is_asked else {"file": file, "name": said}
