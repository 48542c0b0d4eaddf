"""Who the admins are, where they are told things, and how the bot is doing."""

from dataclasses import asdict, dataclass

from bot.access import Named, Place, Role, StoredPlace
from bot.audit import Entry, Noting
from bot.cards import Card
from bot.i18n import N_
from bot.language import Person
from bot.messages import Command
from bot.rights.whom import clear_name, user_ids_said
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()

WHO = Person("person", ask=N_("Who? Mention the person with @, or send their name or userId."))


@dataclass(frozen=True, slots=True)
class ConfirmAdmins(Agreed):
    """The people who were shown may become admins; ``user_ids`` are theirs."""

    user_ids: tuple[str, ...]


@router.command("admin list", "管理员列表", role=Role.ADMIN, looks=True, label=N_("Admins"))
async def list_admins(_: Command, svc: Services) -> Card:
    """List the admins added here or in the bot's configuration."""
    admins = [(admin.user_id, admin.name, admin.by) for admin in await svc.access.admins()]
    return Card("admin_list", {"admins": admins})


@router.command(
    "admin add",
    "添加管理员",
    usage="admin add <person>",
    takes=(WHO,),
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    label=N_("Add an admin"),
    wish=WishTexts(value=N_("Make %(value)s an admin of this bot.")),
)
async def add_admin(cmd: Command, svc: Services) -> Card:
    """Make someone an admin of this bot."""
    return await _asked(await user_ids_said(svc, cmd, cmd[WHO]), svc)


async def _asked(user_ids: tuple[str, ...], svc: Services) -> Card:
    """Show who would become an admin, as DingTalk knows them now; nobody who is one already."""
    people = await svc.people.of_staff(user_ids)
    known = await _known(user_ids, svc)
    names = {each.user_id: await clear_name(svc, each.user_id, each.name) for each in people}
    new = [(user_id, name) for user_id, name in names.items() if user_id not in known]
    already = [(name, known[user_id]) for user_id, name in names.items() if user_id in known]
    if not new:
        return Card("admin_already", {"people": already})
    confirm = ConfirmAdmins(tuple(user_id for user_id, _ in new))
    actions = {"confirm": confirm, "cancel": Cancel()}
    return Card("admin_confirm", {"people": new, "already": already}, actions, then=confirm)


async def _known(user_ids: tuple[str, ...], svc: Services) -> dict[str, str]:
    """Give those who are admins already: who named them, empty for DingTalk or the settings."""
    named = {each.user_id: each.by for each in await svc.access.admins()}
    return {
        user_id: named.get(user_id, "")
        for user_id in user_ids
        if user_id in named or await svc.access.is_organisation_admin(user_id)
    }


@router.action(ConfirmAdmins, role=Role.ADMIN, destructive=True, words="admin add", changes=True)
async def confirm(action: ConfirmAdmins, cmd: Command, svc: Services) -> Card:
    """Make admins of those who were shown, but of those whom somebody has named meanwhile."""
    new: list[str] = []
    already: list[tuple[str, str]] = []
    for person in await svc.people.of_staff(action.user_ids):
        part = _part(person.user_id, action.user_ids)
        by = await _add(person.user_id, person.name, part, cmd, svc)
        name = await clear_name(svc, person.user_id, person.name)
        if by is None:
            new.append(name)
        else:
            already.append((name, by))
    if not new:
        return Card("admin_already", {"people": already})
    return Card("admin_added", {"names": new, "already": already})


async def _add(user_id: str, name: str, part: str, cmd: Command, svc: Services) -> str | None:
    """Name an admin, unless they are one: then it gives who named them, as :func:`_known`."""
    if await svc.access.is_organisation_admin(user_id):
        return ""

    def line(before: Named | None, _: Named | None) -> Entry | None:
        if before is not None:
            return None
        return Entry.of(cmd, "done", user_id, name, after="role=admin")

    noting: Noting[Named] = svc.audit.noting(cmd, line, part)
    before = await svc.access.add_admin(user_id, name, cmd.sender.nick, noting)
    return before.by if before else None


@router.state(ConfirmAdmins, role=Role.ADMIN, words="admin add", changes=True)
async def confirm_in_words(state: ConfirmAdmins, text: str, cmd: Command, svc: Services) -> Card:
    """Make admins of them, for somebody who types instead of pressing."""
    if not state.expects(text):
        return await _asked(state.user_ids, svc)
    return await confirm(state, cmd, svc)


@router.command(
    "admin remove",
    "移除管理员",
    usage="admin remove <person>",
    takes=(WHO,),
    role=Role.ADMIN,
    changes=True,
    label=N_("Remove an admin"),
    wish=WishTexts(value=N_("Take the admin role from %(value)s.")),
)
async def remove_admin(cmd: Command, svc: Services) -> Card:
    """Remove an admin who was added here."""
    removed: list[str] = []
    others: list[str] = []
    user_ids = await svc.people.meant(cmd, cmd[WHO])
    for user_id in user_ids:
        name = await _removed(user_id, _part(user_id, user_ids), cmd, svc)
        if name is not None:
            removed.append(await clear_name(svc, user_id, name))
        elif user_id != cmd.user_id:
            others.append(await svc.people.name(user_id))
    # What was typed and is nobody's name is not repeated.
    others = [name for name in others if name not in user_ids]
    you = cmd.user_id in user_ids and len(removed) + len(others) < len(user_ids)
    if not removed:
        return Card("admin_not_named", {"names": others, "you": you})
    operator, stays = await _lender(user_ids, svc)
    data = {"names": removed, "others": others, "you": you, "operator": operator, "stays": stays}
    return Card("admin_removed", data)


async def _lender(user_ids: tuple[str, ...], svc: Services) -> tuple[str, bool]:
    """Name the operator if they were one of those, and tell whether they still are an admin in
    DingTalk; else nothing is looked at as them any more.
    """
    operator = await svc.organisation.operator()
    if operator is None or operator.user_id not in user_ids:
        return "", False
    stays = await svc.access.is_still_admin(operator.user_id, 0)
    if not stays:
        await svc.watch.check_operator()
    return operator.name, stays


async def _removed(user_id: str, part: str, cmd: Command, svc: Services) -> str | None:
    """Take the role back, and give who had it; None if nobody had given it to them here."""

    def line(before: Named | None, _: Named | None) -> Entry | None:
        return before and Entry.of(cmd, "done", user_id, before[0], before="role=admin")

    removed = await svc.access.remove_admin(user_id, svc.audit.noting(cmd, line, part))
    return removed.name if removed else None


def _part(user_id: str, user_ids: tuple[str, ...]) -> str:
    """Name the attempt about one of several people; the first is the turn's own."""
    return "" if user_id == user_ids[0] else user_id


@router.command(
    "admin here",
    "管理员会话",
    role=Role.ADMIN,
    changes=True,
    label=N_("Admin conversation"),
    wish=WishTexts(
        plain=N_("Make this the admin conversation: requests and trouble are sent here.")
    ),
)
async def admins_here(cmd: Command, svc: Services) -> Card:
    """Make this the admin conversation."""
    here = cmd.conversation.id

    def line(before: StoredPlace | None, _: StoredPlace | None) -> Entry:
        was = f"conversation={before[0]}" if before else ""
        return Entry.of(cmd, "done", here, before=was, after=f"conversation={here}")

    place = Place(cmd.conversation, cmd.user_id)
    await svc.organisation.name_admins_place(place, svc.audit.noting(cmd, line))
    await svc.alerts.heard(here)
    return Card("admin_here", {"title": cmd.conversation.title})


@router.command("status", "状态", role=Role.ADMIN, looks=True, label=N_("Status of the bot"))
async def status(_: Command, svc: Services) -> Card:
    """Show the status of the bot."""
    paused, now = await svc.organisation.paused(), asdict(await svc.status())
    besides_this = max(now["waiting"] - 1, 0)
    return Card("status", {**now, "waiting": besides_this, "paused": paused})
