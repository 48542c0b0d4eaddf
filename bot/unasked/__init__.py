"""What the bot says without being asked: tried with patience, and dropped in the end."""

from bot.unasked.admins import Admins, IsAdmin, Known, Nick
from bot.unasked.letters import Letter, Letters
from bot.unasked.post import Post
from bot.unasked.sending import Sent, Unasked

__all__ = [
    "Admins",
    "IsAdmin",
    "Known",
    "Letter",
    "Letters",
    "Nick",
    "Post",
    "Sent",
    "Unasked",
]
