"""Sends, updates and remembers cards."""

from bot.delivery.card_data import is_of, private_line, update
from bot.delivery.delivery import Delivery
from bot.delivery.record import Record
from bot.delivery.records import Push, Records
from bot.delivery.store_marks import StoreMarks
from bot.delivery.target import Target, card_id, target_of

__all__ = [
    "Delivery",
    "Push",
    "Record",
    "Records",
    "StoreMarks",
    "Target",
    "card_id",
    "is_of",
    "private_line",
    "target_of",
    "update",
]
