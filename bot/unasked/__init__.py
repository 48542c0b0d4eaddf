"""What the bot says without being asked: tried with patience, and dropped in the end."""

from bot.unasked.admins import Admins, IsAdmin, Known, Nick
from bot.unasked.channels import Channels
from bot.unasked.letters import Letter, Letters
from bot.unasked.sending import Sent, Unasked

__all__ = [
    "Admins",
    "Channels",
    "IsAdmin",
    "Known",
    "Letter",
    "Letters",
    "Nick",
    "Sent",
    "Unasked",
]
