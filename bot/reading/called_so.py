"""A file that is described first and named behind: *delete the old draft in Finance, it's called
a.docx* is *delete a.docx in Finance*.
"""

import re
from typing import Final

from bot.reading.said import Said

_THING: Final = (
    "(?:file|document|doc|draft|report|contract|presentation|deck|spreadsheet|sheet|table|picture"
    "|photo|video|pdf|version|slides|minutes|notes?|copy|one|thing|paper|offer|invoice|plan|list)"
)
_DESCRIBED: Final = re.compile(
    "(?<![a-z])(?P<what>(?:the|an?|my|our|that|this|some) (?:[a-z0-9'-]+ ){0,4}?"
    f"{_THING})(?P<place> (?:in|from|of|inside) [^,.;!?]{{1,60}}?)?(?P<rest>(?: [^,.;!?]{{0,60}})?)"
    "(?P<led>[,.;:-]+ ?(?:i think |i believe |should be |and )?(?:it's|its|it is|it was|that's"
    "|the name is|its name is|the file is|which is|name is|named|called|it should be)"
    "(?: (?:called|named))? )"
    r"(?P<file>\"[^\"]{1,80}\"|“[^”]{1,80}”|[^\s,;!?]+(?: [^\s,;!?]+){0,3}?\.[a-z0-9]{2,5})"
    "(?P<end>[ .!]*(?:please|pls|thanks|thank you)?[ .!?]*)$"
)


def by_its_name(text: str) -> str:
    """Give a sentence with the name of a file for its description; any other as it is."""
    said = Said(text)
    found = _DESCRIBED.search(said.copy)
    if found is None:
        return text
    before = said.typed(0, found.start("what"))
    name = said.typed(*found.span("file"))
    place = said.typed(*found.span("place")) if found["place"] else ""
    rest = said.typed(*found.span("rest")) if found["rest"] else ""
    return f"{before.rstrip()} {name}{place}{rest}".strip()
