"""How full everything is: the organisation, one space, and what is nearest to full.

Everybody is told of the spaces in their own list, admins of all that is watched. What the
organisation has in all is told to whom DingTalk tells it.
"""

from dataclasses import dataclass, replace

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.drive.capacity import Capacity, CapacityAt
from bot.drive.card_list import is_over
from bot.drive.fullness import share
from bot.drive.space_buttons import space_buttons
from bot.errors import NotAChoice, NotAuthorized, ScopeMissing, Stale
from bot.i18n import N_
from bot.language import NOT_A_CHOICE, Narrowed, Narrowing, Size, Which
from bot.messages import Command
from bot.quota.card_lists import Order, Ranking, in_order, is_unknown, ranked, space_of
from bot.quota.narrowing import choose
from bot.quota.policy import DEFAULT_TINY, Override
from bot.quota.samples import ORGANISATION, Sample
from bot.quota.space_card import growth, space_card
from bot.quota.watch import Outlook, lost_name
from bot.routing import Anew, Press, Router
from bot.services import Services
from bot.shared_buttons import said, turns

router = Router[Services]()
router.keeps(Ranking)

WHICH = Which("space")
ORDER = Narrowed("growing")
TO_SET = Which("space", ask=N_("Which space? Send its name."))
LIMIT = Size(
    "size",
    ask=N_("What should the soft quota be? Send a size such as 500 GB, or **off** for none."),
    least=DEFAULT_TINY,
    nothing=("off", "none", "no", "关", "关闭", "取消", "无"),
    too_small=N_("A soft quota must be at least 100 MB."),
)
NEAREST = 3
_TOP = ("容量排行", "quota top")


@dataclass(frozen=True, slots=True)
class TurnRanking:
    """Show another page of the ranking this card keeps."""

    page: int
    order: Order = "full"
    words: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        return said(language, *_TOP, self.words, _growing(self.order, language), page=self.page)


@dataclass(frozen=True, slots=True)
class ShowTop:
    """Rank in this order, with the numbers there are now."""

    order: Order
    page: int = 1
    words: str = ""

    def says(self, language: str) -> str:
        """Give the command that does the same."""
        page = self.page if self.page > 1 else None
        return said(language, *_TOP, self.words, _growing(self.order, language), page=page)


def _growing(order: Order, language: str) -> str:
    return said(language, "增长", "growing") if order == "growing" else ""


@router.command(
    "quota",
    "capacity",
    "组织容量",
    "空间容量",
    "容量",
    usage="quota [space]",
    takes=(WHICH,),
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
)
async def quota(cmd: Command, svc: Services) -> Card:
    """Show the total capacity, or how full a space is and how fast it grows."""
    if cmd[WHICH]:
        return await _space(cmd, svc)
    ranking = await _ranking(cmd, svc, "full", Narrowing())
    data: dict[str, object] = {
        "nearest": [space.row(with_rate=True) for space in ranking.spaces[:NEAREST]],
        "rows_at": ranking.at,
        "unknown": ranking.unknown,
        "unread": ranking.unread,
        "watched": ranking.watched,
        "lost": ranking.lost,
        "note": ranking.note.value if ranking.note else None,
        "every": ranking.every,
        **await _organisation(cmd, svc),
    }
    return Card("quota", data, {"top": ShowTop("full")} if ranking.spaces else {})


@router.command(
    "quota top",
    "容量排行",
    "容量排名",
    usage="quota top [growing]",
    takes=(ORDER,),
    phrases=("what is nearest to full", "哪些空间快满了"),
)
async def top(cmd: Command, svc: Services) -> Card:
    """Rank spaces by how full they are or how fast they grow."""
    said = cmd[ORDER]
    if said.sorting in {"size", "room", "emptiest", "smallest"}:
        return await svc.run(cmd, "spaces", {"words": said.typed})
    if said.sorting not in {"", "full", "growth"}:
        raise NotAChoice(ORDER.name, said.typed, NOT_A_CHOICE, (N_("growing"),))
    order: Order = "growing" if said.sorting == "growth" or "growing" in said.kinds else "full"
    return _top((await _ranking(cmd, svc, order, ORDER.read(said.unordered))).at_page(said.page))


@router.action(ShowTop, words="quota top")
async def show_top(action: ShowTop, cmd: Command, svc: Services) -> Card:
    """Rank them in the order of this button."""
    ranking = await _ranking(cmd, svc, action.order, ORDER.read(action.words))
    return _top(ranking.at_page(action.page))


@router.fast(TurnRanking, looks=True)
async def turn_ranking(action: TurnRanking, press: Press, svc: Services) -> Card:
    """Turn to another page of the same ranking, as it was made; make an old one again."""
    if not isinstance(press.kept, Ranking):
        raise Stale
    if is_over(press.kept.read, svc.now()):
        raise Anew(ShowTop(action.order, action.page, action.words))
    return _top(press.kept.at_page(action.page))


@router.command(
    "quota set",
    "soft quota",
    "设置容量",
    "软配额",
    usage="quota set <space> <size>",
    takes=(TO_SET, LIMIT),
    role=Role.ADMIN,
    changes=True,
    phrases=(
        "quota set {space} to {size}",
        "set the soft quota of {space} to {size}",
        "把{space}的软配额设为{size}",
    ),
)
async def set_soft_quota(cmd: Command, svc: Services) -> Card:
    """Set a soft quota where DingTalk has no limit (off: remove it)."""
    space, at = await svc.watched_space(cmd, cmd[TO_SET])
    limit = cmd[LIMIT]
    if limit is not None and space.quota is not None:
        data = {"name": space.name, "quota": space.quota, "used": space.used, "at": at}
        return Card("soft_quota_not_needed", data)

    def line(before: Override | None, _: Override | None) -> Entry:
        facts = {"before": _fact(before.soft_quota if before else None), "after": _fact(limit)}
        return Entry.of(cmd, "done", space.id, space.name, **facts)

    await svc.watch.policies.set_soft_quota(space.id, limit, svc.audit.noting(cmd, line))
    watched = await svc.organisation.operator() is not None
    return Card(
        "soft_quota",
        {
            "name": space.name,
            "used": space.used,
            "quota": limit,
            "ratio": share(space.used, limit),
            "at": at,
            "watched": watched,
        },
    )


def _fact(limit: int | None) -> str:
    return "" if limit is None else f"soft_quota={limit}"


async def _space(cmd: Command, svc: Services) -> Card:
    space, at = await svc.watched_space(cmd, cmd[WHICH])
    operator, progress = await svc.organisation.operator(), await svc.watch.progress()
    group, admin = cmd.conversation.is_group, await svc.is_admin(cmd)
    shown = space_card(
        space,
        at,
        (await svc.watch.policies.overrides()).policy(space.id),
        await svc.watch.outlook(space.id),
        progress,
        watched=operator is not None,
        subscribers=await svc.subscribers_of(cmd, space.id),
        now=svc.now(),
        lost=lost_name(operator, progress),
    )
    actions = space_buttons(space, cmd.language, group=group, admin=admin, but="quota")
    return replace(shown, actions=actions)


async def _ranking(cmd: Command, svc: Services, order: Order, narrowing: Narrowing) -> Ranking:
    """Rank the asker's own spaces as they are now; for admins all, as the watch saw them last."""
    operator, unread = await svc.organisation.operator(), 0
    watched = operator is not None
    seen, overrides = await svc.watch.seen(), await svc.watch.policies.overrides()
    everything = watched and bool(seen) and await svc.is_admin(cmd)
    if everything:
        spaces, at = (
            [space_of(each) for each in seen.values()],
            min(each.sample.at for each in seen.values()),
        )
        read = svc.now()
    else:
        listed = await svc.listing(cmd)
        spaces, at, unread, read = list(listed.spaces), listed.at, listed.unread, listed.read
    wanted = (
        replace(narrowing, kinds=narrowing.kinds | {"growing"}) if order == "growing" else narrowing
    )
    chosen = choose(
        spaces,
        replace(wanted, most=None),
        await svc.facts(cmd, wanted),
        lambda space: overrides.policy(space.id).limit(space.quota),
    )
    spaces = list(chosen.spaces)
    rows = [ranked(space, seen.get(space.id), overrides.policy(space.id)) for space in spaces]
    progress = await svc.watch.progress()
    note = progress.note if watched else None
    unknown = sum(
        is_unknown(*each) for each in zip(spaces, (row.quota for row in rows), strict=True)
    )
    return Ranking(
        in_order(rows, order, chosen=narrowing.has_conditions)[: narrowing.most],
        order,
        at,
        watched,
        note,
        progress.every,
        unknown=unknown,
        unread=unread,
        lost=lost_name(operator, progress),
        everything=everything,
        read=read,
        words=narrowing.typed,
        unjudged=chosen.unjudged,
        called=0 if narrowing.is_plain else chosen.called,
    )


async def _organisation(cmd: Command, svc: Services) -> dict[str, object]:
    """Tell what the organisation has, as DingTalk tells the asker; admins what the watch saw."""
    outlook = await svc.watch.outlook() if await svc.is_admin(cmd) else None
    grows = growth(outlook, svc.now())
    try:
        read = await svc.capacity(cmd)
    except (NotAuthorized, ScopeMissing) as refused:
        why = "scope" if isinstance(refused, ScopeMissing) else "refused"
        return {"capacity": _seen(outlook), "why": why, "growth": grows}
    return {"capacity": await _newest(read, svc), "why": "", "growth": grows}


async def _newest(read: CapacityAt, svc: Services) -> dict[str, object]:
    """Show what was read, unless somebody's later look has shown something else: without the
    parts, of which that tells nothing.
    """
    later = (await svc.watch.observations.some([ORGANISATION])).get(ORGANISATION)
    if later is None or later.sample.at <= read.at:
        return _read(read.capacity, read.at)
    sample, shown = later.sample, _read(read.capacity, read.at)
    if (sample.used, sample.quota) == (read.capacity.used, read.capacity.total):
        return {**shown, "at": sample.at}
    return _numbers(sample)


def _read(capacity: Capacity, at: int) -> dict[str, object]:
    parts = [
        {
            "name": part.kind,
            "used": part.used,
            "total": part.total,
            "reserved": part.reserved,
        }
        for part in capacity.parts
    ]
    return {
        "used": capacity.used,
        "total": capacity.total,
        "total_known": capacity.total_known,
        "ratio": share(capacity.used, capacity.total),
        "parts": parts,
        "at": at,
    }


def _seen(outlook: Outlook | None) -> dict[str, object] | None:
    return None if outlook is None else _numbers(outlook.seen.sample)


def _numbers(sample: Sample) -> dict[str, object]:
    return {
        "used": sample.used,
        "total": sample.quota,
        "total_known": sample.quota_known,
        "ratio": share(sample.used, sample.quota),
        "parts": [],
        "at": sample.at,
    }


def _top(ranking: Ranking) -> Card:
    other: Order = "growing" if ranking.order == "full" else "full"
    words, order = ranking.words, ranking.order
    actions: dict[str, object] = {other: ShowTop(other, words=words)}
    actions |= turns(ranking.page, ranking.pages, lambda page: TurnRanking(page, order, words))
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
    }
    kept = ranking if ranking.spaces else None
    return Card("quota_top", data, actions, kept=kept, for_admins=ranking.everything)
