"""Where a storage call begins: who asks, for which space and which file, and whether they may."""

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.call import Call
from sandbox.notices import Change, Notices
from sandbox.people import User
from sandbox.spaces import Space
from sandbox.storage.bin import RecycleItem
from sandbox.storage.content import Content
from sandbox.storage.dentry import ROOT, Dentry, Version
from sandbox.storage.refusals import denied, refused, wrong
from sandbox.storage.rights import Rights
from sandbox.storage.tasks import Ending, Step, Task
from sandbox.storage.tree import Tree
from sandbox.storage.uuids import ids_of, uuid_of
from sandbox.world import World

NO_SPACE = ("spaceNotExist", "paramError.spaceId", "paramError")
NO_DENTRY = ("dentryNotExist", "paramError.dentryId", "paramError")


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder and the space it lies in."""

    space: Space
    dentry: Dentry

    @property
    def uuid(self) -> str:
        """Its dentryUuid."""
        return uuid_of(self.space.space_id, self.dentry.dentry_id)

    def with_(self, dentry: Dentry) -> "Place":
        """Another file of the same space."""
        return Place(self.space, dentry)


class Desk:
    """Finds what a call names."""

    def __init__(self, world: World, notices: Notices) -> None:
        self.world = world
        self.notices = notices
        self.rights = Rights(world)

    def actor(self, call: Call, name: str = "unionId") -> User:
        """Whom a call acts as: `unionId` of the query, or `operatorId`."""
        union_id = call.query.get(name, "")
        if not union_id:
            raise wrong(call, name)
        user = self.world.org.user_by_union_id(union_id)
        if user is None:
            raise denied(call)
        return user

    def space(self, call: Call, space_id: str, *codes: str) -> Space:
        """A space by its id."""
        space = self.world.org.spaces.get(space_id)
        if space is None:
            raise refused(call, *codes, *NO_SPACE)
        return space

    def tree(self, space: Space) -> Tree:
        """Everything in a space."""
        return self.world.org.spaces.tree(space)

    def dentry(self, call: Call, space: Space, dentry_id: str, *codes: str) -> Place:
        """A file or folder by its id; `0` is the root."""
        dentry = self.tree(space).get(dentry_id)
        if dentry is None:
            raise refused(call, *codes, *NO_DENTRY)
        return Place(space, dentry)

    def place(self, call: Call, member: str = "dentryId") -> Place:
        """What spaceId and `member` of a path name."""
        space = self.space(call, call.path["spaceId"])
        return self.dentry(call, space, call.path[member])

    def by_uuid(self, call: Call, uuid: str, member: str = "dentryUuid") -> Place:
        """A file or folder by its uuid."""
        ids = ids_of(uuid)
        if ids is None:
            raise refused(call, f"paramError.{member}", "dentryNotExist", "documentNotExist")
        found = self.find(*ids)
        if found is None:
            raise refused(call, "dentryNotExist", "documentNotExist", f"paramError.{member}")
        return found

    def find(self, space_id: str, dentry_id: str) -> Place | None:
        """A file or folder by its ids, none when there is none."""
        space = self.world.org.spaces.get(space_id)
        dentry = None if space is None else self.tree(space).get(dentry_id)
        return None if space is None or dentry is None else Place(space, dentry)

    def may(self, user: User, place: Place, privilege: str) -> bool:
        """Whether somebody has a privilege there."""
        return self.rights.may(user, place.space, place.dentry, privilege)

    def need(self, call: Call, user: User, place: Place, *privileges: str) -> None:
        """Refuse the call unless somebody has these privileges there."""
        if not all(self.may(user, place, each) for each in privileges):
            raise denied(call)

    def start(self, call: Call, steps: Sequence[Step]) -> str:
        """Begin a task, which a fault may let fail half-way or never end; gives its id."""
        org, now = self.world.org, self.world.now()
        ending: Ending = "done"
        if call.faulty("task-fails"):
            ending = "fails"
        if call.faulty("task-hangs"):
            ending = "hangs"
        task = Task(org.ids.decimal(12), steps, now, self.world.settings.task_millis, ending)
        org.tasks.start(task, now)
        return task.task_id

    def tell(self, place: Place, change: Change, by: str) -> None:
        """Tell whoever listens to events, and whoever looks at the page."""
        self.notices.dentry(place.space, place.dentry, change, by)
        self.world.events.state()

    def renew(self, by: str, place: Place, size: int, content: Content | None) -> None:
        """Give a file a newer version with these bytes."""
        dentry = place.dentry
        before = Version(
            dentry.version, dentry.size, dentry.content, dentry.modifier, dentry.modified
        )
        self.tree(place.space).change(
            dentry,
            size=size,
            content=content,
            version=dentry.version + 1,
            earlier=(*dentry.earlier, before),
            modifier=by,
            modified=self.world.now(),
        )
        self.tell(place, "update", by)

    def bin(self, user: User, place: Place) -> None:
        """Put a file or folder into the recycle bin."""
        org, dentry = self.world.org, place.dentry
        size = sum(each.size for each in dentry.below())
        item = RecycleItem(
            item_id=org.bin.new_id(),
            space_id=place.space.space_id,
            dentry=dentry,
            parent_id=dentry.parent_id,
            path=dentry.path,
            size=size,
            operator=user.by,
            at=self.world.now(),
        )
        self.tree(place.space).detach(dentry)
        org.bin.add(item)
        org.spaces.bin(place.space, size)

    def unbin(self, item: RecycleItem) -> None:
        """Take an item out of the recycle bin; what becomes of it is for the caller."""
        org = self.world.org
        org.bin.remove(item)
        space = org.spaces.get(item.space_id)
        if space is not None:
            org.spaces.bin(space, -item.size)

    def movable(self, call: Call, place: Place) -> Place:
        """The place again; the root, which nothing can be done to, is refused."""
        if place.dentry.dentry_id == ROOT:
            raise wrong(call, "dentryId")
        return place
