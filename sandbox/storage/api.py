"""The storage APIs that are served."""

from sandbox.guard import Handler
from sandbox.storage.desk import Desk
from sandbox.storage.listing import Listing
from sandbox.storage.spaces import StorageSpaces

SPACE = "/v1.0/storage/spaces/{spaceId}"
DENTRY = f"{SPACE}/dentries/{{dentryId}}"


def handlers(desk: Desk) -> dict[str, Handler]:
    """What answers each of them, by name."""
    return _reading(desk)


def _reading(desk: Desk) -> dict[str, Handler]:
    listing, spaces = Listing(desk), StorageSpaces(desk)
    return {
        f"GET {SPACE}": spaces.one,
        f"GET {SPACE}/dentries": listing.list_folder,
        f"POST {SPACE}/dentries/listAll": listing.list_all,
        f"POST {SPACE}/dentries/query": listing.several,
        f"POST {DENTRY}/query": listing.one,
        "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid": listing.uuid,
        "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId": listing.ids,
    }
