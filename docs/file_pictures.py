"""The pictures of files and permissions: a folder, a file that is stored, what fills a space, a
refusal with a way on, and the request that comes of it.
"""

from playwright.async_api import FilePayload, Page

from bench.processes import Place, Sandbox
from docs.camera import open_, say, shoot

BOT = "Spacekeeper"
SPACE, FOLDER = "Engineering", "资料 Material"
SENT: FilePayload = {
    "name": "Launch plan.pdf",
    "mimeType": "application/pdf",
    "buffer": b"plan" * 60_000,
}
LOCKED, FILE = "Legal", "Lease 2026.pdf"
MB = 1 << 20


async def pictures_of_files(page: Page) -> None:
    """As somebody alone with the bot."""
    await open_(page, BOT)
    await say(page, f"files {SPACE}")
    await shoot(page, page.locator(".message").nth(-2), "files")
    await _stores(page)
    await say(page, f"largest {SPACE}")
    await say(page, "delete 2 3")
    await shoot(page, page.locator(".message").nth(-4), "fills")
    await say(page, "cancel")


async def _stores(page: Page) -> None:
    cards = page.locator("[data-card]")
    before = await cards.count()
    await page.set_input_files("#files", SENT)
    await page.locator(".attachment").wait_for()
    await page.press("#draft", "Enter")
    await cards.nth(before).wait_for()
    await say(page, f"store {SPACE}/{FOLDER}")
    await page.locator(".card-title", has_text="Stored: ").wait_for()
    await shoot(page, page.locator(".message").nth(-4), "store")


async def pictures_of_permissions(page: Page, sandbox: Sandbox, admin: Place) -> None:
    """As somebody who is refused a file, and as an admin where the request comes."""
    await sandbox.card(admin, (await sandbox.say(admin, "admin here"))["seq"])
    state = await sandbox.get("state")
    space = next(each["spaceId"] for each in state["spaces"] if LOCKED in each["spaceName"])
    everybody = {"type": "ORG", "id": state["corpId"]}
    reads = {"dentryId": "0", "member": everybody, "roleId": "READER"}
    await sandbox.post(f"spaces/{space}/grants", reads)
    file = {"name": FILE, "owner": admin.user, "size": 3 * MB}
    await sandbox.post(f"spaces/{space}/files", file)
    await say(page, f"files {LOCKED}")
    await say(page, "file send 1")
    await shoot(page, page.locator(".message").nth(-2), "refused")
    await page.get_by_role("button", name="Ask for access").last.click()
    await page.locator(".card-title", has_text="Request ").wait_for()
    await page.select_option("#person", admin.user)
    await open_(page, "市场部项目群")
    await page.get_by_role("button", name="Approve").wait_for()
    await shoot(page, page.locator(".message").last, "request", above=0)  # another is just over it
