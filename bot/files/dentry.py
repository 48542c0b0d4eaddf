"""What DingTalk says of a file or a folder: a *dentry*, as its storage calls both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from bot.dingtalk.http import Answer
from bot.dingtalk.payload import Id, Payload, Size, Words, moment, rows_of, words
from bot.errors import Unavailable

ROOT: Final = "0"
"""DingTalk's dentryId of a space's own folder."""
MARK: Final = "sk"
"""The property by which the bot knows again what it has made: its value is the turn's key."""


@dataclass(frozen=True, slots=True)
class Dentry:
    """A file or a folder. ``size`` is bytes; it and the times are None where DingTalk did not say.
    A folder has no size.

    ``creator`` and ``modifier`` are unionIds, ``category`` DingTalk's word for the kind of file,
    ``mark`` what the bot wrote to it when it made it; each empty for nothing.
    """

    id: str
    space_id: str
    name: str
    is_folder: bool
    parent_id: str = ROOT
    uuid: str = ""
    size: int | None = None
    version: int | None = None
    path: str = ""
    creator: str = ""
    modifier: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    category: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TrailStep:
    """A folder on the way down from a space's root."""

    id: str
    uuid: str
    name: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of a space, and the folders that lead to it, itself the last; none is the root."""

    space_id: str
    space_name: str
    trail: tuple[TrailStep, ...] = ()

    @property
    def id(self) -> str:
        return self.trail[-1].id if self.trail else ROOT

    @property
    def is_root(self) -> bool:
        return not self.trail

    @property
    def name(self) -> str:
        return self.trail[-1].name if self.trail else self.space_name

    @property
    def uuid(self) -> str:
        """Its dentryUuid, empty where that is not known: of a root no listing gives it."""
        return self.trail[-1].uuid if self.trail else ""

    @property
    def up(self) -> "Folder":
        """The folder above it; a root stays where it is."""
        return Folder(self.space_id, self.space_name, self.trail[:-1])

    def down(self, dentry: Dentry) -> "Folder":
        """Go into a folder of this one."""
        step = TrailStep(dentry.id, dentry.uuid, dentry.name)
        return Folder(self.space_id, self.space_name, (*self.trail, step))

    @property
    def names(self) -> tuple[str, ...]:
        """What leads to it, the space first."""
        return self.space_name, *(step.name for step in self.trail)


@dataclass(frozen=True, slots=True)
class DentryPage:
    """One answer of dentries; ``following`` is the token of the next one, "" at the end.

    ``unread`` counts rows that could not be read: what is missing from such an answer may be there.
    """

    dentries: tuple[Dentry, ...]
    following: str = ""
    unread: int = 0


def _properties(value: Any) -> Mapping[str, str]:
    """Read the properties that an app gave: the pages' tables say a list for each app, and their
    samples one list.
    """
    lists = value.values() if isinstance(value, dict) else [value]
    rows = [row for each in lists if isinstance(each, list) for row in each]
    named = [
        (words(row.get("name")), words(row.get("value"))) for row in rows if isinstance(row, dict)
    ]
    return {name: given for name, given in named if name and given}


class DentryRow(Payload):
    """DingTalk's `Dentry` (page `get-a-list-of-files-or-folders`).

    Of one that is neither a file nor a folder nobody knows what may be done with it.
    """

    id: Id
    space_id: Words = None
    parent_id: Words = None
    type: Literal["FILE", "FOLDER"]
    name: Words = None
    size: Size = None
    path: Words = None
    version: Size = None
    creator_id: Words = None
    modifier_id: Words = None
    create_time: Words = None
    modified_time: Words = None
    uuid: Words = None
    category: Words = None
    app_properties: Annotated[Mapping[str, str], BeforeValidator(_properties)] = field(
        default_factory=dict
    )

    def dentry(self, space_id: str) -> Dentry:
        """Give it as of this space, which a row need not repeat."""
        is_folder = self.type == "FOLDER"
        return Dentry(
            id=self.id,
            space_id=self.space_id or space_id,
            name=self.name or self.id,
            is_folder=is_folder,
            parent_id=self.parent_id or "",
            uuid=self.uuid or "",
            size=None if is_folder else self.size,
            version=self.version,
            path=self.path or "",
            creator=self.creator_id or "",
            modifier=self.modifier_id or "",
            created=moment(self.create_time),
            modified=moment(self.modified_time),
            category=self.category or "",
            mark=self.app_properties.get(MARK, ""),
        )


def page_of(answer: Answer, space_id: str, member: str = "dentries") -> DentryPage:
    """Read an answer of dentries. Raises Unavailable for what is no list, as one is whose token is
    neither text nor absent: what follows would be taken for gone.
    """
    rows = rows_of(DentryRow, answer.body.get(member))
    token = answer.body.get("nextToken")
    following = words(token)
    if rows is None or (following is None and token is not None):
        raise Unavailable("", "files that cannot be read", answer.request_id)
    dentries = tuple(row.dentry(space_id) for row in rows.read)
    return DentryPage(dentries, following or "", rows.unread)


def dentry_of(answer: Answer, space_id: str) -> Dentry:
    """Read an answer of one dentry. Raises Unavailable for what is none."""
    rows = rows_of(DentryRow, [answer.body.get("dentry")])
    if rows is None or not rows.read:
        raise Unavailable("", "a file that cannot be read", answer.request_id)
    return rows.read[0].dentry(space_id)


def dentries_of(rows: list[object], space_id: str) -> tuple[Dentry, ...]:
    """Read some dentries; one that cannot be read is left out."""
    found = rows_of(DentryRow, rows)
    return tuple(row.dentry(space_id) for row in found.read) if found else ()
