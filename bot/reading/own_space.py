"""Who asks for a space of their own: *could our department be given a space of its own for the fair
documents*, 我们组想申请一个共享空间，名字叫“质量管理”，20个G.

It is asked of the admins, whoever says so.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import size_in
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

_SPACE: Final = "(?:(?:shared|team|drive|new|separate) )*(?:space|drive|workspace)"
_WANTS: Final = (
    "(?:can|could|may|would|should|shall|grateful|like|wish|possible|"
    "please|get|gets|have|given|give|request|ask)"
)
_OWN: Final = re.compile(
    f"(?<![a-z]){_WANTS}(?![a-z]).*?(?<![a-z])(?:an? )?"
    f"(?:{_SPACE} (?:of (?:its|our|my|their) own|(?:just |only )?for (?:ourselves|itself|"
    f"themselves|our own))|(?:(?:its|our|their|my) )?own {_SPACE})(?![a-z])"
    "|(?<![a-z])(?:needs?|wants?|looking for|could use|would like|don'?t have|have no) "
    "(?!.*(?<![a-z])(?:create|set up|make|open)(?![a-z]))"
    "(?:an? |any )?(?:shared |common |central )?place (?:for|to (?:put|keep|store|share|save))"
    "(?![a-z])"
)
_OWN_ZH: Final = re.compile(
    "^(?=.*(?:能不能|能否|可不可以|可否|希望|申请|能给)).*?(?:申请|开|建|给|要|有|配|弄|搞)"
    "(?:一?个)?(?:新的?|共享的?|公共的?|自己的?|单独的?|独立的?|专属的?|专门的?|专用的?|团队的?)+"
    "(?:空间|网盘|云盘|钉盘|盘)"
    "|(?:想?要|需要|缺|来|求)(?:一?个|点儿?)?(?:可以|能)?(?:放|存)[^,.;!?]{1,12}的(?:地方|位置)"
    "|(?:想?要|需要|缺)(?:一?个)?(?:地方|位置)(?:来|可以|能)?(?:放|存)"
    "|缺一?个(?:新的?|共享的?|公共的?)?(?:空间|网盘|云盘|钉盘|盘)"
)
_NAME: Final = re.compile(
    '"(?P<q>[^"]{1,60})"'
    '|(?<![a-z])(?:called|named|by the name of) (?P<n>[^,.;!?"]{1,60}?)'
    "(?=$|[,.;!?]| (?:for|with|about|please|because|so)(?![a-z]))"
    '|(?:名字|名称)?(?:就|叫)?(?:叫做?|取名为?|命名为?) ?(?P<zh>[^,.;!?" ]{1,30}?)'
    "(?=$|[,.;!?]|吧|的)"
)
_FOR: Final = re.compile(
    "(?<![a-z])(?:own|itself|ourselves|space|drive),? (?:just )?for (?:the |our |all |these |"
    "those )?(?P<x>(?!me|us|ourselves|itself|it(?![a-z])|them|our own)[a-z0-9][^,.;!?]{1,50}?)"
    "(?: please| thanks)?(?=$|[,.;!?])"
)
_NOT: Final = re.compile(
    "(?<![a-z])(?:who|how|why|what|where|when|which|don't|not|never|if (?!our|we)|had|deleted?|"
    "remove|rename|move|copy|(?:in|to|into|from|of) our own)(?![a-z])"
    "|申请新空间[: ]?(?![吗吧呢])[^,.;!?]{2,}$"
    "|应用|怎么|如何|谁|为什么|不[想要用]|别|删|移到|挪|如果|要是"
)


def own_space(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the request for a new space with its name and its size, as far as they are said; None
    for anything else.
    """
    if any(part.kind in {"space", "file"} for part in parts) or _NOT.search(said.copy):
        return None
    if not (_OWN.search(said.copy) or _OWN_ZH.search(said.copy)):
        return None
    name, size = _named(said), size_in(said.typed(0, len(said.copy)))
    return Wish("request space", {"name": f"{name}, {size}" if size else name} if name else {}, 1.0)


def _named(said: Said) -> str:
    for form in (_NAME, _FOR):
        if (found := form.search(said.copy)) is not None:
            group = next(name for name, text in found.groupdict().items() if text)
            return said.typed(*found.span(group)).strip(" ,.")
    return ""
