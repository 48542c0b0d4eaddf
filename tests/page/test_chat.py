"""The page used as a person uses it: who am I, saying, reloading, two tabs, quoting, pictures."""

import json

import pytest
from playwright.async_api import FilePayload, expect

from tests.page.conftest import Visit
from tests.page.puppet import Puppet, puppet
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

GROUP = "Design Review"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63102bffff1f0004bf028cf44c3c4a0000000049454e44ae426082"
)


async def test_what_one_says_stands_in_the_conversation_and_stays_after_a_reload(
    visit: Visit, bot: Puppet
) -> None:
    person = await visit()
    await person.is_("staff01")
    await person.opens(GROUP)

    await person.says("hello there")

    await expect(person.message("hello there")).to_have_attribute("data-seq", "1")
    await person.page.reload()
    await expect(person.message("hello there")).to_be_visible()
    await expect(person.page.locator("#person")).to_have_value("staff01")


async def test_two_tabs_are_two_people(visit: Visit, bot: Puppet) -> None:
    one, other = await visit(), await visit()
    await one.is_("staff01")
    await other.is_("staff02")
    await one.opens(GROUP)
    await other.opens("Spacekeeper")

    await one.says("are you there?")
    unread = other.page.locator(".conversation", has_text=GROUP).locator(".unread")
    await expect(unread).to_have_text("1")
    await other.opens(GROUP)
    await other.says("yes")

    await expect(one.page.locator(".message.theirs", has_text="yes")).to_be_visible()
    await expect(other.page.locator(".message.mine", has_text="yes")).to_be_visible()
    await expect(unread).to_have_count(0)


async def test_one_begins_to_read_where_one_left_off(visit: Visit, bot: Puppet) -> None:
    one, other = await visit(), await visit()
    await one.is_("staff01")
    await other.is_("staff02")
    for person in (one, other):
        await person.opens(GROUP)
    await one.says("the first")
    await expect(other.message("the first")).to_be_visible()
    await other.opens("Spacekeeper")
    for place in range(30):
        await one.says(f"line {place}")
    await expect(other.page.locator(".unread")).to_have_text("30")

    await other.opens(GROUP)

    line = other.page.locator(".unread-from")
    await expect(line).to_be_in_viewport()
    await expect(other.page.locator(".unread-from + .message")).to_contain_text("line 0")
    await expect(other.message("line 29")).not_to_be_in_viewport()
    await other.button("New messages").click()
    await expect(other.message("line 29")).to_be_in_viewport()


async def test_a_message_mentions_the_bot_in_a_group_unless_that_is_switched_off(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.is_("staff01")
    await person.opens(GROUP)

    await person.button("@Spacekeeper").click()
    await person.says("only among us")
    await expect(person.message("only among us")).to_be_visible()
    await person.button("@Spacekeeper").click()
    await person.says("for the bot")
    await expect(person.message("for the bot")).to_be_visible()

    assert [push["kind"] for push in await sandbox.pushes()] == ["message"]


async def test_the_page_says_what_becomes_of_a_message_that_the_bot_does_not_get_at_once(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.is_("staff01")
    await person.opens(GROUP)
    not_connected = person.page.locator("#no-bot")
    await expect(not_connected).to_contain_text("The bot is not connected")

    await person.says("anybody?")

    lost = person.message("anybody?").locator(".lost")
    await expect(lost).to_contain_text("never gets")
    await expect(lost.get_by_role("button")).to_have_count(0)
    await person.page.reload()
    await expect(lost).to_be_visible()
    async with puppet(sandbox):
        await expect(lost).to_contain_text("It is back now")
        await expect(not_connected).to_be_hidden()
        await lost.get_by_role("button", name="Say it again").click()
        await expect(person.message("anybody?")).to_have_count(2)
        await expect(person.page.locator(".lost")).to_have_count(1)

        await sandbox.settings(ackMillis=100)
        await sandbox.stream_fault("drop", times=1)
        await person.says("once more")
        fate = person.message("once more").locator(".fate")
        await expect(fate).to_contain_text("The bot took this at try 2")
    await person.page.click("#language")
    await expect(fate).to_contain_text("断开前已收下")
    await expect(not_connected).to_contain_text("机器人未连接")


async def test_whoever_becomes_another_in_a_private_chat_is_in_that_persons_own(
    visit: Visit, bot: Puppet
) -> None:
    person = await visit()
    await person.is_("staff01")
    await person.opens("Spacekeeper")
    await person.says("mine alone")
    await expect(person.message("mine alone")).to_be_visible()

    await person.is_("staff02")

    await expect(person.page.locator("#chat-members")).to_have_text("Private chat with the bot")
    await expect(person.message("mine alone")).to_have_count(0)
    await expect(person.page.locator("#draft")).to_be_visible()
    await person.is_("staff01")
    await expect(person.message("mine alone")).to_be_visible()
    await person.opens(GROUP)
    await person.is_("manager02")  # who is not in it
    await expect(person.page.locator("#log")).to_contain_text("Choose one of their conversations")


async def test_an_empty_conversation_offers_examples(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens(GROUP)

    await person.button("space create Marketing").click()

    await expect(person.message("space create Marketing")).to_be_visible()
    await expect(person.page.locator(".example")).to_have_count(0)


async def test_what_people_write_is_never_markup(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens(GROUP)
    hostile = "<img src=x onerror=alert(1)> **bold** [link](javascript:alert(1))"

    await person.says(hostile)

    said = person.page.locator(".message .said")
    await expect(said).to_have_text(hostile)
    assert await said.locator("*").count() == 0


async def test_shift_enter_breaks_the_line_and_arrow_up_brings_the_last_text_back(
    visit: Visit, bot: Puppet
) -> None:
    person = await visit()
    await person.opens(GROUP)
    draft = person.page.locator("#draft")

    await draft.type("one")
    await draft.press("Shift+Enter")
    await draft.type("two")
    await draft.press("Enter")
    await expect(person.page.locator(".said")).to_have_text("one\ntwo", use_inner_text=True)
    await draft.press("ArrowUp")

    await expect(draft).to_have_value("one\ntwo")


async def test_a_message_can_be_quoted(visit: Visit, bot: Puppet, sandbox: SandboxHandle) -> None:
    person = await visit()
    await person.opens(GROUP)
    await person.says("first words")

    await person.message("first words").hover()
    await person.button("Reply").click()
    await person.says("an answer to it")

    await expect(person.message("an answer to it").locator(".quotation")).to_contain_text(
        "first words"
    )
    lines = await sandbox.messages(await sandbox.group(1))
    assert lines[-1]["replyTo"] == 1


async def test_people_are_mentioned_by_picking_them(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens(GROUP)
    draft = person.page.locator("#draft")

    await draft.type("/admin add @员工")
    await expect(person.page.locator("#mentions li")).to_have_count(2)
    await draft.press("ArrowDown")
    await draft.press("Enter")
    await expect(draft).to_have_value("/admin add @员工乙 ")
    async with person.page.expect_request("**/sandbox/say") as said:
        await draft.press("Enter")

    body = json.loads((await said.value).post_data or "")
    assert body["atUserIds"] == ["staff02"]


async def test_a_tab_is_named_after_its_person_and_counts_what_is_unread(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens("Spacekeeper")

    await sandbox.say(await sandbox.group(), "staff01", "hello", mention=False)

    await expect(person.page).to_have_title("(1) 管理员甲 · DingTalk sandbox")


async def test_a_picture_is_sent_with_its_words(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens(GROUP)

    await person.page.set_input_files(
        "#files", {"name": "dot.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    await person.says("look at this")

    picture = person.message("look at this").locator("img")
    await expect(picture).to_have_js_property("naturalWidth", 1)
    await expect(person.page.locator(".attachment")).to_have_count(0)


async def test_a_file_goes_to_the_bot_in_a_single_chat_only(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    file: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"}
    await person.opens(GROUP)
    await person.page.set_input_files("#files", file)
    await expect(person.page.locator(".notice")).to_contain_text("only pictures")

    await person.opens("Spacekeeper")
    await person.page.set_input_files("#files", file)
    await person.button("Send").click()

    await expect(person.page.locator(".bubble .file-name")).to_have_text("plan.pdf")


async def test_a_reset_empties_the_conversation(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens("市场部项目群")
    await person.says("soon forgotten")
    await expect(person.message("soon forgotten")).to_be_visible()

    await person.looks_at("settings")
    await person.button("Reset the sandbox").click()
    await person.page.get_by_role("dialog").get_by_role("button", name="Reset").click()

    await expect(person.message("soon forgotten")).to_have_count(0)
    await expect(person.page.locator(".welcome")).to_be_visible()


async def test_the_language_is_switched_and_remembered(visit: Visit) -> None:
    person = await visit()
    await expect(person.page.locator("#tab-drive")).to_have_text("Drive")

    await person.page.click("#language")
    await expect(person.page.locator("#tab-drive")).to_have_text("钉盘")
    await person.page.reload()

    await expect(person.page.locator("#tab-drive")).to_have_text("钉盘")


async def test_on_a_phone_one_goes_into_a_conversation_and_back(visit: Visit, bot: Puppet) -> None:
    person = await visit(360, 720)
    page = person.page
    await expect(page.locator(".chat")).to_be_hidden()

    await person.opens(GROUP)
    await person.says("x" * 300)
    await expect(person.message("xxx")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await person.button("Back to the conversations").click()

    await expect(page.locator(".conversation", has_text=GROUP)).to_be_visible()
