"""Pictures that cards show: uploaded once, then shown by the mediaId that DingTalk gave."""

import re
from collections.abc import Awaitable, Callable

from bot.dingtalk.http import DingTalk
from bot.errors import Unavailable
from bot.storage import Store

UPLOAD = "/media/upload"
KEPT_SECONDS = 7 * 24 * 3600
"""No page says how long a mediaId lasts; so long we trust that it does."""

_SAFE = re.compile(r"[@$][\w-]{1,200}", re.ASCII)
"""Stands in a card's Markdown and can close nothing there."""


class Media:
    """The organisation's pictures, remembered by what they show."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store

    async def picture(self, digest: str, draw: Callable[[], Awaitable[bytes]]) -> str:
        """Give the mediaId of a PNG (page `upload-media-files`).

        ``digest`` names what it shows; only what was not uploaded before is drawn, by ``draw``.
        Raises the PlatformError of a call, Refused (40004, 40006) for what is no picture or larger
        than 20 MB.
        """
        known = await self._store.get(self._key(digest))
        if known is not None:
            return known
        media_id = await self._upload(f"{digest[:16]}.png", await draw())
        await self._store.redis.set(self._key(digest), media_id, ex=KEPT_SECONDS)
        return media_id

    async def _upload(self, name: str, png: bytes) -> str:
        answer = await self._dingtalk.call(
            "POST", UPLOAD, query={"type": "image"}, files={"media": (name, png, "image/png")}
        )
        media_id = answer.body.get("media_id")
        if not isinstance(media_id, str) or not _SAFE.fullmatch(media_id):
            raise Unavailable("", "an upload without a mediaId", answer.request_id)
        return media_id

    def _key(self, digest: str) -> str:
        return self._store.key("media", digest)
