"""The right side of the page: Drive, wire, allowance, faults, settings."""

import asyncio
import json
import re
from pathlib import Path
from typing import get_args

import pytest
from playwright.async_api import Route, expect

from sandbox.faults import ApiFault, StreamFault
from tests.page.conftest import Visit
from tests.page.puppet import Puppet
from tests.sandbox_server import SandboxHandle, running_sandbox

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGE = Path(__file__).parents[2] / "sandbox" / "page"


async def test_a_space_is_filled_by_hand(visit: Visit, sandbox: SandboxHandle) -> None:
    person = await visit()
    space = person.page.locator(".space", has_text="Engineering")

    await space.locator("summary").click()
    await space.get_by_label("Used").fill("48")
    await space.get_by_role("button", name="Fill").click()

    await expect(space).to_contain_text("48 GB of 50 GB")
    await expect(space).to_contain_text("96%")
    spaces = (await sandbox.state())["spaces"]
    (used,) = [each["usedQuota"] for each in spaces if each["spaceName"] == "Engineering"]
    assert used == 48 * 2**30


async def test_a_refusal_is_shown_in_the_servers_words(visit: Visit) -> None:
    person = await visit()
    await person.looks_at("settings")

    await person.page.locator("[name=clockOffsetMillis]").fill("99999999999999")
    await person.button("Save").click()

    await expect(person.page.locator(".notice")).to_contain_text("clockOffsetMillis")


async def test_a_space_cannot_be_emptied_below_its_files(visit: Visit) -> None:
    person = await visit()
    space = person.page.locator(".space", has_text="Engineering")

    await space.locator("summary").click()
    used = space.get_by_label("Used")
    await used.fill("12")
    await space.get_by_role("button", name="Fill").click()

    why = "The files in it use 12.5\u00a0GB already."
    assert await used.evaluate("input => input.validationMessage") == why
    await expect(space).to_contain_text("12.5 GB of 50 GB")
    await expect(space.get_by_role("button", name="80%")).to_be_enabled()
    finance = person.page.locator(".space", has_text="Finance")
    await finance.locator("summary").click()
    await expect(finance.get_by_role("button", name="50%")).to_be_disabled()


async def test_a_space_is_not_called_fuller_than_it_is(visit: Visit) -> None:
    person = await visit()
    space = person.page.locator(".space", has=person.page.get_by_text("市场部", exact=True))

    await expect(space).to_contain_text("96%")  # 9.67 GB of 10 GB
    await space.locator("summary").click()
    await space.get_by_role("button", name="100%").click()
    await expect(space).to_contain_text("100%")


async def test_every_fault_can_be_chosen_and_has_a_text(visit: Visit) -> None:
    person = await visit()
    await person.looks_at("faults")

    options = person.page.locator("select[name=fault] option")

    chosen = await options.evaluate_all("all => all.map(({ value }) => value)")
    assert set(chosen) == {*get_args(ApiFault), *get_args(StreamFault)}
    assert not [text for text in await options.all_inner_texts() if "fault_" in text]


async def test_a_space_without_own_quota_says_so(visit: Visit) -> None:
    person = await visit()

    space = person.page.locator(".space", has_text="Marketing Archive 2024")

    await expect(space).to_contain_text("no own limit")
    await expect(space.get_by_role("meter")).to_have_count(0)


async def test_a_space_made_elsewhere_appears(visit: Visit, sandbox: SandboxHandle) -> None:
    person = await visit()

    await sandbox.make_space("Made elsewhere")

    await expect(person.page.locator(".space", has_text="Made elsewhere")).to_be_visible()


async def test_calls_and_pushes_are_listed_and_filtered(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.looks_at("wire")
    await bot.shows(await sandbox.group(), "c1", title="Spaces")
    await person.says("hello")
    rows = person.page.locator(".wire > li")
    await expect(rows.filter(has_text="acknowledged 200")).to_have_count(1)

    await person.page.get_by_placeholder("Filter").fill("createanddeliver")

    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("counted")
    await rows.locator("summary").click()
    await expect(rows.locator("pre")).to_contain_text('"outTrackId": "c1"')


async def test_the_allowance_counts(visit: Visit, bot: Puppet, sandbox: SandboxHandle) -> None:
    person = await visit()
    await person.looks_at("allowance")

    await bot.shows(await sandbox.group(), "c1", title="Spaces")

    meter = person.page.get_by_role("meter", name="Counted API calls")
    counted = (await sandbox.state())["counters"]["counted"]
    await expect(meter).to_have_attribute("aria-valuenow", str(counted))


async def test_a_fault_is_set_and_taken_away(visit: Visit, sandbox: SandboxHandle) -> None:
    person = await visit()
    await person.looks_at("faults")

    await person.page.locator("[name=fault]").select_option("slow")
    await person.page.get_by_label("Delay (ms)").fill("250")
    await person.page.get_by_label("Acts on").fill("GET /v1.0/drive/spaces")
    await person.page.locator("#page-faults").get_by_role("button", name="Add").click()
    await expect(person.page.locator(".fault")).to_contain_text("250 ms")
    (fault,) = await sandbox.faults()
    assert (fault["fault"], fault["match"], fault["delayMillis"]) == (
        "slow",
        "GET /v1.0/drive/spaces",
        250,
    )

    await person.button("Remove the fault slow").click()

    await expect(person.page.locator(".fault")).to_have_count(0)
    assert await sandbox.faults() == []


async def test_a_spent_fault_is_told_from_one_that_still_acts(
    visit: Visit, sandbox: SandboxHandle
) -> None:
    await sandbox.fault("slow", delayMillis=1, times=1)
    await sandbox.fault("qps", "GET /v1.0/drive/mySpaces", times=2)
    await sandbox.client.post("/v1.0/oauth2/accessToken", json={})
    person = await visit()
    await person.looks_at("faults")

    await expect(person.page.locator(".fault.spent")).to_contain_text("acted 1 of 1 times")
    await expect(person.page.locator("#tab-faults .unread")).to_have_text("1")
    await person.button("Remove all").click()

    await expect(person.page.locator(".fault")).to_have_count(0)
    assert await sandbox.faults() == []


async def test_a_setting_is_changed(visit: Visit, sandbox: SandboxHandle) -> None:
    person = await visit()
    await person.looks_at("settings")

    await person.page.locator("[name=latencyMillis]").fill("30")
    await person.page.locator("[name=managementForMembers]").check()
    await person.button("Save").click()

    await expect(person.page.locator(".notice")).to_have_text("Saved.")
    settings = await sandbox.settings()
    assert (settings["latencyMillis"], settings["managementForMembers"]) == (30, True)


async def test_bot_buttons_are_hidden_without_a_supervisor(visit: Visit, bot: Puppet) -> None:
    person = await visit()

    await person.page.click("#bot-status")

    await expect(person.page.locator("#bot-menu")).to_contain_text("1 stream connection")
    await expect(person.button("Kill the bot")).to_have_count(0)


async def test_the_bot_is_killed_and_restarted(visit: Visit, tmp_path: Path) -> None:
    asked: list[str] = []

    async def supervise(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(json.loads(await reader.readline())["action"])
        writer.write(b"{}\n")
        writer.close()

    path = tmp_path / "s"
    server = await asyncio.start_unix_server(supervise, path)
    async with server, running_sandbox(supervisor=path) as supervised:
        person = await visit(url=supervised.url, own=True)
        await person.page.click("#bot-status")
        for label in ("Kill the bot", "Restart it"):
            async with person.page.expect_response("**/sandbox/bot"):
                await person.button(label).click()
        await person.page.close()

    assert asked == ["kill", "restart"]


async def test_the_page_says_when_the_sandbox_is_gone(visit: Visit) -> None:
    async with running_sandbox() as passing:
        person = await visit(url=passing.url)
        await expect(person.page.locator("#offline")).to_be_hidden()

    await expect(person.page.locator("#offline")).to_be_visible()


async def test_the_drawer_closes_with_escape(visit: Visit) -> None:
    person = await visit(800, 700)
    await expect(person.page.locator("#panel")).to_be_hidden()

    await person.button("Show or hide the inspector").click()
    await expect(person.page.locator("#tab-drive")).to_be_focused()
    await person.page.keyboard.press("Escape")

    await expect(person.page.locator("#panel")).to_be_hidden()
    await expect(person.button("Show or hide the inspector")).to_be_focused()


async def test_both_languages_have_the_same_texts(visit: Visit) -> None:
    page = (await visit()).page

    english, chinese = await page.evaluate(
        """async () => {
            const { en } = await import('/page/texts/en.js');
            const { zh } = await import('/page/texts/zh.js');
            return [Object.keys(en), Object.keys(zh)];
        }"""
    )

    assert {key.removesuffix("One") for key in english} == set(chinese)


async def test_nothing_of_the_page_turns_text_into_markup() -> None:
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|https?://[a-z]+\."
    )
    sources = [path for path in PAGE.rglob("*") if path.suffix in {".js", ".html", ".css"}]

    found = [path.name for path in sources if forbidden.search(path.read_text(encoding="utf-8"))]

    assert found == ["dom.js"]  # the namespace of SVG is an address that nothing loads


async def test_an_acknowledgement_is_not_lost_to_a_reading_under_way(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    """The list may have been read before the push was acknowledged, and arrive after it was."""
    person = await visit()
    await person.looks_at("wire")

    held: list[str] = []

    async def as_it_was(route: Route) -> None:
        response = await route.fetch()
        pushes = (await response.json())["pushes"]
        if held or not pushes:
            await route.fulfill(response=response)
            return
        held.append(pushes[0]["messageId"])
        await sandbox.acked(held[0])
        for each in pushes:
            each.pop("ackedAt", None)
            each.pop("code", None)
        await route.fulfill(json={"pushes": pushes, "next": pushes[-1]["seq"]})

    await person.page.route("**/sandbox/pushes*", as_it_was)
    await person.says("hello")

    answered = person.page.locator(".wire > li").filter(has_text="acknowledged 200")
    await expect(answered).to_have_count(1)
