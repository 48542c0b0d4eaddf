"""A good request of every storage API that is served, and requests that are wrong in one thing."""

from dataclasses import dataclass

from tests.sandbox.clients import Api
from tests.sandbox.requests import Request, Wrong
from tests.sandbox_server import Json, SandboxHandle

SPACE = "/v1.0/storage/spaces/{spaceId}"
DENTRY = f"{SPACE}/dentries/{{dentryId}}"
BINS = "/v1.0/storage/recycleBins"
ITEMS = f"{BINS}/{{recycleBinId}}/recycleItems"
BINNED = ("seen", "gone", "back", "gone too", "back too")
UUID = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
IDS = "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId"


@dataclass(frozen=True, slots=True)
class Stored:
    """A space of somebody's in which there is something of everything; files by name."""

    space: str
    owner: str
    member: str
    corp: str
    files: dict[str, Json]
    task: str
    bin: str
    items: dict[str, str]

    def id(self, name: str) -> str:
        """The dentryId of a file."""
        return str(self.files[name]["dentryId"])

    def uuid(self, name: str) -> str:
        """The dentryUuid of a file."""
        return str(self.files[name]["uuid"])


async def store(sandbox: SandboxHandle, api: Api) -> Stored:
    """Put files into a space that has no limit of its own."""
    spaces = (await sandbox.state())["spaces"]
    space = next(each["spaceId"] for each in spaces if each["spaceName"] == "产品文档")
    files: dict[str, Json] = {}
    for name in ("empty", "full"):
        files[name] = await sandbox.make_file(space, name, "manager02", type="FOLDER")
    for name in ("a.txt", *BINNED):
        files[name] = await sandbox.make_file(space, name, "manager02", size=5)
    await sandbox.change_file(space, files["a.txt"]["dentryId"], size=6)
    within = files["full"]["dentryId"]
    files["in.txt"] = await sandbox.make_file(space, "in.txt", "manager02", parentId=within)
    user = {"unionId": api.users["manager02"]}
    for name in BINNED:
        path = f"/v1.0/storage/spaces/{space}/dentries/{files[name]['dentryId']}"
        await api.call("DELETE", path, {**user, "toRecycleBin": "true"})
    path = f"/v1.0/storage/spaces/{space}/dentries/{within}/copy"
    where = {"targetSpaceId": space, "targetFolderId": files["empty"]["dentryId"]}
    task = (await api.call("POST", path, user, where)).json()["taskId"]
    items = {each["name"]: each["recycleItemId"] for each in await sandbox.binned()}
    scope = user | {"recycleBinScope": "ORG", "scopeId": api.corp}
    recycle_bin = (await api.call("GET", BINS, scope)).json()["recycleBin"]["id"]
    return Stored(
        space=space,
        owner=api.users["manager02"],
        member=api.users["staff01"],
        corp=api.corp,
        files=files,
        task=task,
        bin=recycle_bin,
        items=items,
    )


def stored_requests(stored: Stored) -> dict[str, Request]:
    """A request of each storage API, by its name, that is answered with 200."""
    # What takes things away comes last: they may all be called one after the other.
    return _reading(stored) | _making(stored) | _recycling(stored) | _deleting(stored)


def _reading(stored: Stored) -> dict[str, Request]:
    space, user = {"spaceId": stored.space}, {"unionId": stored.owner}
    operator = {"operatorId": stored.owner}
    file = space | {"dentryId": stored.id("a.txt")}
    both = [stored.id("a.txt"), stored.id("in.txt")]
    return {
        f"GET {SPACE}": Request(space, user),
        f"GET {SPACE}/dentries": Request(space, {"parentId": "0", "maxResults": 3, **user}),
        f"POST {SPACE}/dentries/listAll": Request(space, user, {"option": {"maxResults": 3}}),
        f"POST {SPACE}/dentries/query": Request(space, user, {"dentryIds": both}),
        f"POST {DENTRY}/query": Request(file, user, {"option": {"withThumbnail": False}}),
        UUID: Request({"dentryId": stored.id("a.txt")}, space | operator),
        IDS: Request({"dentryUuid": stored.uuid("a.txt")}, operator),
    }


def _making(stored: Stored) -> dict[str, Request]:
    space, user = {"spaceId": stored.space}, {"unionId": stored.owner}
    file = space | {"dentryId": stored.id("a.txt")}
    target = {"targetSpaceId": stored.space, "targetFolderId": stored.id("empty")}
    noted = [{"name": "sk", "value": "1", "visibility": "PRIVATE"}]
    ids = [stored.id("a.txt")]
    return {
        f"POST {SPACE}/dentries/{{parentId}}/folders": Request(
            space | {"parentId": "0"}, user, {"name": "new", "option": {"appProperties": noted}}
        ),
        f"PUT {DENTRY}/appProperties": Request(file, user, {"appProperties": noted}),
        f"POST {DENTRY}/appProperties/remove": Request(file, user, {"propertyNames": ["sk"]}),
        f"POST {DENTRY}/rename": Request(file, user, {"newName": "b.txt"}),
        f"POST {DENTRY}/copy": Request(file, user, target),
        f"POST {SPACE}/dentries/batchCopy": Request(space, user, {"dentryIds": ids, **target}),
        f"GET {DENTRY}/versions": Request(file, user),
        f"POST {DENTRY}/versions/{{version}}/revert": Request(file | {"version": "1"}, user),
        f"POST {DENTRY}/move": Request(file, user, target),
        f"POST {SPACE}/dentries/batchMove": Request(
            space, user, {"dentryIds": ids, "option": {"conflictStrategy": "OVERWRITE"}, **target}
        ),
        "GET /v1.0/storage/tasks/{taskId}": Request({"taskId": stored.task}, user),
    }


def _recycling(stored: Stored) -> dict[str, Request]:
    user, where = {"unionId": stored.owner}, {"recycleBinId": stored.bin}
    ids = {name: {**where, "recycleItemId": item} for name, item in stored.items.items()}
    scope = user | {"recycleBinScope": "ORG", "scopeId": stored.corp}
    return {
        f"GET {BINS}": Request(query=scope),
        f"GET {ITEMS}": Request(where, {"maxResults": 2, **user}),
        f"GET {ITEMS}/{{recycleItemId}}": Request(ids["seen"], user),
        f"POST {ITEMS}/{{recycleItemId}}/restore": Request(
            ids["back"], user, {"option": {"conflictStrategy": "AUTO_RENAME"}}
        ),
        f"POST {ITEMS}/batchRestore": Request(
            where, user, {"recycleItemIds": [stored.items["back too"]]}
        ),
        f"DELETE {ITEMS}/{{recycleItemId}}": Request(ids["gone"], user),
        f"POST {ITEMS}/batchRemove": Request(
            where, user, {"recycleItemIds": [stored.items["gone too"]]}
        ),
        f"POST {BINS}/{{recycleBinId}}/clear": Request(where, user),
    }


def _deleting(stored: Stored) -> dict[str, Request]:
    space, user = {"spaceId": stored.space}, {"unionId": stored.owner}
    return {
        f"DELETE {DENTRY}": Request(
            space | {"dentryId": stored.id("a.txt")}, {"toRecycleBin": "true", **user}
        ),
        f"POST {SPACE}/dentries/batchRemove": Request(
            space,
            user,
            {"dentryIds": [stored.id("full")], "option": {"toRecycleBin": True}},
        ),
    }


def wrong_stored_requests(stored: Stored) -> dict[str, list[Wrong]]:
    """For each storage API the refusals that a changed good request really gets."""
    nobody: Wrong = ("403 permissionDenied", {"unionId": "nobody"})
    no_operator: Wrong = ("403 permissionDenied", {"operatorId": "nobody"})
    no_space: Wrong = ("404 spaceNotExist", {"spaceId": "1"})
    no_dentry: Wrong = ("404 dentryNotExist", {"dentryId": "1"})
    unnamed: Wrong = ("400 paramError", {"unionId": ""})
    reading: dict[str, list[Wrong]] = {
        f"GET {SPACE}": [unnamed, nobody, no_space],
        f"GET {SPACE}/dentries": [
            unnamed,
            nobody,
            no_space,
            ("404 dentryNotExist", {"parentId": "1"}),
            ("400 paramError", {"parentId": stored.id("a.txt")}),
            ("400 paramError", {"maxResults": 51}),
            ("400 paramError", {"orderBy": "COLOUR"}),
            ("400 paramError", {"nextToken": "nonsense"}),
        ],
        f"POST {SPACE}/dentries/listAll": [
            unnamed,
            nobody,
            no_space,
            ("400 paramError", {"option": {"maxResults": 51}}),
        ],
        f"POST {SPACE}/dentries/query": [
            nobody,
            no_space,
            ("400 paramError", {"dentryIds": []}),
            ("400 paramError", {"dentryIds": [str(each) for each in range(31)]}),
        ],
        f"POST {DENTRY}/query": [
            nobody,
            no_space,
            no_dentry,
            ("400 paramError", {"dentryId": "0"}),
        ],
        UUID: [
            no_operator,
            ("404 documentNotExist", {"dentryId": "0"}),
            ("404 documentNotExist", {"spaceId": "1"}),
            ("400 paramError", {"operatorId": ""}),
        ],
        IDS: [no_operator, ("404 documentNotExist", {"dentryUuid": "x"})],
    }
    return reading | _wrong_changes(stored) | _wrong_recycling(stored)


def _wrong_changes(stored: Stored) -> dict[str, list[Wrong]]:
    member: Wrong = ("403 permissionDenied", {"unionId": stored.member})
    no_space: Wrong = ("404 spaceNotExist", {"spaceId": "1"})
    no_dentry: Wrong = ("404 dentryNotExist", {"dentryId": "1"})
    root: Wrong = ("400 paramError.dentryId", {"dentryId": "0"})
    no_way: Wrong = ("400 paramError.conflictStrategy", {"option": {"conflictStrategy": "ASK"}})
    taken = {"conflictStrategy": "RETURN_ERROR_IF_EXISTS"}
    stray: Wrong = ("404 dentryNotExist", {"targetFolderId": "1"})
    no_ids: Wrong = ("400 paramError.dentryIds", {"dentryIds": []})
    in_file: Wrong = ("400 paramError.targetFolderId", {"targetFolderId": stored.id("a.txt")})
    many: Wrong = ("400 paramError.dentryIds", {"dentryIds": [str(each) for each in range(51)]})
    four = [{"name": str(each), "value": "", "visibility": "PUBLIC"} for each in range(4)]
    one = [member, no_space, no_dentry, root, no_way, stray, in_file]
    several = [no_space, no_way, stray, in_file, no_ids, many]
    return {
        f"POST {SPACE}/dentries/{{parentId}}/folders": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            no_way,
            ("404 dentryNotExist", {"parentId": "1"}),
            ("400 paramError", {"parentId": stored.id("a.txt")}),
            ("400 dentryNameIllegal", {"name": "a<b"}),
            ("400 dentryNameIllegal", {"name": "end."}),
            ("400 dentryAlreadyExist", {"name": "full", "option": taken}),
        ],
        f"PUT {DENTRY}/appProperties": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            no_dentry,
            ("400 dentryAppPropertiesNumberExceedsLimit", {"appProperties": four}),
            ("400 paramError", {"appProperties": []}),
        ],
        f"POST {DENTRY}/appProperties/remove": [no_space, ("400 paramError", {"propertyNames": 1})],
        f"POST {DENTRY}/rename": [
            member,
            no_space,
            no_dentry,
            root,
            ("400 paramError.name", {"newName": "a|b"}),
            ("400 dentryAlreadyExist", {"newName": " full "}),
        ],
        f"POST {DENTRY}/copy": one,
        f"POST {DENTRY}/move": one,
        f"POST {SPACE}/dentries/batchCopy": [
            *several,
            ("400 paramError.dentryIds", {"dentryIds": ["1", "2", "3", "4"]}),
        ],
        f"POST {SPACE}/dentries/batchMove": [
            *several,
            ("400 paramError.dentryIds", {"dentryIds": [str(each) for each in range(31)]}),
        ],
        f"DELETE {DENTRY}": [
            member,
            no_space,
            no_dentry,
            ("400 paramError", {"dentryId": "0"}),
            ("400 paramError", {"toRecycleBin": "perhaps"}),
        ],
        f"POST {SPACE}/dentries/batchRemove": [no_space, no_ids, many],
        f"GET {DENTRY}/versions": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            ("400 paramError.maxResults", {"maxResults": 101}),
            ("400 paramError.spaceId", {"spaceId": "1"}),
        ],
        f"POST {DENTRY}/versions/{{version}}/revert": [
            ("403 permissionDenied", {"unionId": "nobody"}),
            ("400 paramError", {"version": "9"}),
            ("400 paramError", {"dentryId": "1"}),
        ],
        "GET /v1.0/storage/tasks/{taskId}": [("404 taskNotExist", {"taskId": "1"})],
    }


def _wrong_recycling(stored: Stored) -> dict[str, list[Wrong]]:
    member: Wrong = ("403 permissionDenied", {"unionId": stored.member})
    no_bin: Wrong = ("404 recycleBinNotExist", {"recycleBinId": "1"})
    no_item: Wrong = ("404 recycleItemNotExist", {"recycleItemId": "1"})
    no_items: Wrong = ("400 paramError.recycleItemIds", {"recycleItemIds": []})
    many: Wrong = (
        "400 paramError.recycleItemIds",
        {"recycleItemIds": [str(each) for each in range(51)]},
    )
    no_way: Wrong = ("400 paramError.conflictStrategy", {"option": {"conflictStrategy": "ASK"}})
    return {
        f"GET {BINS}": [
            ("400 paramError.recycleBinScope", {"recycleBinScope": "SPACE"}),
            ("404 recycleBinNotExist", {"scopeId": "another"}),
        ],
        f"GET {ITEMS}": [no_bin, ("400 paramError.maxResults", {"maxResults": 51})],
        f"GET {ITEMS}/{{recycleItemId}}": [member, no_bin, no_item],
        f"POST {ITEMS}/{{recycleItemId}}/restore": [member, no_bin, no_item, no_way],
        f"POST {ITEMS}/batchRestore": [no_bin, no_items, many, no_way],
        f"DELETE {ITEMS}/{{recycleItemId}}": [member, no_bin, no_item],
        f"POST {ITEMS}/batchRemove": [
            member,
            no_bin,
            no_items,
            many,
            ("404 recycleItemNotExist", {"recycleItemIds": ["1"]}),
        ],
        f"POST {BINS}/{{recycleBinId}}/clear": [
            ("400 paramError.recycleBinId", {"recycleBinId": "1"})
        ],
    }
