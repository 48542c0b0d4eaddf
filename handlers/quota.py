"""How full everything is: the organisation, one space, and what is nearest to full.

Everybody is told of the spaces in their own list, admins of all that is watched. What the
organisation has in all is told to whom DingTalk tells it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from typing_extensions import override

from bot.cards import Card
from bot.drive.capacity import CapacityAt
from bot.drive.card_list import PAGE, ShownRows, is_over
from bot.drive.space import Space
from bot.drive.space_buttons import space_buttons
from bot.errors import NotAChoice, NotAuthorized, ScopeMissing, Stale
from bot.i18n import N_
from bot.language import NOT_A_CHOICE, Narrowed, Narrowing, Which
from bot.messages import Command
from bot.quota.capacity_shown import as_read, as_seen
from bot.quota.card_lists import MOST_RANKED, Order, Ranking, in_order, is_unknown, ranked, space_of
from bot.quota.narrowing import choose
from bot.quota.outlook import lost_name
from bot.quota.samples import ORGANISATION
from bot.quota.sight import Window
from bot.quota.space_card import growth, space_card
from bot.routing import Anew, Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, said, turns

router = Router[Services]()
router.keeps(Ranking)
router.keeps(ShownRows)

WHICH = Which("space")
ORDER = Narrowed("growing")
NEAREST = 3
_TOP = ("容量排行", "quota top")


class _RankingButton(CommandButton):
    """One that asks for a page of a ranking."""

    __slots__ = ()
    command = _TOP
    follows = "words", "order", "page"

    @override
    def part(self, name: str, language: str) -> str:
        if name == "order":
            return said(language, "增长", "growing") if getattr(self, name) == "growing" else ""
        return super().part(name, language)


@dataclass(frozen=True, slots=True)
class TurnRanking(_RankingButton):
    """Show another page of the ranking this card keeps."""

    page: int
    order: Order = "full"
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShowMoreRanked(_RankingButton):
    """Ask for the spaces on a page of the ranking this card keeps."""

    page: int
    order: Order = "full"
    words: str = ""


@dataclass(frozen=True, slots=True)
class ShowTop(_RankingButton):
    """Rank in this order, with the numbers there are now."""

    order: Order
    page: int = 1
    words: str = ""

    @override
    def part(self, name: str, language: str) -> str:
        is_first = name == "page" and self.page == 1
        return "" if is_first else _RankingButton.part(self, name, language)


@router.command(
    "quota",
    "capacity",
    "组织容量",
    "空间容量",
    "容量",
    usage="quota [space]",
    takes=(WHICH,),
    calls=N_("at most 2"),
    phrases=(
        "how full is the drive",
        "how full is everything",
        "how much room is left",
        "how much capacity is left",
        "还剩多少容量",
        "组织的容量",
        "组织还剩多少容量",
        "quota of {space}",
        "when will {space} be full",
        "{space}什么时候满",
        "{space}的容量",
        "{space}还剩多少容量",
    ),
    looks=True,
    label=N_("Capacity and growth"),
    wish=WishTexts(
        plain=N_("Show the total capacity."),
        thing=N_("Show how full %(space)s is, and when it will be full."),
    ),
)
async def quota(cmd: Command, svc: Services) -> Card:
    """Show the total capacity, or how full a space is and how fast it grows."""
    if cmd[WHICH]:
        return await _space(cmd, svc)
    ranking = await _ranking(cmd, svc, "full", Narrowing()) if await _may_rank(cmd, svc) else None
    operator, progress = await svc.organisation.operator(), await svc.watch.progress()
    spaces = ranking.spaces if ranking else ()
    data: dict[str, object] = {
        "nearest": [space.row(with_rate=True) for space in spaces[:NEAREST]],
        "asked": ranking is not None,
        "rows_at": ranking.at if ranking else svc.now(),
        "listed": (ranking.listed or None) if ranking else None,
        "unknown": ranking.unknown if ranking else 0,
        "unread": ranking.unread if ranking else 0,
        "watched": operator is not None,
        "lost": lost_name(operator, progress),
        "note": progress.note.value if operator and progress.note else None,
        "every": progress.every,
        **await _organisation(cmd, svc),
    }
    shown = ShownRows(tuple(space.id for space in spaces[:NEAREST])) if spaces else None
    actions = {} if ranking and not spaces else {"top": ShowTop("full")}
    return Card("quota", data, actions, kept=shown)


@router.command(
    "quota top",
    "容量排行",
    "容量排名",
    usage="quota top [growing]",
    takes=(ORDER,),
    calls=N_("at most 2"),
    phrases=("what is nearest to full", "哪些空间快满了"),
    looks=True,
    label=N_("Fullest spaces"),
    wish=WishTexts(
        plain=N_("Show the fullest spaces."), value=N_("Show the fullest spaces: %(value)s.")
    ),
)
async def top(cmd: Command, svc: Services) -> Card:
    """Rank spaces by how full they are or how fast they grow."""
    said = cmd[ORDER]
    if said.sorting in {"size", "room", "emptiest", "smallest"}:
        return await svc.run(cmd, "spaces", {"words": said.typed})
    if said.sorting not in {"", "full", "growth"}:
        raise NotAChoice(ORDER.name, said.typed, NOT_A_CHOICE, (N_("growing"),))
    order: Order = "growing" if said.sorting == "growth" or "growing" in said.kinds else "full"
    narrowing = replace(ORDER.read(said.unordered), page=said.page)
    kept = await svc.kept(cmd.last_list) if said.page > 1 else None
    return _top(await _paged(cmd, svc, order, narrowing, kept))


@router.action(ShowMoreRanked, words="quota top")
async def show_more(action: ShowMoreRanked, cmd: Command, svc: Services) -> Card:
    """Ask DingTalk for what comes next, and rank it."""
    narrowing = replace(ORDER.read(action.words), page=action.page)
    return _top(await _paged(cmd, svc, action.order, narrowing, await svc.kept(cmd.card)))


@router.action(ShowTop, words="quota top")
async def show_top(action: ShowTop, cmd: Command, svc: Services) -> Card:
    """Rank them in the order of this button."""
    narrowing = replace(ORDER.read(action.words), page=action.page)
    return _top(await _paged(cmd, svc, action.order, narrowing, None))


@router.fast(TurnRanking, looks=True, words="quota top")
async def turn_ranking(action: TurnRanking, press: Press, svc: Services) -> Card:
    """Turn to another page of the same ranking, as it was made; make an old one again."""
    if not isinstance(press.kept, Ranking):
        raise Stale
    if is_over(press.kept.read, svc.now()):
        raise Anew(ShowTop(action.order, action.page, action.words))
    if not press.kept.reaches(action.page, more=press.kept.more):
        raise Anew(ShowMoreRanked(action.page, action.order, action.words))
    return _top(press.kept.at_page(action.page))


async def _space(cmd: Command, svc: Services) -> Card:
    found = await svc.found(cmd, cmd[WHICH], watched=True)
    space, at = found.space, found.at
    operator, progress = await svc.organisation.operator(), await svc.watch.progress()
    group, admin = cmd.conversation.is_group, await svc.is_admin(cmd)
    shown = space_card(
        space,
        at,
        (await svc.watch.limits.overrides()).limits(space.id),
        await svc.watch.outlook(space.id),
        progress,
        watched=operator is not None,
        subscribers=await svc.subscribers_of(cmd, space.id),
        now=svc.now(),
        lost=lost_name(operator, progress),
        listed=found.listed,
    )
    actions = space_buttons(space, cmd.language, group=group, admin=admin, but="quota")
    return replace(shown, actions=actions)


async def _may_rank(cmd: Command, svc: Services) -> bool:
    """Tell whether the fullest spaces cost no call, unless the capacity costs none."""
    if await svc.organisation.operator() is not None and await svc.is_admin(cmd):
        return True
    return await svc.sees_at_no_call(cmd) or not await svc.capacity_costs(cmd)


async def _paged(
    cmd: Command, svc: Services, order: Order, narrowing: Narrowing, kept: object
) -> Ranking:
    """Rank as far as a page; what was shown of the same ranking a short while ago stays."""
    page = narrowing.page
    before = kept if isinstance(kept, Ranking) and _is_same(kept, order, narrowing, svc) else None
    if before is not None and before.reaches(page, more=before.more):
        return before.at_page(page)
    return (await _ranking(cmd, svc, order, narrowing, before)).at_page(page)


def _is_same(kept: Ranking, order: Order, narrowing: Narrowing, svc: Services) -> bool:
    same = (kept.order, kept.words) == (order, narrowing.typed)
    return same and bool(kept.asked) and not is_over(kept.read, svc.now())


async def _ranking(
    cmd: Command,
    svc: Services,
    order: Order,
    narrowing: Narrowing,
    before: Ranking | None = None,
) -> Ranking:
    """Rank what the asker may see, as it is now; for admins all, as the watch saw it last.

    What stands ``before`` stays, and what comes after it is asked for.
    """
    operator = await svc.organisation.operator()
    seen, overrides = await svc.watch.seen(), await svc.watch.limits.overrides()
    watched = operator is not None
    everything = watched and bool(seen) and await svc.is_admin(cmd)
    wanted = (
        replace(narrowing, kinds=narrowing.kinds | {"growing"}) if order == "growing" else narrowing
    )

    def limit(space: Space) -> int | None:
        return overrides.limits(space.id).limit(space.quota)

    if everything:
        window = await _everything(cmd, svc, wanted, limit)
    else:
        known = before or Ranking((), order, 0, watched)
        least = narrowing.page * PAGE - len(known.spaces)
        window = await svc.window(cmd, wanted, least, known.asked, limit)
    if before is None or window.is_whole:
        before = Ranking((), order, 0, watched)
    pace = (
        seen if watched else await svc.watch.observations.some([each.id for each in window.spaces])
    )
    rows = [ranked(each, pace.get(each.id), overrides.limits(each.id)) for each in window.spaces]
    progress = await svc.watch.progress()
    unknown = sum(
        is_unknown(*each) for each in zip(window.spaces, (row.quota for row in rows), strict=True)
    )
    new = in_order(rows, order, chosen=narrowing.has_conditions)
    return Ranking(
        (*before.spaces, *new)[: narrowing.most or MOST_RANKED],
        order,
        before.at or window.at,
        watched,
        progress.note if watched else None,
        progress.every,
        unknown=before.unknown + unknown,
        unread=window.unread,
        lost=lost_name(operator, progress),
        everything=everything,
        read=before.read or window.read,
        words=narrowing.typed,
        unjudged=before.unjudged + window.unjudged,
        called=0 if narrowing.is_plain else before.called + window.called,
        asked=(*before.asked, *window.asked),
        more=window.more and len(before.spaces) + len(new) < (narrowing.most or MOST_RANKED),
        listed=window.listed,
    )


async def _everything(
    cmd: Command, svc: Services, wanted: Narrowing, limit: Callable[[Space], int | None]
) -> Window:
    """Give all that is watched, which an admin sees without a call."""
    seen = await svc.watch.seen()
    facts = await svc.facts(cmd, wanted)
    everything = [space_of(each) for each in seen.values()]
    chosen = choose(everything, replace(wanted, most=None), facts, limit)
    return Window(
        chosen.spaces,
        min(each.sample.at for each in seen.values()),
        svc.now(),
        unjudged=chosen.unjudged,
        called=chosen.called,
    )


async def _organisation(cmd: Command, svc: Services) -> dict[str, object]:
    """Tell what the organisation has, as DingTalk tells the asker; admins what the watch saw."""
    outlook = await svc.watch.outlook() if await svc.is_admin(cmd) else None
    grows = growth(outlook, svc.now())
    try:
        read = await svc.capacity(cmd)
    except (NotAuthorized, ScopeMissing) as refused:
        why = "scope" if isinstance(refused, ScopeMissing) else "refused"
        return {"capacity": outlook and as_seen(outlook.seen.sample), "why": why, "growth": grows}
    return {"capacity": await _newest(read, svc), "why": "", "growth": grows}


async def _newest(read: CapacityAt, svc: Services) -> dict[str, object]:
    """Show what was read, unless somebody's later look has shown something else: without the
    parts, of which that tells nothing.
    """
    later = (await svc.watch.observations.some([ORGANISATION])).get(ORGANISATION)
    if later is None or later.sample.at <= read.at:
        return as_read(read.capacity, read.at)
    sample, shown = later.sample, as_read(read.capacity, read.at)
    if (sample.used, sample.quota) == (read.capacity.used, read.capacity.total):
        return {**shown, "at": sample.at}
    return as_seen(sample)


def _top(ranking: Ranking) -> Card:
    other: Order = "growing" if ranking.order == "full" else "full"
    words, order = ranking.words, ranking.order
    actions: dict[str, object] = {other: ShowTop(other, words=words)}
    actions |= turns(
        ranking.page,
        ranking.pages,
        lambda page: TurnRanking(page, order, words),
        more=ranking.more,
    )
    data = {
        **ORDER.read(words).data(ranking.unjudged, ranking.called),
        "order": ranking.order,
        "rows": [space.row(with_rate=True) for space in ranking.rows],
        "first": ranking.first,
        "page": ranking.page,
        "pages": ranking.pages,
        "total": len(ranking.spaces),
        "at": ranking.at,
        "watched": ranking.watched,
        "lost": ranking.lost,
        "note": ranking.note.value if ranking.note else None,
        "every": ranking.every,
        "unknown": ranking.unknown,
        "unread": ranking.unread,
        "more": ranking.more,
        "listed": ranking.listed or None,
    }
    kept = ranking if ranking.spaces else None
    return Card("quota_top", data, actions, kept=kept, for_admins=ranking.everything)
