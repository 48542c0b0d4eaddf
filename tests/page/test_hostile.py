"""Names, messages and cards written to break the page: they are shown, and nothing else happens."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.page.conftest import Visit
from tests.page.puppet import Puppet
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

HOSTILE = '"><img src=x onerror="hacked=1"><script>hacked=1</script>{{1}}'
MADE_OF_TEXT = "document.querySelectorAll('body script, [src=x], [onerror]').length"

VIOLATIONS = """async (attempt) => {
    const refused = [];
    const note = (event) => refused.push(event.effectiveDirective);
    document.addEventListener('securitypolicyviolation', note);
    const last = new Promise((resolve) =>
        document.addEventListener('securitypolicyviolation', resolve, { once: true }));
    const element = document.createElement(attempt.tag);
    for (const [name, value] of Object.entries(attempt.attributes ?? {})) {
        element.setAttribute(name, value);
    }
    element.append(attempt.text ?? '');
    document.body.append(element);
    await last;
    element.remove();
    return [...new Set(refused)];
}"""


async def test_nothing_that_people_or_bots_write_becomes_markup(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    await _organisation_of_hostile_names(sandbox)
    conversation = await _hostile_conversation(sandbox)
    buttons = ((HOSTILE, HOSTILE),)
    await bot.shows(conversation, HOSTILE, title=HOSTILE, text=HOSTILE, buttons=buttons)
    person = await visit()
    await person.opens(HOSTILE)

    await expect(person.page.locator("#chat-title")).to_have_text(HOSTILE)
    await expect(person.message(HOSTILE).locator(".said").first).to_have_text(HOSTILE)
    await expect(person.page.locator(".card-title")).to_have_text(HOSTILE)
    await expect(person.page.locator(".card-body")).to_have_text(HOSTILE)
    await expect(person.page.locator(".card-button")).to_have_text(HOSTILE)
    await expect(person.page.locator(".space", has_text=HOSTILE)).to_be_visible()
    for tab in ("wire", "allowance", "faults", "settings"):
        await person.looks_at(tab)
    await expect(person.page.locator(".person", has_text=HOSTILE)).to_be_visible()
    assert await person.page.evaluate(MADE_OF_TEXT) == 0
    assert await person.page.evaluate("'hacked' in window") is False


async def test_a_file_with_a_hostile_name_is_named_and_not_run(visit: Visit, bot: Puppet) -> None:
    person = await visit()
    await person.opens("Spacekeeper")
    file: FilePayload = {"name": "<b>a<b>.html", "mimeType": "text/html", "buffer": b"<script>"}

    await person.page.set_input_files("#files", file)
    await expect(person.page.locator(".attachment .file-name")).to_have_text("<b>a<b>.html")
    await person.button("Send").click()

    await expect(person.page.locator(".bubble .file-name")).to_have_text("<b>a<b>.html")


async def test_files_that_lie_elsewhere_are_named_and_not_linked(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    addresses = ("javascript:hacked=1", "data:text/html,x", "https://elsewhere.example/x", "//[")
    for address in addresses:
        await bot.sends_file(await sandbox.group(), address)
    files = (await visit()).page.locator("a.file")

    await expect(files).to_have_text(["plan.zip"] * len(addresses))
    assert [await each.get_attribute("href") for each in await files.all()] == [None] * 4


async def test_a_title_is_drawn_as_it_was_written(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    await bot.shows(await sandbox.group(), "c1", title="R&D_2026 **[old]** &lt;")
    person = await visit()

    await expect(person.page.locator(".card-title")).to_have_text("R&D_2026 **[old]** &lt;")


@pytest.mark.parametrize("path", ["/", "/page/gallery.html"])
async def test_the_policy_refuses_what_stands_in_the_page_itself_and_other_hosts(
    visit: Visit, path: str
) -> None:
    page = (await visit(path=path, complains=False)).page
    attempts = [
        {"tag": "script", "text": "hacked = 1"},
        {"tag": "style", "text": "body { display: none }"},
        {"tag": "img", "attributes": {"src": "https://elsewhere.example/x.png"}},
        {"tag": "p", "attributes": {"style": "color: red"}},
    ]

    refused = [await page.evaluate(VIOLATIONS, attempt) for attempt in attempts]

    assert refused == [["script-src-elem"], ["style-src-elem"], ["img-src"], ["style-src-attr"]]
    assert await page.evaluate("'hacked' in window") is False


async def _organisation_of_hostile_names(sandbox: SandboxHandle) -> None:
    added = await sandbox.client.post("/sandbox/users", json={"name": HOSTILE})
    added.raise_for_status()
    await sandbox.make_space(HOSTILE)


async def _hostile_conversation(sandbox: SandboxHandle) -> str:
    members = [user["userId"] for user in (await sandbox.state())["users"]]
    group = {"type": "2", "title": HOSTILE, "members": members}
    made = await sandbox.client.post("/sandbox/conversations", json=group)
    made.raise_for_status()
    conversation = str(made.json()["conversationId"])
    await sandbox.say(conversation, members[-1], HOSTILE)
    return conversation
