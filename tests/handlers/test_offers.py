"""What was offered because it may be meant is done as if it had been typed, by whoever presses."""

from collections.abc import Mapping

import pytest

from bot.access import Role
from bot.cards import Card
from bot.dispatch.beyond import BEYOND, beyond_card
from bot.dispatch.command_line import line_of
from bot.dispatch.offers import did_you_mean
from bot.errors import NotAllowed, Stale
from bot.messages import Command
from bot.routing import Routes
from bot.sessions import Offer, Offering
from handlers import ROUTERS
from tests.assembly import Assembly
from tests.handlers.calling import answers, takes, trail
from tests.parts import ANN, GROUP

SPACE = Offer("space", {"space": "市场部"}, "查看空间 市场部")
QUOTA = Offer("quota set", {"space": "市场部", "size": "500 GB"}, "设置容量 市场部 500 GB")
LIST = Offer("spaces", {}, "空间列表")
HELP = {route.words: route.help for router in ROUTERS for route in router.commands}
WAYS = [
    (SPACE.words, SPACE.raw),
    (QUOTA.words, QUOTA.raw),
    (LIST.words, LIST.raw),
    ("quota", {"space": "市场部"}),
]
ROUTES = Routes(ROUTERS)


def offered(*ways: tuple[str, Mapping[str, str]]) -> Card:
    """Offer some commands, as a Chinese sentence does."""
    named = ((ROUTES.named(words), raw) for words, raw in ways)
    return did_you_mean(
        [
            (route, Offer(route.words, dict(raw), line_of(ROUTES, route, raw, "zh")))
            for route, raw in named
            if route is not None
        ],
        "zh",
    )


def beyond_shown(about: str) -> Card:
    command = Command("", ANN, GROUP, "zh", "key", 0)
    card = beyond_card(about, ROUTES, Role.ADMIN, command, "市场部")
    assert card is not None
    return card


DO_THIS = {
    "line": QUOTA.line,
    "wish": "Set the soft quota of %(space)s to %(value)s.",
    "space": "市场部",
    "value": "500 GB",
}
THINGS = [
    (HELP["spaces"], "有哪些空间"),
    (HELP["space"], "市场部还剩多少空间"),
    (HELP["space create"], "新建一个叫市场部的空间"),
]

EXAMPLES = {
    "did_you_mean": offered(*WAYS),
    "did_you_mean-one": offered(WAYS[0]),
    "did_you_mean-names": offered(WAYS[0], ("space", {"space": "Finance"})),
    "do_this": Card("do_this", DO_THIS, {"do": "do", "cancel": "cancel"}),
    "not_understood": Card("not_understood", {"things": THINGS, "caution": False}),
    "not_understood-caution": Card("not_understood", {"things": THINGS, "caution": True}),
    **{f"beyond-{about}": beyond_shown(about) for about in BEYOND},
    "beyond-misnamed": Card(
        "beyond", {**beyond_shown("rename").data, "name": "华南展会"}, {"create": None}
    ),
    **{
        f"small_talk-{talk}": Card("small_talk", {"talk": talk, "things": THINGS})
        for talk in ("hello", "thanks", "who", "praise", "other")
    },
    "nothing_to_follow": Card("nothing_to_follow", {"over": False}),
    "nothing_to_follow-over": Card("nothing_to_follow", {"over": True}),
    "do_this-levels": Card(
        "do_this",
        {
            **DO_THIS,
            "levels": [
                {"percent": 0.8, "free": None, "reached": False},
                {"percent": None, "free": 2**30, "reached": False},
            ],
            "swaps": False,
        },
        {"do": "do", "cancel": "cancel"},
    ),
    "do_this-swaps": Card(
        "do_this",
        {
            **DO_THIS,
            "levels": [{"percent": 0.8, "free": None, "reached": False}],
            "swaps": True,
        },
        {"do": "do", "cancel": "cancel"},
    ),
    "do_this-skipped": Card(
        "do_this",
        DO_THIS,
        {"do": "do", "cancel": "cancel"},
        skipped=("空间列表", "删除 市场部"),
    ),
    "do_this-others": Card(
        "do_this",
        DO_THIS,
        {"do": "do", "cancel": "cancel"},
        others={"谁能看 市场部": "next"},
        then="asked",
    ),
    "cancelled-next": Card(
        "cancelled",
        {},
        {"next1": "next"},
        others={"谁能看 市场部": "next"},
        next_steps=({"label": "Who can open", "about": "市场部", "said": ""},),
    ),
    "do_this-alerts": Card(
        "do_this",
        {**DO_THIS, "alerts": ["市场部", "Finance"], "organisation": True},
        {"do": "do", "cancel": "cancel"},
    ),
    "do_this-unanswered": Card(
        "do_this", DO_THIS, {"do": "do", "cancel": "cancel"}, unanswered="再通知大家"
    ),
    "do_this-as_text": Card(
        "do_this", DO_THIS, {"do": "do", "cancel": "cancel"}, as_text="哪些空间快满了"
    ),
    "one_by_one": Card("one_by_one", {"lines": ("删除空间 市场部",), "said": "再通知大家"}),
    "too_many_lines": Card("too_many_lines", {"most": 5}),
    "no_other_page": Card("no_other_page", {"back": False}),
    "no_other_page-back": Card("no_other_page", {"back": True}),
}


async def test_a_pressed_offer_is_the_command(bot: Assembly) -> None:
    assert (await takes(bot, LIST)).template == "spaces"


async def test_who_may_not_type_it_may_not_press_it(bot: Assembly) -> None:
    with pytest.raises(NotAllowed):
        await takes(bot, QUOTA, ANN)
    assert [outcome for _, _, outcome in await trail(bot)] == ["refused: only admins may"]


async def test_an_offer_of_a_command_that_is_gone_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await takes(bot, Offer("gone", {}, "gone"))


async def test_its_number_takes_it_and_a_yes_the_only_one(bot: Assembly) -> None:
    both = Offering((SPACE, LIST))

    assert (await answers(bot, both, "2")).template == "spaces"
    assert (await answers(bot, Offering((LIST,)), "好的")).template == "spaces"
    assert [both.expects(text) for text in ("1", "2，谢谢", "3", "yes", "spaces")] == [
        *(True, True),
        *(False, False, False),
    ]
