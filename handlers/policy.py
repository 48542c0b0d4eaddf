"""The policy: which rules there are about who may do what where, and changing them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.errors import AmbiguousPerson, BadArgument, Stale
from bot.i18n import N_
from bot.language import NOT_A_PAGE, Text, is_number, normalise
from bot.messages import Command
from bot.policy.rule import MOST_RULES, NEVER_TAKEN, PolicyRule, group, person
from bot.policy.rules import Stored, rule_of
from bot.policy.said import (
    ALWAYS_ALLOWED,
    NO_ADMIN,
    OWN_DECIDER,
    PART,
    TWO_DECIDE,
    RuleSaid,
    RuleText,
    is_this_group,
    names_of,
    parted_from_decider,
    read_rule,
)
from bot.policy.shown import row_of
from bot.rights.whom import clear_name, user_ids_said
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import CommandButton, turns

router = Router[Services]()

OUTCOMES = ("allow", "ask", "deny", "允许", "审批", "禁止")
RULE = RuleText(
    PART,
    ends=OUTCOMES,
    ask=N_("Which rule? For example: **space create members everywhere ask**."),
)
REMOVED = Text(PART, ask=N_("Which rule? Send its number from **policy**, or its words."))
PAGE = 6
NO_GROUP = N_("This is no group. Say it in the group that you mean.")
TOO_MANY = N_("There are already 200 rules, and there cannot be more.")
NO_DECIDER = N_("Say who approves: an admin, several who are mentioned, or this group.")
NO_RULE = N_("There is no such rule.")


@dataclass(frozen=True, slots=True)
class ShownRules:
    """The rules that a card lists, by what they are about, and its page, from 1."""

    rows_are: ClassVar[str] = "rules"
    keys: tuple[str, ...]
    page: int = 1


router.keeps(ShownRules)


@dataclass(frozen=True, slots=True)
class TurnRules(CommandButton):
    """Show another page of the rules."""

    command = "策略", "policy"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page that is asked for, the first where none is."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give it; BadArgument for anything else."""
        typed = normalise(text).removeprefix("page ").strip("第页 ")
        if typed and not is_number(typed):
            raise BadArgument(self.name, text, NOT_A_PAGE)
        return int(typed[:6] or 1)


NUMBER = PageNumber("page")


@router.command(
    "policy",
    "策略",
    usage="policy [page]",
    takes=(NUMBER,),
    role=Role.ADMIN,
    phrases=("which rules are set", "设置了哪些策略"),
    looks=True,
    label=N_("Rules"),
)
async def show(cmd: Command, svc: Services) -> Card:
    """Show the rules about who may use which command where."""
    return _list(await svc.policy.rules(), cmd.conversation.id, cmd.language, svc, cmd[NUMBER])


@router.fast(TurnRules, role=Role.ADMIN, looks=True, words="policy")
async def turn(action: TurnRules, press: Press, svc: Services) -> Card:
    """Turn to another page of the rules as they are now."""
    if not isinstance(press.kept, ShownRules):
        raise Stale
    rules = await svc.policy.rules()
    return _list(rules, press.conversation.id, press.language, svc, action.page)


@router.command(
    "policy set",
    "设置策略",
    usage="policy set <command> <who> <where> allow|ask|deny",
    takes=(RULE,),
    role=Role.ADMIN,
    changes=True,
    label=N_("Set a rule"),
    wish=WishTexts(value=N_("Set this rule: %(value)s.")),
)
async def set_rule(cmd: Command, svc: Services) -> Card:
    """Allow a command, forbid it, or make it need approval, for some people or places."""
    wanted = read_rule(cmd[RULE], _names(svc), mentioned=cmd.mentions_somebody)
    if wanted.what in NEVER_TAKEN:
        raise BadArgument(RULE.name, cmd[RULE], ALWAYS_ALLOWED)
    try:
        rules = await _rules(wanted, cmd, svc)
    except AmbiguousPerson as several:
        return _which(several, cmd, "policy set", RULE)
    if needed := max(map(svc.missing_deciders, rules)):
        raise BadArgument(RULE.name, cmd[RULE], TWO_DECIDE if needed > 1 else OWN_DECIDER)
    kept = {each.key for each in await svc.policy.rules()}
    if len(kept | {each.key for each in rules}) > MOST_RULES:
        raise BadArgument(RULE.name, cmd[RULE], TOO_MANY)
    for each in rules:
        await _set(each, "" if each is rules[0] else each.person, cmd, svc)
    idle = wanted.outcome == "allow" and _gives_nothing(rules[0], svc)
    rows = [row_of(each, cmd.conversation.id, svc.commands(), cmd.language) for each in rules]
    return Card("policy_set", {"rules": rows, "idle": idle})


@router.command(
    "policy remove",
    "删除策略",
    usage="policy remove <number>",
    takes=(REMOVED,),
    role=Role.ADMIN,
    changes=True,
    label=N_("Remove a rule"),
    wish=WishTexts(value=N_("Remove rule %(value)s.")),
)
async def remove_rule(cmd: Command, svc: Services) -> Card:
    """Remove a rule."""
    try:
        rules = await _meant(cmd, svc)
    except AmbiguousPerson as several:
        return _which(several, cmd, "policy remove", REMOVED)
    removed: list[PolicyRule] = []
    for each in rules:

        def line(before: Stored | None, _: Stored | None, rule: PolicyRule = each) -> Entry | None:
            was = f"outcome={before.outcome}" if before else ""
            return Entry.of(cmd, "done", rule.key, rule.line, before=was) if before else None

        part = "" if each is rules[0] else each.key
        # A turn that runs again hears what it has taken away.
        changed = await svc.policy.remove(each, svc.audit.noting(cmd, line, part))
        removed += [rule_of(each.key, changed.before)] if changed.before else []
    if not removed:
        raise BadArgument(REMOVED.name, cmd[REMOVED], NO_RULE)
    rows = [row_of(each, cmd.conversation.id, svc.commands(), cmd.language) for each in removed]
    return Card("policy_removed", {"rules": rows})


def _list(
    rules: Sequence[PolicyRule], here: str, language: str, svc: Services, number: int
) -> Card:
    pages = max(1, -(-len(rules) // PAGE))
    page = min(max(number, 1), pages)
    first = (page - 1) * PAGE
    rows = [
        {**row_of(rule, here, svc.commands(), language), "number": first + n}
        for n, rule in enumerate(rules[first : first + PAGE], 1)
    ]
    data = {"rules": rows, "page": page, "pages": pages, "total": len(rules)}
    kept = ShownRules(tuple(rule.key for rule in rules), page)
    return Card("policy", data, turns(page, pages, TurnRules), kept=kept)


async def _meant(cmd: Command, svc: Services) -> tuple[PolicyRule, ...]:
    """Find the rules that are to go: by the number in the last list, or in words."""
    typed, rules = normalise(cmd[REMOVED]).removeprefix("#"), await svc.policy.rules()
    if is_number(typed):
        shown = await svc.kept(cmd.last_list)
        keys = shown.keys if isinstance(shown, ShownRules) else ()
        number = int(typed[:6])
        wanted = keys[number - 1 : number] if number else ()
    else:
        said_ = read_rule(
            cmd[REMOVED], _names(svc), mentioned=cmd.mentions_somebody, ends=_ends(cmd[REMOVED])
        )
        wanted = tuple(each.key for each in await _rules(said_, cmd, svc))
    there = {each.key: each for each in rules}
    return tuple(there.get(key) or rule_of(key, Stored("deny")) for key in wanted)


def _ends(text: str) -> bool:
    """Whether a rule is said whole, with what it says."""
    return normalise(parted_from_decider(text)[0]).endswith(OUTCOMES)


async def _rules(wanted: RuleSaid, cmd: Command, svc: Services) -> tuple[PolicyRule, ...]:
    """Make the rules that are meant: one for each person who was mentioned."""
    here = cmd.conversation
    where = here.id if wanted.here else wanted.where
    rule = PolicyRule(wanted.what, "", where, wanted.outcome, cmd.user_id, svc.now())
    deciders, decided = await _deciders(wanted.decides, cmd, svc)
    titled = here.title if wanted.here else ""
    rule = replace(rule, titled=titled, deciders=deciders, decided=decided)
    if wanted.this_group:
        if not here.is_group:
            raise BadArgument(RULE.name, cmd[RULE], NO_GROUP)
        return (replace(rule, who=group(here.id), called=here.title),)
    if wanted.who is not None:
        return (replace(rule, who=wanted.who),)
    user_ids = await user_ids_said(svc, cmd, wanted.person)
    people = await svc.people.of_staff(user_ids)
    names = {each.user_id: await clear_name(svc, each.user_id, each.name) for each in people}
    return tuple(replace(rule, who=person(each), called=name) for each, name in names.items())


async def _deciders(said_: str | None, cmd: Command, svc: Services) -> tuple[tuple[str, ...], str]:
    """Find who shall approve, and what they are called: admins, or those who write in this group.

    Raises BadArgument for somebody who is no admin: no rule makes them one.
    """
    if said_ is None:
        return (), ""
    if is_this_group(said_):
        if not cmd.conversation.is_group:
            raise BadArgument(RULE.name, cmd[RULE], NO_GROUP)
        return (group(cmd.conversation.id),), cmd.conversation.title
    if not said_ and not cmd.mentions_somebody:
        raise BadArgument(RULE.name, cmd[RULE], NO_DECIDER)
    named = replace(cmd, mentions=(), strangers=()) if said_ else cmd
    people = await svc.people.of_staff(await user_ids_said(svc, named, said_))
    if not all([await svc.access.is_admin(each.user_id) for each in people]):
        raise BadArgument(RULE.name, cmd[RULE], NO_ADMIN)
    names = ", ".join([await clear_name(svc, each.user_id, each.name) for each in people])
    return tuple(person(each.user_id) for each in people), names


async def _set(rule: PolicyRule, part: str, cmd: Command, svc: Services) -> None:
    def line(before: Stored | None, after: Stored | None) -> Entry:
        was = f"outcome={before.outcome}" if before else ""
        after_ = f"outcome={after.outcome}" if after else ""
        return Entry.of(cmd, "done", rule.key, rule.line, before=was, after=after_)

    await svc.policy.set(rule, svc.audit.noting(cmd, line, part))


def _which(several: AmbiguousPerson, cmd: Command, words: str, part: Text) -> Card:
    """Offer the people of one name: the rule is said again with the id of whoever is chosen."""
    offers = []
    for user_id, _ in several.candidates:
        text = cmd[part].replace(several.asked, user_id)
        offers.append(Offer(words, {part.name: text}, f"{words} {text}"))
    return Card(
        several.template, several.data(), {"cancel": Cancel()}, then=Offering(tuple(offers))
    )


def _names(svc: Services) -> dict[str, str]:
    return names_of((each.words, each.names) for each in svc.commands())


def _gives_nothing(rule: PolicyRule, svc: Services) -> bool:
    """Whether a rule allows what only admins may, to others: it gives them nothing."""
    needed: Iterable[Role] = (each.role for each in svc.commands() if rule.covers(each.words))
    return rule.who != "role:admin" and Role.ADMIN in set(needed)
