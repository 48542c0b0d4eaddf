"""Take the documents' pictures anew: ``python -m docs.pictures``, or ``make pictures``.

The sandbox's page in Chromium, the real bot behind it, and somebody who asks for spaces, takes an
alert, reads the digest, looks for files and stores one, and asks for one that they are refused. The
bot has watched for a made-up month; see :mod:`docs.month`. Without a font that has pictures of
folders and the like (Debian's fonts-noto-color-emoji) boxes stand in their place.
"""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bench.processes import Place, Sandbox, running_bot, running_sandbox
from docs.camera import SIZE, open_, say, shoot
from docs.file_pictures import pictures_of_files, pictures_of_permissions
from docs.month import GB, Grown, write_month

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-headless-shell")
GROUP = "Design Review"
ELSEWHERE = "市场部项目群"
PERSON = "staff01"
ADMIN = "manager01"

SETTINGS = {
    "SPACEKEEPER_LANGUAGE": "en",
    "SPACEKEEPER_WATCH_SECONDS": "1",
    "SPACEKEEPER_CALLS_USED": "0",
}

FILLS_UP = "Engineering"
QUOTA, BEFORE, AFTER = 20, 17.9, 18.15
"""GB: what it may have, what it had at the last look of its month, and has at the next."""
A_WEEK = {
    FILLS_UP: 0.6,
    "产品文档": 0.4,
    "设计资料": 0.25,
    "Finance": 0.15,
    "客户支持": 0.08,
    "市场部": 0.05,
}
"""GB by which spaces grow; the others stay as they are."""
THANKS = "Thanks! Then we will know in time."
"""Said by a person to people, so that the alert after it begins like any message."""


async def main() -> None:
    """Run everything, talk, and take the pictures."""
    with TemporaryDirectory(prefix="spacekeeper-pictures-") as data:
        async with running_sandbox() as sandbox:
            await _fill(sandbox, BEFORE)
            await _watched_for_a_month(sandbox, Path(data))
            async with (
                running_bot(sandbox, Path(data), **SETTINGS),
                async_playwright() as playwright,
            ):
                browser = await playwright.chromium.launch(
                    executable_path=CHROMIUM, args=["--no-sandbox"]
                )
                page = await _page(browser, sandbox.url)
                await _picture_of_a_list(page)
                await _picture_of_an_alert(page, sandbox)
                await _picture_of_a_digest(page, sandbox)
                await pictures_of_files(page)
                await pictures_of_permissions(page, sandbox, await _place(sandbox, ELSEWHERE))
                await browser.close()


async def _page(browser: Browser, url: str) -> Page:
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
    return page


async def _picture_of_a_list(page: Page) -> None:
    await open_(page, ELSEWHERE)
    await say(page, "hello")  # the first answer greets, which belongs on no picture of a list
    await open_(page, GROUP)
    await say(page, "which spaces are full")
    await shoot(page, page.locator(".chat-head"), "card")


async def _picture_of_an_alert(page: Page, sandbox: Sandbox) -> None:
    elsewhere, group = await _place(sandbox, ELSEWHERE), await _place(sandbox, GROUP)
    await _has_said(sandbox, elsewhere, "operator me")
    await _has_said(sandbox, group, f"alert here {FILLS_UP} 90% 95% 100%", "yes")
    await _has_said_to_people(sandbox, group, THANKS)
    await _fill(sandbox, AFTER)
    await _has_said(sandbox, elsewhere, f"watch now {FILLS_UP}")
    await page.get_by_role("button", name="Take it").click()
    await page.get_by_role("button", name="Take over").last.wait_for()
    await shoot(page, page.locator(".message").last, "alert")


async def _picture_of_a_digest(page: Page, sandbox: Sandbox) -> None:
    await _has_said(sandbox, await _place(sandbox, ELSEWHERE), "digest weekly mon 09:00", "yes")
    await open_(page, ELSEWHERE)
    before = page.locator(".message", has_text="Weekly digest turned on")
    await before.wait_for()  # or it is taken for the answer
    await say(page, "digest")
    await page.get_by_role("button", name="Idle spaces").wait_for()
    await shoot(page, page.locator(".message").nth(-2), "digest")


async def _watched_for_a_month(sandbox: Sandbox, data: Path) -> None:
    state = await sandbox.get("state")
    spaces = [
        Grown.of(space, int(A_WEEK.get(space["spaceName"], 0) * GB)) for space in state["spaces"]
    ]
    await write_month(data, state["clientId"], spaces)


async def _fill(sandbox: Sandbox, used: float) -> None:
    spaces: list[dict[str, Any]] = (await sandbox.get("state"))["spaces"]
    space_id = next(each["spaceId"] for each in spaces if each["spaceName"] == FILLS_UP)
    await sandbox.post(f"spaces/{space_id}", {"quota": QUOTA * GB, "usedQuota": int(used * GB)})


async def _place(sandbox: Sandbox, title: str) -> Place:
    """Give the admin in a group."""
    conversations: list[dict[str, str]] = (await sandbox.get("state"))["conversations"]
    found = next(each for each in conversations if title in each["title"])
    return Place(found["conversationId"], ADMIN)


async def _has_said(sandbox: Sandbox, place: Place, *texts: str) -> None:
    """Say things, each once the one before is answered."""
    for text in texts:
        said = await sandbox.say(place, text)
        await sandbox.card(place, said["seq"])


async def _has_said_to_people(sandbox: Sandbox, place: Place, text: str) -> None:
    said = {"conversationId": place.conversation, "userId": place.user, "text": text}
    await sandbox.post("say", said | {"mention": False})


if __name__ == "__main__":
    asyncio.run(main())
