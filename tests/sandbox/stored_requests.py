"""A good request of every storage API that is served, and requests that are wrong in one thing."""

from dataclasses import dataclass

from tests.sandbox.clients import Api
from tests.sandbox.requests import Request, Wrong
from tests.sandbox_server import Json, SandboxHandle

SPACE = "/v1.0/storage/spaces/{spaceId}"
DENTRY = f"{SPACE}/dentries/{{dentryId}}"
UUID = "GET /v2.0/doc/dentries/{dentryId}/queryDentryUuid"
IDS = "GET /v2.0/doc/dentries/{dentryUuid}/queryDentryId"


@dataclass(frozen=True, slots=True)
class Stored:
    """A space of somebody's in which there is something of everything; files by name."""

    space: str
    owner: str
    member: str
    files: dict[str, Json]

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
    for name in ("a.txt", "b.txt", "c.txt"):
        files[name] = await sandbox.make_file(space, name, "manager02", size=5)
    within = files["full"]["dentryId"]
    files["in.txt"] = await sandbox.make_file(space, "in.txt", "manager02", parentId=within)
    return Stored(space, api.users["manager02"], api.users["staff01"], files)


def stored_requests(stored: Stored) -> dict[str, Request]:
    """A request of each storage API, by its name, that is answered with 200."""
    return _reading(stored)


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
    return reading
