"""Names of files in sentences, known by how they end."""

import re
from collections.abc import Iterator
from typing import Final

from bot.reading.parts import Mention

ENDINGS: Final = (
    "pdf|docx?|xlsx?|pptx?|csv|txt|md|rtf|wps|et|dps|pages|numbers|key|psd|ai|eps"
    "|svg|sketch|fig|xd"
    "|png|jpe?g|gif|bmp|tiff?|webp|heic|raw|mp4|mov|avi|mkv|webm|mp3|wav|m4a|zip|rar|7z|tar|gz|dwg"
    "|dxf|html?|xml|json|ya?ml|log|apk|exe|dmg|iso"
)
_FILE: Final = re.compile(
    rf"(?P<name>(?:\.\./)*[^\s,.;:!?\"'，。；：！？“”‘’「」《》()（）]"
    rf"[^\s,;:!?\"'，。；：！？“”‘’「」《》]*?\.(?:{ENDINGS}))(?![a-z0-9])"
)
_NUMBERED: Final = re.compile(
    "(?<![a-z0-9_.-])(?P<name>(?:[a-z][a-z0-9]*|"
    "[\u4e00-\u9fff]{1,20})[-_][0-9]{1,8})(?![a-z0-9_.-])"
)
_SURELY_NUMBERED: Final = re.compile(
    "(?<![a-z0-9_.-])(?P<name>(?!(?:top|first|last|next|level|page|no|q|v|h|covid|part)[-_])"
    "(?:[a-z]{3,}|[\u4e00-\u9fff]{1,20})-[0-9]{2,6})(?![a-z0-9_.-])"
)
"""What nobody calls anything but a file, whatever was shown: ``photo-08``, 纪要-05."""
_BEFORE: Final = re.compile(
    "^(?:[找搜查]不[到着见了]|没找到|发给?我|传给?我|请|为啥|为什么|怎么|帮我|麻烦|我要|我想|想|"
    "要|给我|给|把|将|打开|看看|看一下|看下|查看|看|查一下|查|找一下|找|搜索|搜|下载|发送|发|"
    "删除|删掉|删|移动|移|复制|拷贝|重命名|改名|恢复|还原|分享|上传|存|有一?[个份]"
    "|里面?的|里[边头]的|中的|文件|那个|"
    "这个|这份|那份|一下|下|的|是|在)+(?=[^.])"
)
"""What leads to a name in Chinese, which has no blanks between words."""
_BESIDE: Final = "和跟与及"
"""What joins a name to another that it follows at once."""
_LED: Final = re.compile(
    "^.*(?:一下|看看|查查|翻翻|找找|瞧瞧|[这那]份|[这那]个|谁(?:最后|最近|刚)?(?:动"
    "|改|编辑|修改|更新|传|碰|上传)过?了?"
    "|(?:员工|管理员|同事)[甲乙丙丁戊己庚辛壬癸]对|(?:需要|[要想能得来去么以可])(?:看|改|"
    "编辑|修改|查看|下载|打开|用)|[帮给让][我他她它]?[看改找发]|的那[个份]"
    "|[把将给](?=[a-z0-9])|[发传转存放]过?一?[份个张]|[传发存放]过"
    "|(?:手滑|误|不小心|错)(?:把)?删(?:掉|除)?了?|删错了?|见过|看[到见]过?|不[用能让准许]再看"
    "|文件(?=[\u4e00-\u9fffa-z0-9]+\\.)|(?<=.)把|没法?看|打不开|改[成叫为]|"
    "换[成叫]|名叫|叫做?|命名为|给[\u4e00-\u9fffa-z0-9]{1,8}?(?:开通|开放|授予|授权"
    "|开(?![发具会通放])))"
    "(?=[^.])"
)
"""Whose end a name follows at once, whatever was said before it."""
_INSIDE: Final = re.compile("^.+(?:(?:里面?|中|下面?|上)的(?=[^.])|里面?(?=[a-z0-9]))")
"""Where a file is, before its name."""

_IN_ENGLISH: Final = re.compile("(?<![a-z0-9'.])(?:[a-z][a-z'&-]*|[qv][0-9]+|[0-9]+) $")
_MOST_WORDS: Final = 3
_NO_PART: Final = re.compile(
    "a|about|access|again|all|also|am|an|and|another|any|anybody|anyone|are|"
    "around|as|at|away|back|be|be's|because|been|belong|belongs|between|bin|"
    "boss|both|bring|broke|but|by|call|called|can|change|changed|chat|check|"
    "chuck|clean|clear|colleague|compare|copies|copy|could|current|delete|"
    "deleted|destroy|did|dig|ditch|dm|do|doc|docs|document|does|don't|dont|"
    "down|download|drag|drive|drop|dump|duplicate|each|edit|editing|edits|"
    "email|entire|erase|even|every|everybody|everyone|fetch|fifth|file|files|"
    "find|finish|first|fish|folder|for|forget|forward|found|fourth|from|get|"
    "gets|give|gives|go|goes|going|good|got|grab|group|had|hand|has|have|"
    "having|he|her|here|him|his|history|how|how's|hows|i|i'm|if|im|in|"
    "inside|into|is|it|its|just|keep|last|latest|leave|less|let|lets|like|"
    "link|look|lose|lost|made|mail|make|makes|may|me|message|messed|might|"
    "more|move|moved|must|my|name|named|need|needs|newest|no|not|now|nuke|"
    "number|of|off|old|older|on|one|only|onto|open|opens|or|other|our|out|"
    "over|overwrote|page|pdf|people|permission|permissions|please|pls|plz|post|"
    "posted|print|pull|purge|put|puts|read|reading|recover|remove|rename|"
    "replace|rescue|restore|return|revert|review|right|rights|role|roll|ruined|"
    "same|save|saved|scrap|screwed|search|second|see|sees|send|sent|set|"
    "shall|share|shared|she|shift|shoot|should|show|since|so|some|somebody|"
    "someone|space|stash|stick|still|store|swap|take|tell|than|that|the|"
    "their|them|then|there|these|they|third|this|those|throw|till|to|too|"
    "took|toss|touch|touched|transfer|trash|until|up|update|upload|uploaded|"
    "removed|binned|trashed|erased|wiped|tossed|chucked|restored|recovered|renamed|copied|"
    "accidentally|mistakenly|"
    "us|use|used|version|versions|via|view|viewing|want|want's|wanted|wants|"
    "was|we|were|what|what's|whats|when|where|where's|wheres|which|who|who's|"
    "whole|whos|whose|why|will|wipe|with|would|write|wrong|wrote|you|your"
)
"""What leads to a name in English, and is no part of it."""


def is_file_name(text: str) -> bool:
    """Tell whether a text is a name that ends as files do, and nothing else."""
    found = _FILE.fullmatch(text.casefold())
    return found is not None


def path_of(above: Mention, file: Mention) -> str:
    """Give the path of a file that was named, with the space it was said to be in."""
    inside = file.text.replace("／", "/").replace("\\", "/")
    is_whole = inside.casefold().startswith(f"{above.text.casefold()}/")
    return file.text if is_whole else f"{above.text}/{file.text}"


def begins_at(copy: str, start: int) -> int:
    """Give where a name begins whose last word begins at ``start``: *price list.xlsx* has two."""
    begins, free = start, start
    for _ in range(_MOST_WORDS):
        word = _IN_ENGLISH.search(copy, max(0, free - 40), free)
        if word is None or _NO_PART.fullmatch(word[0].strip()):
            break
        free = word.start()
        begins = begins if word[0].strip().isdigit() else free
    return begins


def files(copy: str, *, shown: bool = False) -> Iterator[Mention]:
    """Find all names that end as files do: ``report.pdf``, ``方案.docx``, and those that are
    numbered and have no ending: ``report-02``; behind files that were ``shown`` more of them.
    """
    numbered = _NUMBERED if shown else _SURELY_NUMBERED
    ends: set[int] = set()
    for found in (*_FILE.finditer(copy), *numbered.finditer(copy)):
        inside = _INSIDE.match(found["name"])
        start = found.start() + (inside.end() if inside else 0)
        led = _LED.match(copy[start : found.end()])
        start += led.end() if led else 0
        led = _BEFORE.match(copy[start : found.end()])
        start += led.end() if led else 0
        start += 1 if start in ends and copy[start] in _BESIDE else 0
        ends.add(found.end())
        yield Mention("file", start, found.end(), copy[start : found.end()])
