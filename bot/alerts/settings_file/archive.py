"""Files as they travel, and as they wait between being shown and being confirmed.

They travel as a .zip with one .yaml in it, since DingTalk's upload takes no .yaml. What comes in
was made by somebody else: it is measured before it is opened, and opened no further than to its
limit.
"""

import asyncio
import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from bot.alerts.settings_file.diff import Difference
from bot.alerts.settings_file.format import SettingsFile, dump, load
from bot.alerts.subscription import Subscription
from bot.dingtalk.files import TOO_LARGE
from bot.errors.files import NotSettings
from bot.i18n import N_
from bot.policy.rule import PolicyRule
from bot.storage import Store
from bot.times.local import local

MOST_BYTES: Final = 512 * 1024
"""The largest text that is read, and the largest file that a .zip may hold of it."""

SUFFIXES: Final = (".yaml", ".yml")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1
_MAC = "__MACOSX/"

NOT_TEXT = N_("The file is not UTF-8 text.")
NOT_A_ZIP = N_("This .zip file cannot be opened.")
NOT_ONE = N_("A .zip must contain one .yaml file, not in a folder.")


def packed(name: str, text: str) -> bytes:
    """Make a .zip of one text; the same text always makes the same bytes."""
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o644 << 16
    packing = BytesIO()
    with zipfile.ZipFile(packing, "w") as archive:
        archive.writestr(member, text.encode("utf-8", "replace"))
    return packing.getvalue()


def text_of(name: str, content: bytes) -> str:
    """Give the text of a file, or of the one in a .zip; raises FileUnusable."""
    if PurePosixPath(name).suffix.lower() == ".zip":
        content = _unpacked(content)
    if len(content) > MOST_BYTES:
        raise NotSettings(TOO_LARGE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotSettings(NOT_TEXT) from error


def _unpacked(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_member(archive)) as file:
            return file.read(MOST_BYTES + 1)
    except (
        EOFError,
        IndexError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        ValueError,
        struct.error,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise NotSettings(NOT_A_ZIP) from error


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Find the one file that is meant; a Mac adds its own beside it."""
    files = [each for each in archive.infolist() if not each.filename.startswith(_MAC)]
    if len(files) != 1:
        raise NotSettings(NOT_ONE)
    [file] = files
    if (
        "/" in file.filename
        or "\\" in file.filename
        or not file.filename.lower().endswith(SUFFIXES)
    ):
        raise NotSettings(NOT_ONE)
    if file.flag_bits & _ENCRYPTED or file.compress_type not in _READABLE:
        raise NotSettings(NOT_A_ZIP)
    if file.file_size > MOST_BYTES:
        raise NotSettings(TOO_LARGE)
    return file


KEPT_SECONDS = 3600
NAME = "alert-settings"


class SettingsFiles:
    """Writes files about who is told and keeps those that came; ``zone`` is the organisation's."""

    def __init__(self, store: Store, zone: str) -> None:
        self._store = store
        self.zone = zone

    async def packed(
        self,
        subscriptions: Mapping[str, Subscription],
        names: Mapping[str, str],
        now: int,
        rules: Sequence[PolicyRule] = (),
    ) -> tuple[str, bytes]:
        """Give a .zip of who is told, and its name, with the day of ``now`` (ms since 1970)."""
        day = local(now, self.zone).date()
        text = await asyncio.to_thread(dump, subscriptions, names, rules, zone=self.zone, now=now)
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

    async def wanted(self, kept: str) -> SettingsFile | None:
        """Give what a kept file wants, None once its hour is over; raises BadFile."""
        text = await self._store.get(self._key(kept))
        # A large file takes a while, in which others want their answers.
        return None if text is None else await asyncio.to_thread(load, text, zone=self.zone)

    def _key(self, *parts: str) -> str:
        return self._store.key("import", *parts)
