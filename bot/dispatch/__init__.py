"""One turn, from session to card: every message, click and end of a hold goes through here."""

from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.lines import rest_of
from bot.dispatch.pressing import needed_role, too_low
from bot.dispatch.remains import Remains, remains_of
from bot.dispatch.replies import Replies, as_shown
from bot.dispatch.running import Running
from bot.dispatch.second_opinion import SecondOpinion
from bot.dispatch.showing import Limits, Showing, failed, unexpected
from bot.dispatch.understanding import Understanding

__all__ = [
    "Dispatcher",
    "Limits",
    "Remains",
    "Replies",
    "Running",
    "SecondOpinion",
    "Showing",
    "Understanding",
    "as_shown",
    "failed",
    "needed_role",
    "remains_of",
    "rest_of",
    "too_low",
    "unexpected",
]
