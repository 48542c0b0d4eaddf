"""*Actually I need the second one back*, 恢复第二个: a row of the list of versions that was just
shown, and nothing of the recycle bin.
"""

import re
from typing import Final

from bot.language import english_in_digits
from bot.reading.numbers import digits
from bot.reading.said import Said
from bot.reading.shown_files import file_of
from bot.reading.understood import Topic, Wish

_VERSIONS: Final = "versions"
_PLACES: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_EN_LEAD: Final = (
    "(?:(?:please|pls|ok(?:ay)?|and|now|then|so|just|yes|actually|no|wait|sorry|hm+|can you|"
    "could you|can we|i|we|want|need|would like|i'd like|to|take|get|have|give me|let's|lets|"
    "go|switch|roll|put)[ ,]+)*"
)
_EN_ROW: Final = (
    "(?:the )?(?:version )?(?:number )?(?P<n>first|second|third|fourth|fifth|sixth|[1-9][0-9]?)"
    "(?:st|nd|rd|th)?(?: (?:one|version|row))?"
)
_EN_END: Final = "(?: (?:please|pls|again|instead|now|then))*[ .!]*"
_FORMS: Final = (
    re.compile(
        f"{_EN_LEAD}(?:restore|recover|revert to|back to|bring back|return to|use|reinstate) "
        f"(?:to )?{_EN_ROW}(?: back)?{_EN_END}"
    ),
    re.compile(f"{_EN_LEAD}{_EN_ROW} back{_EN_END}"),
    re.compile(
        "(?:还是|请|麻烦你?|帮我|给我|那就?|就|先|好|行|把|我要|要|[ ,])*"
        "(?:(?:恢复|还原|回|退|换|改)(?:到|成|回)?)第?(?P<n>[1-9一二两三四五六七八九])(?:个|版|条)?"
        "(?:版本)?[吧了呗.! ]*"
    ),
    re.compile(
        "(?:还是|请|麻烦你?|帮我|给我|那就?|就|先|好|行|把|我要|要|[ ,])*"
        "第(?P<n>[1-9一二两三四五六七八九])(?:个|版|条)(?:版本)?(?:给我|帮我|再|也)*"
        "(?:恢复|还原|找回|弄回|拿回|换回)(?:一?下|来|回来)?[吧了呗.! ]*"
    ),
)


def version_back(said: Said, topic: Topic | None) -> Wish | None:
    """Give the version that comes back; None where no list of versions was shown."""
    file = file_of(topic) if topic is not None and topic.words == _VERSIONS else ""
    copy = said.copy.strip()
    found = next((each for form in _FORMS if (each := form.fullmatch(copy))), None)
    if not file or found is None:
        return None
    row = _PLACES.get(found["n"]) or digits(english_in_digits(found["n"]))
    return Wish("version restore", {"file": file, "version": str(int(row))}, 1.0)
