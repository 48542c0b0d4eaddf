"""Files that are told of by what they are, and by no name: *the big files*, *what is there twice*,
老文件, 被删的资料. A list shows them, and no search finds them.
"""

import re
from typing import Final

_FILES_EN: Final = "(?:files?|documents?|docs?|ones?|things?|stuff|items?)"
_LISTED: Final = re.compile(
    "重复|一模一样|[两多几]份一样|(?:两|2|多|几|好几)[遍次回]|(?:两|2|双)份的?文件"
    "|(?:[大老旧]|最[大老旧]|很[大老旧久])的?(?:文件|文档|资料|东西)"
    "|(?:没什?么?用|用不[着上到]|不用|没人[用看动要]|能[清删][理掉]?|可以[清删][理掉]?|占地方|过期|过时)了?的"
    r"(?!.*[a-z0-9]\.[a-z])"
    "|(?:没用|无用|过期|过时)(?:文件|文档|资料|东西)|^(?:没什?么?用|不用|过期|过时|旧|老)了?$"
    "|(?:删|扔|丢|清)(?:除|掉)?(?:了|过)?的(?:[那些这]*)(?:文件|文档|资料|东西|内容)?"
    "|(?<![a-z])(?:big|large|huge|heavy|fat|old|stale|unused|forgotten|same|identical) "
    rf"{_FILES_EN}(?![a-z])"
    "|(?<![a-z])(?:twice|doubles?|doubled|duplicates?|duplicated|twins|copies(?! of)|weight|bulk|"
    "deleted|binned|trashed)(?![a-z])"
)


def is_listed(copy: str) -> bool:
    """Tell whether a list shows what is told of, as no name of a file is said."""
    return _LISTED.search(copy) is not None


_DUPLICATES: Final = re.compile(
    "重复|一模一样|一样|[遍次回]|双|(?<![a-z])(?:twice|doubl|duplicat|twins|copies|same|identical)"
)
_LARGE: Final = re.compile("大|占地方|(?<![a-z])(?:big|large|huge|heavy|fat|weight|bulk)(?![a-z])")
_GONE: Final = re.compile(
    "[删扔丢清](?:除|掉)?(?:了|过)?的|(?<![a-z])(?:deleted|binned|trashed)(?![a-z])"
)


def list_of(copy: str) -> str:
    """Give the command whose list shows what is told of; empty for what is told by a name, and for
    what is gone.
    """
    if not is_listed(copy) or _GONE.search(copy):
        return ""
    if _DUPLICATES.search(copy):
        return "duplicates"
    return "largest" if _LARGE.search(copy) else "oldest"
