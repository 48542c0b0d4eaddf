"""Puts together what reads and changes roles on files."""

from dataclasses import dataclass

from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dingtalk.contacts import Contact
from bot.journal import Journal
from bot.rights.giving import Giving
from bot.rights.managers import LivingManagers
from bot.rights.permissions import Permissions

LIVING_SECONDS = 60
"""So old may be what DingTalk said of somebody who manages a file."""


@dataclass(frozen=True, slots=True)
class RightsParts:
    """What services give handlers of rights."""

    permissions: Permissions
    giving: Giving


def rights_of(resources: Resources, shared: Shared) -> RightsParts:
    async def who(user_id: str) -> Contact:
        return await shared.contacts.person(user_id, LIVING_SECONDS)

    store = resources.store
    permissions = Permissions(resources.dingtalk, shared.organisation.corp_id)
    giving = Giving(
        permissions,
        Journal(store),
        shared.audit,
        managers=LivingManagers(who),
        uncertain_seconds=resources.settings.uncertain_seconds,
        now=store.now,
    )
    return RightsParts(permissions, giving)
