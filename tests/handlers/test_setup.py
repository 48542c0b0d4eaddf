"""Set-up: what is done and what is not, and buttons that do what commands do."""

from typing import Any

import pytest

from bot.cards import Card
from bot.quota.observations.sampler import OperatorLost
from bot.routing import Routes
from handlers.setup import STEPS, LookAgain, SetUp
from tests.assembly import Assembly
from tests.handlers.calling import body, says, takes, trail
from tests.handlers.watching import learns

LIST = "GET /v1.0/drive/spaces"
DENIED = "Forbidden.AccessDenied.AccessTokenPermissionDenied"
PRESSED = "pressed"
_NOTHING: dict[str, Any] = {
    "operator": "",
    "admins": False,
    "title": "",
    "alerts": 0,
    "digests": 0,
    "missing": [],
    "group": False,
}
_ALL = {"operator": "王芳", "admins": True, "title": "管理员群", "alerts": 2, "digests": 1}
_HALF = {"operator": "王芳", "admins": True, "missing": ["Storage.Org.Read"], "group": True}
EXAMPLES = {
    "setup": Card("setup", _NOTHING, {"operator": "o", "admins": "a", "again": "r"}),
    "setup-half": Card("setup", _NOTHING | _HALF, {"alerts": "a", "digest": "d", "again": "r"}),
    "setup-done": Card("setup", _NOTHING | _ALL),
}


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def press(bot: Assembly, step: str) -> Any:
    """Press the button of a step; what it shows on the pressed card stands in ``elsewhere``."""
    return await takes(bot, SetUp(step), card=PRESSED, key=f"press {step}")


async def test_what_is_missing_is_offered_and_what_needs_the_operator_once_there_is_one(
    bot: Assembly,
) -> None:
    card = await says(bot, "setup")

    assert set(card.actions) == {"operator", "admins", "again"}
    assert await says(bot, "设置向导") == card


async def test_each_button_does_what_its_command_does_and_ticks_it(bot: Assembly) -> None:
    named = await press(bot, "operator")
    here = await press(bot, "admins")
    asked = await press(bot, "alerts")
    weekly = await press(bot, "digest")

    assert [each.template for each in (named, here, asked, weekly)] == [
        "operator_named",
        "admin_here",
        "alert_here",
        "digest_confirm",
    ]
    assert all(each.apart for each in (named, here, asked, weekly))
    assert asked.then is not None, "it asks below, as its command does"
    assert named.elsewhere[PRESSED].data["operator"]
    assert set(here.elsewhere[PRESSED].actions) == {"alerts", "digest", "again"}
    assert [line[0] for line in await trail(bot)] == ["admin here", "operator me"]


async def test_once_all_is_done_nothing_is_offered(bot: Assembly) -> None:
    await press(bot, "operator")
    await press(bot, "admins")
    await takes(bot, (await press(bot, "alerts")).then, key="yes")
    assert (await press(bot, "digest")).template == "digest_set"

    card = await takes(bot, LookAgain())

    assert card.actions == {}
    assert (card.data["alerts"], card.data["digests"]) == (1, 1)


async def test_a_permission_that_a_step_lacks_is_named_and_set_up_stays(bot: Assembly) -> None:
    await bot.sandbox.fault("no-scope", LIST)

    card = await press(bot, "operator")

    assert (card.template, card.apart) == ("platform_error", True)
    shown = card.elsewhere[PRESSED]
    assert shown.data["missing"] == ["Drive.Space.Read"]
    assert "operator" in shown.actions
    assert "权限管理" in body(shown)


async def test_what_the_watch_was_refused_for_lack_of_a_permission_is_named(bot: Assembly) -> None:
    await press(bot, "operator")
    await bot.services.watch.sampler.halt(OperatorLost(DENIED))
    assert (await says(bot, "setup")).data["missing"] == ["Drive.Space.Read"]

    await bot.services.watch.begin_anew()
    await bot.services.watch.sampler.halt(OperatorLost("no.priviledge"))
    assert (await says(bot, "setup")).data["missing"] == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_a_button_says_in_words_is_its_command(
    step: str, language: str, bot: Assembly
) -> None:
    routes: Routes[Any] = bot.routes
    match = routes.find(SetUp(step).says(language))

    assert match is not None
    assert match.route.words == STEPS[step][1]
    assert match.route.read(match.raw) == match.route.read(dict(STEPS[step][2]))
