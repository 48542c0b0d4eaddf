"""One turn, from session to card: every message, click and end of a hold goes through here."""

from bot.dispatch.dispatcher import Dispatcher
from bot.dispatch.replies import Replies, needed_role
from bot.dispatch.showing import Limits, Showing, unexpected

__all__ = ["Dispatcher", "Limits", "Replies", "Showing", "needed_role", "unexpected"]
