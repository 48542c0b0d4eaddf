"""Reads all that is in a space, whatever folder it is in, page by page."""

from typing import Final, Literal

from bot.dingtalk.http import DingTalk
from bot.files.dentry import DentryPage, page_of

ALL: Final = "/v1.0/storage/spaces/{spaceId}/dentries/listAll"
PAGE: Final = 50
"""DingTalk gives no more at once (page `get-a-list-of-all-files-or-folders-under-a`)."""


async def page_of_all(
    dingtalk: DingTalk, viewer: str, space_id: str, token: str, order: Literal["ASC", "DESC"]
) -> DentryPage:
    """Read one page as a unionId, in the ``order`` of their changes: one counted call (page
    `get-a-list-of-all-files-or-folders-under-a`).

    Raises NotAuthorized, SpaceMissing and kin.
    """
    option = {"maxResults": PAGE, "order": order, **({"nextToken": token} if token else {})}
    answer = await dingtalk.call(
        "POST",
        ALL,
        path={"spaceId": space_id},
        query={"unionId": viewer},
        body={"option": option},
    )
    return page_of(answer, space_id)
