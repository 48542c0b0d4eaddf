"""What one check found, in a line that a person reads."""

from dataclasses import dataclass
from typing import Literal

from bot.errors import (
    AddressRefused,
    AllowanceUsedUp,
    BadCredentials,
    PlatformError,
    ScopeMissing,
    UserOutOfScope,
    UserUnknown,
)

FindingStatus = Literal["ok", "warning", "failed", "unknown"]

CONSOLE = "https://open-dev.dingtalk.com › your app"
PERMISSIONS = f"{CONSOLE} › 权限管理 (Permissions)"
PUBLISH = "then publish a new version under 版本管理与发布 (Version management)"
CREDENTIALS = (
    f"copy Client ID and Client Secret from {CONSOLE} › 凭证与基础信息 (Credentials) into "
    "SPACEKEEPER_CLIENT_ID and SPACEKEEPER_CLIENT_SECRET"
)
ROBOT = (
    f"{CONSOLE} › 添加应用能力 (Add capability) › 机器人 (Robot): switch it on with "
    f"消息接收模式 (message receiving) on Stream, {PUBLISH}"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; ``advice`` says what to do where, if something is to be done."""

    what: str
    status: FindingStatus
    detail: str = ""
    advice: str = ""


def refused(what: str, error: PlatformError, scope: str = "") -> Finding:
    """Tell of a call that DingTalk refused, in its own code, and of what to do about it."""
    code = " ".join(part for part in (error.code, error.message) if part) or type(error).__name__
    request = f" (request id {error.request_id})" if error.request_id else ""
    return Finding(what, "failed", f"{code}{request}", _advice(error, scope))


def unset(problem: str) -> Finding:
    """Tell of a variable that is missing or wrong."""
    advice = CREDENTIALS if "CLIENT" in problem else "docs/settings.md lists every setting"
    return Finding("settings", "failed", problem, advice)


def permission(scope: str) -> str:
    """Say where the app is given a scope."""
    return f"{PERMISSIONS}: search for {scope}, add it, {PUBLISH}"


def _advice(error: PlatformError, scope: str) -> str:
    wanted = permission(", ".join(error.scopes) or scope)
    known = {
        BadCredentials: CREDENTIALS,
        ScopeMissing: wanted,
        AddressRefused: f"{CONSOLE}: add this machine's address to the list of allowed ones",
        UserUnknown: "give the userId of somebody here; `whoami` shows it in the chat",
        UserOutOfScope: f"{PERMISSIONS}: widen 通讯录接口权限范围 (contact range), {PUBLISH}",
        AllowanceUsedUp: "the organisation's counted calls of this month are used up",
    }
    later = "try again in some minutes; DingTalk's support looks a request id up"
    return next((advice for kind, advice in known.items() if isinstance(error, kind)), later)
