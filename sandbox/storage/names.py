"""Names of files and folders (page `add-folder`): what is allowed, and what a clash does."""

from collections.abc import Container
from itertools import count
from pathlib import PurePosixPath

FORBIDDEN = frozenset('\t*"<>|')
LARGEST = 1_000
"""Characters of a name at most; not documented, so wide."""


class IllegalNameError(ValueError):
    """A name DingTalk does not take."""


def tidied(name: str) -> str:
    """The name without the blanks around it. Raises IllegalNameError."""
    bare = name.strip()
    if not bare or len(bare) > LARGEST or bare.endswith(".") or FORBIDDEN & set(bare):
        raise IllegalNameError(name)
    return bare


def free_name(name: str, taken: Container[str]) -> str:
    """`name`, or the first of `name(1)`, `name(2)` … that is not taken; the suffix stays last."""
    if name not in taken:
        return name
    suffix = PurePosixPath(name).suffix
    stem = name.removesuffix(suffix)
    return next(new for n in count(1) if (new := f"{stem}({n}){suffix}") not in taken)


def extension(name: str) -> str:
    """The last suffix in lower case, without its dot."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


_CATEGORIES = {
    "IMAGE": {"png", "jpg", "jpeg", "gif", "bmp", "webp", "psd"},
    "VIDEO": {"mp4", "mov", "avi", "mkv"},
    "AUDIO": {"mp3", "wav", "amr", "m4a"},
    "ARCHIVE": {"zip", "rar", "7z", "gz", "tar"},
    "DOCUMENT": {"doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf", "txt", "md", "csv"},
    "ALI_DOC": {"adoc", "axls", "able", "amind"},
}
CATEGORIES = frozenset({*_CATEGORIES, "SHORTCUT", "OTHER"})
"""Everything a file's `category` may be."""


def category(name: str) -> str:
    """The kind of a file, told by its suffix."""
    suffix = extension(name)
    return next((kind for kind, known in _CATEGORIES.items() if suffix in known), "OTHER")
