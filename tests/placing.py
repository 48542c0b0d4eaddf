"""Tells conversations in tests whatever they were told before."""

from bot.alerts.service import Alerts
from bot.alerts.subscription import Placement


async def place(alerts: Alerts, placement: Placement) -> None:
    """Tell a conversation as ``placement`` says."""
    await alerts.place(placement.conversation.id, lambda _: placement)
