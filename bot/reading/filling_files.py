"""Fills the arguments of a command that are files, places or rows of the last list."""

from bot.reading.file_names import path_of
from bot.reading.parts import Mention
from bot.reading.roles import role_said
from bot.reading.sentence import Sentence


def small(sentence: Sentence) -> Mention | None:
    """A number that nothing else took may be that of a space in the last list."""
    part = next(sentence.every("number"), None)
    if part is None or len(part.text) > 2 or not part.text.isdecimal():  # noqa: PLR2004 (99 rows)
        return None
    return sentence.take("number")


def file_said(sentence: Sentence) -> str:
    """Give the file that was named, or its number in the last list."""
    return text_of(sentence.take("file", "ordinal", "quoted") or small(sentence))


def files_said(sentence: Sentence) -> str:
    """Give the file that was named, or the numbers of several in the last list."""
    named = sentence.take("file")
    if named is not None:
        return named.text
    rows = [part for part in sentence.every("ordinal", "number") if part.text.isdecimal()]
    sentence.used.update(rows)
    return " ".join(part.text for part in rows) or file_said(sentence)


def version_said(sentence: Sentence) -> str:
    return text_of(sentence.take("number", "ordinal"))


def text_of(part: Mention | None) -> str:
    return part.text if part else ""


def place_said(sentence: Sentence) -> str:
    """Give the space, folder or file that was named, or its number in the last list; a file that
    was named with its space by its path.
    """
    if (file := sentence.take("file")) is not None:
        return path_of(sentence.take("space"), file)
    part = sentence.take("space", "file", "quoted", "ordinal") or small(sentence)
    return part.text if part else ""


def shared_said(sentence: Sentence) -> str:
    place = place_said(sentence)
    return f"{place} {role_said(sentence.said.copy) or 'can view'}" if place else ""
