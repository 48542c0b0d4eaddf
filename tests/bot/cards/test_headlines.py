"""A title says first what is left, or when it ends."""

from dataclasses import replace
from typing import Any

from bot.alerts.cards.alert import card_of
from bot.alerts.incident import Incident
from bot.cards import Cards
from bot.digests.cards import card_of as digest_of
from bot.digests.report import Grown
from bot.quota.card_lists import Ranked
from bot.quota.forecast import Forecast, FullDate
from bot.times.spans import DAY
from tests.cards.alerting import KEY, growing, incident, situation, whole
from tests.cards.digests import REPORT
from tests.cards.organisation import ARCHIVE, DESIGN, GB, MARKETING, NOW, OVERFULL
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

CARDS = Cards(TEMPLATES)


def title(language: str, *shown: Incident, **more: Any) -> str:
    """The title of the card of these, its blanks all alike."""
    card = card_of(situation(*shown, **more), KEY)
    return CARDS.render(card, language, now=NOW).title.replace("\u00a0", " ")


@sweep(
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


@sweep(
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


def digest(language: str, **changed: Any) -> str:
    """The title of a digest."""
    card = digest_of(replace(REPORT, **changed))
    return CARDS.render(card, language, now=NOW).title.replace("\u00a0", " ")


def test_a_digest_says_what_is_full_or_will_be_next() -> None:
    full, nearly = Ranked("1", "归档", GB, GB), Ranked("2", "B", 9 * GB, 10 * GB)
    grown = tuple(
        Grown(name, GB, NOW, 0.9, FullDate(*(REPORT.moment + days * DAY for days in (ends, 1, 20))))
        for name, ends in (("A", 9), ("B", 3))
    )
    few = replace(REPORT.counts, nearly=2)

    assert digest("zh", full=(full, nearly), growing=grown) == "周报 · 归档已满"
    assert digest("zh", full=(nearly,), growing=grown) == "周报 · B 约 3 天后用满"
    assert digest("en", full=(nearly,), growing=(), counts=few) == (
        "Weekly digest · 2 spaces nearly full"
    )
    assert digest("zh", full=(), growing=()).startswith("周报 · 11月")
