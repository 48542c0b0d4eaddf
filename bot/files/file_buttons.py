"""What the buttons of a file's card do: each is a command about that file, as it is typed."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from bot.files.dentry import Dentry
from bot.files.meaning import reference
from bot.sessions import Offer
from bot.shared_buttons import said

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "inside": ("files", "文件"),
        "versions": ("versions", "历史版本"),
        "rename": ("file rename", "重命名文件"),
        "move": ("file move", "移动文件"),
        "copy": ("file copy", "复制文件"),
        "delete": ("file delete", "删除文件"),
        "send": ("file send", "发给我"),
        "here": ("file send here", "发到这里"),
        "who": ("who", "谁能看"),
    }
)
"""Their commands in English and Chinese, by their names in the templates."""
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "files": "place",
        "who": "place",
        "file move": "files",
        "file copy": "files",
        "file delete": "files",
    }
)
"""What a command calls the file it is about, where that is not ``file``."""


def file_buttons(dentry: Dentry, language: str, names: Collection[str]) -> dict[str, object]:
    """Give those of these ``names``; each means the file by its id, and says it by its name."""
    return {name: _offer(name, dentry, language) for name in _COMMANDS if name in names}


def _offer(name: str, dentry: Dentry, language: str) -> Offer:
    english, chinese = _COMMANDS[name]
    called = quoted(dentry.name, language)
    raw = {_PARTS.get(english, "file"): reference(dentry.space_id, dentry.id)}
    return Offer(english, raw, said(language, chinese, english, called))


def quoted(name: str, language: str) -> str:
    """Give a name as it is said whole, whatever signs it has."""
    return f"“{name}”" if language == "zh" else f'"{name}"'
