"""A file told of by a part of its name and by its kind: *the report pdf*, 合同-03那个表.

A kind stands for the endings that such files have. Whoever says one may as well mean a word of the
name: *slides* may be *slides-04.pptx* or any presentation.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.language import Reading

_SHEETS: Final = ("xlsx", "xls", "csv", "et", "numbers")
_SLIDES: Final = ("pptx", "ppt", "dps", "key")
_TEXTS: Final = ("docx", "doc", "wps", "pages", "rtf")
_FILMS: Final = ("mp4", "mov", "avi", "mkv", "webm")
_PICTURES: Final = ("png", "jpg", "jpeg", "gif", "bmp", "webp", "heic", "tif", "tiff", "svg")
_ARCHIVES: Final = ("zip", "rar", "7z", "tar", "gz")
_SOUNDS: Final = ("mp3", "wav", "m4a")
_ZH: Final = {
    **dict.fromkeys(("excel表格", "excel表", "excel", "电子表格", "表格", "表"), _SHEETS),
    **dict.fromkeys(("幻灯片", "演示文稿", "课件", "ppt"), _SLIDES),
    **dict.fromkeys(("word文档", "word"), _TEXTS),
    **dict.fromkeys(("视频", "录像", "录屏", "短片", "片子"), _FILMS),
    **dict.fromkeys(("图片", "照片", "截图", "图"), _PICTURES),
    **dict.fromkeys(("压缩包", "压缩文件"), _ARCHIVES),
    **dict.fromkeys(("录音", "音频"), _SOUNDS),
    "pdf": ("pdf",),
}
_EN: Final = {
    **dict.fromkeys(("spreadsheet", "sheet", "excel", "workbook"), _SHEETS),
    **dict.fromkeys(("slides", "slide", "deck", "presentation", "powerpoint", "ppt"), _SLIDES),
    "word": _TEXTS,
    **dict.fromkeys(("video", "clip", "recording", "movie", "film"), _FILMS),
    **dict.fromkeys(
        ("picture", "image", "photo", "pic", "screenshot", "pictures", "images", "photos"),
        _PICTURES,
    ),
    **dict.fromkeys(("archive", "zip"), _ARCHIVES),
    **dict.fromkeys(("audio",), _SOUNDS),
    "pdf": ("pdf",),
}
_ENDINGS: Final = frozenset(
    (*_SHEETS, *_SLIDES, *_TEXTS, *_FILMS, *_PICTURES, *_ARCHIVES, *_SOUNDS, "pdf", "txt", "psd")
)
_ZH_KINDS: Final = "|".join(sorted(_ZH, key=len, reverse=True))
_LAST_KIND: Final = re.compile(
    f"^(?P<rest>.*?)(?P<led>[这那](?:一?[个份张段条套版])?|的)? ?(?P<kind>{_ZH_KINDS})(?:文件)?$"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]$")
_FILLER_ZH: Final = re.compile(
    "^(?:[这那](?:一?[个份张段条套版])|一[个份张段条]|(?:[旧老新]|以前|之前|过期|没用|多余|原来|"
    "最新|最近|上次|去年|上个?月|我们?|咱们)的|叫做?|名叫|名为|关于|的| )+"
    "|(?:[这那][个份张段]?(?:文件|文档|东西|资料)?|的?(?:文件|文档|东西|资料)|的| )+$"
)
_FILLER_EN: Final = frozenset(
    {"the", "a", "an", "that", "this", "my", "our", "some", "old", "older", "new", "outdated"}
    | {"file", "files", "document", "documents", "doc", "docs", "thing", "called", "named", "of"}
    | {"useless", "obsolete", "stale", "unused", "of", "for", "from", "with", "about", "ones"}
)
_WORD: Final = re.compile(r"[^\s,，、]+")
_ENDING: Final = re.compile(r"\.(?P<ending>[a-z0-9]{1,5})$")


@dataclass(frozen=True, slots=True)
class SpokenFile:
    """The ``words`` that its name has, and the ``endings`` of its ``kind``, none for any."""

    words: tuple[str, ...]
    kind: str = ""
    endings: tuple[str, ...] = ()

    @property
    def keyword(self) -> str:
        """The most telling word, which is what is looked for where only one can be."""
        return max(self.words, key=_weight) if self.words else self.kind

    def fits(self, name: str) -> bool:
        """Whether a file of this name may be meant."""
        plain = Reading(name).copy
        found = _ENDING.search(plain)
        of_kind = not self.kind or self.kind in plain
        of_kind = of_kind or (found is not None and found["ending"] in self.endings)
        return of_kind and all(word in plain for word in self.words)

    def is_just(self, name: str) -> bool:
        """Whether a name is just what was said, but for its ending."""
        plain = Reading(name).copy
        stem = _ENDING.sub("", plain)
        return {stem, plain} & {" ".join(self.words), "".join(self.words)} != set()


def spoken_file(text: str) -> SpokenFile:
    """Take apart what is said of a file."""
    copy = Reading(text).copy.strip(" .,!?\"'“”‘’「」《》")
    for _ in range(3):  # fillers stand behind one another, before and behind
        copy = _FILLER_ZH.sub("", copy).strip()
    kind = ""
    endings: tuple[str, ...] = ()
    found = _LAST_KIND.match(copy)
    if found is not None and _is_kind(found):
        kind, endings = found["kind"], _ZH[found["kind"]]
        copy = _FILLER_ZH.sub("", found["rest"]).strip()
    words = [each for each in _WORD.findall(copy) if each not in _FILLER_EN]
    for word in tuple(words):
        bare = word.lstrip(".")
        if not kind and (bare in _EN or bare in _ENDINGS):
            kind, endings = bare, _EN.get(bare, (bare,))
            words.remove(word)
    return SpokenFile(tuple(words), kind, endings)


def _is_kind(found: re.Match[str]) -> bool:
    """Whether it is a kind, and not the end of another word: 报表 is no 表."""
    return bool(found["led"]) or len(found["kind"]) > 1 or not _HAN.search(found["rest"])


def of_kind(text: str, names: Collection[str]) -> tuple[str, ...]:
    """Give those of the ``names`` that may be meant by a text that says of which kind they are;
    empty where it says none.
    """
    spoken = spoken_file(text)
    return tuple(each for each in names if spoken.kind and spoken.fits(each))


def has_kind(text: str) -> bool:
    """Tell whether a text speaks of a kind of files."""
    return bool(spoken_file(text).kind)


def _weight(word: str) -> tuple[bool, int]:
    return any(each.isdigit() for each in word), len(word)
