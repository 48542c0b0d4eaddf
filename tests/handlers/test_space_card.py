"""A space's card says first what matters, and has buttons for what is done next."""

from typing import Any

import pytest

from bot.cards import Cards
from bot.i18n import LOCALES
from bot.messages import Sender
from bot.sessions import Offer
from bot.sizes import GB
from tests.assembly import Assembly
from tests.cards.organisation import DAY, NOW
from tests.catalogue import TEMPLATES
from tests.handlers.alerting import SINGLE
from tests.handlers.calling import types
from tests.parts import ANN, BOB

CARDS = Cards(TEMPLATES)


def title(card: Any, language: str = "en", now: int = NOW) -> str:
    return CARDS.render(card, language, now=now).title.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("sender", "kind", "names"),
    [
        (ANN, "group", {"quota", "trend"}),
        (ANN, "single", {"quota", "trend", "me"}),
        (BOB, "group", {"quota", "trend", "here", "delete"}),
        (BOB, "single", {"quota", "trend", "me", "delete"}),
    ],
)
async def test_a_space_offers_what_this_person_may_do_here(
    bot: Assembly, sender: Sender, kind: str, names: set[str]
) -> None:
    where = SINGLE if kind == "single" else bot.group
    shown = await types(bot, "space Finance", sender, conversation=where)
    quota = await types(bot, "quota Finance", sender, conversation=where)

    assert set(shown.actions) == names
    assert set(quota.actions) == names - {"quota"}


@pytest.mark.parametrize("language", LOCALES)
async def test_every_button_is_a_command_about_this_space(bot: Assembly, language: str) -> None:
    for where in (bot.group, SINGLE):
        shown: Any = await types(bot, "space Finance", conversation=where, language=language)
        for offer in shown.actions.values():
            assert isinstance(offer, Offer)
            match = bot.routes.find(offer.says(language))
            assert match is not None, offer
            assert (match.route.words, match.language) == (offer.words, language)
            assert match.raw["space"].strip('"“”') == "Finance"
            assert offer.raw == {"space": shown.data["space"].id}


@pytest.mark.parametrize(
    ("used", "quota", "said"),
    [
        (18 * GB, 20 * GB, "Told: 2 GB left"),
        (20 * GB, 20 * GB, "Told: full"),
        (23 * GB, 20 * GB, "Told: 3 GB over its limit"),
        (23 * GB, -1, "Told: 23 GB used"),
    ],
)
async def test_the_title_says_what_is_left(bot: Assembly, used: int, quota: int, said: str) -> None:
    await bot.sandbox.make_space("Told", quota=quota, usedQuota=used)

    assert title(await types(bot, "space Told")) == said
    assert title(await types(bot, "quota Told")) == said


async def test_the_title_says_when_it_will_be_full(bot: Assembly) -> None:
    card: Any = await types(bot, "quota Finance")
    full = {"likely": NOW + 5 * DAY, "earliest": NOW + 4 * DAY, "latest": NOW + 6 * DAY}
    growth = {"history": "enough", "rate": GB, "slowest": GB, "fastest": GB, "full": full}
    card.data.update(used=18 * GB, quota=20 * GB, ratio=0.9, growth=growth)

    assert title(card) == "Finance: full in about 5 days"
    assert title(card, "zh") == "Finance：约 5 天后用满"


async def test_lists_say_what_matters_first(bot: Assembly) -> None:
    for name, used in (("Full", 20), ("Near", 19)):
        await bot.sandbox.make_space(name, quota=20 * GB, usedQuota=used * GB)

    assert title(await types(bot, "spaces")).endswith("nearly full")
    assert title(await types(bot, "quota top")).startswith("Fullest: ")
