"""The conversation itself."""

from dataclasses import replace

import pytest

from bot.access import Place
from bot.cards import Card, Cards
from bot.errors import BadArgument, MissingArgument, UserUnknown
from bot.language import is_no
from bot.messages import Conversation, Sender
from bot.sessions import Cancel, Offer, Offering
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.dingtalk import union_id
from tests.handlers.alerting import placed
from tests.handlers.calling import presses, types
from tests.parts import ANN, BOB

NOTHING_SET = {
    "group": True,
    "language": "",
    "language_by": "",
    "space": "",
    "space_by": "",
    "alerts": None,
    "digest": "",
    "admins": False,
}
EXAMPLES = {
    "still_waiting": Card("still_waiting", {"space_name": "市场部"}, {"undo": "undo"}),
    "still_deleting": Card(
        "still_deleting", {"space_name": "市场部", "ends_at": NOW}, {"undo": "undo"}
    ),
    "here": Card("here", NOTHING_SET),
    "here-set": Card(
        "here",
        {
            **NOTHING_SET,
            "language": "zh",
            "language_by": "王芳",
            "space": "市场部",
            "space_by": "李雷",
            "alerts": {"spaces": 3, "personal": False, "by": "王芳"},
            "digest": "weekly",
            "admins": True,
        },
    ),
    "here-all": Card(
        "here",
        {
            **NOTHING_SET,
            "language": "en",
            "space": "市场部",
            "alerts": {"spaces": None, "personal": False, "by": "王芳"},
            "digest": "daily",
        },
    ),
    "here-alone": Card(
        "here",
        {
            **NOTHING_SET,
            "group": False,
            "alerts": {"spaces": 1, "personal": True, "by": "王芳"},
        },
    ),
}


async def test_somebody_is_told_who_they_are(bot: Assembly) -> None:
    card = await types(bot, "whoami", ANN)

    assert card.data == {
        "name": "员工甲",
        "role": "member",
        "user_id": "staff01",
        "union_id": "",
        "language": "en",
        "ruled": [],
    }


async def test_a_union_id_is_told_to_its_owner_alone(bot: Assembly) -> None:
    alone = Conversation("cid of bob", "single")

    card = await types(bot, "whoami", conversation=alone)

    assert card.data["union_id"] == await union_id(bot.sandbox, "manager01")
    assert card.data["role"] == "admin"


@pytest.mark.parametrize(
    ("sender", "may"), [(ANN, "Only admins can change spaces and settings"), (BOB, "create and")]
)
async def test_somebody_is_told_what_they_may_do(bot: Assembly, sender: Sender, may: str) -> None:
    body = Cards(TEMPLATES).render(await types(bot, "whoami", sender), "en", now=NOW).body

    assert may in body


async def test_whom_dingtalk_does_not_know_is_told_so(bot: Assembly) -> None:
    with pytest.raises(UserUnknown):
        await types(bot, "whoami", replace(BOB, user_id="nobody99"))


@pytest.mark.parametrize(
    ("said", "chosen"), [("lang en", "en"), ("语言 中文", "zh"), ("lang English", "en")]
)
async def test_a_language_is_chosen_for_the_conversation(
    bot: Assembly, said: str, chosen: str
) -> None:
    card = await types(bot, said)

    assert card == Card("language", {"language": chosen, "by": BOB.nick}, language=chosen)
    assert await bot.services.conversations.language(bot.group.id) == chosen


async def test_a_language_must_be_one_of_two(bot: Assembly) -> None:
    with pytest.raises(BadArgument):
        await types(bot, "lang fr")
    with pytest.raises(MissingArgument):
        await types(bot, "lang")


async def test_cancel_offers_to_stop_the_deletion_that_was_begun_here(bot: Assembly) -> None:
    command = await bot.command("space delete", BOB, key="turn", card="card")
    await bot.services.holds.place(command, SpaceDeletion("id", "Finance", 5))

    card = await types(bot, "never mind")

    undo = Offer("undo", {"space": "Finance"}, "undo Finance")
    assert card == Card(
        "still_waiting", {"space_name": "Finance"}, {"undo": undo}, then=Offering((undo,))
    )
    assert await types(bot, "never mind", ANN) == Card("nothing_to_cancel")
    pressed = await presses(bot, Cancel(), BOB)
    assert (pressed.template, pressed.data["space_name"]) == ("still_deleting", "Finance")
    assert await presses(bot, Cancel(), ANN) == Card("cancelled")


async def test_cancel_without_a_question_ends_nothing(bot: Assembly) -> None:
    assert await types(bot, "算了") == Card("nothing_to_cancel")
    assert await presses(bot, Cancel()) == Card("cancelled")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_button_says_a_word_that_ends_a_question(language: str) -> None:
    assert is_no(Cancel().says(language))


async def test_here_shows_what_is_set_and_who_set_it(bot: Assembly) -> None:
    assert (await types(bot, "here")).data == NOTHING_SET

    await types(bot, "lang en", ANN)
    await types(bot, "use Finance", BOB)
    await placed(bot, bot.group)
    await bot.services.organisation.name_admins_place(Place(bot.group))
    before = await bot.calls()
    shown = (await types(bot, "本会话", ANN)).data

    assert await bot.calls() == before
    assert (shown["language"], shown["language_by"]) == ("en", ANN.nick)
    assert (shown["space"], shown["space_by"]) == ("Finance", BOB.nick)
    assert shown["alerts"]
    assert shown["admins"]


async def test_here_shows_nothing_that_was_taken_back(bot: Assembly) -> None:
    await types(bot, "use Finance", BOB)

    assert (await types(bot, "use off", ANN)).data == {"by": ANN.nick}
    assert (await types(bot, "here")).data == NOTHING_SET
