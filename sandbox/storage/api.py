"""The storage APIs that are served."""

from sandbox.guard import Handler
from sandbox.storage.chats import Chats
from sandbox.storage.conv_file import ConvFile
from sandbox.storage.deleting import Deleting
from sandbox.storage.desk import Desk
from sandbox.storage.downloads import Downloads
from sandbox.storage.folders import Folders
from sandbox.storage.listing import Listing
from sandbox.storage.moving import Moving
from sandbox.storage.permissions import Permissions
from sandbox.storage.properties import AppProperties
from sandbox.storage.recycling import Recycling
from sandbox.storage.search import Search
from sandbox.storage.spaces import StorageSpaces
from sandbox.storage.task_calls import TaskCalls
from sandbox.storage.uploads import Uploads
from sandbox.storage.versions import Versions

SPACE = "/v1.0/storage/spaces/{spaceId}"
DENTRY = f"{SPACE}/dentries/{{dentryId}}"
INTO = "/v2.0/storage/spaces/files/{parentDentryUuid}"
ROLES = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
CHATS = "/v1.0/convFile/conversations"
BINS = "/v1.0/storage/recycleBins"
ITEMS = f"{BINS}/{{recycleBinId}}/recycleItems"


def handlers(desk: Desk, chats: Chats) -> dict[str, Handler]:
    """What answers each of them, by name."""
    files = _reading(desk) | _changing(desk) | _recycling(desk) | _transferring(desk)
    return files | _permissions(desk) | _conversations(desk, chats)


def _reading(desk: Desk) -> dict[str, Handler]:
    listing, spaces = Listing(desk), StorageSpaces(desk)
    return {
        "POST /v1.0/storage/spaces": spaces.add,
        "POST /v1.0/storage/currentApps/query": spaces.app,
        "POST /v2.0/storage/dentries/search": Search(desk).find,
        f"GET {SPACE}": spaces.one,
        f"GET {SPACE}/dentries": listing.list_folder,
        f"POST {SPACE}/dentries/listAll": listing.list_all,
        f"POST {SPACE}/dentries/query": listing.several,
        f"POST {DENTRY}/query": listing.one,
        "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid": listing.uuid,
        "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId": listing.ids,
    }


def _changing(desk: Desk) -> dict[str, Handler]:
    folders, moving, deleting = Folders(desk), Moving(desk), Deleting(desk)
    versions, properties = Versions(desk), AppProperties(desk)
    return {
        f"POST {SPACE}/dentries/{{parentId}}/folders": folders.add,
        f"POST {DENTRY}/rename": folders.rename,
        f"POST {DENTRY}/copy": moving.copy,
        f"POST {DENTRY}/move": moving.move,
        f"POST {SPACE}/dentries/batchCopy": moving.copy_several,
        f"POST {SPACE}/dentries/batchMove": moving.move_several,
        f"DELETE {DENTRY}": deleting.one,
        f"POST {SPACE}/dentries/batchRemove": deleting.several,
        f"GET {DENTRY}/versions": versions.list,
        f"POST {DENTRY}/versions/{{version}}/revert": versions.revert,
        f"PUT {DENTRY}/appProperties": properties.update,
        f"POST {DENTRY}/appProperties/remove": properties.remove,
        "GET /v1.0/storage/tasks/{taskId}": TaskCalls(desk).one,
    }


def _recycling(desk: Desk) -> dict[str, Handler]:
    recycling = Recycling(desk)
    return {
        f"GET {BINS}": recycling.bin,
        f"POST {BINS}/{{recycleBinId}}/clear": recycling.clear,
        f"GET {ITEMS}": recycling.items,
        f"GET {ITEMS}/{{recycleItemId}}": recycling.item,
        f"DELETE {ITEMS}/{{recycleItemId}}": recycling.remove,
        f"POST {ITEMS}/{{recycleItemId}}/restore": recycling.restore,
        f"POST {ITEMS}/batchRemove": recycling.remove_several,
        f"POST {ITEMS}/batchRestore": recycling.restore_several,
    }


def _transferring(desk: Desk) -> dict[str, Handler]:
    uploads, downloads = Uploads(desk), Downloads(desk)
    return {
        f"POST {INTO}/uploadInfos/query": uploads.single,
        f"POST {INTO}/commit": uploads.commit,
        f"POST {SPACE}/files/multiPartUploadInfos/init": uploads.begin_parts,
        "POST /v1.0/storage/spaces/files/multiPartUploadInfos/query": uploads.parts,
        f"POST {DENTRY}/downloadInfos/query": downloads.info,
        f"POST {DENTRY}/openInfos/query": downloads.open,
    }


def _permissions(desk: Desk) -> dict[str, Handler]:
    permissions = Permissions(desk)
    return {
        f"POST {ROLES}": permissions.add,
        f"PUT {ROLES}": permissions.update,
        f"POST {ROLES}/remove": permissions.remove,
        f"POST {ROLES}/query": permissions.query,
        f"GET {ROLES}/inheritances": permissions.inheritance,
        f"PUT {ROLES}/inheritances": permissions.inherit,
    }


def _conversations(desk: Desk, chats: Chats) -> dict[str, Handler]:
    conv_file = ConvFile(desk, chats)
    return {
        f"POST {CHATS}/spaces/query": conv_file.space,
        f"POST {CHATS}/files/send": conv_file.send,
        f"POST {CHATS}/files/links/send": conv_file.send_link,
        "POST /v1.0/convFile/apps/conversations/files/send": conv_file.send_by_app,
    }
