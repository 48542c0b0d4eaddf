"""People are named by mentioning them, in every shape in which clients send a mention."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.language import Person as PersonArgument
from bot.routing import Route, Routes
from bot.services import Services
from handlers import ROUTERS
from tests.conversations.stage import Person, Seen, Stage

ANN, DAN = "staff01", "staff02"
NAMES = {ANN: "员工甲", DAN: "员工乙", "guest01": "外部联系人"}
SHAPES = ("bot", "all", "none")
RUNS = ("typed", "own", "at")

WITH_OTHERS = {"can", "grant", "revoke"}
"""Take departments and groups too, and are tried where roles are."""


def routes() -> dict[str, Route[Services]]:
    return {
        route.words: route
        for route in Routes(ROUTERS)
        if any(isinstance(part, PersonArgument) for part in route.takes)
        and route.words not in WITH_OTHERS
    }


WITH_PEOPLE = tuple(sorted(routes()))
"""Every command one of whose arguments is a person and nobody else."""


def test_no_argument_that_is_a_person_is_left_out() -> None:
    assert {"admin add", "audit"} <= set(WITH_PEOPLE)
    for route in Routes(ROUTERS):
        if route.words in WITH_OTHERS:
            continue
        told = {part.name for part in route.takes if "person" in part.name}
        taken = {part.name for part in route.takes if isinstance(part, PersonArgument)}
        assert told == taken, route.words


def utterances(words: str, *people: str) -> Iterator[dict[str, Any]]:
    """The same words with the same mentions, as every client may send them."""
    typed = " ".join((words, *(f"@{NAMES[each]}" for each in people)))
    for shape in SHAPES:
        linked = {"atUserIds": list(people), "mentionText": shape}
        yield {"text": typed, **linked}
        for runs in RUNS:
            content = {"richText": [{"text": typed}]}
            yield {"msgtype": "richText", "content": content, "mentionRuns": runs, **linked}


async def made_admins(bob: Person, *people: str) -> None:
    await bob.says("admin add", atUserIds=list(people), mentionText="none")
    await bob.says("yes")


@pytest.mark.parametrize("words", WITH_PEOPLE)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_who_is_mentioned_is_meant_in_every_shape(
    stage: Stage, words: str, language: str
) -> None:
    name = routes()[words].called(language)
    async with stage.bot(redelivery_seconds=20):
        bob = await stage.in_group("manager01")
        await made_admins(bob, ANN, DAN)
        for said in utterances(name, ANN):
            answer = await bob.says(**said)
            assert NAMES[ANN] in answer.title + answer.text, (said, answer)
            assert NAMES[DAN] not in answer.title + answer.text, (said, answer)
            if words == "admin remove":
                assert "Removed as an admin" in answer.title or "已移除" in answer.title, answer
                await made_admins(bob, ANN)


@pytest.mark.parametrize("words", WITH_PEOPLE)
async def test_two_who_are_mentioned_at_once_are_two_people(stage: Stage, words: str) -> None:
    async with stage.bot(redelivery_seconds=20):
        bob = await stage.in_group("manager01")
        await made_admins(bob, ANN, DAN)
        for said in utterances(words, ANN, DAN):
            answer = await bob.says(**said)
            for who in (ANN, DAN):
                assert NAMES[who] in answer.title + answer.text, (said, answer)
            if words == "admin remove":
                await made_admins(bob, ANN, DAN)


@pytest.mark.parametrize("words", ["admin add", "admin remove"])
async def test_an_outsider_among_them_stops_all_and_is_what_the_answer_speaks_of(
    stage: Stage, words: str
) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        for said in utterances(words, ANN, "guest01"):
            refused = await bob.says(**said)
            assert refused.title == "Person not available", said
            assert "someone you mentioned" in refused.text
            assert refused.buttons == ()


async def answered(bob: Person, said: dict[str, Any]) -> Seen:
    await bob.says("admin add")
    return await bob.says(**said)


async def test_a_mention_answers_who_is_meant(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        for said in utterances("", ANN):
            assert (await answered(bob, said)).title == f"Make {NAMES[ANN]} an admin?", said


async def test_the_bots_own_mention_is_nobody(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        for said in utterances("admin add"):
            asked = await bob.says(**said)
            assert "Who?" in asked.text, said


@pytest.mark.parametrize("typed", ["space create Plans", "space create Plans @Spacekeeper"])
async def test_the_bots_own_mention_is_no_part_of_a_name(stage: Stage, typed: str) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        for said in utterances(typed):
            assert (await bob.says(**said)).title == "Create “Plans”?", said


async def test_an_admin_is_made_only_after_a_confirmation(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        ann = await stage.in_group(ANN)
        shown = await bob.says("admin add", atUserIds=[ANN], mentionText="none")
        refused = await ann.says("space create Mine")
        made = await bob.presses(shown, "Make admin")
        asked = await ann.says("space create Mine")

        assert shown.labels == ("Make admin", "Cancel")
        assert "they are in this organisation" in shown.text
        assert refused.title == "You don't have permission"
        assert made.title == f"New admin: {NAMES[ANN]}"
        assert "Create" in asked.labels


async def test_one_of_two_with_the_same_name_is_chosen_by_number(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        for user in (ANN, DAN):
            await stage.sandbox.client.patch(f"/sandbox/users/{user}", json={"name": "Kim Li"})
            await (await stage.in_group(user)).says("whoami")

        several = await bob.says("admin add kim li")
        chosen = await bob.says("2")

        assert "staff01" in several.text
        assert "staff02" in several.text
        assert chosen.title == "Make Kim Li · 设计部 · Engineering an admin?"
        assert "staff02" in chosen.text


async def test_an_admin_is_removed_by_the_name_that_the_list_shows(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.in_group("manager01")
        await made_admins(bob, ANN)

        removed = await bob.says(f"admin remove {NAMES[ANN]}")

        assert removed.title == f"Removed as an admin: {NAMES[ANN]}"


async def test_a_name_that_was_only_typed_is_nobodys_userid(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")

        refused = await bob.says("admin add @nobody here")

        assert refused.title == "Person not found"
        assert refused.buttons == ()
