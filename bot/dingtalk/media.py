"""Uploads, and the pictures that cards show: uploaded once, then known by their mediaId."""

import re
from collections.abc import Awaitable, Callable

from bot.dingtalk.http import DingTalk, Upload
from bot.dingtalk.payload import words
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

    async def picture(
        self, digest: str, draw: Callable[[], Awaitable[bytes]], *, hurried: bool = False
    ) -> str:
        """Give the mediaId of a PNG (page `upload-media-files`).

        ``digest`` names what it shows; only what was not uploaded before is drawn, by ``draw``. One
        that is ``hurried`` is tried once, for each try costs a call.
        Raises the PlatformError of a call, Refused (40004, 40006) for what is no picture or larger
        than 20 MB.
        """
        known = await self._store.get(self._key(digest))
        if known is not None:
            return known
        png = (f"{digest[:16]}.png", await draw(), "image/png")
        media_id = await upload(self._dingtalk, "image", png, hurried=hurried)
        await self._store.redis.set(self._key(digest), media_id, ex=KEPT_SECONDS)
        return media_id

    def _key(self, digest: str) -> str:
        return self._store.key("media", digest)


async def upload(dingtalk: DingTalk, kind: str, media: Upload, *, hurried: bool = False) -> str:
    """Upload an ``image`` or a ``file``, and give its mediaId (page `upload-media-files`).

    Raises the PlatformError of a call, Refused (40004, 40006) for a type that is not taken and what
    is larger than 20 MB.
    """
    answer = await dingtalk.call(
        "POST", UPLOAD, query={"type": kind}, files={"media": media}, hurried=hurried
    )
    media_id = words(answer.body.get("media_id"))
    if media_id is None or not _SAFE.fullmatch(media_id):
        raise Unavailable("", "an upload without a mediaId", answer.request_id)
    return media_id
