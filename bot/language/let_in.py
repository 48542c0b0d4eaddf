"""Who is to get into a new space, said behind its name: 给员工甲和员工乙都开上编辑权限. Pure."""

import re
from typing import Final

from bot.language.typed import Reading, trim

_RIGHT_ZH: Final = "(?:可?编辑|读写|修改|查看|只读|下载|上传|管理|访问|全部|使用|协作)"
LET_IN: Final = re.compile(
    "[ ,.]+(?:并且?|然后|再|先|另外|顺便|记得|还要)*(?:"
    "给(?P<gives>(?:[^ ,.给]{1,12},){0,4}[^ ,.给]{1,30}?)(?:都|也|全|各)?(?:开|加|设"
    "|配|授予?|分配|弄|给)?(?:通|上|好|一下|个)*"
    f"(?:{_RIGHT_ZH}的?权限?|(?<=[开加设配授予通上个])权限)"
    f"|[让叫](?P<lets>(?:[^ ,.让叫]{{1,12}},){{0,4}}[^ ,.让叫]{{1,30}}?)(?:都|也"
    f"|全)?(?:能|可以|可|有)(?:够)?(?:进|看|改|传|用|{_RIGHT_ZH})"
    "|把(?P<adds>(?:[^ ,.把]{1,12},){0,4}[^ ,.把]{1,30}?)(?:都|也|全)?(?:加|拉|放|添"
    "|请)(?:到|在|进|上|入)*(?:里面|里头|里|来|去|空间)*"
    f"|{_RIGHT_ZH}的?权限(?:都|就)?(?:开|授"
    f"|分)?给(?P<role>(?:[^ ,.]{{1,12}},){{0,4}}[^ ,.]{{1,30}}?)(?=$|[.吧])"
    f"|(?:(?<=,)|(?<=, ))(?P<can>[^ ,.]{{2,12}}?)"
    f"(?:都|也)?(?:只能?|可以?|能)?{_RIGHT_ZH}"
    "(?:权限)?(?=$|[,.])"
    "|(?:成员|编辑者|协作者|参与者|可编辑的?人?)(?:就|先)?(?:有|是|为|写|填|定"
    "|:) ?(?P<named>[^.]{1,50}?)(?=$|[.])"
    "|(?:and |then |also |please )*(?:give|grant) (?P<en>[^,.]{1,40}?) (?:an? |the )?"
    "(?:edit(?:or|ing)?|view(?:er|ing)?|read(?:-only)?|write|full|download)?(?: only)? ?"
    "(?:access|permissions?|rights?)"
    "|(?:and |then |also |please )*(?:let|add|invite) (?P<add>[^,.]{1,40}?) "
    "(?:(?:can |to )?(?:edit|view|see|write|read)(?: (?:in )?it)?"
    "|as (?:an? )?(?:editors?|viewers?|members?)|to it|in)"
    "(?=$|[ ,.])"
    "|(?:with )?(?:editors?|members?)(?: are| should be|:| is)? (?P<own>[^,.]{1,40}?)(?=$|[,.])"
    ")"
)
_WHO: Final = ("gives", "lets", "adds", "role", "named", "can", "en", "add", "own")
_MOST: Final = 240


def let_in(text: str) -> str:
    """Give who is to get a permission for a new space, as it was said; empty for nobody."""
    reading = Reading(f"x {text[:_MOST]}")
    named = [
        trim(reading.raw_between(*found.span(group)))
        for found in LET_IN.finditer(reading.copy)
        for group in _WHO
        if found[group]
    ]
    return "、".join(named)
