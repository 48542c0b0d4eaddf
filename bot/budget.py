"""What the bot spends of the organisation's monthly allowance of counted calls.

Counted are the calls that are not known to be free: tokens, logins and contacts are (page
`dingtalk-application-development-platform-billing-model`). A month is one of China's time zone.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.storage import Store

CHINA = ZoneInfo("Asia/Shanghai")
KEEP_SECONDS = 70 * 24 * 3600
FREE = frozenset(
    {
        "POST /topapi/user/getbyunionid",
        "POST /topapi/v2/user/get",
        "POST /v1.0/oauth2/accessToken",
    }
)


class Budget:
    """Counts counted calls, by month and API."""

    def __init__(self, store: Store, now: Callable[[], int]) -> None:
        """``now`` gives milliseconds since 1970."""
        self._store = store
        self._now = now

    async def spend(self, api: str) -> None:
        """Count one call of ``api``, such as ``GET /v1.0/drive/spaces``, before it leaves."""
        if api in FREE:
            return
        async with self._store.redis.pipeline(transaction=False) as pipe:
            pipe.hincrby(self._key, api, 1)
            pipe.expire(self._key, KEEP_SECONDS)
            await pipe.execute()

    async def spent(self) -> int:
        """Tell how many counted calls this month has had."""
        return sum(int(count) for count in await self._store.redis.hvals(self._key))

    @property
    def _key(self) -> str:
        month = datetime.fromtimestamp(self._now() / 1000, CHINA).strftime("%Y-%m")
        return self._store.key("calls", month)
