"""Who tried to change what."""

from dataclasses import replace
from typing import Any

import pytest

from bot.audit import Entry
from bot.cards import Card, Phrase
from bot.dispatch.deletions_asked import of_deletions
from bot.errors import AmbiguousPerson, Stale
from bot.messages import Conversation, Sender
from bot.reading import Understood, Wish
from handlers.audit import PAGE
from tests.assembly import Assembly
from tests.handlers.calling import presses, types
from tests.parts import ANN, BOB, EVE, command

NOTHING = {"entries": [], "filter": [], "all": True, "page": 1, "pages": 1, "total": 0}
EXAMPLES = {
    "audit-stranger": Card("audit", {**NOTHING, "deletions": False, "all": False}),
    "audit-deletions": Card("audit", {**NOTHING, "deletions": True}),
    "audit-deletions-of": Card(
        "audit", {**NOTHING, "deletions": True, "all": False, "filter": ["a.pdf"]}
    ),
}


async def test_the_newest_are_shown_with_names_where_there_are_some(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry("u9", "", "c", "undo", "sp2", "undone"))

    card = await types(bot, "audit")

    rows = card.data["entries"]
    assert isinstance(rows, list)
    told = [(row["who"], row["deed"].values["name"], row["outcome"]) for row in rows]
    assert told == [("u9", "sp2", ""), ("Bob", "Finance", "")]
    assert (card.data["filter"], card.data["all"]) == ((), True)


HERE = Conversation("cid of bob", "single")
TEAM = Conversation("cidT", "group", "Team")
ANNS = Conversation("cid of ann", "single")


async def place(bot: Assembly, entry: Entry) -> Phrase:
    """How the conversation of an entry is called, to somebody who asks in a single chat."""
    await bot.services.audit.append(entry.place + entry.name, entry)
    card = await types(bot, "audit", conversation=HERE)
    found: Phrase = card.data["entries"][0]["deed"].values["place"]  # type: ignore[index]  # rows
    return found


async def test_conversations_are_told_by_title_or_by_whom_they_are_with(bot: Assembly) -> None:
    for conversation, who in ((HERE, "Bob"), (TEAM, "Bob"), (ANNS, "Ann")):
        await bot.services.conversations.visit(conversation, who)
    ours, theirs, group, old, gone = [
        await place(bot, Entry("u", "U", cid, "alert here", cid, "done", name))
        for cid, name in (
            (HERE.id, ""),
            (ANNS.id, ""),
            (TEAM.id, "Old title"),
            ("cid9", "Then"),
            ("cid8", ""),
        )
    ]

    assert ours.message == "our private chat"
    assert theirs.values == {"who": "Ann"}
    assert group.values == {"title": "Team"}
    assert (old.message, old.values) == ("“%(title)s”", {"title": "Then"})
    assert gone.message == "another conversation"


async def test_what_a_file_changed_is_told_of_the_conversation_it_changed(bot: Assembly) -> None:
    await bot.services.conversations.visit(TEAM, "Bob")
    known, then, gone = [
        await place(bot, Entry("u", "U", HERE.id, "alert import", target, "done", name))
        for target, name in ((TEAM.id, TEAM.id), ("cid9", "Then"), ("cid8", "cid8"))
    ]

    assert known.values == {"title": "Team"}
    assert then.values == {"title": "Then"}
    assert gone.message == "another conversation"


async def test_somebody_mentioned_is_found_whatever_they_are_called(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry.of(command(sender=ANN), "done", "sp2", "市场部"))
    await bot.services.audit.append("3", Entry.of(command(sender=EVE), "refused", "sp2", "市场部"))

    for sender in (ANN, BOB):
        await bot.services.access.note(sender)
    for about, names in (
        ({"mentions": ("staff01",)}, ["Ann"]),
        ({"mentions": ("staff01", "manager01")}, ["Ann", "Bob"]),
        ({"strangers": (EVE.key,)}, ["Eve"]),
    ):
        card = await types(bot, "audit", **about)
        assert sorted(card.data["filter"]) == names  # type: ignore[call-overload]  # names
        assert [row["who"] for row in card.data["entries"]] == names  # type: ignore[attr-defined]  # rows


async def test_one_person_or_space_is_shown(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry.of(command(sender=ANN), "done", "sp2", "市场部"))

    for about in ("Ann", "市场部", "sp2"):
        card = await types(bot, f"/audit {about}")
        assert [row["who"] for row in card.data["entries"]] == ["Ann"]  # type: ignore[attr-defined]  # rows


async def test_deletions_are_shown_alone_where_somebody_asks_for_them(bot: Assembly) -> None:
    for number, words in enumerate(("file delete", "file move", "bin remove") * 3):
        entry = Entry.of(replace(command(), words=words), "done", f"d{number}", f"{number}.pdf")
        await bot.services.audit.append(str(number), entry)

    alone = await types(bot, "audit deletions")
    second = await presses(bot, alone.actions["next"], kept=alone.kept)
    named = await types(bot, "审计 删除 3.pdf")
    half = Understood("half", (Wish("help"), Wish("audit", {"space or person": "pdf"})))
    asked = [
        of_deletions(half, said) for said in ("who deleted 3.pdf lately", "谁删的", "谁改了 3.pdf")
    ]

    assert (ids(alone), ids(second)) == (
        ["8.pdf", "6.pdf", "5.pdf", "3.pdf", "2.pdf"],
        ["0.pdf"],
    )
    assert (ids(named), named.data["filter"]) == (["3.pdf"], ("3.pdf",))
    first = [(each.certainty, each.wishes[0].words, each.wishes[-1].raw) for each in asked]
    assert first == [
        ("sure", "audit", {}),
        ("half", "help", {"space or person": "删除 pdf"}),
        ("half", "help", {"space or person": "pdf"}),
    ]
    assert asked[0].wishes[0].raw == {"space or person": "deletions 3.pdf"}


def ids(card: Card) -> list[str]:
    rows: Any = card.data["entries"]
    return [row["deed"].values["name"] for row in rows]


async def many(bot: Assembly, count: int, sender: Sender = BOB) -> None:
    for number in range(count):
        entry = Entry.of(command(sender=sender), "done", f"{sender.nick}{number}")
        await bot.services.audit.append(f"{sender.nick}{number}", entry)


async def test_all_changes_are_turned_over_in_pages(bot: Assembly) -> None:
    """Without a call, and as the trail was: a line that comes meanwhile moves none."""
    await many(bot, 2 * PAGE + 1)
    before = await bot.calls()

    first = await types(bot, "审计")
    await many(bot, 1, ANN)
    second = await presses(bot, first.actions["next"], kept=first.kept)
    third = await presses(bot, second.actions["next"], kept=second.kept)
    back = await presses(bot, second.actions["previous"], kept=second.kept)

    assert [*ids(first), *ids(second), *ids(third)] == [
        f"Bob{number}" for number in reversed(range(2 * PAGE + 1))
    ]
    assert (first.data["total"], first.data["pages"]) == (2 * PAGE + 1, 3)
    assert (set(first.actions), set(third.actions)) == ({"next"}, {"previous"})
    assert back == first
    assert await bot.calls() == before


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_page_has_a_command(bot: Assembly, language: str) -> None:
    await many(bot, PAGE + 2)
    await many(bot, PAGE + 1, ANN)
    first = await types(bot, "audit Ann")
    action: Any = first.actions["next"]

    assert ids(await types(bot, action.says(language))) == ["Ann0"]


async def test_a_time_is_no_name_and_is_said_to_be_left_out(bot: Assembly) -> None:
    """*No changes found* of today would be false."""
    await many(bot, 1)
    await many(bot, 1, ANN)
    found = {}
    for said in ("今天", "this week", "Ann today", "上周 Bob", "deletions today", "Eve"):
        card = await types(bot, f"audit {said}")
        found[said] = (card.data["filter"], ids(card), card.span)

    assert found == {
        "今天": ((), ["Ann0", "Bob0"], "今天"),
        "this week": ((), ["Ann0", "Bob0"], "this week"),
        "Ann today": (("Ann",), ["Ann0"], "today"),
        "上周 Bob": (("Bob",), ["Bob0"], "上周"),
        "deletions today": ((), [], "today"),
        "Eve": (("Eve",), [], ""),
    }


async def test_a_trail_that_is_not_kept_is_stale(bot: Assembly) -> None:
    await many(bot, PAGE + 1)
    first = await types(bot, "audit")

    with pytest.raises(Stale):
        await presses(bot, first.actions["next"], kept=None)


async def test_two_people_of_one_name_are_listed_apart(bot: Assembly) -> None:
    """One of them has said nothing lately, and is known by the trail alone."""
    twin = replace(ANN, user_id="staff77")
    await bot.services.access.note(ANN)
    await many(bot, 1, ANN)
    await bot.services.audit.append("t", Entry.of(command(sender=twin), "done", "of the twin"))

    with pytest.raises(AmbiguousPerson) as asked:
        await types(bot, "audit Ann")

    assert asked.value.candidates == (("staff01", "Ann"), ("staff77", "Ann"))
    card = await types(bot, "audit staff77")
    assert (ids(card), card.data["filter"]) == (["of the twin"], ("Ann", "staff77"))
