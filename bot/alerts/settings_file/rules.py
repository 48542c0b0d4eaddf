"""Rules about who may use which command where, as the settings file says them.

A rule is about a command, whom and where; of one about the same the file says all. One that it does
not name stays as it is, and ``remove: yes`` takes one out. Which commands there are is not known
here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Self, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.alerts.settings_file.values import NOT_AN_ID, Answer, at_most, one_of, scalar
from bot.errors.files import BadFile, Problem
from bot.i18n import N_
from bot.policy.rule import (
    ADMINS,
    ALL,
    EVERYBODY,
    EVERYWHERE,
    GROUPS,
    MEMBERS,
    OUTCOMES,
    SINGLE_CHATS,
    Outcome,
    PolicyRule,
    group,
    group_of,
    person,
    person_of,
)

ALL_COMMANDS: Final = "all commands"
MOST_DECIDERS: Final = 20
_NAME_CHARACTERS: Final = 256
_ID_CHARACTERS: Final = 256
_COMMAND_CHARACTERS: Final = 60
_WHO: Final[Mapping[str, str]] = {"everybody": EVERYBODY, "members": MEMBERS, "admins": ADMINS}
_WHERE: Final[Mapping[str, str]] = {
    "everywhere": EVERYWHERE,
    "in groups": GROUPS,
    "in private chats": SINGLE_CHATS,
}

NOT_A_COMMAND = N_("This is not a command.")
NOT_WHO = N_("This must be everybody, members, admins, “user …” or “group …” with an ID.")
NOT_WHERE = N_("This must be everywhere, in groups, in private chats, or the ID of a conversation.")
NOT_AN_OUTCOME = N_("This must be allow, ask or deny.")
NOT_DECIDERS = N_("This must be “user …” or “group …” with an ID.")
ONLY_OF_ASK = N_("Only a rule that says ask can name who approves.")
TOO_MANY_DECIDERS = N_("At most 20 are named.")
RULE_TWICE = N_("This rule appears twice.")
NO_OUTCOME = N_("The outcome is missing: allow, ask or deny.")


@dataclass(frozen=True, slots=True)
class WantedRule:
    """What a file says of one rule, and on which line it begins; who set it, and when, is nobody
    and never.
    """

    rule: PolicyRule
    line: int
    removed: bool = False


def _said(words: Mapping[str, str], value: str, otherwise: str) -> str:
    return next((word for word, each in words.items() if each == value), otherwise)


def _who(text: str) -> str:
    if text in _WHO:
        return _WHO[text]
    return _somebody(text, NOT_WHO)


def _decider(text: str) -> str:
    return _somebody(text, NOT_DECIDERS)


def _somebody(text: str, reason: str) -> str:
    """Read one person, or those who write in a group."""
    kind, _, named = text.partition(" ")
    if kind not in {"user", "group"} or not named:
        raise ValueError(reason)
    if " " in named or not named.isprintable() or len(named) > _ID_CHARACTERS:
        raise ValueError(NOT_AN_ID)
    return person(named) if kind == "user" else group(named)


def _where(text: str) -> str:
    if text in _WHERE:
        return _WHERE[text]
    if not text or " " in text or not text.isprintable() or len(text) > _ID_CHARACTERS:
        raise ValueError(NOT_WHERE)
    return text


def _command(text: str) -> str:
    words = " ".join(text.lower().split())
    if not words or len(words) > _COMMAND_CHARACTERS:
        raise ValueError(NOT_A_COMMAND)
    return ALL if words == ALL_COMMANDS else words


def _short(text: str) -> str:
    return text[:_NAME_CHARACTERS]


class RuleEntry(BaseModel):
    """One rule as a file says it."""

    model_config = ConfigDict(extra="forbid")

    command: Annotated[str, AfterValidator(_command)]
    who: Annotated[str, AfterValidator(_who)]
    called: Annotated[str, AfterValidator(_short)] = ""
    where: Annotated[str, AfterValidator(_where)]
    titled: Annotated[str, AfterValidator(_short)] = ""
    remove: Answer = False
    outcome: Annotated[str, one_of(NOT_AN_OUTCOME, *OUTCOMES)] = ""
    approvers: Annotated[
        tuple[Annotated[str, AfterValidator(_decider)], ...],
        at_most(MOST_DECIDERS, TOO_MANY_DECIDERS),
    ] = ()
    approved_by: Annotated[str, AfterValidator(_short)] = Field("", alias="approved by")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not (self.outcome or self.remove):
            raise ValueError(NO_OUTCOME)
        if self.approvers and self.outcome != "ask":
            raise ValueError(ONLY_OF_ASK)
        return self

    def wanted(self, line: int) -> WantedRule:
        """Give what it says."""
        rule = PolicyRule(
            self.command,
            self.who,
            self.where,
            cast("Outcome", self.outcome or "deny"),
            called=self.called,
            titled=self.titled,
            deciders=self.approvers,
            decided=self.approved_by if self.approvers else "",
        )
        return WantedRule(rule, line, self.remove)


def check_once(rules: Iterable[WantedRule]) -> None:
    """Raise BadFile for rules that the file says before."""
    known, twice = set[str](), list[Problem]()
    for each in rules:
        if each.rule.key in known:
            twice.append(Problem(each.line, "", "", RULE_TWICE))
        known.add(each.rule.key)
    if twice:
        raise BadFile(tuple(twice))


def lines_of_rules(rules: Iterable[PolicyRule]) -> Iterator[str]:
    """Write rules; one that another release has kept and nobody here can read is left out."""
    readable = [each for each in rules if not each.kept]
    if readable:
        yield "rules:"
    for each in readable:
        yield from _lines(each)


def _lines(rule: PolicyRule) -> Iterator[str]:
    yield f"  - command: {scalar(ALL_COMMANDS if rule.what == ALL else rule.what)}"
    yield f"    who: {scalar(_said(_WHO, rule.who, _named(rule.who)))}"
    if rule.called:
        yield f"    called: {scalar(rule.called)}"
    yield f"    where: {scalar(_said(_WHERE, rule.where, rule.where))}"
    if rule.titled:
        yield f"    titled: {scalar(rule.titled)}"
    yield f"    outcome: {rule.outcome}"
    if rule.deciders:
        yield f"    approvers: [{', '.join(scalar(_named(each)) for each in rule.deciders)}]"
        if rule.decided:
            yield f"    approved by: {scalar(rule.decided)}"


def _named(who: str) -> str:
    return f"user {person_of(who)}" if person_of(who) else f"group {group_of(who)}"
