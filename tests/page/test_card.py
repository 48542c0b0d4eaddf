"""Cards on the page: drawn like DingTalk's, changed in place, their buttons alive."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import Visit
from tests.page.puppet import Puppet, params
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_card_changes_where_it_stands(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await bot.shows(group, "c1", title="Spaces", text="**12** spaces")
    await bot.shows(group, "c2", title="Later")
    person = await visit()
    await expect(person.card("c1").locator("strong")).to_have_text("12")

    await bot.changes("c1", title="Spaces", text="13 spaces")

    await expect(person.card("c1")).to_contain_text("13 spaces")
    cards = person.page.locator("[data-card]")
    assert [await each.get_attribute("data-card") for each in await cards.all()] == ["c1", "c2"]


async def test_a_pressed_button_works_until_the_card_has_changed(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    buttons = (("ok", "Create"), ("no", "Cancel"))
    await bot.shows(await sandbox.group(), "c1", title="Marketing", buttons=buttons)
    bot.answers["ok"] = params(title="Marketing", text="created")
    bot.may_answer.clear()
    person = await visit()

    await person.button("Create").click()
    await expect(person.card("c1")).to_have_attribute("aria-busy", "true")
    await expect(person.button("Create")).to_be_disabled()
    bot.may_answer.set()

    await expect(person.card("c1")).to_contain_text("created")
    await expect(person.card("c1").get_by_role("button")).to_have_count(0)
    await expect(person.card("c1")).to_be_focused()


async def test_a_press_that_nobody_answers_is_told_and_the_button_comes_back(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(cardAckMillis=50)
    await bot.shows(await sandbox.group(), "c1", title="Marketing", buttons=(("ok", "Create"),))
    bot.may_answer.clear()
    person = await visit()

    await person.button("Create").click()

    await expect(person.page.locator(".notice")).to_contain_text("did not answer")
    await expect(person.button("Create")).to_be_enabled()


async def test_below_the_answer_stands_what_it_cost(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens("市场部项目群")
    await person.says("spaces")
    await expect(person.message("spaces")).to_be_visible()

    await bot.shows(await sandbox.group(), "c1", title="Spaces")

    cost = person.page.locator(".cost-line")
    await expect(cost).to_contain_text("1 call · 1 counted")
    await cost.click()
    await expect(person.page.locator(".wire .template").first).to_have_text(
        "/v1.0/card/instances/createAndDeliver"
    )


async def test_what_a_card_costs_later_is_not_the_price_of_its_message(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await person.opens("市场部项目群")
    await person.says("spaces")
    await expect(person.message("spaces")).to_be_visible()
    await bot.shows(await sandbox.group(), "c1", title="Spaces")
    await expect(person.page.locator(".cost-line")).to_contain_text("1 call ·")

    await sandbox.settings(clockOffsetMillis=60_000)
    await bot.changes("c1", title="Spaces of a minute later")

    await expect(person.card("c1")).to_contain_text("a minute later")
    await expect(person.page.locator(".cost-line")).to_contain_text("1 call ·")


async def test_a_card_that_changes_far_above_does_not_move_what_is_read(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await bot.shows(group, "first", title="First")
    for place in range(12):
        await bot.shows(group, f"c{place}", title=f"Card {place}", text="line\n" * 6)
    person = await visit()
    await expect(person.card("c11")).to_be_in_viewport()

    await bot.changes("first", title="First", text="grown\n" * 9)

    await expect(person.card("first")).to_contain_text("grown")
    await expect(person.card("c11")).to_be_in_viewport()
