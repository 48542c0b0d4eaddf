"""What the bot cannot do is kept in one place: each kind with sentences, and with a word about it."""

from bot.access import Role
from bot.dispatch.beyond import BEYOND, beyond_card
from bot.messages import Command
from bot.routing import Routes
from handlers import ROUTERS
from tests.parts import ANN, GROUP
from tests.phrases.rows import seen

ROUTES = Routes(ROUTERS)


def test_each_kind_has_sentences_and_a_word_about_it() -> None:
    _, rows = seen()

    said = {row.arguments["about"] for row in rows if row.command == "none" and row.arguments}

    by_form = {
        "admin",
        "empty",
        "send",
        "link",
        "everything",
        "watch",
        "weekend",
        "content",
        "pause",
        "person",
        "assign",
        "shift",
    }  # which are told by their own words
    assert said == set(BEYOND) - by_form


def test_only_what_somebody_may_do_is_named_instead() -> None:
    command = Command("", ANN, GROUP, "en", "key", 0)
    for about, beyond in BEYOND.items():
        named = [ROUTES.named(words) for words in beyond.instead]
        helps = {route.help for route in named if route is not None and route.role is Role.ADMIN}

        card = beyond_card(about, ROUTES, Role.MEMBER, command)

        assert card is not None
        assert None not in named
        assert not helps & {text for text, _ in card.data["things"]}  # type: ignore[attr-defined]  # rows


def test_nothing_is_said_of_what_nobody_wrote_about() -> None:
    assert beyond_card("moon", ROUTES, Role.ADMIN, Command("", ANN, GROUP, "en", "k", 0)) is None
