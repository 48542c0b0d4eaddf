"""Who may press a button: asked at each press, also of whoever the card was made for."""

from typing import Protocol

from bot.access import Role
from bot.delivery import Record
from bot.errors import NotAllowed
from bot.messages import Click
from bot.routing import ActionRoute, Whose


class Pressable(Protocol):
    """What a button's route says about who may press it."""

    @property
    def role(self) -> Role: ...

    @property
    def whose(self) -> Whose: ...

    @property
    def looks(self) -> bool: ...


def needed_role(route: Pressable | None, click: Click, record: Record) -> Role:
    """Tell what whoever pressed must be at that moment; a button of role OUTSIDER takes nothing but
    back, so its asker may always press it.

    A turn asks its asker itself, and writes down whom it refuses, so nobody is refused before one.
    """
    if click.sender.key == record.asker:
        is_asked_later = route is None or isinstance(route, ActionRoute)
        return Role.OUTSIDER if is_asked_later else _least(route, record)
    if route is not None and route.whose == "anybody":
        return _least(route, record)
    return Role.ADMIN


def too_low(route: Pressable | None, needs: Role, record: Record) -> NotAllowed:
    """Refuse whoever is not what they must be; who may look at their own is not told that only
    admins may look.
    """
    is_for_admins = record.for_admins or (route is not None and route.role is Role.ADMIN)
    looks = route is not None and route.looks and is_for_admins
    return NotAllowed(needs.name.lower(), looks=looks)


def _least(route: Pressable | None, record: Record) -> Role:
    """Give the role that a button takes: more of what an admin was shown only an admin sees."""
    if route is None or route.role is Role.OUTSIDER:
        return Role.OUTSIDER
    return Role.ADMIN if record.for_admins else route.role
