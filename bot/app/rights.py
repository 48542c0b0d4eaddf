"""Puts together what reads and changes roles on files."""

from dataclasses import dataclass

from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dingtalk.contacts import Contact
from bot.dingtalk.directory import Directory
from bot.journal import Journal
from bot.organisation import Operator
from bot.rights.endings import Endings
from bot.rights.giving import Giving
from bot.rights.grant_notices import GrantNotices
from bot.rights.grant_store import GrantStore
from bot.rights.grants import AsOperator, Grants
from bot.rights.judging import Judging
from bot.rights.leavers import Leavers
from bot.rights.managed import ManagedPlaces
from bot.rights.managers import LivingManagers
from bot.rights.orphans import Orphans
from bot.rights.permissions import Permissions
from bot.rights.who_lists import WhoLists

LIVING_SECONDS = 60
"""So old may be what DingTalk said of somebody who manages a file."""


@dataclass(frozen=True, slots=True)
class RightsParts:
    """What services give handlers of rights."""

    permissions: Permissions
    giving: Giving
    grants: Grants
    endings: Endings
    judging: Judging
    directory: Directory
    leavers: Leavers
    orphans: Orphans
    managed: ManagedPlaces
    who_lists: WhoLists


def rights_of(resources: Resources, shared: Shared) -> RightsParts:
    async def who(user_id: str) -> Contact:
        return await shared.contacts.person(user_id, LIVING_SECONDS)

    store, corp_id = resources.store, shared.organisation.corp_id
    permissions, directory = Permissions(resources.dingtalk, corp_id), Directory(resources.dingtalk)
    living, managed = LivingManagers(who), ManagedPlaces(store)
    giving = Giving(
        permissions,
        Journal(store),
        shared.audit,
        managers=living,
        seen=managed.note,
        uncertain_seconds=resources.settings.uncertain_seconds,
        now=store.now,
    )
    kept = GrantStore(store)
    operator = _operator_of(shared)
    grants = Grants(
        kept,
        giving,
        permissions,
        shared.audit,
        operator=operator,
        governor=resources.budget,
        clock=resources.clock,
    )
    endings = Endings(
        kept,
        giving,
        permissions,
        GrantNotices(store, shared.channels, shared.organisation),
        operator=operator,
        clock=resources.clock,
    )
    orphans = Orphans(store, permissions, living, managed)

    async def called(user_id: str) -> str:
        return await shared.access.nick(user_id) or await shared.contacts.name(user_id)

    leavers = Leavers(
        store,
        kept,
        managed,
        orphans,
        shared.channels.admins,
        operator=operator,
        called=called,
        clock=resources.clock,
    )
    return RightsParts(
        permissions,
        giving,
        grants,
        endings,
        Judging(directory, corp_id),
        directory,
        leavers,
        orphans,
        managed,
        WhoLists(store),
    )


def _operator_of(shared: Shared) -> AsOperator:
    async def operator() -> tuple[Operator, str] | None:
        named = await shared.organisation.operator()
        return None if named is None else (named, (await shared.who(named.user_id)).union_id)

    return operator
