"""What is typed at a name that is taken, for a file that was sent."""

from dataclasses import replace
from typing import Any, cast

from bot.dispatch.taken_name import with_taken_name
from bot.files.transfer import Transfer
from bot.files.upload_clash import UploadClash, way_said
from bot.messages import Conversation, File, Message, Sender
from bot.sessions import Asking, Session
from tests.sweeping import sweep

SENT = Transfer(
    "f00d",
    "robot:sent",
    Sender("id", "ann", "Ann"),
    Conversation("cid", "single"),
    "en",
    File("a.pdf", "code", "robot"),
)
CLASH = replace(SENT, stage="clash", card="card", turn="robot:stored", asks="card")


@sweep(
    ("said", "way"),
    [
        *((said, "keep") for said in ("keep both", "Both.", "都保留", "两个都要")),
        *((said, "replace") for said in ("new version", "Replace", "overwrite", "新版本", "替换")),
        *((said, "drop") for said in ("cancel", "no", "Do not store", "取消", "不保存", "算了")),
        *((said, None) for said in ("", "yes", "new version of plan.pdf", "files", "好", "2")),
    ],
)
def test_an_answer_about_a_name_is_one_of_three(said: str, way: str | None) -> None:
    assert way_said(said) == way


class Desk:
    """The file that somebody sent last, and the face that its card showed to a turn."""

    def __init__(self, sent: Transfer | None) -> None:
        self.sent = sent

    async def last_sent(self, _: Message) -> Transfer | None:
        return self.sent

    async def face(self, card: str, _: str) -> int:
        return {"card": 3}[card]


async def heard(text: str, sent: Transfer | None, state: object = None) -> tuple[str, Session]:
    """Give what a message is taken for, and what it answers."""
    message = Message("robot", "said", "corp", SENT.asker, SENT.conversation, "text", text, 0)
    desk = cast("Any", Desk(sent))
    answered, session = await with_taken_name(message, Session(state), desk, desk)
    return answered.text, session


async def test_it_answers_for_the_file_that_waits_and_a_rerun_finds_the_same() -> None:
    settled = replace(CLASH, stage="begun", card="new", turn="robot:said")
    asked = Session(UploadClash("f00d"), "card", 3)

    assert await heard("both", CLASH) == ("both", asked)
    assert await heard("cancel", CLASH) == ("do not store", asked)
    assert await heard("both", settled) == ("both", asked)
    assert await heard("both", replace(settled, turn="robot:other")) == ("both", Session())
    assert await heard("both", None) == await heard("both", SENT) == ("both", Session())
    assert await heard("spaces", CLASH) == ("spaces", Session())
    other = Asking("space delete", {}, "space")
    assert await heard("cancel", CLASH, other) == ("cancel", Session(other))
