"""What is said of a name: a file without its ending, or by its kind, a folder by a part of its
name.
"""

import re
from collections.abc import Collection
from typing import Final

from bot.language import normalise
from bot.reading.kinds import of_kind

_ENDING: Final = re.compile(r"(?<=.)\.[a-z0-9]{1,5}$")
_FOLDER: Final = re.compile(
    "(?:(?:in|into|to|inside) )?(?:(?:the|that|this|our|my) )?(?:folder (?:called |named )?)?"
    "(?P<name>.+?)(?: (?:folder|directory))?(?:[这那]个)?(?:的?(?:文件夹|目录))?(?:[里内中下]面?)?"
)


def without_ending(said: str, names: Collection[str]) -> str:
    """Give the one name that is what was said but for its ending, empty for none or several."""
    wanted = normalise(said)
    found = [each for each in names if _ENDING.sub("", normalise(each)) == wanted]
    return found[0] if wanted and len(found) == 1 else ""


def by_kind(said: str, names: Collection[str]) -> str:
    """Give the one name of a file of the kind that was said, and with what was said besides in it:
    那个PPT, *the budget spreadsheet*; empty for none or several.
    """
    alike = {normalise(each): each for each in names}
    found = of_kind(normalise(said), alike)
    return alike[found[0]] if len(found) == 1 and len(alike) == len(names) else ""


def by_part(said: str, names: Collection[str]) -> str:
    """Give the one name of a folder that has what was said in it as whole words, empty for none or
    several: *the Material folder*, 资料文件夹 are 资料 Material.
    """
    found = _FOLDER.fullmatch(normalise(said))
    wanted = found["name"].strip() if found else ""
    exact = [each for each in names if normalise(each) == wanted]
    words = f" {wanted} "
    some = exact or [each for each in names if words in f" {normalise(each)} "]
    return some[0] if wanted and len(some) == 1 else ""
