"""What a file would change about the rules: compared with those that there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.alerts.settings_file.rules import NOT_A_COMMAND, WantedRule, lines_of_rules
from bot.alerts.settings_file.sides import Sides
from bot.errors.files import BadFile, Problem
from bot.i18n import N_
from bot.policy.rule import ALL, FAMILY, MOST_RULES, NEVER_TAKEN, PolicyRule, family_of
from bot.policy.said import ALWAYS_ALLOWED

TOO_MANY_RULES = N_("There would be more than 200 rules, the most there can be.")


@dataclass(frozen=True, slots=True)
class RuleChange(Sides[PolicyRule]):
    """One rule as it is now and as it would be; None is not at all. ``line`` is where the file says
    so.
    """

    before: PolicyRule | None
    after: PolicyRule | None
    line: int = 0

    @property
    def lines(self) -> Iterator[str]:
        """Name it, for comparison: of both sides what they say."""
        for side in (self.before, self.after):
            yield "---"
            yield from lines_of_rules([_bare(side)] if side else [])


def rule_changes(
    rules: Iterable[PolicyRule], wanted: Sequence[WantedRule], commands: Mapping[str, str]
) -> tuple[RuleChange, ...]:
    """Compare; ``commands`` gives the English name of a command by any of its names, as they are
    compared. Raises BadFile.
    """
    known = {each.key: each for each in rules}
    read = [(each, _command(each.rule.what, commands)) for each in wanted]
    problems = tuple(_problems(read))
    if problems:
        raise BadFile(problems)
    rules_wanted = [(each, replace(each.rule, what=what)) for each, what in read if what]
    changes = [
        RuleChange(known.get(rule.key), None if each.removed else rule, each.line)
        for each, rule in rules_wanted
    ]
    made = tuple(each for each in changes if not _is_same(each))
    grown = sum(each.is_new for each in made) - sum(each.is_gone for each in made)
    if grown > 0 and len(known) + grown > MOST_RULES:
        raise BadFile((Problem(0, "", "", TOO_MANY_RULES),))
    return made


def _command(said: str, commands: Mapping[str, str]) -> str:
    """Give the English name of a command, of a family of them, or of all; empty for none."""
    families = {family_of(each) for each in commands.values()}
    if said == ALL or (said.endswith(FAMILY) and said in families):
        return said
    return commands.get(said, "")


def _problems(read: Iterable[tuple[WantedRule, str]]) -> Iterator[Problem]:
    for each, what in read:
        if not what:
            yield Problem(each.line, "command", each.rule.what, NOT_A_COMMAND)
        elif what in NEVER_TAKEN:
            yield Problem(each.line, "command", each.rule.what, ALWAYS_ALLOWED)


def _is_same(change: RuleChange) -> bool:
    if change.before is None or change.after is None:
        return change.before is change.after
    before, after = change.before, change.after
    return (before.outcome, before.deciders) == (after.outcome, after.deciders)


def _bare(rule: PolicyRule) -> PolicyRule:
    """Leave out what names were then, which decide nothing."""
    return replace(rule, called="", titled="", decided="")
