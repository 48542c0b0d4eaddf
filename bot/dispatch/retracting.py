"""Takes back what was begun here, for who thinks again: 先别删了, *actually don't delete it*.

A deletion that waits is undone where it is spoken of, or where somebody regrets and says nothing
else (*oh no, wrong one, bring it back*); who only says *never mind* is offered that (the command
``cancel`` does), and so is who asks whether it can come back. What is asked meanwhile does not
stand in the way: *don't delete it* is said of what happens by itself, unless it answers whether to
delete something else.
"""

import re
from typing import Final, TypeVar

from bot.drive.both_languages import halves_of
from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.files.way_back import changed_files_last
from bot.holds import Hold
from bot.language import is_no, normalise, plain, unquoted
from bot.messages import Command
from bot.routing import Routes
from bot.services import Services

S = TypeVar("S")

_CHARACTERS = 80
_DELETING_COMMANDS: Final = frozenset({"space delete", "file delete", "bin remove"})
_DELETING = re.compile(
    "删|撤|后悔|反悔|改主意|留着|(?<![a-z])(?:delet|remov|changed my mind|keep it)"
)
_DELETES = re.compile("删|清空|扔|(?<![a-z])(?:delet|remov|eras|trash|throw|get rid)")
_CLAUSES = re.compile("[,，。.!！;；~\n]+")
_STOPPED_FOR = re.compile("((?:别|不要|不)删(?:除|掉)?了)(?=[^了吧啊呀哦呢吗嘛么?])")
"""What is said behind 别删了 is why."""
_STOP = re.compile(
    "(?:(?:哎呀?|快|赶紧|赶快|马上|立刻|请|麻烦|帮我|给我|你|等等|等一下|等下|慢着|那就?|还是|先|算了|不行|不对|千万|都|就|可|把|"
    "停一?下来?|停(?=别)|空间)[ ]*)*"
    "(?:(?:停止|停下|停掉|停|中止|终止|叫停|取消|撤销|撤回)(?:这个|那个|这次|刚才|刚刚|空间|它|一下|的)*删除?(?:操作|任务)?"
    "|(?:这个|那个|这次|刚才的?)*(?:删除?)(?:操作|任务)?(?:先|给我|赶紧)*(?:停(?:下来?|掉)?|取消掉?|撤[销回掉]?|中止)"
    "|(?:(?:先|都|就|可|再)*(?:别|不要|不能|不许|不用|不该|不可以|不)(?:再|先|给我)*删(?:除|掉|它|这个|那个|空间)*)+"
    "|(?:留着|保留|留下)(?:它|这个|那个|空间)*)[了吧啊呀哦呢的 ]*"
    "|(?:(?:oh|no|wait|stop|please|pls|quick(?:ly)?|hold on|sorry|actually|hey|ok(?:ay)?|but)[ ]+)*"
    "(?:(?:stop|cancel|abort|halt|undo|call off|pause)(?: (?:the|that|this|my|your))?"
    " (?:deletion|deleting|delete|removal)(?: of)?(?: (?:it|that|this|the space))?"
    "|(?:please )?(?:don't|do not|stop|never|mustn't)(?: you)? (?:delet|remov)(?:e|ing)"
    "(?: (?:it|that|this|them|(?:the|that|this) space|that one|anything))?"
    "|(?:please )?keep (?:it|that|this|(?:the|that|this) space|that one))"
    "(?: (?:yet|now|please|after all|anymore|any more|for now|then))*[ ]*"
)
"""A clause by which what is being deleted is to stay."""
_NAMED = re.compile(
    r"(?:(?:等等|等一下|算了|还是|先|那就|请)[ ,]*)*(?:别|不要|不)删除?(?:掉)?(?P<zh>.+?)"
    r"[了吧啊呢 .!~]*"
    r"|(?P<zh2>.+?)(?:先|还是)*(?:别|不要|不)删除?[了吧啊呢 .!~]*"
    r"|(?:(?:actually|wait|oh|no|please|sorry|hold on)[ ,]*)*(?:don't|do not|stop) "
    r"(?:delet|remov)(?:e|ing) (?:the )?(?P<en>.+?)[ .!~]*(?:please|after all|anymore)?[ .!~]*"
)
_SPEAKS_OF_IT: Final = re.compile(
    "(?:别|不|停|取消|撤).*删|删.*(?:停|取消|撤)|留|(?<![a-z])keep(?![a-z])"
    "|(?<![a-z])(?:don't|do not|stop|cancel|abort|halt|undo|never)(?![a-z]).*(?:delet|remov)"
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
    """Give the space whose deletion is taken back now, None for none: one's own that was begun here
    comes first, then one's own from elsewhere, and what others asked for here.
    """
    said = normalise(text)
    if len(text) > _CHARACTERS or not (_SPEAKS_OF_IT.search(said) or stops_deletion(text)):
        return None  # which most of what is said here is told without a trip
    name = "" if stops_deletion(text) else _name(said)
    near = await _within_reach(command, services)
    if name or not stops_deletion(text):
        called = [each for each in near if _stops(said, _space(each).name)]
        if called:
            return _space(called[-1]).name
        if not name:
            return None
    meant = [each for each in near if not name or is_called(name, [_space(each)])]
    named = [each for each in meant if normalise(_space(each).name) in said]
    found = named or meant
    return _space(found[-1]).name if found else None


def _stops(said: str, space: str) -> bool:
    """Whether a text says of the space, by its name or in one of its languages, that it stays."""
    rest = said
    for each in (normalise(space), *halves_of(normalise(space))):
        edges = (r"(?<![a-z])", r"(?![a-z])") if each.isascii() else ("", "")
        rest = re.sub(re.escape(each).join(edges), " ", rest)
    return rest != said and stops_deletion(" ".join(rest.split()))


def stops_deletion(text: str) -> bool:
    """Whether a text says that nothing is to be deleted, and else only gives reasons."""
    said = _STOPPED_FOR.sub(r"\1,", normalise(text))
    clauses = [each for each in _CLAUSES.split(said) if each.strip()]
    stops = [each for each in clauses if _says_stop(each)]
    rest = [each for each in clauses if each not in stops]
    return bool(stops) and not any(_DELETES.search(each) for each in rest)


def wants_back(text: str) -> bool:
    """Whether a text speaks of getting something back."""
    said = normalise(text)
    return len(text) <= _CHARACTERS and ("捞" in said or _SAYS_BACK.search(said) is not None)


_HOW_BACK: Final = re.compile(
    "(?<![a-z])(?:how (?:do|can|could|would|to)|can|could|is there (?:a|any) way (?:to|for))"
    "(?: (?:i|we|you|me|us|one|somebody|to))* (?:get|bring|have|put|take)(?: me| us)? "
    "(?:it|that|this|them|those|the files?|that file|that one) back(?![a-z])"
    "|(?:怎么|怎样|如何|咋)[^,.;，。]{0,6}?(?:恢复|找回|弄回|拿回|要回|还原|撤回|撤销)"
    "(?:它|这个|那个|来|了)*[呢啊?？!！。 ]*$"
)


def wants_it_back(text: str) -> bool:
    """Whether a text asks how something gets back that was just taken away, and wants it so."""
    return len(text) <= _CHARACTERS and _HOW_BACK.search(normalise(text)) is not None


def asks_to_delete(state: object, routes: Routes[S]) -> bool:
    """Whether something that is asked would delete, once it is agreed to."""
    offers = getattr(state, "offers", ())
    asked = routes.goes_on(state)
    words = {each.words for each in offers} | ({asked.words} if asked else set())
    return not _DELETING_COMMANDS.isdisjoint(words)


def _says_stop(clause: str) -> bool:
    is_said = _STOP.fullmatch(clause.strip()) is not None
    return is_said or (_DELETING.search(clause) is not None and is_no(clause))


_NEEDED: Final = re.compile(
    "[^,.;]*(?:还要用|还在用|还用得着|还需要|要用的?"
    "|(?<![a-z])(?:needs?|wants?|uses?) (?:it|that|this|them)(?: archive| space| one)?"
    "(?: after all| still| for [a-z]+)?)[了呢的 ]*"
)
"""Why a space is to stay, which may speak of another by its name: *legal still needs that*."""


def _without_need(said: str) -> str:
    clauses = [each.strip() for each in _CLAUSES.split(said) if each.strip()]
    return ", ".join(each for each in clauses if not _NEEDED.fullmatch(each)) or said


async def regretted(text: str, command: Command, services: Services) -> tuple[str, bool] | None:
    """Give the space of the deletion that waits where somebody regrets it, and whether they only
    ask if it can be taken back; None where none waits, or something else is said, or files were
    changed since: what came last is what is regretted.

    One's own comes first, wherever it was asked for, then what was asked for here.
    """
    said = normalise(text)
    if len(text) > _CHARACTERS or _SAYS_BACK.search(said) is None:
        return None  # which most of what is said here is told without a trip
    found = await _within_reach(command, services)
    names = [_space(each).name for each in found]
    named = [name for name in names if name and normalise(name) in said]
    for name in named:
        said = said.replace(normalise(name), " ").strip()
    if not found or not (_REGRETS.fullmatch(said) or _REGRETS.fullmatch(_without_need(said))):
        return None
    if not named and await changed_files_last(services, command):
        return None
    return (named or names)[-1], _WHETHER.search(said) is not None


async def _within_reach(command: Command, services: Services) -> list[Hold]:
    """Give what waits and may be meant, the likeliest last: what others asked for here, one's own
    from elsewhere, one's own from here.
    """
    who, here = command.sender.key, command.conversation.id
    waiting = [each for each in await services.holds.waiting() if each.state == "waiting"]
    own = [each for each in waiting if each.asker.key == who]
    near = [each for each in waiting if each not in own and each.conversation.id == here]
    return [*near, *sorted(own, key=lambda hold: hold.conversation.id == here)]


def _name(said: str) -> str:
    found = _NAMED.fullmatch(said)
    return "" if found is None else unquoted(plain(next(filter(None, found.groups()), "")))


def _space(hold: Hold) -> Space:
    return Space(hold.id, str(getattr(hold.plan, "name", "")), "org", None)
