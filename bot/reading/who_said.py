"""Who can get at a space, or a file in it, in more words than the command has: *who exactly can get
into the Finance space? The auditor is asking*, *who can edit report-02.pdf in Finance*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish

_S: Final = PLACES["space"]
_F: Final = PLACES["file"]
_O: Final = PLACES["ordinal"]
_DOES: Final = (
    "(?:see|open|read|access|view|enter|edit|use|download from|look (?:at|into|inside)|"
    "get (?:at|in|into|inside|to)|have access to|be in)"
)
_WHO: Final = re.compile(
    "^(?:(?:hi|hey|hello|please|pls|ok(?:ay)?|so|and|tell me|show me|list|check|can you|could you|"
    "i (?:need|want) to know|do you know|quick question|just)[ ,:]+)*"
    "who(?: (?:exactly|else|all|actually|really|precisely|currently|now|of us|on earth))*"
    f" (?:(?:can|could|may|is able to|is allowed to|gets to)(?: (?:actually|really|currently|also|"
    f"now|all))* {_DOES}|has (?:edit |write |read |view )?(?:access|rights?|permissions?) "
    f"(?:in|on|for|to)) (?:(?:the|our|all of|whole|entire|file|my|that|this) )*"
    f"(?:(?P<file>{_F}|{_O})(?: (?:one|file|document))?(?: (?:in|from|of|inside) (?:the )?{_S})?"
    f"|(?P<space>{_S}))(?: space| drive| folder)?(?: right now| at the moment| these days|"
    "| now)*(?: ?[?!.,;]|$)"
)


_NOBODY: Final = re.compile(
    "(?:i|we|you|it|they|he|she|u|us|me|them|him|her|this|that|these|those|there|who|which|what|how|when"
    "|any(?:one|body|thing)?|some(?:one|body)?|every(?:one|body)|nobody|people|members?|admins?|all"
    "|the .*|a .*|an .*|my .*|our .*|your .*|outsiders?|guests?|others?|strangers?"
    "|customers?|the|not|no)"
    "(?: .*)?"
)
_ANYBODY: Final = re.compile(
    "(?:any|every)(?:one|body)(?: else| here| in the company)?|(?:other |all )?(?:people"
    "|colleagues)"
    "|(?:the|our|other) (?:[a-z]+ )?(?:teams?|departments?|colleagues|people|interns|folks|members)"
)
_FROM: Final = "(?:,? (?:from|in|of|at|over in) (?:the |our )?[a-z]+(?: [a-z]+)?,?)?"
_EDITS: Final = (
    "(?P<edit>edit|change|write(?: to| in)?|modify|upload (?:to|into)|put (?:things|stuff"
    "|files) in(?:to)?"
    "|store (?:things|stuff|files) in|work (?:in|on))"
)
_SEES: Final = (
    "(?:see|open|read|view|access|look (?:at|into|inside)|get (?:at|in|into|inside|to)|go into"
    "|reach|enter|use)"
)
_IN_IT: Final = (
    "(?: (?:what(?:'?s| is)|everything|anything|all|the files?|files?|the stuff|things|documents?)"
    "(?: (?:that is|that's|which is))? (?:in|inside|of))?"
)
_MAY: Final = re.compile(
    "^(?:(?:hi|hey|hello|please|pls|ok(?:ay)?|so|and|but|also|tell me|check|can you tell"
    " me|do you know"
    "|quick question|just|wait|whether|if)[ ,:]+)*"
    f"(?:(?:can|could|may|is) (?P<who>[^,.;:!?]{{2,30}}?){_FROM}(?: (?:already|still"
    "|currently|now|also))?"
    f"(?: able to| allowed to)? (?:{_EDITS}|{_SEES}){_IN_IT}"
    f"|(?:does|has|did) (?P<who2>[^,.;:!?]{{2,30}}?){_FROM}(?: (?:already|still|currently"
    "|now|also))?"
    "(?: (?:have|has|got))? (?:(?P<edit2>edit|write|editing|writing) |(?:read|view"
    "|reading|viewing) |any |the )*"
    "(?:access|rights?|permissions?) (?:in|on|for|to))"
    f" (?:(?:the|our|all of) )?(?P<space>{_S})(?: space| drive| folder)?"
    "(?: (?:right now|at the moment|these days|yet|already|now|too|as well|at all))*[ ?!.]*$"
)


def may_said(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the question whether somebody who is named may see or edit what is in a space, or who
    may for who asks of anybody; None for anything else.
    """
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    people = [part for part in parts if part.kind == "quoted"]
    if len(spaces) != 1 or any(part.kind in {"file", "ordinal"} for part in parts):
        return None
    found = _MAY.match(cut(said.copy, spaces))
    name = "who" if found and found["who"] else "who2"
    if found is None:
        return None
    if _ANYBODY.fullmatch(found[name].strip()):
        return Wish("who", {"place": spaces[0].text}, 1.0)
    if _NOBODY.fullmatch(found[name].strip()):
        return None
    who = people[0].text if people else said.typed(*found.span(name)).strip()
    does = "edit" if found["edit"] or found["edit2"] else "view"
    return Wish("can", {"person": f"{who} can {does} {spaces[0].text}"}, 1.0)


def may_or_who(wish: Wish) -> Wish:
    """Give who can get at it, for a member, who is not told whether another may."""
    place = wish.raw.get("person", "").partition(" can view ")[2]
    place = place or wish.raw.get("person", "").partition(" can edit ")[2]
    return Wish("who", {"place": place}, wish.score) if wish.words == "can" and place else wish


def who_said(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the question who can get at what is named or counted; None for anything else."""
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    files = [part for part in parts if part.kind in {"file", "ordinal"}]
    if len(spaces) > 1 or len(files) > 1:
        return None
    found = _WHO.search(cut(said.copy, sorted([*spaces, *files], key=lambda part: part.start)))
    if found is None or not (files if found["file"] else spaces):
        return None
    if not found["file"]:
        return Wish("who", {"place": spaces[0].text}, 1.0)
    file = files[0].text
    within = f"{spaces[0].text}/" if spaces and files[0].kind == "file" and "/" not in file else ""
    return Wish("who", {"place": f"{within}{file}"}, 1.0)
