"""No command takes over a space whose name begins like its words: the name wins, or it is asked.

The sweep is over all that is declared: every command that takes the name of a space, with every longer way
to say any command that begins as it does.
"""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from typing_extensions import override

from bot.cards import Card
from bot.dispatch.meant import meanings
from bot.drive.spaces import Space
from bot.errors import NotAllowed
from bot.language import Which, unquoted
from bot.messages import Command
from bot.routing import Match, Route, Router, Routes
from bot.services import Services
from bot.sessions import Choosing, Meaning, Session
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import Assembly, assembled
from tests.parts import ANN
from tests.sandbox_server import SandboxHandle
from tests.sweeping import sweep

ROUTES = Routes(ROUTERS)
NAME = Which("space", ask="Which space? Send its name.")


@dataclass(frozen=True, slots=True)
class Case:
    """A text that is a command, and the space that a shorter command would take from it."""

    said: str
    called: str

    @override
    def __str__(self) -> str:
        return self.said


def ways(route: Route[Services]) -> Iterator[str]:
    """All that is said for a command, with a name where a part stands."""
    for name in route.names:
        yield from (name, f"{name} 周报", f"{name}周报")
    yield from (re.sub(r"\{[^{}]*\}", "周报", phrase) for phrase in route.phrases)


def cases() -> Iterator[Case]:
    said = sorted({way for route in ROUTES for way in ways(route)})
    for route in ROUTES:
        if route.bare or not any(isinstance(part, Which) for part in route.takes[:1]):
            continue
        for name in route.names:
            rests = (way[len(name) :] for way in said if way.startswith(name))
            yield from (
                Case(name + rest, rest.strip()) for rest in rests if takes(route, name, rest)
            )


def takes(route: Route[Services], name: str, rest: str) -> bool:
    """Whether this behind a command's name is one space: a word ends there, and before another part."""
    ends = not name.isascii() or rest.startswith(" ")
    return bool(rest.strip()) and ends and not (len(route.takes) > 1 and " " in rest.strip())


def space_of(match: Match[Services]) -> str:
    return unquoted(match.raw.get("space", ""))


def space(called: str) -> Space:
    return Space(called, called, "org", 0)


def found(said: str) -> Match[Services]:
    match = ROUTES.find(said)
    assert match is not None, said
    return match


CASES = [case for case in dict.fromkeys(cases()) if space_of(found(case.said)) != case.called]
"""Those that the longest command reads in another way."""


def test_the_sweep_has_those_that_are_known() -> None:
    said = {case.said for case in CASES}

    assert {
        "space create 周报",
        "quota top",
        "删除空间周报",
        "delete space 周报",
        "查看空间周报",
    } <= said
    assert len(said) > 30


@sweep("case", CASES, ids=str)
def test_a_space_that_is_called_like_a_command_is_not_taken_over(case: Case) -> None:
    match = found(case.said)

    there = meanings(match, [space(case.called)])
    both = meanings(match, [space(case.called), space("周报")])

    assert case.called in map(space_of, there)
    assert case.called in map(space_of, both)
    assert meanings(match, [space("another")]) == (match,)


def test_a_command_of_a_space_that_is_there_is_asked_of_and_else_the_name_wins() -> None:
    match = found("delete space 周报")

    only, short = meanings(match, [space("space 周报")]), meanings(match, [space("周报")])
    both = meanings(match, [space("space 周报"), space("周报")])

    assert [space_of(each) for each in only] == ["space 周报"]
    assert [space_of(each) for each in short] == ["周报"]
    assert [space_of(each) for each in both] == ["周报", "space 周报"]


def test_a_name_that_only_begins_so_is_no_reason_to_ask() -> None:
    match = found("space create re")

    assert meanings(match, [space("create report")]) == (match,)


def test_what_makes_no_sense_as_the_longer_command_is_the_space() -> None:
    [meant] = meanings(found("quota levels all red"), [space("levels all red")])

    assert (meant.route.words, space_of(meant)) == ("quota", "levels all red")


@pytest.mark.parametrize("said", ['space "create report"', "查看「空间站」"])
def test_a_name_in_quotes_is_never_a_command(said: str) -> None:
    match = found(said)

    assert (match.route.words, match.others) == ("space", ())


# In a conversation: with a command that is declared one day.

keepers = Router[Services]()


@keepers.command("space keeper", takes=(NAME,), looks=True)
async def keeper(cmd: Command, svc: Services) -> Card:
    """Show who keeps a space."""
    return Card("keeper", {"space": (await svc.space(cmd, cmd[NAME])).name})


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(*ROUTERS, keepers)) as core:
        yield core


async def reply(bot: Assembly, text: str, state: object = None) -> Card:
    message = bot.message(text, ANN)
    command = await bot.command("", ANN, key=f"{message.key} {state}", waiting=state is not None)
    return await bot.to_message(message, Session(state), command)


async def test_a_new_command_takes_no_space_over(bot: Assembly) -> None:
    await bot.sandbox.make_space("keeper report")

    card: Any = await reply(bot, "space keeper report")

    assert (card.template, card.data["space"].name) == ("space", "keeper report")
    assert (await reply(bot, "space keeper Finance")).template == "keeper"


async def test_where_both_are_there_the_number_says_which(bot: Assembly) -> None:
    await bot.sandbox.make_space("keeper report")
    await bot.sandbox.make_space("report")

    asked = await reply(bot, "space keeper report")
    again = await reply(bot, "3", asked.then)
    first = await reply(bot, "1", again.then)
    second: Any = await reply(bot, "２", again.then)

    assert asked.template == again.template == "ambiguous_command"
    assert first == Card("keeper", {"space": "report"})
    assert (second.template, second.data["space"].name) == ("space", "keeper report")
    assert (await reply(bot, "whoami", asked.then)).template == "whoami"


async def test_a_choice_that_is_never_made_ends(bot: Assembly) -> None:
    state = Choosing("x", (Meaning("space keeper", {"space": "x"}), Meaning("gone", {})))

    for left in (2, 1):
        card = await reply(bot, "9", state)
        assert card.then == replace(state, left=left)
        state = card.then
    assert (await reply(bot, "2", state)).template == "stopped_asking"


async def test_where_the_names_are_not_known_the_longest_command_is_meant(bot: Assembly) -> None:
    await bot.sandbox.make_space("keeper report")
    await bot.sandbox.make_space("report")
    await bot.sandbox.fault("no-scope", "GET /v1.0/drive/spaces", times=1)

    assert await reply(bot, "space keeper report") == Card("keeper", {"space": "report"})


async def test_who_may_not_is_refused_without_a_look_at_the_names(bot: Assembly) -> None:
    before = await bot.calls()

    with pytest.raises(NotAllowed):
        await reply(bot, "space create report")
    assert not any("spaces" in call for call in (await bot.calls())[len(before) :])
