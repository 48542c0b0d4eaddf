"""*There* is the space of the last answer, as *it* is."""

from dataclasses import replace

from bot.dispatch.pointing import with_space_there
from bot.messages import Conversation, Message, Sender
from bot.sessions import LastAnswer, Session
from tests.sweeping import sweep

ABOUT_FINANCE = Session(topic=LastAnswer("space", {"space": "Finance"}, at=1, card="c1"))


@sweep(
    ("said", "meant"),
    [
        ("whats eating all the space in there", "whats eating all the space in Finance"),
        ("Largest files in there?", "Largest files in Finance?"),
        ("what takes up so much room there", "what takes up so much room in Finance"),
        ("who can edit things over there, please", "who can edit things in Finance, please"),
        ("delete old.zip from there", "delete old.zip from Finance"),
        ("what is there", "what is there"),
        ("is there a limit", "is there a limit"),
        ("hi there", "hi there"),
        ("in there's my report", "in there's my report"),
    ],
)
def test_there_is_the_space_that_was_spoken_of(said: str, meant: str) -> None:
    ann, here = Sender("ann", "k", "ann"), Conversation("cid", "single")
    message = Message("robot", "m", "corp", ann, here, "text", said, 1)

    assert with_space_there(message, ABOUT_FINANCE).text == meant
    assert with_space_there(message, Session()).text == said
    asked = replace(ABOUT_FINANCE, state=object())
    assert with_space_there(message, asked).text == meant, "whatever waits for a yes"
