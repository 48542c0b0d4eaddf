"""Takes back what was begun here, for who thinks again: 先别删了, *actually don't delete it*.

What is asked here was ended before. A deletion that waits is undone where it is spoken of; who only
says *never mind* is offered that (the command ``cancel`` does).
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
