"""The governor: keeps the bot inside its share of the organisation's monthly allowance."""

from bot.budget.counted import counts
from bot.budget.governor import Governor
from bot.budget.payer import Payer, Purpose, paying
from bot.budget.report import Crossing, Left, Pot, Report, Spent
from bot.budget.shares import Terms
from bot.budget.tally import Tally

__all__ = [
    "Crossing",
    "Governor",
    "Left",
    "Payer",
    "Pot",
    "Purpose",
    "Report",
    "Spent",
    "Tally",
    "Terms",
    "counts",
    "paying",
]
