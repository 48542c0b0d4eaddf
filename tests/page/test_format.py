"""Times and numbers as the page writes them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.page.person import Person
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

AT = 1_764_000_000_000  # 2025-11-24 16:00 in UTC, already the 25th in Beijing
FORMAT = (
    """([name, value]) => import('/page/core/format.js').then((format) => format[name](value))"""
)

PARTS = {0.967: "96%", 0.9999: "99%", 1: "100%", 0.29: "29%", 0.07: "7%", 0.0029: "0.2%"}
"""Rounded down, so that only what is full is 100%."""


@pytest_asyncio.fixture(loop_scope="session", params=["America/New_York", "Asia/Singapore"])
async def far_page(
    browser: Browser, sandbox: SandboxHandle, request: pytest.FixtureRequest
) -> AsyncIterator[Page]:
    """The page in a browser of another time zone."""
    context = await browser.new_context(locale="en-GB", timezone_id=request.param)
    page = await context.new_page()
    await page.goto(sandbox.url)
    await page.wait_for_selector("#person")
    yield page
    await context.close()


async def written(page: Page, name: str, value: float) -> str:
    return str(await page.evaluate(FORMAT, [name, value]))


async def test_times_are_the_organisation_s_and_numbers_the_same_wherever_the_browser_is(
    far_page: Page, request: pytest.FixtureRequest
) -> None:
    parts = [await written(far_page, "percent", ratio) for ratio in PARTS]

    assert await written(far_page, "clock", AT) == "00:00"
    assert (await written(far_page, "day", AT)).startswith("Tuesday 25 November")
    assert parts == [*PARTS.values()]
    assert await written(far_page, "size", 8 << 30) == "8\u00a0GB"

    person = Person(far_page)
    await person.opens("Spacekeeper")
    await person.says("hello")
    here = "New_York" not in request.node.name
    await expect(far_page.locator(".day")).to_have_text("Today" if here else "Today · UTC+08:00")
