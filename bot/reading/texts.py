"""Free words in sentences: what a new space is to be called, who is meant, what is searched for."""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.spoken_of import spoken_of
from bot.reading.times import times

_DRIVE_ZH: Final = (
    "(?:团队|共享|专用|应用|自定义|新的?)?"
    "(?:空间|钉盘|云盘|网盘|(?<![复键磁硬沙光转罗地楼全开收])盘|文件夹)"
)
_DRIVE_EN: Final = (
    r"(?:team |shared )?(?:space|drive|sub-?folder|folder|directory|disk|workspace|spcae|sapce)"
)
_MAKE_ZH: Final = (
    "(?:新建|创建|建立|开通|开设|新开|新增|新设|设立|添加|申请|建|开|加|弄|搞|整|来|要)"
)
_END: Final = (
    r"(?=$|[,!?;~]|\.(?![a-z0-9])| (?:instead|from now on|real quick|quickly|in here|over here|"
    r"here|in this (?:one|folder|space)|because"
    r"|with [0-9.]+ ?(?:[gtm]b?|gigs?|gigabytes?|terabytes?|megs?))"
    r"(?![a-z])"  # a dot within a name leads to its ending, as in plan.docx
    r"|(?: ?(?:please|pls|plz|thanks|thank you|thx|for me|for us|asap|now|today|"
    r"right away)(?![a-z])"
    r"|吧|嘛|谢谢|谢啦|哈$|呗|啊$|呀$|哦$|好吗|行吗|可以吗|好不好|行不行|就行|就好|就可以|即可|"
    r"这个名字|的" + _DRIVE_ZH + "))"
)
_NAMES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:名字?|重?命名)(?:改|换)?[成为] ?(?P<x>.+?){_END}",
        (
            r"(?<![a-z])(?:change|set|make) (?:the |its |it's )?name (?:of [^,]{1,60}? )?"
            rf"(?:to|into) (?P<x>.+?){_END}"
        ),
        rf"(?<![a-z])give [^,]{{1,40}}? the (?:new )?name (?P<x>.+?){_END}",
        (
            r"(?<![a-z])call (?:it|that|this|number [0-9]+|the [a-z]+(?: one)?) "
            rf"(?P<x>.+?){_END}"
        ),
        rf"(?<![a-z])renam(?:e|ing) [^,.]{{1,40}}? (?:to|as) (?P<x>.+?){_END}",
        (
            r"(?:名字就?叫做?|名字(?:是|为|用|取|定为|:| )|名称(?:是|为|叫|:| )|名:|新建:|命名为|"
            rf"取名[为叫]?|起名为?|名为|名叫|叫做|就叫|叫) ?:? ?(?P<x>.+?){_END}"
        ),
        (
            r"(?<![a-z])(?:with the title|called|named|titled|name it|"
            r"call it|(?:and |the |its |with (?:the "
            r")?)?name(?: should be| is| of|:)?|by the name(?: of)?|under the name(?: of)?|"
            rf"label(?:l?ed)?) ?:? ?(?:as |it )?(?P<x>.+?){_END}"
        ),
        (
            rf"(?<![a-z])(?:make|create) (?!a |an |the |me |us |another |one )(?P<x>[^,.!?;:]+?) "
            rf"(?:a|an|its own) (?:new )?{_DRIVE_EN}{_END}"
        ),
        (
            rf"(?<![a-z])(?:create|make|add|set up|"
            rf"open) (?P<x>[^,.!?;:]+?) as (?:a|an|our) (?:new )?{_DRIVE_EN}"
        ),
        (
            rf"^(?P<x>[^,.!?;:]+?) needs (?:a|an|"
            rf"its own) (?:new )?{_DRIVE_EN}, ?(?:create|make|open) (?:one|it)"
        ),
        r"(?<![a-z])(?:one more|another(?: one)?|a new one), ?(?P<x>[^,.!?;:]+?)$",
        (
            rf"(?<![a-z])(?:need|needs|have|get|want|wants) (?:a|an|another|one more|one) (?:new )?"
            rf"{_DRIVE_EN},? (?!for |called |named |with |where |so |to |that |in |on |please|pls)"
            rf"(?P<x>[^,.!?;:]+?){_END}"
        ),
        (
            rf"(?<![a-z])(?:make|add|create) (?:a |another )?(?:new )?{_DRIVE_EN} "
            rf"(?!for |called |named )(?P<x>[^,.!?;:]+?){_END}"
        ),
        rf"{_DRIVE_EN},? ?(?:please|pls)?[,:] ?(?P<x>[^,.!?;:]+?)$",
        r"(?<=, )please create (?P<x>(?!a |an |one|it|new |the )[a-z0-9 ]+)$",
        (
            rf"{_MAKE_ZH}(?:一个|个|一下|下)?(?:新的?)?(?P<x>[^,.!?;:]+?)(?:的|这个|这么个|"
            rf"专用的?)?{_DRIVE_ZH}(?:$|"
            r"[,.!?;~]|吧|呗|啊|呀|吗|来|用|给|好|谢)"
        ),
        (
            r"(?<![a-z])(?:create|make|add|set up|open|start|build|new|need|want|get|have)(?: me| "
            r"us)?(?: a| an| the| one| another| our)?(?: new| fresh|"
            r" extra| separate)?(?: (?:space|"
            rf"drive|folder) for)? (?P<x>[^,.!?;:]+?) {_DRIVE_EN}{_END}"
        ),
        (
            r"(?:给|为|帮)(?P<x>[^,.!?;:给为帮]+?)(?:新?建|开|弄|搞|整|创建|新开|加)(?:一个|"
            rf"个)?(?:新的?)?{_DRIVE_ZH}"
        ),
        rf"{_DRIVE_EN} ?(?:for|:|-|,) ?(?:the |our )?(?P<x>.+?){_END}",
        rf"{_DRIVE_ZH} ?[:, -] ?(?P<x>.+?){_END}",
        (
            rf"{_MAKE_ZH}(?:一个|个|一下|下)?(?:新的?)?{_DRIVE_ZH}(?:,|"
            rf"吧,?)? ?(?P<x>[^,.!?;:]+?){_END}"
        ),
        (
            r"(?<![a-z])(?:create|creat|establish|make|add|set up|open|"
            r"start|new) (?:a |an |the )?(?:new "
            rf")?{_DRIVE_EN} (?P<x>[^,.!?;:]+?){_END}"
        ),
        (
            r"(?<![a-z])(?:create|make|add|set up|open|start|spin up) (?:a |an |the )?(?:new "
            rf")?(?P<x>[^,.!?;:]+?){_END}"
        ),
        rf"{_MAKE_ZH}(?:一个|个|一下|下)?(?P<x>[^,.!?;:]+?){_END}",
    )
)
_NO_NAMES: Final = re.compile(
    rf"(?:{_DRIVE_ZH}|{_DRIVE_EN}|(?:a |an |the |one |another |new |more |some )+(?:{_DRIVE_EN})?|"
    r"一个|个|新的?|a|an|the|one|another|new|it|this|that|these|those|它|这个?|那个?|这|那|我|的|呗|新?建一个(?:空间)?|立|起来|同名|"
    r"create (?:one|it)|"
    rf"for (?:me|us)|please|pls|thanks|.*(?<![a-z])(?:{_DRIVE_EN})(?: please| for .*|$)|"
    r"them|us|me|什么|啥|一下|for (?:it|this|that|them)|[0-9.]+ ?[gtm]b?)"
)

_NO_NEW_NAME: Final = re.compile(
    "(?:只读|编辑|查看|下载|管理|访问|读写|个|的)权限$|^(?:找|问|该|归|由|要)?谁(?:来|能|给)?[批审]"
    "|^(?:怎么|咋)[批办审]"
)
"""What is asked for beside a wish, and never what something new is called."""
_UNTIL: Final = re.compile("(?:直?到|至|截[至止]到?|就|先|只|为期|大?概?约?|的?)")
_LIMITED: Final = re.compile("(?:为止|截止|以内|之内|之前|以前|内|期限|就[好行]|吧)*")
_HOLDS: Final = re.compile(
    "^(?:专门)?(?:用来)?(?:存放|放|装|存)"
    "(?=[\u4e00-\u9fff]{2,}(?:照片|资料|文件|图片|视频|合同|素材|东西)$)"
)
"""What something new is for, said before what it is called after: 放团建照片."""

_SEARCHED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?:名字|名称|名|标题)(?:里面?|中|上)?(?:带|含|有|包含|含有|带有)(?:着|"
            r"了)?(?:关键字)? ?(?P<x>.+?)(?:的|字样|两个?字|"
            r"这个?词|二字|$|[,.!?])"
        ),
        (
            r"(?:带有?|含有?|包含|关于|搜索?一?下?|查找|找一?下?|跟|和) ?(?P<x>.+?)(?:两个?字|字样|"
            r"有关|相关|什么|那个|的|开头|$|[,.!?])"
        ),
        r"(?:叫|名为) ?(?P<x>.+?)(?:什么|的|开头|$|[,.!?])",
        r"(?P<x>[^ ,.!?]+?)(?:类|相关|有关|开头|打头)的?(?:空间|盘)",
        (
            r"(?<![a-z])(?:with the word|containing|contain|contains|includes?|including|matching|"
            r"match|named like|called something with|called|named|about|related to|starting with|"
            r"start with|starts with|beginning with|begins? with|search(?: for)?|find|look for|"
            r"filter "
            r"by|filter) (?:the (?:word )?)?(?P<x>.+?)(?: in (?:the|its|their) (?:name|title)s?| "
            r"spaces?| drives?| please|$|[,.!?])"
        ),
        r"(?<![a-z])(?:with|has|have) (?P<x>.+?) in (?:the |its |their )?(?:name|title)",
        r"(?:any|all|show|list|which|the) (?P<x>[a-z]+?) (?:spaces|drives|ones)",
    )
)


_COMMANDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"^(?:what|how)(?: exactly)? (?:does|do) (?:the command )?(?P<x>[a-z ]+?) "
            r"(?:do|cost|work|mean)(?: exactly| for me)?$"
        ),
        r"how (?:many|much)(?: calls)? (?:does|do) (?P<x>[a-z ]+?) (?:cost|need|take|use)(?: me)?$",
        r"^what is (?:the )?(?P<x>[a-z ]+?)(?: command)? (?:good |used |there )?for$",
        r"^(?:please )?(?:explain|describe) (?:the command )?(?P<x>[a-z ]+?)(?: to (?:me|us))?$",
        r"^what happens with (?P<x>[a-z ]+?)$",
        (
            r"(?<![a-z])commands? (?P<x>[a-z ]+?)"
            r"(?= (?:do|does|for|used|work|cost|please|is|mean)(?![a-z])|$|[,.!?])"
        ),
        (
            r"\"(?P<x>[^\"]{1,20})\" ?(?:这个?|那个?)?(?:命令|按钮|词)?(?:是|指|"
            r"有)?(?:的?是)?(?:什么|啥|干)"
        ),
        r"命令 ?(?P<x>(?!怎么|有什么|谁|要|的|我|是)[^ ,.!?]+?)(?:是|怎么|有什么|$|[,.!?])",
        r"(?:解释|说明|介绍)?(?:一下)?(?P<x>[^ ,.!?]+?)(?:这个|这条|的)?命令",
    )
)


def command(said: Said) -> str:
    """Give the words of the command that somebody asks about."""
    found = (pattern.search(said.copy) for pattern in _COMMANDS)
    return next((_typed(said, each) for each in found if each is not None), "")


def new_name(said: Said, quoted: Sequence[Mention]) -> str:
    """Give what a new space is to be called, empty where nobody said."""
    if quoted:
        return quoted[0].text
    if named := spoken_of(said):
        return named
    for pattern in _NAMES:
        found = pattern.search(said.copy)
        if (
            found is not None
            and (name := _typed(said, found))
            and not _NO_NAMES.fullmatch(found["x"].strip())
            and not is_no_name(found["x"].strip())
        ):
            return _HOLDS.sub("", name)
    return ""


def is_no_name(copy: str) -> bool:
    """Tell whether a text only says how long, or asks who decides, and names nothing: 到下周五为止,
    就三天, 找谁批.
    """
    if _NO_NEW_NAME.search(copy):
        return True
    time = next(times(copy), None)
    if time is None or (time.kind != "span" and copy[0] not in "到至截直"):
        return False
    behind = _LIMITED.fullmatch(copy[time.end :].strip())
    return behind is not None and (not time.start or bool(_UNTIL.fullmatch(copy[: time.start])))


def searched(said: Said, parts: Sequence[Mention]) -> str:
    """Give what names of spaces are searched for."""
    if parts:
        part = parts[0]
        typed = said.typed(part.start, part.end).strip(" \"'“”‘’「」『』《》[]【】")
        return part.text if part.kind == "quoted" else typed
    for pattern in _SEARCHED:
        found = pattern.search(said.copy)
        if found is not None and (words := _typed(said, found)):
            return words
    return ""


def _typed(said: Said, found: re.Match[str]) -> str:
    return said.typed(*found.span("x")).strip(" \"'.,:：，。“”「」")
