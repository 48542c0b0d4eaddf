"""The box above a group: pinned by the bot, folded by whoever reads."""

import pytest
from playwright.async_api import Locator, expect

from tests.page.conftest import Visit
from tests.page.person import Person
from tests.page.puppet import Puppet, params
from tests.sandbox_server import SandboxHandle

pytestmark = pytest.mark.asyncio(loop_scope="session")

GROUP, OTHER = "市场部项目群", "Design Review"
HOUR_MILLIS = 3_600_000
BUTTONS = (("ok", "Got it"),)


async def test_a_pinned_card_stays_in_sight_and_can_be_folded_by_keyboard(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit()
    await bot.pins(await sandbox.group(), "pin", title="Nearly full", text="**97 %** used")
    await expect(person.card("pin").locator("strong")).to_have_text("97 %")

    await person.page.locator("#top summary").press("Enter")

    await expect(person.card("pin")).to_be_hidden()
    await expect(_box(person)).to_contain_text("Nearly full")
    await bot.changes("pin", title="Full", text="**100 %** used")
    await expect(_box(person)).to_contain_text("Full")
    await expect(person.card("pin")).to_be_hidden()
    await expect(person.page.locator("#top summary")).to_be_focused()


async def test_its_buttons_work_where_it_is(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    bot.answers["ok"] = params(title="Nearly full", text="noted")
    person = await visit()
    await bot.pins(await sandbox.group(), "pin", title="Nearly full", buttons=BUTTONS)

    await person.button("Got it").press("Enter")

    await expect(person.card("pin")).to_contain_text("noted")
    await expect(person.card("pin")).to_be_focused()


async def test_it_is_above_its_group_alone_until_it_is_taken_down(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await bot.pins(group, "pin", title="Nearly full")
    person = await visit()
    await person.opens(OTHER)
    await expect(_box(person)).to_be_hidden()
    await person.opens(GROUP)
    await expect(_box(person)).to_contain_text("Nearly full")

    await bot.unpins(group, "pin")

    await expect(_box(person)).to_be_hidden()


async def test_only_those_it_is_for_see_it(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    model = {"userIds": ["staff01"]}
    await bot.pins(await sandbox.group(), "pin", title="For you", model=model)
    person = await visit()
    await person.is_("staff01")
    await person.opens(GROUP)
    await expect(_box(person)).to_be_visible()

    await person.is_("staff02")
    await person.opens(GROUP)

    await expect(_box(person)).to_be_hidden()


async def test_it_goes_by_itself_when_its_time_is_over(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit(own=True)
    await person.page.clock.install()
    model = {"expiredTimeMillis": (await sandbox.state())["now"] + HOUR_MILLIS}
    await bot.pins(await sandbox.group(), "pin", title="Nearly full", model=model)
    await expect(_box(person)).to_be_visible()

    # Only the page's clock moves; were it told the sandbox's, it would put its own right again.
    await person.page.route("**/sandbox/state*", lambda route: route.abort())
    await person.page.clock.fast_forward(HOUR_MILLIS)

    await expect(_box(person)).to_be_hidden()


async def test_on_a_phone_a_long_one_leaves_room_for_the_messages(
    visit: Visit, bot: Puppet, sandbox: SandboxHandle
) -> None:
    person = await visit(390, 780)
    await person.opens(GROUP)
    title, text = "A title far too long for one line of a phone " * 3, "line\n\n" * 60
    await bot.pins(await sandbox.group(), "pin", title=title, text=text, buttons=BUTTONS)
    await expect(_box(person)).to_be_visible()

    log = await person.page.locator("#log").bounding_box()
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert log is not None
    assert log["height"] > 250
    assert await person.page.evaluate(wide) == 0


def _box(person: Person) -> Locator:
    return person.page.locator("#top")
