"""How cards show a rule: in words for the command, whom it is about and where."""

from collections.abc import Iterable
from typing import Literal, Protocol

from bot.policy.rule import (
    ADMINS,
    ALL,
    EVERYBODY,
    EVERYWHERE,
    GROUPS,
    MEMBERS,
    SINGLE_CHATS,
    PolicyRule,
)

Whose = Literal["everybody", "members", "admins", "group", "person"]
Place = Literal["everywhere", "groups", "single", "here", "there"]

_WHO: dict[str, Whose] = {EVERYBODY: "everybody", MEMBERS: "members", ADMINS: "admins"}
_WHERE: dict[str, Place] = {EVERYWHERE: "everywhere", GROUPS: "groups", SINGLE_CHATS: "single"}


class CalledCommand(Protocol):
    """A command, as it is called in a language."""

    @property
    def words(self) -> str: ...

    def called(self, language: str) -> str: ...


def row_of(
    rule: PolicyRule, here: str, commands: Iterable[CalledCommand], language: str
) -> dict[str, object]:
    """Say a rule as templates take it, to be read in the conversation of an id; ``what`` is empty
    for all commands.
    """
    names = {each.words: each.called(language) for each in commands}
    where = "here" if rule.where == here else "there"
    return {
        "what": "" if rule.what == ALL else names.get(rule.what, rule.what),
        "who": _WHO.get(rule.who, "group" if rule.group else "person"),
        "called": rule.called or rule.person,
        "where": _WHERE.get(rule.where, where),
        "titled": rule.titled,
        "outcome": rule.outcome,
        "by": (rule.decided or ", ".join(rule.deciders)) if rule.deciders else "",
    }
