"""The page before a camera: a conversation is opened, something said, and a picture taken."""

import asyncio
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import FloatRect, Locator, Page

FOLDER = Path(__file__).parent
SIZE = (620, 1300)
COLOURS, REFINED = 256, 3
"""So many, chosen so as to lose none that is rare, and brought nearer so many times."""
ABOVE, BELOW = 10, 18
"""Room around the messages of a picture, in pixels."""


async def open_(page: Page, title: str) -> None:
    """Open the conversation with this title."""
    if await page.locator("#back").is_visible():
        await page.click("#back")
    name = page.locator(".conversation-title", has_text=title)
    await page.locator(".conversation", has=name).click()


async def say(page: Page, text: str) -> None:
    """Say something and wait until one more card is there."""
    cards = page.locator("[data-card]")
    before = await cards.count()
    await page.fill("#draft", text)
    await page.press("#draft", "Enter")
    await cards.nth(before).wait_for()


async def shoot(page: Page, first: Locator, name: str, above: int = ABOVE) -> None:
    """Take a picture from something of the conversation to its last message."""
    await page.mouse.move(0, 0)
    await page.wait_for_function("[...document.images].every(each => each.complete)")
    png = await page.screenshot(clip=await _part(page, first, above))
    (FOLDER / f"{name}.png").write_bytes(await asyncio.to_thread(_small, png))


def _small(png: bytes) -> bytes:
    """Make a third of a picture's bytes, with colours enough for smooth edges."""
    few = (
        Image.open(BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS, Image.Quantize.MAXCOVERAGE, REFINED, dither=Image.Dither.NONE)
    )
    small = BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


async def _part(page: Page, first: Locator, above: int) -> FloatRect:
    head = await first.bounding_box()
    last = await page.locator(".message").last.bounding_box()
    assert head is not None  # noqa: S101 - both are on the page
    assert last is not None  # noqa: S101 - as above
    top = max(head["y"] - above, 0)
    height = last["y"] + last["height"] + BELOW - top
    return {"x": 0, "y": top, "width": SIZE[0], "height": height}
