"""Uploads: asked for, put in one piece or in parts, and committed as a file."""

from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import User
from sandbox.storage.clash import TAKEN, good_name, land
from sandbox.storage.content import Content
from sandbox.storage.dentry import ROOT, Dentry
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, one_of, option, size, strategy, text
from sandbox.storage.names import category
from sandbox.storage.properties import properties
from sandbox.storage.refusals import refused, wrong
from sandbox.storage.room import check_room
from sandbox.storage.transfers import Upload, info
from sandbox.storage.views import listed_view

MOST_NUMBERS, LAST_NUMBER = 30, 10_000
SMALLEST_PART = 100 * (1 << 10)
"""Bytes of every part but the last."""
DRIVERS, PROTOCOL = ("DINGTALK",), "HEADER_SIGNATURE"
REGIONS = ("ZHANGJIAKOU", "SHENZHEN", "SHANGHAI", "SINGAPORE", "UNKNOWN")


class Uploads:
    """Takes bytes in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def single(self, call: Call) -> Reply:
        """`POST /v2.0/…/uploadInfos/query` (page `obtain-file-upload-informations`)."""
        user, body = self._desk.actor(call), call.json_object()
        if text(call, body, "protocol") != PROTOCOL:
            raise wrong(call, "protocol")
        asked = self._asked(call, body)
        parent = self._parent(call)
        self._desk.need(call, user, parent, "ADD")
        upload = self._begin(call, parent, asked, multipart=False)
        org = self._desk.world.org
        address = org.transfers.target(org.ids, upload, 1, upload.expires)
        return Reply(
            {
                "uploadKey": upload.key,
                "storageDriver": DRIVERS[0],
                "protocol": PROTOCOL,
                "headerSignatureInfo": info(address, call.origin, self._seconds),
            }
        )

    def begin_parts(self, call: Call) -> Reply:
        """`POST …/multiPartUploadInfos/init` (page `initialize-a-multipart-upload-object`)."""
        user, asked = self._desk.actor(call), self._asked(call, {**_body(call)})
        space = self._desk.space(call, call.path["spaceId"])
        parent_id = text(call, asked, "parentId", needed=False) or ROOT
        parent = self._desk.dentry(call, space, parent_id)
        if parent.dentry.children is None:
            raise wrong(call)
        self._desk.need(call, user, parent, "ADD")
        upload = self._begin(call, parent, asked, multipart=True)
        return Reply({"uploadKey": upload.key, "storageDriver": DRIVERS[0]})

    def parts(self, call: Call) -> Reply:
        """`POST …/multiPartUploadInfos/query`: where up to 30 parts are put."""
        self._desk.actor(call)
        body = call.json_object()
        upload, numbers = self._upload(call, body), _numbers(call, body)
        flag(call, option(call, body), "preferIntranet")
        if not upload.multipart:
            raise wrong(call, "uploadKey")
        org = self._desk.world.org
        expires = self._desk.world.now() + self._seconds * 1000
        rows = []
        for number in numbers:
            address = org.transfers.target(org.ids, upload, number, expires)
            signed = info(address, call.origin, self._seconds)
            rows.append({"partNumber": number, "headerSignatureInfo": signed})
        return Reply({"multipartHeaderSignatureInfos": rows})

    def commit(self, call: Call) -> Reply:
        """`POST /v2.0/…/commit`: what was put becomes a file (page `submittal-file`)."""
        user, body = self._desk.actor(call), call.json_object()
        asked = option(call, body)
        how, noted = strategy(call, asked), properties(call, asked, needed=False)
        name = good_name(call, text(call, body, "name"))
        if flag(call, asked, "convertToOnlineDoc") and category(name) != "DOCUMENT":
            raise refused(call, "dentryFormatNotSupport", "paramError")
        parent = self._parent(call)
        self._desk.need(call, user, parent, "ADD")
        upload = self._upload(call, body)
        if upload.space_id != parent.space.space_id:
            raise wrong(call, "uploadKey")
        content = _whole(call, upload, size(call, asked, "size"))
        found = self._landed(call, user, parent, (name, how), content)
        if noted and found.dentry.content is content:
            found.dentry.properties = {**(found.dentry.properties or {}), **noted}
        self._desk.world.org.transfers.end(upload)
        return Reply({"dentry": listed_view(found, self._desk.world.app.client_id)})

    @property
    def _seconds(self) -> int:
        return self._desk.world.settings.upload_seconds

    def _parent(self, call: Call) -> Place:
        uuid = call.path["parentDentryUuid"]
        if uuid == ROOT:
            # Seen at DingTalk, where it says "Index: 0".
            raise refused(call, "systemError")
        found = self._desk.by_uuid(call, uuid, "parentDentryUuid")
        if found.dentry.children is None:
            raise wrong(call, "parentDentryUuid")
        return found

    def _asked(self, call: Call, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is announced of the file (`preCheckParam`); the rest of the option is checked."""
        asked = option(call, body)
        one_of(call, asked, "storageDriver", DRIVERS)
        one_of(call, asked, "preferRegion", REGIONS)
        flag(call, asked, "preferIntranet")
        announced = asked.get("preCheckParam")
        if announced is None:
            return {}
        if not isinstance(announced, dict):
            raise wrong(call)
        if text(call, announced, "name", needed=False):
            good_name(call, announced["name"])
        return announced

    def _begin(
        self, call: Call, parent: Place, asked: Mapping[str, Any], *, multipart: bool
    ) -> Upload:
        announced, md5 = size(call, asked, "size"), text(call, asked, "md5", needed=False)
        check_room(self._desk, call, parent.space, announced or 0)
        world = self._desk.world
        upload = Upload(
            key=world.org.ids.hexadecimal(),
            space_id=parent.space.space_id,
            expires=world.now() + self._seconds * 1000,
            multipart=multipart,
            size=announced,
            md5=md5,
        )
        world.org.transfers.begin(upload)
        return upload

    def _upload(self, call: Call, body: Mapping[str, Any]) -> Upload:
        key = text(call, body, "uploadKey")
        upload = self._desk.world.org.transfers.uploads.get(key)
        if upload is None or self._desk.world.now() >= upload.expires:
            raise wrong(call, "uploadKey")
        return upload

    def _landed(
        self, call: Call, user: User, parent: Place, wanted: tuple[str, str], content: Content
    ) -> Place:
        """The file, new or in a newer version."""
        landing = land(call, parent.dentry, *wanted)
        if landing.kept is not None:
            return parent.with_(landing.kept)
        before = 0 if landing.replaced is None else landing.replaced.size
        check_room(self._desk, call, parent.space, content.size - before)
        if landing.replaced is None:
            return self._made(user, parent, landing.name, content)
        over = parent.with_(landing.replaced)
        if over.dentry.children is not None:
            raise refused(call, *TAKEN)
        self._desk.need(call, user, over, "WRITE")
        self._desk.renew(user.by, over, content.size, content)
        return over

    def _made(self, user: User, parent: Place, name: str, content: Content) -> Place:
        now, by, space = self._desk.world.now(), user.by, parent.space
        made = Dentry(self._desk.world.org.new_dentry_id(), name, by, now, by, now)
        made.size, made.content = content.size, content
        self._desk.tree(space).attach(made, parent.dentry)
        self._desk.rights.own(space, made, user)
        self._desk.tell(parent.with_(made), "create", by)
        return parent.with_(made)


def _body(call: Call) -> Mapping[str, Any]:
    return {} if call.body is None else call.json_object()


def _numbers(call: Call, body: Mapping[str, Any]) -> list[int]:
    numbers = body.get("partNumbers")
    if not isinstance(numbers, list) or not 0 < len(numbers) <= MOST_NUMBERS:
        raise wrong(call, "partNumbers")
    if not all(type(each) is int and 0 < each <= LAST_NUMBER for each in numbers):
        raise wrong(call, "partNumbers")
    return list(dict.fromkeys(numbers))


def _whole(call: Call, upload: Upload, announced: int | None) -> Content:
    """All bytes of an upload; what is missing or is not what was announced is refused."""
    numbers = sorted(upload.parts)
    pieces = [upload.parts[number] for number in numbers]
    small = any(piece.size < SMALLEST_PART for piece in pieces[:-1])
    if not pieces or numbers != list(range(1, len(numbers) + 1)) or small:
        raise refused(call, "dentryStoreError")
    content = Content(*pieces)
    sizes = {content.size, *(each for each in (announced, upload.size) if each is not None)}
    if len(sizes) > 1 or (upload.md5 and upload.md5.lower() != content.md5):
        raise refused(call, "dentryStoreError")
    return content
