"""Who the admins are, where they are told things, and how the bot is doing."""

from dataclasses import asdict

from bot.access import Place, Role
from bot.audit import Entry
from bot.cards import Card
from bot.i18n import N_
from bot.language import Person
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

WHO = Person("person", ask=N_("Who? Mention them with @, or send their userId."))


@router.command("admin list", "管理员列表", role=Role.ADMIN)
async def list_admins(_: Command, svc: Services) -> Card:
    """List the admins named here or in the settings."""
    admins = [(admin.user_id, admin.name, admin.by) for admin in await svc.access.admins()]
    return Card("admin_list", {"admins": admins})


@router.command(
    "admin add",
    "添加管理员",
    usage="admin add <person>",
    takes=(WHO,),
    role=Role.ADMIN,
    changes=True,
)
async def add_admin(cmd: Command, svc: Services) -> Card:
    """Make somebody an admin of this bot."""
    person = await svc.who(_meant(cmd))
    before = await svc.access.add_admin(person.user_id, person.name, cmd.sender.nick)
    facts = {"before": "role=admin" if before else "", "after": "role=admin"}
    await svc.audit.append(cmd.key, Entry.of(cmd, "done", person.user_id, person.name, **facts))
    return Card("admin_added", {"name": person.name})


@router.command(
    "admin remove",
    "移除管理员",
    usage="admin remove <person>",
    takes=(WHO,),
    role=Role.ADMIN,
    changes=True,
)
async def remove_admin(cmd: Command, svc: Services) -> Card:
    """Take the role back from somebody who was made an admin here."""
    user_id = _meant(cmd)
    removed = await svc.access.remove_admin(user_id)
    if removed is None:
        if await svc.audit.has(cmd.key, "done"):
            return Card("admin_removed", {"name": user_id})
        return Card("admin_not_named", {"user_id": user_id})
    entry = Entry.of(cmd, "done", user_id, removed.name, before="role=admin")
    await svc.audit.append(cmd.key, entry)
    return Card("admin_removed", {"name": removed.name})


@router.command("admin here", "管理员会话", role=Role.ADMIN, changes=True)
async def admins_here(cmd: Command, svc: Services) -> Card:
    """Make this the conversation in which admins are told things."""
    told = await svc.organisation.tell_admins_in(Place(cmd.conversation, cmd.user_id))
    before = f"conversation={told.conversation.id}" if told else ""
    here = cmd.conversation.id
    entry = Entry.of(cmd, "done", here, before=before, after=f"conversation={here}")
    await svc.audit.append(cmd.key, entry)
    return Card("admin_here", {"title": cmd.conversation.title})


@router.command("status", "状态", role=Role.ADMIN)
async def status(_: Command, svc: Services) -> Card:
    """Show how I am doing."""
    paused = await svc.organisation.paused()
    return Card("status", {**asdict(await svc.status()), "paused": paused})


def _meant(cmd: Command) -> str:
    """Give the userId of whoever was mentioned, or the one that was typed."""
    typed = cmd[WHO]
    if typed.startswith("@") and len(cmd.mentions) == 1:
        return cmd.mentions[0]
    return typed.removeprefix("@")
