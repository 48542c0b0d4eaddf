"""The space that somebody has just made is named where they point to it."""

from collections.abc import AsyncIterator

import pytest

from bot.audit import Entry, Kept
from bot.dispatch.just_made import with_made
from bot.messages import Conversation, Message, Sender
from bot.sessions import Session

NOW = 10**12
HOUR = 3600 * 1000


class Trail:
    """Three spaces that were made, one of them by somebody else, and one long ago."""

    async def newest_first(self) -> AsyncIterator[Kept]:
        for person, name, hours in (("bob", "Q4", 1), ("ann", "Q3", 2), ("tom", "Old", 30)):
            entry = Entry(person, person, "cid", "space create", "id", "done", name)
            yield Kept(NOW - hours * HOUR, entry)


@pytest.mark.parametrize(
    ("who", "said", "meant"),
    [
        ("ann", "刚建的那个不要了，领导说合并到 Engineering 里，请撤掉。", "删除空间 “Q3”"),
        ("ann", "刚才新建的空间建错了", "删除空间 “Q3”"),
        ("ann", "delete the space I just created", "delete “Q3”"),
        ("bob", "刚建的空间给加到60G", "“Q4”给加到60G"),
        ("ann", "give Bob access to the space I just made", "give Bob access to “Q3”"),
        ("ann", "刚建的那个不要了吧，等等先别删", "“Q3”不要了吧，等等先别删"),
        ("tom", "刚建的那个不要了", "删除空间"),
        ("tom", "刚建的空间还剩多少", "刚建的空间还剩多少"),
        ("ann", "刚建的文件夹不要了", "刚建的文件夹不要了"),
    ],
)
async def test_what_was_just_made_has_its_name(who: str, said: str, meant: str) -> None:
    place = Conversation("cid", "single")
    message = Message("robot", "m", "corp", Sender(who, "k", who), place, "text", said, NOW)

    assert (await with_made(message, Session(), Trail(), NOW)).text == meant
