"""The recycle bin's calls: looked at, restored from, and emptied item by item."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.people import User
from sandbox.storage.bin import RecycleItem
from sandbox.storage.clash import Landing, land
from sandbox.storage.desk import Desk, Place
from sandbox.storage.fields import names, option, page_size, strategy, text
from sandbox.storage.moving import land_free
from sandbox.storage.orders import Key
from sandbox.storage.outcome import Outcome
from sandbox.storage.paging import after, page
from sandbox.storage.refusals import denied, meant, refused, wrong
from sandbox.storage.tasks import Step, nothing
from sandbox.views import utc

PAGE, MOST_RESTORED, MOST_REMOVED = 50, 30, 50
SCOPE = "ORG"


class Recycling:
    """What can be done about what was deleted.

    Everybody sees what they deleted themselves and what lay in spaces they manage.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bin(self, call: Call) -> Reply:
        """`GET /v1.0/storage/recycleBins` (page `obtain-information-about-the-recycle-bin`)."""
        self._desk.actor(call)
        if text(call, call.query, "recycleBinScope") != SCOPE:
            raise wrong(call, "recycleBinScope")
        corp_id = text(call, call.query, "scopeId")
        if corp_id != self._desk.world.org.corp_id:
            raise refused(call, "recycleBinNotExist")
        bin_id = self._desk.world.org.bin_id
        return Reply({"recycleBin": {"id": bin_id, "scope": SCOPE, "scopeId": corp_id}})

    def items(self, call: Call) -> Reply:
        """`GET …/recycleItems`, the latest first (page `gets-the-list-of-recycle-items`)."""
        user = self._opened(call)
        count = page_size(call, call.query, PAGE)
        begin = after(call, call.query.get("nextToken"))
        found, token = page(call, partial(self._shown, user), _key, begin, count)
        return Reply({"recycleItems": [item_view(item) for item in found], **token})

    def item(self, call: Call) -> Reply:
        """`GET …/recycleItems/{recycleItemId}` (page `obtain-recycling-item-information`)."""
        user = self._opened(call)
        return Reply({"item": item_view(self._item(call, user, call.path["recycleItemId"]))})

    def restore(self, call: Call) -> Reply:
        """`POST …/recycleItems/{recycleItemId}/restore` (page `restore-recycle-items`)."""
        user, how = self._opened(call), strategy(call, option(call))
        item = self._item(call, user, call.path["recycleItemId"])
        return Reply(_where(self._restore(call, user, item, how)))

    def restore_several(self, call: Call) -> Reply:
        """`POST …/recycleItems/batchRestore` (page `batch-restore-recycled-items`)."""
        user, body = self._opened(call), call.json_object()
        how = strategy(call, option(call, body))
        rows = []
        for item_id in names(call, body, "recycleItemIds", MOST_RESTORED):
            row = {"recycleBinId": self._desk.world.org.bin_id, "recycleItemId": item_id}
            try:
                outcome = self._restore(call, user, self._item(call, user, item_id), how)
                rows.append(row | _where(outcome) | outcome.row())
            except ApiRefusal as refusal:
                rows.append(row | {"async": False, "success": False, "errorCode": meant(refusal)})
        return Reply({"resultItems": rows})

    def remove(self, call: Call) -> Reply:
        """`DELETE …/recycleItems/{recycleItemId}`: for ever (page `delete-recycle-item`)."""
        user = self._opened(call)
        return self._gone([self._item(call, user, call.path["recycleItemId"])])

    def remove_several(self, call: Call) -> Reply:
        """`POST …/recycleItems/batchRemove`: all or none (page `batch-delete-recycle-items`)."""
        user = self._opened(call)
        wanted = names(call, call.json_object(), "recycleItemIds", MOST_REMOVED)
        return self._gone([self._item(call, user, each) for each in wanted])

    def clear(self, call: Call) -> Reply:
        """`POST …/recycleBins/{recycleBinId}/clear`: everybody's, as the page has no refusal."""
        self._opened(call)
        return self._gone(list(self._desk.world.org.bin))

    def _opened(self, call: Call) -> User:
        user = self._desk.actor(call)
        if call.path["recycleBinId"] != self._desk.world.org.bin_id:
            raise refused(call, "recycleBinNotExist", "paramError.recycleBinId")
        return user

    def _item(self, call: Call, user: User, item_id: str) -> RecycleItem:
        item = self._desk.world.org.bin.get(item_id)
        if item is None or item.space_id not in self._desk.world.org.spaces:
            raise refused(call, "recycleItemNotExist")
        if not self._sees(user, item):
            raise denied(call)
        return item

    def _shown(self, user: User, begin: Key | None) -> Iterator[RecycleItem]:
        items = self._desk.world.org.bin.latest_first(begin)
        return (item for item in items if self._sees(user, item))

    def _sees(self, user: User, item: RecycleItem) -> bool:
        space = self._desk.world.org.spaces.get(item.space_id)
        if space is None:
            return False
        root = Place(space, self._desk.tree(space).root)
        return item.operator == user.union_id or self._desk.may(user, root, "DELETE")

    def _restore(self, call: Call, user: User, item: RecycleItem, how: str) -> Outcome:
        space = self._desk.space(call, item.space_id)
        tree = self._desk.tree(space)
        parent = tree.get(item.parent_id)
        target = Place(space, tree.root if parent is None else parent)
        landing = land(call, target.dentry, item.dentry.name, how)
        if landing.kept is not None:
            return Outcome(target.with_(landing.kept))
        place = target.with_(item.dentry)
        step = partial(self._back, user, item, target, landing)
        if item.dentry.children:
            every = sum(1 for _ in item.dentry.below())
            steps: list[Step] = [*[nothing] * (every - 1), step]
            return Outcome(place, self._desk.start(call, steps))
        step()
        return Outcome(place)

    def _back(self, user: User, item: RecycleItem, target: Place, landing: Landing) -> bool:
        """Take it out of the bin, unless it or its folder is gone by now."""
        tree, org = self._desk.tree(target.space), self._desk.world.org
        if org.bin.get(item.item_id) is not item or target.dentry.dentry_id not in tree:
            return False
        self._desk.unbin(item)
        if landing.replaced is not None and landing.replaced.dentry_id in tree:
            tree.detach(landing.replaced)
        item.dentry.name = land_free(target.dentry, landing.name, item.dentry)
        tree.attach(item.dentry, target.dentry)
        self._desk.tell(target.with_(item.dentry), "create", user.by)
        return True

    def _gone(self, items: list[RecycleItem]) -> Reply:
        for item in items:
            self._desk.unbin(item)
        return Reply({"success": True})


def item_view(item: RecycleItem) -> dict[str, Any]:
    """A `RecycleItem`."""
    return {
        "id": item.item_id,
        "spaceId": item.space_id,
        "dentryId": item.dentry.dentry_id,
        "size": item.size,
        "type": item.dentry.kind,
        "originalName": item.dentry.name,
        "originalPath": item.path,
        "operatorId": item.operator,
        "operatorTime": utc(item.at),
    }


def _key(item: RecycleItem) -> Key:
    return item.key


def _where(outcome: Outcome) -> dict[str, Any]:
    place = outcome.place
    ids = {"spaceId": place.space.space_id, "dentryId": place.dentry.dentry_id}
    return ids | outcome.view()
