"""What stands before the name of a file and is no part of it: 不要删除photo-08.docx wishes nothing,
and 只恢复纪要-21.zip that one file alone.

And what is said beside a digest that comes every week: 不用天天发.
"""

import re
from typing import Final

from bot.reading.file_names import files
from bot.reading.said import Said
from bot.reading.understood import Topic, Understood, Wish

_LEAD: Final = "(?:请|麻烦你?|那就?|先|你|千万|可|哎呀?|等等|等一下|我说|[,. ])*"
_NOT: Final = "(?:不要|不用|不必|无需|勿|别|甭|暂时别|暂不)(?:再|去|把|给我|帮我|先|动手|[ ])*"
_DO: Final = (
    "(?:删除|删掉|删|清掉|扔掉?|移动|移走|移|挪走?|改名|重命名|复制|拷贝|发送|发|传|分享"
    "|恢复|还原|覆盖|动)"
)
_BACK: Final = "(?:恢复|还原|找回|捞回|弄回)"
_END: Final = "(?:这一?[个份]|文件|了|掉|啊|呀|吧|哦|就行|就好|就可以|即可|谢谢|[!.~ ])*"
_NEGATED: Final = re.compile(f"{_LEAD}{_NOT}{_DO}(?:了|掉)?[ :]?(?P<x>[^,;?]{{2,80}}?){_END}")
_ONLY: Final = re.compile(
    f"{_LEAD}(?:只|仅|光|单)(?:要|需要?|想|用)?(?P<do>{_DO}|{_BACK})(?:一下|回来|来|[ :])*"
    f"(?P<x>[^,;?]{{2,80}}?){_END}"
)
_WEEKLY: Final = re.compile(
    "(?P<wish>.*(?:每周|每个?星期|每个?礼拜|每个?月).*)[,，;；。] ?"
    "(?:不用|不必|不需要|无需|用不着|不要|别)(?:给我们?|搞|弄|再)?(?:每天|天天|每日|老)都?"
    "(?:发|推送?|来|报|提醒|汇总)?(?:了|的|啦|吧|[。.!！ ])*"
)


def without_aside(text: str) -> str:
    """Give a sentence that wishes something every week without that it need not be every day."""
    found = _WEEKLY.fullmatch(text)
    return found["wish"] if found else text


def beside_name(said: Said, topic: Topic | None) -> Understood | None:
    """Understand what is not to be done to a file, or to be done to one alone; None for anything
    else.
    """
    if found := _NEGATED.fullmatch(said.copy):
        name = _named(said, found)
        shown = (Wish("help"), Wish("file", {"file": name}))
        return Understood("half", shown, "negation") if name else None
    found = _ONLY.fullmatch(said.copy)
    name = _named(said, found) if found else ""
    is_back = found is not None and re.fullmatch(_BACK, found["do"]) is not None
    if not name or (topic is not None and topic.words == "versions"):
        return None
    if is_back:
        return Understood("sure", (Wish("bin restore", {"items": name}, 1.0),), kept=True)
    return None


def alone(text: str) -> str:
    """Give a wish for one file alone as the wish that it is: 只删合同.docx is 删合同.docx."""
    said = Said(text)
    found = _ONLY.fullmatch(said.copy)
    if found is None or not _named(said, found):
        return text
    return said.typed(found.start("do"), len(said.copy))


def _named(said: Said, found: re.Match[str]) -> str:
    """Give the file that is named where nothing else is; empty for anything else."""
    start, end = found.span("x")
    named = [(each.start, each.end) for each in files(said.copy[start:end], shown=True)]
    return said.typed(start, end).strip() if (0, end - start) in named else ""
