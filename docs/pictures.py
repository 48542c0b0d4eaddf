"""Take README's picture anew: ``python -m docs.pictures``, or ``make pictures``.

The sandbox's page in Chromium, the real bot behind it, and somebody who asks for spaces.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, FloatRect, Page, async_playwright

from bench.processes import running_bot, running_sandbox

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
GROUP = "Design Review"
PERSON = "staff01"
ELSEWHERE = "市场部项目群"
SIZE = (620, 760)
MARGIN = 18
"""Below the last message, in pixels."""


async def main() -> None:
    """Run everything, talk, and take the picture."""
    with TemporaryDirectory(prefix="spacekeeper-pictures-") as data:
        async with (
            running_sandbox() as sandbox,
            running_bot(sandbox, Path(data)),
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox"]
            )
            await _conversation(browser, sandbox.url)
            await browser.close()


async def _conversation(browser: Browser, url: str) -> None:
    context = await browser.new_context(
        locale="en-GB",
        timezone_id="Asia/Shanghai",
        color_scheme="light",
        device_scale_factor=2,
        viewport={"width": SIZE[0], "height": SIZE[1]},
    )
    page = await context.new_page()
    await page.goto(url)
    await page.select_option("#person", PERSON)
    await _open(page, ELSEWHERE)
    await _say(page, "hello")  # the first answer greets, which belongs on no picture of a list
    await page.click("#back")
    await _open(page, GROUP)
    await _say(page, "which spaces are full")
    await page.screenshot(path=FOLDER / "card.png", clip=await _part(page))


async def _open(page: Page, title: str) -> None:
    await page.locator(".conversation", has_text=title).click()


async def _part(page: Page) -> FloatRect:
    """From the head of the conversation to its last message."""
    head = await page.locator(".chat-head").bounding_box()
    last = await page.locator(".message").last.bounding_box()
    assert head is not None  # noqa: S101 - both are on the page
    assert last is not None  # noqa: S101 - as above
    height = last["y"] + last["height"] + MARGIN - head["y"]
    return {"x": head["x"], "y": head["y"], "width": head["width"], "height": height}


async def _say(page: Page, text: str) -> None:
    """Say something and wait until one more card is there."""
    cards = page.locator("[data-card]")
    before = await cards.count()
    await page.fill("#draft", text)
    await page.press("#draft", "Enter")
    await cards.nth(before).wait_for()


if __name__ == "__main__":
    asyncio.run(main())
