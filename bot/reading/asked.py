"""Questions whether something may be done, or is to be: they are answered, and nothing is begun."""

import re
from typing import Final

_ZH_DOES: Final = (
    "(?:删|清空|撤|关|停|建|移|暂停|静音|加|改|设|批|拒|收回|授权|扩|当|恢复|任命|取消|还原|发|"
    "复制|延长|结束)"
)
_FILLER: Final = "[^,.;!?帮替给把将请]"
_EN_DONE: Final = (
    "(?:deleted|removed|erased|dropped|destroyed|wiped|trashed|created|set|changed|paused|undone|"
    "restored|resumed|stopped|muted|silenced|made|limited|raised|approved|declined|imported|turned|"
    "moved|copied|renamed|revoked|granted|shared|extended|ended|given|cancelled|canceled|taken)"
)
_TAKES_PERMISSION: Final = re.compile(
    "^(?:请|麻烦|帮我|把|将)*(?:收回|撤销|取消|去掉|拿掉|撤掉).+的权限[!. ]*$"
)
"""Who takes somebody's permission away names it last, and does not speak about it."""
_WANTED: Final = re.compile(
    "[帮替把将]|(?<!申)请|给(?!谁)|麻烦|劳驾|拜托|[好行]吗[?]?$|可以[吗么不][?]?$|"
    "(?<![a-z])(?:please|pls|plz|thanks|thx|"
    "for me|ok|okay|(?:can|could|would|will) (?:you|we (?:have|get))|need|want|like)(?![a-z])"
)
"""Words of who wants it done, however politely it is put as a question."""
_WHETHER: Final = re.compile(
    f"(?:能不能|可不可以|能否|可否|是否|要不要|该不该|是不是|允不允许|准不准|"
    f"让不让){_FILLER}{{0,8}}?{_ZH_DOES}"
    f"|(?:能|可以|允许|准|该|需要|得|要|"
    f"由谁来){_FILLER}{{0,8}}?{_ZH_DOES}[^,.;]{{0,12}}(?:[吗么嘛呢]|[?])"
    f"|{_ZH_DOES}没{_ZH_DOES}|{_ZH_DOES}(?:掉|除)?了?(?:没有?|了么)[?]?$"
    "|贵不贵|难不难|快不快|值不值|安不安全|好不好[用弄使看]|还是[^,.;]{1,12}(?:好|合适|划算|"
    "快)[?]?$"
    f"|(?:还是|或是|或者)(?:不|别|留){_ZH_DOES}"
    "|(?<![a-z])(?:can|could|may|might|should|must|would|will|is|are|was|were|has|have) (?!you )"
    f"[^,.;!?]{{1,40}}? {_EN_DONE}(?![a-z])"
)
LIGHT: Final = frozenset(
    {"undo", "file undo", "use", "lang", "request space", "request room", "request access"}
    | {"alert take", "alert snooze", "alert me", "alert here", "alert mute", "alert room"}
    | {"digest weekly", "digest daily", "store", "file send", "file send here"}
)
"""What people ask for in questions, and what weighs little: 还能撤销吗, *can alerts come here?*"""
_ENDS: Final = re.compile(
    r"(?:怎么|如何|咋)[^,.;样]{0,4}[?!. ]*$|(?<![好行])(?:[吗么]|[?])[?!. ]*$"
)
_TALK: Final = re.compile(
    "的(?:流程|步骤|方法|方式|后果|理由|原因|区别|权限|坏处|好处|意义|作用|风险|条件|时间|记录|"
    "办法|规定|制度|人)"
    "(?:是|有|在)?(?:谁|什么|啥|哪些|哪[里儿]?|呢)?[?]?$"
    "|(?:失败|报错|出错|没用|没反应|没成功|不成功|太[快慢低高多少贵难])了?[!.]*$"
    "|(?:需要?|要|有|是|和|跟)[^,.;]{0,10}?(?:谁|什么|啥|哪些|多少|多久|几个?|哪[里儿]|区别|"
    "不同)[^,.;]{0,4}[?]?$"
    "|(?:之后|以后|完)呢|给谁|到哪|谁$"
    "|(?<![a-z])(?:failed|fails|(?:does|did)(?:n't| not) work|(?:is|was)(?: not|"
    "n't) working|how|why|when|whom?|"
    "where|reasons|consequences|too (?:low|high|slow|late)|slow|useless|since [a-z]+)[?!. ]*$"
)
"""What is said about a command, where a name would stand: 新建空间的流程, *restore file failed*."""

_ALONE: Final = re.compile(
    "failed|fails|how|why|when|whom?|where|失败了?|报错|怎么[弄办]|谁|哪里"
    "|(?:in|on|inside|under|between) (?:my|your|his|her|their|the) .+"
)


def is_talk(text: str) -> bool:
    """Tell whether what stands for a name or a number is nothing but talk: *failed*, 失败了."""
    return _ALONE.fullmatch(text) is not None


def speaks_about(copy: str) -> bool:
    """Tell whether the end of a sentence speaks about what it names first."""
    if _TAKES_PERMISSION.match(copy):
        return False
    return _TALK.search(copy) is not None and _WANTED.search(copy) is None


def only_asks(copy: str, words: str) -> bool:
    """Tell whether a sentence that sounds like this change asks if it may be done, is to be or was,
    and wants no more.
    """
    if words in LIGHT:
        return False
    return _asks_whether(copy) or ends_as_question(copy)


def _asks_whether(copy: str) -> bool:
    return _WHETHER.search(copy) is not None and _WANTED.search(copy) is None


def ends_as_question(copy: str) -> bool:
    """Tell whether what names something to do ends as a question does, and asks nobody to do it:
    *delete Finance?*, 删除市场部吗.
    """
    return _ENDS.search(copy) is not None and _WANTED.search(copy) is None
