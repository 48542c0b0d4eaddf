"""A good request of every API about files that is served, and the files they name."""

from dataclasses import dataclass

from tests.sandbox.clients import Api
from tests.sandbox.requests import Request
from tests.sandbox_server import Json, SandboxHandle

SPACE = "/v1.0/storage/spaces/{spaceId}"
DENTRY = f"{SPACE}/dentries/{{dentryId}}"
BINS = "/v1.0/storage/recycleBins"
ITEMS = f"{BINS}/{{recycleBinId}}/recycleItems"
ROLES = "/v2.0/storage/spaces/dentries/{dentryUuid}/permissions"
SEARCH = "POST /v2.0/storage/dentries/search"
CHATS = "/v1.0/convFile/conversations"
BY_APP = "POST /v1.0/convFile/apps/conversations/files/send"
INTO = "/v2.0/storage/spaces/files/{parentDentryUuid}"
PARTS = "/v1.0/storage/spaces/files/multiPartUploadInfos/query"
PUT = "PUT /oss/{key}"
SIGNED = {"protocol": "HEADER_SIGNATURE"}
BINNED = ("seen", "gone", "back", "gone too", "back too")
UUID = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
IDS = "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId"


ABOUT_FILES = (
    "/oss/",
    "/sandbox/recycleBin",
    "/sandbox/spaces/{id}/",
    "/v1.0/convFile",
    "/v1.0/storage/currentApps",
    "/v1.0/storage/recycleBins",
    "/v1.0/storage/spaces",
    "/v1.0/storage/tasks",
    "/v2.0/",
)


def is_about_files(name: str) -> bool:
    """Whether a call, by its name, needs files to be asked about."""
    return name.partition(" ")[2].startswith(ABOUT_FILES)


@dataclass(frozen=True, slots=True)
class Stored:
    """A space of somebody's in which there is something of everything; files by name."""

    space: str
    owner: str
    member: str
    corp: str
    group: str
    files: dict[str, Json]
    task: str
    bin: str
    items: dict[str, str]
    address: Json
    put: str
    parts: str

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
    path = f"/v1.0/storage/spaces/{space}/dentries/batchRemove"
    ids = [files[name]["dentryId"] for name in BINNED]
    await api.call("POST", path, user, {"dentryIds": ids, "option": {"toRecycleBin": True}})
    path = f"/v1.0/storage/spaces/{space}/dentries/{within}/copy"
    where = {"targetSpaceId": space, "targetFolderId": files["empty"]["dentryId"]}
    task = (await api.call("POST", path, user, where)).json()["taskId"]
    items = {each["name"]: each["recycleItemId"] for each in await sandbox.binned()}
    scope = user | {"recycleBinScope": "ORG", "scopeId": api.corp}
    recycle_bin = (await api.call("GET", BINS, scope)).json()["recycleBin"]["id"]
    into = f"/v2.0/storage/spaces/files/{files['empty']['uuid']}/uploadInfos/query"
    fresh, put = [(await api.call("POST", into, user, SIGNED)).json() for _ in range(2)]
    signed = put["headerSignatureInfo"]
    await sandbox.client.put(signed["resourceUrls"][0], content=b"hello", headers=signed["headers"])
    begin = f"/v1.0/storage/spaces/{space}/files/multiPartUploadInfos/init"
    parts = (await api.call("POST", begin, user, {})).json()["uploadKey"]
    return Stored(
        address=fresh["headerSignatureInfo"],
        put=put["uploadKey"],
        parts=parts,
        space=space,
        owner=api.users["manager02"],
        member=api.users["staff01"],
        corp=api.corp,
        group=await sandbox.group(),
        files=files,
        task=task,
        bin=recycle_bin,
        items=items,
    )


def stored_requests(stored: Stored) -> dict[str, Request]:
    """A request of each storage API, by its name, that is answered with 200."""
    # What takes things away comes last: they may all be called one after the other.
    reading = _reading(stored) | _transferring(stored) | _sharing(stored)
    return reading | _making(stored) | _recycling(stored) | _deleting(stored)


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


def _sharing(stored: Stored) -> dict[str, Request]:
    user, file = {"unionId": stored.owner}, {"dentryUuid": stored.uuid("a.txt")}
    source = {"spaceId": stored.space, "dentryId": stored.id("a.txt")}
    group = {"openConversationId": stored.group}
    member = {"type": "USER", "id": "staff01", "corpId": stored.corp}
    given = {"roleId": "READER", "members": [member]}
    scene = {"scene": "reports", "sceneId": "1", "ownerType": "APP", "quota": 1 << 30}
    able = {"capabilities": {"canSearch": True}}
    return {
        f"POST {ROLES}": Request(file, user, given),
        f"PUT {ROLES}": Request(file, user, given | {"roleId": "EDITOR"}),
        f"POST {ROLES}/query": Request(
            file, user, {"option": {"maxResults": 2, "filterRoleIds": ["OWNER", "EDITOR"]}}
        ),
        f"POST {ROLES}/remove": Request(file, user, given | {"roleId": "EDITOR"}),
        f"GET {ROLES}/inheritances": Request(file, user),
        f"PUT {ROLES}/inheritances": Request(file, user, {"inheritance": "BREAK"}),
        SEARCH: Request(
            query={"operatorId": stored.owner},
            body={"keyword": "A.tx", "option": {"dentryCategories": ["DOCUMENT"]}},
        ),
        "POST /v1.0/storage/spaces": Request(query=user, body={"option": scene | able}),
        "POST /v1.0/storage/currentApps/query": Request(query=user),
        f"POST {CHATS}/spaces/query": Request(query=user, body=group),
        f"POST {CHATS}/files/send": Request(query=user, body=source | group),
        f"POST {CHATS}/files/links/send": Request(query=user, body=source | group),
        BY_APP: Request(query=user, body=source),
    }


def _transferring(stored: Stored) -> dict[str, Request]:
    space, user = {"spaceId": stored.space}, {"unionId": stored.owner}
    file = space | {"dentryId": stored.id("a.txt")}
    into = {"parentDentryUuid": stored.uuid("empty")}
    announced = {"option": {"preCheckParam": {"name": "n.txt", "size": 5}}}
    named = {"name": "n.txt", "option": {"size": 5}}
    key = stored.address["resourceUrls"][0].rpartition("/")[2]
    return {
        f"POST {INTO}/uploadInfos/query": Request(into, user, SIGNED | announced),
        PUT: Request({"key": key}, headers=stored.address["headers"]),
        f"POST {INTO}/commit": Request(into, user, {"uploadKey": stored.put, **named}),
        f"POST {SPACE}/files/multiPartUploadInfos/init": Request(space, user, announced),
        f"POST {PARTS}": Request(
            query=user, body={"uploadKey": stored.parts, "partNumbers": [1, 2]}
        ),
        f"POST {DENTRY}/downloadInfos/query": Request(file, user, {"option": {"version": 1}}),
        f"POST {DENTRY}/openInfos/query": Request(file, user, {"option": {"type": "EDIT"}}),
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
