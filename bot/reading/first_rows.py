"""*Delete the first two*, 前两个删了吧: the first rows of the list of files that was just shown."""

import re
from typing import Final

from bot.language import english_in_digits
from bot.reading.numbers import digits
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_LISTS: Final = frozenset({"files", "find", "largest", "oldest", "duplicates", "read on"})
_EN_LEAD: Final = (
    "(?:(?:please|pls|ok(?:ay)?|and|now|then|so|just|yes|can you|could you|let's|lets)[ ,]+)*"
)
_ZH_LEAD: Final = "(?:请|麻烦你?|帮我|给我|那就?|就|先|好|行|把|[ ,])*"
_ROWS: Final = "(?:最?前面?|头)(?P<n>[2-9两二三四五六七八九])[个份条](?:文件)?"
_FORMS: Final = (
    re.compile(
        f"{_EN_LEAD}(?:delete|bin|remove|trash|erase|drop|dump|chuck|ditch|scrap|get rid of|"
        "throw (?:away|out)) (?:out )?(?:the )?(?:first|top) (?P<n>[2-9])"
        "(?: (?:files?|ones|items|rows|(?:of|on|in|from) (?:them|those|these|the list|that list|"
        "there)|there))*(?:,? (?:away|out|please|pls|then|for me|thanks))*[.! ]*"
    ),
    re.compile(f"{_ZH_LEAD}(?:删(?:掉|除|了)?|扔掉?|清掉){_ROWS}[吧了呗.! ]*"),
    re.compile(
        f"{_ZH_LEAD}{_ROWS}(?:都|全|给我|帮我|也|就|先|可以)*"
        "(?:删(?:掉|除|了)?|扔(?:掉|了)?|清掉|不要)[吧了呗.! ]*"
    ),
)


def first_rows(said: Said, topic: Topic | None) -> Wish | None:
    """Give the deletion of so many rows from the top; None where no list of files was shown."""
    if topic is None or topic.words not in _LISTS:
        return None
    copy = english_in_digits(said.copy).strip()
    found = next((each for form in _FORMS if (each := form.fullmatch(copy))), None)
    if found is None:
        return None
    rows = range(1, int(digits(found["n"])) + 1)
    return Wish("file delete", {"files": " ".join(map(str, rows))}, 1.0)
