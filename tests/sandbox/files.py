"""Storage's calls over the wire, as somebody."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.sandbox.clients import Api
from tests.sandbox_server import Json, SandboxHandle

STORAGE = "/v1.0/storage"


@dataclass(frozen=True, slots=True)
class Files:
    """One space and calls about the files in it."""

    sandbox: SandboxHandle
    api: Api
    space: str

    async def make(self, name: str, owner: str = "manager02", **more: Any) -> Json:
        """A file that appears without the bot."""
        return await self.sandbox.make_file(self.space, name, owner, **more)

    async def folder(self, name: str, owner: str = "manager02", **more: Any) -> Json:
        """A folder that appears without the bot."""
        return await self.make(name, owner, type="FOLDER", **more)

    async def ask(
        self, method: str, path: str, body: Any = None, user: str = "manager02", **query: Any
    ) -> httpx.Response:
        """A call under `/v1.0/storage`; one without a slash before it is of the space."""
        where = path if path.startswith("/v") else STORAGE + path
        if not path.startswith("/"):
            where = f"{STORAGE}/spaces/{self.space}/{path}"
        asked = {"unionId": self.api.users[user], **query}
        return await self.api.call(method, where, asked, body)

    async def got(
        self, method: str, path: str, body: Any = None, user: str = "manager02", **query: Any
    ) -> Json:
        """The answer of a call that is accepted."""
        response = await self.ask(method, path, body, user, **query)
        assert response.status_code == 200, response.text
        value: Json = response.json()
        return value

    async def refused(
        self, method: str, path: str, body: Any = None, user: str = "manager02", **query: Any
    ) -> str:
        """The refusal (`STATUS code`) of a call."""
        response = await self.ask(method, path, body, user, **query)
        assert response.status_code != 200, response.text
        return f"{response.status_code} {response.json()['code']}"

    async def listed(self, parent: str = "0", user: str = "manager02", **query: Any) -> list[Json]:
        """Everything a listing gives, page after page."""
        rows: list[Json] = []
        asked: Json = {"parentId": parent, **query}
        while True:
            page = await self.got("GET", "dentries", user=user, **asked)
            rows += page["dentries"]
            if "nextToken" not in page:
                return rows
            asked["nextToken"] = page["nextToken"]

    async def names(self, parent: str = "0", user: str = "manager02", **query: Any) -> list[str]:
        """The names a listing gives."""
        return [row["name"] for row in await self.listed(parent, user, **query)]

    async def used(self) -> int:
        """Bytes used in the space."""
        spaces = (await self.sandbox.state())["spaces"]
        return next(int(each["usedQuota"]) for each in spaces if each["spaceId"] == self.space)


async def fresh(sandbox: SandboxHandle, api: Api, owner: str = "manager02", **more: Any) -> Files:
    """An empty space of somebody's."""
    made = await sandbox.make_space("Files", owner, **more)
    await sandbox.settings(qps=0)
    return Files(sandbox, api, made["spaceId"])
