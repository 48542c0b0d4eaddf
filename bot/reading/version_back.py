"""*Actually I need the second one back*, 恢复第二个: a row of the list of versions that was just
shown, and nothing of the recycle bin; and a version that is told of without its number:
退回到前一个版本.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import english_in_digits
from bot.reading.numbers import digits
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import file_of
from bot.reading.understood import Topic, Wish

_VERSIONS: Final = "versions"
_PLACES: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_EN_LEAD: Final = (
    "(?:(?:please|pls|ok(?:ay)?|and|now|then|so|just|yes|actually|no|wait|sorry|hm+|can you|"
    "could you|can we|i|we|want|need|would like|i'd like|to|take|get|have|give me|let's|lets|"
    "go|switch|roll|put)[ ,]+)*"
)
_EN_ROW: Final = (
    "(?:the )?(?:version )?(?:number )?(?P<n>first|second|third|fourth|fifth|sixth|[1-9][0-9]?)"
    "(?:st|nd|rd|th)?(?: (?:one|version|row))?"
)
_EN_END: Final = "(?: (?:please|pls|again|instead|now|then))*[ .!]*"
_FORMS: Final = (
    re.compile(
        f"{_EN_LEAD}(?:restore|recover|revert to|back to|bring back|return to|use|reinstate) "
        f"(?:to )?{_EN_ROW}(?: back)?{_EN_END}"
    ),
    re.compile(f"{_EN_LEAD}{_EN_ROW} back{_EN_END}"),
    re.compile(
        "(?:还是|请|麻烦你?|帮我|给我|那就?|就|先|好|行|把|我要|要|[ ,])*"
        "(?:(?:恢复|还原|回|退|换|改)(?:到|成|回)?)第?(?P<n>[1-9一二两三四五六七八九])(?:个|版|条)?"
        "(?:版本)?[吧了呗.! ]*"
    ),
    re.compile(
        "(?:还是|请|麻烦你?|帮我|给我|那就?|就|先|好|行|把|我要|要|[ ,])*"
        "第(?P<n>[1-9一二两三四五六七八九])(?:个|版|条)(?:版本)?(?:给我|帮我|再|也)*"
        "(?:恢复|还原|找回|弄回|拿回|换回)(?:一?下|来|回来)?[吧了呗.! ]*"
    ),
)


def version_back(said: Said, topic: Topic | None) -> Wish | None:
    """Give the version that comes back; None where no list of versions was shown."""
    file = file_of(topic) if topic is not None and topic.words == _VERSIONS else ""
    copy = said.copy.strip()
    found = next((each for form in _FORMS if (each := form.fullmatch(copy))), None)
    if not file or found is None:
        return None
    row = _PLACES.get(found["n"]) or digits(english_in_digits(found["n"]))
    return Wish("version restore", {"file": file, "version": str(int(row))}, 1.0)


_EARLIER: Final = re.compile(
    "(?:前|上)一?(?:个|版)的?版?本?(?!周|月|星期|季度|文件)(?<!上个)(?<!前个)|(?:之前|以前|原来|"
    "原先|昨天|前天|上周|改之前|老|旧|"
    "早)的?(?:那个|那版)?版本?(?<=版|本)"
    "|(?<![a-z])(?:previous|earlier|prior|last|older|old|original|yesterday's|"
    "former) versions?(?![a-z])"
    "|(?<![a-z])(?:the )?(?:one|version) (?:before|from (?:yesterday|last week|before|"
    "this morning))(?![a-z])"
)
_GOES_BACK: Final = re.compile(
    "退回|回退|恢复|还原|回到|换回|改回|找回|弄回|撤回到|回滚"
    "|(?<![a-z])(?:back|restor[a-z]*|revert|roll|recover[a-z]*|undo|return|go to|get|have|want|"
    "need|see)(?![a-z])"
)
_RESTORES: Final = re.compile(
    "退回|回退|恢复|还原|回到|换回|回滚|(?<![a-z])(?:restor|revert|roll|recover)[a-z]*"
)
_NO_VERSION: Final = re.compile(
    "[别甭勿]|不[要用想]|已经|谁|怎么|空间|如果|名[字称]|叫"
    "|(?<![a-z])(?:don'?t|do not|not|never|already|who|if|space|called|name|named|how (?:do|to|"
    "can))(?![a-z])"
)


_LISTED: Final = re.compile(
    "(?:有|是|存了?)(?:几|哪些|多少|什么|啥|哪几)个?(?:历史|旧|老)?版本|哪些(?:历史|旧|老)?版本"
    "|(?<![a-z])(?:which|what|how many|any (?:older|other|earlier)) versions(?![a-z])"
)
_DOES: Final = re.compile("删|发|改[名成为叫]|移|复制|(?<![a-z])(?:delet|send|rename|mov|copy)")


def versions_wanted(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the versions of a file that are asked for, or to which somebody wants to go back without
    saying which: they have buttons, or tell that there is only one; None for anything else.
    """
    is_listed = bool(_LISTED.search(said.copy)) and not _DOES.search(said.copy)
    is_asked = is_listed or (_EARLIER.search(said.copy) and _GOES_BACK.search(said.copy))
    if not is_asked or _NO_VERSION.search(said.copy):
        return None
    named = [part for part in parts if part.kind in {"file", "ordinal"}]
    if len(named) > 1:
        return None
    spaces = {part.text for part in parts if part.kind == "space" and not part.near}
    file = named[0].text if named else ""
    if file and named[0].kind == "file" and len(spaces) == 1 and "/" not in file:
        file = f"{spaces.pop()}/{file}"
    file = file or (file_of(topic) if topic is not None and not spaces else "")
    comes_back = bool(named) and not is_listed and _RESTORES.search(said.copy) is not None
    words = "version restore" if comes_back else _VERSIONS
    return Wish(words, {"file": file}, 1.0) if file else None
