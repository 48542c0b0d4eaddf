"""Takes a name back that was just given: 名字改回去, *give it its old name back*."""

import re
from typing import Final

from bot.reading.said import Said
from bot.reading.shown_files import shows_files
from bot.reading.understood import Topic, Wish

_BUT: Final = (
    "(?:(?:oh|no|wait|actually|sorry|hm+|ok|please|pls|hold on|well|and|but|can you|could you|oops|"
    "on second thoughts?|let's|better|damn|argh|ugh|ah|sorry about that|just|quickly|i'd like to"
    "|(?:that was |that's |it's )?(?:the )?wrong(?: (?:one|file|name))?|my (?:mistake|bad|fault)"
    "|(?:that was |it was )?a mistake|i (?:got|did|had) (?:that|it|the) wrong(?: one)?"
    "|i (?:picked|chose|took|renamed|changed) the wrong (?:one|file)"
    "|i made a mistake|i want to|i need to|would you|so|then|hey|no no)(?![a-z])[ ,.!:;-]*"
    "|(?:哎呀?|哦|等等|等一?下|不对|算了|还是|先|那就|那|不|其实|要不|请|帮我|麻烦|给我|快|把|它|这个|文件的?|那个"
    "|改错了?|名字改错了?|弄错了?|搞错了?)[ ,.!]*)*+"
)
_AS_IT_WAS: Final = (
    "(?: again| (?:to )?(?:what|how|the way|like) it (?:was|used to be)(?: called)?(?: before)?"
    "| to (?:before|normal|the (?:original|old|previous)(?: one)?))?"
)
_BACK: Final = re.compile(
    f"{_BUT}(?:"
    "(?:原来的?|旧的?|以前的?|之前的?)?(?:名字?|名称|文件名)(?:还是)?(?:给我)?(?:改|换|变|恢复)回?(?:去|来|原来的?样?子?)"
    "|(?:名字?|名称|文件名)?(?:还是)?(?:改|换|恢复|还原)(?:回|成|为|到)?(?:原来|原先|之前|以前|原|旧|老)的?"
    "(?:那个)?(?:名字?|名称|文件名|叫法)"
    "|(?:还是)?(?:用|叫|要)(?:回)?(?:原来|原先|之前|以前|原|旧|老)的?(?:那个)?(?:名字?|名称|文件名)"
    "|(?:give|put|change|rename|set|turn|make|take|get|bring)"
    "(?: it| that| this| the file)?(?: back)?"
    "(?: to)?(?: its| the)? (?:old|original|previous|former|first|earlier) name(?: back)?"
    "|(?:change|put|set|turn|switch|make|get|bring|restore|revert) (?:the |its |that |their )?"
    f"(?:file ?)?names? (?:back)?{_AS_IT_WAS}"
    "|(?:undo|revert|reverse|take back|roll back) (?:the |that |this |my )?(?:last )?"
    "(?:renam(?:e|ing)|name change|change of name)"
    "|(?:rename|name|call) (?:it|that|this|the (?:file|document|doc)|them"
    f"|[^ ,;!?]{{1,60}}[.][a-z0-9]{{1,5}}) back{_AS_IT_WAS}"
    "|(?:use|keep|restore|i (?:want|need|prefer|liked)) (?:the|its) "
    "(?:old|original|previous|former) name(?: back)?"
    "|(?:the |its )?(?:old|original|previous) name (?:was|is) (?:better|right|fine)"
    ")(?:吧|了|呀|啊|比较好|就好|就行|,? ?(?:please|pls|again|instead|sorry)|[ ,.!])*"
)
_LONGEST: Final = 80
_UNDO: Final = "file undo"
_LAST: Final = re.compile(
    f"{_BUT}(?:undo|revert|take back|reverse|roll back|cancel)(?: me| again)? "
    "(?:my|the|our|that|this)(?: very)? (?:last|latest|previous) "
    "(?:(?:change|action|move|rename|renaming|copy|step|deed|command|thing|operation|edit)s?"
    "(?: (?:i|you|we) (?:did|made))?)(?:,? (?:please|pls|again|now|sorry)|[ .!])*"
)
"""The last change of files, taken back by what it was."""
_DEED_ZH: Final = (
    "(?:把)?(?:我)?(?:刚才|刚刚|刚|上一?次|上一?步|前面|之前|最近)(?:我)?(?:那[个次步]|这[个次步]|做|一次|的)*"
    "(?:文件)?(?:改名字?|重命名|移动|挪动?|复制|修改|更改|改动)(?:操作|的)?"
)
_LAST_ZH: Final = re.compile(
    f"{_BUT}(?:{_DEED_ZH}(?:给我|帮我|都|也)?(?:撤[销回]掉?|撤了|撤掉|取消掉?|还原|恢复|退回去?|改回[去来])"
    f"|(?:撤销|撤回|取消|还原|恢复|回退){_DEED_ZH})(?:吧|了|呀|啊|一下|[ ,.!])*"
)
_JUST_BACK: Final = re.compile(
    f"{_BUT}(?:给我|帮我)?(?:[改换变弄]回(?:[去来]|原样|原来(?:的样子?|那样)?)|(?:恢复|还原)(?:成|到)?原样)"
    "(?:吧|了|呀|啊|一下|比较好|就好|就行|好了|[ ,.!])*"
    f"|{_BUT}(?:change|switch|set|put|turn|make|revert|flip) (?:it|that|this|the (?:file|document))"
    f"(?: right)? back{_AS_IT_WAS}(?:,? (?:please|pls|again|now|sorry)|[ .!])*"
)
"""What is changed back is the file that was changed last, where the last answer was of files."""
_NAMED_BACK: Final = re.compile(
    "(?<![a-z])(?P<name>(?:(?:re)?name|call) (?:it|that|this|the file)|(?:change|set|put|turn) "
    "(?:it|that|this|(?:its|the|that) (?:file ?)?name)) back "
    "(?=(?:in)?to [^ ,;!?]{1,80}[.][a-z0-9]{2,5})",
    re.IGNORECASE,
)


def without_back(text: str) -> str:
    """Give who says which name a file is to have *again* as who gives it that name."""
    return _NAMED_BACK.sub(r"\g<name> ", text)


def wants_name_back(text: str, topic: Topic | None) -> bool:
    """Tell whether an old name is wanted back, so that *back* is no name, and no part of one."""
    return name_back(Said(text), topic) is not None or without_back(text) != text


def name_back(said: Said, topic: Topic | None) -> Wish | None:
    """Give the undoing of the last change of files, where the old name is wanted back."""
    if len(said.copy) > _LONGEST:
        return None
    forms = (_BACK, _LAST, _LAST_ZH, *((_JUST_BACK,) if shows_files(topic) else ()))
    is_back = any(form.fullmatch(said.copy) for form in forms)
    return Wish(_UNDO, {}, 1.0) if is_back else None
