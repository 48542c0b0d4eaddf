"""The soft quota of a space that DingTalk sets no limit."""

from dataclasses import dataclass

from typing_extensions import override

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.drive.fullness import share
from bot.drive.spaces import Space
from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import OFF_WORDS, Size, Which, more_said
from bot.messages import Command
from bot.quota.limits import DEFAULT_TINY, Override
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import said
from bot.sizes import UNITS, bytes_of

router = Router[Services]()

TO_SET = Which("space", ask=N_("Which space? Send its name."))


@dataclass(frozen=True, slots=True)
class SoftLimit:
    """A limit in bytes, None for none; or so much ``more`` than it is now."""

    size: int | None
    more: bool = False


@dataclass(frozen=True, slots=True)
class SoftSize(Size):
    """A limit, or how much more it is to be: *500 GB*, 再来10G, *10 GB more*."""

    @override
    def read(self, text: str) -> SoftLimit:  # type: ignore[override]  # what it reads to is its own
        """Read it; raises as a size does."""
        more = more_said(text)
        if more is None:
            return SoftLimit(super(SoftSize, self).read(text))
        return SoftLimit(Size(self.name, self.ask).read(more), more=True)

    def asks(self, text: str) -> bool:
        """Whether the command asks itself before it does this."""
        return more_said(text) is not None


LIMIT = SoftSize(
    "size",
    ask=N_("What should the soft quota be? Send a size such as 500 GB, or **off** for none."),
    least=DEFAULT_TINY,
    nothing=OFF_WORDS,
    too_small=N_("A soft quota must be at least 100 MB."),
)
NO_LIMIT_NOW = N_(
    "There is no limit now, so I cannot add to it. Send the whole of it, such as 500 GB."
)
NOT_KNOWN_NOW = N_(
    "DingTalk does not report the limit now, so I cannot add to it. Send the whole of it, such as"
    " 500 GB."
)


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
    label=N_("Soft quota"),
    wish=WishTexts(
        thing=N_("Set the soft quota of %(space)s."),
        value=N_("Set a soft quota of %(value)s."),
        both=N_("Set the soft quota of %(space)s to %(value)s."),
        thing_off=N_("Remove the soft quota of %(space)s."),
    ),
)
async def set_soft_quota(cmd: Command, svc: Services) -> Card:
    """Set a soft quota where DingTalk has no limit (off: remove it)."""
    space, at = await svc.watched_space(cmd, cmd[TO_SET])
    wanted = cmd[LIMIT]
    if wanted.size is not None and space.quota is not None:
        data = {"name": space.name, "quota": space.quota, "used": space.used, "at": at}
        return Card("soft_quota_not_needed", data)
    if wanted.more:
        now = (await svc.watch.limits.overrides()).limits(space.id).soft_quota
        return _asked(space, now, wanted.size or 0, cmd)
    limit = wanted.size

    def line(before: Override | None, _: Override | None) -> Entry | None:
        was = before.soft_quota if before else None
        if was == limit:
            return None
        facts = {"before": _fact(was), "after": _fact(limit)}
        return Entry.of(cmd, "done", space.id, space.name, **facts)

    before = await svc.watch.limits.set_soft_quota(space.id, limit, svc.audit.noting(cmd, line))
    if before.soft_quota == limit:
        return Card("soft_quota_same", {"name": space.name, "quota": limit})
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


def _asked(space: Space, before: int | None, more: int, cmd: Command) -> Card:
    """Ask about a limit of which only was said how much more it is to be."""
    if before is None:
        why = NO_LIMIT_NOW if space.quota_known else NOT_KNOWN_NOW
        raise BadArgument(LIMIT.name, str(cmd.values.get(LIMIT.name, "")), why)
    after = before + more
    raw = {TO_SET.name: space.id, LIMIT.name: _exactly(after)}
    line = said(cmd.language, "设置容量", "quota set", space.name, raw[LIMIT.name])
    offer = Offer("quota set", raw, line)
    data = {"name": space.name, "before": before, "after": after}
    return Card(
        "soft_quota_more", data, {"set": offer, "cancel": Cancel()}, then=Offering((offer,))
    )


def _exactly(size: int) -> str:
    """Write bytes in the largest unit of which they are so many."""
    units = ((unit, bytes_of(unit)) for unit in reversed(UNITS))
    return next(f"{size // each} {unit}" for unit, each in units if size % each == 0)


def _fact(limit: int | None) -> str:
    return "" if limit is None else f"soft_quota={limit}"
