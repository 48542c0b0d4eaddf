"""What would take a look into files, which nobody here can: to pack or unpack them, to convert,
merge, translate, sum up or print them, or to send them by e-mail.

What can be had instead is said by whoever shows it. A word of these for what files are (*the zip
files in Finance*) asks for nothing.
"""

import re
from typing import Final

from bot.reading.said import Said
from bot.reading.understood import Understood, Wish

_LEAD: Final = (
    "(?:^|[,.;!?] ?|(?<![a-z])(?:and|then|please|pls|you|u|to|just|kindly|i|we|somebody|someone|"
    "also|let's|me) )"
)
_FILE: Final = r"(?:[^\s,;!?]+ )?[^\s,;!?]*[^\s,;!?.]\.[a-z0-9]{2,5}(?![a-z0-9])"
_THE: Final = "(?:(?:the|all|all of|my|our|these|those|this|that|both|whole|entire|two|three|of) )+"
_THINGS: Final = (
    "(?:files?|documents?|docs?|pdfs?|folders?|pictures?|photos?|videos?|slides|spreadsheets?"
    "|reports?|stuff|things|ones?|contents?|lot|space)"
)
_MANY: Final = (
    "(?:files|documents|docs|pdfs|folders?|pictures|photos|videos|slides|spreadsheets|reports|stuff"
    "|things|contents|lot)"
)
_IT: Final = (
    f"(?:{_FILE}|{_THE}(?:[a-z0-9]+ ){{0,2}}?{_THINGS}"
    "|everything|it|them|this|that|these|those|all)(?![a-z])"
)
_SOME: Final = f"(?:{_FILE}|(?:{_THE}|a |an )(?:[a-z0-9]+ ){{0,2}}?{_THINGS}(?<!space))(?![a-z])"
_EN: Final = (
    re.compile(
        f"{_LEAD}(?:zip(?: up)?|unzip|compress|pack up|unpack|uncompress|extract|print(?: out)?"
        f"|encrypt|watermark|ocr|password[- ]protect|fax) {_IT}"
    ),
    re.compile(
        f"{_LEAD}(?:convert|translate|summari[sz]e|sum up|proofread|merge|combine|transcribe"
        "|spell[- ]?check) (?![^,.;!?]*(?<![a-z])(?:spaces|drives)(?![a-z]))"
        f"{_SOME}"
    ),
    re.compile(
        f"{_LEAD}(?:e-?mail|mail) (?:(?:me|us|him|her|them) )?"
        f"(?:{_THE}(?:[a-z0-9]+ ){{0,2}}?{_MANY}|everything|it|them|all)(?![a-z])"
    ),
    re.compile(
        f"(?<![a-z])(?:turn|make|save|export|change) (?:{_FILE}|it|them|this|that) (?:in)?(?:to|as)"
        " (?:an? )?(?:pdf|word|excel|zip|image|picture|text|csv|docx|xlsx)(?![a-z])"
        f"|(?<![a-z])(?:put|set|add) a password (?:on|to|for) {_IT}"
        f"|(?<![a-z])what does {_FILE} (?:say|contain|mean)"
        f"|(?<![a-z])what(?:'s| is| are) (?:written |inside |said )?(?:in|inside) {_FILE}"
        r"(?= *[?.!]*$)"
        "|(?<![a-z])(?:as|in|into) (?:a |one |a single )(?:zip|archive)(?: file)?(?![a-z])"
    ),
)
_FILE_ZH: Final = (
    "(?:文件|文档|资料|东西|表格?|报告|合同|图片|照片|视频|pdf|word|excel|ppt|[.][a-z0-9]{2,5})"
)
_ZH: Final = (
    re.compile(
        f"^(?=.*(?:{_FILE_ZH}|发|下载|全部|所有|这些|它|里)).*"
        "(?:打(?:个|成)?包(?!含|括|装)|(?<!不)压缩(?!包|文件|率|后的?包)|解压(?:缩)?(?!的))"
    ),
    re.compile(f"(?:{_FILE_ZH}|它|这个?|那个?)[^,.;!?]{{0,6}}?(?:翻译|打印|加密|加水印|识别文字)"),
    re.compile(f"(?:翻译|打印|加密)(?:一下|出来|一份)?[^,.;!?]{{0,20}}?{_FILE_ZH}"),
    re.compile(
        f"(?:{_FILE_ZH}|它|这个?|那个?)[^,.;!?]{{0,8}}?"
        "(?:转换?|改|导出|另存)(?:成|为)(?:一个|一份)?(?:pdf|word|excel|图片|csv|txt)(?:格式|版)?"
    ),
    re.compile(f"(?:总结|概括|提炼|校对)(?![.])(?:一下|下)?[^,.;!?]{{0,20}}?{_FILE_ZH}"),
    re.compile(
        f"(?:把|将)[^,.;!?]{{0,20}}?(?:{_FILE_ZH}|它们|两个)[^,.;!?]{{0,6}}?(?:合并|拼成|合成)"
    ),
    re.compile(
        f"(?:{_FILE_ZH}|所有|全部|它们?)[^,.;!?]{{0,8}}?"
        "(?:(?:发|传|寄)(?:到|给|去)?(?:我|他|她|客户)?的?(?:电子)?(?:邮箱|邮件)|用?邮件发)"
    ),
)
_NOT: Final = re.compile(
    "(?<![a-z])(?:delete|remove|rename|move|copy|restore|called|named|find|where|which|who|list"
    "|search|don't|do not|never|how big|how large)(?![a-z])|删|改名|重命名|移动?到|哪|谁|找"
    "|别|不要|恢复|提醒|告警|摘要|日报|周报|报表|列表|清单|每[个天周月]|已|改个?名|这[段句]|名字"
)
_LONGEST: Final = 160


def content_asked(said: Said) -> Understood | None:
    """Give that it cannot be had, where a look into files is wished; None for anything else."""
    copy = said.copy
    if len(copy) > _LONGEST or _NOT.search(copy):
        return None
    if not any(each.search(copy) for each in (*_EN, *_ZH)):
        return None
    return Understood("unsure", (Wish("help"),), kept=True, beyond="content")
