"""What somebody may say who was not understood: things the bot can do, each with a sentence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

from bot.access import Role
from bot.language import language_of
from bot.routing import Route, Routes

S = TypeVar("S")

MOST = 3
NEAR: Final = 0.1
"""How likely a command is at least that is near to what was said."""
_USUAL: Final = ("quota top", "space", "spaces", "quota", "digest", "help")
"""What most people ask; all of it is shown where nothing is near."""
_NAMES: Final = ("市场部", "Marketing")
"""How the space in the sentences is called."""

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "spaces": ("有哪些空间", "list all spaces"),
    "space": ("市场部还剩多少空间", "how much room is left in Marketing"),
    "use": ("默认空间 市场部", "use Marketing"),
    "quota": ("组织还剩多少容量", "how much capacity is left"),
    "quota top": ("哪些空间快满了", "what is nearest to full"),
    "quota set": ("把市场部的软配额设为500 GB", "set the soft quota of Marketing to 500 GB"),
    "quota levels": ("容量级别 市场部 80% 95%", "quota levels Marketing 80% 95%"),
    "space create": ("新建一个叫市场部的空间", "create a space called Marketing"),
    "space delete": ("删掉市场部", "delete the space Marketing"),
    "pending": ("待处理", "pending"),
    "undo": ("撤销", "undo"),
    "whoami": ("我是谁", "who am i"),
    "lang": ("语言 英文", "lang zh"),
    "cancel": ("取消", "cancel"),
    "help": ("你能做什么", "what can you do"),
    "audit": ("操作记录 市场部", "audit Marketing"),
    "budget": ("还剩多少调用量", "how many calls are left"),
    "alert open": ("哪些提醒没处理", "what is filling up"),
    "alert take": ("接手 市场部", "alert take Marketing"),
    "alert snooze": ("2小时稍后提醒", "alert snooze 2 hours"),
    "alert trend": ("趋势 市场部", "alert trend Marketing"),
    "alert room": ("申请扩容 市场部", "alert room Marketing"),
    "alert here": ("在此提醒", "alert here"),
    "alert me": ("提醒我", "alert me"),
    "alert list": ("提醒列表", "alert list"),
    "alert off": ("关闭提醒", "alert off"),
    "files": ("看看市场部的文件", "show me the files in Marketing"),
    "file": ("查看文件 海报.psd", "show me the file poster.psd"),
    "versions": ("看看海报.psd的历史版本", "show me the versions of poster.psd"),
    "version restore": ("把海报.psd恢复到版本2", "restore version 2 of poster.psd"),
    "find": ("帮我找海报", "find the file poster"),
    "folder create": ("新建一个叫海报的文件夹", "create a folder called Posters"),
    "file rename": ("把海报.psd重命名为海报终稿.psd", "rename poster.psd to final.psd"),
    "file move": ("把2移动到市场部", "move 2 to Marketing"),
    "file copy": ("把2复制到市场部", "copy 2 to Marketing"),
    "file delete": ("删除文件 2", "file delete 2"),
    "bin restore": ("恢复文件 2", "bin restore 2"),
    "bin remove": ("永久删除2", "delete 2 for ever"),
    "largest": ("市场部里最大的文件", "largest files in Marketing"),
    "oldest": ("市场部里最旧的文件", "oldest files in Marketing"),
    "duplicates": ("市场部里的重复文件", "duplicate files in Marketing"),
    "by kind": ("市场部里有哪些类型的文件", "kinds of files in Marketing"),
    "biggest folders": ("市场部里最大的文件夹", "biggest folders in Marketing"),
    "file send": ("把海报.psd发给我", "send me the file poster.psd"),
    "file send here": ("把海报.psd发到这里", "send the file poster.psd here"),
    "store": ("把文件存到市场部", "store the file in Marketing"),
    "app space create": ("新建一个叫周报的应用空间", "create an app space called Reports"),
    "request space": ("申请一个叫市场部的空间", "request a space called Marketing"),
    "digest": ("最近空间有什么变化", "what happened to the spaces"),
}
"""A sentence in Chinese and one in English, each understood as the command itself."""


def things(
    routes: Routes[S],
    near: Sequence[Route[S]],
    role: Role,
    language: str,
    *,
    group: bool,
    about: str = "",
) -> list[tuple[str, str]]:
    """Give some things this person can do here: what each does, and how it may be said, ``about``
    the space that was named.

    The nearest come first, and those that only show something before those that change it. Where
    nothing is near, it is what most people ask.
    """
    most = MOST if near else len(_USUAL)
    usual = (route for words in _USUAL if (route := routes.named(words)) is not None)
    may = {each.words: each for each in (*near, *usual) if each.needs(group=group) <= role}
    return rows_of(_shows_first(list(may.values())[:most]), language, about=about)


def rows_of(chosen: Iterable[Route[S]], language: str, *, about: str = "") -> list[tuple[str, str]]:
    """Give what each command does, and how it may be said about a space, if there is one."""
    return [(each.help, _about(sentence(each, language), about)) for each in chosen]


def _about(said: str, space: str) -> str:
    """Let a sentence be about a space, if there is one."""
    for name in _NAMES if space else ():
        said = said.replace(name, space)
    return said


def sentence(route: Route[S], language: str) -> str:
    """Give something that is said for a command; its name, where there is no sentence."""
    if route.words in SENTENCES:
        return SENTENCES[route.words][0 if language == "zh" else 1]
    said = (each for each in route.phrases if "{" not in each and language_of(each) == language)
    return next(said, route.called(language))


def _shows_first(routes: Iterable[Route[S]]) -> list[Route[S]]:
    return sorted(routes, key=lambda route: not route.looks)
