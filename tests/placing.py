"""Tells conversations in tests whatever they were told before."""

from bot.alerts.service import Alerts
from bot.alerts.subscription import Subscription


async def place(alerts: Alerts, subscription: Subscription) -> None:
    """Tell a conversation as ``subscription`` says."""
    await alerts.place(subscription.conversation.id, lambda _: subscription)
