"""A sentence that is read by its meaning changes nothing before somebody has pressed or said so.

The sweep is over all commands, each read with certainty by a reader that gives what it was told to.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.access import Role
from bot.cards import Card
from bot.dispatch import Replies
from bot.dispatch.command_line import line_of
from bot.dispatch.examples import SENTENCES, sentence
from bot.dispatch.hearing import heard
from bot.dispatch.works_here import OF_ALERTS
from bot.errors import NotAllowed, SpacekeeperError
from bot.messages import Sender
from bot.reading import Understood, Wish
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Offer, Offering, Session
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import Assembly, assembled
from tests.handlers.alerting import placed
from tests.handlers.watching import swept
from tests.parts import ANN, BOB
from tests.sandbox_server import SandboxHandle

ROUTES = Routes(ROUTERS)
GIVEN = {
    "calls": "3200",
    "dates": "2027-01-01",
    "day and time": "mon 09:00",
    "growing": "growing",
    "hours": "22:00-8:00",
    "language": "en",
    "levels": "80 90",
    "name": "Brand new",
    "part": "full",
    "percent": "60",
    "person": "manager02",
    "size": "500 GB",
    "space": "Finance",
    "space or person": "Finance",
    "time": "2 h",
    "until": "hour",
    "words": "Fin",
}
OTHERS = {"digest daily": {"time": "09:00"}, "can": {"person": "manager02 edit poster.psd"}}


@dataclass
class Told:
    """A reader that understands whatever is said as it was told to."""

    understood: Understood = field(default_factory=lambda: Understood("unsure"))
    asked: list[str] = field(default_factory=list)

    def read(self, text: str, **_: object) -> Understood:
        self.asked.append(text)
        return self.understood


@dataclass(frozen=True)
class Hearing:
    """The bot with such a reader."""

    bot: Assembly
    reader: Told
    replies: Replies
    corp_id: str

    async def says(
        self, text: str, sender: Sender = BOB, state: object = None, msg: str = ""
    ) -> Card:
        message = self.bot.message(text, sender, msg_id=f"{text} {sender.key} {state} {msg}")
        message = replace(message, corp_id=self.corp_id)
        command = await self.bot.command("", sender, key=message.key)
        match = heard(message, self.bot.routes)
        return await self.replies.to_message(message, Session(state), command, match)

    async def means(self, *wishes: Wish, certainty: Any = "sure", caution: Any = "") -> None:
        self.reader.understood = Understood(certainty, wishes, caution)


@pytest.fixture
async def hearing(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Hearing]:
    async with assembled(sandbox, store) as bot:
        reader = Told()
        as_reader: Any = reader
        replies = bot.reading(as_reader).replies
        await bot.services.access.note(BOB, bot.group)
        yield Hearing(bot, reader, replies, (await sandbox.state())["corpId"])


def raw(route: Route[Services]) -> dict[str, str]:
    given = {part.name: GIVEN.get(part.name, "") for part in route.takes}
    given |= OTHERS.get(route.words, {})
    if route.words == "can":  # all of it is one part
        given["person"] += " edit report.pdf"
    return {name: text for name, text in given.items() if text}


KEPT = ("admins", "alerts", "conversation", "digests", "hold", "journal", "org", "pause", "policy")
"""First parts of the keys that hold what people have chosen, or what is being changed."""


async def kept(bot: Assembly) -> dict[str, bytes | None]:
    """All that people have chosen, and all changes under way."""
    redis: Redis = Redis.from_url(bot.store.url)
    keys = [key async for key in redis.scan_iter(bot.store.prefix + "*")]
    names = {key: key.decode().removeprefix(bot.store.prefix) for key in keys}
    found = {name: await redis.dump(key) for key, name in names.items() if name.startswith(KEPT)}
    await redis.aclose()
    return found


def changes(calls: list[str]) -> list[str]:
    """The calls that change something in Drive."""
    looks = (
        *("GET ", "POST /v1.0/drive/managements", "POST /topapi", "POST /v1.0/contact"),
        *("POST /v2.0/storage/dentries/search", "POST /v1.0/convFile/conversations/spaces"),
        *("POST /v1.0/storage/spaces/{spaceId}/dentries/listAll", "POST /media/upload"),
    )
    return [each for each in calls if not each.startswith(looks)]


@pytest.mark.parametrize("sender", [BOB, ANN], ids=["admin", "member"])
async def test_nothing_changes_before_a_press(hearing: Hearing, sender: Sender) -> None:
    """Of all commands in turn: since none changes anything, each finds what the first has found."""
    await swept(hearing.bot)
    await placed(hearing.bot, hearing.bot.group)
    await hearing.says("whoami", sender)
    before = await kept(hearing.bot)
    for route in ROUTES:
        calls = len(await hearing.bot.calls())
        await hearing.means(Wish(route.words, raw(route), 1.0))

        with suppress(SpacekeeperError):
            await hearing.says("do what I mean", sender, msg=route.words)

        assert hearing.reader.asked.pop() == "do what I mean", route.words
        assert await kept(hearing.bot) == before, route.words
        assert not changes((await hearing.bot.calls())[calls:]), route.words


def test_all_else_asks_first() -> None:
    assert not {route.words for route in ROUTES if route.confirms and route.looks}


async def test_what_is_surely_meant_and_only_shows_is_shown(hearing: Hearing) -> None:
    await hearing.means(Wish("space", {"space": "Finance"}, 0.95))

    card: Any = await hearing.says("is there any room for the accountants")

    assert (card.template, card.data["space"].name) == ("space", "Finance")
    assert card.heard == "space Finance"


async def test_what_is_surely_meant_and_changes_something_is_done_after_a_yes(
    hearing: Hearing,
) -> None:
    await hearing.means(Wish("use", {"space": "Finance"}, 0.95))
    here = hearing.bot.group.id

    asked = await hearing.says("let us talk of the accountants from now on")
    assert (asked.template, asked.data["line"]) == ("do_this", "use Finance")
    assert isinstance(asked.then, Offering)
    assert await hearing.bot.services.conversations.default_space(here) is None

    assert (await hearing.says("yes", state=asked.then)).template == "using"
    assert await hearing.bot.services.conversations.default_space(here)


async def test_a_command_that_asks_itself_asks_once(hearing: Hearing) -> None:
    await hearing.means(Wish("space create", {"name": "Brand new"}, 0.95))

    asked = await hearing.says("we will need somewhere for the new brand")

    assert (asked.template, asked.heard) == ("create_confirm", 'space create "Brand new"')


async def test_what_may_be_meant_is_offered_best_first_by_button_and_number(
    hearing: Hearing,
) -> None:
    wishes = (Wish("quota", {"space": "Finance"}, 0.7), Wish("space", {"space": "Finance"}, 0.6))
    others = Wish("gone", {}, 0.5), Wish("cancel", {}, 0.5)  # nothing is asked that could be
    await hearing.means(*wishes, *others, certainty="half")

    asked = await hearing.says("accountants?")

    assert asked.template == "did_you_mean"
    offers = [each for each in asked.actions.values() if isinstance(each, Offer)]
    assert [each.line for each in offers] == ["quota Finance", "space Finance"]
    assert (await hearing.says("2", state=asked.then)).template == "space"
    assert (await hearing.says("whoami", state=asked.then)).template == "whoami"
    assert (await hearing.says("something else", state=asked.then)).template == "did_you_mean"


async def test_what_would_do_nothing_here_is_not_offered(hearing: Hearing) -> None:
    of_alerts = [Wish(words, {}, 0.3) for words in sorted(OF_ALERTS)]
    await hearing.means(
        *of_alerts, Wish("spaces", {}, 0.2), Wish("quota", {}, 0.2), certainty="half"
    )

    asked = await hearing.says("tell me less of that here")

    offers = [each for each in asked.actions.values() if isinstance(each, Offer)]
    assert [each.words for each in offers] == ["spaces", "quota"]


async def test_a_name_that_is_only_near_is_never_acted_on(hearing: Hearing) -> None:
    await hearing.means(Wish("space", {"space": "Finance"}, 0.99, near=True))

    assert (await hearing.says("the fianance one")).template == "did_you_mean"


@pytest.mark.parametrize("certainty", ["sure", "half", "unsure"])
async def test_with_caution_no_change_is_offered(hearing: Hearing, certainty: str) -> None:
    wishes = (Wish("space delete", {"space": "Finance"}, 0.95), Wish("spaces", {}, 0.5))
    await hearing.means(*wishes, certainty=certainty, caution="negation")

    card: Any = await hearing.says("do not delete the accountants' space")

    assert (card.template, card.data["caution"], dict(card.actions)) == ("not_understood", True, {})
    texts = [text for text, _ in card.data["things"]]
    assert ROUTES.named("space delete").help in texts[1:]  # type: ignore[union-attr]  # it is there


async def test_a_change_in_doubt_is_the_second_button_unless_it_is_grave(hearing: Hearing) -> None:
    wishes = (Wish("help", {}, 0.6), Wish("request room", {"space": "Finance"}, 0.4))
    for shown in (Wish("help", {}, 0.6), Wish("space", {"space": "Finance"}, 0.6)):
        await hearing.means(shown, wishes[1], certainty="half", caution="quotation")
        card: Any = await hearing.says("the boss says Finance needs more room", ANN)
        offers = [each.words for each in card.actions.values() if isinstance(each, Offer)]
        assert (card.template, offers) == ("did_you_mean", [shown.words, "request room"])

    gone = Wish("space delete", {"space": "Finance"}, 0.9)
    await hearing.means(wishes[0], gone, certainty="half", caution="past")
    assert (await hearing.says("the boss had Finance deleted")).template == "not_understood"


async def test_what_is_politely_wanted_is_begun_and_what_is_asked_about_has_a_button(
    hearing: Hearing,
) -> None:
    wishes = (Wish("help", {}, 0.5), Wish("request space", {"name": "海外部"}, 0.2))
    await hearing.means(*wishes, certainty="half", caution="question")

    wanted: Any = await hearing.says("能不能给我建一个叫海外部的空间", ANN)
    assert (wanted.template, wanted.data["line"]) == ("do_this", "request space 海外部")

    asked: Any = await hearing.says("怎么申请一个叫海外部的空间", ANN)
    assert (asked.template, asked.actions["do"].raw) == ("help_command", {"name": "海外部"})

    await hearing.means(
        Wish("space delete", {"space": "Finance"}, 0.9), certainty="half", caution="question"
    )
    grave = await hearing.says("can you give me the deletion of Finance")
    assert (grave.template, dict(grave.actions)) == ("help_command", {})


async def test_access_that_somebody_wants_is_the_request_for_it(hearing: Hearing) -> None:
    """It is shown with the file that is meant, before anybody is asked."""
    place, sandbox = "设计资料/poster.psd", hearing.bot.sandbox
    [space] = [
        each for each in (await sandbox.state())["spaces"] if each["spaceName"] == "设计资料"
    ]
    await sandbox.make_file(space["spaceId"], "poster.psd", "manager01", size=1)
    asked: Any = await hearing.says(f"can I have edit access to {place}", ANN)

    assert (asked.template, asked.data["line"]) == (
        "ask_access",
        f'request access "{place}" can edit',
    )

    await hearing.means(Wish("request access", {"access": f"{place} can edit for a week"}, 0.9))
    read: Any = await hearing.says(f"i need edit access to {place} for a week pls", ANN)
    assert read.data["line"] == f'request access "{place}" can edit for a week'
    assert await hearing.bot.services.requests.open_ones() == ()


async def test_caution_without_a_change_is_not_told_of(hearing: Hearing) -> None:
    await hearing.means(Wish("help", {}, 0.6), certainty="half", caution="question")

    card: Any = await hearing.says("hello there, what comes first")

    assert (card.template, card.data["caution"]) == ("not_understood", False)


async def test_what_is_not_understood_is_answered_with_what_can_be_done(hearing: Hearing) -> None:
    for sender, role in ((BOB, Role.ADMIN), (ANN, Role.MEMBER)):
        card: Any = await hearing.says("qwertz uiop", sender)
        found = [ROUTES.find(said) for _, said in card.data["things"]]

        assert card.template == "not_understood"
        assert 5 <= len(found) <= 6
        assert all(match and match.route.role <= role for match in found)


async def test_what_is_surely_an_admins_is_refused_as_if_it_were_typed(hearing: Hearing) -> None:
    await hearing.means(Wish("quota set", {"space": "Finance", "size": "500 GB"}, 0.95))

    with pytest.raises(NotAllowed):
        await hearing.says("let the accountants have more", ANN)


async def test_what_is_perhaps_an_admins_is_offered_as_the_request_for_it(
    hearing: Hearing,
) -> None:
    room = {"space": "Finance", "size": "500 GB"}
    create = Wish("space create", {"name": "Audit"}, 0.5)
    await hearing.means(Wish("quota set", room, 0.7), create, certainty="half")

    offered: Any = await hearing.says("let the accountants have more", ANN)
    assert [(each.words, each.raw) for each in offered.then.offers] == [
        ("request room", room),
        ("request space", {"name": "Audit"}),
    ]


async def test_without_a_list_the_exact_name_is_asked_for(hearing: Hearing) -> None:
    await hearing.means(Wish("quota set", {}, 0.95))
    await hearing.bot.sandbox.fault("no-scope", "GET /v1.0/drive/spaces")

    asked = await hearing.says("let the accountants have more")

    assert asked.template == "ask"
    assert asked.data["part"] == "space"


async def test_reading_takes_one_list_and_none_where_one_is_kept(hearing: Hearing) -> None:
    calls = len(await hearing.bot.calls())
    for said in ("one thing", "another thing", "a third thing"):
        await hearing.says(said)

    assert (await hearing.bot.calls())[calls:].count("GET /v1.0/drive/spaces") == 1


async def test_a_slash_word_of_another_bot_is_never_taken_for_sure(hearing: Hearing) -> None:
    await hearing.means(Wish("spaces", {}, 0.95))

    assert (await hearing.says("/weather tomorrow")).template == "did_you_mean"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_sentence_that_is_recommended_says_its_command(language: str) -> None:
    for words in SENTENCES:
        route = ROUTES.named(words)
        assert route is not None
        match = ROUTES.find(sentence(route, language))
        assert match is not None, words
        assert match.route.words == words


def test_a_command_is_written_so_that_it_is_read_again() -> None:
    for route in ROUTES:
        for language in ("zh", "en"):
            line = line_of(ROUTES, route, raw(route), language)
            match = ROUTES.find(line)
            assert match is not None, line
            assert match.route is route, line
