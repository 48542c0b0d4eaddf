"""The whole of a new name that begins like the name of a file: 把名字改成 合同-03终稿 吧."""

import re
from dataclasses import replace
from typing import Final

from bot.reading.said import Said, folded
from bot.reading.understood import Wish

_ZH_REST: Final = re.compile(
    "(?![吧呗啊呀呢了啦哈哦]|谢谢|就行|就好|可以|好吗|行吗)[\u4e00-\u9fffa-z0-9_()（）-]+?"
    "(?=$|[ ,.;!?，。；！？]|[吧呗啊呀呢了啦哈哦](?:$|[ ,.!?])|谢谢|就行|就好|好吗|行吗)"
)
_EN_REST: Final = re.compile(
    "(?: (?!please|pls|thanks|thank|thx|instead|for|because|so|since|as|in|from|and|or|then|now|"
    "if|but|it|that|which|would|will|ok|okay)[a-z0-9_-]+)+(?=$|[,.;!?]| )"
)
_ENDED: Final = re.compile("[.][a-z0-9]{1,5}$")


def with_whole_name(wish: Wish, said: Said) -> Wish:
    """Give a wish to rename with all of the new name; one that ends as files do is whole."""
    name = folded(wish.raw.get("name", ""))
    place = said.copy.rfind(name)
    if wish.words != "file rename" or not name or place < 0 or _ENDED.search(name):
        return wish
    end = place + len(name)
    rest = _ZH_REST.match(said.copy, end) or _EN_REST.match(said.copy, end)
    if rest is None:
        return wish
    return replace(wish, raw={**wish.raw, "name": said.typed(place, rest.end()).strip()})
