"""Whatever happens in the organisation while somebody works in the inspector takes nothing from them."""

import pytest
from playwright.async_api import Locator, expect

from tests.page.conftest import Visit
from tests.page.person import Person
from tests.sandbox_server import SandboxHandle

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.slow]


async def happens(person: Person, sandbox: SandboxHandle, name: str = "Elsewhere") -> None:
    """Let a space appear, and wait until the page shows it."""
    await sandbox.make_space(name, "manager01")
    await expect(person.page.locator(".space", has_text=name)).to_have_count(1)


def space(person: Person, name: str) -> Locator:
    return person.page.locator(".space", has_text=name)


async def test_a_file_that_is_reached_by_keyboard_keeps_the_focus(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    files = space(person, "Engineering")
    await files.locator(".space-head").press("Enter")
    first = files.locator(".file-list .file-name").first
    await first.focus()
    await files.locator("summary").nth(2).press("Enter")
    await first.focus()
    place = "document.querySelector('#tab-body').scrollTop"
    before = await person.page.evaluate(place)

    await happens(person, sandbox)
    found = await sandbox.files(await files.get_attribute("data-space") or "")
    await sandbox.change_file(
        str(await files.get_attribute("data-space")), found[-1]["dentryId"], name="zz renamed"
    )
    await expect(files.get_by_text("zz renamed")).to_be_visible()

    await expect(first).to_be_focused()
    await expect(files.locator(".file-list details[open]")).to_have_count(1)
    assert abs(await person.page.evaluate(place) - before) < 120, "but for the row that has come"


async def test_how_much_was_typed_for_a_space_stays_when_one_looks_elsewhere(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await space(person, "Engineering").locator(".space-head").click()
    amount = space(person, "Engineering").get_by_role("spinbutton")
    await amount.fill("33")
    await person.page.focus("#draft")

    await happens(person, sandbox)

    await expect(amount).to_have_value("33")
    await expect(person.page.locator("#draft")).to_be_focused()


async def test_half_filled_settings_stay_until_they_are_discarded(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.looks_at("settings")
    latency = person.page.locator("[name=latencyMillis]")
    await latency.fill("77")
    await person.page.focus("#draft")

    await sandbox.settings(qps=7)
    await sandbox.make_space("Elsewhere", "manager01")
    await expect(person.page.locator(".space", has_text="Elsewhere")).to_have_count(1)
    await expect(latency).to_have_value("77")
    await person.button("Discard").click()

    await expect(latency).to_have_value("0")
    await expect(person.page.locator("[name=qps]")).to_have_value("7")


async def test_buttons_of_faults_and_people_keep_the_focus(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await sandbox.fault("slow", delayMillis=1, times=50)
    await person.looks_at("faults")
    remove = person.button("Remove the fault slow")
    await sandbox.client.get("/v1.0/drive/spaces")
    await expect(person.page.locator(".fault")).to_contain_text("1 of 50")
    await remove.focus()
    await sandbox.client.get("/v1.0/drive/spaces")
    await expect(person.page.locator(".fault")).to_contain_text("2 of 50")
    await expect(remove).to_be_focused()

    await person.looks_at("settings")
    await person.button("Make member").first.press("Enter")
    await expect(person.button("Make admin").first).to_be_focused()


async def test_a_call_that_is_unfolded_stays_so(visit: Visit, sandbox: SandboxHandle) -> None:
    """Also when the list is drawn between the press and what the browser tells of it."""
    person = await visit()
    await sandbox.client.get("/v1.0/drive/spaces")
    await person.looks_at("wire")
    newest = person.page.locator(".wire [data-row]").first
    await expect(newest).to_be_visible()
    # Others may come above it in between.
    row = person.page.locator(f'[data-row="{await newest.get_attribute("data-row")}"]')
    drawn_at_once = """(summary) => {
        summary.click();
        document.querySelector('[type=search]').dispatchEvent(new Event('input'));
    }"""
    await row.locator("summary").evaluate(drawn_at_once)

    await expect(row.locator("pre")).to_be_visible()


async def test_the_bin_shows_what_is_deleted_while_it_is_open(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person, state = await visit(), await sandbox.state()
    await person.page.get_by_text("Recycle bin of").press("Enter")
    finance = next(s["spaceId"] for s in state["spaces"] if s["spaceName"] == "Finance")
    made = await sandbox.make_file(finance, "plan.txt", "manager01", size=3)
    app = {"appKey": state["clientId"], "appSecret": state["clientSecret"]}
    token = (await sandbox.client.post("/v1.0/oauth2/accessToken", json=app)).json()
    admin = next(u["unionId"] for u in state["users"] if u["userId"] == "manager01")
    await sandbox.client.delete(
        f"/v1.0/storage/spaces/{finance}/dentries/{made['dentryId']}",
        params={"unionId": admin, "toRecycleBin": "true"},
        headers={"x-acs-dingtalk-access-token": token["accessToken"]},
    )
    row = person.page.locator(".stored", has_text="./plan.txt")
    await row.get_by_role("button", name="Restore").press("Enter")

    await expect(row).to_have_count(0)
    await expect(person.page.get_by_text("Recycle bin of")).to_be_focused()
