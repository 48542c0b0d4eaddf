"""DingTalk's refusals, in both families' words.

Refusal
├── ApiRefusal    new family: an HTTP status, `code`, `message`, sometimes the missing scopes
└── OldRefusal    old family and webhooks: always HTTP 200, `errcode` and `errmsg`

Codes and texts: pages `server-api-error-codes-1` and `call-frequency-limit`; the misspelt ones
are DingTalk's own.
"""

from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from sandbox.endpoints import Endpoint


class Refusal(Exception):
    """A call that DingTalk turns down. `status` is the HTTP status it comes with."""

    status = 200

    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON body of the answer."""
        raise NotImplementedError


class ApiRefusal(Refusal):
    """A refusal of the new family."""

    def __init__(
        self, status: int, code: str, message: str, *, scopes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.scopes = scopes

    @override
    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON body; `request_id` is an upper-case UUID."""
        body: dict[str, Any] = {
            "code": self.code,
            "requestid": request_id,
            "message": self.message,
        }
        if self.scopes:
            body["accessdenieddetail"] = {"requiredScopes": list(self.scopes)}
        return body


class OldRefusal(Refusal):
    """A refusal of the old family; `wrapped` ones come as errcode 88 with a sub code."""

    def __init__(self, errcode: int, errmsg: str, *, wrapped: bool = False) -> None:
        super().__init__(str(errcode))
        self.errcode = errcode
        self.errmsg = errmsg
        self.wrapped = wrapped

    @override
    def body(self, request_id: str) -> dict[str, Any]:
        """The JSON body; `request_id` names the call."""
        if not self.wrapped:
            return {"errcode": self.errcode, "errmsg": self.errmsg, "request_id": request_id}
        return {
            "errcode": 88,
            "sub_code": str(self.errcode),
            "sub_msg": self.errmsg,
            "errmsg": f"ding talk error[subcode={self.errcode},submsg={self.errmsg}]",
            "request_id": request_id,
        }


@dataclass(frozen=True, slots=True)
class _Common:
    status: int
    code: str
    errcode: int
    message: str
    wrapped: bool = True


NO_TOKEN = 41001
NO_SCOPE = 60011
_SUSPENDED = "您的企业应用调用钉钉开放平台当前接口的所有请求都被暂时禁用了"
_COMMON = {
    "invalid-token": _Common(400, "InvalidAuthentication", 40014, "不合法的access_token"),
    "no-token": _Common(
        400,
        "AuthenticationFailed.MissingParameter",
        NO_TOKEN,
        "缺少参数：x-acs-dingtalk-access-token",
    ),
    "no-scope": _Common(
        403,
        "Forbidden.AccessDenied.AccessTokenPermissionDenied",
        NO_SCOPE,
        "没有调用该接口的权限",
    ),
    "qps": _Common(
        403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 90018, _SUSPENDED, wrapped=False
    ),
    "count-limit": _Common(
        403, "Forbidden.AccessDenied.ApiCountLimitForOrg", 90020, _SUSPENDED, wrapped=False
    ),
    "server-error": _Common(500, "unknownError", -1, "未知错误", wrapped=False),
}


def common(name: str, endpoint: Endpoint) -> Refusal:
    """The refusal `name` as the family of `endpoint` words it."""
    refusal = _COMMON[name]
    if is_old(endpoint):
        return _old(refusal, endpoint)
    if name == "server-error" and endpoint.path.startswith("/v1.0/drive/"):
        return ApiRefusal(500, "unknown.error", "Unknown Error")
    scopes = (endpoint.scope,) if name == "no-scope" and endpoint.scope else ()
    return ApiRefusal(refusal.status, refusal.code, refusal.message, scopes=scopes)


def is_old(endpoint: Endpoint) -> bool:
    """Whether the endpoint answers in the old family's words."""
    return endpoint.family in {"oapi", "webhook"} or endpoint.path == "/gettoken"


def _old(refusal: _Common, endpoint: Endpoint) -> OldRefusal:
    wrapped = refusal.wrapped and endpoint.path.startswith("/topapi/")
    message = refusal.message
    if refusal.errcode == NO_TOKEN:
        message = "缺少access_token"
    if refusal.errcode == NO_SCOPE:
        message = f"{message} {{requiredScopes=[{endpoint.scope}]}}"
    return OldRefusal(refusal.errcode, message, wrapped=wrapped)


def not_found() -> ApiRefusal:
    """What a path or method gets that no API has (or that is not served here)."""
    return ApiRefusal(
        404,
        "InvalidAction.NotFound",
        "Specified api is not found, please check your url and method.",
    )


def unknown_method() -> OldRefusal:
    """What an old-family path gets that no API has."""
    return OldRefusal(22, "不存在的方法名")


def missing_body() -> ApiRefusal:
    """What a body that is not a JSON object gets from the new family."""
    return ApiRefusal(400, "Missingbody", "body is mandatory for this action.")
