"""The calls that change files and folders, as one person, and what each answer says of them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import words
from bot.errors import PlatformError
from bot.files.dentry import dentry_of
from bot.files.fates import Fate, FilePlan, FileTarget, What, fate_of_one, fates_of

_DENTRIES: Final = "/v1.0/storage/spaces/{spaceId}/dentries"
_ONE: Final = f"{_DENTRIES}/{{dentryId}}"
_FOLDERS: Final = f"{_DENTRIES}/{{parentId}}/folders"

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
        }

    async def call(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]
    ) -> tuple[Fate, ...]:
        """Make the call, counted; each row of its answer is judged by itself.

        Raises OutcomeUnknown where no answer tells, and what DingTalk refuses of all of them.
        """
        return await self._ways[plan.what](viewer, plan, targets)

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
            made_id = words(made.get("id")) if isinstance(made, dict) else None
            return (fate_of_one(answer, targets[0], made_id or ""),)
        body["dentryIds"] = [each.id for each in targets]
        batch = f"{_DENTRIES}/batch{plan.what.capitalize()}"
        return fates_of(await self._post(batch, path, viewer, body), targets)

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
    return Fate(target, "done", request_id=answer.request_id, made=dentry.id)
