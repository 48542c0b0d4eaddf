"""The calls that change files and folders, as one person, and what each answer says of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import flag, words
from bot.errors import NotAuthorized, PlatformError
from bot.files.dentry import dentry_of
from bot.files.fates import Fate, FilePlan, FileTarget, Outcome, What, fate_of_one, fates_of

_DENTRIES: Final = "/v1.0/storage/spaces/{spaceId}/dentries"
_ONE: Final = f"{_DENTRIES}/{{dentryId}}"
_FOLDERS: Final = f"{_DENTRIES}/{{parentId}}/folders"

_ITEMS: Final = "/v1.0/storage/recycleBins/{recycleBinId}/recycleItems"

MOST: Final[Mapping[What, int]] = {
    "create": 1,
    "rename": 1,
    "move": 30,
    "copy": 3,
    "delete": 50,
    "restore": 30,
    "remove": 50,
}
"""How many a call takes (pages `bulk-move-files-or-folders`, `copy-files-or-folders-in-bulk`,
`delete-files-or-folders-in-bulk`, `batch-restore-recycled-items`, `batch-delete-recycle-items`)."""


class ChangeCalls:
    """Makes one call of a plan for some of those it is about."""

    def __init__(self, dingtalk: DingTalk) -> None:
        self._dingtalk = dingtalk
        self._ways: Mapping[What, Callable[..., Awaitable[tuple[Fate, ...]]]] = {
            "create": self._create,
            "rename": self._rename,
            "move": self._take,
            "copy": self._take,
            "delete": self._delete,
            "restore": self._restore,
            "remove": self._remove,
        }

    async def call(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Make the call, counted; each row of its answer is judged by itself.

        Raises OutcomeUnknown where no answer tells, and what DingTalk refuses of all of them.
        """
        fates = await self._ways[plan.what](viewer, plan, targets)
        return tuple([await self._named(viewer, plan, each) for each in fates])

    async def _named(self, viewer: str, plan: FilePlan, fate: Fate) -> Fate:
        """Add who could do what one row of an answer refuses."""
        if fate.outcome != "refused" or not isinstance(fate.error, NotAuthorized):
            return fate
        ids = {
            "unionId": viewer,
            "spaceId": fate.target.space_id or plan.space_id,
            "dentryId": fate.target.dentry_id or fate.target.id,
            "targetSpaceId": plan.to_space,
            "targetFolderId": plan.to_folder,
        }
        return replace(fate, could=await self._dingtalk.could(ids))

    async def _create(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Page `add-folder`."""
        target = targets[0]
        answer = await self._post(
            _FOLDERS,
            {"spaceId": plan.to_space, "parentId": plan.to_folder},
            viewer,
            {"name": target.name, "option": {"conflictStrategy": plan.strategy}},
        )
        return (_made(answer, target, plan.to_space),)

    async def _rename(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Page `rename-a-file-or-folder`."""
        path = {"spaceId": plan.space_id, "dentryId": targets[0].id}
        answer = await self._post(f"{_ONE}/rename", path, viewer, {"newName": plan.name})
        return (_made(answer, targets[0], plan.space_id),)

    async def _take(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Move or copy (pages `move-a-file-or-folder`, `copy-an-object` and those for several)."""
        body: dict[str, Any] = {
            "targetSpaceId": plan.to_space,
            "targetFolderId": plan.to_folder,
            "option": {"conflictStrategy": plan.strategy},
        }
        path = {"spaceId": plan.space_id}
        if len(targets) == 1:
            path["dentryId"] = targets[0].id
            answer = await self._post(f"{_ONE}/{plan.what}", path, viewer, body)
            made = answer.body.get("dentry")
            said = made if isinstance(made, dict) else {}
            now = words(said.get("id")) or "", words(said.get("name")) or ""
            return (fate_of_one(answer, targets[0], *now),)
        body["dentryIds"] = [each.id for each in targets]
        batch = f"{_DENTRIES}/batch{plan.what.capitalize()}"
        return fates_of(await self._post(batch, path, viewer, body), targets)

    async def _delete(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Pages `delete-a-file-or-folder` and `delete-files-or-folders-in-bulk`."""
        path = {"spaceId": plan.space_id}
        if len(targets) == 1:
            query = {"unionId": viewer, "toRecycleBin": "true" if plan.to_bin else "false"}
            path["dentryId"] = targets[0].id
            answer = await self._dingtalk.call("DELETE", _ONE, path=path, query=query, changes=True)
            return (fate_of_one(answer, targets[0]),)
        option = {"toRecycleBin": plan.to_bin}
        body = {"dentryIds": [each.id for each in targets], "option": option}
        return fates_of(await self._post(f"{_DENTRIES}/batchRemove", path, viewer, body), targets)

    async def _restore(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Page `batch-restore-recycled-items`, for one as well: that of one alone
        (`restore-recycle-items`) has no code for a name that is taken.
        """
        path = {"recycleBinId": plan.bin_id}
        body: dict[str, Any] = {
            "option": {"conflictStrategy": plan.strategy},
            "recycleItemIds": [each.id for each in targets],
        }
        return fates_of(await self._post(f"{_ITEMS}/batchRestore", path, viewer, body), targets)

    async def _remove(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """All of them or none, for ever (page `batch-delete-recycle-items`)."""
        body = {"recycleItemIds": [each.id for each in targets]}
        path = {"recycleBinId": plan.bin_id}
        answer = await self._post(f"{_ITEMS}/batchRemove", path, viewer, body)
        outcome: Outcome = "done" if flag(answer.body.get("success")) else "unknown"
        return tuple(Fate(each, outcome, request_id=answer.request_id) for each in targets)

    async def _post(
        self, template: str, path: Mapping[str, str], viewer: str, body: Mapping[str, Any]
    ) -> Answer:
        query = {"unionId": viewer}
        return await self._dingtalk.call(
            "POST", template, path=path, query=query, body=body, changes=True
        )


def _made(answer: Answer, target: FileTarget, space_id: str) -> Fate:
    """Read the answer that gives what is there now; without it nobody knows."""
    try:
        dentry = dentry_of(answer, space_id)
    except PlatformError:
        return Fate(target, "unknown", request_id=answer.request_id)
    called = "" if dentry.name == dentry.id else dentry.name
    return Fate(target, "done", request_id=answer.request_id, made=dentry.id, called=called)
