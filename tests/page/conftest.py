"""Chromium, a sandbox, and people in front of its page.

Browser, server and tests share one event loop, for a browser is slow to start.
"""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Request,
    WebError,
    async_playwright,
    expect,
)

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


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[SandboxHandle]:
    """A sandbox of this test's own."""
    async with running_sandbox() as handle:
        yield handle


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
    """Where all tests open their pages; each has an address, and so a storage, of its own.

    A page that stays keeps Chromium's process for such addresses, which is slow to find its fonts.
    """
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE_MILLIS)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(context: BrowserContext, sandbox: SandboxHandle) -> AsyncIterator[Visit]:
    """Opens the page as somebody new; at the end nothing may have gone wrong in any that complains."""
    complaints: list[str] = []
    await context.clear_cookies()
    if not context.pages:
        stays = await context.new_page()
        await stays.goto(sandbox.url + "/sandbox/state")

    def wrong(error: WebError) -> None:
        complaints.append(str(error.error))

    context.on("weberror", wrong)

    async def open_page(
        width: int = WIDE[0],
        height: int = WIDE[1],
        *,
        url: str = sandbox.url,
        path: str = "/",
        dark: bool = False,
        complains: bool = True,
    ) -> Person:
        page = await context.new_page()
        if complains:
            page.on("console", lambda line: complaints.extend(_complaint(line)))
            page.on("request", lambda request: complaints.extend(_foreign(request)))
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="dark" if dark else "light")
        await page.goto(url + path)
        await page.wait_for_selector("#person, #cards > *")
        return Person(page)

    yield open_page
    for page in context.pages[1:]:
        await page.close()
    context.remove_listener("weberror", wrong)
    assert complaints == []


def _foreign(request: Request) -> list[str]:
    at_home = request.url.startswith(("http://127.0.0.1:", "blob:", "data:"))
    return [] if at_home else [f"asked {request.url}"]


def _complaint(line: ConsoleMessage) -> list[str]:
    # Chromium logs every refused call; refusals are part of what the page shows.
    refused = line.text.startswith("Failed to load resource")
    return [line.text] if line.type in {"error", "warning"} and not refused else []
