"""One space: its numbers, and which one a conversation means by default."""

from dataclasses import replace

from bot.cards import Card
from bot.drive.space import Space
from bot.drive.space_buttons import space_buttons
from bot.errors import MissingArgument
from bot.files.file_buttons import quoted
from bot.files.meaning import means_files
from bot.holds import Hold
from bot.i18n import N_
from bot.language import Which, is_off
from bot.messages import Command
from bot.recent_lists import SPACES
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Offer
from bot.shared_buttons import said

router = Router[Services]()

WHICH_ASK = N_("Which space? Send its name.")
WHICH = Which("space", ask=None)
TO_USE = Which("space", ask=WHICH_ASK)


@router.command(
    "space",
    "show",
    "查看空间",
    "空间详情",
    "查看",
    usage="space <space>",
    takes=(WHICH,),
    calls=N_("at most 2"),
    number=True,
    phrases=(
        "how much room is left in {space}",
        "how full is {space}",
        "{space}还剩多少空间",
        "{space}还剩多少",
        "{space}用了多少",
    ),
    looks=True,
    label=N_("How full"),
    wish=WishTexts(thing=N_("Show how full %(space)s is.")),
)
async def show_space(cmd: Command, svc: Services) -> Card:
    """Show how full a space is."""
    which = cmd[WHICH] or await svc.conversations.default_space(cmd.conversation.id)
    if not which:
        raise MissingArgument(WHICH.name, WHICH_ASK)
    if cmd.kind != SPACES and await means_files(svc, cmd, which):
        return await svc.run(cmd, "file", {"file": which})
    found = await svc.found(cmd, which)
    space = found.space
    group, admin = cmd.conversation.is_group, await svc.is_admin(cmd)
    buttons = space_buttons(space, cmd.language, group=group, admin=admin)
    soft = await _soft_quota(space, svc)
    shown = space if soft is None else replace(space, quota=soft)
    data = {
        "space": shown,
        "soft": soft is not None,
        "at": found.at,
        "listed": found.listed or None,
    }
    deletion = await _deletion(space.id, svc)
    if deletion is None:
        return Card("space", data, buttons)
    data["deletion"] = {"at": deletion.ends, "by": deletion.asker.nick or deletion.asker.key}
    if admin or deletion.asker.key == cmd.sender.key:
        line = said(cmd.language, "撤销", "undo", quoted(space.name, cmd.language))
        buttons["undo"] = Offer("undo", {WHICH.name: space.id}, line)
    return Card("space", data, {name: each for name, each in buttons.items() if name != "delete"})


async def _soft_quota(space: Space, svc: Services) -> int | None:
    """Give the limit that was set here for a space that has none of its own; None for no such."""
    if space.quota is not None or not space.quota_known:
        return None
    return (await svc.watch.limits.overrides()).limits(space.id).soft_quota


async def _deletion(space_id: str, svc: Services) -> Hold | None:
    """Give the deletion of a space that is the next to be carried out; None where none waits."""
    waiting = await svc.holds.waiting()
    found = (each for each in waiting if getattr(each.plan, "space_id", "") == space_id)
    return min(found, key=lambda each: each.ends, default=None)


@router.command(
    "use",
    "默认空间",
    "使用",
    usage="use <space>|off",
    takes=(TO_USE,),
    acts=True,
    label=N_("Default space"),
    wish=WishTexts(
        thing=N_("Use %(space)s in this conversation where no space is named."),
        off=N_("Use no default space in this conversation any more."),
    ),
)
async def use(cmd: Command, svc: Services) -> Card:
    """Set the default space of this conversation (off: none)."""
    if is_off(cmd[TO_USE]):
        await svc.conversations.forget_space(cmd.conversation.id)
        return Card("using_none", {"by": cmd.sender.nick})
    space = await svc.space(cmd, cmd[TO_USE])
    by = cmd.sender.nick
    await svc.conversations.choose_space(cmd.conversation.id, space.id, space.name, by)
    return Card("using", {"space": space, "by": by})
