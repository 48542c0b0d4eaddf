"""A title says first what is left, or when it ends."""

from typing import Any

import pytest

from bot.alerts.cards.alert import card_of
from bot.alerts.incident import Incident
from bot.cards import Cards
from bot.quota.forecast import Forecast
from tests.cards.alerting import KEY, growing, incident, situation, whole
from tests.cards.organisation import ARCHIVE, DESIGN, GB, MARKETING, NOW, OVERFULL
from tests.catalogue import TEMPLATES

CARDS = Cards(TEMPLATES)


def title(language: str, *shown: Incident, **more: Any) -> str:
    """The title of the card of these, its blanks all alike."""
    card = card_of(situation(*shown, **more), KEY)
    return CARDS.render(card, language, now=NOW).title.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("forecast", "zh", "en"),
    [
        (growing(5, 3, 8), "市场部约 5 天后用满", "市场部: full in about 5 days"),
        (growing(1, 0.6, 2), "市场部约 1 天后用满", "市场部: full in about 1 day"),
        (growing(0.2, 0, 1), "市场部可能在几小时内用满", "市场部 may be full within hours"),
        (growing(49, 35, 77), "市场部剩余 45 GB", "市场部: 45 GB left"),
        (Forecast(GB, 1, 2 * GB), "市场部剩余 45 GB", "市场部: 45 GB left"),
    ],
)
def test_it_ends_soon_or_something_is_left(forecast: Forecast, zh: str, en: str) -> None:
    foreseen = {MARKETING.id: forecast}

    assert title("zh", incident(), forecasts=foreseen) == zh
    assert title("en", incident(), forecasts=foreseen) == en


@pytest.mark.parametrize(
    ("shown", "zh", "en"),
    [
        (incident(ARCHIVE), "归档 2024 已满", "归档 2024 is full"),
        (incident(OVERFULL), "Video raw 已超出上限", "Video raw is over its limit"),
        (whole(2048 * GB), "组织容量已满", "Total capacity is full"),
        (incident(closed=NOW, limit=None), "市场部已恢复正常", "市场部: back to normal"),
    ],
)
def test_what_is_full_or_over_says_so(shown: Incident, zh: str, en: str) -> None:
    assert (title("zh", shown), title("en", shown)) == (zh, en)


def test_of_several_the_most_pressing_comes_first() -> None:
    """What is full before what will be, and what will be soon before what is nearly full."""
    full, soon, calm = incident(ARCHIVE), incident(DESIGN), incident()
    foreseen = {DESIGN.id: growing(2, 1, 4), MARKETING.id: growing(49, 35, 77)}

    assert title("zh", full, soon, calm, forecasts=foreseen) == "归档 2024 已满 · 另有 2 个"
    assert title("en", soon, calm, forecasts=foreseen) == "Design: full in about 2 days · 1 more"
    assert title("en", full, incident(OVERFULL), calm) == "2 spaces are full · 1 more"
    assert title("zh", full, incident(OVERFULL)) == "2 个空间已满"
