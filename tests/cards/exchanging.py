"""Examples of the cards about files that say who is told."""

from datetime import date, time
from typing import Any

from bot.alerts.cards.wishes import USUAL, wish_row
from bot.alerts.hours import Quiet
from bot.alerts.notation import NOT_A_LEVEL
from bot.alerts.settings_file import strict_yaml
from bot.alerts.settings_file.archive import NOT_ONE
from bot.alerts.settings_file.diff import LABELS
from bot.alerts.settings_file.format import UNKNOWN_MEMBER
from bot.alerts.subscription import FOR_EVER, Digest, Subscription
from bot.cards import Card
from bot.dingtalk.files import GONE
from bot.messages import Conversation
from bot.quota.limits import Free, Percent
from bot.times.spans import DAY
from tests.cards.organisation import GB, NOW

ZONE = "Asia/Shanghai"


def _row(kind: str, name: str = "", **changed: object) -> dict[str, object]:
    plain: dict[str, object] = {"single": False, "known": True, "spaces": []}
    return {
        "kind": kind,
        "name": name,
        **plain,
        "what": "",
        "usual": False,
        "before": None,
        "after": None,
        **changed,
    }


def _wish(name: str, was: Subscription | None, becomes: Subscription) -> dict[str, object]:
    before, after = (wish_row(name, each, NOW, ZONE) for each in (was, becomes))
    return _row("wish", what=LABELS[name], usual=name in USUAL, before=before, after=after)


def _wished(**wishes: Any) -> Subscription:
    return Subscription(Conversation("cid", "group", "Team"), "王芳", NOW, **wishes)


def _space(space_id: str, name: str = "") -> dict[str, object]:
    return {"id": space_id, "name": name, "is_organisation": space_id == "@organisation"}


def _asked(rows: list[dict[str, object]], *actions: str, **changed: object) -> Card:
    data = {
        "added": 1,
        "changed": 1,
        "removed": 1,
        "same": 4,
        "theirs": 0,
        "rows": rows,
        "page": 1,
        "pages": 1,
        "overtaken": False,
        **changed,
    }
    return Card("alert_import", data, {each: each for each in ("confirm", "cancel", *actions)})


_RULE: dict[str, object] = {
    "what": "space create",
    "who": "members",
    "called": "",
    "where": "everywhere",
    "titled": "",
    "outcome": "ask",
    "by": "",
}


def _ruled(change: str, rule: object, was: object = None) -> dict[str, object]:
    return {"kind": "rule", "change": change, "rule": rule, "was": was}


_PROBLEMS = [
    {"line": 9, "field": "levels", "given": "120%", "reason": NOT_A_LEVEL},
    {"line": 14, "field": "qiuet", "given": "", "reason": UNKNOWN_MEMBER},
]

EXCHANGING = {
    "alert_export_nothing": Card("alert_export_nothing", {"personal": 0}),
    "alert_export_nothing-personal": Card("alert_export_nothing", {"personal": 2}),
    "alert_exported": Card(
        "alert_exported", {"name": "alert-settings-2026-11-24.zip", "shared": 6, "personal": 1}
    ),
    "alert_files_alone": Card("alert_files_alone"),
    "alert_import": _asked(
        [
            _row("added", "市场部", known=False),
            _row("gained", spaces=[_space("1", "市场部共享"), _space("2", "Design"), _space("3")]),
            _wish("digest", None, _wished(digest=Digest("weekly", 9 * 60))),
            _row("changed", "李雷", single=True),
            _wish(
                "levels",
                _wished(levels=(Percent(80), Percent(90))),
                _wished(levels=(Free(20 * GB),)),
            ),
            _row("removed", "旧项目群"),
        ]
    ),
    "alert_import-overtaken": _asked(
        [
            _row("changed", "Finance"),
            _row("only"),
            _row("gained", spaces=[_space("4", "Finance"), _space("@organisation")]),
            _wish("quiet", _wished(quiet=Quiet(time(22), time(8))), _wished()),
            _wish("patience", _wished(patience=2 * DAY), _wished()),
            _wish(
                "holidays",
                _wished(),
                _wished(holidays=frozenset({date(2027, 2, day) for day in (6, 7, 20)})),
            ),
            _wish("muted_until", _wished(), _wished(muted_until=FOR_EVER)),
            _wish("alerts", _wished(), _wished(alerts=False)),
        ],
        "next",
        overtaken=True,
        added=0,
        removed=0,
        theirs=2,
        pages=3,
    ),
    "alert_import-wider": _asked(
        [
            _row("changed", "Finance"),
            _row("all"),
            _row("changed", "Design"),
            _row("none"),
            _row("lost", spaces=[_space("2", "Design")]),
        ],
        "previous",
        page=2,
        pages=2,
    ),
    "alert_import-rules": _asked(
        [
            _ruled("added", _RULE),
            _ruled("changed", _RULE | {"outcome": "deny"}, _RULE | {"by": "Carol"}),
            _ruled("removed", _RULE | {"what": "", "who": "admins", "where": "groups"}),
        ],
    ),
    "alert_exported-rules": Card(
        "alert_exported", {"name": "alert-settings.zip", "shared": 0, "personal": 0, "rules": 2}
    ),
    "alert_import_same-rules": Card("alert_import_same", {"same": 0, "theirs": 0, "rules": 1}),
    "alert_import_how": Card("alert_import_how"),
    "alert_import_same": Card("alert_import_same", {"same": 5, "theirs": 0}),
    "alert_import_same-personal": Card("alert_import_same", {"same": 1, "theirs": 1}),
    "alert_imported": Card("alert_imported", {"added": 2, "changed": 1, "removed": 0, "left": []}),
    "alert_imported-left": Card(
        "alert_imported", {"added": 2, "changed": 0, "removed": 0, "left": ["市场部", "Design"]}
    ),
    "bad_file": Card("bad_file", {"problems": _PROBLEMS}),
    "bad_file-whole": Card(
        "bad_file",
        {"problems": [{"line": 0, "field": "", "given": "", "reason": strict_yaml.NOTHING}]},
    ),
    "file_unusable": Card("file_unusable", {"reason": NOT_ONE}),
    "file_unusable-gone": Card("file_unusable", {"reason": GONE}),
}
