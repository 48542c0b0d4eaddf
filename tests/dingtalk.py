"""The bot's own DingTalk client, pointed at a sandbox."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from bot.dingtalk.http import DingTalk, Hear, forget, open_dingtalk
from bot.scripts import ScriptPart
from bot.settings import Settings
from bot.storage import Store
from tests.sandbox_server import Json, SandboxHandle

Spend = Callable[[str], None]


def freely(api: str) -> None:
    """Spend without a limit."""


@dataclass(frozen=True, slots=True)
class Told:
    """Asks nothing of Redis, and tells `spend` that an attempt leaves now."""

    spend: Spend
    api: str

    def step(self) -> ScriptPart:
        return ScriptPart("return 1", ())

    async def stopped(self, answer: Any) -> None:
        """Hear nothing: this stops no call."""

    def granted(self, answer: Any) -> None:
        self.spend(self.api)


@asynccontextmanager
async def calling(
    sandbox: SandboxHandle,
    store: Store,
    *,
    spend: Spend = freely,
    hear: Hear = forget,
    **changed: Any,
) -> AsyncIterator[DingTalk]:
    """Open a client of the sandbox's app; `changed` are settings."""
    state = await sandbox.state()
    settings = Settings(
        client_id=state["clientId"],
        client_secret=SecretStr(changed.pop("client_secret", state["clientSecret"])),
        **{"api_base": sandbox.url, "oapi_base": sandbox.url} | changed,
    )

    def books(api: str) -> Told:
        return Told(spend, api)

    async with open_dingtalk(settings, store, hear, books) as dingtalk:
        yield dingtalk


async def calls_of(sandbox: SandboxHandle, api: str) -> list[Json]:
    """The calls of `METHOD /template` that reached the sandbox, oldest first."""
    return [call for call in await sandbox.calls() if f"{call['method']} {call['template']}" == api]


async def union_id(sandbox: SandboxHandle, user_id: str) -> str:
    """The unionId of a seeded person."""
    users = (await sandbox.state())["users"]
    return next(str(user["unionId"]) for user in users if user["userId"] == user_id)
