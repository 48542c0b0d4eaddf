"""In which space a sentence says that a file is: *report.pdf in Finance*, 市场部里的纪要.docx.

A space that is named with a file is where it is, and the file of that name in what was listed last
is another. Only where it is to go is none of it.
"""

import re
from typing import Final

from bot.reading.file_names import path_of
from bot.reading.parts import Mention
from bot.reading.sentence import Sentence
from bot.reading.strange_place import strange_place

_THE: Final = "(?: (?:the|our|my|that|this))?(?: (?:space|drive|folder))? ?$"
_INTO: Final = re.compile(
    f"(?<![a-z])(?:to|into|onto|towards|in to|over to){_THE}"
    "|(?:[到进至往去入给]|放在|存在|挪|移)(?:了|我们?的?|咱们?的?)? ?$"
)
"""What leads to where something is to go."""
_OUT_OF: Final = re.compile(
    f"(?<![a-z])(?:from|out of|of|inside|within|under){_THE}|(?:从|由)(?:我们?的?|咱们?的?)? ?$"
)
"""What leads to where something is, and never to where it is to go."""
_TO: Final = re.compile("(?<![a-z])(?:to|into|onto)(?![a-z])|[到进至往]")
_WITHIN: Final = re.compile(
    "^(?:这个|那个)?(?:空间|钉盘|盘)?(?: ?(?:里面?|里边|里头|[中内下]面?))?的?(?:那|这)?[个份]?"
    "(?:文件)? ?$"
    "|^(?:'s?)?(?: (?:space|drive|folder)(?:'s)?)? $"
)
"""What is between a space and the file in it."""
_IS_IN: Final = re.compile(f"(?:^|[,.;!?] ?|(?<![a-z])there )in{_THE}|(?<![放存传])在 ?$")
_IN: Final = re.compile(f"(?<![a-z])(?:in|at|on){_THE}")


def held(sentence: Sentence, file: Mention) -> str:
    """Give a file as a path, with the space that it is said to be in, which nothing else takes
    then; its name alone where no space is said to hold it.
    """
    if file not in sentence.paths:
        sentence.paths[file] = _path(sentence, file)
    return sentence.paths[file]


def _path(sentence: Sentence, file: Mention) -> str:
    space = _space(sentence, file)
    if space is None:
        place = strange_place(sentence.said, file, sentence.parts)
        return f"{place}/{file.text}" if place else file.text
    sentence.used.add(space)
    return path_of(space, file)


def _space(sentence: Sentence, file: Mention) -> Mention | None:
    spaces = list(sentence.every("space"))
    copy = sentence.said.copy
    goes = sentence.goes and len(spaces) == 1
    sure = (each for each in spaces if _surely_holds(copy, each, file, goes=goes))
    maybe = (each for each in spaces if not _INTO.search(copy[: each.start]))
    return next(sure, None) or (None if sentence.goes else next(maybe, None))


def _surely_holds(copy: str, space: Mention, file: Mention, *, goes: bool) -> bool:
    """Whether a space can be nothing but where a file is, that ``goes`` to another place which may
    be this.
    """
    if _OUT_OF.search(copy[: space.start]):
        return True
    if space.end <= file.start:
        if _IS_IN.search(copy[: space.start]):
            return True
        return _WITHIN.match(copy[space.end : file.start]) is not None
    between = copy[file.end : space.start]
    if goes and not _TO.search(copy[space.end :]):
        return False  # *put it in Finance* says where it is to go
    return _IN.fullmatch(between.lstrip()) is not None or _IS_IN.search(between) is not None
