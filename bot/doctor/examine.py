"""All checks, one after the other, each told as soon as it is done."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bot.app import TEMPLATES
from bot.app import now as now_here
from bot.cards import Cards
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.contacts import Contacts
from bot.dingtalk.http import DingTalk, open_dingtalk, trust
from bot.dingtalk.stream import Listener
from bot.doctor.card import Desk, Trial, make_trial, try_card
from bot.doctor.dingtalk import (
    Rights,
    examine_credentials,
    examine_gateway,
    examine_reach,
    untried,
)
from bot.doctor.finding import Finding
from bot.doctor.redis import examine_redis
from bot.settings import Settings
from bot.storage import Store, embedded, open_store


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person at the terminal asked for beyond the usual.

    ``asker`` is the userId to list spaces as, ``card`` the one whose chat gets a card, ``seconds``
    how long its press is waited for.
    """

    asker: str | None = None
    card: str | None = None
    seconds: float = 60


async def examine(
    settings: Settings, wishes: Wishes, now: Callable[[], int] = now_here
) -> AsyncIterator[Finding]:
    """Check everything the bot needs; ``now`` gives milliseconds since 1970."""
    where = f", of the sandbox at {settings.api_base}" if settings.is_sandbox else ""
    yield Finding("settings", "ok", f"complete{where}")
    for finding in await examine_redis(settings.redis_url, settings.client_id, settings.data_dir):
        yield finding
    async with _tools(settings) as tools:
        async for finding in tools.examine(wishes, now):
            yield finding


class Tools:
    """The bot's own clients, with a memory that is thrown away.

    Nothing is kept from or for a running bot: a token in its Redis would hide a wrong secret.
    """

    def __init__(
        self, settings: Settings, store: Store, dingtalk: DingTalk, client: httpx.AsyncClient
    ) -> None:
        self._settings = settings
        self._store = store
        self._dingtalk = dingtalk
        self._client = client

    async def examine(self, wishes: Wishes, now: Callable[[], int]) -> AsyncIterator[Finding]:
        """Check DingTalk's side; what cannot work without what failed before is left out."""
        settings = self._settings
        for finding in await examine_reach(self._client, settings.api_base, now):
            yield finding
        credentials = await examine_credentials(
            self._client, settings.api_base, settings.client_id, settings.client_secret
        )
        yield credentials
        if credentials.status == "failed":
            return
        rights = Rights(self._dingtalk, Contacts(self._dingtalk, self._store))
        async for finding in rights.examine(wishes.asker):
            yield finding
        for finding in untried(card=wishes.card is not None):
            yield finding
        gateway = await examine_gateway(self._listener(None))
        yield gateway
        if wishes.card is not None and gateway.status == "ok":
            yield await self._card(wishes.card, wishes.seconds, now())

    async def _card(self, user_id: str, seconds: float, now: int) -> Finding:
        cards = Cards(TEMPLATES, value_bytes=self._settings.card_value_bytes)
        trial = make_trial(cards, user_id, self._settings.language, now)
        calls = CardCalls(self._dingtalk)
        return await try_card(trial, calls, self._listener(trial), self._settings, seconds)

    def _listener(self, trial: Trial | None) -> Listener:
        return Listener(
            self._settings.client_id,
            self._settings.client_secret,
            client=self._client,
            api_base=self._settings.api_base,
            accept=Desk(trial),
            retry_seconds=self._settings.stream_retry_seconds,
            only_taps=trial is not None,
        )


@asynccontextmanager
async def _tools(settings: Settings) -> AsyncIterator[Tools]:
    """Open them without the governor: they make a handful of calls, asked for by a person."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="spacekeeper-doctor-"))
        url = await stack.enter_async_context(embedded(Path(folder)))
        store = await stack.enter_async_context(open_store(url, settings.client_id))
        dingtalk = await stack.enter_async_context(open_dingtalk(settings, store))
        client = await stack.enter_async_context(
            httpx.AsyncClient(timeout=settings.call_seconds, verify=trust())
        )
        yield Tools(settings, store, dingtalk, client)
