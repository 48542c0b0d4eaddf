"""DingTalk's official Python SDK as a client of the sandbox, and what it must see of each API.

The SDK is generated, so a call follows from the action's name in the table of APIs: nothing of
the request is written twice, and nothing of the sandbox is used to read the answer.
"""

# The SDK is generated and has no types; this is the only module that uses it.
# mypy: disable-error-code="import-untyped"

from importlib import import_module
from typing import Any

import pytest
from alibabacloud_tea_openapi.models import Config
from alibabacloud_tea_util.models import RuntimeOptions
from Tea.exceptions import TeaException

from sandbox.endpoints import ENDPOINTS, Endpoint
from tests.sandbox.clients import api_of
from tests.sandbox.good_requests import Facts, good_requests, prepare, wrong_requests
from tests.sandbox.requests import Request
from tests.sandbox.stored_requests import is_about_files
from tests.sandbox_server import SandboxHandle, running_sandbox

# The SDK's doc_2_0 cannot be imported: its models name one that does not exist.
PACKAGES = {
    "/v1.0/card/": "card_1_0",
    "/v1.0/contact/": "contact_1_0",
    "/v1.0/drive/": "drive_1_0",
    "/v1.0/gateway/": "gateway_1_0",
    "/v1.0/im/": "im_1_0",
    "/v1.0/oauth2/": "oauth2_1_0",
    "/v1.0/robot/": "robot_1_0",
    "/v1.0/convFile/": "conv_file_1_0",
    "/v1.0/storage/": "storage_1_0",
    "/v2.0/storage/": "storage_2_0",
}
BY_NAME = {endpoint.name: endpoint for endpoint in ENDPOINTS.all}
COMMON = {
    "invalid-token": "400 InvalidAuthentication",
    "no-scope": "403 Forbidden.AccessDenied.AccessTokenPermissionDenied",
    "qps": "403 Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
    "count-limit": "403 Forbidden.AccessDenied.ApiCountLimitForOrg",
}


def package_of(endpoint: Endpoint) -> str | None:
    """The SDK's package that knows this API, none for the old family and webhooks."""
    return next((name for path, name in PACKAGES.items() if endpoint.path.startswith(path)), None)


OFFICIAL = tuple(
    endpoint.name for endpoint in ENDPOINTS.all if endpoint.served and package_of(endpoint)
)
"""The APIs served here that the official SDK can call."""


class Official:
    """The SDK as one app."""

    def __init__(self, url: str, token: str) -> None:
        self._config = Config(protocol="http", endpoint=url.removeprefix("http://"))
        self.token = token

    async def call(self, name: str, request: Request) -> Any:
        """Make one call. Raises TeaException when it is refused."""
        endpoint = BY_NAME[name]
        package = f"alibabacloud_dingtalk.{package_of(endpoint)}"
        models, client = import_module(f"{package}.models"), import_module(f"{package}.client")
        asked = getattr(models, f"{endpoint.action}Request")()
        asked.from_map({**request.query, **(request.body or {})})
        method = _method(client.Client(self._config), endpoint.action)
        headers = self._headers(models, endpoint.action)
        return await method(*request.path.values(), asked, headers, RuntimeOptions())

    async def refusal(self, name: str, request: Request) -> str:
        """Make one call that must be refused; gives `STATUS code`."""
        with pytest.raises(TeaException) as caught:
            await self.call(name, request)
        assert caught.value.data is not None
        return f"{caught.value.data['statusCode']} {caught.value.code}"

    def _headers(self, models: Any, action: str) -> Any:
        kind = getattr(models, f"{action}Headers", None)
        return {} if kind is None else kind(x_acs_dingtalk_access_token=self.token)


def _method(client: Any, action: str) -> Any:
    """The SDK's generator has its own mind about underscores in names."""
    wanted = f"{action}WithOptionsAsync".lower()
    names = [name for name in dir(client) if name.replace("_", "") == wanted]
    assert len(names) == 1, action
    return getattr(client, names[0])


async def official(sandbox: SandboxHandle, *, files: bool = True) -> tuple[Official, Facts]:
    """The SDK, and an organisation prepared for it."""
    api = await api_of(sandbox)
    facts = await prepare(sandbox, api, files=files)
    return Official(sandbox.url, api.token), facts


async def check(name: str) -> None:
    """The SDK makes the good call of an API and meets every refusal of it."""
    async with running_sandbox() as sandbox:
        sdk, facts = await official(sandbox, files=is_about_files(name))
        good = good_requests(facts)[name]
        await _check_wrong(sdk, facts, name, good)
        await _check_documented(sdk, sandbox, name, good)
        assert (await sdk.call(name, good)).status_code == 200


async def _check_wrong(sdk: Official, facts: Facts, name: str, good: Request) -> None:
    for expected, changed in wrong_requests(facts)[name]:
        assert expected in BY_NAME[name].refusals
        assert await sdk.refusal(name, good.but(**changed)) == expected, changed


async def _check_documented(
    sdk: Official, sandbox: SandboxHandle, name: str, good: Request
) -> None:
    for expected in BY_NAME[name].refusals:
        status, _, code = expected.partition(" ")
        await sandbox.fault(
            "respond", name, times=1, status=int(status), code=code, message=f"{code} said"
        )
        assert await sdk.refusal(name, good) == expected
    for fault, expected in COMMON.items():
        await sandbox.fault(fault, name, times=1)
        assert await sdk.refusal(name, good) == expected
