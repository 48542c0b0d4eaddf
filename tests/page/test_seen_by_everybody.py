"""The page for those who use a keyboard or a screen reader, see little contrast, or hold a phone."""

import pytest
from playwright.async_api import Page, expect

from tests.page.conftest import Visit
from tests.page.puppet import Puppet, params
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

TABS = ("drive", "wire", "allowance", "faults", "settings")

# WCAG 2.2, 1.4.3: the contrast of each text in sight with what is painted behind it.
FAINT_TEXTS = """() => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (color) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    };
    const over = ([r, g, b, a], [x, y, z]) =>
        [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
    const behind = (element) => {
        if (!element) return [255, 255, 255, 1];
        const color = rgba(getComputedStyle(element).backgroundColor);
        return color[3] === 1 ? color : over(color, behind(element.parentElement));
    };
    const painted = (element) => element && (getComputedStyle(element).backgroundImage !== 'none'
        || painted(element.parentElement));
    const light = (color) => color.slice(0, 3).map((c) => c / 255)
        .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (element) => {
        const ground = behind(element);
        const [a, b] = [light(over(rgba(getComputedStyle(element).color), ground)), light(ground)];
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) {
        const { parentElement: element, data } = texts.currentNode;
        if (!data.trim() || !element.checkVisibility({ opacityProperty: true })) continue;
        if (element.closest(':disabled') || painted(element)) continue;
        if (contrast(element) < 4.5) found.push(`${data} ${contrast(element).toFixed(2)}`);
    }
    return found;
}"""

NAMELESS = """() => [...document.querySelectorAll('a, button, input, select, textarea, [role=meter]')]
    .filter((each) => each.checkVisibility())
    .filter((each) => !each.textContent.trim() && !each.ariaLabel && !each.labels?.length)
    .map((each) => each.outerHTML)"""

TWICE = """() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_every_text_can_be_read_and_every_control_has_a_name(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle, *, dark: bool
) -> None:
    person = await visit(dark=dark)
    group = await sandbox.group()
    await sandbox.fault("slow", delayMillis=1, times=50)
    await person.says("hello")
    buttons = (("ok", "Create"), ("no", "Cancel"))
    await bot.shows(
        group, "c1", title="A card", text="> quoted `code` [a](https://a.example)", buttons=buttons
    )
    await expect(person.card("c1")).to_be_visible()
    await expect(person.page.locator("#tab-faults .unread")).to_be_visible()

    for tab in TABS:
        await person.looks_at(tab)
        await _is_readable(person.page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_the_gallery_can_be_read(visit: Visit, *, dark: bool) -> None:
    await _is_readable((await visit(path="/page/gallery.html", dark=dark)).page)


async def test_dark_and_light_follow_the_system(visit: Visit) -> None:
    page = (await visit(dark=True)).page
    ground = "getComputedStyle(document.body).backgroundColor"

    dark = await page.evaluate(ground)
    await page.emulate_media(color_scheme="light")

    assert dark == "rgb(15, 17, 20)"
    assert await page.evaluate(ground) == "rgb(243, 245, 248)"


async def test_a_conversation_needs_no_mouse(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    bot.answers["ok"] = params(title="Marketing", text="created")
    person = await visit()
    keys = person.page.keyboard

    await person.page.locator(".skip").press("Enter")
    await expect(person.page.locator("#draft")).to_be_focused()
    await keys.type("make one")
    await keys.press("Enter")
    await expect(person.message("make one")).to_be_visible()
    await bot.shows(await sandbox.group(), "c1", title="Marketing", buttons=(("ok", "Create"),))
    await expect(person.button("Create")).to_be_visible()
    while not await person.button("Create").evaluate("(it) => it === document.activeElement"):
        await keys.press("Shift+Tab")
    await keys.press("Enter")

    await expect(person.card("c1")).to_contain_text("created")
    await expect(person.card("c1")).to_be_focused()


async def test_tabs_are_walked_with_arrows_and_chips_keep_the_focus(visit: Visit) -> None:
    person = await visit()
    keys = person.page.keyboard

    await person.page.focus("#tab-drive")
    await keys.press("ArrowRight")
    await expect(person.page.locator("#tab-wire")).to_be_focused()
    await person.button("Calls").press("Enter")
    await expect(person.button("Calls")).to_be_focused()
    await expect(person.button("Calls")).to_have_attribute("aria-pressed", "true")
    await person.page.focus("#tab-wire")
    await keys.press("End")

    await expect(person.page.locator("#tab-settings")).to_be_focused()


async def test_filling_a_space_leaves_the_focus_on_it(visit: Visit) -> None:
    person = await visit()
    space = person.page.locator(".space", has_text="Engineering")

    await space.locator(".space-head").press("Enter")
    await space.get_by_role("button", name="80%").press("Enter")

    await expect(space).to_contain_text("40 GB of 50 GB")
    await expect(space.locator(".space-head")).to_be_focused()


async def test_a_phone_shows_every_view_without_scrolling_sideways(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit(360, 720)
    buttons = (("a", "A rather long label"), ("b", "Another long one"))
    await bot.shows(await sandbox.group(), "c1", title="x" * 90, text="y" * 300, buttons=buttons)
    await person.opens("市场部项目群")
    await expect(person.card("c1")).to_be_visible()
    assert await _is_narrow(person.page)

    await person.button("Show or hide the inspector").click()
    for tab in TABS:
        await person.looks_at(tab)
        assert await _is_narrow(person.page)


async def test_a_message_is_quoted_on_a_phone(visit: Visit, bot: Puppet) -> None:
    person = await visit(360, 720)
    await person.opens("Design Review")
    await person.says("first words")

    await person.message("first words").get_by_role("button", name="Reply").click()
    await person.says("an answer")

    await expect(person.message("an answer").locator(".quotation")).to_contain_text("first words")


async def _is_readable(page: Page) -> None:
    assert await page.evaluate(FAINT_TEXTS) == []
    assert await page.evaluate(NAMELESS) == []
    assert await page.evaluate(TWICE) == []


async def _is_narrow(page: Page) -> bool:
    """Whether neither the page nor the inspector can be scrolled sideways."""
    return bool(
        await page.evaluate(
            """['html', '#log', '#tab-body'].map((each) => document.querySelector(each))
                .every((each) => each.scrollWidth <= each.clientWidth)"""
        )
    )
