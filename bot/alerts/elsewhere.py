"""Where alerts are on, for whoever wants something of them where they are not."""

from collections.abc import Iterable
from typing import Protocol

from bot.access import Access, Role
from bot.alerts.errors import NoAlertsHere
from bot.alerts.service import Alerts
from bot.alerts.subscription import Subscription
from bot.drive.naming import find
from bot.errors import UserError
from bot.messages import Command
from bot.quota.card_lists import space_of
from bot.quota.watch import Watch


class KnowsGroups(Protocol):
    """Knows who is told, and who may know that."""

    @property
    def access(self) -> Access: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def watch(self) -> Watch: ...


async def none_here(
    svc: KnowsGroups, command: Command, space: str = "", levels: str = ""
) -> NoAlertsHere:
    """Say that nothing is told here, and to admins which groups are told, of a ``space`` where one
    is said; what they want of alerts is to be said there.
    """
    if await svc.access.role(command.sender) is not Role.ADMIN:
        return NoAlertsHere()
    seen = [space_of(each) for each in (await svc.watch.seen()).values()]
    try:
        about = find(space, seen).id if space else ""
    except UserError:
        about = ""
    all_of = (await svc.alerts.subscriptions()).values()
    return NoAlertsHere(groups_with_alerts(all_of, command.conversation.id, about), levels)


def groups_with_alerts(
    subscriptions: Iterable[Subscription], here: str, space_id: str = ""
) -> tuple[str, ...]:
    """Give the titles of the other groups that are told of a space, or of any."""
    alerted = (each for each in subscriptions if each.alerts and not each.ended)
    return tuple(
        each.conversation.title
        for each in alerted
        if each.conversation.is_group and each.conversation.id != here and each.conversation.title
        if not space_id or each.spaces is None or space_id in each.spaces
    )
