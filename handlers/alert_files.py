"""Who is told, as a file: sent to whoever asks, and taken from whoever sends one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from typing_extensions import override

from bot.access import Role
from bot.alerts.cards.wishes import USUAL, wish_row
from bot.alerts.settings_file.diff import (
    Difference,
    Row,
    ShownNames,
    SubscriptionChange,
    basis_of,
    difference,
    fact_of,
    pages_of,
    rows_of,
    title_of,
)
from bot.alerts.settings_file.format import wish_of
from bot.alerts.settings_file.rule_changes import RuleChange, rule_changes
from bot.alerts.subscription import Subscription
from bot.audit import Entry
from bot.cards import Card
from bot.errors import ChangedMeanwhile, Stale
from bot.errors.files import BadFile, NotSettings, Problem
from bot.i18n import N_
from bot.language import is_yes, normalise, paged
from bot.messages import Command, File
from bot.policy.rule import person_of
from bot.policy.rules import Stored, stored_of
from bot.policy.said import NO_ADMIN, OWN_DECIDER, TWO_DECIDE, names_of
from bot.policy.shown import row_of
from bot.quota.observations.model import Observation
from bot.routing import NotMine, Router
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed, CommandButton, turns

router = Router[Services]()

FACT_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class ConfirmImport(Agreed):
    """A kept file may be carried out, if it changes what ``mark`` names and was shown.

    The counts are those that were shown, ``page`` is the page that is.
    """

    file: str
    mark: str
    added: int
    changed: int
    removed: int
    page: int = 1

    @override
    def expects(self, text: str) -> bool:
        """Whether a message is an answer this waits for: yes, or a page."""
        return is_yes(text) or _page(text) is not None


@dataclass(frozen=True, slots=True)
class TurnImport(CommandButton):
    """Show another page of what a kept file would change."""

    command = "", ""
    follows = ("page",)
    file: str
    page: int


@router.command(
    "alert export", "导出提醒设置", role=Role.ADMIN, looks=True, label=N_("Export settings")
)
async def send_file(cmd: Command, svc: Services) -> Card:
    """Send you the alert settings as a file in a private chat."""
    if cmd.conversation.is_group:
        return Card("alert_files_alone")
    subscriptions, rules = await svc.alerts.subscriptions(), await svc.policy.rules()
    personal = sum(each.personal for each in subscriptions.values())
    shared = len(subscriptions) - personal
    if not (shared or rules):
        return Card("alert_export_nothing", {"personal": personal})
    names = _names(await svc.watch.seen())
    name, content = await svc.settings_files.packed(subscriptions, names, svc.now(), rules)
    await svc.sent_files.send(cmd.user_id, name, content)
    data = {"name": name, "shared": shared, "personal": personal, "rules": len(rules)}
    return Card("alert_exported", data)


@router.command(
    "alert import",
    "导入提醒设置",
    role=Role.ADMIN,
    acts=True,
    confirms=True,
    label=N_("Import settings"),
)
async def ask_for_file(cmd: Command, _: Services) -> Card:
    """Explain how to change the alert settings with a file."""
    return Card("alert_files_alone" if cmd.conversation.is_group else "alert_import_how")


@router.file(".yaml", ".yml", ".zip", role=Role.ADMIN, words="alert import", changes=True)
async def take_file(file: File, cmd: Command, svc: Services) -> Card:
    """Read a file, and show what it would change."""
    if cmd.conversation.is_group:
        return Card("alert_files_alone")
    try:
        kept = await svc.settings_files.keep(file.name, await svc.sent_files.fetch(file))
    except NotSettings as none:
        raise NotMine from none
    return await _shown(kept, cmd, svc)


@router.action(TurnImport, role=Role.ADMIN, words="alert import", looks=True)
async def turn_page(action: TurnImport, cmd: Command, svc: Services) -> Card:
    """Show another page; the numbers are those of now."""
    return await _shown(action.file, cmd, svc, action.page)


@router.action(ConfirmImport, role=Role.ADMIN, words="alert import", changes=True)
async def confirm(action: ConfirmImport, cmd: Command, svc: Services) -> Card:
    """Change what was shown, or show what would change by now."""
    made, shown = await _difference(action.file, svc), await _planned(action, svc)
    # An earlier run of this turn that died on its way has changed a part of it.
    if not await svc.audit.has(cmd.key, "planned"):
        if made.mark != action.mark:
            return await _shown(action.file, cmd, svc, overtaken=True)
        counts = f"added={action.added}; changed={action.changed}; removed={action.removed}"
        await svc.audit.append(cmd.key, Entry.of(cmd, "planned", after=counts))
    places = [each for each in made.changes if not await _is_carried_out(each, shown, cmd, svc)]
    rules = [each for each in made.rules if not await _is_ruled(each, cmd, svc)]
    left: list[SubscriptionChange | RuleChange] = [*places, *rules]
    data = {
        "added": action.added - sum(each.is_new for each in left),
        "changed": action.changed - sum(each.is_kept for each in left),
        "removed": action.removed - sum(each.is_gone for each in left),
        "left": [*await _titles(places, svc), *(each.known.line for each in rules)],
    }
    return Card("alert_imported", data)


@router.state(ConfirmImport, role=Role.ADMIN, words="alert import", changes=True)
async def answer(state: ConfirmImport, text: str, cmd: Command, svc: Services) -> Card:
    """Change what was shown, or turn the page, for somebody who types instead of pressing."""
    if is_yes(text):
        return await confirm(state, cmd, svc)
    return await _shown(state.file, cmd, svc, _page(text) or state.page)


async def _shown(
    kept: str, cmd: Command, svc: Services, page: int = 1, *, overtaken: bool = False
) -> Card:
    made = await _difference(kept, svc)
    about = {"theirs": len(made.theirs), "same": made.same}
    if not made.every:
        rules = {"rules": made.same_rules} if made.same_rules else {}
        return Card("alert_import_same", about | rules)
    about["same"] += made.same_rules
    await svc.settings_files.plan(kept, made)
    pages = pages_of(rows_of(made, await _known(made, svc)))
    page = min(max(page, 1), len(pages))
    asked = ConfirmImport(kept, made.mark, made.added, made.changed, made.removed, page)
    actions: dict[str, object] = {"confirm": asked, "cancel": Cancel()}
    actions |= turns(page, len(pages), lambda other: TurnImport(kept, other))
    data = {
        **about,
        "added": made.added,
        "changed": made.changed,
        "removed": made.removed,
        "rows": [_row(each, cmd, svc) for each in pages[page - 1]],
        "page": page,
        "pages": len(pages),
        "overtaken": overtaken,
    }
    return Card("alert_import", data, actions, then=asked)


async def _difference(kept: str, svc: Services) -> Difference:
    wanted = await svc.settings_files.wanted(kept)
    if wanted is None:
        raise Stale
    made = difference(await svc.alerts.subscriptions(), wanted.conversations, svc.now())
    commands = names_of((each.words, each.names) for each in svc.commands())
    rules = rule_changes(await svc.policy.rules(), wanted.rules, commands)
    await _check_deciders(rules, svc)
    return replace(made, rules=rules, same_rules=len(wanted.rules) - len(rules))


async def _check_deciders(rules: Iterable[RuleChange], svc: Services) -> None:
    """Raise BadFile for a rule that names somebody to approve who is no admin."""
    problems = [
        Problem(each.line, "approvers", person_of(who), NO_ADMIN)
        for each in rules
        for who in (each.after.deciders if each.after else ())
        if person_of(who) and not await svc.access.is_admin(person_of(who))
    ]
    for each in rules:
        needed = svc.missing_deciders(each.after) if each.after else 0
        if needed:
            why = TWO_DECIDE if needed > 1 else OWN_DECIDER
            problems.append(Problem(each.line, "approvers", "", why))
    if problems:
        raise BadFile(tuple(problems))


async def _known(made: Difference, svc: Services) -> ShownNames:
    ids = [each.subscription.conversation.id for each in made.changes]
    return ShownNames(
        spaces=_names(await svc.watch.seen()),
        nicks=await _nicks((each.subscription for each in made.changes), svc),
        conversations=await svc.conversations.visited(ids),
        zone=svc.settings_files.zone,
    )


async def _nicks(subscriptions: Iterable[Subscription], svc: Services) -> dict[str, str]:
    users = {each.user_id for each in subscriptions if each.user_id is not None}
    return {user: await svc.access.nick(user) for user in users}


async def _planned(action: ConfirmImport, svc: Services) -> Mapping[str, str]:
    shown = await svc.settings_files.planned(action.file, action.mark)
    if shown is None:
        raise Stale
    return shown


async def _is_carried_out(
    change: SubscriptionChange, shown: Mapping[str, str], cmd: Command, svc: Services
) -> bool:
    """Change one conversation, and write it down; again after a crash it changes nothing more.

    Tells that it was left alone where somebody has changed it since it was shown.
    """
    here, now = change.subscription.conversation.id, svc.now()
    by = cmd.sender.nick or cmd.sender.key

    def changed(subscription: Subscription | None) -> Subscription | None:
        live = subscription if subscription is not None and not subscription.ended else None
        if basis_of(live and wish_of(live, now)) != shown.get(here):
            raise ChangedMeanwhile
        return None if change.after is None else change.onto(subscription, by, cmd.user_id, now)

    entry = await _entry(change, cmd, svc)
    try:
        await svc.alerts.place(here, changed, svc.audit.noting(cmd, lambda *_: entry, here))
    except ChangedMeanwhile:
        return False
    return True


async def _is_ruled(change: RuleChange, cmd: Command, svc: Services) -> bool:
    """Set one rule, or take it away, with its line in the trail; again after a crash it changes
    nothing more. Tells that it was left alone where somebody has changed it since.
    """
    rule = change.known
    words = "policy remove" if change.is_gone else "policy set"
    act = replace(cmd, words=words)

    def line(before: Stored | None, after: Stored | None) -> Entry:
        was, now = (f"outcome={each.outcome}" if each else "" for each in (before, after))
        return Entry.of(act, "done", rule.key, rule.line, before=was, after=now)

    by = replace(rule, by=cmd.user_id, at=svc.now())
    seen = stored_of(change.before) if change.before else None
    after = None if change.is_gone else stored_of(by)
    try:
        await svc.policy.swap(rule.key, seen, after, svc.audit.noting(act, line, rule.key))
    except ChangedMeanwhile:
        return False
    return True


async def _titles(changes: Sequence[SubscriptionChange], svc: Services) -> list[str]:
    nicks = await _nicks((each.subscription for each in changes), svc)
    return [title_of(each.subscription, nicks) for each in changes]


async def _entry(change: SubscriptionChange, cmd: Command, svc: Services) -> Entry:
    here, zone = change.subscription, svc.settings_files.zone
    before, after = (
        fact_of(each, change.fields, zone)[:FACT_CHARACTERS]
        for each in (change.before, change.after)
    )
    title = title_of(here, await _nicks([here], svc))
    return Entry.of(cmd, "done", here.conversation.id, title, before=before, after=after)


def _row(row: Row, cmd: Command, svc: Services) -> dict[str, object]:
    if row.rule is not None:
        here, commands, language = cmd.conversation.id, svc.commands(), cmd.language
        was, rule = row.rule.before, row.rule.known
        return {
            "kind": "rule",
            "change": "added" if was is None else "removed" if row.rule.is_gone else "changed",
            "rule": row_of(rule, here, commands, language),
            "was": was and row_of(was, here, commands, language),
        }
    spaces = [
        {"id": each.id, "name": each.name, "is_organisation": each.is_organisation}
        for each in row.spaces
    ]
    now, zone = svc.now(), svc.settings_files.zone
    return {
        "kind": row.kind,
        "name": row.name,
        "single": row.single,
        "known": row.known,
        "spaces": spaces,
        "what": row.what,
        "usual": row.wish in USUAL,
        "before": wish_row(row.wish, row.was, now, zone),
        "after": wish_row(row.wish, row.becomes, now, zone),
    }


def _names(seen: dict[str, Observation]) -> dict[str, str]:
    return {space_id: each.name for space_id, each in seen.items()}


def _page(text: str) -> int | None:
    """Read the page that is asked for, if nothing else is said."""
    said = normalise(text).lstrip("/ ")
    words, page = paged(said)
    return page if not words and said else None
