"""Names of files in sentences, known by how they end."""

import re
from collections.abc import Iterator
from typing import Final

from bot.reading.parts import Mention

_ENDINGS: Final = (
    "pdf|docx?|xlsx?|pptx?|csv|txt|md|rtf|wps|et|dps|pages|numbers|key|psd|ai|eps|svg|sketch|fig|xd"
    "|png|jpe?g|gif|bmp|tiff?|webp|heic|raw|mp4|mov|avi|mkv|webm|mp3|wav|m4a|zip|rar|7z|tar|gz|dwg"
    "|dxf|html?|xml|json|ya?ml|log|apk|exe|dmg|iso"
)
_FILE: Final = re.compile(
    rf"(?P<name>[^\s,.;:!?\"'，。；：！？“”‘’「」《》()（）]"
    rf"[^\s,;:!?\"'，。；：！？“”‘’「」《》]*?\.(?:{_ENDINGS}))(?![a-z0-9])"
)
_BEFORE: Final = re.compile(
    "^(?:请|帮我|麻烦|我要|我想|想|要|给我|把|将|打开|看看|看一下|看下|查看|看|查一下|查|找一下|找|搜索|搜|下载|发送|发|"
    "删除|删掉|删|移动|移|复制|拷贝|重命名|改名|恢复|还原|分享|上传|存|文件|那个|这个|这份|那份|一下|下|的|是|在)+(?=[^.])"
)
"""What leads to a name in Chinese, which has no blanks between words."""


def files(copy: str) -> Iterator[Mention]:
    """Find all names that end as files do: ``report.pdf``, ``方案.docx``."""
    for found in _FILE.finditer(copy):
        led = _BEFORE.match(found["name"])
        start = found.start() + (led.end() if led else 0)
        yield Mention("file", start, found.end(), copy[start : found.end()])
