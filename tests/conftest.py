"""What every test may ask for."""

import asyncio
import functools
import gc
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from itertools import islice

import pytest
import redis.utils
import stamina
from hypothesis import HealthCheck, settings

from bot.__main__ import quick_loop
from bot.app.garbage import YOUNG
from bot.dingtalk.http import DingTalk
from bot.storage import Store
from tests.dingtalk import calling
from tests.sandbox_server import SandboxHandle, running_sandbox
from tests.valkey import fresh_store, running_valkey

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
"""A machine that is busy with other tests is no fault of an example."""

# Each new connection says the version of its library, and would read it anew from the folder of packages.
redis.utils.get_lib_version = functools.cache(redis.utils.get_lib_version)

PATIENCE = 30
"""How long Redis may take for an answer, in seconds."""


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Try everything on the event loop that the bot runs on, which is the quicker one, too."""
    return {"as the bot": quick_loop() or asyncio.new_event_loop}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let no garbage be looked for among the tests themselves, which stay until the end, and
    elsewhere as seldom as in the bot.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(YOUNG)
        gc.enable()


def _needs_browser(item: pytest.Item) -> bool:
    return "browser" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each worker begin with its share of what is slow, so that none ends with it alone, and the
    first with all that needs a browser, which costs a quarter of a minute each time one is started.

    Workers are given equal parts of all tests, in their order, and take over from one another later.
    """
    workers = int(getattr(config, "workerinput", {}).get("workercount", 1))
    pages = [each for each in items if _needs_browser(each)]
    rest = [each for each in items if not _needs_browser(each)]
    slow = [each for each in rest if each.get_closest_marker("slow")]
    others = iter([each for each in rest if not each.get_closest_marker("slow")])
    ordered: list[pytest.Item] = []
    for number in range(workers):
        share = (len(items) - len(ordered)) // (workers - number)
        first = slow[number::workers] if number else [*pages, *slow[::workers]]
        ordered += [*first, *islice(others, max(0, share - len(first)))]
    items[:] = ordered


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a busy machine for no Redis that is silent, but where a test's own Redis may be."""
    if "memory" not in request.fixturenames:
        monkeypatch.setattr("bot.storage.ANSWER_SECONDS", PATIENCE)
        monkeypatch.setattr("bot.tasks.ADD_SECONDS", PATIENCE)
        monkeypatch.setattr("bot.tasks.ANSWER_SECONDS", PATIENCE)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of this run's Valkey; started without an event loop, so any test's loop may use it."""
    with running_valkey() as url:
        yield url


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    """A store of this test's own, checked at the end for keys without a time to live."""
    async with fresh_store(redis_url) as opened:
        yield opened


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxHandle]:
    """A DingTalk organisation of this test's own."""
    async with running_sandbox() as running:
        yield running


@pytest.fixture
async def dingtalk(sandbox: SandboxHandle, store: Store) -> AsyncIterator[DingTalk]:
    """The bot's client, pointed at the sandbox."""
    async with calling(sandbox, store) as opened:
        yield opened


@pytest.fixture
def impatient() -> Iterator[None]:
    """Repeat calls as usual, at most four times, but without waiting."""
    with stamina.set_testing(True, attempts=5, cap=True):
        yield
