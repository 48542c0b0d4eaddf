"""Downloads, and the addresses a person can open."""

from sandbox.call import Call, Reply
from sandbox.storage.dentry import FILE, Version
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import flag, one_of, option, size
from sandbox.storage.names import category, extension
from sandbox.storage.refusals import refused, wrong
from sandbox.storage.transfers import info
from sandbox.storage.views import earlier_first

PROTOCOL = "HEADER_SIGNATURE"


class Downloads:
    """Gives bytes out."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def info(self, call: Call) -> Reply:
        """`POST …/downloadInfos/query` (page `obtains-the-download-information-about-a-file`)."""
        user, asked = self._desk.actor(call), option(call)
        flag(call, asked, "preferIntranet")
        number = size(call, asked, "version")
        found = self._desk.movable(call, self._desk.place(call))
        self._desk.need(call, user, found, "DOWNLOAD")
        if found.dentry.kind != FILE:
            raise refused(call, "operationNotSupported")
        version = self._version(call, found, number)
        seconds, org = self._desk.world.settings.link_seconds, self._desk.world.org
        expires = self._desk.world.now() + seconds * 1000
        name = found.dentry.name
        address = org.transfers.source(org.ids, name, version.size, version.content, expires)
        signed = info(address, call.origin, seconds)
        return Reply({"protocol": PROTOCOL, "headerSignatureInfo": signed})

    def open(self, call: Call) -> Reply:
        """`POST …/openInfos/query` (page `obtains-the-object-preview-or-editing-information`)."""
        user, asked = self._desk.actor(call), option(call)
        kind = one_of(call, asked, "type", ("PREVIEW", "EDIT"))
        marked = flag(call, asked, "waterMark")
        flag(call, asked, "checkLogin")
        size(call, asked, "version")
        found = self._desk.movable(call, self._desk.place(call))
        self._desk.need(call, user, found, "PREVIEW" if kind == "PREVIEW" else "WRITE")
        if found.dentry.kind != FILE:
            raise refused(call, f"dentry{kind.capitalize()}NotSupport", "paramError")
        if not extension(found.dentry.name):
            raise refused(call, "dentryExtensionNotSupport")
        url = f"https://alidocs.dingtalk.com/i/nodes/{found.uuid}"
        return Reply(
            {"url": url, "hasWaterMark": marked and category(found.dentry.name) == "DOCUMENT"}
        )

    def _version(self, call: Call, found: Place, number: int | None) -> Version:
        every = earlier_first(found.dentry)
        if number is None:
            return every[0]
        version = next((each for each in every if each.number == number), None)
        if version is None:
            raise wrong(call)
        return version
