"""What people call kinds of files, and how the names of such files end: PPT, 表格, *the slides*."""

import re
from collections.abc import Collection
from typing import Final

_KINDS: Final = (
    (
        "ppt|幻灯片?|演示(?:文稿|稿)|slides?|(?:slide )?deck|presentation|powerpoint|keynote",
        "pptx? key dps",
    ),
    ("(?:电子)?表格?|excel|spread ?sheet|sheet", "xlsx? csv et numbers"),
    ("word|doc", "docx? wps pages"),
    ("pdf", "pdf"),
    ("照片|图片|图|截图|picture|photo|image|pic|screenshot", "png jpe?g gif bmp tiff? webp heic"),
    ("视频|录像|片子|video|movie|clip", "mp4 mov avi mkv webm"),
    ("录音|音频|audio|recording", "mp3 wav m4a"),
    ("压缩包|压缩文件|zip|rar|archive", "zip rar 7z tar gz"),
)
_SAID: Final = tuple(
    (
        re.compile(
            "(?:(?:the|that|this|a|an|my|our) |[那这]?一?[个份张] ?)*"
            f"(?P<called>.*?)(?:的|[那这][个份张]?|[ _-])*(?:{words})(?:文件|文档| files?)?"
        ),
        re.compile(rf".+\.(?:{endings.replace(' ', '|')})"),
    )
    for words, endings in _KINDS
)


def of_kind(said: str, names: Collection[str]) -> tuple[str, ...]:
    """Give those of the ``names`` that are of the kind that is ``said``, and have in them what is
    said besides; empty where no kind is. Both are copies that are understood.
    """
    for words, endings in _SAID:
        found = words.fullmatch(said)
        if found is not None:
            called = found["called"].strip()
            return tuple(each for each in names if called in each and endings.fullmatch(each))
    return ()


def names_kind(said: str) -> bool:
    """Tell whether words end with a kind of file."""
    return any(words.fullmatch(said) for words, _ in _SAID)
