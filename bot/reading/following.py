"""Sentences that go on from the last answer."""

import re
from dataclasses import replace
from typing import Any

from bot.language import Which
from bot.reading.filling import Filled
from bot.reading.understood import Topic, Wish
from bot.routing import Route

_AGAIN = re.compile(
    r"(?:那|请|麻烦)?(?:再来一?[次遍]|再查一?[次遍]|再看一?[次遍]|重来一[次遍]|刷新(?:一下|下)?|"
    r"再一次|重新查(?:一下)?)[吧呀啊 .!。~]*"
    r"|(?:please )?(?:again|once more|one more time|do (?:it|that) again|repeat(?: (?:it|that|"
    r"please))?|same again|refresh)(?: please)?[ .!]*"
)
_OTHERS = re.compile(
    "公司|单位|集团|一共|合计|整体|总|组织|所有|全部|整个|各个?空间|哪里|哪儿|到处|company|total|overall|whole|everything"
    "|(?<![a-z])(?:all|any|anywhere|somewhere|everywhere|elsewhere|across)(?![a-z])"
)
"""What a sentence is about that goes on, but not about the same space."""
_BACK = re.compile("上一?[页个]|往前|前一?页|回|(?<![a-z])(?:back|previous|last page)(?![a-z])")
_FIRST = re.compile("开头|最前|beginning")
_ZH_SPACE = "(?:空间|钉盘|云盘|网盘|盘)"
_ZH_ON = (
    "(?=$|[ ,.;!?~的也就都给不先再要快满超到有涨删清去撤改设调扩申加批停]"
    "|[关静别请我你帮用吧呀啊呢了还恢取查看检当做通提告没太容归])"
)
_EN_ON = (
    "(?= ?(?:$|[,.;!?])| (?:to|at|for|until|by|from|now|too|please|as|off|back|again)(?![a-z]))"
)
_POINTS = re.compile(
    f"它|[这那](?:一?个{_ZH_SPACE}?|一?{_ZH_SPACE}){_ZH_ON}"
    "|(?<![a-z])(?<!the )it(?! (?:space|drive|team|department|support))(?![a-z])"
    "|(?<![a-z])(?:that|this|the same) (?:one|space|drive)(?![a-z])"
    f"|(?<![a-z])(?:that|this){_EN_ON}"
)
"""Words that point to the space of the last answer."""
_PLACE = "place"
"""What the part of a command is called that is a space or a folder."""
_OF_FILES = frozenset({"who", "my rights"})
"""What is asked of a file as of a space."""
_ORDERED = re.compile(" (?:最新|newest)$")
"""How the files of a place were put in order, which is no part of it."""
_GIVEN = frozenset({"grant", "revoke"})
_HIM = re.compile(
    "(?<![a-z])(?:him|his|her|hers|them|their|it|that|this)(?![a-z])|[他她它]|刚才|刚刚"
)
"""Words that point to whom a permission was given, or to the permission."""
_NAMES = re.compile(
    '["“”「」『』《》]|(?<![a-z])(?:called|named)(?![a-z])|叫做|名叫|名为|名字|[把将](?!它|这|那)'
    "|(?<![a-z])the (?:space|drive|folder) (?!(?:to|at|for|until|by|from|now|too|please|as|off|"
    "back|again|is|that|which|we|i|you)(?![a-z]))[^ ,.;!?]"
    "|(?<![a-z])(?:delete|erase|remove|trash|wipe|get rid of) "
    "(?!(?:it|that|this|the|all|any|my|our|me|us)(?![a-z]))[^ ,.;!?]"
)
"""Words by which a sentence names a space, known or not."""


def again(copy: str, topic: Topic) -> Wish | None:
    """Give the last wish where somebody wants the same once more."""
    return Wish(topic.words, dict(topic.raw), 1.0) if _AGAIN.fullmatch(copy) else None


def with_topic(route: Route[Any], args: Filled, topic: Topic, copy: str) -> Filled:
    """Take the space of the last answer where a short sentence names none, and the page of a list.

    A change takes it only where the sentence points to it: a name that nobody knows is none of it.
    """
    if route.words == topic.words and args.turns:
        page = 1 if _FIRST.search(copy) else topic.page + (-1 if _BACK.search(copy) else 1)
        return replace(args, raw={**args.raw, args.turns: f"page {max(1, page)}"})
    if {route.words, topic.words} <= _GIVEN:
        return _of_the_same(route, args, topic, copy)
    part = next((each.name for each in route.takes if isinstance(each, Which)), None)
    if part is None and route.looks:
        part = next((each.name for each in route.takes if each.name == _PLACE), None)
    place = _ORDERED.sub("", topic.raw.get(_PLACE, ""))
    about = topic.raw.get("space", "") or (place if route.looks else "")
    if part == _PLACE and route.words in _OF_FILES:
        about = topic.raw.get("file", "") or about
    if part is None or not about or args.raw.get(part):
        return args
    if _OTHERS.search(copy) or (not route.looks and not _points(copy)):
        return args
    raw = {
        each.name: {**args.raw, part: about}[each.name]
        for each in route.takes
        if each.name in {**args.raw, part: about}
    }
    missing = any(each.ask is not None and not raw.get(each.name) for each in route.takes)
    return Filled(raw, missing, args.spare, args.near)


def _of_the_same(route: Route[Any], args: Filled, topic: Topic, copy: str) -> Filled:
    """Take the person and the place of the permission that was just given or taken, where a
    sentence points to them and says neither.
    """
    same = {name: topic.raw.get(name, "") for name in ("person", _PLACE)}
    if not all(same.values()) or any(map(args.raw.get, same)) or not _HIM.search(copy):
        return args
    given = {**args.raw, **same}
    raw = {each.name: given[each.name] for each in route.takes if each.name in given}
    missing = any(each.ask is not None and not raw.get(each.name) for each in route.takes)
    return replace(args, raw=raw, missing=missing)


def _points(copy: str) -> bool:
    """Whether a sentence points to what was spoken of, and names nothing."""
    return bool(_POINTS.search(copy)) and not _NAMES.search(copy)
