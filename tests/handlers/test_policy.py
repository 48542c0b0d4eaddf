"""Rules: who may run which command where."""

from bot.cards import Card

RULE = {
    "what": "space delete",
    "who": "members",
    "called": "",
    "where": "everywhere",
    "titled": "",
    "outcome": "deny",
}
ANNS = {**RULE, "what": "", "who": "person", "called": "Ann", "where": "there", "titled": "Team"}
ASKS = {**RULE, "what": "file *", "who": "group", "called": "Team", "where": "groups"}
LAST = {**ASKS, "outcome": "ask"}
EXAMPLES = {
    "policy_refused": Card("policy_refused", {"rule": RULE, "asks": False}),
    "policy_refused-asks": Card("policy_refused", {"rule": LAST, "asks": True}),
    "hold_ruled_out": Card("hold_ruled_out", {"name": "Finance", "rule": ANNS, "asks": False}),
    "hold_ruled_out-asks": Card("hold_ruled_out", {"name": "", "rule": LAST, "asks": True}),
}
