"""Bytes on their way: addresses to put them to and to get them from, each for a while.

An address works with the headers that came with it, and with no Content-Type of one's own (page
`obtain-file-upload-informations`). Times are milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.ids import Ids
from sandbox.storage.content import Content, Piece

REGION = "ZHANGJIAKOU"


@dataclass(slots=True, eq=False)
class Upload:
    """What an uploadKey stands for: bytes that come at once (`multipart` is false) or in parts.

    `size` and `md5` are what was announced, "" and none for nothing.
    """

    key: str
    space_id: str
    expires: int
    multipart: bool
    size: int | None = None
    md5: str = ""
    parts: dict[int, Piece] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Address:
    """Where bytes are put or got; `signature` is the header that must come with the request."""

    key: str
    signature: str
    expires: int

    def headers(self) -> dict[str, str]:
        """What must be sent with the request."""
        return {"Authorization": self.signature, "x-oss-date": "20250301T000000Z"}


@dataclass(frozen=True, slots=True)
class Target(Address):
    """Where one part of an upload is put."""

    upload: Upload
    part: int


@dataclass(frozen=True, slots=True)
class Source(Address):
    """Where the bytes of a file are got."""

    name: str
    size: int
    content: Content | None


class Transfers:
    """Every upload that is not committed yet, and every address."""

    def __init__(self) -> None:
        self.uploads: dict[str, Upload] = {}
        self.targets: dict[str, Target] = {}
        self.sources: dict[str, Source] = {}

    def begin(self, upload: Upload) -> None:
        """Note a new upload."""
        self.uploads[upload.key] = upload

    def target(self, ids: Ids, upload: Upload, part: int, expires: int) -> Target:
        """An address for one part."""
        made = Target(ids.hexadecimal(24), _signature(ids), expires, upload, part)
        self.targets[made.key] = made
        return made

    def source(
        self, ids: Ids, name: str, size: int, content: Content | None, expires: int
    ) -> Source:
        """An address of bytes."""
        made = Source(ids.hexadecimal(24), _signature(ids), expires, name, size, content)
        self.sources[made.key] = made
        return made

    def end(self, upload: Upload) -> None:
        """Forget an upload and where its bytes could be put."""
        del self.uploads[upload.key]
        for key in [key for key, each in self.targets.items() if each.upload is upload]:
            del self.targets[key]


def info(address: Address, origin: str, seconds: int) -> Mapping[str, object]:
    """A `HeaderSignatureInfo`; `seconds` is how long it is good."""
    return {
        "resourceUrls": [f"{origin}/oss/{address.key}"],
        "headers": address.headers(),
        "expirationSeconds": seconds,
        "region": REGION,
        "internalResourceUrls": [],
    }


def _signature(ids: Ids) -> str:
    return f"OSS4-HMAC-SHA256 Credential=sandbox,Signature={ids.hexadecimal(64)}"
