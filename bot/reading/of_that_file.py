"""What is to become of the one file that the last answer was about: 不要了，删了吧, 那发给我吧, and
a new name that was given with a mistake.
"""

import re
from typing import Final

from bot.reading.file_names import is_file_name
from bot.reading.said import Said
from bot.reading.shown_files import file_of
from bot.reading.understood import Topic, Wish

_SHOWN: Final = frozenset({"file", "versions", "file rename"})
_LEAD: Final = "(?:那就?|就|行|好的?|ok|嗯|这个?|它|这文件|请|麻烦|帮我|给我|直接|把它|[ ,.])*"
_END: Final = "(?:吧|呗|哈|啊|了|一份|一下|[ .!])*"
_DELETED: Final = re.compile(
    f"{_LEAD}(?:(?:不要|没用|用不着|不需要|没人要|过期"
    f"|作废)了?[ ,.]*)?{_LEAD}(?:删掉?|删除|扔掉?)(?:了|掉|它)*{_END}"
)
_SENT: Final = re.compile(f"{_LEAD}(?:发|传)(?:送)?(?:一份)?(?:给)?我{_END}")
_MISNAMED: Final = re.compile(
    "(?:(?:不好意思|抱歉|哎呀?|哦|不对|等等|啊)[ ,.]*)*(?:我?(?:刚才|刚刚"
    "|刚)的?)?(?:新?(?:名字|名称|文件名|名))"
    "(?:[打写输弄起改]错(?:字|名)?了?)[ ,.]*(?:(?:应该|其实)?(?:是|叫|改成"
    "|改为) ?(?P<n>[^,;!?]{1,60}?))?"
    "(?:[ ,.]+(?:劳驾|麻烦|请|帮我|再)*(?:再)?改一?[次下].*)?[ .!]*"
)


def of_that_file(said: Said, topic: Topic | None) -> Wish | None:
    """Give what is wished of that file; None for anything else. A new name that may be a part of
    one is asked for in full.
    """
    file = file_of(topic) if topic is not None and topic.words in _SHOWN else ""
    if not file or topic is None:
        return None
    if _DELETED.fullmatch(said.copy):
        return Wish("file delete", {"files": file}, 1.0)
    if _SENT.fullmatch(said.copy):
        return Wish("file send", {"file": file}, 1.0)
    wrong = _MISNAMED.fullmatch(said.copy) if topic.words == "file rename" else None
    if wrong is None:
        return None
    name = said.typed(*wrong.span("n")).strip(' "“”') if wrong["n"] else ""
    is_whole = bool(name) and (is_file_name(name) or wrong["n"].startswith('"'))
    return Wish("file rename", {"file": file, "name": name} if is_whole else {"file": file}, 1.0)
