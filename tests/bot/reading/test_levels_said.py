"""Levels that are set or asked for, and who can get at a space, known by their form."""

from bot.dispatch.levels_untaken import level_untaken
from bot.reading.cutting import parts_of
from bot.reading.levels_said import (
    levels_asked,
    levels_moved,
    levels_said,
    of_that_space,
    without_levels,
)
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish
from bot.reading.who_said import who_said
from bot.sessions import LastAnswer
from tests.sweeping import sweep

INDEX = NameIndex(["Finance", "市场部"])


def meant(text: str) -> tuple[str, ...]:
    said = Said(text)
    parts = parts_of(said, INDEX)
    wish = levels_moved(said, parts) or levels_asked(said, parts)
    wish = wish or levels_said(said, parts) or who_said(said, parts)
    return () if wish is None else (wish.words, *wish.raw.values())


@sweep(
    ("said", "wish"),
    [
        ("set my alerts for Finance to 80%", ("alert me", "Finance")),
        ("alert me about Finance at 80%", ("alert me", "Finance")),
        ("please warn me about Finance once it is over 85 percent", ("alert me", "Finance")),
        ("warn us about Finance at 70%", ("alert here", "Finance", "70")),
        ("set our alerts to 70%", ("alert levels", "70")),
        ("set the warnings of Finance to 60, 80 and 95", ("quota levels", "Finance", "60 80 95")),
        ("set our alerts to seventy and ninety percent.", ("alert levels", "70 90")),
        ("set our alerts to 70 and 300", ()),
        ("set the alerts for Finance to 70%", ("quota levels", "Finance", "70")),
        ("warn us a bit earlier, like when its 80 percent full not 90", ("alert levels", "80")),
        ("Finance 到 95% 再提醒，80% 就叫太早了", ("quota levels", "Finance", "95")),
        ("Finance 80% 别提醒了，95% 再说", ("quota levels", "Finance", "95")),
        ("Finance 80%别提醒", ("quota levels", "Finance")),
        ("80% is way too early", ("alert levels",)),
        ("don't alert us about Finance at 80%, 95% is enough", ("quota levels", "Finance", "95")),
        ("request 4 is too much, not 80%?", ()),
        ("早点提醒我们，80%的时候就说", ("alert levels", "80")),
        ("市场部用到85%的时候提前吱一声", ("alert here", "市场部", "85")),
        ("市场部快到85%叫我一声", ("alert me", "市场部")),
        ("市场部的提醒以后发到本群里，我一个人盯不过来", ("alert here", "市场部")),
        ("用到80%的时候在群里喊一下", ("alert here", "80")),
        ("市场部给加到200G，用到85%吱一声", ()),
        ("at what percent do you warn me about Finance?", ("quota", "Finance")),
        ("how full does Finance have to be before you warn us", ("quota", "Finance")),
        ("which alert levels do we have", ("alert levels",)),
        ("市场部到百分之几会提醒我", ("quota", "市场部")),
        ("who exactly can get into the Finance space? the auditor is asking", ("who", "Finance")),
        ("hey who else can see Finance right now", ("who", "Finance")),
        ("who can delete Finance", ()),
        ("who can see Finance/Budget", ()),
        ("alert me about Finance", ()),
        ("alert me about Finance at 8pm", ()),
        ("tell me about Finance in 5 minutes", ()),
        ("warn us about Finance at 2000", ()),
    ],
)
def test_levels_and_who_can_get_at_a_space(said: str, wish: tuple[str, ...]) -> None:
    assert meant(said) == wish


@sweep(
    ("text", "level"),
    [
        ("ping me when Finance goes over 80", "80"),
        ("alert me about Finance at 80 %", "80 %"),
        ("财务到八成就提醒我", "八成"),
        ("alert me about Finance at 8:00", ""),
        ("alert me about Finance", ""),
    ],
)
def test_a_level_that_nobody_can_have_alone_is_named(text: str, level: str) -> None:
    assert level_untaken("alert me", {"space": "Finance"}, text) == level
    assert level_untaken("alert here", {"space": "Finance"}, text) == ""


def test_how_much_something_is_to_change_is_no_level() -> None:
    levels = Understood("half", (Wish("alert levels", {"levels": "30"}, 0.6), Wish("spaces")))

    assert without_levels(levels, "再降三成").wishes == (Wish("spaces"),)
    assert without_levels(levels, "提醒级别降到三成") is levels


def test_levels_of_it_are_those_of_the_space_that_was_made_or_shown() -> None:
    understood = Understood("sure", (Wish("alert levels", {"levels": "70 90"}),))
    made = LastAnswer("space create", {"name": "新人培训，20G"}, 0, "")

    assert of_that_space(understood, "把它的级别设成70和90", made).wishes == (
        Wish("quota levels", {"space": "新人培训", "levels": "70 90"}),
    )
    assert of_that_space(understood, "级别设成70和90", made) == understood
    assert of_that_space(understood, "把它的级别设成70和90", None) == understood
