"""Spaces of the app's own."""

from bot.cards import Card
from tests.cards.organisation import DESIGN, MARKETING, NOW

NAMED = {"name": "Receipts"}
BUTTONS = dict.fromkeys(("create", "cancel"))

EXAMPLES = {
    "app_space_confirm": Card("app_space_confirm", {**NAMED, "known": False}, BUTTONS),
    "app_space_confirm-known": Card("app_space_confirm", {**NAMED, "known": True}, BUTTONS),
    "app_space_created": Card("app_space_created", {**NAMED, "space": DESIGN, "known": False}),
    "app_space_created-before": Card(
        "app_space_created", {**NAMED, "space": DESIGN, "known": True}
    ),
    "app_spaces": Card(
        "app_spaces",
        {"rows": (DESIGN, MARKETING), "hidden": 1, "unread": 1, "more": True, "at": NOW},
    ),
    "app_spaces-none": Card(
        "app_spaces", {"rows": (), "hidden": 0, "unread": 0, "more": False, "at": NOW}
    ),
    "uncertain-app-create": Card("uncertain", {"what": "app create", "name": "Receipts"}),
}
