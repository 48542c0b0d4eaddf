"""The name of a file that was sent is taken where it should go: what somebody types about that."""

from dataclasses import dataclass
from typing import Final

from bot.files.clashes import BOTH, REPLACES
from bot.files.transfer import Clash
from bot.files.transfers import SettleUpload
from bot.language import is_no, normalise

_NEWER: Final = REPLACES | {
    "new version",
    "newer version",
    "as a new version",
    "新版本",
    "存为新版本",
    "存成新版本",
    "作为新版本",
}
_NOT: Final = frozenset({"do not store", "don't store", "do not store it", "don't store it"}) | {
    "不保存",
    "不保存了",
    "不存",
    "不存了",
    "别存了",
}


def way_said(text: str) -> Clash | None:
    """Give what is to become of the name, None for what says nothing of it."""
    word = normalise(text).rstrip(" .!?~。！")
    if word in BOTH:
        return "keep"
    if word in _NEWER:
        return "replace"
    return "drop" if word in _NOT or is_no(text) else None


@dataclass(frozen=True, slots=True)
class UploadClash:
    """A file waits for an answer about its name; only such an answer is one to this."""

    transfer: str

    def expects(self, text: str) -> bool:
        """Whether a message is the answer this waits for."""
        return way_said(text) is not None

    def meant(self, text: str) -> SettleUpload | None:
        """Give what an answer means, None for none."""
        way = way_said(text)
        return SettleUpload(self.transfer, way) if way else None
