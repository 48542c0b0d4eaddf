"""Rules in sentences: who may do what, where, and whether it is asked first."""

import re
from collections.abc import Sequence
from typing import Final

_Rows = Sequence[tuple[str, re.Pattern[str]]]


def _rows(*rows: tuple[str, str]) -> _Rows:
    return tuple((meant, re.compile(said)) for meant, said in rows)


_EN_SPACE: Final = "(?:spaces?|drives?)"
_EN_FILE: Final = "(?:files?|documents?)"
_COMMANDS: Final = _rows(
    ("request room", "申请[^,.]{0,4}(?:扩容|容量)|[要求]扩容"),
    ("app space create", "应用空间"),
    (
        "folder create",
        "(?:建|创建|开|弄)[^,.]{0,4}文件夹|(?<![a-z])(?:creat|mak)[a-z]* [a-z ]*folders?",
    ),
    ("bin remove", "彻底删|永久删|清空?回收站|(?<![a-z])delet[a-z]* for ever"),
    (
        "file delete",
        (
            f"(?:删|清)[^,.]{{0,4}}(?:文件|文档|资料|东西)|(?<![a-z])(?:delet|remov)"
            f"[a-z]* [a-z ]*{_EN_FILE}"
        ),
    ),
    (
        "file move",
        f"(?:移|挪|搬)[^,.]{{0,4}}(?:文件|文档|资料|东西)|(?<![a-z])mov[a-z]* [a-z ]*{_EN_FILE}",
    ),
    (
        "file copy",
        f"(?:复制|拷贝?)[^,.]{{0,4}}(?:文件|文档|资料|东西)|(?<![a-z])copy[a-z]* [a-z ]*{_EN_FILE}",
    ),
    ("file rename", "改(?:文件)?名|重命名|(?<![a-z])renam(?![a-z]* [a-z ]*spaces?)"),
    ("share", "(?:分享|共享)|(?<![a-z])shar(?:e|es|ing)(?![a-z])"),
    (
        "grant",
        "授权|[给开]权限|(?<![a-z])(?:grant|giv)[a-z]* [a-z ]*(?:access|rights?|permissions?)",
    ),
    ("revoke", "收回|(?<![a-z])revok"),
    (
        "space delete",
        f"删[^,.]{{0,4}}(?:空间|盘)|(?<![a-z])(?:delet|remov)[a-z]* [a-z ]*{_EN_SPACE}",
    ),
    (
        "space create",
        (
            f"(?:建|创建|开|弄)[^,.]{{0,4}}(?:空间|盘)|(?<![a-z])(?:creat|mak|open)"
            f"[a-z]* [a-z ]*{_EN_SPACE}|(?<![a-z])new {_EN_SPACE}"
        ),
    ),
    ("quota set", "[改设调][^,.]{0,3}(?:配额|上限|容量)|(?<![a-z])quotas?(?![a-z])"),
)
_ONLY_ADMINS: Final = re.compile(
    "(?:只有|仅|只能|只让|只许|只准)(?:由|让|是)?管理员|(?<![a-z])only (?:an? |"
    "the )?admins?(?![a-z])"
    "|(?<![a-z])(?:nobody|no ?one) (?:but|except) (?:an? |the )?admins?"
)
_ASK: Final = re.compile(
    "审批|批准|同意|点头|报备|先问|经过?管理员|(?<![a-z])(?:approv[a-z]*|ok|"
    "permission first|ask(?:ed)? (?:first|before)|needs? an ok)(?![a-z])"
)
_DENY: Final = re.compile(
    "不[许准让得能可]|不允许|禁止|别让|禁用|(?<![a-z])(?:not|dont|cannot|cant|[a-z]+n't|never|forbid|ban|prevent|"
    "block|stop|keep|no longer|deny|nobody|no ?one)(?![a-z])"
)
_ALLOW: Final = re.compile("允许|放开|可以|也?能|(?<![a-z])(?:allow|may|can|let)(?![a-z])")
_PEOPLE: Final = _rows(
    (
        "members",
        "成员|员工|大家|普通人|同事|(?<![a-z])(?:members?|employees?|staff|users?)(?![a-z])",
    ),
    (
        "everybody",
        (
            "所有人|任何人|谁都|谁也|全员|(?<![a-z])(?:everybody|everyone|anybody|anyone|"
            "nobody|no one)(?![a-z])"
        ),
    ),
)
_PLACES: Final = _rows(
    (
        "everywhere",
        "[所全]有(?:的)?(?:地方|会话)|哪[儿里]都|到处|任何地方|(?<![a-z])(?:everywhere|anywhere)(?![a-z])",
    ),
    ("in groups", "所有群|群聊|(?<![a-z])in groups(?![a-z])"),
    (
        "here",
        (
            "这个?群|本群|群里|咱群|这里|这儿|(?<![a-z])(?:here|in this (?:group|chat|"
            "conversation))(?![a-z])"
        ),
    ),
    ("in private chats", "单聊|私聊|私下|(?<![a-z])private(?![a-z])"),
)


def rule_said(copy: str) -> str:
    """Give the rule that a sentence wishes, as it would be typed; empty where anything of it was
    not said. A rule about single people is for whoever means them to say: it is asked.
    """
    command = _first(_COMMANDS, copy)
    outcome = _outcome(copy)
    people = "members" if _ONLY_ADMINS.search(copy) else _first(_PEOPLE, copy)
    if not people and outcome == "ask":
        people = "members"
    if not (command and outcome and people):
        return ""
    return f"{command} {people} {_first(_PLACES, copy) or 'everywhere'} {outcome}"


def _outcome(copy: str) -> str:
    if _ASK.search(copy):
        return "ask"
    if _ONLY_ADMINS.search(copy) or _DENY.search(copy):
        return "deny"
    return "allow" if _ALLOW.search(copy) else ""


def _first(rows: _Rows, copy: str) -> str:
    return next((meant for meant, said in rows if said.search(copy)), "")
