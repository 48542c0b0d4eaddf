"""Questions who may make or delete a space, which is explained and not done."""

import re
from typing import Final

_ZH_WHO: Final = (
    "(?:我们?|咱们?|自己|成员|普通人|员工|同事|新人|用户|大家|别人|谁|哪些人|什么人|任何人|"
    "所有人|管理员)"
)
_ZH_MAY: Final = "(?:能不能|可不可以|能否|可否|是否能|是否可以|能|可以|有权限?|有没有权限?|允许)"
_ZH_DOES: Final = "(?:新?建|创建|开(?:一?个|新)|删)"
_EN_WHO: Final = (
    "(?:i|we|they|(?:a |an |the )?(?:normal |ordinary |new |regular )?(?:members?|employees?|"
    "users?|people|staff|admins?)|anybody|anyone|everybody|everyone|somebody|someone)"
)
_EN_DOES: Final = (
    "(?:create|creating|(?:make|open|set up) (?:a|an|one|new|my|our|some|another)|delete|deleting|"
    "remove|removing|get rid of)(?![a-z])(?!.* from )(?!.* (?:bigger|larger))"
)
_EN_LED: Final = "(?: [a-z']+){0,2}?"
_ASKED: Final = re.compile(
    f"(?:谁|哪些人|什么人)(?:才|都|有)?{_ZH_MAY}[^,.;帮替]{{0,8}}?{_ZH_DOES}"
    f"|{_ZH_WHO}(?:自己|也|都|现在)?{_ZH_MAY}[^,.;帮替]{{0,8}}?{_ZH_DOES}[^,.;]{{0,16}}(?:吗|么|嘛|不|[?])"
    f"|{_ZH_WHO}(?:自己|也|都|现在)?(?:能不能|可不可以|能否|可否|是否能|是否可以|有没有权限?)"
    f"[^,.;帮替]{{0,8}}?{_ZH_DOES}"
    f"|(?<![a-z])(?:can|could|may) {_EN_WHO}{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])who (?:can|could|may|is allowed to|is permitted to|is able to|has the right to)"
    f"{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])(?:am|are|is) {_EN_WHO} (?:allowed|permitted|able|entitled) to{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])(?:do|does) {_EN_WHO} have (?:the )?(?:rights?|permissions?) to{_EN_LED} "
    f"{_EN_DOES}"
)
_MORE: Final = re.compile(
    "规定|规则|限制|说了算|怎么|怎样|如何|为什么|为啥|然后|别的|恢复|找回|(?<![a-z])(?:how|why|when|what|if|undo|not|cannot|decides?|ruled?|rules)(?![a-z])"
)
_SPACE: Final = re.compile("空间|盘|(?<![a-z])(?:spaces?|drives?)(?![a-z])")


def asks_who_may(copy: str, *, about: str) -> bool:
    """Tell whether a sentence asks who may make or delete a space; ``about`` is one it names."""
    if _MORE.search(copy) or not (about or _SPACE.search(copy)):
        return False
    return _ASKED.search(copy) is not None
