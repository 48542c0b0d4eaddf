"""The calls that a transfer is made of, as one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Payload, rows_of, words
from bot.dingtalk.storage_bytes import Address
from bot.errors import OutcomeUnknown, Unavailable
from bot.files.dentry import MARK, ROOT, Dentry, dentries_of, dentry_of
from bot.messages import File

DOWNLOAD: Final = "/v1.0/robot/messageFiles/download"
INFO: Final = "/v2.0/storage/spaces/files/{parentDentryUuid}/uploadInfos/query"
INIT: Final = "/v1.0/storage/spaces/{spaceId}/files/multiPartUploadInfos/init"
PARTS: Final = "/v1.0/storage/spaces/files/multiPartUploadInfos/query"
COMMIT: Final = "/v2.0/storage/spaces/files/{parentDentryUuid}/commit"
COPY: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/copy"
MOVE: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/move"
RENAME: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}/rename"
REMOVE: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}"
FOLDERS: Final = "/v1.0/storage/spaces/{spaceId}/dentries/{parentId}/folders"
UUID: Final = "/v2.0/doc/dentries/{dentryId}/queryDentryUuid"
SEVERAL: Final = "/v1.0/storage/spaces/{spaceId}/dentries/query"
GROUP: Final = "/v1.0/convFile/conversations/spaces/query"
PROTOCOL: Final = "HEADER_SIGNATURE"


class _Signed(Payload):
    """`HeaderSignatureInfo` (page `obtain-file-upload-informations`)."""

    resource_urls: Any = None
    headers: Any = None


@dataclass(frozen=True, slots=True)
class Announced:
    """What is to be put: its name, its size in bytes and its MD5 in hexadecimal, empty for not
    known. DingTalk checks what comes by it.
    """

    name: str
    size: int
    md5: str = ""

    @property
    def check(self) -> dict[str, Any]:
        known = {"name": self.name, "size": self.size}
        return {**known, "md5": self.md5} if self.md5 else known


@dataclass(frozen=True, slots=True)
class Committed:
    """A file that is to be: what is under an uploadKey, its name, and what a clash does."""

    upload_key: str
    name: str
    size: int
    strategy: str
    mark: str


class UploadCalls:
    """Makes them; each is one counted call."""

    def __init__(self, dingtalk: DingTalk, app_id: str) -> None:
        """``app_id`` is the app whose properties are asked for."""
        self._dingtalk = dingtalk
        self._app_id = app_id

    async def sent(self, file: File) -> Address:
        """Tell where the bytes are that somebody sent (page `download-the-file-content-of-the-
        robot-receiving-message`).
        """
        body = {"robotCode": file.robot_code, "downloadCode": file.code}
        answer = await self._dingtalk.call("POST", DOWNLOAD, body=body)
        url = words(answer.body.get("downloadUrl"))
        if not url:
            raise Unavailable("", "a file without an address", answer.request_id)
        return Address(url)

    async def single(self, viewer: str, uuid: str, file: Announced) -> tuple[str, Address]:
        """Ask where a file is put in one piece; gives the uploadKey too (page
        `obtain-file-upload-informations`).
        """
        option = {"preCheckParam": file.check, "preferIntranet": False}
        answer = await self._dingtalk.call(
            "POST",
            INFO,
            path={"parentDentryUuid": uuid},
            query={"unionId": viewer},
            body={"protocol": PROTOCOL, "option": option},
        )
        address = _address(answer.body.get("headerSignatureInfo"))
        return _key(answer), _needed(address, answer)

    async def begin(self, viewer: str, space_id: str, parent_id: str, file: Announced) -> str:
        """Begin a file that is put in parts; gives the uploadKey (page
        `initialize-a-multipart-upload-object`).
        """
        check = {**file.check, "parentId": parent_id}
        answer = await self._dingtalk.call(
            "POST",
            INIT,
            path={"spaceId": space_id},
            query={"unionId": viewer},
            body={"option": {"preCheckParam": check}},
        )
        return _key(answer)

    async def parts(
        self, viewer: str, upload_key: str, numbers: Sequence[int]
    ) -> Mapping[int, Address]:
        """Ask where up to 30 parts are put."""
        answer = await self._dingtalk.call(
            "POST",
            PARTS,
            query={"unionId": viewer},
            body={
                "uploadKey": upload_key,
                "partNumbers": list(numbers),
                "option": {"preferIntranet": False},
            },
        )
        rows = answer.body.get("multipartHeaderSignatureInfos")
        found = {
            row.get("partNumber"): _address(row.get("headerSignatureInfo"))
            for row in (rows if isinstance(rows, list) else [])
            if isinstance(row, dict)
        }
        return {number: _needed(found.get(number), answer) for number in numbers}

    async def commit(self, viewer: str, uuid: str, file: Committed) -> Dentry:
        """Make a file of what was put (page `submittal-file`). Raises OutcomeUnknown besides what
        DingTalk refuses.
        """
        marked = {"name": MARK, "value": file.mark, "visibility": "PRIVATE"}
        option = {
            "size": file.size,
            "conflictStrategy": file.strategy,
            "appProperties": [marked],
        }
        answer = await self._dingtalk.call(
            "POST",
            COMMIT,
            path={"parentDentryUuid": uuid},
            query={"unionId": viewer},
            body={"uploadKey": file.upload_key, "name": file.name, "option": option},
            changes=True,
        )
        return _made(answer)

    async def copy(
        self, viewer: str, place: tuple[str, str], target: tuple[str, str], strategy: str
    ) -> Dentry:
        """Copy a file (spaceId and dentryId) into a folder (page `copy-an-object`)."""
        return await self._carried(COPY, viewer, place, target, strategy)

    async def move(
        self, viewer: str, place: tuple[str, str], target: tuple[str, str], strategy: str
    ) -> Dentry:
        """Move a file into a folder (page `move-a-file-or-folder`)."""
        return await self._carried(MOVE, viewer, place, target, strategy)

    async def _carried(
        self,
        template: str,
        viewer: str,
        place: tuple[str, str],
        target: tuple[str, str],
        strategy: str,
    ) -> Dentry:
        answer = await self._dingtalk.call(
            "POST",
            template,
            path={"spaceId": place[0], "dentryId": place[1]},
            query={"unionId": viewer},
            body={
                "targetSpaceId": target[0],
                "targetFolderId": target[1],
                "option": {"conflictStrategy": strategy},
            },
            changes=True,
        )
        return _made(answer)

    async def could(self, viewer: str, space_id: str, folder_id: str) -> tuple[str, ...]:
        """Name some who could put something into a folder; most calls name it by its uuid alone."""
        return await self._dingtalk.could(
            {"unionId": viewer, "spaceId": space_id, "dentryId": folder_id}
        )

    async def rename(self, viewer: str, place: tuple[str, str], name: str) -> str:
        """Rename a file, and say what it is called then (page `rename-a-file-or-folder`)."""
        path = {"spaceId": place[0], "dentryId": place[1]}
        answer = await self._dingtalk.call(
            "POST",
            RENAME,
            path=path,
            query={"unionId": viewer},
            body={"newName": name},
            changes=True,
        )
        return _made(answer).name

    async def remove(self, viewer: str, place: tuple[str, str]) -> None:
        """Remove a file of the bot's own that was never shown (page `delete-a-file-or-folder`)."""
        path = {"spaceId": place[0], "dentryId": place[1]}
        query = {"unionId": viewer, "toRecycleBin": "false"}
        await self._dingtalk.call("DELETE", REMOVE, path=path, query=query, changes=True)

    async def folder(self, viewer: str, space_id: str, name: str) -> Dentry:
        """Give the folder of this name in a root, made where there is none (page `add-folder`)."""
        answer = await self._dingtalk.call(
            "POST",
            FOLDERS,
            path={"spaceId": space_id, "parentId": ROOT},
            query={"unionId": viewer},
            body={"name": name, "option": {"conflictStrategy": "RETURN_DENTRY_IF_EXISTS"}},
        )
        return dentry_of(answer, space_id)

    async def root_uuid(self, viewer: str, space_id: str) -> str:
        """Ask for a root's uuid, which no page promises; "" where none is given."""
        query = {"spaceId": space_id, "operatorId": viewer}
        answer = await self._dingtalk.call("GET", UUID, path={"dentryId": ROOT}, query=query)
        return words(answer.body.get("dentryUuid")) or ""

    async def marked(
        self, viewer: str, space_id: str, dentry_ids: Sequence[str]
    ) -> tuple[Dentry, ...]:
        """Read files with what the bot noted on them (page
        `get-file-or-folder-information-in-bulk`).
        """
        answer = await self._dingtalk.call(
            "POST",
            SEVERAL,
            path={"spaceId": space_id},
            query={"unionId": viewer},
            body={
                "dentryIds": list(dentry_ids),
                "option": {"appIdsForAppProperties": [self._app_id]},
            },
        )
        rows = answer.body.get("resultItems")
        if not isinstance(rows, list):
            raise Unavailable("", "files that cannot be read", answer.request_id)
        return dentries_of([row.get("dentry") for row in rows if isinstance(row, dict)], space_id)

    async def group_space(self, viewer: str, conversation_id: str) -> str:
        """Give the spaceId of a group's files (page `obtain-group-storage-space-information`)."""
        answer = await self._dingtalk.call(
            "POST",
            GROUP,
            query={"unionId": viewer},
            body={"openConversationId": conversation_id},
        )
        space = answer.body.get("space")
        space_id = words(space.get("spaceId")) if isinstance(space, dict) else None
        if not space_id:
            raise Unavailable("", "a group without a space", answer.request_id)
        return space_id


def _made(answer: Answer) -> Dentry:
    """Read what a call made; an answer that does not say so leaves it open."""
    try:
        return dentry_of(answer, "")
    except Unavailable as unread:
        raise OutcomeUnknown(unread.code, unread.message, unread.request_id) from unread


def _key(answer: Answer) -> str:
    key = words(answer.body.get("uploadKey"))
    if not key:
        raise Unavailable("", "an upload without a key", answer.request_id)
    return key


def _address(value: object) -> Address | None:
    rows = rows_of(_Signed, [value])
    if rows is None or not rows.read:
        return None
    signed = rows.read[0]
    urls = signed.resource_urls if isinstance(signed.resource_urls, list) else []
    url = next((each for each in map(words, urls) if each), None)
    given = signed.headers if isinstance(signed.headers, dict) else {}
    headers = {str(name): str(each) for name, each in given.items()}
    return Address(url, headers) if url else None


def _needed(address: Address | None, answer: Answer) -> Address:
    if address is None:
        raise Unavailable("", "an upload without an address", answer.request_id)
    return address
