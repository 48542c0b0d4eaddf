"""Chromium, a sandbox, and people in front of its page.

Browser, server and tests share one event loop, for a browser is slow to start.
"""

import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    async_playwright,
    expect,
)

from sandbox.page import HEADERS
from sandbox.server import listen
from tests.conversations.stage import Stage, set_up
from tests.page.person import Person
from tests.page.puppet import Puppet, puppet
from tests.sandbox_server import SandboxHandle, running_sandbox

ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
    "--process-per-site",
]
WIDE = (1280, 800)
PATIENCE_MILLIS = 30_000
"""How long the page may take for what it shall do in the end; the machine may be busy."""

expect.set_options(timeout=PATIENCE_MILLIS)

NOTHING = "/page/core/signals.js"
"""What is served beside the page and shows nothing of it."""

Visit = Callable[..., Awaitable[Person]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium a run."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
            args=ARGUMENTS,
        )
        yield chromium
        await chromium.close()


@pytest.fixture(scope="session")
def port() -> int:
    """Where each test's sandbox is served, so that Chromium knows the files of its page already."""
    with listen(0) as listener:
        return int(listener.getsockname()[1])


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(port: int, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SandboxHandle]:
    """A sandbox of this test's own, whose page may be kept until the next test."""
    monkeypatch.setitem(HEADERS, "cache-control", "max-age=3600")
    async with running_sandbox(listener=_listener(port)) as handle:
        yield handle


def _listener(port: int) -> socket.socket:
    try:
        return listen(port)
    except OSError:  # somebody else has it by now
        return listen(0)


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: SandboxHandle) -> AsyncIterator[Puppet]:
    """A bot connected to the sandbox."""
    async with puppet(sandbox) as connected:
        yield connected


@pytest_asyncio.fixture(loop_scope="session")
async def stage(sandbox: SandboxHandle, redis_url: str) -> AsyncIterator[Stage]:
    """What the bot itself needs, which a test lets begin and end."""
    async with set_up(sandbox, redis_url) as ready:
        yield ready


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """Where all tests open their pages.

    The first of them stays: a new one is slow to begin, and so is a process of Chromium's to find
    its fonts.
    """
    context = await browser.new_context(locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLIS)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(context: BrowserContext, sandbox: SandboxHandle) -> AsyncIterator[Visit]:
    """Opens the page as somebody new; at the end nothing may have gone wrong in any that complains."""
    complaints: list[str] = []
    stays = context.pages[0] if context.pages else await context.new_page()
    free, silent = [stays], set[Page]()
    heard: dict[Any, Callable[[Any], None]] = {
        "weberror": lambda error: complaints.append(str(error.error)),
        "console": lambda line: complaints.extend([] if line.page in silent else _complaint(line)),
        "request": lambda asked: complaints.extend(
            [] if asked.frame.page in silent else _foreign(asked)
        ),
    }
    for event, hear in heard.items():
        context.on(event, hear)

    async def open_page(
        width: int = WIDE[0],
        height: int = WIDE[1],
        *,
        url: str = sandbox.url,
        path: str = "/",
        dark: bool = False,
        complains: bool = True,
        own: bool = False,
    ) -> Person:
        page = free.pop() if free and not own else await context.new_page()
        if not complains:
            silent.add(page)
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.goto(url + path)
        await page.wait_for_selector("#person, #cards > *")
        return Person(page)

    yield open_page
    for page in context.pages[1:]:
        await page.close()
    await _leave(stays, sandbox.url)
    for event, hear in heard.items():
        context.remove_listener(event, hear)
    assert complaints == []


async def _leave(page: Page, url: str) -> None:
    """Leave the page as if nobody had been there, for the next test."""
    await page.unroute_all()
    await page.mouse.move(-1, -1)
    await page.goto(url + NOTHING)
    await page.evaluate("localStorage.clear(); sessionStorage.clear()")
    await page.context.clear_cookies()


def _foreign(request: Request) -> list[str]:
    at_home = request.url.startswith(("http://127.0.0.1:", "blob:", "data:"))
    return [] if at_home else [f"asked {request.url}"]


def _complaint(line: ConsoleMessage) -> list[str]:
    # Chromium logs every refused call; refusals are part of what the page shows.
    refused = line.text.startswith("Failed to load resource")
    return [line.text] if line.type in {"error", "warning"} and not refused else []
