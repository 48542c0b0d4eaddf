"""Reads a rule as somebody says it: ``space create members everywhere ask``.

First comes the command, last the outcome, before that the place; what is left in between says whom
it is about.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import Formed, normalise, unquoted
from bot.policy.rule import (
    ADMINS,
    ALL,
    EVERYBODY,
    EVERYWHERE,
    FAMILY,
    GROUPS,
    MEMBERS,
    SINGLE_CHATS,
    Outcome,
)

PART: Final = N_("rule")
HERE: Final = "here"
"""Stands for the conversation in which it is said."""

NO_COMMAND = N_(
    "A rule begins with a command, such as space create, with a family such as file *, or with "
    "all commands."
)
ALWAYS_ALLOWED = N_("This command is always allowed: no rule can forbid it.")
NO_ADMIN = N_("Only admins can approve: a rule makes nobody an admin.")
TWO_DECIDE = N_(
    "This takes two approvals, and nobody approves their own request: name two other admins, or a "
    "group."
)
OWN_DECIDER = N_("Nobody approves their own request: name another admin, or a group.")
NO_OUTCOME = N_("A rule ends with allow, ask or deny.")
NO_PLACE = N_("Say where it holds: here, everywhere, in groups or in private chats.")
NOBODY = N_("Say who it is about: everybody, members, admins, this group, or a person.")

_OUTCOMES: Mapping[str, Outcome] = {
    "allow": "allow",
    "allowed": "allow",
    "允许": "allow",
    "ask": "ask",
    "approval": "ask",
    "审批": "ask",
    "需审批": "ask",
    "需要审批": "ask",
    "deny": "deny",
    "denied": "deny",
    "forbid": "deny",
    "禁止": "deny",
    "拒绝": "deny",
    "不允许": "deny",
}
_PLACES: Mapping[str, str] = {
    "here": HERE,
    "in this conversation": HERE,
    "在这里": HERE,
    "这里": HERE,
    "本会话": HERE,
    "everywhere": EVERYWHERE,
    "anywhere": EVERYWHERE,
    "任何会话": EVERYWHERE,
    "所有会话": EVERYWHERE,
    "到处": EVERYWHERE,
    "in groups": GROUPS,
    "groups": GROUPS,
    "所有群": GROUPS,
    "群聊": GROUPS,
    "in private chats": SINGLE_CHATS,
    "in private": SINGLE_CHATS,
    "private": SINGLE_CHATS,
    "单聊": SINGLE_CHATS,
}
_PEOPLE: Mapping[str, str] = {
    "everybody": EVERYBODY,
    "everyone": EVERYBODY,
    "所有人": EVERYBODY,
    "任何人": EVERYBODY,
    "members": MEMBERS,
    "member": MEMBERS,
    "普通成员": MEMBERS,
    "成员": MEMBERS,
    "admins": ADMINS,
    "admin": ADMINS,
    "管理员": ADMINS,
}
_THIS_GROUP = frozenset({"this group", "本群", "本群成员"})
_EVERY_COMMAND = ("all commands", "every command", "所有命令", "全部命令", "*")
_FAMILY = re.compile(r"(?P<word>[a-z]+) ?(?:\*|commands)(?= |$)")
_DECIDED = re.compile(
    r"(?P<rule>.*(?:\b(?:ask|approval)|审批)),?，?\s*"
    r"(?:\b(?:(?:approved|decided) )?by\b|由|审批人)[ :：]*(?P<by>.*)",
    re.IGNORECASE,
)
_ID = re.compile(r"(?:in |在)?(?P<id>cid\S+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule as it was said: ``who`` as a rule says it, or None where ``person`` is who is named.

    ``here`` says that the place is where it was said, ``this_group`` that the people are.
    ``decides`` names who approves, empty for those who were mentioned, None for any admin.
    """

    what: str
    who: str | None
    person: str
    this_group: bool
    where: str
    here: bool
    outcome: Outcome
    decides: str | None = None


@dataclass(frozen=True, slots=True)
class RuleText(Formed):
    """A rule in words, which may end in who approves."""

    @override
    def offers(self, text: str) -> bool:
        return Formed.offers(self, parted_from_decider(text)[0])


def read_rule(
    text: str, commands: Mapping[str, str], *, mentioned: bool, ends: bool = True
) -> RuleSaid:
    """Read one; ``commands`` gives the English name of a command by any of its names.

    Who was ``mentioned`` is whom it is about; one that is to be taken away ``ends`` in nothing.
    Raises BadArgument.
    """
    text, decides = parted_from_decider(text) if ends else (text, None)
    what, rest = what_of(text, commands)
    rest, outcome = _outcome(text, rest) if ends else (rest, "allow")
    rest, where = _place(text, rest)
    mentioned = mentioned and decides != ""
    said = normalise(rest).strip(" ,")
    this_group = said in _THIS_GROUP and not mentioned
    who = None if mentioned else _PEOPLE.get(said)
    if not said and not mentioned:
        raise BadArgument(PART, text, NOBODY)
    person = unquoted(rest.strip(" ,，").lstrip("@＠")) if who is None else ""
    here = where == HERE
    place = "" if here else where
    return RuleSaid(what, who, person, this_group, place, here, outcome, decides)


def parted_from_decider(text: str) -> tuple[str, str | None]:
    """Part a rule that asks from who approves, said behind it; None where nobody is named."""
    found = _DECIDED.fullmatch(" ".join(text.split()))
    if found is None:
        return text, None
    return found["rule"], unquoted(found["by"].strip(" ,，.。").lstrip("@＠"))


def is_this_group(said: str) -> bool:
    """Tell whether those who write where it is said are meant."""
    return normalise(said) in _THIS_GROUP


def what_of(text: str, commands: Mapping[str, str]) -> tuple[str, str]:
    """Part what a rule is about from the rest: the longest name of a command that it begins with,
    a family of them, or all. Raises BadArgument.
    """
    words = " ".join(text.split()).lstrip("/／")
    said = normalise(words)
    for name in _EVERY_COMMAND:
        if _begins(said, name):
            return ALL, words[len(name) :]
    if found := _FAMILY.match(said):
        families = {each.partition(" ")[0] for each in commands.values()}
        if found["word"] in families:
            return found["word"] + FAMILY, words[found.end() :]
    names = [name for name in commands if _begins(said, name)]
    if not names:
        raise BadArgument(PART, text, NO_COMMAND)
    longest = max(names, key=len)
    return commands[longest], words[len(longest) :]


def names_of(commands: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Give the English name of each command by any of its names, as they are compared."""
    return {normalise(name): words for words, names in commands for name in (*names, words)}


def _begins(said: str, name: str) -> bool:
    """Whether a text begins with a name that ends where a word does."""
    rest = said[len(name) :]
    return said.startswith(name) and (not rest or not rest[0].isalnum() or not name.isascii())


def _outcome(text: str, rest: str) -> tuple[str, Outcome]:
    found = _ending(rest, _OUTCOMES)
    if found is None:
        raise BadArgument(PART, text, NO_OUTCOME)
    return found[0], _OUTCOMES[found[1]]


def _place(text: str, rest: str) -> tuple[str, str]:
    if by_id := _ID.search(rest):
        return rest[: by_id.start()], by_id["id"]
    found = _ending(rest, _PLACES)
    if found is None:
        raise BadArgument(PART, text, NO_PLACE)
    return found[0], _PLACES[found[1]]


def _ending(rest: str, words: Iterable[str]) -> tuple[str, str] | None:
    """Part the longest of some words from the end of a text; None where none is there."""
    rest = rest.strip(" ,，。.!！")
    said = normalise(rest)
    if len(said) != len(rest):  # what normalising makes longer or shorter is no such word
        rest = said
    ends = [word for word in words if _ends(said, word)]
    if not ends:
        return None
    longest = max(ends, key=len)
    return rest[: len(rest) - len(longest)].rstrip(" ,，"), longest


def _ends(said: str, word: str) -> bool:
    before = said[: len(said) - len(word)]
    return said.endswith(word) and (not before or not word.isascii() or not before[-1].isalnum())
