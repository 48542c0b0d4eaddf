"""One row of the organisation's policy, and which of several decides.

A rule says of a command, of somebody and of a place whether that is allowed, goes to an admin, or
is denied. A rule gives way only to one that is as particular in everything and more so in
something; of those that remain, *deny* goes before *ask*, and *ask* before *allow*.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.access import Role
from bot.messages import Conversation

Outcome = Literal["allow", "ask", "deny"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)

ALL: Final = "*"
"""All commands; behind a word, all whose name begins with that word."""
FAMILY: Final = f" {ALL}"
EVERYBODY: Final = ""
MEMBERS: Final = "role:member"
ADMINS: Final = "role:admin"
_PERSON, _GROUP = "user:", "group:"
EVERYWHERE: Final = ""
GROUPS: Final = "kind:group"
SINGLE_CHATS: Final = "kind:single"

MOST_RULES: Final = 200
"""So many rules are kept: each turn reads them all."""

NEVER_TAKEN: Final = frozenset(
    {
        "help",
        "help on",
        "help more",
        "help admin",
        "help alerts",
        "help command",
        "whoami",
        "cancel",
        "pause",
        "resume",
        "undo",
        "file undo",
        "request cancel",
        "policy",
        "policy set",
        "policy remove",
    }
)
"""What no rule takes away: finding out what is allowed, taking back, and changing the rules, lest
nobody could.
"""


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """``what`` is a command's English name, a family of them (``file *``) or all; ``who`` a role, a
    person, those who wrote in a group, or everybody; ``where`` a conversation, a kind of them, or
    everywhere.

    ``called`` names the person or the group as it was called then, ``titled`` the conversation.
    ``deciders`` are the people or the group among whom somebody has to approve, written as ``who``
    is, none for any admin, and ``decided`` what they were called then.
    ``by`` says who set it, ``at`` when (milliseconds since 1970). ``kept`` is under what another
    release keeps one about something that this one cannot read.
    """

    what: str
    who: str
    where: str
    outcome: Outcome
    by: str = ""
    at: int = 0
    called: str = ""
    titled: str = ""
    deciders: tuple[str, ...] = ()
    decided: str = ""
    kept: str = ""

    @property
    def line(self) -> str:
        """Say it as it would be typed, with the names that were kept."""
        who = {EVERYBODY: "everybody", MEMBERS: "members", ADMINS: "admins"}
        where = {EVERYWHERE: "everywhere", GROUPS: "in groups", SINGLE_CHATS: "in private chats"}
        what = "all commands" if self.what == ALL else self.what
        whom = who.get(self.who) or self.called or self.person or self.group
        place = where.get(self.where) or self.titled or self.where
        said = f"{what} {whom} {place} {self.outcome}"
        return f"{said} by {self.decided or ', '.join(self.deciders)}" if self.deciders else said

    @property
    def key(self) -> str:
        """Name what it is about: of one thing there is one rule."""
        return self.kept or json.dumps([self.what, self.who, self.where], ensure_ascii=False)

    @property
    def is_about_role(self) -> bool:
        return self.who in {MEMBERS, ADMINS}

    @property
    def group(self) -> str:
        """Give the conversation among whose writers somebody has to be; empty for none."""
        return group_of(self.who)

    @property
    def person(self) -> str:
        """Give the userId of the one person whom it is about; empty for none."""
        return person_of(self.who)

    @property
    def place(self) -> str:
        """Give the id of the one conversation where it holds; empty for none."""
        return "" if self.where in {EVERYWHERE, GROUPS, SINGLE_CHATS} else self.where

    def covers(self, words: str) -> bool:
        """Whether it is about a command."""
        if self.what in {ALL, words}:
            return True
        return self.what.endswith(FAMILY) and family_of(words) == self.what

    def holds_in(self, here: Conversation) -> bool:
        """Whether it is about what is asked in a conversation."""
        kind = GROUPS if here.is_group else SINGLE_CHATS
        return self.where in {EVERYWHERE, kind, here.id}

    @property
    def particulars(self) -> tuple[int, int, int]:
        """Say how particular it is about the command, the person and the place."""
        what = 0 if self.what == ALL else 1 if self.what.endswith(FAMILY) else 2
        who = 0 if self.who == EVERYBODY else 1 if self.is_about_role else 2 if self.group else 3
        where = 0 if self.where == EVERYWHERE else 2 if self.place else 1
        return what, who, where

    def gives_way_to(self, other: "PolicyRule") -> bool:
        """Whether another that holds as well says the same more particularly."""
        mine, theirs = self.particulars, other.particulars
        return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of one attempt, and the rule that decides; None where there is none."""

    outcome: Outcome = "allow"
    rule: PolicyRule | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Whoever asks: their userId, role, and the groups they have written in, of those asked for."""

    user_id: str
    role: Role
    groups: frozenset[str] = frozenset()

    def is_meant(self, rule: PolicyRule) -> bool:
        """Whether a rule is about them."""
        if rule.is_about_role:
            return (self.role is Role.ADMIN) == (rule.who == ADMINS)
        if rule.who == EVERYBODY:
            return True
        return rule.person == self.user_id if rule.person else rule.group in self.groups


def about(rules: Iterable[PolicyRule], words: str, here: Conversation) -> tuple[PolicyRule, ...]:
    """Give the rules about a command in a conversation, whomever they mean; none about what is
    never taken away.
    """
    if not words or words in NEVER_TAKEN:
        return ()
    return tuple(rule for rule in rules if rule.covers(words) and rule.holds_in(here))


def decide(rules: Iterable[PolicyRule]) -> Ruling:
    """Decide by rules that all hold."""
    holding = tuple(rules)
    left = [rule for rule in holding if not any(rule.gives_way_to(other) for other in holding)]
    if not left:
        return Ruling()
    deciding = max(left, key=_strictness)
    return Ruling(deciding.outcome, deciding)


def person(user_id: str) -> str:
    """Write down that a rule is about one person."""
    return _PERSON + user_id


def group(conversation_id: str) -> str:
    """Write down that a rule is about those who write in a group."""
    return _GROUP + conversation_id


def person_of(who: str) -> str:
    """Give the userId of one person who is written down; empty for none."""
    return who.removeprefix(_PERSON) if who.startswith(_PERSON) else ""


def group_of(who: str) -> str:
    """Give the openConversationId of a group whose writers are written down; empty for none."""
    return who.removeprefix(_GROUP) if who.startswith(_GROUP) else ""


def family_of(words: str) -> str:
    """Name the family of a command: all that begin with the same word."""
    return words.partition(" ")[0] + FAMILY


def _strictness(rule: PolicyRule) -> tuple[int, tuple[int, int, int], str]:
    """Order by outcome; of two that say the same, the more particular one is named."""
    return OUTCOMES.index(rule.outcome), rule.particulars, rule.key
