"""What the bot is put together from: all in which a process and a test differ."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.budget import Governor, Terms
from bot.delivery.delivery import no_mark
from bot.dingtalk.http import DingTalk
from bot.settings import Settings
from bot.storage import Clock, Store
from bot.tasks import Tasks
from bot.unasked import Known

TEMPLATES = Path(__file__).parents[2] / "templates"


@dataclass(frozen=True, slots=True)
class Resources:
    """Settings, storage, the client of DingTalk, and the clocks.

    ``now`` gives this machine's time and ``clock`` the one that all replicas share, both in
    milliseconds since 1970. ``outside`` fetches what people sent, ``sent`` is told of each message
    by webhook, ``mark`` gives the store's id for new cards. ``reachable`` gives the admins who can
    be written to alone, those who were seen unless given; ``kinds`` are types that travel though no
    route has them.
    """

    settings: Settings
    store: Store
    tasks: Tasks
    dingtalk: DingTalk
    outside: httpx.AsyncClient
    budget: Governor
    now: Callable[[], int]
    clock: Clock
    sent: Callable[[], None] = lambda: None
    mark: Callable[[], Awaitable[str]] = no_mark
    reachable: Known | None = None
    kinds: tuple[type, ...] = ()


def now() -> int:
    """Give this machine's time in milliseconds since 1970."""
    return int(time.time() * 1000)


def terms_of(settings: Settings) -> Terms:
    """Give the governor what the settings say of the organisation's allowances."""
    return Terms(
        calls=settings.monthly_calls,
        messages=settings.monthly_messages,
        share=settings.allowance_share,
        person=settings.person_calls_a_day,
        conversation=settings.conversation_calls_a_day,
        used=settings.calls_used,
    )
