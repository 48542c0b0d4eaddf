"""What something is made for that only *it* names: *we start the Osaka project on monday, make a
space for it*, 下周启动大阪项目，给它建个空间.
"""

import re
from typing import Final

from bot.language import size_in
from bot.reading.said import Said
from bot.reading.understood import Wish

_HAN: Final = re.compile("[\u4e00-\u9fff]")
_FOR_IT: Final = re.compile(
    "(?:给|为|帮)(?:它|这个|那个|这|那)(?!项目)"
    "|(?<![a-z])for (?:it|this|that)(?! [a-z]*(?:project|team))"
)
_BEGUN: Final = (
    re.compile(
        "(?:启动|开始|开展|筹备|成立|推进|立项|接了|新接|上线|要做|在做|要搞|在搞)(?:一?个|了)?(?:新的?)?"
        "(?P<x>[^,;!?，。；]{2,20}?)(?=[,;，。；]|了)"
    ),
    re.compile(
        r"(?<![a-z])(?:start|kick|launch|begin|open|run|plann?|prepar|work|got|have|sett)[a-z]*"
        r"(?: off| on| up| for)*(?: (?:a|an|the|our|this|that|new|another))* "
        r"(?P<x>[^,.;!?]{2,40}?)(?= (?:on|next|in|this|today|tomorrow|soon|from|at|for|with)"
        r"(?![a-z])|[,.;!?]| and )"
    ),
)
_MAKES: Final = re.compile(
    "给(?:它|这个|那个|这|那)(?:单独|专门|也)?(?:新?建|创建|开|弄|搞|整)(?:立|设|通)?"
    "一?个?(?:新的?)?(?:空间|钉盘|盘)"
    r"|(?<![a-z])(?:make|create|set up|open|start|spin up|need|get)(?: me| us)?(?: (?:a|an|one))?"
    r"(?: new| shared| team)*(?: (?:space|drive))? for (?:it|this|that)(?![a-z])"
)
_NO_NAME: Final = re.compile("(?:it|this|that|a|an|the|one|something|space|drive|它|这个|那个)")


def made_for_it(said: Said) -> Wish | None:
    """Give the new space that is plainly wanted for what was named before; None for no such."""
    name = spoken_of(said) if _MAKES.search(said.copy) else ""
    return Wish("space create", {"name": name}, 1.0) if name else None


def spoken_of(said: Said) -> str:
    """Give its name, with the size that is said; empty where nothing before *it* says one."""
    pointed = _FOR_IT.search(said.copy)
    before = said.copy[: pointed.start()] if pointed else ""
    found = next((each for begun in _BEGUN if (each := begun.search(before))), None)
    if found is None or _NO_NAME.fullmatch(found["x"].strip()):
        return ""
    name = said.typed(*found.span("x")).strip(" \"'“”")
    size = size_in(said.copy[found.end() :])
    behind = "，容量 {}" if _HAN.search(said.copy) else ", with {}"
    return f"{name}{behind.format(size)}" if size else name
