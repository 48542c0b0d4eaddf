"""Who is told of what fills up: conversations that admins choose, and members themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.access import Role
from bot.alerts.arguments import Levels, are_levels
from bot.alerts.choices import level_row
from bot.alerts.errors import NoAlertsHere
from bot.alerts.placement import Placement
from bot.alerts.standing import Standing
from bot.alerts.told import (
    ToldList,
    TurnTold,
    facts,
    list_card,
    settings_card,
    told_list,
)
from bot.audit import Entry
from bot.cards import Card
from bot.drive.naming import find
from bot.errors import Stale
from bot.language import Page, Which, is_yes, normalise, paged
from bot.messages import Command
from bot.quota.policy import Level
from bot.quota.shown import Ranked, Ranking, ranked, space_of
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Cancel

router = Router[Services]()
router.keeps(Ranking)
router.keeps(ToldList)

WHICH = Which("space")
LEVELS = Levels("levels")
PAGE = Page("page")
ALL = frozenset({"", "all", "everything", "全部", "所有", "所有空间", "全部空间"})


@dataclass(frozen=True, slots=True)
class ConfirmHere:
    """This conversation may be told of the spaces that were shown; None is all there are.

    ``levels`` are None where those of before, or of the organisation, hold.
    """

    spaces: tuple[str, ...] | None
    levels: tuple[Level, ...] | None

    def says(self, language: str) -> str:
        """Give the answer that does the same."""
        return "确认" if language == "zh" else "yes"

    def expects(self, text: str) -> bool:
        """Whether a message is an answer this waits for: yes, or a page."""
        return is_yes(text) or _page(text) > 0


@dataclass(frozen=True, slots=True)
class TurnHere:
    """Show another page of the spaces that this conversation would be told of."""

    page: int
    plan: ConfirmHere

    def says(self, language: str) -> str:
        """Give the answer that does the same."""
        return f"第{self.page}页" if language == "zh" else f"page {self.page}"


@router.command(
    "alert here",
    "在此提醒",
    "在这里提醒",
    usage="alert here [space|all] [levels]",
    takes=(WHICH, LEVELS),
    role=Role.ADMIN,
    changes=True,
)
async def alert_here(cmd: Command, svc: Services) -> Card:
    """Tell this conversation what fills up; of chosen spaces one after the other."""
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    which, levels = _parted(cmd)
    return await _asked(cmd, svc, ConfirmHere(await _chosen(which, cmd, svc), levels))


@router.action(ConfirmHere, role=Role.ADMIN, words="alert here", changes=True)
async def confirm(action: ConfirmHere, cmd: Command, svc: Services) -> Card:
    """Tell it, now that somebody has seen what will be seen here."""
    before = await svc.alerts.placement(cmd.conversation.id)
    spaces = None if action.spaces is None else frozenset(action.spaces)
    after = replace(
        before if before is not None and not before.personal else _new(cmd, svc),
        by=_called(cmd),
        at=svc.now(),
        spaces=spaces,
        alerts=True,
    )
    if action.levels is not None:
        after = replace(after, levels=action.levels)
    return await _place(cmd, svc, before, after)


@router.state(ConfirmHere, role=Role.ADMIN, words="alert here", changes=True)
async def confirm_in_words(state: ConfirmHere, text: str, cmd: Command, svc: Services) -> Card:
    """Tell it, for somebody who types instead of pressing."""
    if is_yes(text):
        return await confirm(state, cmd, svc)
    return await _asked(cmd, svc, state, _page(text) or 1)


@router.fast(TurnHere, role=Role.ADMIN)
async def turn_here(action: TurnHere, press: Press, _: Services) -> Card:
    """Show more of what would be seen."""
    if not isinstance(press.kept, Ranking):
        raise Stale
    shown = press.kept.at_page(action.page)
    return _preview(shown, action.plan, group=press.conversation.is_group)


@router.command(
    "alert me",
    "提醒我",
    usage="alert me [space|all]",
    takes=(WHICH,),
    changes=True,
)
async def alert_me(cmd: Command, svc: Services) -> Card:
    """Tell you, in our single chat, when spaces of your own list fill up."""
    if cmd.conversation.is_group:
        return Card("alert_me_alone")
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    own = (await svc.listing(cmd)).spaces
    follows = normalise(cmd[WHICH]) in ALL
    if follows:
        spaces = frozenset(space.id for space in own)
    else:
        spaces = frozenset({find(cmd[WHICH], own, await svc.listed(cmd.last_list)).id})
    if not spaces:
        return Card("no_spaces", {"words": ""})
    before = await svc.alerts.placement(cmd.conversation.id)
    if before is not None and not before.personal and before.alerts:
        return await _shown(cmd, svc, "already")
    if before is not None and before.personal and not follows:
        spaces |= before.spaces or frozenset()
    kept = before or _new(cmd, svc)
    after = replace(
        kept, spaces=spaces, personal=True, follows=follows, checked=svc.now(), alerts=True
    )
    return await _place(cmd, svc, before, after)


@router.command(
    "alert list", "alert", "alerts", "提醒列表", "提醒", usage="alert list", takes=(PAGE,)
)
async def show_list(cmd: Command, svc: Services) -> Card:
    """Show what this conversation is told; admins see all conversations."""
    page = cmd[PAGE]
    if not await svc.is_admin(cmd):
        return await _shown(cmd, svc)
    shown = told_list((await svc.alerts.placements()).values(), cmd.conversation.id)
    return list_card(shown.at_page(page), svc.now()) if shown.rows else Card("alert_nowhere")


@router.fast(TurnTold, role=Role.ADMIN)
async def turn_list(action: TurnTold, press: Press, _: Services) -> Card:
    """Show another page of the same list."""
    if not isinstance(press.kept, ToldList):
        raise Stale
    return list_card(press.kept.at_page(action.page), press.at)


@router.command(
    "alert off",
    "关闭提醒",
    "停止提醒",
    usage="alert off [space]",
    takes=(WHICH,),
    changes=True,
)
async def off(cmd: Command, svc: Services) -> Card:
    """Tell nothing here any more, or nothing of one space."""
    here = cmd.conversation.id
    before = await svc.alerts.placement(here)
    if before is None or not before.alerts:
        if await svc.audit.has(cmd.key, "done"):
            return Card("alert_off", {"digest": before is not None})
        raise NoAlertsHere
    await svc.check_may_change(cmd, before)
    if normalise(cmd[WHICH]) not in ALL and before.spaces is not None:
        left = before.spaces - {await _one_of(before.spaces, cmd, svc)}
        if left:
            return await _place(cmd, svc, before, replace(before, spaces=left))
    elif normalise(cmd[WHICH]) not in ALL:
        return await _shown(cmd, svc, "whole")
    await _end(before, svc)
    await svc.audit.append(cmd.key, _entry(cmd, before, None))
    return Card("alert_off", {"digest": before.digest is not None})


async def _end(before: Placement, svc: Services) -> None:
    """End alerts; a digest goes on to come."""
    here = before.conversation.id
    if before.digest is None:
        await svc.alerts.drop(here)
    else:
        await svc.alerts.change(here, lambda now: replace(now, alerts=False))


async def _asked(cmd: Command, svc: Services, plan: ConfirmHere, page: int = 1) -> Card:
    """Show which spaces' names and usage will be seen here, and by whom."""
    seen, overrides = await svc.watch.seen(), await svc.watch.policies.overrides()
    wanted = list(seen) if plan.spaces is None else [each for each in plan.spaces if each in seen]
    rows = [ranked(space_of(seen[each]), seen[each], overrides.policy(each)) for each in wanted]
    ages = [seen[each].sample.at for each in wanted]
    shown = Ranking(_fullest(rows), "full", min(ages, default=svc.now()), watched=True)
    return _preview(shown.at_page(page), plan, group=cmd.conversation.is_group, then=plan)


def _parted(cmd: Command) -> tuple[str, tuple[Level, ...] | None]:
    """Tell the space from the levels where no space was said."""
    which = cmd[WHICH]
    said = [cmd[LEVELS]]
    if are_levels(which):
        which, said = "", [LEVELS.read(which), *said]
    levels = [level for part in said if isinstance(part, tuple) for level in part]
    return which, tuple(dict.fromkeys(levels)) or None


def _page(text: str) -> int:
    """Read the page that somebody answers with; 0 for anything else."""
    words, page = paged(text)
    return 0 if words else page


def _preview(
    shown: Ranking, plan: ConfirmHere, *, group: bool, then: ConfirmHere | None = None
) -> Card:
    actions: dict[str, object] = {"confirm": plan, "cancel": Cancel()}
    if shown.page > 1:
        actions["previous"] = TurnHere(shown.page - 1, plan)
    if shown.page < shown.pages:
        actions["next"] = TurnHere(shown.page + 1, plan)
    data = {
        "whole": plan.spaces is None,
        "group": group,
        "rows": [each.row() for each in shown.rows],
        "first": shown.first,
        "page": shown.page,
        "pages": shown.pages,
        "total": len(shown.spaces),
        "levels": [level_row(level) for level in plan.levels or ()],
        "at": shown.at,
    }
    return Card("alert_here", data, actions, kept=shown, then=then)


def _fullest(rows: Sequence[Ranked]) -> tuple[Ranked, ...]:
    return tuple(sorted(rows, key=lambda row: (-(row.ratio or 0.0), -row.used, row.name)))


async def _chosen(which: str, cmd: Command, svc: Services) -> tuple[str, ...] | None:
    """Give the ids that are meant: those of before and one more, or None for all there are."""
    if normalise(which) in ALL:
        return None
    space, _ = await svc.watched_space(cmd, which)
    before = await svc.alerts.placement(cmd.conversation.id)
    others = before.spaces if before is not None and not before.personal else None
    return tuple(sorted({space.id, *(others or ())}))


async def _one_of(spaces: frozenset[str], cmd: Command, svc: Services) -> str:
    seen = await svc.watch.seen()
    told = [space_of(seen[each]) for each in sorted(spaces) if each in seen]
    return find(cmd[WHICH], told, await svc.listed(cmd.last_list)).id


async def _place(cmd: Command, svc: Services, before: Placement | None, after: Placement) -> Card:
    await svc.alerts.place(after)
    await svc.audit.append(cmd.key, _entry(cmd, before, after))
    return await _shown(cmd, svc, "placed")


async def _shown(cmd: Command, svc: Services, what: str = "") -> Card:
    standing: Standing | None = await svc.alerts.standing(cmd.conversation.id)
    if standing is None or not standing.placement.alerts:
        raise NoAlertsHere
    seen = await svc.watch.seen()
    return settings_card(standing, {space_id: each.name for space_id, each in seen.items()}, what)


def _entry(cmd: Command, before: Placement | None, after: Placement | None) -> Entry:
    here = cmd.conversation
    return Entry.of(cmd, "done", here.id, here.title, before=facts(before), after=facts(after))


def _new(cmd: Command, svc: Services) -> Placement:
    return Placement(
        cmd.conversation,
        _called(cmd),
        svc.now(),
        user_id=None if cmd.conversation.is_group else cmd.user_id,
        language=cmd.language,
    )


def _called(cmd: Command) -> str:
    return cmd.sender.nick or cmd.sender.key
