"""Deciding what answers a message or a click."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.access import Role
from bot.cards import Card
from bot.delivery import Record
from bot.dispatch.hearing import heard, leaves_open
from bot.dispatch.shown_again import shown_again
from bot.drive.card_list import ShownList
from bot.errors import (
    AmbiguousSpace,
    BadArgument,
    NotAllowed,
    NotStaff,
    Paused,
    Stale,
    TooOld,
)
from bot.journal import Journal
from bot.language import Choice, Text, Which
from bot.messages import Command, File
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Asking, Cancel, Session
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.parts import ANN, BOB, EVE, click
from tests.sandbox_server import SandboxHandle

NAME = Text("name", ask="What should it be called?")
WHICH = Which("name", ask="Which one?")
SIZE = Choice("size", ("small", "big"), ask="Small or big?")
MANY = AmbiguousSpace("many", (("s1", "many a", 1), ("s2", "many b", 2)))
router = Router[Services]()
router.keeps(ShownList)


@dataclass(frozen=True, slots=True)
class AnyText:
    """A state that takes any text."""


@dataclass(frozen=True, slots=True)
class OnlyYes:
    """A state that expects one word."""

    def expects(self, text: str) -> bool:
        """Whether it is that word."""
        return text == "yes"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A state without a handler any more."""


router.keeps(Unanswered)


@dataclass(frozen=True, slots=True)
class Change:
    """A slow button that changes something."""


@dataclass(frozen=True, slots=True)
class Take:
    """A button of every member."""


@dataclass(frozen=True, slots=True)
class Settle:
    """A button of every admin, whoever the card was made for."""


def said(words: str, /, **data: object) -> Card:
    return Card(words, data)


@router.command("look", "看看", takes=(WHICH,), looks=True)
async def look(cmd: Command, _: Services) -> Card:
    """Look."""
    if cmd[WHICH] == "many":
        raise MANY
    return said("look", name=cmd[WHICH])


@router.command("size", takes=(WHICH, SIZE), looks=True)
async def resize(cmd: Command, _: Services) -> Card:
    """Give a space a size."""
    if cmd[WHICH] == "many":
        raise MANY
    return said("size", name=cmd[WHICH], size=cmd[SIZE])


@router.command("make", takes=(NAME, SIZE), role=Role.ADMIN, changes=True)
async def make(cmd: Command, _: Services) -> Card:
    """Make."""
    return said("make", name=cmd[NAME], size=cmd[SIZE])


@router.command("rest", looks=True)
async def rest(cmd: Command, _: Services) -> Card:
    """Rest."""
    return said("rest", waiting=cmd.waiting)


@router.state(AnyText)
async def any_text(_: AnyText, text: str, __: Command, ___: Services) -> Card:
    """Take any text."""
    return said("any", text=text)


@router.state(OnlyYes, role=Role.ADMIN, words="make", changes=True)
async def only_yes(_: OnlyYes, text: str, __: Command, ___: Services) -> Card:
    """Take one word."""
    return said("yes", text=text)


@router.fast(Cancel)
async def cancel(_: Cancel, press: Press, __: Services) -> Card:
    """Cancel."""
    return said("cancelled", asker=press.asker, kept=press.kept)


@router.fast(Take, whose="anybody")
async def take(_: Take, __: Press, ___: Services) -> Card:
    """Take."""
    return said("taken")


@router.action(Settle, role=Role.ADMIN, whose="anybody")
async def settle(_: Settle, __: Command, ___: Services) -> Card:
    """Settle."""
    return said("settled")


@router.action(Change, role=Role.ADMIN, words="make", changes=True, destructive=True)
async def change(_: Change, cmd: Command, __: Services) -> Card:
    """Change."""
    return said("changed", words=cmd.words)


@router.file(".txt", role=Role.ADMIN, words="make", changes=True)
async def read(file: File, cmd: Command, _: Services) -> Card:
    """Read."""
    return said("read", name=file.name, words=cmd.words)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,)) as core:
        yield core


async def reply(bot: Assembly, text: str, state: object = None, **more: Any) -> Card:
    file = more.pop("file", None)
    message = replace(bot.message(text, **more), file=file)
    command = await bot.command(
        "", message.sender, key=message.key, at=message.at, waiting=state is not None
    )
    return await bot.to_message(message, Session(state), command)


async def trail(bot: Assembly) -> list[tuple[str, str, str]]:
    kept = await bot.services.audit.last(9)
    return [(each.entry.command, each.entry.target, each.entry.outcome) for each in kept]


async def test_a_command_is_read_and_run(bot: Assembly) -> None:
    assert await reply(bot, "make 市场部 big") == said("make", name="市场部", size="big")


async def test_what_was_left_out_is_asked_for_part_by_part(bot: Assembly) -> None:
    first = await reply(bot, "make")
    assert (first.template, first.then) == ("ask", Asking("make", {}, "name"))

    second = await reply(bot, "市场部", first.then)
    assert second.then == Asking("make", {"name": "市场部"}, "size")

    assert await reply(bot, "big", second.then) == said("make", name="市场部", size="big")


async def test_a_part_that_cannot_be_read_is_marked_in_the_usage(bot: Assembly) -> None:
    card = await reply(bot, "huge", Asking("make", {"name": "a"}, "size"))

    assert card.template == BadArgument.template
    assert card.data["part"] == "size"
    assert card.data["usage"]


async def test_several_spaces_are_offered_by_number(bot: Assembly) -> None:
    card = await reply(bot, "look many")

    assert card.then == Asking("look", {"name": "many"}, "name")
    assert isinstance(card.kept, ShownList)
    assert card.kept.ids == ("s1", "s2")


async def test_whatever_else_was_said_is_kept_while_the_space_is_chosen(bot: Assembly) -> None:
    card = await reply(bot, "size many big")

    assert card.then == Asking("size", {"name": "many", "size": "big"}, "name")
    assert await reply(bot, "s2", card.then) == said("size", name="s2", size="big")


async def test_a_command_of_its_own_leaves_a_question(bot: Assembly) -> None:
    assert await reply(bot, "rest", AnyText()) == said("rest", waiting=False)
    assert await reply(bot, "/look a", AnyText()) == said("look", name="a")
    assert await reply(bot, "look a", AnyText()) == said("look", name="a")
    assert await reply(bot, "“look a”", AnyText()) == said("any", text="“look a”")
    assert await reply(bot, "not now", AnyText()) == Card("cancelled")
    assert await reply(bot, "anything", AnyText()) == said("any", text="anything")


async def test_a_question_for_certain_words_leaves_the_others_to_commands(bot: Assembly) -> None:
    assert await reply(bot, "yes", OnlyYes()) == said("yes", text="yes")
    assert await reply(bot, "look a", OnlyYes()) == said("look", name="a")
    assert await reply(bot, "what?", OnlyYes()) == shown_again(OnlyYes(), "what?")


@pytest.mark.parametrize("state", [Unanswered(), Asking("gone", {}, "name")])
async def test_a_question_of_another_release_is_over(bot: Assembly, state: object) -> None:
    with pytest.raises(Stale):
        await reply(bot, "anything", state)


async def test_what_is_no_command_is_answered_with_what_comes_close(bot: Assembly) -> None:
    card: Any = await reply(bot, "lok", sender=ANN)

    assert card.template == "not_understood"
    assert card.data["things"][0] == ("Look.", "look")


async def test_who_has_no_userid_is_refused_first(bot: Assembly) -> None:
    with pytest.raises(NotStaff):
        await reply(bot, "look a", sender=EVE)


@pytest.mark.parametrize(
    ("kind", "template"),
    [("text", "empty_message"), ("richText", "empty_message"), ("picture", "media_hint")],
)
async def test_a_message_without_words_leaves_the_question_open(
    bot: Assembly, kind: str, template: str
) -> None:
    card = await reply(bot, "", AnyText(), kind=kind)
    message = replace(bot.message(""), kind=kind)

    assert card.template == template
    assert leaves_open(message, Session(AnyText()), bot.routes)


async def test_a_file_is_answered_by_whoever_takes_it(bot: Assembly) -> None:
    file = File("a.TXT", "code", "robot1")

    card = await reply(bot, "", AnyText(), kind="file", file=file)

    assert card == said("read", name="a.TXT", words="make")


@pytest.mark.parametrize("file", [None, File("a.pdf", "code", "robot1")])
async def test_a_file_that_nobody_takes_leaves_the_question_open(
    bot: Assembly, file: File | None
) -> None:
    card = await reply(bot, "", AnyText(), kind="file", file=file)
    message = replace(bot.message(""), kind="file", file=file)

    assert card.template == "media_hint"
    assert leaves_open(message, Session(AnyText()), bot.routes)


async def test_a_file_a_member_may_not_send_is_written_down(bot: Assembly) -> None:
    with pytest.raises(NotAllowed):
        await reply(bot, "", sender=ANN, kind="file", file=File("a.txt", "code", "robot1"))

    assert await trail(bot) == [("make", "", "refused: only admins may")]


async def test_a_file_is_not_taken_while_changes_are_stopped(bot: Assembly) -> None:
    await bot.services.organisation.pause("Bob", 1)

    with pytest.raises(Paused):
        await reply(bot, "", kind="file", file=File("a.txt", "code", "robot1"))


async def test_a_message_of_ten_minutes_ago_changes_nothing(bot: Assembly) -> None:
    at = bot.clock() - 600_000
    assert await reply(bot, "rest", at=at) == said("rest", waiting=False)

    with pytest.raises(TooOld):
        await reply(bot, "rest", at=at - 1)


async def test_what_has_begun_goes_on_however_old(bot: Assembly) -> None:
    await Journal(bot.store).intend("robot1:rest", await bot.fence(), {})

    await reply(bot, "rest", at=0)


async def test_a_change_a_member_may_not_make_is_written_down_without_their_words(
    bot: Assembly,
) -> None:
    with pytest.raises(NotAllowed) as refused:
        await reply(bot, "make 市场部 big", sender=ANN)

    assert refused.value.needs == "admin"
    assert await trail(bot) == [("make", "", "refused: only admins may")]
    [kept] = await bot.services.audit.last(1)
    assert kept.entry.after == ""


async def test_a_change_that_is_stopped_is_written_down(bot: Assembly) -> None:
    await bot.services.organisation.pause("Ann", 1)

    for state in (None, OnlyYes()):
        with pytest.raises(Paused):
            await reply(bot, "make a big" if state is None else "yes", state)
    assert [outcome for _, _, outcome in await trail(bot)] == [
        "refused: all changes are stopped"
    ] * 2
    await reply(bot, "look a")


async def test_looking_is_not_written_down(bot: Assembly) -> None:
    await reply(bot, "look a", sender=ANN)

    assert await trail(bot) == []


async def record(bot: Assembly) -> Record:
    kept = ShownList((), "", 0)
    return await bot.delivery.show(Card("cancelled", kept=kept), bot.target())


async def test_a_pressed_button_runs_as_its_command(bot: Assembly) -> None:
    pressed = click(BOB, action=bot.types.dump(Change()), at=bot.clock())

    card = await bot.replies.to_click(pressed, await record(bot), await bot.fence())

    assert card == said("changed", words="make")


async def test_a_destructive_button_asks_for_the_role_afresh(bot: Assembly) -> None:
    await bot.services.access.note(replace(ANN, is_admin=True))
    pressed = click(ANN, action=bot.types.dump(Change()), at=bot.clock())

    with pytest.raises(NotAllowed):
        await bot.replies.to_click(pressed, await record(bot), await bot.fence())
    assert await trail(bot) == [("make", "", "refused: only admins may")]


async def test_a_fast_button_may_be_answered_late(bot: Assembly) -> None:
    pressed = click(ANN, action=bot.types.dump(Cancel()))

    card = await bot.replies.to_click(pressed, await record(bot), await bot.fence())

    assert card == said("cancelled", asker="manager01", kept=ShownList((), "", 0))


async def test_a_button_that_waited_too_long_changes_nothing(bot: Assembly) -> None:
    pressed = click(BOB, action=bot.types.dump(Change()), at=0)

    with pytest.raises(TooOld):
        await bot.replies.to_click(pressed, await record(bot), await bot.fence())


@pytest.mark.parametrize(
    ("user", "template"),
    [
        ("manager01", None),
        ("manager02", None),
        ("staff01", "not_allowed"),
        ("nobody99", "not_staff"),
    ],
)
async def test_somebody_elses_card_is_for_admins(
    bot: Assembly, user: str, template: str | None
) -> None:
    refusal = await bot.replies.refusal(click(replace(BOB, user_id=user)), await record(bot))

    assert (refusal.template if refusal else None) == template


@pytest.mark.parametrize(
    ("user", "action", "template"),
    [
        ("manager01", Take(), None),
        ("manager02", Take(), None),
        ("staff01", Take(), None),
        ("nobody99", Take(), "not_staff"),
        ("manager02", Settle(), None),
        ("staff01", Settle(), "not_allowed"),
    ],
)
async def test_what_is_anybodys_is_for_who_has_its_role(
    bot: Assembly, user: str, action: object, template: str | None
) -> None:
    presser = replace(BOB, user_id=user)
    await bot.services.access.note(replace(presser, is_admin=None), bot.group)
    pressed = click(presser, action=bot.types.dump(action))

    refusal = await bot.replies.refusal(pressed, await record(bot))

    assert (refusal.template if refusal else None) == template


async def test_a_turn_refuses_strangers_as_the_acknowledgement_does(bot: Assembly) -> None:
    stranger = replace(BOB, user_id="staff01")

    refusal = await bot.replies.refusal(
        click(stranger, action=bot.types.dump(Take())), await record(bot)
    )

    assert refusal is not None
    assert refusal.template == "not_seen_here"


async def language(bot: Assembly, text: str, session: Session) -> str:
    message = bot.message(text)
    return await bot.speaking.language_for(message, session, heard(message, bot.routes))


async def test_the_language_of_the_words_is_spoken(bot: Assembly) -> None:
    assert await language(bot, "look a", Session()) == "en"
    assert await language(bot, "看看 Finance", Session()) == "zh"
    assert await language(bot, "123", Session()) == "zh"
    assert await language(bot, "", Session(language="en")) == "en"


async def test_the_language_of_a_question_goes_on(bot: Assembly) -> None:
    asked = Session(AnyText(), "card", 1, language="en")

    assert await language(bot, "市场部", asked) == "en"
    assert await language(bot, "/看看 a", asked) == "zh"


async def test_the_language_a_conversation_chose_is_spoken(bot: Assembly) -> None:
    await bot.services.conversations.choose_language(bot.group.id, "en")

    assert await language(bot, "看看 a", Session()) == "en"
