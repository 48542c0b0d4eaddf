"""DingTalk's answers: what they say, and which of our errors their codes are.

The code decides, never the status: one refusal comes with different statuses on different pages.
Two families of answers exist (page `server-api-error-codes-1`): the new one has `code`, `message`
and `requestid`; the old one is always status 200 with `errcode`, and wraps some codes as errcode 88
with a `sub_code`. The misspelt codes are DingTalk's own.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.dingtalk.payload import words
from bot.errors import (
    AddressRefused,
    AllowanceUsedUp,
    BadCredentials,
    BadFileName,
    BadName,
    BadParameter,
    Blocked,
    CardExists,
    CardMissing,
    DentryMissing,
    DepartmentMissing,
    DepartmentOutOfScope,
    FileBlocked,
    NameTaken,
    NoGroupFiles,
    NoRecycleBin,
    NoRoom,
    NotAllowedByAdmin,
    NotAuthorized,
    NotCertified,
    PageTooLarge,
    PlatformError,
    RecycleItemMissing,
    Refused,
    ScopeMissing,
    SpaceMissing,
    TaskMissing,
    Throttled,
    TokenRefused,
    Unavailable,
    Unsupported,
    UploadRefused,
    UserOutOfScope,
    UserUnknown,
)

OK = 200
REDIRECT = 300
CLIENT_ERROR = 400
TOO_MANY = 429
SERVER_ERROR = 500

WRAPPED = "88"
BLOCKED = "1111"
UNREADABLE = "unreadable errcode"

CODES: Mapping[str, type[PlatformError]] = {
    "Forbidden.AccessDenied.AccessTokenPermissionDenied": ScopeMissing,
    "Forbidden.AccessDenied.ApiCountLimitForOrg": AllowanceUsedUp,
    "Forbidden.AccessDenied.IpNotInWhiteList": AddressRefused,
    "InvalidAuthentication": TokenRefused,
    "acrossOrgAccessForbidden": NoGroupFiles,
    "addSpace.forbiden": NotAllowedByAdmin,
    "appQuotaInsufficient": NoRoom,
    "conversationNotExist": NoGroupFiles,
    "dentryAlreadyExist": NameTaken,
    "dentryNameConflict": NameTaken,
    "dentryNameIllegal": BadFileName,
    "dentryNotExist": DentryMissing,
    "dentryStoreError": UploadRefused,
    "dentryUploadError": UploadRefused,
    "dentryUploadForbidden": UploadRefused,
    "documentNotExist": DentryMissing,
    "fileArchived": FileBlocked,
    "fileMalicious": FileBlocked,
    "fileViral": FileBlocked,
    "invalidClientIdOrSecret": BadCredentials,
    "name.invalid": BadName,
    "no.priviledge": NotAuthorized,
    "operationConcurrentControl": Throttled,
    "operationNotSupported": Unsupported,
    "operationTimeout": Unavailable,
    "orgAuthLevelNotEnough": NotCertified,
    "orgQuotaInsufficient": NoRoom,
    "parameter.error": BadParameter,
    "param.cardAlreadyExist": CardExists,
    "param.cardNotExist": CardMissing,
    "param.error.maxresults": PageTooLarge,
    "paramError.parentDentryUuid": DentryMissing,
    "permissionDenied": NotAuthorized,
    "recycleBinNotSupportForSpace": NoRecycleBin,
    "recycleItemNotExist": RecycleItemMissing,
    "request.overlimit": Throttled,
    "sceneQuotaInsufficient": NoRoom,
    "spaceNotAccessible": NotAuthorized,
    "spaceNotExist": SpaceMissing,
    "spaceQuotaInsufficient": NoRoom,
    "system.busy": Throttled,
    "systemBusy": Throttled,
    "systemError": Unavailable,
    "taskNotExist": TaskMissing,
    "unknown.error": Unavailable,
    "unknownError": Unavailable,
    "unsupported.operation": Unsupported,
    # The old family.
    "-1": Unavailable,
    "15": Unavailable,
    "33012": UserUnknown,
    "40000": TokenRefused,
    "40001": TokenRefused,
    "40014": TokenRefused,
    "40035": BadParameter,
    "40089": BadCredentials,
    "40096": BadCredentials,
    "42001": TokenRefused,
    "50002": UserOutOfScope,
    "50004": DepartmentOutOfScope,
    "60003": DepartmentMissing,
    "60011": ScopeMissing,
    "60020": AddressRefused,
    "60121": UserUnknown,
    "88": Unavailable,
    "400001": Unavailable,
    "400002": BadParameter,
    "90002": Throttled,
    "90018": Throttled,
    "90019": Throttled,
    "90020": AllowanceUsedUp,
    UNREADABLE: Unavailable,
} | {str(code): Throttled for code in range(90007, 90015)}
"""Code → error, for both families."""

PATTERNS: tuple[tuple[re.Pattern[str], type[PlatformError]], ...] = (
    (re.compile(r"(.*\.)?Qp[sm].*"), Throttled),
    (re.compile(r"param\..*|paramError.*|invalidParameter\..*|Missing.*"), BadParameter),
)
"""Families of codes; Qps and Qpm begin like a missing permission and are none."""

_SCOPES_IN_TEXT = re.compile(r"requiredScopes=\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Answer:
    """A JSON answer. ``request_id`` can be looked up in the developer console for seven days."""

    body: Mapping[str, Any]
    request_id: str


def decode(status: int, content_type: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Return what DingTalk answered, or raise the PlatformError that it means.

    A code that is not in the table is Refused below status 500, else Unavailable.
    """
    answer = parse(status, content_type, body, headers)
    check(status, answer)
    return answer


def parse(status: int, content_type: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Read the JSON object of an answer, whatever it says; an empty body is an empty object.

    Raises Blocked for what DingTalk shows to a blocked address (page `call-frequency-limit`). Its
    status is not documented, but a page with a status from 500 on is a server's that failed: taking
    it for a block would stop all calls, and forget that a change may have happened.
    Raises Refused or Unavailable for the rest.
    """
    request_id = headers.get("x-acs-request-id", "")
    if not body.strip():
        return Answer({}, request_id)
    members = _object(body)
    if members is None:
        raise _without_json(status, request_id, is_page=_is_page(content_type, body))
    if str(members.get("status")) == BLOCKED:
        raise Blocked(BLOCKED, "this address is blocked", request_id)
    return Answer(members, _request_id(members) or request_id)


def check(status: int, answer: Answer) -> None:
    """Raise the PlatformError that an answer's code or, where it has none, its status means."""
    code, message = _code(answer.body)
    kind = kind_of(code) or _by_status(status, code, is_old="errcode" in answer.body)
    if kind is not None:
        scopes = _scopes(answer.body, message)
        raise kind(code or str(status), message, answer.request_id, scopes)


def kind_of(code: str) -> type[PlatformError] | None:
    """Find the error a code stands for; None for a code that is not known, and for none."""
    if code in CODES:
        return CODES[code]
    return next((kind for pattern, kind in PATTERNS if pattern.fullmatch(code)), None)


def refusal_of(code: str, message: str = "", request_id: str = "") -> PlatformError:
    """Make the error of a code that stands in an answer; Refused for one that is not known."""
    return (kind_of(code) or Refused)(code, message, request_id)


def _by_status(status: int, code: str = "", *, is_old: bool = False) -> type[PlatformError] | None:
    if status == TOO_MANY and not code:
        return Throttled
    if OK <= status < REDIRECT:
        # The old family says no with status 200; the new one never does.
        return Refused if is_old and code else None
    return Refused if CLIENT_ERROR <= status < SERVER_ERROR else Unavailable


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        members = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return members if isinstance(members, dict) else None


def _is_page(content_type: str, body: bytes) -> bool:
    return "html" in content_type.lower() or body.lstrip().startswith(b"<")


def _without_json(status: int, request_id: str, *, is_page: bool) -> PlatformError:
    if is_page and status < SERVER_ERROR:
        return Blocked("html", "this address is blocked", request_id)
    kind = _by_status(status) or Unavailable
    return kind(str(status), "the answer is not JSON", request_id)


def _code(body: Mapping[str, Any]) -> tuple[str, str]:
    if "errcode" in body:
        return _old_code(body)
    code = _member(body, "code")
    return ("" if code is None else str(code)), str(_member(body, "message") or "")


def _old_code(body: Mapping[str, Any]) -> tuple[str, str]:
    # One that cannot be read says neither yes nor no.
    code, message = words(body["errcode"]) or UNREADABLE, str(body.get("errmsg") or "")
    if code == WRAPPED and body.get("sub_code"):
        return str(body["sub_code"]), str(body.get("sub_msg") or message)
    return ("" if code == "0" else code), message


def _request_id(body: Mapping[str, Any]) -> str:
    return str(_member(body, "requestid") or body.get("request_id") or "")


def _scopes(body: Mapping[str, Any], message: str) -> tuple[str, ...]:
    detail = _member(body, "accessdenieddetail")
    if isinstance(detail, dict) and isinstance(detail.get("requiredScopes"), list):
        return tuple(str(scope) for scope in detail["requiredScopes"])
    found = _SCOPES_IN_TEXT.search(message)
    return tuple(part.strip() for part in found[1].split(",") if part.strip()) if found else ()


def _member(body: Mapping[str, Any], name: str) -> Any:
    """Find a member however it is capitalised: SDK gateways and pages print both forms."""
    return next((value for key, value in body.items() if key.lower() == name), None)
