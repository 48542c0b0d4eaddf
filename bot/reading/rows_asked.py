"""Whose a file is and who changed it, asked of the one that was shown last, of rows of a list or of
one that is named: 它是谁传的，啥时候改过, *who did upload the biggest one*, *who last changed
photo-08.docx in Finance*. The file itself tells it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.language import english_in_digits
from bot.reading.cautions import is_chinese
from bot.reading.names import NameIndex
from bot.reading.numbers import digits
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.shown_files import file_of, shows_files
from bot.reading.space_meant import space_named
from bot.reading.understood import Topic, Understood, Wish

_LISTS: Final = frozenset({"files", "find", "largest", "oldest", "duplicates", "read on"})
_DONE_ZH: Final = (
    "(?:上传|修改|编辑|创建|更新|存|放|传|改|动|建|发|写|弄)(?:的|过|上来|进来|了|上去)*"
)
_ASKED_ZH: Final = re.compile(
    f"(?:是|被|最后|最近)*(?:谁|哪位|哪个人|什么人)(?:最后|最近|上次|把它?)*(?:{_DONE_ZH}|"
    f"的(?=[,;!?.， 啊呀呢]|$))"
    f"|(?:什么时候|啥时候|何时|哪天|几时|哪一天)(?:最后|被|给)*{_DONE_ZH}|最后(?:是)?(?:谁|"
    f"什么时候|啥时候){_DONE_ZH}"
    "|是(?:什么(?!空间)|啥|干(?:嘛|啥|什么)(?:用)?的?|做什么|谁的)(?:文件|东西|用的)?"
)
_ASKED_EN: Final = re.compile(
    r"(?<![a-z])(?:who(?:'s| is| was| has| had| did| else)*(?: [a-z]+)? (?:last )?(?:change|"
    r"changed|edit|edited|upload|"
    r"uploaded|modif(?:y|ied)|touch(?:ed)?|made|make|create|created|put|added|update|updated|"
    r"wrote|owns?|own)(?![a-z])"
    r"|(?<![a-z])last (?:person|one|guy|colleague) (?:to|who|that) (?:edit|chang|touch|upload|"
    r"updat|modif|wr[io]t)"
    r"|when(?:'s| is| was| were| did| has)*(?: [a-z0-9.'_-]+){1,5} (?:last )?(?:changed|edited|"
    r"uploaded|modified|touched|"
    r"created|added|updated|change|upload)(?![a-z])|whose (?:is|are|file)(?![a-z])"
    r"|(?:what(?:'s| is| are)|who needs) (?:it|that|this|the (?:biggest|largest|oldest|first|"
    r"top)(?: [a-z]+)?)(?: (?:one|file))?(?: even)? (?:for|about)(?![a-z]))"
)
_NOT: Final = re.compile(
    "恢复|还原|退回|版本|改名|重命名|改[成为叫]|挪|移[到动]|复制|拷|发[给到我]|样|都改过|历史|记录|权限|谁[能可有]|看到|空间|审批|批准|申请|删(?!不|"
    "了?吗|么)|排行|涨"
    "|(?<![a-z])(?:versions?|may|should|could|allowed|over|restore|permissions?|access|can see|"
    "may see|can open|delete|remove|"
    "rename|move|copy|send|most|"
    "approved|requests?|spaces?|quota|limit|settings?|alerts?|rule|back|overwr[a-z]*)(?![a-z])"
)
_POINTS: Final = re.compile(
    "它|他们?是|这(?=是?谁)|[这那](?:一?个|份)(?:文件|文档|表格?)?(?!空间|盘|月|周)"
    "|(?<![a-z])(?:it|that|this)(?: one| file| document)?(?![a-z])|(?<![a-z])the (?:file|"
    "document)(?![a-z])"
)
_FIRST: Final = {
    "largest": re.compile("最大|最占|(?<![a-z])(?:biggest|largest|top one|heaviest)(?![a-z])"),
    "oldest": re.compile("最[旧老早久]|(?<![a-z])oldest(?![a-z])"),
}
_IN_SPACE: Final = re.compile("空间(?=[里中内的])")
_NUMBERED: Final = re.compile(
    "(?:那|请问|[ ,])*+第?(?P<n>[0-9]{1,3})[个份条号项]?(?:文件)?(?:是|被)*+谁"
)
"""A bare number, where a list was shown."""
_NEWEST: Final = re.compile(
    "最[新近](?:更新|上?传|修?改)?(?:的(?:[那这]?一?[个份条])?|[那这]一?[个份条])"
    "(?:文件|文档)?(?:到底|究竟|是|被)*+谁"
    "|(?<![a-z])who(?:'s| is| was| has)? (?:uploaded|added|made|created|changed|edited|put|saved) "
    "(?:the )?(?:newest|latest|most recent)(?: (?:1|one|file|document|upload))?(?![a-z])"
)
_SEVERAL: Final = re.compile(
    "(?:最?前面?|头)(?P<n>[2-9两二三四五六七八九])[个份条]|(?<![a-z])(?:first|"
    "top) (?P<en>[2-9])(?![0-9a-z])"
)
_DELETED: Final = re.compile(
    "(?:能|可以?)[不否]?(?:能|可以)?(?:都|全)?删|删(?:了|掉)?(?:行|可以|吗|不)|"
    "(?<![a-z])(?:delete|get rid of|"
    "bin) (?:them|those)(?![a-z])"
)
_WITH_NAMES: Final = frozenset({"files", "find"})
"""Lists that tell of each file who has changed it."""


def rows_asked(
    said: Said, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Understood | Wish | None:
    """Give the file that tells what is asked, or the first rows to choose from; None for anything
    else.
    """
    copy = english_in_digits(said.copy)
    deletes = bool(_DELETED.search(copy))
    is_asked = bool(_ASKED_ZH.search(copy) or _ASKED_EN.search(copy))
    if not is_asked or (_NOT.search(_IN_SPACE.sub("", copy)) and not deletes):
        return None
    if named := _named(copy, parts, index):
        return Wish("file", {"file": named}, 1.0)
    if _NEWEST.search(copy):
        return _newest(copy, parts, topic, index)
    return _pointed(copy, parts, topic, deletes=deletes)


def _pointed(
    copy: str, parts: Sequence[Mention], topic: Topic | None, *, deletes: bool
) -> Understood | Wish | None:
    """Give the file that the sentence points to, or the first rows; None for neither."""
    if (
        topic is None
        or not shows_files(topic)
        or any(part.kind in {"space", "file"} for part in parts)
    ):
        return None
    rows = _SEVERAL.search(copy)
    if rows is not None and topic.words in _LISTS:
        return _several(int(digits(rows["n"] or rows["en"])), topic, deletes=deletes)
    row = "" if deletes else _row(copy, parts, topic)
    return Wish("file", {"file": row}, 1.0) if row else None


def _named(copy: str, parts: Sequence[Mention], index: NameIndex) -> str:
    """Give the one file that is named, in the one space that is; empty for none or several."""
    files = {part.text for part in parts if part.kind == "file"}
    if len(files) != 1:
        return ""
    file = files.pop()
    space, said = space_named(copy, parts, index)
    if said and not space:
        return ""
    is_whole = not space or file.casefold().startswith(f"{space.casefold()}/")
    return file if is_whole else f"{space}/{file}"


def _newest(
    copy: str, parts: Sequence[Mention], topic: Topic | None, index: NameIndex
) -> Wish | None:
    """Give the newest files of the space that is named, which tell who changed them; where none is,
    the file that is asked about.
    """
    space, said = space_named(copy, parts, index)
    if space:
        return Wish("files", {"place": f"{space} {'最新' if is_chinese(copy) else 'newest'}"}, 1.0)
    is_other = said or any(part.kind in {"space", "file"} for part in parts)
    is_shown = topic is None or topic.words in _LISTS
    return Wish("file", {}, 1.0) if is_shown and not is_other else None


def _row(copy: str, parts: Sequence[Mention], topic: Topic) -> str:
    counted = [part.text for part in parts if part.kind == "ordinal"]
    if counted:
        return counted[0] if len(counted) == 1 and topic.words in _LISTS else ""
    numbered = _NUMBERED.match(copy) if topic.words in _LISTS else None
    if numbered is not None:
        return numbered["n"]
    first = _FIRST.get(topic.words)
    if first is not None and first.search(copy):
        return "1"
    return file_of(topic) if _POINTS.search(copy) else ""


def _several(count: int, topic: Topic, *, deletes: bool) -> Understood | Wish:
    """Give the list that tells of each row who changed it, and the deletion of the rows where that
    is asked as well.
    """
    rows = [str(row) for row in range(1, count + 1)]
    space = topic.raw.get("space", "")
    is_asked = topic.words in _WITH_NAMES or not space
    shown = Wish(topic.words, dict(topic.raw)) if is_asked else Wish("files", {"place": space})
    if is_asked and not deletes:
        return replace(shown, score=1.0)
    first = [] if is_asked else [Wish("file", {"file": "1"}, 1.0)]
    gone = [Wish("file delete", {"files": " ".join(rows)}, 0.5)] if deletes else []
    return Understood("half", (*first, shown, *gone), kept=True)
