"""Accepts messages and clicks: marker, box, lease."""

from bot.inbox.accept import Inbox
from bot.inbox.box import TURNS, Boxes
from bot.inbox.forgotten_boxes import ForgottenBoxes
from bot.inbox.late_answers import LateAnswer, LateAnswers
from bot.inbox.outage import Outage
from bot.inbox.pressers import Pressers
from bot.inbox.settle import Settler
from bot.inbox.slots import slots_of
from bot.inbox.taps import Taps
from bot.inbox.turns import Turns

__all__ = [
    "TURNS",
    "Boxes",
    "ForgottenBoxes",
    "Inbox",
    "LateAnswer",
    "LateAnswers",
    "Outage",
    "Pressers",
    "Settler",
    "Taps",
    "Turns",
    "slots_of",
]
