"""Who tried to change what."""

from bot.audit import Entry
from bot.cards import Phrase
from bot.messages import Conversation
from handlers.audit import ROWS
from tests.assembly import Assembly
from tests.handlers.calling import types
from tests.parts import ANN, BOB, EVE, command


async def test_the_newest_are_shown_with_names_where_there_are_some(bot: Assembly) -> None:
    await bot.services.audit.append("1", Entry.of(command(), "done", "sp1", "Finance"))
    await bot.services.audit.append("2", Entry("u9", "", "c", "undo", "sp2", "undone"))

    card = await types(bot, "audit")

    rows = card.data["entries"]
    assert isinstance(rows, list)
    told = [(row["who"], row["deed"].values["name"], row["outcome"]) for row in rows]
    assert told == [("u9", "sp2", ""), ("Bob", "Finance", "")]
    assert (card.data["filter"], card.data["all"]) == ([], True)


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

    assert ours.message == "our single chat"
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


async def test_no_more_than_a_card_holds_are_shown(bot: Assembly) -> None:
    for number in range(ROWS + 3):
        await bot.services.audit.append(str(number), Entry.of(command(), "done", str(number)))

    card = await types(bot, "审计")

    assert len(card.data["entries"]) == ROWS  # type: ignore[arg-type]  # rows
