"""A deletion of a space that waits for something: *delete Archive, but before tell me if somebody
still uses it*, 没人用就删掉.

Nothing is deleted by it; the space is shown, from where it can be.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

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


def deleted_if(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give what shows the space that is to be deleted if something is so, else None."""
    spaces = [part for part in parts if part.kind == "space"]
    if len({part.text for part in spaces}) != 1 or any(part.kind == "file" for part in parts):
        return None
    copy = cut(said.copy, spaces)
    if _IF.search(copy) is None and _IF_EMPTY.search(copy) is None:
        return None
    return Wish("space", {"space": spaces[0].text}, 1.0)
