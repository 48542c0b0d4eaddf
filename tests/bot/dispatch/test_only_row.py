"""The only row of a search is meant by *it*."""

from dataclasses import replace

import pytest

from bot.dispatch.only_row import with_only_row
from bot.files.shown import FoundFiles, ShownFile, ShownFiles, Spot
from bot.messages import Conversation, Message, Sender
from bot.sessions import LastAnswer, Session

ONE, TWO, MAYBE_MORE = (
    FoundFiles("ann", (Spot("u1"),)),
    FoundFiles("ann", (Spot("u1"), Spot("u2"))),
    FoundFiles("ann", (Spot("u1"),), more=True),
)
FOLDER_FIRST = ShownFiles(
    "ann",
    "sp1",
    (),
    "newest",
    (ShownFile("d", "u", is_folder=True), ShownFile("f", "v", is_folder=False)),
)
BY_SIZE = replace(FOLDER_FIRST, order="largest")
SEND, WHICH = "send me the first one", "send me that one"
SAID = "delete the biggest one, we have it on tape"


def _message(said: str) -> Message:
    ann, here = Sender("ann", "k", "ann"), Conversation("cid", "single")
    return Message("robot", "m", "corp", ann, here, "text", said, 1)


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
        ("can you put a copy of it into Legal as well", ONE, "copy the first one to Legal as well"),
        ("and also make a copy in HR please", ONE, "copy the first one to HR as well"),
        ("put a copy of it into Legal", TWO, "put a copy of it into Legal"),
        ("ok send me the digest", ONE, "ok send me the digest"),
        ("send it to Ann", ONE, "send it to Ann"),
        ("can you send me the last one", TWO, "can you send me number 2"),
        ("throw the last one into Legal too", TWO, "throw number 2 into Legal too"),
        ("delete the last one in Legal", TWO, "delete the last one in Legal"),
        ("when was the last one?", TWO, "when was number 2?"),
        ("that was the last one", TWO, "that was the last one"),
        ("最新的那份是谁传的", ONE, "1是谁传的"),
        ("这个是谁传的", ONE, "1是谁传的"),
        ("这个是谁传的", TWO, "这个是谁传的"),
        ("最新的那份是谁传的", TWO, "最新的那份是谁传的"),
        ("最新的那个文件是谁传的", FOLDER_FIRST, "2是谁传的"),
        ("who uploaded the newest one?", FOLDER_FIRST, "who uploaded number 2"),
        ("who uploaded the newest one?", BY_SIZE, "who uploaded the newest one?"),
        ("ok", ONE, "ok"),
    ],
)
async def test_it_is_the_only_row(said: str, shown: FoundFiles | ShownFiles, meant: str) -> None:
    async def kept(_: str | None) -> object:
        return shown

    message = _message(said)
    topic = LastAnswer("find", {}, at=1, card="c1")

    for session, text in (
        (Session(last_list="c1", topic=topic), meant),
        (Session(last_list="c1", topic=replace(topic, words="space")), said),
    ):
        assert (await with_only_row(message, session, kept)).text == text


async def test_the_biggest_one_heads_the_largest_files() -> None:
    async def kept(_: str | None) -> object:
        return TWO

    for words, text in (("largest", "delete number 1, we have it on tape"), ("files", SAID)):
        topic = LastAnswer(words, {}, at=1, card="c1")
        got = await with_only_row(_message(SAID), Session(last_list="c1", topic=topic), kept)
        assert got.text == text
