"""The Drive tab's files: folders, what is put in and taken out, versions, rights, the bin."""

import pytest
from playwright.async_api import FilePayload, Locator, expect

from tests.page.conftest import Visit
from tests.page.person import Person
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def opened(person: Person, name: str) -> Locator:
    """The files of a space."""
    space = person.page.locator(".space", has_text=name)
    await space.locator("summary").first.click()
    return space.locator(".files")


def sent(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": content}


async def test_folders_are_gone_through_and_back(visit: Visit) -> None:
    files = await opened(await visit(), "Engineering")
    await expect(files.locator(".stored")).to_have_count(9)
    await files.get_by_role("button", name="资料 Material/").click()
    await files.get_by_role("button", name="归档 Archive/").click()
    await expect(files.locator(".stored")).to_have_count(9)
    await files.locator(".crumbs button").first.click()
    await expect(files.get_by_role("button", name="资料 Material/")).to_be_visible()


async def test_a_file_is_put_in_renewed_and_deleted(visit: Visit, sandbox: SandboxHandle) -> None:
    person = await visit()
    files = await opened(person, "Legal")
    await expect(files).to_contain_text("Nothing is here.")
    for content in (b"one", b"three"):
        await files.get_by_label("Put files in").set_input_files(sent("<b>a.txt", content))
        row = files.locator(".stored", has_text="<b>a.txt")
        await expect(row).to_contain_text(f"{len(content)}\u00a0B")
    await row.locator("details summary").click()
    await expect(row).to_contain_text("OWNER")
    await sandbox.make_space("Elsewhere", "manager01")
    await expect(person.page.locator(".space", has_text="Elsewhere")).to_be_visible()
    first = await row.get_by_role("link", name="Version 1").get_attribute("href")
    assert (await sandbox.client.get(str(first))).content == b"one"
    await row.get_by_role("button", name="Delete").click()
    await person.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(files).to_contain_text("Nothing is here.")


async def test_what_was_deleted_is_put_back(visit: Visit, sandbox: SandboxHandle) -> None:
    person, state = await visit(), await sandbox.state()
    space = next(s["spaceId"] for s in state["spaces"] if s["spaceName"] == "Finance")
    made = await sandbox.make_file(space, "plan.txt", "manager01", size=3)
    app = {"appKey": state["clientId"], "appSecret": state["clientSecret"]}
    token = (await sandbox.client.post("/v1.0/oauth2/accessToken", json=app)).json()
    admin = next(u["unionId"] for u in state["users"] if u["userId"] == "manager01")
    response = await sandbox.client.delete(
        f"/v1.0/storage/spaces/{space}/dentries/{made['dentryId']}",
        params={"unionId": admin, "toRecycleBin": "true"},
        headers={"x-acs-dingtalk-access-token": token["accessToken"]},
    )
    assert response.status_code == 200
    await person.page.get_by_text("Recycle bin of").click()
    row = person.page.locator(".stored", has_text="./plan.txt")
    await row.get_by_role("button", name="Restore").click()
    await expect(row).to_have_count(0)
    assert "plan.txt" in [each["name"] for each in await sandbox.files(space)]


async def test_what_is_dropped_lies_in_the_folder_that_is_looked_at(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    person = await visit()
    files = await opened(person, "Engineering")
    await files.get_by_role("button", name="资料 Material/").click()
    await expect(files.get_by_role("button", name="归档 Archive/")).to_be_visible()
    made = (
        "() => { const d = new DataTransfer(); d.items.add(new File(['new'], 'd.txt')); return d; }"
    )
    dropped = await person.page.evaluate_handle(made)
    await files.dispatch_event("drop", {"dataTransfer": dropped})
    await expect(files.locator(".stored", has_text="d.txt")).to_contain_text("3\u00a0B")
    state = await sandbox.state()
    space = next(s["spaceId"] for s in state["spaces"] if s["spaceName"] == "Engineering")
    paths = [each["path"] for each in await sandbox.files(space, deep="true")]
    assert "./资料 Material/d.txt" in paths
