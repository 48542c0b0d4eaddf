"""What calls cost: the rate per API and the organisation's monthly allowance."""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone

from sandbox.endpoints import Endpoint
from sandbox.settings import Settings

DAY_MILLIS = 86_400_000
_CHINA = timezone(timedelta(hours=8))


class Allowance:
    """Counts calls and messages. The month is a calendar month in China."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Start counting from nothing."""
        self.api: Counter[str] = Counter()
        self.counted = 0
        self.stream_messages = 0
        self.webhook_messages = 0
        self._month = ""
        self._exhausted: dict[str, int] = {}
        self._second = 0
        self._this_second: Counter[str] = Counter()

    def too_fast(self, endpoint: Endpoint, qps: int) -> bool:
        """Count one call against the rate of its API; true beyond `qps` calls in this second."""
        second = int(time.monotonic())
        if second != self._second:
            self._second = second
            self._this_second.clear()
        self._this_second[endpoint.name] += 1
        return bool(qps) and self._this_second[endpoint.name] > qps

    def spend_call(self, now: int, settings: Settings) -> bool:
        """Take one counted call; false when the month's calls and the grace period are over."""
        self._turn_month(now)
        if self.counted >= settings.monthly_calls and self._refused("calls", now, settings):
            return False
        self.counted += 1
        return True

    def spend_stream(self, now: int, settings: Settings) -> bool:
        """Take one pushed message; false when the allowance it shares with webhooks is over."""
        if not self._messages_left(now, settings):
            return False
        self.stream_messages += 1
        return True

    def spend_webhook(self, now: int, settings: Settings) -> bool:
        """Take one webhook message; false when the allowance it shares with pushes is over."""
        if not self._messages_left(now, settings):
            return False
        self.webhook_messages += 1
        return True

    def _messages_left(self, now: int, settings: Settings) -> bool:
        self._turn_month(now)
        used = self.stream_messages + self.webhook_messages
        return used < settings.monthly_stream or not self._refused("messages", now, settings)

    def _refused(self, what: str, now: int, settings: Settings) -> bool:
        # The grace period begins with the first call beyond the allowance.
        began = self._exhausted.setdefault(what, now)
        return now >= began + settings.grace_days * DAY_MILLIS

    def _turn_month(self, now: int) -> None:
        month = datetime.fromtimestamp(now / 1000, UTC).astimezone(_CHINA).strftime("%Y-%m")
        if month != self._month:
            self._month = month
            self._exhausted.clear()
            self.counted = self.stream_messages = self.webhook_messages = 0
