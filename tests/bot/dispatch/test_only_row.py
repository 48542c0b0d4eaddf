"""The only row of a search is meant by *it*."""

from dataclasses import replace

import pytest

from bot.dispatch.only_row import with_only_row
from bot.files.shown import FoundFiles, Spot
from bot.messages import Conversation, Message, Sender
from bot.sessions import LastAnswer, Session

ONE, TWO, MAYBE_MORE = (
    FoundFiles("ann", (Spot("u1"),)),
    FoundFiles("ann", (Spot("u1"), Spot("u2"))),
    FoundFiles("ann", (Spot("u1"),), more=True),
)
SEND, WHICH = "send me the first one", "send me that one"


@pytest.mark.parametrize(
    ("said", "shown", "meant"),
    [
        ("ok send me that one pls", ONE, SEND),
        ("ok send me that one", ONE, SEND),
        ("great, can you send it to me please", ONE, SEND),
        ("yes that's the one, give me it", ONE, SEND),
        ("Perfect! forward it over to me", ONE, SEND),
        ("could i have that one please?", ONE, SEND),
        ("ok send me that one pls", TWO, WHICH),
        ("ok send me that one pls", MAYBE_MORE, WHICH),
        ("ok move it to Legal", ONE, "move the first one to Legal"),
        ("ok delete that one please", ONE, "delete the first one please"),
        ("ok delete that one please", TWO, "ok delete that one please"),
        ("ok send me the digest", ONE, "ok send me the digest"),
        ("send it to Ann", ONE, "send it to Ann"),
        ("ok", ONE, "ok"),
    ],
)
async def test_it_is_the_only_row(said: str, shown: FoundFiles, meant: str) -> None:
    async def kept(_: str | None) -> object:
        return shown

    message = Message(
        "robot",
        "m",
        "corp",
        Sender("ann", "k", "ann"),
        Conversation("cid", "single"),
        "text",
        said,
        1,
    )
    topic = LastAnswer("find", {}, at=1, card="c1")

    for session, text in (
        (Session(last_list="c1", topic=topic), meant),
        (Session(last_list="c1", topic=replace(topic, words="space")), said),
    ):
        assert (await with_only_row(message, session, kept)).text == text
