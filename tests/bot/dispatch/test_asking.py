"""A wrong answer leaves its question open, as often as it takes one."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cards import Card, Waits
from bot.drive.card_list import ShownList
from bot.errors import AmbiguousPerson, NoSuchPerson, NoSuchSpace
from bot.language import Choice, Person, Which
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.sessions import TRIES, Asking, Session
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.sandbox_server import SandboxHandle

SIZE = Choice("size", ("small", "big"), ask="Small or big?")
WHICH = Which("space", ask="Which one?")
WHO = Person("person", ask="Who?")
router = Router[Services]()
router.keeps(ShownList)


@router.command("size", takes=(WHICH, SIZE), looks=True)
async def resize(cmd: Command, _: Services) -> Card:
    """Give a space a size."""
    if cmd[WHICH] != "here":
        raise NoSuchSpace(cmd[WHICH])
    return Card("size", {"size": cmd[SIZE]})


@router.command("greet", takes=(WHO,), looks=True)
async def greet(cmd: Command, _: Services) -> Card:
    """Greet."""
    if cmd[WHO] == "two":
        raise AmbiguousPerson("two", (("u1", "two"), ("u2", "two")))
    if cmd[WHO] not in {"u1", "u2"}:
        raise NoSuchPerson(cmd[WHO])
    return Card("greeted", {"who": cmd[WHO]})


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,)) as core:
        yield core


async def reply(bot: Assembly, text: str, state: object = None) -> Card:
    message = bot.message(text)
    command = await bot.command(
        "", message.sender, key=message.key, at=message.at, waiting=state is not None
    )
    return await bot.to_message(message, Session(state), command)


async def test_a_wrong_answer_keeps_the_question_and_the_next_goes_on(bot: Assembly) -> None:
    asked = Asking("size", {"space": "here"}, "size")

    wrong = await reply(bot, "huge", asked)

    assert wrong.template == "bad_argument"
    assert wrong.waits == Waits("size", "size", TRIES - 1)
    assert wrong.then == replace(asked, left=TRIES - 1)
    assert set(wrong.actions) == {"cancel"}
    assert (await reply(bot, "big", wrong.then)).template == "size"


async def test_the_last_wrong_answer_ends_the_question_and_says_so(bot: Assembly) -> None:
    card = Card("", then=Asking("size", {"space": "here"}, "size"))
    for _ in range(TRIES):
        assert card.then is not None
        card = await reply(bot, "huge", card.then)

    assert (card.then, card.actions) == (None, {})
    assert card.waits == Waits("size", "size", 0)


async def test_a_part_that_was_wrong_before_is_what_is_asked_for(bot: Assembly) -> None:
    first = await reply(bot, "size nowhere")
    wrong = await reply(bot, "big", first.then)
    right = await reply(bot, "here", wrong.then)

    assert wrong.waits == Waits("size", "space", TRIES - 1)
    assert (right.template, right.data) == ("size", {"size": "big"})


async def test_a_number_of_none_of_the_people_is_a_wrong_answer(bot: Assembly) -> None:
    offered = await reply(bot, "greet two")
    for number in ("3", "0", "#9"):
        wrong = await reply(bot, number, offered.then)
        assert wrong.template == "bad_argument"
        right = await reply(bot, "2", wrong.then)
        assert right == Card("greeted", {"who": "u2"})
    longer = await reply(bot, "1234567", offered.then)
    assert longer.template == "no_such_person"


async def test_a_command_that_was_wrong_from_the_start_asks_nothing(bot: Assembly) -> None:
    assert (await reply(bot, "size here huge")).then is None
    with pytest.raises(NoSuchSpace):
        await reply(bot, "size nowhere big")
