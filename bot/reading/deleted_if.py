"""A deletion of a space that waits for something: *delete Archive, but before tell me if somebody
still uses it*, 没人用就删掉.

Nothing is deleted by it; the space is shown, from where it can be.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish

_S: Final = PLACES["space"]
_DELETE: Final = "(?:delete|remove|get rid of|drop|erase|bin|trash|wipe)"
_EMPTY_ZH: Final = (
    "(?:(?:没|没有|无)(?:任何|什么|啥)?(?:东西|文件|内容|资料)|空|啥都没有?|什么都没有?)"
)
_THEN_ZH: Final = (
    "(?:了|的)*(?:(?:的?话|时)[ ,]*(?:就|那就|再|便|直接|可以)?|[ ,]*(?:就|那就|再|便))(?:可以)?"
)
_IF_EMPTY: Final = re.compile(
    f"{_S}[^;!?]*?{_EMPTY_ZH}{_THEN_ZH}(?:给|把它|先)?(?:删|清|撤)"
    f"|{_EMPTY_ZH}{_THEN_ZH}?[把将]?[ ]*{_S}[^,;!?]{{0,6}}?(?:删|清|撤)"
    f"|(?:如果|要是|假如|若|倘若)[^,;!?]{{0,4}}?{_S}[^;!?]*?{_EMPTY_ZH}[^;!?]*?(?:删|清|撤)"
    f"|(?<![a-z])if (?:the )?{_S}(?: space)?(?: is| looks| seems)?(?: really| still)? empty,? "
    f"(?:then )?{_DELETE}"
    f"|(?<![a-z]){_DELETE} (?:the )?{_S}(?: space)?,? if (?:it|that)(?: is|'s) "
    "(?:really |still )?empty"
    f"|{_S}.*?(?<![a-z]){_DELETE} (?:it|that),? if "
    "(?:it(?: is|'s) (?:really )?empty|there(?: is|'s) nothing)"
)
"""A space that may go where it is empty: its card says what is in it."""
_NONE: Final = (
    "(?:nothing|no files?|no data|not a thing|no one|nobody|not anything)(?: is)?(?: left| at all"
    "| important| useful)*"
)
_EMPTY: Final = (
    f"(?:(?:it|that|so|this)(?:'s|s| is| was)?(?: really| still| all| completely| actually)*"
    "(?: (?:empty|unused|dead|not used|not needed|not|the case))?"
    f"|there(?:'s|s| is| isn't| is not)? (?:{_NONE}|anything(?: left)?)"
    "(?: in it| in there| inside)*"
    f"|(?:it|that|this) (?:has|holds|contains) {_NONE}(?: in it| inside)*|not|yes|{_NONE}"
    "|nobody (?:uses|needs) it)"
)
_THEN: Final = "(?:[ ,]+(?:then|please|pls|just|you can|can you|we can|go ahead and))*+[ ,]+"
_AND: Final = "(?:[ ,.;?!]+(?:and|so|then|or else|but))*+[ ,.;?!]+"
_IT: Final = "(?:it|that|this|the (?:whole )?(?:space|drive|thing)|that (?:space|one))(?![a-z])"
_IF_SO: Final = re.compile(
    f"{_S}[^;!]*?{_AND}(?:if {_EMPTY}|in that case|otherwise){_THEN}(?P<a>{_DELETE} {_IT})"
    f"|{_S}[^;!]*?{_AND}(?P<b>{_DELETE} {_IT}),? if {_EMPTY}(?![a-z])"
    f"|(?<![a-z])if (?:there(?:'s|s| is| are) )?{_NONE} (?:in|inside|uses|needs) (?:the |our )?{_S}"
    f"(?: space)?(?: any ?more| now)?{_THEN}(?P<c>{_DELETE} {_IT})"
    f"|(?<![a-z])if (?:the |our )?{_S}(?: space)? (?:has|holds|contains) {_NONE}(?: in it| inside)*"
    f"{_THEN}(?P<d>{_DELETE} {_IT})"
    f"|(?<![a-z])if (?:the |our )?{_S}(?: space)? (?:is|looks|seems|'s)(?: really| still| all)*"
    f" empty{_THEN}(?P<f>{_DELETE} {_IT})"
    f"|(?<![a-z])if {_EMPTY}{_THEN}(?P<g>{_DELETE} (?:the |our )?{_S})"
    f"|(?<![a-z])(?P<e>{_DELETE} (?:the |our )?{_S})(?: space)?,? if "
    f"(?:(?:it|that)(?:'s|s| is)(?: really| still| all)* empty|there(?:'s|s| is) {_NONE}"
    f"|(?:it|that) (?:has|holds|contains) {_NONE})(?![a-z])"
)
"""A space that is looked at first, and may go then: *is there anything in Legal? if it's empty get
rid of it*. What is not done then is told.
"""
_IF: Final = re.compile(
    f"(?<![a-z]){_DELETE}(?![a-z])[^.;!?]{{0,30}}?{_S}.*?"
    "(?:(?:but|and|only|just)[ ,]+(?:first|before|tell|let me know|check|make sure|after|once|"
    "when|if)"
    "|before(?: that| you do)?,? (?:tell|let|check|make|show))"
    f"|{_S}.*?(?:没人|不|没|无人)(?:再|在)?(?:用|需要|要)(?:了)?(?:的话)?[,. ]?"
    "(?:就|那就|再|便|直接|可以)(?:给|把它)?(?:删|清|撤)"
    f"|{_S}.*?删[^.;!?]{{0,4}}?[,. ]*(?:不过|但是?|只是|之前|前)[^;!?]{{0,6}}?"
    "(?:先|告诉|看看|看一?下|说|查|问|确认)"
    f"|删[^.;!?]{{0,6}}?{_S}[^;!?]{{0,8}}?(?:不过|但是?|之前|前|只是)[^;!?]{{0,6}}?"
    "(?:先|告诉|看看|看一?下|说|查|问|确认)"
    f"|先[^.;!?]{{0,10}}?{_S}[^.;!?]{{0,14}}?[,. ]*(?:再|然后|之后)[^.;!?]{{0,4}}?(?:删|清掉|撤掉)"
)
_NOT: Final = re.compile(
    "(?<![a-z])(?:don't|do not|never|files?(?! in)|folders?|how|why|should|would)(?![a-z])"
)


def deleted_if(said: Said, parts: Sequence[Mention]) -> Wish | Understood | None:
    """Give what shows the space that is to be deleted if something is so, else None."""
    spaces = [part for part in parts if part.kind == "space"]
    if len({part.text for part in spaces}) != 1 or any(part.kind == "file" for part in parts):
        return None
    copy, wish = cut(said.copy, spaces), Wish("space", {"space": spaces[0].text}, 1.0)
    if (found := _IF_SO.search(copy)) is not None and not _NOT.search(copy):
        deletes = next(each for each in found.groups() if each).replace(_S, spaces[0].text)
        return Understood("sure", (wish,), kept=True, by_form=True, unanswered=deletes)
    return None if _IF.search(copy) is None and _IF_EMPTY.search(copy) is None else wish
