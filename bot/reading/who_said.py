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
    f" (?:(?:the|our|all of) )?(?:{_F}(?: (?:in|from) (?:the )?{_S})?|{_S})"
    "(?: space| drive| folder)?"
    "(?: (?:right now|at the moment|these days|yet|already|now|too|as well|at all))*[ ?!.]*$"
)


_MAY_ZH: Final = re.compile(
    "^(?:请问|帮我看一?[看下]|看一?[看下]|查一?[查下]|想知道|[ ,])*(?P<who>[^,;!?]{2,12}?)"
    "(?:现在|目前|还|到底)*(?:(?P<asks>[能可]不[能可]以?|能否|可否|是否(?:能|可以))|能|可以)(?:够)?"
    "(?:(?P<edit>编辑|修改|改)|(?P<take>下载)|看到?|查看|打开|访问)到?"
    f"(?:{_S}(?:空间)?里?的?)?(?:{_F}|{_S})(?:空间)?(?:里?的?(?:东西|内容|文件))?"
    "(?P<asks2>吗|么|嘛)?[ ?!.呢啊]*$"
)
_NOBODY_ZH: Final = re.compile(
    ".*(?:我们?|咱们?|你们?|谁|[他她它]们?|哪些人|什么人|怎么|管理员|成员)"
)


def may_said(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the question whether somebody who is named may see or edit what is in a space, or who
    may for who asks of anybody; None for anything else.
    """
    spaces = [part for part in parts if part.kind == "space" and not part.near]
    files = [part for part in parts if part.kind == "file"]
    people = [part for part in parts if part.kind == "quoted"]
    named = sorted([*spaces, *files], key=lambda part: part.start)
    several = len(spaces) > 1 or len(files) > 1 or not named
    if several or any(part.kind == "ordinal" for part in parts):
        return None
    place, copy = _place_of(spaces, files), cut(said.copy, named)
    zh = _MAY_ZH.match(copy)
    if zh is not None and (zh["asks"] or zh["asks2"]):
        is_one = not _NOBODY_ZH.fullmatch(zh["who"])
        does = "可编辑" if zh["edit"] else "可下载" if zh["take"] else "可查看"
        who = said.typed(*zh.span("who"))
        return Wish("can", {"person": f"{who} {does} {place}"}, 1.0) if is_one else None
    found = _MAY.match(copy)
    name = "who" if found and found["who"] else "who2"
    if found is None:
        return None
    if _ANYBODY.fullmatch(found[name].strip()):
        return Wish("who", {"place": place}, 1.0)
    if _NOBODY.fullmatch(found[name].strip()):
        return None
    who = people[0].text if people else said.typed(*found.span(name)).strip()
    does = "edit" if found["edit"] or found["edit2"] else "view"
    return Wish("can", {"person": f"{who} can {does} {place}"}, 1.0)


def _place_of(spaces: Sequence[Mention], files: Sequence[Mention]) -> str:
    """Give the file that is named, with its space where that is named beside it, or the space."""
    if not files:
        return spaces[0].text
    within = f"{spaces[0].text}/" if spaces and "/" not in files[0].text else ""
    return f"{within}{files[0].text}"


_DOES_WHAT: Final = ("can view", "can edit", "可查看", "可编辑", "可下载")


def may_or_who(wish: Wish) -> Wish:
    """Give who can get at it, for a member, who is not told whether another may."""
    said = wish.raw.get("person", "")
    parted = (said.partition(f" {does} ")[2] for does in _DOES_WHAT)
    place = next((each for each in parted if each), "")
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
