"""Files about who is told: written to be sent, and kept between being shown and being confirmed."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.alerts.placement import Placement
from bot.alerts.settings_file.archive import packed, text_of
from bot.alerts.settings_file.diff import Difference
from bot.alerts.settings_file.format import Wanted, dump, load
from bot.storage import Store

KEPT_SECONDS = 3600
NAME = "who-is-told"


class AlertFiles:
    """Writes and reads them, in the organisation's time ``zone``."""

    def __init__(self, store: Store, zone: str) -> None:
        self._store = store
        self.zone = zone

    async def packed(
        self, placements: Mapping[str, Placement], names: Mapping[str, str], now: int
    ) -> tuple[str, bytes]:
        """Give a .zip of who is told, and its name, with the day of ``now`` (ms since 1970)."""
        day = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(self.zone)).date()
        text = await asyncio.to_thread(dump, placements, names, zone=self.zone, now=now)
        return f"{NAME}-{day}.zip", packed(f"{NAME}-{day}.yaml", text)

    async def keep(self, name: str, content: bytes) -> str:
        """Keep what a file says for an hour, and give a name for it; raises FileUnusable."""
        text = await asyncio.to_thread(text_of, name, content)
        kept = hashlib.sha256(text.encode()).hexdigest()[:32]
        await self._store.redis.set(self._key(kept), text, ex=KEPT_SECONDS)
        return kept

    async def plan(self, kept: str, made: Difference) -> None:
        """Keep what was shown of a kept file, as long as the file itself."""
        key = self._key(kept, made.mark)
        await self._store.redis.set(key, json.dumps(made.bases), ex=KEPT_SECONDS)

    async def planned(self, kept: str, mark: str) -> Mapping[str, str] | None:
        """Give what each conversation was told when a plan was shown; None once that is over."""
        text = await self._store.get(self._key(kept, mark))
        return None if text is None else json.loads(text)

    async def wanted(self, kept: str) -> tuple[Wanted, ...] | None:
        """Give what a kept file wants, None once its hour is over; raises BadFile."""
        text = await self._store.get(self._key(kept))
        # A large file takes a while, in which others want their answers.
        return None if text is None else await asyncio.to_thread(load, text, zone=self.zone)

    def _key(self, *parts: str) -> str:
        return self._store.key("import", *parts)
