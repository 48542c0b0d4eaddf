"""What DingTalk's answers mean, without any client."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot import errors
from bot.dingtalk.codes import Answer, decode
from bot.errors import PlatformError
from tests.sweeping import sweep

JSON = "application/json;charset=utf-8"


def answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
    return decode(status, JSON, json.dumps(body).encode(), headers or {})


def refusal(status: int, body: Any) -> PlatformError:
    with pytest.raises(PlatformError) as caught:
        answer(status, body)
    return caught.value


def test_an_answer_is_its_json_and_its_request_id() -> None:
    got = answer(200, {"spaces": []}, {"x-acs-request-id": "A-1"})

    assert got == Answer({"spaces": []}, "A-1")


def test_an_empty_answer_says_yes() -> None:
    assert decode(200, "", b"", {"x-acs-request-id": "A-1"}) == Answer({}, "A-1")


@sweep(
    ("code", "kind"),
    [
        ("InvalidAuthentication", errors.TokenRefused),
        ("invalidClientIdOrSecret", errors.BadCredentials),
        ("Forbidden.AccessDenied.AccessTokenPermissionDenied", errors.ScopeMissing),
        ("Forbidden.AccessDenied.IpNotInWhiteList", errors.AddressRefused),
        ("Forbidden.AccessDenied.ApiCountLimitForOrg", errors.AllowanceUsedUp),
        ("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", errors.Throttled),
        ("Forbidden.AccessDenied.QpsLimitForApi", errors.Throttled),
        ("Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", errors.Throttled),
        ("Forbidden.AccessDenied.QpmLimitForSuitekeyAndOrgAndApi", errors.Throttled),
        ("request.overlimit", errors.Throttled),
        ("system.busy", errors.Throttled),
        ("no.priviledge", errors.NotAuthorized),
        ("permissionDenied", errors.NotAuthorized),
        ("addSpace.forbiden", errors.NotAllowedByAdmin),
        ("name.invalid", errors.BadName),
        ("unsupported.operation", errors.Unsupported),
        ("param.error", errors.BadParameter),
        ("param.error.maxresults", errors.PageTooLarge),
        ("Missingbody", errors.BadParameter),
        ("invalidParameter.userIds.invalid", errors.BadParameter),
        ("param.templateNotExist", errors.BadParameter),
        ("param.cardAlreadyExist", errors.CardExists),
        ("param.cardNotExist", errors.CardMissing),
        ("unknown.error", errors.Unavailable),
        ("unknownError", errors.Unavailable),
    ],
)
@sweep("status", [400, 401, 403, 404, 429, 500])
def test_the_code_decides_and_never_the_status(
    code: str, kind: type[PlatformError], status: int
) -> None:
    error = refusal(status, {"code": code, "message": "m", "requestid": "R"})

    assert type(error) is kind
    assert (error.code, error.message, error.request_id) == (code, "m", "R")


@sweep(
    ("errcode", "kind"),
    [
        (33012, errors.UserUnknown),
        (60121, errors.UserUnknown),
        (50002, errors.UserOutOfScope),
        (60011, errors.ScopeMissing),
        (60020, errors.AddressRefused),
        (40014, errors.TokenRefused),
        (42001, errors.TokenRefused),
        (40001, errors.TokenRefused),
        (40096, errors.BadCredentials),
        (400002, errors.BadParameter),
        (90018, errors.Throttled),
        (90002, errors.Throttled),
        (90011, errors.Throttled),
        (90020, errors.AllowanceUsedUp),
        (-1, errors.Unavailable),
        (22, errors.Refused),
    ],
)
def test_the_old_family_says_no_with_status_200(errcode: int, kind: type[PlatformError]) -> None:
    plain = {"errcode": errcode, "errmsg": "m", "request_id": "R"}
    as_text = {"errcode": str(errcode), "errmsg": "m", "request_id": "R"}
    wrapped = {"errcode": 88, "sub_code": str(errcode), "sub_msg": "m", "request_id": "R"}

    for body in (plain, as_text, wrapped):
        error = refusal(200, body)
        assert type(error) is kind
        assert (error.code, error.message, error.request_id) == (str(errcode), "m", "R")


def test_a_wrapped_error_without_a_sub_code_is_a_timeout_behind_the_gateway() -> None:
    assert type(refusal(200, {"errcode": 88, "errmsg": "m"})) is errors.Unavailable


@pytest.mark.parametrize("errcode", [0, "0"])
def test_the_old_family_says_yes_with_errcode_zero(errcode: object) -> None:
    assert answer(200, {"errcode": errcode, "result": 1, "request_id": "R"}).request_id == "R"


def test_a_new_answer_may_have_a_member_called_code() -> None:
    assert answer(200, {"code": 0}).body == {"code": 0}
    assert answer(200, {"code": "SUCCESS"}).body == {"code": "SUCCESS"}


@sweep(
    ("status", "kind"),
    [
        (400, errors.Refused),
        (404, errors.Refused),
        (302, errors.Unavailable),
        (500, errors.Unavailable),
        (503, errors.Unavailable),
    ],
)
def test_an_unknown_code_keeps_code_message_and_request_id(
    status: int, kind: type[PlatformError]
) -> None:
    error = refusal(status, {"code": "brand.new", "message": "m", "requestid": "R"})

    assert type(error) is kind
    assert (error.code, error.message, error.request_id) == ("brand.new", "m", "R")


@sweep(
    ("status", "kind"),
    [
        (200, errors.Unavailable),
        (404, errors.Refused),
        (429, errors.Throttled),
        (500, errors.Unavailable),
    ],
)
@sweep("body", [b"oops", b"[1]", b"{", b"\xff\xfe"])
def test_without_an_object_only_the_status_is_left(
    status: int, kind: type[PlatformError], body: bytes
) -> None:
    with pytest.raises(PlatformError) as caught:
        decode(status, "text/plain", body, {"x-acs-request-id": "A-1"})

    assert type(caught.value) is kind
    assert (caught.value.code, caught.value.request_id) == (str(status), "A-1")


def test_the_missing_scopes_are_named_where_dingtalk_names_them() -> None:
    code = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    in_detail = {"code": code, "accessdenieddetail": {"requiredScopes": ["Drive.Space.Read"]}}
    in_text = {"errcode": 60011, "errmsg": "没有权限 {requiredScopes=[qyapi_get_member, other]}"}

    assert refusal(403, in_detail).scopes == ("Drive.Space.Read",)
    assert refusal(200, in_text).scopes == ("qyapi_get_member", "other")


def test_capitalised_members_are_understood() -> None:
    error = refusal(400, {"Code": "no.priviledge", "Message": "m", "RequestId": "R"})

    assert type(error) is errors.NotAuthorized
    assert (error.message, error.request_id) == ("m", "R")


@pytest.mark.parametrize("status", [200, 403, 405, 429])
@pytest.mark.parametrize("content_type", ["text/html;charset=utf-8", ""])
def test_a_page_instead_of_an_answer_is_an_address_block(status: int, content_type: str) -> None:
    with pytest.raises(errors.Blocked):
        decode(status, content_type, b"\n<!doctype html><p>denied", {})


@sweep("status", [200, 403, 503])
def test_status_1111_in_the_body_is_an_address_block(status: int) -> None:
    body = {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "u"}

    assert type(refusal(status, body)) is errors.Blocked


@sweep("status", [500, 501, 502, 503, 504, 599])
def test_the_page_of_a_server_that_failed_is_no_address_block(status: int) -> None:
    """A change may have happened behind it, which a block would deny."""
    with pytest.raises(errors.Unavailable) as caught:
        decode(status, "text/html", b"<html>504 Gateway Time-out</html>", {})

    assert caught.value.code == str(status)
