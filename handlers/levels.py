"""The levels of the organisation, and of single spaces, at which something is told."""

from bot.access import Role
from bot.alerts.cards.levels import level_row
from bot.alerts.notation import write_level
from bot.alerts.swapped import LevelsOrSwap, Swap
from bot.audit import Entry
from bot.cards import Card
from bot.i18n import N_
from bot.language import Which, is_all
from bot.messages import Command
from bot.quota.limits import Level, Override
from bot.quota.samples import ORGANISATION
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

WHICH = Which("space", ask=N_("Which space? Send its name, or **all**."))
LEVELS = LevelsOrSwap("levels", ask=N_("At which levels? For example **80 90 95** or **20 GB**."))


@router.command(
    "quota levels",
    "容量级别",
    usage="quota levels <space|all> <levels>",
    takes=(WHICH, LEVELS),
    role=Role.ADMIN,
    changes=True,
    label=N_("General alert levels"),
    wish=WishTexts(
        thing=N_("Set the alert levels of %(space)s."),
        value=N_("Set the alert levels of all spaces to %(value)s."),
        both=N_("Set the alert levels of %(space)s to %(value)s."),
    ),
)
async def set_levels(cmd: Command, svc: Services) -> Card:
    """Set the alert levels of all spaces or of one (default: reset)."""
    space_id, name = await _meant(cmd, svc)
    chosen = cmd[LEVELS]
    if isinstance(chosen, Swap):
        chosen = chosen.of((await svc.watch.limits.overrides()).limits(space_id).levels)
    levels = chosen if isinstance(chosen, tuple) else None

    def line(before: Override | None, _: Override | None) -> Entry:
        facts = {"before": _fact(before.levels if before else None), "after": _fact(levels)}
        return Entry.of(cmd, "done", space_id, name, **facts)

    await svc.watch.limits.set_levels(space_id, levels, svc.audit.noting(cmd, line))
    overrides = await svc.watch.limits.overrides()
    held = overrides.limits(space_id).levels
    data = {"name": name, "levels": [level_row(level) for level in held], "own": levels is not None}
    return Card("quota_levels", data)


async def _meant(cmd: Command, svc: Services) -> tuple[str, str]:
    """Give the id and the name of what is meant; all spaces have no name."""
    if is_all(cmd[WHICH]):
        return ORGANISATION, ""
    space, _ = await svc.watched_space(cmd, cmd[WHICH])
    return space.id, space.name


def _fact(levels: tuple[Level, ...] | None) -> str:
    return "" if levels is None else f"levels={','.join(map(write_level, levels))}"
