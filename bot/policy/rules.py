"""The organisation's rules: kept, changed with their line in the trail, and asked."""

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.access import Access, Role
from bot.audit import Noting
from bot.documents import Changed, Documents
from bot.errors import ChangedMeanwhile
from bot.messages import Conversation, Sender
from bot.opened import Read
from bot.policy.rule import (
    ALL,
    EVERYBODY,
    EVERYWHERE,
    Outcome,
    PolicyRule,
    Ruling,
    Whom,
    about,
    decide,
    group_of,
    person_of,
)
from bot.storage import Store

AsksRole = Callable[[], Awaitable[Role]]


@dataclass(frozen=True, slots=True)
class Stored:
    """What is kept under what a rule is about."""

    outcome: Outcome
    by: str = ""
    at: int = 0
    called: str = ""
    titled: str = ""
    deciders: tuple[str, ...] = ()
    decided: str = ""


class Rulebook:
    """Knows the rules, and what they say of an attempt."""

    def __init__(self, store: Store, access: Access) -> None:
        # What cannot be read may be what forbids something, so it does.
        self._rules = Documents(
            store, store.key("policy", "rules"), Stored, in_doubt=Stored("deny")
        )
        self._access = access

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn, or a press, reads of this."""
        return self._rules.needs_all()

    async def rules(self) -> tuple[PolicyRule, ...]:
        """Give all rules, as a turn finds them, in the order in which they are shown."""
        stored = await self._rules.get_all_once()
        return tuple(sorted((rule_of(*each) for each in stored.items()), key=_order))

    async def verdict(
        self, words: str, sender: Sender, here: Conversation, role: AsksRole | None = None
    ) -> Ruling:
        """Say what the rules say of a command that somebody asks for in a conversation.

        ``role`` is asked where a rule is about roles; by default of :class:`Access`, which raises
        NotStaff, Unavailable and PlatformError.
        """
        rules = about(await self.rules(), words, here)
        if not rules:
            return Ruling()
        whom = await self._whom(rules, sender, role or (lambda: self._access.role(sender)))
        return decide(filter(whom.is_meant, rules))

    async def verdicts(
        self, commands: Iterable[str], sender: Sender, here: Conversation
    ) -> Mapping[str, Ruling]:
        """Say that of several commands, by their English names; what is allowed because nothing is
        said of it is left out.
        """
        rules = {words: about(await self.rules(), words, here) for words in commands}
        if not any(rules.values()):
            return {}
        every = tuple(rule for some in rules.values() for rule in some)
        whom = await self._whom(every, sender, lambda: self._access.role(sender))
        found = {words: decide(filter(whom.is_meant, some)) for words, some in rules.items()}
        return {words: verdict for words, verdict in found.items() if verdict.rule is not None}

    async def set(self, rule: PolicyRule, noting: Noting[Stored] | None = None) -> Changed[Stored]:
        """Put a rule in the place of the one about the same, if any."""
        stored = stored_of(rule)
        return await self._rules.change(
            rule.key, lambda before: before if says_same(before, stored) else stored, noting=noting
        )

    async def swap(
        self,
        key: str,
        seen: Stored | None,
        after: Stored | None,
        noting: Noting[Stored] | None = None,
    ) -> Changed[Stored]:
        """Put a rule in the place of the one that was ``seen``, None for none; raises
        ChangedMeanwhile where it says something else by now.
        """

        def swapped(before: Stored | None) -> Stored | None:
            if not says_same(before, seen):
                raise ChangedMeanwhile
            return after

        return await self._rules.change(key, swapped, noting=noting)

    async def deciders(
        self, words: str, sender: Sender, here: Conversation, role: AsksRole | None = None
    ) -> PolicyRule | None:
        """Give the rule that names who approves what somebody asked for; None where any admin may.
        Raises as :meth:`verdict` does.
        """
        rule = (await self.verdict(words, sender, here, role)).rule
        return rule if rule is not None and rule.outcome == "ask" and rule.deciders else None

    async def may_decide(self, rule: PolicyRule, sender: Sender) -> bool:
        """Tell whether somebody is among those whom a rule names."""
        groups = filter(None, map(group_of, rule.deciders))
        if sender.key in map(person_of, rule.deciders):
            return True
        return any([await self._access.has_written(each, sender) for each in groups])

    async def remove(
        self, rule: PolicyRule, noting: Noting[Stored] | None = None
    ) -> Changed[Stored]:
        """Remove a rule."""
        return await self._rules.change(rule.key, lambda _: None, noting=noting)

    async def _whom(self, rules: Iterable[PolicyRule], sender: Sender, role: AsksRole) -> Whom:
        """Find out as much of whoever asks as the rules are about."""
        rules = tuple(rules)
        known = await role() if any(rule.is_about_role for rule in rules) else Role.MEMBER
        asked = {rule.group for rule in rules if rule.group}
        groups = [each for each in sorted(asked) if await self._access.has_written(each, sender)]
        return Whom(sender.key, known, frozenset(groups))


def says_same(one: Stored | None, other: Stored | None) -> bool:
    """Tell whether two rules about the same are one to everybody; None is none."""
    if one is None or other is None:
        return one is other
    return (one.outcome, one.deciders) == (other.outcome, other.deciders)


def stored_of(rule: PolicyRule) -> Stored:
    """Give what is kept of a rule."""
    said = (rule.called, rule.titled, rule.deciders, rule.decided)
    return Stored(rule.outcome, rule.by, rule.at, *said)


def rule_of(key: str, stored: Stored) -> PolicyRule:
    """Read a rule; one of another release that is about something else forbids everything."""
    names = (stored.called, stored.titled, stored.deciders, stored.decided)
    said = (stored.by, stored.at, *names)
    try:
        read: Any = json.loads(key)
    except ValueError:
        read = None
    match read:
        case [str(what), str(who), str(where)]:
            return PolicyRule(what, who, where, stored.outcome, *said)
        case _:
            return PolicyRule(ALL, EVERYBODY, EVERYWHERE, "deny", *said, kept=key)


def _order(rule: PolicyRule) -> tuple[str, tuple[int, int, int], str]:
    return rule.what, rule.particulars, rule.key
