"""Media: upload by the bot, and the bytes behind `/oss/` addresses."""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from starlette.datastructures import UploadFile

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal, OldRefusal
from sandbox.world import Stored, World

MB = 1 << 20
_DOCUMENTS = {"doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar"}
_KINDS = {
    "image": (20 * MB, {"jpg", "jpeg", "gif", "png", "bmp"}),
    "voice": (2 * MB, {"amr", "mp3", "wav"}),
    "video": (20 * MB, {"mp4"}),
    "file": (20 * MB, _DOCUMENTS),
}
_SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif", "image/bmp"}
_IMAGE_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "bmp": "image/bmp",
}


class Media:
    """Bytes the organisation holds."""

    def __init__(self, world: World) -> None:
        self._world = world

    def upload(self, call: Call) -> Reply:
        """`POST /media/upload` (page `upload-media-files`); `type` in the query or the form."""
        form: Mapping[str, Any] = call.form or {}
        kind = call.query.get("type") or form.get("type")
        if not isinstance(kind, str) or kind not in _KINDS:
            raise OldRefusal(40004, "不合法的媒体文件类型")
        media = form.get("media")
        if not isinstance(media, UploadFile) or not media.filename:
            raise OldRefusal(40035, "缺少参数 media")
        largest, extensions = _KINDS[kind]
        content = media.file.read(largest + 1)
        if extension(media.filename) not in extensions:
            raise OldRefusal(40004, "不合法的媒体文件类型")
        if len(content) > largest:
            raise OldRefusal(40006, "不合法的文件大小")
        media_id = f"@{self._world.org.ids.hexadecimal(24)}"
        self._world.org.uploads[media_id] = stored(media.filename, content)
        return Reply(
            {
                "errcode": 0,
                "errmsg": "ok",
                "media_id": media_id,
                "created_at": self._world.now(),
                "type": kind,
            }
        )

    def held(self, key: str) -> Stored:
        """What lies behind `/oss/{key}`."""
        found = self._world.org.uploads.get(key)
        if found is None:
            raise ApiRefusal(404, "NoSuchKey", "The specified key does not exist.")
        return found


def shown(found: Stored) -> dict[str, str]:
    """What tells a browser to show pictures alone."""
    inline = found.content_type in _SHOWN_INLINE
    return {
        "content-disposition": "inline" if inline else "attachment",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    }


def stored(name: str, content: bytes) -> Stored:
    """`content` under a bare file name; only picture types are told to a browser."""
    bare = PurePosixPath(name.replace("\\", "/")).name or "file"
    kind = _IMAGE_TYPES.get(extension(bare), "application/octet-stream")
    digest = hashlib.md5(content, usedforsecurity=False).digest()
    return Stored(bare, kind, content, base64.b64encode(digest).decode())


def extension(name: str) -> str:
    """The last suffix in lower case, without its dot."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()
