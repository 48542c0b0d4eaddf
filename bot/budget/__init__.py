"""The governor: keeps the bot inside its share of the organisation's monthly allowance."""

from bot.budget.counted import counts
from bot.budget.governor import Governor
from bot.budget.payer import Payer, Purpose, paying
from bot.budget.priced import Prices
from bot.budget.report import BudgetReport, Crossing, Pot, Remaining, Spent
from bot.budget.shares import Terms
from bot.budget.tally import Tally

__all__ = [
    "BudgetReport",
    "Crossing",
    "Governor",
    "Payer",
    "Pot",
    "Prices",
    "Purpose",
    "Remaining",
    "Spent",
    "Tally",
    "Terms",
    "counts",
    "paying",
]
