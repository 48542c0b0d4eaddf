"""Small makers of what the bot's parts are given, for tests of one part."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from docket import Docket
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from typing_extensions import override

from bot.messages import Click, Command, Conversation, Fence, Message, Sender, Webhook
from bot.settings import Settings
from bot.storage import Store
from bot.tasks import Tasks, open_tasks

BOB = Sender("manager01", "$:LWCP_v1:$bob", "Bob")
"""Userid and name of an admin; the userId is one of the sandbox's."""
ANN = Sender("staff01", "$:LWCP_v1:$ann", "Ann")
"""A member."""
EVE = Sender(None, "$:LWCP_v1:$eve", "Eve")
"""Somebody without a userId."""


class Given(Settings):
    """Settings as a test gives them: nothing is looked up in the environment, which takes longer
    than all that is made of them.
    """

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


CALL_SECONDS = 5
"""How long a call may take where a test says nothing else: on a busy machine one that is answered at
once has taken two, and a few tests wait until one that is never answered is given up."""

GROUP = Conversation("cidGROUP==", "group", "Team")


@dataclass(slots=True)
class Clock:
    """A clock that stands until it is set, in milliseconds since 1970."""

    at: int

    def __call__(self) -> int:
        return self.at


def message(
    text: str = "help",
    sender: Sender = BOB,
    *,
    conversation: Conversation = GROUP,
    msg_id: str = "msg1",
    at: int = 0,
    kind: str = "text",
    webhook: Webhook | None = None,
) -> Message:
    """A message to the bot."""
    return Message("robot1", msg_id, "corp1", sender, conversation, kind, text, at, webhook)


def click(
    sender: Sender = BOB,
    *,
    card: str = "card1",
    face: int = 1,
    action_id: str = "10",
    action: dict[str, object] | None = None,
    conversation: Conversation = GROUP,
    at: int = 0,
) -> Click:
    """A pressed button that became a turn."""
    return Click(card, face, action_id, action or {}, sender, conversation, at)


def command(
    words: str = "space create",
    sender: Sender = BOB,
    *,
    key: str = "robot1:msg1",
    fence: Fence | None = None,
    **changed: object,
) -> Command:
    """A request as a handler sees it; ``changed`` are further members."""
    made = Command(words, sender, GROUP, "en", key, 0, card="card1", fence=fence)
    return replace(made, **changed)  # type: ignore[arg-type]  # a test names real members


async def nothing(_: str) -> None:
    """Do nothing."""


@asynccontextmanager
async def queueing(store: Store) -> AsyncIterator[Tasks]:
    """Tasks that are queued, but not worked on."""
    async with open_tasks(store, concurrency=1, redelivery_seconds=2) as tasks:
        for name in (
            "turns",
            "hold",
            "job",
            "late-answer",
            "look",
            "request",
            "sweep",
            "alerts",
            "alerts-taken",
            "digest",
        ):
            tasks.register(name, nothing)
        yield tasks


NAMES = [
    "alerts",
    "alerts-taken",
    "digest",
    "hold",
    "job",
    "late-answer",
    "look",
    "news",
    "request",
    "sweep",
    "turns",
    "work",
]
"""Of all tasks."""

TICKS = ["alerts-tick", "digests", "grants", "leavers", "notices", "requests", "unpainted", "watch"]
"""Of those that a bot does again and again."""


async def queued(store: Store) -> list[str]:
    """The keys of all tasks that are queued, those for later too."""
    async with Docket(name=store.key("docket"), url=store.url) as docket:
        docket.register(nothing, names=[*NAMES, *TICKS])
        snapshot = await docket.snapshot()
    return sorted(task.key for task in (*snapshot.future, *snapshot.running))
