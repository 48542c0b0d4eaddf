"""Sentences that go on from the last answer."""

import re
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
    "公司|总|组织|所有|全部|整个|company|total|overall|whole|everything|(?<![a-z])all(?![a-z])"
)
"""What a sentence is about that goes on, but not about the same space."""


def again(copy: str, topic: Topic) -> Wish | None:
    """Give the last wish where somebody wants the same once more."""
    return Wish(topic.words, dict(topic.raw), 1.0) if _AGAIN.fullmatch(copy) else None


def with_topic(route: Route[Any], args: Filled, topic: Topic, copy: str) -> Filled:
    """Take the space of the last answer where a short sentence names none."""
    part = next((each.name for each in route.takes if isinstance(each, Which)), None)
    about = topic.raw.get("space", "")
    if part is None or not about or args.raw.get(part):
        return args
    if _OTHERS.search(copy):
        return args
    raw = {
        each.name: {**args.raw, part: about}[each.name]
        for each in route.takes
        if each.name in {**args.raw, part: about}
    }
    missing = any(each.ask is not None and not raw.get(each.name) for each in route.takes)
    return Filled(raw, missing, args.spare, args.near)
