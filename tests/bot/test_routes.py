"""What else leads to a handler, and which mistakes in the declarations stop the program."""

import pytest

from bot.access import Role
from bot.cards import Card
from bot.messages import Command
from bot.routing import Press, Router, Routes
from bot.tagged_union import TaggedUnion
from tests.bot.desk import (
    ANN,
    ROUTES,
    SINGLE,
    WHICH,
    ConfirmCreate,
    Deletion,
    Desk,
    Page,
    TurnPage,
    command,
    keeps_too,
    name_it,
    router,
)
from tests.sweeping import sweep

# Buttons, states, holds


async def test_a_button_leads_to_its_handler() -> None:
    route = ROUTES.action_for(ConfirmCreate)

    assert route is not None
    assert (route.role, route.whose, route.destructive) == (Role.ADMIN, "asker", True)
    assert (route.words, route.changes) == ("space create", True)
    card = await route.handler(ConfirmCreate("市场部"), command(), Desk())
    assert card == Card("created", {"name": "市场部"})


async def test_a_button_of_the_fast_lane_leads_to_its_handler() -> None:
    route = ROUTES.fast_for(TurnPage)
    page = Page(("市场部",))
    press = Press("card1", ANN, SINGLE, "zh", page, 1, "ann")

    assert route is not None
    assert (route.role, route.whose) == (Role.MEMBER, "anybody")
    card = await route.handler(TurnPage(2), press, Desk())
    assert card == Card("spaces", {"page": 2, "kept": page})


async def test_a_state_leads_to_its_handler() -> None:
    route = ROUTES.state_for(ConfirmCreate)

    assert route is not None
    assert (route.role, route.words, route.changes) == (Role.ADMIN, "space create", True)
    card = await route.handler(ConfirmCreate("市场部"), "yes", command(), Desk())
    assert card == Card("created", {"name": "市场部", "said": "yes"})


async def test_the_end_of_a_hold_leads_to_its_handler() -> None:
    route = ROUTES.hold_for(Deletion)

    assert route is not None
    assert route.words == "space delete"
    assert await route.handler(Deletion("s1"), command(), Desk()) == Card("deleted", {"id": "s1"})


def test_a_type_nobody_registered_leads_nowhere() -> None:
    assert ROUTES.action_for(TurnPage) is None
    assert ROUTES.fast_for(ConfirmCreate) is None
    assert ROUTES.state_for(Page) is None
    assert ROUTES.hold_for(Page) is None


def test_all_registered_types_may_travel() -> None:
    assert set(ROUTES.types) == {ConfirmCreate, TurnPage, Page, Deletion}
    assert len(Routes([router, keeps_too]).types) == len(ROUTES.types)
    TaggedUnion(ROUTES.types).dump(Page(()))


# Mistakes that stop the program at start


async def documented(_cmd: Command, _: Desk) -> Card:
    """Do something."""
    return Card("done")


async def undocumented(_cmd: Command, _: Desk) -> Card:
    return Card("done")


@sweep("again", ["Spaces", "/spaces", "ｓｐａｃｅｓ", "空间列表"])
def test_a_name_means_one_command(again: str) -> None:
    other = Router[Desk]()
    other.command("other", again, looks=True)(documented)

    with pytest.raises(ValueError, match="two commands"):
        Routes([router, other])


def test_a_phrase_means_one_command() -> None:
    other = Router[Desk]()
    other.command("other", takes=(WHICH,), phrases=("How full is {which}",), looks=True)(documented)

    with pytest.raises(ValueError, match="two commands"):
        Routes([router, other])


def test_a_number_means_one_command() -> None:
    other = Router[Desk]()
    other.command("other", takes=(WHICH,), number=True, looks=True)(documented)

    with pytest.raises(ValueError, match="two commands"):
        Routes([router, other])


def test_a_command_must_be_explained() -> None:
    other = Router[Desk]()
    other.command("other", looks=True)(undocumented)

    with pytest.raises(ValueError, match="no docstring"):
        Routes([other])


@sweep("phrase", ["make {it}", "make {which} of {which}", "make {}"])
def test_a_phrase_holds_arguments_of_its_command_once_each(phrase: str) -> None:
    other = Router[Desk]()
    other.command("other", takes=(WHICH,), phrases=(phrase,), looks=True)(documented)

    with pytest.raises(ValueError, match="the parts of"):
        Routes([other])


def test_a_command_that_takes_nothing_cannot_answer_numbers() -> None:
    other = Router[Desk]()
    other.command("other", number=True, looks=True)(documented)

    with pytest.raises(ValueError, match="takes nothing"):
        Routes([other])


def test_a_type_has_one_handler() -> None:
    pressed, waiting = Router[Desk](), Router[Desk]()
    pressed.action(TurnPage)(confirm_page)
    waiting.state(ConfirmCreate)(name_it)

    with pytest.raises(ValueError, match="two handlers for TurnPage"):
        Routes([router, pressed])
    with pytest.raises(ValueError, match="two handlers for ConfirmCreate"):
        Routes([router, waiting])


async def confirm_page(action: TurnPage, _cmd: Command, _: Desk) -> Card:
    return Card("spaces", {"page": action.page})


@sweep("said", [{}, {"looks": True, "changes": True}, {"looks": True, "acts": True}])
def test_each_says_whether_it_looks_or_does_something(said: dict[str, bool]) -> None:
    with pytest.raises(ValueError, match="whether it looks"):
        Router[None]().command("close", **said)  # type: ignore[arg-type]  # a table
