"""Roles, and what stops changes."""

from dataclasses import dataclass, field, replace

import pytest

from bot.access import Access, Admin, Operator, Organisation, Place, Role
from bot.errors import NotStaff, Paused, PlatformError, ScopeMissing, Unavailable, UserUnknown
from bot.messages import Conversation
from bot.storage import Store
from tests.parts import ANN, BOB, EVE


@dataclass
class Platform:
    """DingTalk's admin flag, and how it was asked for."""

    admins: set[str] = field(default_factory=set)
    silent: bool = False
    refuses: PlatformError | None = None
    asked: list[tuple[str, float]] = field(default_factory=list)

    async def admin_flag(self, user_id: str, max_age: float) -> bool | None:
        self.asked.append((user_id, max_age))
        if self.refuses is not None:
            raise self.refuses
        return None if self.silent else user_id in self.admins


@pytest.fixture
def platform() -> Platform:
    return Platform({"manager01"})


@pytest.fixture
def access(store: Store, platform: Platform) -> Access:
    return Access(
        store,
        always=frozenset({"root"}),
        admin_flag=platform.admin_flag,
        flag_seconds=600,
    )


async def test_an_unknown_role_is_asked_for_once(access: Access, platform: Platform) -> None:
    assert await access.known_role(BOB) is None
    assert [await access.role(BOB), await access.role(BOB)] == [Role.ADMIN, Role.ADMIN]
    assert await access.role(ANN) is Role.MEMBER
    assert platform.asked == [("manager01", 600), ("staff01", 600)]


async def test_whoever_is_not_said_to_be_an_admin_is_not_said_to_be_none(
    access: Access, platform: Platform
) -> None:
    platform.silent = True

    with pytest.raises(Unavailable):
        await access.role(BOB)
    with pytest.raises(Unavailable):
        await access.role(BOB, fresh=True)
    assert await access.role(BOB, needs=Role.MEMBER) is Role.MEMBER
    assert await access.known_role(BOB) is None


async def test_who_was_named_is_an_admin_whatever_dingtalk_says(
    access: Access, platform: Platform
) -> None:
    platform.silent = True
    await access.add_admin("manager01", "Bob", "Ann")

    assert await access.role(BOB, fresh=True) is Role.ADMIN


async def test_the_flag_of_a_message_is_believed(access: Access, platform: Platform) -> None:
    await access.note(replace(ANN, is_admin=True))
    await access.note(replace(BOB, is_admin=False))

    assert await access.known_role(ANN) is Role.ADMIN
    assert await access.role(BOB) is Role.MEMBER
    assert platform.asked == []


async def test_a_message_without_a_flag_tells_nothing(access: Access) -> None:
    await access.note(BOB)
    await access.note(replace(EVE, is_admin=True))

    assert await access.known_role(BOB) is None


async def test_a_flag_is_believed_no_longer_than_set(store: Store, platform: Platform) -> None:
    access = Access(store, always=frozenset(), admin_flag=platform.admin_flag, flag_seconds=600)
    await access.note(replace(ANN, is_admin=True))

    assert 0 < await store.redis.pttl(store.key("flag", "staff01")) <= 600_000


async def test_no_time_to_believe_a_flag_means_asking_each_time(
    store: Store, platform: Platform
) -> None:
    access = Access(store, always=frozenset(), admin_flag=platform.admin_flag, flag_seconds=0)
    await access.note(replace(BOB, is_admin=True))

    assert [await access.role(BOB), await access.role(BOB)] == [Role.ADMIN] * 2
    assert len(platform.asked) == 2


async def test_a_fresh_role_is_asked_for_whatever_is_known(
    access: Access, platform: Platform
) -> None:
    await access.note(replace(BOB, is_admin=True))
    platform.admins.clear()

    assert await access.role(BOB, fresh=True) is Role.MEMBER
    assert platform.asked == [("manager01", 0)]
    assert await access.known_role(BOB) is Role.MEMBER


async def test_settings_and_commands_name_admins(access: Access, platform: Platform) -> None:
    root = replace(ANN, user_id="root")
    await access.add_admin("staff01", "Ann", "Bob")

    assert await access.known_role(root) is Role.ADMIN
    assert await access.known_role(ANN) is Role.ADMIN
    assert await access.role(ANN, fresh=True) is Role.ADMIN
    assert await access.admins() == (Admin("root", "root", ""), Admin("staff01", "Ann", "Bob"))


async def test_an_admin_of_before_this_turn_is_none_where_it_must_be_sure(
    access: Access, platform: Platform, store: Store
) -> None:
    await access.add_admin("staff01", "Ann", "Bob")
    another = Store(store.redis, store.prefix, store.url)
    elsewhere = Access(
        another, always=frozenset(), admin_flag=platform.admin_flag, flag_seconds=600
    )
    async with store.turn(access.needs(ANN)):
        await elsewhere.remove_admin("staff01")
        assert await access.role(ANN) is Role.ADMIN  # until the turn is over
        assert await access.role(ANN, fresh=True) is Role.MEMBER
        assert await access.role(ANN) is Role.MEMBER


async def test_a_flag_that_is_written_meanwhile_is_known_all_the_same(
    access: Access, store: Store
) -> None:
    async with store.turn(access.needs(BOB)):
        await access.note(replace(BOB, is_admin=True))
        await store.together()
        await store.redis.delete(store.key("flag", "manager01"))  # nothing asks for it again
        assert await access.known_role(BOB) is Role.ADMIN


async def test_who_was_named_first_is_the_one_who_named(access: Access) -> None:
    assert await access.add_admin("staff01", "Ann", "Bob") is None
    assert await access.add_admin("staff01", "Ann Lee", "Eve") == Admin("staff01", "Ann", "Bob")
    assert Admin("staff01", "Ann", "Bob") in await access.admins()


async def test_a_role_is_taken_back_only_where_it_was_given(access: Access) -> None:
    await access.add_admin("staff01", "Ann", "Bob")

    assert await access.remove_admin("staff01")
    assert not await access.remove_admin("staff01")
    assert not await access.remove_admin("root")
    assert await access.role(ANN) is Role.MEMBER


@pytest.mark.parametrize("fresh", [False, True])
async def test_somebody_without_a_userid_is_an_outsider(
    access: Access, platform: Platform, *, fresh: bool
) -> None:
    assert await access.known_role(EVE) is Role.OUTSIDER
    assert await access.role(EVE, fresh=fresh) is Role.OUTSIDER
    assert platform.asked == []


async def test_whom_dingtalk_does_not_know_is_not_staff(access: Access, platform: Platform) -> None:
    platform.refuses = UserUnknown("33012")

    with pytest.raises(NotStaff):
        await access.role(BOB)


async def test_other_refusals_are_told_as_they_are(access: Access, platform: Platform) -> None:
    platform.refuses = ScopeMissing("60011")

    with pytest.raises(ScopeMissing):
        await access.role(BOB)


@pytest.fixture
def organisation(store: Store) -> Organisation:
    return Organisation(store)


async def test_the_first_message_tells_the_organisation(organisation: Organisation) -> None:
    await organisation.learn("")
    assert await organisation.corp_id() is None

    await organisation.learn("corp1")
    await organisation.learn("corp2")
    assert await organisation.corp_id() == "corp1"


async def test_the_admins_conversation_is_remembered(organisation: Organisation) -> None:
    assert await organisation.admins_place() is None

    here = Conversation("cid/=", "group", "Admins 管理")
    await organisation.name_admins_place(Place(here, "manager01"))
    assert await organisation.admins_place() == Place(here, "manager01")


async def test_the_first_who_paused_is_named(organisation: Organisation) -> None:
    await organisation.check_not_paused()
    await organisation.pause("Bob", 1)
    await organisation.pause("Ann", 2)

    assert await organisation.paused() == ("Bob", 1)
    with pytest.raises(Paused) as refused:
        await organisation.check_not_paused()
    assert refused.value.data() == {"by": "Bob", "since": 1}


async def test_resuming_tells_whether_there_was_a_pause(organisation: Organisation) -> None:
    await organisation.pause("Bob", 1)

    assert [await organisation.resume(), await organisation.resume()] == [True, False]
    assert await organisation.paused() is None


async def test_the_operator_is_remembered_until_another_is_named(
    organisation: Organisation,
) -> None:
    assert await organisation.operator() is None

    await organisation.name_operator(Operator("manager01", "Bob", 5))
    assert await organisation.operator() == Operator("manager01", "Bob", 5)

    await organisation.name_operator(None)
    assert await organisation.operator() is None
