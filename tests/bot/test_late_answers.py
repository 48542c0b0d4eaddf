"""Answers of DingTalk that are kept: one that comes in late replaces none to a later question.

Each reader here is as one whose process was frozen between DingTalk's answer and keeping it.
"""

from collections.abc import Awaitable, Callable

import pytest
from typing_extensions import override

from bot.dingtalk.contacts import Contact, Contacts
from bot.dingtalk.http import DingTalk
from bot.drive.capacity import Capacities, Capacity, CapacityAt
from bot.drive.spaces import Listing, Spaces
from bot.storage import Store
from tests.dingtalk import union_id
from tests.sandbox_server import SandboxHandle

MINUTE = 60.0

Do = Callable[[], Awaitable[object]]


class LateSpaces(Spaces):
    meanwhile: Do

    @override
    async def _fetch(self, viewer: str, known: Listing | None) -> Listing:
        found = await super()._fetch(viewer, known)
        await self.meanwhile()
        return found


class LateContacts(Contacts):
    meanwhile: Do

    @override
    async def _ask(self, user_id: str, now: int) -> Contact:
        found = await super()._ask(user_id, now)
        await self.meanwhile()
        return found


class LateCapacities(Capacities):
    meanwhile: Do

    @override
    async def _fetch(self, viewer: str) -> Capacity:
        found = await super()._fetch(viewer)
        await self.meanwhile()
        return found


async def test_a_list_that_comes_in_late_replaces_no_newer_one(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    """A space that somebody was shown a moment ago would else be none that they may name."""
    viewer, spaces = await union_id(sandbox, "manager01"), Spaces(dingtalk, store)

    async def meanwhile() -> None:
        await sandbox.make_space("Made meanwhile")
        await spaces.listing(viewer, 0)

    late = LateSpaces(dingtalk, store)
    late.meanwhile = meanwhile
    given = await late.listing(viewer, 0)

    listed = await spaces.listing(viewer, MINUTE)
    assert "Made meanwhile" in {space.name for space in listed.spaces}
    assert given == listed


async def test_who_is_no_admin_any_more_is_none_when_an_older_answer_comes_in_late(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    contacts = Contacts(dingtalk, store)

    async def meanwhile() -> None:
        await sandbox.client.patch("/sandbox/users/manager01", json={"isAdmin": False})
        await contacts.person("manager01", 0)

    late = LateContacts(dingtalk, store)
    late.meanwhile = meanwhile
    given = await late.person("manager01", 0)

    assert given.is_admin is False
    assert (await contacts.person("manager01", MINUTE)).is_admin is False


async def test_a_capacity_that_comes_in_late_replaces_no_newer_one(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    state = await sandbox.state()
    viewer = await union_id(sandbox, "manager01")

    async def corp_id() -> str | None:
        return str(state["corpId"])

    capacities = Capacities(dingtalk, store, corp_id)
    newer: list[CapacityAt] = []

    async def meanwhile() -> None:
        newer.append(await capacities.read(viewer, 0))

    late = LateCapacities(dingtalk, store, corp_id)
    late.meanwhile = meanwhile
    given = await late.read(viewer, 0)

    assert [given, await capacities.read(viewer, MINUTE)] == newer * 2


@pytest.mark.parametrize(("asked", "kept"), [(-1, "older"), (0, "older"), (60_000, "newer")])
async def test_what_was_asked_for_in_the_future_holds_up_nothing(
    store: Store, asked: int, kept: str
) -> None:
    """Redis's clock was put back, as by a replica that took over: else nothing would be kept for
    as long as it was ahead."""
    key, when, now = store.key("person", "1"), store.key("person-asked", "1"), await store.now()
    await store.keep(key, when, "older", now + asked, 60_000)
    await store.keep(key, when, "newer", now + min(asked, 0) - 1, 60_000)

    assert await store.get(key) == kept
