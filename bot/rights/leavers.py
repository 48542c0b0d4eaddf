"""Tells the admins what hung on somebody who has left: once, on one card."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import structlog

from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.dingtalk.contacts import left_in
from bot.documents import Documents
from bot.errors import PlatformError
from bot.rights.grant import Grant
from bot.rights.grant_notices import called as role_called
from bot.rights.grant_store import GrantStore
from bot.rights.grants import AsOperator
from bot.rights.managed import ManagedPlaces
from bot.rights.orphans import MOST_LOOKS, Orphan, Orphans
from bot.shared_buttons import CommandButton
from bot.storage import Clock, Store
from bot.tasks import Tasks
from bot.unasked import Admins

log = structlog.get_logger()

PURPOSE: Final = "leaver"
MOST_ROWS: Final = 8


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who has left, ``at`` then (milliseconds since 1970), and what was found of them:
    files of theirs that nobody manages now, and how many nobody could look at.
    """

    user_id: str
    name: str
    at: int
    looked: bool = False
    orphans: tuple[str, ...] = ()
    unseen: int = 0


@dataclass(frozen=True, slots=True)
class SeeOrphans(CommandButton):
    """Show whoever presses what nobody manages, as far as they may see it."""

    command = "无人管理", "orphans"


class Leavers:
    """Hears who leaves, and names what hung on them."""

    def __init__(
        self,
        store: Store,
        grants: GrantStore,
        managed: ManagedPlaces,
        orphans: Orphans,
        admins: Admins,
        *,
        operator: AsOperator,
        called: Callable[[str], Awaitable[str]],
        clock: Clock,
    ) -> None:
        """``called`` gives a name, as far as it is known: of whoever has left nobody tells it."""
        self._kept = Documents(store, store.key("grants", "leavers"), Leaver)
        self._grants = grants
        self._managed = managed
        self._orphans = orphans
        self._admins = admins
        self._operator = operator
        self._called = called
        self._clock = clock

    def begin(self, tasks: Tasks, seconds: float) -> None:
        """Look every so many seconds from now on."""
        tasks.every(seconds, "leavers", self.work)

    async def heard(self, kind: str, data: dict[str, Any]) -> None:
        """Take in an event: that somebody has left (page `address-book-user-resignation`)."""
        for user_id in left_in(kind, data):
            name, at = await self._called(user_id), await self._clock()
            leaver = Leaver(user_id, name, at)
            await self._kept.change(user_id, partial(_first, leaver=leaver))

    async def work(self) -> None:
        """Tell of all who left and are not told of yet."""
        for leaver in (await self._kept.all()).values():
            try:
                await self._name_to_admins(leaver)
            except PlatformError as failure:
                log.warning("leaver_not_shown", code=failure.code)

    async def _name_to_admins(self, leaver: Leaver) -> None:
        held = [each for each in await self._grants.all() if _is_of(each, leaver.user_id)]
        places = await self._managed.of(leaver.user_id)
        named = (each.member_name for each in held)
        leaver = replace(leaver, name=leaver.name or next(named, "") or leaver.user_id)
        if not leaver.looked:
            leaver = await self._look(leaver)
        if held or places:
            card = await self._card(leaver, held)
            sent = await self._admins.show(card, f"left:{leaver.user_id}:{leaver.at}", PURPOSE)
            if sent.fate == "waits":
                return
        for each in held:
            if each.until is None:  # DingTalk takes back by itself what was given with the corpId
                await self._grants.change(each.id, lambda _: None)
        await self._kept.change(leaver.user_id, lambda _: None)

    async def _look(self, leaver: Leaver) -> Leaver:
        """Look as the operator at what they managed, and keep what was found: once a file."""
        places = await self._managed.of(leaver.user_id)
        found = await self._operator() if places else None
        orphans: list[str] = []
        seen = 0
        for place in places[:MOST_LOOKS] if found else ():
            operator, viewer = found or (None, "")
            who = operator.user_id if operator else ""
            with paying(Payer(Purpose.ALERTS, who)):
                look = await self._orphans.look(viewer, place)
            seen += look.seen not in {"unseen", "unknown"}
            if look.seen == "orphan":
                orphans.append(place.name)
                await self._orphans.add(Orphan(place, leaver.name))
        unseen = len(places) - seen
        after = replace(leaver, looked=True, orphans=tuple(orphans), unseen=unseen)
        await self._kept.change(leaver.user_id, lambda was: was and after)
        return after

    async def _card(self, leaver: Leaver, held: list[Grant]) -> Card:
        rows = [
            {
                "name": each.place.name,
                "folder": each.place.is_folder,
                "role": role_called(each.role),
                "until": each.until,
            }
            for each in held
        ]
        data = {
            "name": leaver.name,
            "rows": rows[:MOST_ROWS],
            "more": max(0, len(rows) - MOST_ROWS),
            "orphans": leaver.orphans[:MOST_ROWS],
            "others": max(0, len(leaver.orphans) - MOST_ROWS),
            "unseen": leaver.unseen,
        }
        return Card("leaver", data, {"orphans": SeeOrphans()} if leaver.orphans else {})


def _first(was: Leaver | None, leaver: Leaver) -> Leaver:
    return was or leaver


def _is_of(grant: Grant, user_id: str) -> bool:
    return not grant.is_over and grant.member.kind == "USER" and grant.member.id == user_id
