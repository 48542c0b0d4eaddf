"""Who changed a row of the list of files that was just shown: 第6个谁最后改过. That file tells it,
and no record of what was done here does.
"""

import re
from typing import Final

from bot.language import english_in_digits
from bot.reading.numbers import digits
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_LISTS: Final = frozenset({"files", "find", "largest", "oldest", "duplicates", "read on"})
_WHO: Final = "(?:是|被|都|给|到底)*(?:谁|哪个|哪位|什么人)"
_WHEN: Final = "(?:最后|最近|上次|什么时候|一次|[ ])*"
_DID: Final = "(?:编辑|修改|改动?|动|更新|上传|传|创建|建)(?:过|的|了|上来|一次|呀|啊|呢|[?!. ])*"
_ROW: Final = re.compile(
    "(?:请问|那|看看|查一?下|[, ])*第(?P<n>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
    f"(?:个|份|条|项)(?:文件|文档|表格?)?[ ,]?(?:{_WHO}{_WHEN}|{_WHEN}{_WHO}){_DID}"
    "(?:,.*(?:版本|历史|记录).*)?"
)


def row_changed(said: Said, topic: Topic | None) -> Wish | None:
    """Give the file that is asked about; None where no list of files was shown."""
    if topic is None or topic.words not in _LISTS:
        return None
    found = _ROW.fullmatch(said.copy.strip())
    if found is None:
        return None
    return Wish("file", {"file": str(int(digits(english_in_digits(found["n"]))))}, 1.0)
