"""The soft quota of a space that DingTalk sets no limit."""

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.drive.fullness import share
from bot.i18n import N_
from bot.language import Size, Which
from bot.messages import Command
from bot.quota.policy import DEFAULT_TINY, Override
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

TO_SET = Which("space", ask=N_("Which space? Send its name."))
LIMIT = Size(
    "size",
    ask=N_("What should the soft quota be? Send a size such as 500 GB, or **off** for none."),
    least=DEFAULT_TINY,
    nothing=("off", "none", "no", "关", "关闭", "取消", "无"),
    too_small=N_("A soft quota must be at least 100 MB."),
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
