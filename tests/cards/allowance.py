"""Examples of the cards that tell of the month's allowance."""

from bot.cards import Card
from tests.cards.organisation import DAY, NOW

UNTIL = NOW + 7 * DAY

REPORT = {
    "calls": {"used": 1234, "assumed": 0, "share": 3000, "allowance": 5000},
    "messages": {"used": 812, "assumed": 0, "share": 1800, "allowance": 3000},
    "before": 0,
    "forecast": 1610,
    "purposes": {
        "people": (402, 3000),
        "alerts": (12, 2895),
        "digests": (4, 2860),
        "looks": (316, 2832),
        "sweeps": (500, 2825),
    },
    "people": (("王芳", 120), ("Ann", 81), ("员工甲", 40), ("Bob", 12), ("李雷", 3), ("韩梅梅", 1)),
    "said": {"message": 512, "click": 260, "event": 0, "webhook": 40},
    "share": 60,
    "since": NOW - 40 * DAY,
    "until": UNTIL,
    "stopped": None,
    "is_grace": False,
    "fits_at": 33,
    "kept": 0,
}
_NEW = {
    "calls": {"used": 12, "assumed": 2300, "share": 3000, "allowance": 5000},
    "forecast": None,
    "people": (),
    "since": NOW - DAY,
    "fits_at": None,
}
_OVER = {
    "calls": {"used": 5004, "assumed": 0, "share": 3000, "allowance": 5000},
    "forecast": 5600,
    "before": 800,
    "stopped": NOW - DAY,
    "fits_at": 112,
}
_TIGHT = {"forecast": 3400, "fits_at": 68}
_WIDE = {
    "calls": {"used": 1234, "assumed": 0, "share": 4000, "allowance": 5000},
    "share": 80,
    "now": 60,
}


def _crossing(what: str, used: int, forecast: int | None) -> Card:
    data = {"what": what, "used": used, "share": 3000, "forecast": forecast, "until": UNTIL}
    return Card("budget_crossing", data)


_LIMITS = {
    "presses": 20,
    "share": 3000,
    "kept": 2250,
    "stopped": 5000,
    "person": 100,
    "conversation": 200,
}

ALLOWANCE = {
    "budget": Card("budget", REPORT),
    "budget-new": Card("budget", {**REPORT, **_NEW}),
    "budget-grace": Card("budget", {**REPORT, **_OVER, "is_grace": True}),
    "budget-stopped": Card("budget", {**REPORT, **_TIGHT, "stopped": NOW - DAY, "kept": 38}),
    "budget_share": Card("budget_share", {**REPORT, **_TIGHT, **_WIDE}),
    "budget_share-early": Card("budget_share", {**REPORT, **_NEW, "now": 60}),
    "budget_share-never": Card("budget_share", {**REPORT, **_OVER, "now": 60}),
    "budget_used": Card("budget_used", {"said": 1200, "used": 1200, "share": 3000}),
    "budget_used-counted": Card("budget_used", {"said": 3, "used": 1200, "share": 3000}),
    "budget_crossing-70": _crossing("70", 2104, None),
    "budget_crossing-90": _crossing("90", 2702, 3400),
    "budget_crossing-forecast": _crossing("forecast", 1800, 3400),
    "forgotten": Card(
        "forgotten", {"people": [("王芳", ["person", "spaces", "capacity"]), ("李娜", [])]}
    ),
    "list_offered": Card("list_offered", {"calls": 200, "left": 96}, {"read": "", "cancel": ""}),
    "list_offered-named": Card(
        "list_offered", {"calls": 6, "left": None}, {"read": "", "cancel": ""}
    ),
    **{
        f"no_allowance-{why}": Card("no_allowance", {"why": why, "limit": limit, "until": UNTIL})
        for why, limit in _LIMITS.items()
    },
}
