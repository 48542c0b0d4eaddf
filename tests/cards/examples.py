"""One card or more for each template, as they come up in use.

A command keeps those of its own template in its test, as ``EXAMPLES``: :func:`_of_commands` finds them.

The golden renders beside this file are made from them by ``make texts``.
"""

import importlib
import re
from dataclasses import replace
from pathlib import Path

from bot.audit import Entry
from bot.cards import Card, Left
from bot.deeds import deed_of, place_of
from bot.drive.spaces import Space
from bot.errors import NoRoom, NoSuchSpace, NotAuthorized
from tests.cards.admins import ADMINS
from tests.cards.alerting import ALERTING
from tests.cards.allowance import ALLOWANCE
from tests.cards.asking import ASKING
from tests.cards.digests import DIGESTS
from tests.cards.exchanging import EXCHANGING
from tests.cards.helping import HELPING
from tests.cards.narrowing import NARROWING, NOT_NARROWED
from tests.cards.organisation import (
    AGE,
    ARCHIVE,
    DESIGN,
    EMPTY,
    GB,
    MARKETING,
    NOW,
    OVERFULL,
    SHARED,
    SPACES,
)
from tests.cards.unknown import UNKNOWN
from tests.cards.watching import WATCHING

FIRST_CONTACT = frozenset({"help-first-contact", "spaces-first-contact"})
"""Examples that greet somebody who was never answered before."""

SPACE_BUTTONS = ("quota", "trend", "here", "delete")
"""What an admin may do with a space in a group."""

HOLD = 600
ENDS = NOW + HOLD * 1000


def _listed(page: int, rows: tuple[Space, ...], words: str = "", **actions: str) -> Card:
    data = {
        "page": page,
        "pages": 2,
        "total": 12,
        "first": 8 * (page - 1) + 1,
        "rows": rows,
        "ratios": [space.ratio for space in rows],
        "unknown": 0,
        **NOT_NARROWED,
        "words": words,
        "at": NOW - AGE,
        "unread": 0,
    }
    return Card("spaces", data, actions)


def _platform(
    kind: str, code: str = "", message: str = "", scopes: tuple[str, ...] = ()
) -> dict[str, Card]:
    request_id = "8E0B2F3C-7D1A-7C55-9B0E-0F4F5A6B7C8D" if code else ""
    data = {
        "kind": kind,
        "code": code,
        "message": message,
        "request_id": request_id,
        "scopes": scopes,
        "whose": "",
        "could": (),
    }
    return {f"platform_error-{kind}": Card("platform_error", data)}


def _could() -> Card:
    refused = NotAuthorized("permissionDenied", "no")
    refused.could = ("王芳", "Bob [x](y)")
    return Card("platform_error", refused.data())


def _no_room(level: str) -> Card:
    return Card("platform_error", NoRoom(f"{level}QuotaInsufficient", "", "8E0B2F3C").data())


def _later(kind: str, code: str, message: str) -> dict[str, Card]:
    """The same at the end of a hold, where it speaks of whoever asked."""
    (card,) = _platform(kind, code, message).values()
    return {f"platform_error-{kind}-later": replace(card, data={**card.data, "whose": "王芳"})}


PLATFORM_ERRORS = {
    **_platform("Refused", "unknown.code", "Something we never heard of."),
    **_platform("NotAuthorized", "no.priviledge", "You are not authorized to perform this."),
    "platform_error-NotAuthorized-could": _could(),
    **_later("NotAuthorized", "no.priviledge", "You are not authorized to perform this."),
    **_later("UserUnknown", "60121", "找不到该用户"),
    **_platform("NotAllowedByAdmin", "addSpace.forbiden", "Add space is forbiden."),
    **_platform("BadName", "name.invalid", "Space name is invalid."),
    **_platform("BadParameter", "param.error", "Invalid Param"),
    **_platform("Unsupported", "unsupported.operation", "Does not support the operation"),
    **_platform(
        "ScopeMissing",
        "Forbidden.AccessDenied.AccessTokenPermissionDenied",
        "没有调用该接口的权限，请到 https://open-dev.dingtalk.com 申请",
        ("Drive.Space.Read", "Drive.Space.Write"),
    ),
    **_platform(
        "AddressRefused", "Forbidden.AccessDenied.IpNotInWhiteList", "访问ip不在白名单之中"
    ),
    **_platform("BadCredentials", "invalidClientIdOrSecret", "无效的clientId或者clientSecret"),
    **_platform("UserUnknown", "60121", "找不到该用户"),
    **_platform("UserOutOfScope", "50002", "员工不在应用可见范围"),
    **_platform("DepartmentMissing", "60003", "部门不存在"),
    **_platform("DepartmentOutOfScope", "50004", "部门不在应用可见范围"),
    **_platform("AllowanceUsedUp", "Forbidden.AccessDenied.ApiCountLimitForOrg", "调用量已用完"),
    **_platform("TokenRefused", "InvalidAuthentication", "不合法的access_token"),
    **_platform("Throttled", "Forbidden.AccessDenied.QpsLimitForApi", "请求过于频繁"),
    **_platform("Blocked"),
    **_platform("Unavailable", "system.busy", "The system is busy."),
    **_platform("OutcomeUnknown"),
    **_platform("DeliveryFailed", "deliverResults", "spaceId is illegal"),
    **_platform("BadFileName", "dentryNameIllegal", "dentryNameIllegal"),
    **_platform("NameTaken", "dentryAlreadyExist", "dentryAlreadyExist"),
    **_platform("SpaceMissing", "spaceNotExist", "spaceNotExist"),
    **_platform("DentryMissing", "dentryNotExist", "dentryNotExist"),
    **_platform("RecycleItemMissing", "recycleItemNotExist", "recycleItemNotExist"),
    **_platform("NoRecycleBin", "recycleBinNotSupportForSpace", "recycleBinNotSupportForSpace"),
    **_platform("TaskMissing", "taskNotExist", "taskNotExist"),
    **_platform("NotCertified", "orgAuthLevelNotEnough", "orgAuthLevelNotEnough"),
    **_platform("FileBlocked", "fileViral", "fileViral"),
    **_platform("UploadRefused", "dentryUploadError", "dentryUploadError"),
    **{f"platform_error-NoRoom-{level}": _no_room(level) for level in NoRoom.LEVELS},
}

_MEDIA = ("picture", "audio", "video", "file", "chatRecord", "interactiveCard", "unknownMsgType")
MEDIA_HINTS = {f"media_hint-{kind}": Card("media_hint", {"kind": kind}) for kind in _MEDIA}

_UNDO = {
    "space_name": "归档 2024",
    "by": "王芳",
    "group": True,
    "title": "市场部项目群",
    "ends_at": ENDS,
}
_CONFIRM = {"confirm": "confirm", "cancel": "cancel"}
_KEEPS = [{"label": "Cancel", "style": "normal", "action": "cancel"}]
_SHOWN = {"title": "Delete 2 items", "before": "• a.psd  \n• b.psd", "buttons": _KEEPS}
_DELETION = {"space_name": "归档 2024", "used": 96 * GB}
_TEAM = place_of("市场部项目群", "", is_group=True, is_ours=False)


def _told(hours: int, who: str, command: str, outcome: str = "", **more: str) -> dict[str, object]:
    members = {"target": "sp1"} | more
    entry = Entry("user01", who, "cid1", command, outcome=outcome or "done", **members)
    deed = deed_of(entry, _TEAM)
    return {
        "at": NOW - hours * AGE,
        "who": who,
        "deed": deed,
        "outcome": outcome,
        "request_id": "8E0B2F3C-7D1A" if command == "space create" and not outcome else "",
    }


def _deed(command: str, outcome: str = "", **more: str) -> dict[str, object]:
    told = _told(0, "王芳", command, outcome, **more)
    return {name: told[name] for name in ("who", "deed")}


_CHANGES = [
    _told(1, "Wang Fang", "space create", name="Design"),
    _told(
        2,
        "李雷",
        "space delete",
        "refused: The space has been renamed.",
        name="归档 2024",
    ),
    _told(3, "王芳", "alert here", after="spaces=all"),
    _told(4, "李雷", "quota set", "refused: only admins may"),
    _told(5, "李雷", "space create", "refused: only admins may", target=""),
    _told(6, "李雷", "space create", "failed", name="Design"),
]

_NO_CHANGES = {"entries": [], "filter": [], "all": False, "page": 1, "pages": 1, "total": 0}
_NO_CHANGES |= {"deletions": False}
_HOLDS = [("归档 2024", ENDS, "王芳"), ("Sandbox", NOW + 90_000, "Wang Fang")]

_HANDLERS = Path(__file__).parents[1] / "handlers"
_HAS_EXAMPLES = re.compile(r"^EXAMPLES\b", re.MULTILINE)


def _of_commands() -> dict[str, Card]:
    """Collect what the tests of commands show of their own templates; ValueError for a name used twice."""
    found: dict[str, Card] = {}
    for path in sorted(_HANDLERS.glob("test_*.py")):
        if not _HAS_EXAMPLES.search(path.read_text("utf-8")):
            continue
        examples = importlib.import_module(f"tests.handlers.{path.stem}").EXAMPLES
        if found.keys() & examples.keys():
            msg = f"{path.name} names an example that another test has"
            raise ValueError(msg)
        found |= examples
    return found


ALONE = {"here": False, "shares": False}
EXAMPLES: dict[str, Card] = {
    **_of_commands(),
    **ASKING,
    **PLATFORM_ERRORS,
    **WATCHING,
    **UNKNOWN,
    **ALLOWANCE,
    **DIGESTS,
    **ADMINS,
    **ALERTING,
    **EXCHANGING,
    **MEDIA_HINTS,
    **HELPING,
    **NARROWING,
    "ambiguous_person": Card(
        "ambiguous_person",
        {"asked": "王芳", "candidates": [("user01", "王芳"), ("user07", "王芳")]},
        {"cancel": "cancel"},
    ),
    "no_such_person": Card("no_such_person", {"why": "unknown"}),
    "no_such_person-stranger": Card("no_such_person", {"why": "stranger"}),
    "no_such_person-unseen": Card("no_such_person", {"why": "unseen"}),
    "ambiguous_space": Card(
        "ambiguous_space",
        {
            "asked": "design",
            "candidates": (
                ("332318532", "Design", 312 * GB),
                ("332318540", "Ｄｅｓｉｇｎ", 0),
                ("332318541", "Design archive", 9 * GB),
            ),
        },
        {"cancel": "cancel"},
    ),
    "audit-leaving": Card(
        "audit",
        {**_NO_CHANGES, "filter": ["部"]},
        left=Left("新建空间", "新建空间 “审计部”"),
    ),
    "audit": Card(
        "audit",
        {**_NO_CHANGES, "entries": _CHANGES, "all": True, "page": 2, "pages": 14, "total": 68},
        {"previous": "previous", "next": "next"},
    ),
    "audit-empty": Card("audit", {**_NO_CHANGES, "filter": ["Design"]}),
    "cancelled": Card("cancelled"),
    "closed": Card("closed"),
    "create_confirm": Card(
        "create_confirm",
        {"name": "新品发布", "alike": (), "unread": 0, "size": "", **ALONE},
        {"create": "create", "cancel": "cancel"},
    ),
    "create_confirm-alike": Card(
        "create_confirm",
        {"name": "design", "alike": (DESIGN,), "unread": 0, "size": "", **ALONE},
        {"create": "create", "cancel": "cancel"},
    ),
    "create_confirm-size": Card(
        "create_confirm",
        {"name": "Audit 2027", "alike": (), "unread": 0, "size": "and make it 50 GB", **ALONE},
        {"create": "create", "cancel": "cancel"},
    ),
    "created": Card("created", {"space": EMPTY, "next": ""}),
    "created-next": Card(
        "created",
        {"space": EMPTY, "next": "品牌物料"},
        {"create": "create", "cancel": "cancel"},
    ),
    "created-limit": Card(
        "created", {"space": SHARED, "next": "", "limit": 20 * GB}, {"limit": "limit"}
    ),
    "created-no-limit": Card("created", {"space": SHARED, "next": ""}),
    "delete_confirm_empty": Card(
        "delete_confirm_empty",
        {"space": EMPTY, "hold": HOLD},
        {"delete": "delete", "cancel": "cancel"},
    ),
    "delete_stopped": Card(
        "delete_stopped",
        {
            "space_name": "归档 2024",
            "reason": "The content of the space has changed.",
            "before": 96 * GB,
            "now": 97 * GB,
        },
    ),
    "delete_stopped-gone": Card(
        "delete_stopped",
        {
            "space_name": "归档 2024",
            "reason": "The space no longer exists.",
            "before": 96 * GB,
            "now": None,
        },
    ),
    "done_before": Card(
        "done_before",
        {"deeds": [_deed("alert here", after="spaces=all"), _deed("pause")], "done": True},
    ),
    "done_before-begun": Card(
        "done_before",
        {"deeds": [_deed("space delete", "planned", name="Design")], "done": False},
    ),
    "done_before-unknown": Card("done_before", {"deeds": [], "done": False}),
    "delete_type_name": Card(
        "delete_type_name",
        {"space": ARCHIVE, "hold": HOLD, "by_id": False},
        {"cancel": "cancel"},
    ),
    "delete_type_name-by-id": Card(
        "delete_type_name", {"space": ARCHIVE, "hold": HOLD, "by_id": True}, {"cancel": "cancel"}
    ),
    "delete_wrong_name": Card(
        "delete_wrong_name",
        {"space": ARCHIVE, "left": 2, "by_id": False},
        {"cancel": "cancel"},
    ),
    "delete_wrong_name-by-id": Card(
        "delete_wrong_name",
        {"space": ARCHIVE, "left": 1, "by_id": True},
        {"cancel": "cancel"},
    ),
    "delete_wrong_name-last": Card(
        "delete_wrong_name", {"space": ARCHIVE, "left": 0, "by_id": False}
    ),
    "deleted": Card("deleted", _DELETION),
    "deleted-empty": Card("deleted", {"space_name": "Sandbox", "used": 0}),
    "doctor": Card("doctor", {}, {"works": "works"}),
    "doctor_done": Card("doctor_done"),
    "empty_message": Card("empty_message"),
    "error": Card("error", {"number": "9f3c21ab"}),
    "expired": Card("expired"),
    "holding": Card("holding", {**_DELETION, "ends_at": ENDS, "by": "王芳"}, {"undo": "undo"}),
    "language": Card("language", {"language": "en", "by": "王芳"}),
    "met_here": Card("met_here"),
    "no_spaces": Card("no_spaces", {**NOT_NARROWED, "unread": 0}),
    "no_spaces-words": Card("no_spaces", {**NOT_NARROWED, "words": "财务", "unread": 0}),
    "not_paused": Card("not_paused"),
    "not_seen_here": Card("not_seen_here"),
    "not_staff": Card("not_staff", {"needs": "member"}),
    "not_yours": Card("not_yours", {"nick": "王芳"}),
    "nothing_to_cancel": Card("nothing_to_cancel"),
    "nothing_to_confirm": Card("nothing_to_confirm"),
    "nothing_to_undo": Card("nothing_to_undo", {"named": False, "files": False, "holds": []}),
    "nothing_to_undo-files": Card("nothing_to_undo", {"named": False, "files": True, "holds": []}),
    "nothing_to_undo-named": Card(
        "nothing_to_undo", {"named": True, "files": False, "holds": _HOLDS}
    ),
    "nothing_to_undo-of-others": Card(
        "nothing_to_undo", {"named": False, "files": False, "holds": _HOLDS}
    ),
    "outage": Card("outage"),
    "paused": Card("paused", {"by": "王芳", "since": NOW - AGE}),
    "pausing": Card("pausing", {"by": "王芳", "since": NOW}),
    "pending": Card(
        "pending",
        {"holds": _HOLDS, "may_undo": True},
    ),
    "pending-of-others": Card("pending", {"holds": _HOLDS, "may_undo": False}),
    "pending-nothing": Card("pending", {"holds": [], "may_undo": False}),
    "resumed": Card("resumed", {"by": "王芳"}),
    "shown_again": Card("shown_again", {**_SHOWN, "which": False}, {"cancel": ""}),
    "shown_again-which": Card("shown_again", {**_SHOWN, "which": True}, {"cancel": ""}),
    "space": Card("space", {"space": MARKETING, "at": NOW - AGE, "listed": None}),
    "space-admin": Card(
        "space",
        {"space": MARKETING, "at": NOW - AGE, "listed": None},
        dict.fromkeys(SPACE_BUTTONS, ""),
    ),
    "space-alone": Card(
        "space",
        {"space": MARKETING, "at": NOW - AGE, "listed": None},
        {"quota": "", "trend": "", "me": ""},
    ),
    "space-no-limit": Card("space", {"space": SHARED, "at": NOW, "listed": None}),
    "space-overfull": Card("space", {"space": OVERFULL, "at": NOW - 30 * AGE, "listed": None}),
    "spaces": _listed(1, SPACES, next="next", refresh="refresh"),
    "space-of-a-list": Card(
        "space", {"space": MARKETING, "at": NOW - AGE, "listed": NOW - 30 * AGE}
    ),
    "no_spaces-more": Card("no_spaces", {**NOT_NARROWED, "unread": 0, "more": True}),
    "no_spaces-of-a-list": Card(
        "no_spaces", {**NOT_NARROWED, "words": "财务", "unread": 0, "listed": NOW - 30 * AGE}
    ),
    "no_such_space-of-a-list": Card(
        "no_such_space",
        {**NoSuchSpace("").data(), "listed": NOW - 30 * AGE, "calls": 60},
    ),
    "spaces-more": replace(
        spaces := _listed(1, SPACES, next="next", refresh="refresh"),
        data={**spaces.data, "more": True},
    ),
    "spaces-of-a-list": replace(spaces, data={**spaces.data, "listed": NOW - 30 * AGE}),
    "spaces-filtered": _listed(1, (DESIGN,), "design", refresh="refresh"),
    "spaces-first-contact": _listed(1, SPACES, next="next", refresh="refresh"),
    "spaces-second-page": _listed(2, SPACES[4:], previous="previous", refresh="refresh"),
    "changed_meanwhile": Card("changed_meanwhile"),
    "holidays_not_known": Card("holidays_not_known", {"year": 2027, "last": 2026}),
    "stale": Card("stale"),
    "status": Card(
        "status",
        {
            "connected": True,
            "waiting": 0,
            "holds": 1,
            "calls": 1234,
            "paused": None,
            "version": "0.1.0",
            "other_bot": None,
        },
    ),
    "status-another": Card(
        "status",
        {
            "connected": True,
            "waiting": 0,
            "holds": 0,
            "calls": 0,
            "paused": None,
            "version": "0.1.0",
            "other_bot": NOW - AGE,
        },
    ),
    "status-trouble": Card(
        "status",
        {
            "connected": False,
            "waiting": 12,
            "holds": 0,
            "calls": 4999,
            "paused": ("王芳", NOW - AGE),
            "version": "0.1.0",
            "other_bot": 1_764_000_000_000,
        },
    ),
    "timeout": Card("timeout"),
    "too_late": Card("too_late", {"space_name": "归档 2024"}),
    "too_old": Card("too_old"),
    "paused-unreadable": Card("paused", {"by": "?", "since": None}),
    "another_bot": Card("another_bot"),
    "other_organisation": Card("other_organisation", {"known": True}),
    "other_organisation-unknown": Card("other_organisation", {"known": False}),
    "unreadable": Card("unreadable", {"begun": False}),
    "unreadable-begun": Card("unreadable", {"begun": True}),
    "unreadable_hold": Card("unreadable_hold", {"space_name": "归档 2024", "begun": False}),
    "unreadable_hold-begun": Card("unreadable_hold", {"space_name": "", "begun": True}),
    "uncertain": Card("uncertain", {"what": "create", "name": "新品发布"}),
    "uncertain-delete": Card("uncertain", {"what": "delete", "name": "归档 2024"}),
    "undo_confirm": Card("undo_confirm", _UNDO, _CONFIRM),
    "undo_confirm-untitled": Card("undo_confirm", {**_UNDO, "title": ""}, _CONFIRM),
    "undo_confirm-single": Card("undo_confirm", {**_UNDO, "group": False}, _CONFIRM),
    "undone": Card("undone", {"space_name": "归档 2024", "by": "王芳", "waits": []}),
    "undone-waits": Card("undone", {"space_name": "Design", "by": "王芳", "waits": _HOLDS[:1]}),
    "undone_all": Card("undone_all", {"names": ["归档 2024", "A"], "late": [], "by": "王芳"}),
    "undone_all-late": Card("undone_all", {"names": ["A"], "late": ["归档 2024"], "by": "王芳"}),
    "undone_all-too-late": Card("undone_all", {"names": [], "late": ["A", "B"], "by": "王芳"}),
    "using": Card("using", {"space": DESIGN, "by": "王芳"}),
    "using_none": Card("using_none", {"by": "王芳"}),
    "whoami": Card(
        "whoami",
        {
            "name": "王芳",
            "role": "admin",
            "user_id": "manager01",
            "union_id": "PiiiPyQqBNBii0HnCJ3zljcuAiEiE",
            "language": "zh",
        },
    ),
    "whoami-group": Card(
        "whoami",
        {
            "name": "李雷",
            "role": "member",
            "user_id": "user02",
            "union_id": "",
            "language": "zh",
        },
    ),
    "working": Card("working"),
}
