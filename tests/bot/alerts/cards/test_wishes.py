"""Wishes of a file are printed in words, each kind of them."""

from datetime import date, time
from typing import Any

from bot.alerts.cards.wishes import wish_row
from bot.alerts.hours import Quiet
from bot.alerts.settings_file.diff import LABELS
from bot.alerts.subscription import FOR_EVER, Digest, Subscription
from bot.cards import Card, Cards
from bot.messages import Conversation
from bot.quota.limits import Free, Percent
from bot.times.spans import DAY
from tests.cards.exchanging import EXCHANGING
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

ZONE = "Asia/Shanghai"
CARDS = Cards(TEMPLATES)

WISHES: dict[str, tuple[Any, str, str]] = {
    "levels": ((Percent(90), Free(20 << 30)), "90%, 20 GB left", "90%、剩余 20 GB"),
    "quiet": (Quiet(time(22), time(8)), "22:00 to 08:00", "22:00 至 08:00"),
    "holidays": (
        frozenset({date(2027, 2, 6), date(2027, 2, 7), date(2027, 2, 20)}),
        "Feb 6 – 7, Feb 20",
        "2月6日至7日、2月20日",
    ),
    "worked": (frozenset({date(2027, 2, 6)}), "Feb 6", "2月6日"),
    "china": (True, "on", "开启"),
    "patience": (2 * DAY, "2 days", "2 天"),
    "muted_until": (FOR_EVER, "turned off by hand", "手动恢复"),
    "digest": (Digest("weekly", 9 * 60, 6), "Sundays 09:00", "每周日 09:00"),
    "alerts": (False, "off", "关闭"),
    "language": ("zh", "Chinese", "中文"),
}


def test_every_wish_that_is_compared_is_printed() -> None:
    assert WISHES.keys() == LABELS.keys()


@sweep("name", WISHES)
def test_a_wish_is_printed_in_words(name: str) -> None:
    wish, *printed = WISHES[name]
    told = Subscription(Conversation("cid", "group", "Team"), "Bob", NOW, **{name: wish})

    for language, words in zip(("en", "zh"), printed, strict=True):
        assert f" · {words}" in body(name, told, language)


def test_what_nobody_wishes_is_none_or_as_for_everybody() -> None:
    plain = Subscription(Conversation("cid", "group", "Team"), "Bob", NOW)

    assert wish_row("quiet", None, NOW, ZONE) is None
    assert "Alerts · on" in body("alerts", plain, "en")
    assert "Quiet hours · none" in body("quiet", plain, "en")
    assert "Alert levels · organisation default" in body("levels", plain, "en")


def body(name: str, becomes: Subscription, language: str) -> str:
    """Draw the card that asks, with one wish on it, blanks as people type them."""
    row = {
        "kind": "wish",
        "what": LABELS[name],
        "usual": name in {"levels", "patience"},
        "before": None,
        "after": wish_row(name, becomes, NOW, ZONE),
    }
    asked = EXCHANGING["alert_import"]
    card = Card(asked.template, {**asked.data, "rows": [row]}, asked.actions)
    return CARDS.render(card, language, now=NOW).body.replace("\u00a0", " ").replace("\u2009", " ")
