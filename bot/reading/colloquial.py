"""Puts what English says casually as it is said plainly, before a sentence is read: *chuck out the
first one* is *delete the first one*, *50 gigs or so* is *50 gigs*, and *the second one, can you
drop it in Legal too* is *copy the second one to Legal*. Pure.
"""

import re
from typing import Final

from bot.reading.file_names import ENDINGS

_CLAUSE: Final = "(?:^|(?<=[,.;!?] )|(?<=[,.;!?]))"
_LEAD: Final = (
    f"(?P<lead>{_CLAUSE}(?:(?:ok(?:ay)?|right|so|and|then|please|pls|plz|just|now|also|well|hey|hi"
    "|go ahead and|can|could|would|will|should|may|might|you|we|i|let's|lets|let us|want to"
    "|need to|would like to|i'd like to|like to|you to|to|feel free to|maybe|better"
    "|yes|yeah|yep|sure|actually)(?:,| )+)*)"
)
_ROW: Final = (
    "(?:(?:the )?(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last"
    "|biggest|largest|heaviest|fattest|oldest|newest|latest|top|bottom|other)(?: (?:one|file"
    "|two|three|item|entry|document))?|[0-9]{1,2}(?:st|nd|rd|th)(?: one| file)?)(?![a-z])"
    "|(?:number|no[.]?|nr[.]?|#) ?[0-9]{1,3}(?![0-9]))"
)
_NAME: Final = (
    rf"(?:(?:the )?(?:file )?[^\s,;:!?\"“”]+(?: [^\s,;:!?\"“”]+){{0,4}}?\.(?:{ENDINGS})(?![a-z0-9])"
    r"|[^\s,;:!?\"“”]+[-_][0-9]{1,4}(?![a-z0-9.]))"
)
_ONE_WORD: Final = (
    rf"(?:[^\s,;:!?\"“”]+\.(?:{ENDINGS})(?![a-z0-9])|[^\s,;:!?\"“”]+[-_][0-9]{{1,4}}(?![a-z0-9.]))"
)
_POINTER: Final = "(?:it|that|this|them|those|these|that one|this one|that file|this file)(?![a-z])"
_THING: Final = f"(?:{_ROW}|{_NAME}|{_POINTER})"
_INTO: Final = "(?! (?:in|into|inside|to|onto|under|over|at|on)(?![a-z]))"
_DELETES: Final = re.compile(
    f"{_LEAD}(?:"
    "(?:chuck|toss|sling|throw|bin|clear|turf|fling) (?:out|away)"
    f" (?={_THING}|(?:the|that|this|those|these|all|both|my|our) )"
    "|(?:get shot of|do away with|make away with|see the back of|be done with|be rid of"
    "|dispense with) "
    f"|(?:ditch|axe|zap|nuke|junk) (?={_THING})|scrap (?={_NAME})"
    f"|(?:(?:chuck|toss|lose|dump|kill|trash) (?P<x>{_THING})|bin (?P<x3>{_ROW}|{_POINTER}))"
    "(?= *(?:$|[,.;!?]|please|pls|thanks|for me|now|and ))"
    f"|(?:chuck|toss|sling|turf) (?P<x2>{_THING}) (?:out|away)(?![a-z]){_INTO})",
    re.IGNORECASE,
)
"""*Throw … away* is known as it is; what is put *in* or *into* something is no deletion."""
_UNIT: Final = "(?:[kmgtp](?:i?bs?|igs?|egs?|igabytes?|egabytes?|erabytes?)?)"
_BEEN: Final = re.compile(
    "(?<![a-z])what(?:'?s|s) been "
    "(?=(?:added|uploaded|changed|put|saved|stored|moved|edited|updated)(?![a-z]))",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    rf"(?<![a-z])where (?:did|has|is) (?P<the>the |my |our )?(?P<x>{_NAME}) (?:go|gone|went|got to)"
    "(?= ?[?!.,])|(?<![a-z])where'?s (?P<the2>the |my |our )?"
    rf"(?P<x2>{_NAME}) (?:gone|got to)(?= ?[?!.,])",
    re.IGNORECASE,
)
_SIZE: Final = rf"[0-9][0-9.,]* ?{_UNIT}(?![a-z0-9])"
_ABOUT: Final = re.compile(
    rf"(?P<size>{_SIZE}),? (?:or so|or thereabouts|or something(?: like that)?|or the like"
    "|give or take(?: a (?:bit|few))?|ish|roughly|approximately|approx[.]?|more or less"
    "|(?:or )?whatever)(?![a-z])"
    rf"|(?<![a-z])(?:roughly|approx(?:imately|[.])?|around about|something like"
    r"|somewhere around|in the region of|or so|circa|ca[.]|let's say|lets say|say)"
    rf" (?P<size2>{_SIZE})"
    rf"|(?P<count>(?<![0-9a-z.])[0-9][0-9.]*) ?-?ish (?P<unit>{_UNIT})(?![a-z0-9])",
    re.IGNORECASE,
)
"""A size that is not meant to the byte is that size; it is asked about before anything is done."""
_NOW: Final = re.compile(
    "(?P<asked>^(?:(?:hi|hey|hello|so|ok|and|please|tell me)[ ,]+)*(?:who|can"
    "|does)(?![a-z]).*[^ ,]),? (?:right now|at the moment|as we speak|at present|as of"
    " now)[ ?!.]*$",
    re.IGNORECASE | re.DOTALL,
)
"""What is asked is asked of now."""
_WHOM: Final = (
    "(?:who(?:m)?(?: (?:exactly|else))? (?:do|should|must|can|would|shall) (?:i|we|one)"
    " (?:have to |need to )?"
    "(?:ask|talk to|speak to|speak with|contact|turn to|write to|see|go to|approach"
    "|bother|tell|email|ping))"
)
_ASKS_WHOM: Final = re.compile(
    f"(?P<wish>^.*[a-z0-9]) ?[,.;!?–-]+ ?(?:and |so |but )?(?:{_WHOM}(?: (?:about|for)"
    " (?:this|that|it))?"
    "|who (?:can|could|does|handles|decides|approves|is responsible|is in charge)(?:"
    " (?:do|handle|arrange|approve|of|for"
    "|about|on))*(?: (?:this|that|it))?"
    "|how do (?:i|we) (?:get|ask for|request|apply for|go about) (?:this|that|it)"
    "|where do (?:i|we) (?:ask|apply|request|go)(?: for)?(?: (?:this|that|it))?)[ ?!.]*$",
    re.IGNORECASE | re.DOTALL,
)
_WHOM_FOR: Final = re.compile(
    f"^(?P<lead>(?:(?:hi|hey|hello|so|ok|and|please|sorry|quick one|quick question)[ ,]+)*){_WHOM} "
    "(?:about|for|to get|to have|if (?:i|we) (?:need|want)|when (?:i|we) (?:need|want)|regarding) "
    rf"(?P<what>(?:(?:another|an extra|an additional|more|about|some|around) )*{_SIZE}.*)$",
    re.IGNORECASE,
)
"""Whoever asks whom to ask for storage may ask the admins right here, which is asked"
" about first."""
_FIRST: Final = re.compile(
    "^(?P<lead>(?:(?:ok(?:ay)?|right|so|and|now|hi|hey|well|as for"
    f"|about)[ ,]+)*)(?P<x>{_ROW}|{_ONE_WORD})"
    "(?P<in> (?:in|from) [^,.;:!?]{2,40})?"
    "(?: (?:please|pls|plz))?(?: ?[,;:!?]| ?[.](?= )| ?-(?= )| ?–) ?"
    "(?P<ask>(?:(?:please|pls|plz|can|could|would|will|you|u|we|i|want to|need to|to|just|now|then"
    "|have|let's|kindly|mind|so kind as to|be|someone|somebody|want|need|like|i'd)[ ,]+)*)"
    "(?P<do>[a-z]+(?: (?:out|away|off))?) (?P<it>it|that|this|that one|this one"
    "|them)(?![a-z])(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NO_DEED: Final = frozenset(
    {"is", "was", "has", "does", "did", "if", "since", "because", "when", "that", "for", "about"}
    | {"believe", "think", "know", "of", "in", "with", "like", "from", "on", "at", "and", "but"}
    | {"not", "don't", "never", "isn't", "wasn't", "who", "what", "why", "where", "how", "as"}
)
"""What stands before *it* and is nothing that is to be done."""
_PUTS: Final = (
    "(?:drop|chuck|stick|pop|put|place|throw|bung|shove|toss|plonk|sling|get|have|want|need|save"
    "|file|dump|slide|tuck|store|keep|move|copy|duplicate|leave)"
)
_TOO: Final = "(?:too|as well|also|likewise)"
_ALSO: Final = re.compile(
    f"{_LEAD}(?P<do>{_PUTS}) (?P<also>also )?(?P<copy>a copy of )?(?P<x>{_THING})"
    "(?P<from> (?:from|out of) [^,.;:!?]{2,40}?)?"
    " (?P<also2>also )?(?:in|into|inside|to|under|over to|across to|over in|over into)"
    f" (?P<place>[^,;:!?]{{2,60}}?)"
    f"(?:,? (?P<too>{_TOO}))?(?P<end>(?:,? (?:please|pls|plz|thanks|thank you|for me))* *[.!?]*)$",
    re.IGNORECASE,
)
_ROWS_PUT: Final = re.compile(_ROW, re.IGNORECASE)
_MOVES: Final = frozenset({"move", "copy", "duplicate"})
_KEEPS: Final = frozenset({"get", "have", "want", "need", "keep", "save", "store", "leave"})
_QUOTES: Final = re.compile('["“”「」『』]')
_BETWEEN_QUOTES: Final = 2


def put_casually(text: str) -> str:
    """Give a sentence as it says the same plainly; what stands between quotation marks, and any
    other text, as it is.
    """
    if not text.isascii() and not re.search("[a-z]{3} [a-z]", text):
        return text
    text = _NOW.sub(r"\g<asked>", _BEEN.sub("what was ", text))
    text = _GONE.sub(lambda found: f"where is {found['x'] or found['x2']}", text)
    text = _ABOUT.sub(_sized, _ASKS_WHOM.sub(r"\g<wish>", text))
    text = _WHOM_FOR.sub(r"\g<lead>we need \g<what>", text)
    text = _first_named(text)
    text = _DELETES.sub(_deleted, text) if not _quotes(text) else text
    return _ALSO.sub(_put, text)


def _quotes(text: str) -> bool:
    return len(_QUOTES.findall(text)) >= _BETWEEN_QUOTES


def _sized(found: re.Match[str]) -> str:
    if found["count"]:
        return f"{found['count']} {found['unit']}"
    return found["size"] or found["size2"]


def _first_named(text: str) -> str:
    """Give what is to be done with a file that is named first: *report.pdf, can you send it to me*
    is *send report.pdf to me*.
    """
    found = _FIRST.match(text)
    if found is None or found["do"].casefold().split()[0] in _NO_DEED:
        return text
    return (
        f"{found['lead']}{found['ask']}{found['do']} {found['x']}{found['in'] or ''}{found['rest']}"
    )


def _deleted(found: re.Match[str]) -> str:
    thing = found["x"] or found["x2"] or found["x3"]
    return f"{found['lead']}delete {thing or ''}"


def _put(found: re.Match[str]) -> str:
    """Give a file that goes somewhere too as copied there, and one that is only put as moved."""
    does, too = found["do"].casefold(), found["too"] or found["also"] or found["also2"]
    is_copy = bool(too or found["copy"])
    if not is_copy and (does in _KEEPS or does in _MOVES or not _ROWS_PUT.fullmatch(found["x"])):
        return found[0]
    verb = "copy" if is_copy else "move"
    return (
        f"{found['lead']}{verb} {found['x']}{found['from'] or ''} to {found['place']}{found['end']}"
    )
