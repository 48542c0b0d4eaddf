"""Takes back what was begun here, for who thinks again: 先别删了, *actually don't delete it*.

What is asked here was ended before. A deletion that waits is undone where it is spoken of, or where
somebody regrets and says nothing else (*oh no, wrong one, bring it back*); who only says *never
mind* is offered that (the command ``cancel`` does), and so is who asks whether it can come back.
"""

import re

from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.holds import Hold
from bot.language import is_no, normalise, plain, unquoted
from bot.messages import Command
from bot.services import Services

_CHARACTERS = 80
_DELETING = re.compile(
    "删|撤|后悔|反悔|改主意|留着|(?<![a-z])(?:delet|remov|changed my mind|keep it)"
)
_NAMED = re.compile(
    r"(?:(?:等等|等一下|算了|还是|先|那就|请)[ ,]*)*(?:别|不要|不)删除?(?:掉)?(?P<zh>.+?)"
    r"[了吧啊呢 .!~]*"
    r"|(?P<zh2>.+?)(?:先|还是)*(?:别|不要|不)删除?[了吧啊呢 .!~]*"
    r"|(?:(?:actually|wait|oh|no|please|sorry|hold on)[ ,]*)*(?:don't|do not|stop) "
    r"(?:delet|remov)(?:e|ing) (?:the )?(?P<en>.+?)[ .!~]*(?:please|after all|anymore)?[ .!~]*"
)
_BACK = (
    "恢复|还原|找回|救回|撤回|撤销|要回|弄回|拿回|(?:搞|弄|点|删|选|按)错|误删|后悔|反悔|别删|不该删|"
    "(?:bring|get|put|take|want|give|have)(?: me)?(?: it| that| this| them| the space| that one)? "
    "back|restore|recover|undelete|undo|revert|(?:the )?wrong (?:one|space|drive)|"
    "by (?:mistake|accident)|"
    "(?:my|a) mistake|accidentally|(?:i )?didn't mean (?:to|that|it|this)"
)
_SAYS_BACK = re.compile(_BACK)
_AROUND = (
    "哎呀|哎哟|哎|唉|啊|糟糕|糟|坏|完|天哪|天呐|不好意思|不好|等等|等一下|快点|快|赶紧|赶快|马上|立刻|请|"
    "麻烦|帮我|帮忙|帮|给|能不能|可不可以|可以|能|还|刚才|刚|我|你|把|那|这|个|空间|盘|的|了|一下|下|"
    "回来|来|吧|吗|呢|么|呀|嘛|删除|删掉|删|它|是|又|不小心|手滑|被|想|要|掉|"
    "oh|no|oops|ouch|damn|wait|please|sorry|quickly|quick|can|could|you|i|we|it|that|this|them|the|one|"
    "space|just|now|back|still|again|to|want|need|is|was|there|any|a|way|be|me|deleted|did|"
    "get|possible|fast|for|us|my god|hold on|help"
)
_REGRETS = re.compile(
    f"(?=(?P<back>.*?(?:{_BACK})))"
    rf"(?:(?:{_BACK}|{_AROUND})(?:(?<=[a-z])(?![a-z])|(?<![a-z]))[ ,.!?~;:]*+)++"
)
"""All of it says that something is to come back; what else is named there is not meant by it."""
_WHETHER = re.compile("吗|么|能不能|可不可以|[?]|^(?:can|could|is|any) ")


async def taken_back(text: str, command: Command, services: Services) -> str | None:
    """Give the space whose deletion this person began here and takes back now, None for none."""
    if len(text) > _CHARACTERS:
        return None
    said = normalise(text)
    name = "" if is_no(text) else _name(said)
    if not (name or (_DELETING.search(said) and is_no(text))):
        return None
    own = await begun_here(command, services)
    called = [each for each in own if not name or is_called(name, [_space(each)])]
    return _space(called[-1]).name if called else None


async def regretted(text: str, command: Command, services: Services) -> tuple[str, bool] | None:
    """Give the space of the deletion that waits where somebody regrets it, and whether they only
    ask if it can be taken back; None where none waits, or something else is said.

    One's own comes first, wherever it was asked for, then what was asked for here.
    """
    said = normalise(text)
    if len(text) > _CHARACTERS or _SAYS_BACK.search(said) is None:
        return None  # which most of what is said here is told without a trip
    who, here = command.sender.key, command.conversation.id
    waiting = [each for each in await services.holds.waiting() if each.state == "waiting"]
    own = [each for each in waiting if each.asker.key == who]
    near = [each for each in waiting if each not in own and each.conversation.id == here]
    found = [*near, *own]
    names = [_space(each).name for each in found]
    named = [name for name in names if name and normalise(name) in said]
    for name in named:
        said = said.replace(normalise(name), " ").strip()
    if not found or _REGRETS.fullmatch(said) is None:
        return None
    return (named or names)[-1], _WHETHER.search(said) is not None


async def begun_here(command: Command, services: Services) -> list[Hold]:
    """Give the holds that whoever asks began in this conversation, the last one last."""
    who, here = command.sender.key, command.conversation.id
    return [
        hold
        for hold in await services.holds.waiting()
        if hold.asker.key == who and hold.conversation.id == here and hold.state == "waiting"
    ]


def _name(said: str) -> str:
    found = _NAMED.fullmatch(said)
    return "" if found is None else unquoted(plain(next(filter(None, found.groups()), "")))


def _space(hold: Hold) -> Space:
    return Space(hold.id, str(getattr(hold.plan, "name", "")), "org", None)
