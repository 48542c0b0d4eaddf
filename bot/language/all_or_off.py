"""Words that stand for everything, and for no longer anything, where a name or a value could stand.

Whatever takes one of them takes all of them.
"""

from typing import Final

from bot.language.typed import normalise

ALL_WORDS: Final = ("all", "everything", "all spaces", "全部", "所有", "所有空间", "全部空间")
OFF_WORDS: Final = ("off", "none", "no", "关", "关闭", "取消", "无", "清空")


def is_all(text: str) -> bool:
    """Tell whether everything is meant; what stands in quotes is a name."""
    return normalise(text) in ALL_WORDS


def is_off(text: str) -> bool:
    """Tell whether something is to end, and not what is to take its place."""
    return normalise(text) in OFF_WORDS
