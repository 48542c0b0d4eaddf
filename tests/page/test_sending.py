"""Sending: pictures and files by drop and paste, in order, and nothing lost on the way."""

import asyncio

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.page.conftest import Visit
from tests.page.puppet import Puppet
from tests.page.test_chat import GROUP, PICTURE
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAY = "**/sandbox/say"

# What the browser does when files come from outside: `kind` is paste, dragenter or drop.
BRING = """([kind, place, name, type, bytes]) => {
    const files = new DataTransfer();
    files.items.add(new File([new Uint8Array(bytes)], name, { type }));
    const how = { bubbles: true, cancelable: true, dataTransfer: files, clipboardData: files };
    const event = kind === 'paste' ? new ClipboardEvent(kind, how) : new DragEvent(kind, how);
    return !document.querySelector(place).dispatchEvent(event);
}"""


async def test_a_picture_is_dropped_on_the_chat(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens(GROUP)
    chat = person.page.locator(".chat")

    await _brings(person.page, "dragenter", "#log")
    await expect(chat).to_have_class("chat dropping")
    await _brings(person.page, "drop", "#log")
    await expect(chat).to_have_class("chat")
    await expect(person.page.locator(".attachment canvas")).to_be_visible()
    await person.button("Send").click()

    await expect(person.page.locator(".bubble img")).to_have_js_property("naturalWidth", 1)


async def test_a_picture_is_pasted_with_words(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens(GROUP)

    await _brings(person.page, "paste", "#draft")
    await person.says("look at this")

    picture = person.message("look at this").locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 1)


async def test_a_file_dropped_beside_the_chat_does_not_replace_the_page(visit: Visit) -> None:
    person = await visit()

    assert await _brings(person.page, "drop", "#panel")

    await expect(person.page.locator(".attachment")).to_have_count(0)


async def test_what_is_written_while_a_message_goes_out_stays(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens(GROUP)
    may_go = asyncio.Event()

    async def slowly(route: Route) -> None:
        await may_go.wait()
        await route.continue_()

    await person.page.route(SAY, slowly)
    await person.says("first")
    await person.says("second")
    await person.page.fill("#draft", "half a thou")
    may_go.set()

    await expect(person.message("second")).to_be_visible()
    await expect(person.page.locator("#draft")).to_have_value("half a thou")
    said = [entry["text"] for entry in await sandbox.messages(await sandbox.group(1))]
    assert [text.strip() for text in said] == ["first", "second"]


async def test_what_could_not_be_sent_comes_back(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens("Spacekeeper")
    await person.page.route(SAY, lambda route: route.abort())
    file: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}

    await person.page.set_input_files("#files", file)
    await person.says("with this")

    await expect(person.page.locator(".notice")).to_contain_text("does not answer")
    await expect(person.page.locator("#draft")).to_have_value("with this")
    await expect(person.page.locator(".attachment .file-name")).to_have_text("plan.pdf")


async def _brings(page: Page, kind: str, place: str) -> bool:
    """Bring a picture; whether the page took it over from the browser."""
    return bool(await page.evaluate(BRING, [kind, place, "dot.png", "image/png", list(PICTURE)]))
