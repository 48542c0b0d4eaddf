"""Looking names up, over the real wire."""

import pytest

from bot.dingtalk.directory import Department, Directory, NameMatches
from bot.dingtalk.http import DingTalk
from bot.errors import DepartmentMissing, ScopeMissing, UserUnknown
from tests.sandbox_server import SandboxHandle


@pytest.fixture
def directory(dingtalk: DingTalk) -> Directory:
    return Directory(dingtalk)


async def test_names_lead_to_ids_and_those_to_names(
    sandbox: SandboxHandle, directory: Directory
) -> None:
    assert await directory.people("员工") == NameMatches(("staff01", "staff02"), more=False)
    assert await directory.people("员工", exact=True) == NameMatches((), more=False)
    assert await directory.departments("市场") == NameMatches(("101",), more=False)
    assert await directory.department("102") == Department("102", "品牌组", "101")
    assert await directory.department("1") == Department("1", "示例公司")
    assert await directory.above("staff02") == (("103", "1"), ("104", "1"))
    assert (await sandbox.state())["counters"]["counted"] == 0


async def test_that_there_are_more_than_one_page_is_said(
    sandbox: SandboxHandle, directory: Directory
) -> None:
    for _ in range(11):
        await sandbox.client.post("/sandbox/users", json={"name": "同名"})
    found = await directory.people("同名", exact=True)
    assert (len(found.ids), found.more) == (10, True)


async def test_what_is_not_there_or_not_allowed_is_said(
    sandbox: SandboxHandle, directory: Directory
) -> None:
    for dept_id in ("9", "x"):
        with pytest.raises((DepartmentMissing, Exception)) as caught:
            await directory.department(dept_id)
        assert isinstance(caught.value, DepartmentMissing) is (dept_id == "9")
    with pytest.raises(UserUnknown):
        await directory.above("guest01")
    await sandbox.settings(scopes=["qyapi_get_member"])
    with pytest.raises(ScopeMissing):
        await directory.people("员工")
