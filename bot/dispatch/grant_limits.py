"""What a permission cannot be kept from: *but don't let him delete what others have made*.

DingTalk has roles and nothing between them, so such a limit is named as what is not done.
"""

import re
from typing import Final

from bot.reading.said import Said

_LIMIT: Final = re.compile(
    "(?:[,;.] ?(?:但是?|不过|可是|只是)?|但是?|不过)(?P<zh>(?:别|不要|不能|不许|不准|不让|不得"
    "|不可以)[^,.;!?]{0,30}?"
    "(?:删|改|动|移|挪|覆盖|下载|外发|分享)[^,.;!?]{0,20})[ .!。]*$"
    "|[,;]? (?:but |and )?(?P<en>(?:(?:he|she|they) )?(?:don't|do not|can't|cannot|shouldn't"
    "|should not|must not|mustn't|"
    "may not|not|without) (?:let |be |able |allowed |to |him |her |them )*(?:delet|remov|chang"
    "|mov|overwrit|download|"
    "shar|touch|edit)[^,.;!?]{0,60})[ .!]*$"
)


def limit_said(text: str) -> tuple[str, str]:
    """Part a sentence from the limit behind it; all of it and nothing where none is said."""
    said = Said(text)
    found = _LIMIT.search(said.copy)
    if found is None or not said.copy[: found.start()].strip():
        return text, ""
    group = "zh" if found["zh"] else "en"
    return said.typed(0, found.start()).strip(), said.typed(*found.span(group)).strip()
