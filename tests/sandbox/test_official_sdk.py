"""DingTalk's official Python SDK runs the Drive APIs against the sandbox."""

# The SDK is generated and has no types; this is the only module that uses it.
# mypy: disable-error-code="import-untyped"

from collections.abc import Awaitable
from typing import Any

import pytest
from alibabacloud_dingtalk.drive_1_0 import models as drive
from alibabacloud_dingtalk.drive_1_0.client import Client as DriveClient
from alibabacloud_dingtalk.oauth2_1_0 import models as oauth2
from alibabacloud_dingtalk.oauth2_1_0.client import Client as OAuthClient
from alibabacloud_dingtalk.storage_1_0 import models as storage
from alibabacloud_dingtalk.storage_1_0.client import Client as StorageClient
from alibabacloud_tea_openapi.models import Config
from alibabacloud_tea_util.models import RuntimeOptions
from Tea.exceptions import TeaException

from tests.sandbox_server import SandboxHandle


class Sdk:
    """The official clients, as one app and with one acting user."""

    def __init__(self, url: str, token: str, union_id: str) -> None:
        self._config = Config(protocol="http", endpoint=url.removeprefix("http://"))
        self._drive = DriveClient(self._config)
        self.token = token
        self.union_id = union_id

    async def create(self, name: str) -> Any:
        """Create a space."""
        request = drive.AddSpaceRequest(name=name, union_id=self.union_id)
        headers = drive.AddSpaceHeaders(x_acs_dingtalk_access_token=self.token)
        options = RuntimeOptions()
        return (await self._drive.add_space_with_options_async(request, headers, options)).body

    async def delete(self, space_id: str) -> Any:
        """Delete a space."""
        request = drive.DeleteSpaceRequest(union_id=self.union_id)
        headers = drive.DeleteSpaceHeaders(x_acs_dingtalk_access_token=self.token)
        return await self._drive.delete_space_with_options_async(
            space_id, request, headers, RuntimeOptions()
        )

    async def page(self, size: int = 50, token: str | None = None, space_type: str = "org") -> Any:
        """One page of the list."""
        request = drive.ListSpacesRequest(
            max_results=size, next_token=token, space_type=space_type, union_id=self.union_id
        )
        headers = drive.ListSpacesHeaders(x_acs_dingtalk_access_token=self.token)
        options = RuntimeOptions()
        return (await self._drive.list_spaces_with_options_async(request, headers, options)).body

    async def query(self, ids: list[str]) -> Any:
        """Spaces by id."""
        request = drive.ManagementListSpacesRequest(space_ids=ids, union_id=self.union_id)
        headers = drive.ManagementListSpacesHeaders(x_acs_dingtalk_access_token=self.token)
        answer = await self._drive.management_list_spaces_with_options_async(
            request, headers, RuntimeOptions()
        )
        return answer.body.spaces

    async def capacity(self, corp_id: str) -> Any:
        """The organisation's capacity."""
        request = storage.GetOrgRequest(union_id=self.union_id)
        headers = storage.GetOrgHeaders(x_acs_dingtalk_access_token=self.token)
        answer = await StorageClient(self._config).get_org_with_options_async(
            corp_id, request, headers, RuntimeOptions()
        )
        return answer.body.org


async def sdk_of(sandbox: SandboxHandle, user: str = "manager01") -> Sdk:
    """Get a token through the SDK and act as `user`."""
    state = await sandbox.state()
    config = Config(protocol="http", endpoint=sandbox.url.removeprefix("http://"))
    request = oauth2.GetAccessTokenRequest(
        app_key=state["clientId"], app_secret=state["clientSecret"]
    )
    answer = await OAuthClient(config).get_access_token_async(request)
    assert answer.body.expire_in == 7200
    union_id = next(u["unionId"] for u in state["users"] if u["userId"] == user)
    return Sdk(sandbox.url, answer.body.access_token, union_id)


@pytest.fixture
async def sdk(sandbox: SandboxHandle) -> Sdk:
    """The SDK acting as an admin."""
    return await sdk_of(sandbox)


async def refusal(call: Awaitable[Any]) -> tuple[int, str]:
    """The status and code that the SDK raises with."""
    with pytest.raises(TeaException) as caught:
        await call
    assert caught.value.data is not None
    return int(caught.value.data["statusCode"]), str(caught.value.code)


async def test_a_space_is_created_found_and_deleted(sdk: Sdk) -> None:
    made = await sdk.create("官方 SDK")
    assert (made.space_type, made.quota, made.used_quota) == ("org", -1, 0)
    assert [space.space_name for space in await sdk.query([made.space_id])] == ["官方 SDK"]
    assert (await sdk.delete(made.space_id)).status_code == 200
    assert await sdk.query([made.space_id]) == []


async def test_paging_runs_to_the_end(sdk: Sdk, sandbox: SandboxHandle) -> None:
    await sandbox.reset(spaces=23, files=0)
    sdk = await sdk_of(sandbox)
    found, token = [], None
    while token != "":
        page = await sdk.page(10, token)
        found += [space.space_id for space in page.spaces]
        token = page.next_token
    assert found == [space["spaceId"] for space in (await sandbox.state())["spaces"]]


async def test_the_capacity_is_read(sdk: Sdk, sandbox: SandboxHandle) -> None:
    org = await sdk.capacity((await sandbox.state())["corpId"])
    assert org.partitions[0].quota.max == 100 * 2**30


async def test_every_documented_refusal_of_create_is_raised(
    sdk: Sdk, sandbox: SandboxHandle
) -> None:
    assert await refusal(sdk.create("")) == (400, "name.invalid")
    path = "POST /v1.0/drive/spaces"
    sdk.union_id, own = "nobody", sdk.union_id
    assert await refusal(sdk.create("a")) == (400, "no.priviledge")
    sdk.union_id = ""
    assert await refusal(sdk.create("a")) == (400, "param.error")
    sdk.union_id = own
    for status, code in [
        (400, "addSpace.forbiden"),
        (400, "request.overlimit"),
        (400, "unsupported.operation"),
        (500, "unknown.error"),
    ]:
        await sandbox.fault("respond", path, times=1, status=status, code=code, message=code)
        assert await refusal(sdk.create("a")) == (status, code)


async def test_every_documented_refusal_of_delete_is_raised(
    sdk: Sdk, sandbox: SandboxHandle
) -> None:
    spaces = (await sdk.page()).spaces
    assert await refusal(sdk.delete(spaces[0].space_id)) == (400, "unsupported.operation")
    assert await refusal(sdk.delete("1")) == (400, "param.error")
    member = await sdk_of(sandbox, "staff02")
    mine = next(space for space in spaces if space.space_name == "Finance")
    assert await refusal(member.delete(mine.space_id)) == (400, "no.priviledge")


async def test_every_documented_refusal_of_the_list_is_raised(sdk: Sdk) -> None:
    assert await refusal(sdk.page(51)) == (400, "param.error.maxresults")
    assert await refusal(sdk.page(0)) == (400, "param.error")
    assert await refusal(sdk.page(token="nonsense")) == (400, "param.error")
    assert await refusal(sdk.page(space_type="personal")) == (400, "no.priviledge")


async def test_every_documented_refusal_of_the_query_is_raised(
    sdk: Sdk, sandbox: SandboxHandle
) -> None:
    assert await refusal(sdk.query([])) == (400, "param.error")
    assert await refusal(sdk.query(["1"] * 31)) == (400, "param.error")
    member = await sdk_of(sandbox, "staff01")
    assert await refusal(member.query(["1"])) == (500, "no.priviledge")


async def test_a_bad_token_and_a_missing_scope_are_raised(sdk: Sdk, sandbox: SandboxHandle) -> None:
    await sandbox.settings(scopes=["Drive.Space.Read"])
    denied = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    assert await refusal(sdk.create("a")) == (403, denied)
    sdk.token = "wrong"
    assert await refusal(sdk.page()) == (400, "InvalidAuthentication")
