"""Looking people up, over the real wire."""

import pytest

from bot.dingtalk.contacts import Contacts
from bot.dingtalk.http import DingTalk
from bot.errors import (
    PlatformError,
    ScopeMissing,
    Unavailable,
    UserOutOfScope,
    UserUnknown,
)
from bot.storage import Store
from tests.bot.dingtalk.calls import PERSON
from tests.dingtalk import calls_of, union_id
from tests.sandbox_server import SandboxHandle

HOUR = 3600.0


@pytest.fixture
def contacts(dingtalk: DingTalk, store: Store) -> Contacts:
    return Contacts(dingtalk, store)


async def test_a_person_is_found_by_their_user_id(
    sandbox: SandboxHandle, contacts: Contacts, store: Store
) -> None:
    before = await store.now()
    person = await contacts.person("manager01", HOUR)

    assert (person.user_id, person.name, person.is_admin) == ("manager01", "管理员甲", True)
    assert person.union_id == await union_id(sandbox, "manager01")
    assert before <= person.at <= await store.now()


async def test_a_turn_knows_nothing_any_more_of_whom_it_forgets(
    contacts: Contacts, store: Store
) -> None:
    person = await contacts.person("manager01", HOUR)
    async with store.turn(contacts.needs("manager01")):
        assert await contacts.forget("manager01") == person.union_id
        assert await contacts.forget("manager01") is None


async def test_a_member_is_no_admin(contacts: Contacts) -> None:
    assert not (await contacts.person("staff01", HOUR)).is_admin


async def test_what_is_known_is_not_asked_again(sandbox: SandboxHandle, contacts: Contacts) -> None:
    first = await contacts.person("staff01", HOUR)

    assert await contacts.person("staff01", HOUR) == first
    assert len(await calls_of(sandbox, PERSON)) == 1


async def test_people_are_not_mixed_up(contacts: Contacts) -> None:
    asked = ("manager01", "staff01", "staff02") * 2

    assert [(await contacts.person(user_id, HOUR)).user_id for user_id in asked] == list(asked)


async def test_an_age_of_zero_asks_now(sandbox: SandboxHandle, contacts: Contacts) -> None:
    await contacts.person("staff01", HOUR)
    await sandbox.client.patch("/sandbox/users/staff01", json={"isAdmin": True})

    assert (await contacts.person("staff01", 0)).is_admin
    assert (await contacts.person("staff01", HOUR)).is_admin


async def test_what_another_release_wrote_is_asked_for_again(
    contacts: Contacts, store: Store
) -> None:
    await store.redis.set(store.key("person", "staff01"), '{"shape": "old"}', px=60_000)

    assert (await contacts.person("staff01", HOUR)).user_id == "staff01"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("33012", UserUnknown),
        ("60121", UserUnknown),
        ("50002", UserOutOfScope),
        ("60011", ScopeMissing),
    ],
)
async def test_a_refusal_is_told_and_not_remembered(
    sandbox: SandboxHandle, contacts: Contacts, code: str, kind: type[PlatformError]
) -> None:
    await sandbox.fault("respond", PERSON, times=1, code=code, message="no")

    with pytest.raises(kind) as caught:
        await contacts.person("staff01", HOUR)
    assert caught.value.code == code
    assert await contacts.person("staff01", HOUR)


async def test_a_missing_permission_is_named(sandbox: SandboxHandle, contacts: Contacts) -> None:
    await sandbox.fault("no-scope", PERSON)

    with pytest.raises(ScopeMissing) as caught:
        await contacts.person("staff01", HOUR)
    assert caught.value.scopes == ("qyapi_get_member",)


@pytest.mark.parametrize("user_id", ["guest01", "nobody", "", "x" * 65])
async def test_somebody_else_is_unknown(contacts: Contacts, user_id: str) -> None:
    with pytest.raises(UserUnknown):
        await contacts.person(user_id, HOUR)


@pytest.mark.parametrize("body", ["{}", '{"errcode":0,"result":{"name":"A"}}'])
async def test_a_person_without_a_union_id_is_no_answer(
    sandbox: SandboxHandle, contacts: Contacts, body: str
) -> None:
    await sandbox.fault("respond", PERSON, status=200, message=body)

    with pytest.raises(Unavailable):
        await contacts.person("staff01", HOUR)


@pytest.mark.parametrize(
    ("members", "known"),
    [
        ('"unionid":"u","admin":true,"name":"Ann"', ("u", "Ann", True)),
        ('"unionid":7,"admin":"false","name":5', ("7", "5", False)),
        ('"unionid":"u"', ("u", "", None)),
        ('"unionid":"u","admin":null,"name":null', ("u", "", None)),
        ('"unionid":"u","admin":1,"name":[]', ("u", "", None)),
        ('"unionid":"u","admin":"yes","name":{}', ("u", "", None)),
    ],
)
async def test_what_was_not_said_of_a_person_is_not_known(
    sandbox: SandboxHandle, contacts: Contacts, members: str, known: tuple[str, str, bool | None]
) -> None:
    body = f'{{"errcode":0,"result":{{{members}}}}}'
    await sandbox.fault("respond", PERSON, status=200, message=body)

    person = await contacts.person("staff01", 0)

    assert (person.union_id, person.name, person.is_admin) == known


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"errcode":0}',
        '{"errcode":null,"result":{"unionid":"u"}}',
        '{"errcode":[],"result":{"unionid":"u"}}',
        '{"errcode":0,"result":null}',
        '{"errcode":0,"result":[]}',
        '{"errcode":0,"result":{"unionid":""}}',
        '{"errcode":0,"result":{"unionid":null,"admin":true}}',
        "[]",
    ],
)
async def test_who_has_no_union_id_is_nobody(
    sandbox: SandboxHandle, contacts: Contacts, impatient: None, body: str
) -> None:
    await sandbox.fault("respond", PERSON, status=200, message=body)

    with pytest.raises(Unavailable):
        await contacts.person("staff01", 0)
