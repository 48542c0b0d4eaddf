"""What a question politely asks for: 能不能给我建一个空间, *can I have edit access to poster.psd*.

Pure: it tells the wish from a question whether or how something is done, which is only explained.
"""

import re
from typing import Final

from bot.language import Reading, trim

GIVES: Final = frozenset(
    {
        *("request space", "request room", "request access", "alert room"),
        *("space create", "app space create", "folder create", "quota set", "grant", "share"),
        *("alert here", "alert me", "digest daily", "digest weekly"),
    }
)
"""What is given, or asked for, and takes nothing from anybody."""
_WANTS: Final = re.compile(
    "[给帮替](?:我|咱|大家)|(?:我|咱|我们|咱们)(?:想|要|想要|需要)"
    "|(?<![a-z])(?:can|could|may|might|shall) (?:i|we|you)(?: please| pls| maybe)?"
    " (?:have|get|be given|give|make|create|set up|open)(?![a-z])"
    "|(?<![a-z])(?:i|we)(?:'d| would)? (?:want|need|like)(?![a-z])"
)
_HOW: Final = re.compile("怎么|怎样|如何|知道|了解|(?<![a-z])(?:how|know|why|whether)(?![a-z])")
_ROLE_EN: Final = "(?P<role>edit|view|read|write|download|manage)"
_I_ZH: Final = "(?:我们?)?(?:现在|这边|好像|也)*"
_LONG_ZH: Final = "(?:想要?|要|需要|得|急着)"
_NOT_ZH: Final = "(?:但是?|可是?|不过|提示|说我?|我|显示)*"
_ASK_ZH: Final = (
    "(?:能不能|可不可以|可以|麻烦你?|请|帮我|帮忙|给我|替我|你|就)*(?:申请|开通?|要)(?:一下|一个|个|下)?"
    "(?:(?:查看|访问|编辑)?的?权限)?(?:看一?下|看看|吧|吗|么|呗|谢谢|好吗|行吗)*"
)
_ACCESS: Final = (
    re.compile(
        "(?:(?:hi|hello|hey|please|pls),? )*(?:(?:can|could|may) (?:i|we)(?: please)? "
        "(?:have|get|be given)|(?:can|could) (?:you|somebody|someone)(?: please)? (?:give|grant) "
        "(?:me|us)|(?:i|we) (?:want|need)|i(?:'d| would) like) (?:an? |the |some )?"
        f"(?:{_ROLE_EN} )?"
        "(?:access|permissions?|rights?) (?:to|for|on|in|of) (?P<place>.+)"
    ),
    re.compile(
        "(?:请问)?(?:能不能|可不可以|可以|能|可否|能否|麻烦)?(?:帮我|给我们?)(?:申请|开通?|加)?(?:一下|个)?"
        "(?P<place>[^,，。]+?)的?(?:可)?(?P<role>编辑|查看|下载|管理)的?权限(?:[吗么吧]|可以吗|好吗|行吗)?"
    ),
    re.compile(
        "(?:我(?:们)?)?(?:想要?|需要|要)?(?:帮我|麻烦|请)?申请(?:一下|个|开通?)?(?P<place>[^,，。]+?)"
        "(?:里面?)?的?(?:可)?(?P<role>编辑|查看|下载|管理)的?(?:权限|访问权限?)"
    ),
    re.compile(
        "我(?:们)?(?:想要?|需要|要)(?P<place>[^,，。]+?)的?(?:可)?(?P<role>编辑|查看|下载|管理)的?权限"
    ),
    re.compile(
        f"{_I_ZH}{_LONG_ZH}(?P<role>编辑|修改|改|查看|看|下载)(?:一下|看看)?"
        "(?P<place>[^,，。]+?)[, ]*"
        f"{_NOT_ZH}没(?:有)?(?:查看|看|编辑|访问)?的?权限[,. ]*{_ASK_ZH}"
    ),
    re.compile(
        f"{_I_ZH}(?:打不开|看不了|看不到|进不去|访问不了|没有?权限(?:看|进|打开|访问))"
        f"(?P<place>[^,，。]+?)(?P<role>)[,. ]+{_NOT_ZH}{_ASK_ZH}"
    ),
    re.compile(
        f"(?P<place>[^,，。]+?)(?P<role>){_I_ZH}(?:打不开|看不了|进不去|访问不了|没有?权限看?)"
        f"[,. ]+{_NOT_ZH}{_ASK_ZH}"
    ),
)
_ROLE_BEHIND: Final = re.compile(
    f"(?P<place>[^,;?]+)[,;?] *(?:so |and )?(?:(?:can|could|may) i|i (?:want|need|have) to) "
    f"{_ROLE_EN}(?: there| it| that| in it| things| files)*"
)
_ROLES: Final = {
    "edit": "can edit",
    "write": "can edit",
    "view": "can view",
    "read": "can view",
    "download": "can download",
    "manage": "manager",
    "编辑": "可编辑",
    "查看": "可查看",
    "下载": "可下载",
    "管理": "可管理",
    "看": "可查看",
    "改": "可编辑",
    "修改": "可编辑",
}
_ADMIN: Final = re.compile(
    "(?<![a-z])(?:give|grant|get) (?:me|us)(?: the| an?)? admin(?:istrator)?"
    "(?: rights?| role| permissions?| access)?[ .!?]*$"
    "|(?<![a-z])make me(?: an?| the)? admin(?![a-z])"
    "|(?<![a-z])i (?:want|need|would like) to be(?:come)? (?:an? )?admin(?![a-z])"
    "|(?:让|把|给)我(?:当|做|成为|设为|设成|加为)(?:一?个)?管理员|我(?:想|要)(?:要)?(?:当|做|成为)(?:一?个)?管理员"
    "|给我(?:开通?|加)?(?:个|一下)?管理员(?:的)?(?:权限|身份)"
)
_SIGNS: Final = " ?？!！.。,，\"“”'「」"


def wants_to_be_admin(text: str) -> bool:
    """Tell whether somebody asks to be made an admin themselves."""
    return _ADMIN.search(Reading(text).copy) is not None


def wants(text: str) -> bool:
    """Tell whether somebody wants something, however politely it is put as a question."""
    copy = Reading(text).copy
    return _WANTS.search(copy) is not None and _HOW.search(copy) is None


def access_wanted(text: str) -> str:
    """Give the access that somebody wants for themselves, as it would be typed: a file, and the
    role if they say one; empty where they want none.
    """
    reading = Reading(text)
    copy = reading.copy.rstrip(_SIGNS)
    found = next((each for pattern in _ACCESS if (each := pattern.fullmatch(copy))), None)
    if found is None:
        return ""
    begins, ends = found.span("place")
    role = found["role"]
    if behind := None if role else _ROLE_BEHIND.fullmatch(copy, begins, ends):
        (begins, ends), role = behind.span("place"), behind["role"]
    place = trim(reading.raw_between(begins, ends)).strip(_SIGNS)
    return " ".join(filter(None, (place, _ROLES.get(role or "", ""))))
