"""What the buttons of a file's card do: each is a command about that file, as it is typed."""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from bot.files.dentry import Dentry
from bot.files.meaning import reference
from bot.sessions import Offer
from bot.shared_buttons import said

_COMMANDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"inside": ("files", "文件"), "versions": ("versions", "历史版本")}
)
"""Their commands in English and Chinese, by their names in the templates."""
_PARTS: Final[Mapping[str, str]] = MappingProxyType({"files": "place"})
"""What a command calls the file it is about, where that is not ``file``."""


def file_buttons(dentry: Dentry, language: str, names: Collection[str]) -> dict[str, object]:
    """Give those of these ``names``; each means the file by its id, and says it by its name."""
    return {name: _offer(name, dentry, language) for name in _COMMANDS if name in names}


def _offer(name: str, dentry: Dentry, language: str) -> Offer:
    english, chinese = _COMMANDS[name]
    called = f"“{dentry.name}”" if language == "zh" else f'"{dentry.name}"'
    raw = {_PARTS.get(english, "file"): reference(dentry.space_id, dentry.id)}
    return Offer(english, raw, said(language, chinese, english, called))
