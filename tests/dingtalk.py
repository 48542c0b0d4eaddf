"""The bot's own DingTalk client, pointed at a sandbox."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from pydantic import SecretStr

from bot.dingtalk.http import DingTalk, Hear, forget, open_dingtalk
from bot.settings import Settings
from bot.storage import Store
from tests.sandbox_server import Json, SandboxHandle

Spend = Callable[[str], Awaitable[None]]


async def freely(api: str) -> None:
    """Spend without a limit."""


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
    async with open_dingtalk(settings, store, spend, hear) as dingtalk:
        yield dingtalk


async def calls_of(sandbox: SandboxHandle, api: str) -> list[Json]:
    """The calls of `METHOD /template` that reached the sandbox, oldest first."""
    return [call for call in await sandbox.calls() if f"{call['method']} {call['template']}" == api]


async def union_id(sandbox: SandboxHandle, user_id: str) -> str:
    """The unionId of a seeded person."""
    users = (await sandbox.state())["users"]
    return next(str(user["unionId"]) for user in users if user["userId"] == user_id)
