"""A reply that quotes a card of the bot is about that card."""

from dataclasses import replace

import pytest

from bot.alerts.memory import Memory
from bot.delivery import Records
from tests.conversations.alerted import QUICK, filling, memories, remembered
from tests.conversations.stage import Stage

UNTAKEN = "Nobody has taken it yet"


async def test_a_number_said_to_a_quoted_list_is_of_that_list(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        quoted = await ann.says("spaces")
        third = await ann.says("3")
        await ann.says("spaces Finance")

        assert (await ann.says("3", replyTo=quoted.seq)).title == third.title
        assert (await ann.says("the third one", replyTo=quoted.seq)).title == third.title
        assert (await ann.says("3")).title != third.title


async def test_a_quoted_alert_is_taken_by_a_word(stage: Stage) -> None:
    group = await stage.sandbox.group()
    async with remembered(stage) as store:
        known: list[Memory] = []
        for key, name in (("k1", "Alpha"), ("k2", "Beta")):
            await filling(store, group, [name], key=key, ids=[f"s{key}"])
            known.append((await memories(store).all())[group])
        one, two = known
        both = replace(
            two,
            incidents={**one.incidents, **two.incidents},
            cards={**one.cards, **two.cards},
            parcels=(*one.parcels, *two.parcels),
            names={**one.names, **two.names},
        )
        await memories(store).change(group, lambda _: both)
    async with stage.bot(**QUICK):
        bob = await stage.in_group("manager01")
        alpha, beta = await bob.reads("Alpha"), await bob.reads("Beta")

        await bob.sends("接手", replyTo=alpha.seq)
        taken = await bob.finished(alpha.card, alpha.seq)

        assert UNTAKEN not in taken.text
        assert UNTAKEN in (await bob.cards())[beta.card].text


async def test_what_is_quoted_and_not_known_changes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forgotten(_: Records, __: str) -> None:
        return None

    monkeypatch.setattr(Records, "quoted", forgotten)
    async with stage.bot():
        ann = await stage.in_group("staff01")
        quoted = await ann.says("spaces")
        await ann.says("spaces Finance")
        first = await ann.says("1")

        assert (await ann.says("1", replyTo=quoted.seq)).title == first.title
