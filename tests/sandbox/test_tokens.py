"""Access tokens of both families."""

import pytest

from tests.sandbox.clients import Api, api_of
from tests.sandbox_server import SandboxHandle


async def old_token(sandbox: SandboxHandle) -> str:
    state = await sandbox.state()
    query = {"appkey": state["clientId"], "appsecret": state["clientSecret"]}
    response = await sandbox.client.get("/gettoken", params=query)
    assert response.json()["errcode"] == 0
    return str(response.json()["access_token"])


async def test_both_families_give_the_same_token_while_it_lives(
    sandbox: SandboxHandle, api: Api
) -> None:
    assert await old_token(sandbox) == api.token == (await api_of(sandbox)).token


async def test_asking_again_renews_the_life_of_the_token(sandbox: SandboxHandle, api: Api) -> None:
    await sandbox.settings(clockOffsetMillis=7_000_000)
    assert (await api_of(sandbox)).token == api.token
    await sandbox.settings(clockOffsetMillis=14_000_000)
    assert (await api.spaces()).status_code == 200


async def test_an_expired_token_is_refused_and_followed_by_another(
    sandbox: SandboxHandle, api: Api
) -> None:
    await sandbox.settings(clockOffsetMillis=7_200_000)
    refused = await api.spaces()
    assert (refused.status_code, refused.json()["code"]) == (400, "InvalidAuthentication")
    assert (await api_of(sandbox)).token != api.token


async def test_token_seconds_sets_how_long_it_lives(sandbox: SandboxHandle) -> None:
    await sandbox.settings(tokenSeconds=60)
    api = await api_of(sandbox)
    await sandbox.settings(clockOffsetMillis=60_000)
    assert (await api.spaces()).json()["code"] == "InvalidAuthentication"


async def test_wrong_credentials_are_refused_in_each_family_s_words(
    sandbox: SandboxHandle,
) -> None:
    wrong = {"appKey": "x", "appSecret": "y"}
    new = await sandbox.client.post("/v1.0/oauth2/accessToken", json=wrong)
    assert (new.status_code, new.json()["code"]) == (400, "invalidClientIdOrSecret")
    old = await sandbox.client.get("/gettoken", params={"appkey": "x", "appsecret": "y"})
    assert (old.status_code, old.json()["errcode"]) == (200, 40096)
    missing = await sandbox.client.get("/gettoken")
    assert missing.json()["errcode"] == 40035


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"appKey=x&appSecret=y", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"x", "multipart/form-data; boundary=b"),
        (b"{", "application/json"),
        (b"", "application/json"),
        (b'{"appKey": "\\udc00"}', "application/json"),
        (b"[" * 100_000, "application/json"),
    ],
)
async def test_credentials_must_come_as_a_json_object(
    sandbox: SandboxHandle, content: bytes, kind: str
) -> None:
    response = await sandbox.client.post(
        "/v1.0/oauth2/accessToken", content=content, headers={"Content-Type": kind}
    )
    assert (response.status_code, response.json()["code"]) == (400, "Missingbody")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer abc"}])
async def test_a_call_without_the_token_header_is_refused(
    sandbox: SandboxHandle, headers: dict[str, str]
) -> None:
    response = await sandbox.client.get("/v1.0/drive/spaces", headers=headers)
    assert response.status_code == 400
    assert response.json()["code"] == "AuthenticationFailed.MissingParameter"


async def test_the_old_family_wraps_a_bad_token(sandbox: SandboxHandle) -> None:
    path = "/topapi/v2/user/get"
    bad = await sandbox.client.post(path, params={"access_token": "x"}, json={"userid": "staff01"})
    assert (bad.status_code, bad.json()["errcode"], bad.json()["sub_code"]) == (200, 88, "40014")
    none = await sandbox.client.post(path, json={"userid": "staff01"})
    assert none.json()["sub_code"] == "41001"


async def test_an_error_carries_one_request_id_in_body_and_header(api: Api) -> None:
    refused = await api.query([])
    assert refused.json()["requestid"] == refused.headers["x-acs-request-id"]
    assert refused.json()["requestid"].isupper()
