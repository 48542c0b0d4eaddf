"""What DingTalk's storage refuses of files and folders."""

from typing import ClassVar

from typing_extensions import override

from bot.errors.platform import BadParameter, Refused


class DentryMissing(BadParameter):
    """``dentryNotExist``, ``documentNotExist``: there is no such file or folder (any more)."""


class NameTaken(Refused):
    """``dentryAlreadyExist``, ``dentryNameConflict``: something of that name is there already."""


class BadFileName(Refused):
    """``dentryNameIllegal``: storage does not take this name for a file or folder."""


class NoRecycleBin(Refused):
    """``recycleBinNotSupportForSpace``: the space has no recycle bin, so nothing was deleted."""


class RecycleItemMissing(BadParameter):
    """``recycleItemNotExist``: it is not in the recycle bin (any more)."""


class TaskMissing(BadParameter):
    """``taskNotExist``: storage knows no such task (any more)."""


class NotCertified(Refused):
    """``orgAuthLevelNotEnough``: the organisation's certification does not allow downloads."""


class FileBlocked(Refused):
    """``fileViral``, ``fileMalicious``, ``fileArchived`` and kin: this file is not handed out."""


class NoGroupFiles(Refused):
    """``conversationNotExist``, ``acrossOrgAccessForbidden``: DingTalk gives the app no files of
    this conversation.
    """


class UploadRefused(Refused):
    """``dentryUploadError``, ``dentryUploadForbidden``, ``dentryStoreError``: the bytes were not
    taken.
    """


class NoRoom(Refused):
    """``spaceQuotaInsufficient`` and kin: what would come does not fit.

    ``level`` says what is full: the ``space``, the ``scene`` that app spaces share, the ``app``, or
    the ``org``.
    """

    LEVELS: ClassVar = ("space", "scene", "app", "org")

    @property
    def level(self) -> str:
        """What is full; the space where the code names nothing."""
        return next((each for each in self.LEVELS if self.code.startswith(each)), "space")

    @override
    def data(self) -> dict[str, object]:
        return {**super().data(), "level": self.level}
