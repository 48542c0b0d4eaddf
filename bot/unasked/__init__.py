"""What the bot says without being asked: tried with patience, and dropped in the end."""

from bot.unasked.admins import Admins
from bot.unasked.building import Post, post_of
from bot.unasked.letters import Letter, Letters
from bot.unasked.sending import Sent, Unasked

__all__ = ["Admins", "Letter", "Letters", "Post", "Sent", "Unasked", "post_of"]
