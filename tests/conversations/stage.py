"""A stage for conversations: the sandbox, the real Valkey, bots, and people who type and press.

A person sees what the sandbox's log shows; nothing here looks into the bot.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from redis.asyncio import Redis

from bot.app import open_app
from bot.delivery import card_id
from bot.routing import Router
from bot.services import Services
from bot.settings import Settings
from bot.storage import open_store
from handlers import ROUTERS
from tests.conversations.bot_process import BotProcess
from tests.parts import CALL_SECONDS, Given
from tests.sandbox_server import Json, SandboxHandle

MARK = "5ecre7ed"
"""The id of a stage's store, with which the outTrackIds of its cards begin."""

PATIENCE = 45
"""How long a person waits for an answer, in seconds; a test that gets none fails then."""

WORKING = ("Working on it…", "处理中…")
"""What a card says while it is still being worked on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A card, or a plain message, as it stands in the conversation."""

    seq: int
    card: str
    title: str
    text: str
    buttons: tuple[Json, ...]
    version: int

    @property
    def name(self) -> str:
        """What the card is about: its title up to what it says of it."""
        return re.split("[:：]", self.title)[0]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button["text"] for button in self.buttons)

    @property
    def is_working(self) -> bool:
        return any(mark in self.title + self.text for mark in WORKING)

    def button(self, label: str) -> str:
        """The action id of the button whose label contains ``label``."""
        found = [str(each["id"]) for each in self.buttons if label in each["text"]]
        assert found, f"no button {label!r} on {self}"
        return found[0]


def typed(text: str) -> str:
    """Give a text as somebody types it: with blanks between numbers and their units."""
    return text.replace("\u00a0", " ")


def seen(entry: Json) -> Seen:
    card = entry.get("card")
    if card is None:
        return Seen(entry["seq"], "", typed(entry.get("title", "")), typed(entry["text"]), (), 0)
    return Seen(
        entry["seq"],
        card["outTrackId"],
        typed(card["title"]),
        typed(card["markdown"]),
        tuple(card["buttons"]),
        card["version"],
    )


def named(card: str) -> str:
    """What DingTalk calls a card of this store."""
    return f"{MARK}_{card}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a conversation with the bot."""

    sandbox: SandboxHandle
    conversation: str
    user: str
    robot: str

    async def says(self, text: str | None = None, **more: Any) -> Seen:
        """Say something and wait for the card that answers it."""
        return await self.answer_to(await self.sends(text, **more))

    async def sends(self, text: str | None = None, **more: Any) -> str:
        """Say something without waiting; gives the msgId."""
        said = await self.sandbox.say(self.conversation, self.user, text, **more)
        assert said["pushed"], "no connection took the message"
        return str(said["msgId"])

    async def answer_to(self, msg_id: str) -> Seen:
        """Wait for the finished card that answers a message."""
        return await self.finished(self.card_of(msg_id), self.sandbox.before(msg_id))

    def card_of(self, msg_id: str) -> str:
        """The outTrackId of the card that answers a message."""
        return named(card_id(f"{self.robot}:{msg_id}", "answer", self.conversation))

    async def finished(self, card: str, after: int = 0) -> Seen:
        """Wait until a card shows something finished in an entry after ``after``."""
        async with asyncio.timeout(PATIENCE):
            while True:
                entries, after = await self._more(after)
                shown = [each for each in entries if each.card == card]
                if shown and not shown[-1].is_working:
                    return shown[-1]

    async def presses(self, card: Seen, label: str, *, by: str | None = None, **more: Any) -> Seen:
        """Press a button and wait for what the card shows then.

        Once more where no ack came in time, as on a busy machine: whether such a press had its
        effect nobody knows, and a second one of the same face does nothing more.
        """
        if (await self.taps(card, label, by=by, **more)).get("timedOut"):
            await self.taps(card, label, by=by, **more)
        return await self.finished(card.card, card.seq)

    async def taps(self, card: Seen, label: str, *, by: str | None = None, **more: Any) -> Json:
        """Press a button; gives what the gateway saw of the acknowledgement."""
        return await self.sandbox.click(card.card, by or self.user, card.button(label), **more)

    async def looks(self, after: int = 0) -> list[Seen]:
        """Everything the bot has shown here, in order."""
        entries = await self.sandbox.messages(self.conversation, after=after, as_=self.user)
        return [seen(entry) for entry in entries if entry["from"] == "bot"]

    async def cards(self) -> dict[str, Seen]:
        """Every card as it stands now, in the order in which they came."""
        return {each.card: each for each in await self.looks() if each.card}

    async def reads(self, words: str, after: int = 0) -> Seen:
        """Wait until something the bot shows contains ``words``."""
        async with asyncio.timeout(PATIENCE):
            while True:
                entries, after = await self._more(after)
                for each in entries:
                    if words in each.title + each.text:
                        return each

    async def _more(self, after: int) -> tuple[list[Seen], int]:
        """Wait for one more entry; gives what the bot has shown, and where to look from next."""
        entries = await self.sandbox.messages(self.conversation, after=after, wait=5, as_=self.user)
        last = entries[-1]["seq"] if entries else after
        return [seen(entry) for entry in entries if entry["from"] == "bot"], last


@dataclass(frozen=True, slots=True)
class Stage:
    """One organisation, one Redis, and whatever bots are running."""

    sandbox: SandboxHandle
    redis_url: str
    state: Json
    quick: dict[str, Any]

    def settings(self, **changed: Any) -> Settings:
        """Settings with short durations; a test changes what it is about."""
        return Given.model_validate(
            {
                "client_id": self.state["clientId"],
                "client_secret": self.state["clientSecret"],
                "api_base": self.sandbox.url,
                "redis_url": self.redis_url,
                "health_port": 0,
                **self.quick,
                **changed,
            }
        )

    @asynccontextmanager
    async def bot(
        self, routers: Iterable[Router[Services]] = ROUTERS, /, **changed: Any
    ) -> AsyncIterator[None]:
        """Run a bot in this process until the body ends."""
        async with open_app(self.settings(**changed), routers) as app:
            running = asyncio.get_running_loop().create_task(app.run())
            try:
                await self._ready(app.listener.ready, running)
                yield
            finally:
                # As the program stops: one cancellation may get lost in a call that just ends.
                running.cancel()
                await asyncio.wait({running}, timeout=3)
                running.cancel()
                await asyncio.wait({running})

    async def _ready(self, ready: asyncio.Event, running: asyncio.Task[None]) -> None:
        waiting = asyncio.get_running_loop().create_task(ready.wait())
        await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if running.done():
            running.result()

    @asynccontextmanager
    async def process(self, **changed: Any) -> AsyncIterator[BotProcess]:
        """Run a bot as a process of its own, in its own group, for tests that kill it."""
        values = {**self.settings(**changed).model_dump(mode="json", exclude_unset=True)}
        values["client_secret"] = self.state["clientSecret"]
        before = {each["id"] for each in (await self.sandbox.state())["connections"]}
        given = {f"SPACEKEEPER_{name.upper()}": str(value) for name, value in values.items()}
        process = await BotProcess.begun(given)
        try:
            # By what it is: one that was killed just now may still count as open.
            await self._gateway_has(lambda state: bool(_open(state) - before))
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def moved_to(self, url: str) -> "Stage":
        """The same organisation on the Redis at ``url``."""
        async with open_store(url, self.state["clientId"]) as store:
            await store.redis.hset(store.key("org"), "mark", MARK)
            # Set-up has been shown: most tests are of what comes later.
            await store.redis.set(store.key("led"), "another message")
        return replace(self, redis_url=url)

    async def connections(self, count: int) -> None:
        """Wait until the gateway has that many connections."""
        await self._gateway_has(lambda state: len(_open(state)) >= count)

    async def _gateway_has(self, what: Callable[[Json], bool]) -> None:
        async with asyncio.timeout(PATIENCE * 2):
            # From the beginning on, so that none falls between a look and the wait for the next.
            async for name, state in self.sandbox.events(after=0):
                if name == "state" and what(state):
                    return

    async def in_group(self, user: str, place: int = 0) -> Person:
        """Somebody in one of the seeded groups."""
        conversation = await self.sandbox.group(place)
        return Person(self.sandbox, conversation, user, self.state["robotCode"])

    async def alone(self, user: str) -> Person:
        """Somebody in their single chat with the bot."""
        conversation = await self.sandbox.single(user)
        return Person(self.sandbox, conversation, user, self.state["robotCode"])

    async def names(self) -> list[str]:
        """The names of all spaces there are."""
        return [space["spaceName"] for space in (await self.sandbox.state())["spaces"]]


def _open(state: Json) -> set[str]:
    return {each["id"] for each in state["connections"] if each["state"] == "open"}


@asynccontextmanager
async def set_up(sandbox: SandboxHandle, redis_url: str) -> AsyncIterator[Stage]:
    """Prepare an organisation and an empty database of the test run's Valkey."""
    url = f"{redis_url}?db=1"
    redis: Redis = Redis.from_url(url)
    await redis.flushdb()
    await redis.aclose()
    quick = {
        "hold_seconds": 600,
        "lease_seconds": 2,
        "redelivery_seconds": 2,
        "uncertain_seconds": 0.2,
        "recheck_seconds": 0.1,
        "task_look_seconds": 0.1,
        "job_progress_seconds": 0.5,
        "call_seconds": CALL_SECONDS,
        "stream_retry_seconds": 0.05,
        "ack_gap_seconds": 0.05,
        "calls_per_second": 1000,
        "calls_used": 0,
    }
    # Neither side keeps the rate: people of a test say more in a second than a person does.
    await sandbox.settings(qps=0)
    yield await Stage(sandbox, url, await sandbox.state(), quick).moved_to(url)
