"""Who made, put or changed a file of the list that was just shown: *who put that there*, 谁传的.

A file's own card tells it. Of a ranking *it* is what heads it; of other lists it is asked which.
"""

import re
from typing import Final

from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_RANKINGS: Final = frozenset({"largest", "oldest"})
_LISTS: Final = frozenset({"files", "find", "duplicates", "read on"}) | _RANKINGS
_WHO: Final = re.compile(
    "(?:and |so |but |ok |hey |please |[ ,])*"
    "(?:who(?:'s| is| was)?(?: the one)?(?: that| who)?(?: has| had| actually)? ?"
    "(?:made|created|uploaded|added|put|saved|left|wrote|changed|edited|touched|stored|dumped)"
    "(?: (?:it|that|this|that one|this one|that file|this file))?(?: in)?(?: there| here| last)?"
    "|whose (?:is (?:it|that|this)|file is (?:it|that|this)))[ ?.!]*"
    "|(?:那|这|它|这个|那个|的|请问|[ ,])*(?:是)?(?:被)?谁(?:给)?"
    "(?:上?传|放|建|创建|存|弄|改|加|搞)(?:的|上去的|进去的|上来的|进来的|过)?[啊呀呢吗了? .!]*"
)


def who_made(said: Said, topic: Topic | None) -> Wish | None:
    """Give the card of the file that is meant; None where no list of files was shown."""
    if topic is None or topic.words not in _LISTS or not _WHO.fullmatch(said.copy.strip()):
        return None
    return Wish("file", {"file": "1"} if topic.words in _RANKINGS else {}, 1.0)
