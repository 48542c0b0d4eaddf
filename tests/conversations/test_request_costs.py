"""What requests cost: what `help` says of each is held by what DingTalk counted."""

from dataclasses import dataclass
from typing import Final

from bot.routing import Routes
from handlers import ROUTERS
from tests.conversations.stage import Person, Stage

STATED: Final = {
    "request space": "1 for the card, or 1 for each admin",
    "request room": "at most 2 to find the space, and 1 for the card, or 1 for each admin",
    "request access": "at most 3 to find the file, and 1 for the card, or 1 for each admin",
    "request approve": "at most 4 for the change, and 1 for each card of the request",
    "request decline": "",
    "request cancel": "",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked and how it is decided, and what each took, cards left out; ``sent`` counts the
    cards that asking made in the place where it is decided.
    """

    asks: str
    asked: int
    decides: str
    decided: int
    sent: int = 1


ROWS: Final = (
    Row("request space Audit", 0, "request approve 1", 4),
    Row("request space Audit 2", 0, "request decline 2 not now", 0),
    Row("request access {link} can edit", 0, "request approve 3", 2),
    Row("request access {link} can view", 0, "request approve 4", 1),
    Row("request room Design 900 GB", 1, "request approve 5", 1),
    Row("request space Audit 3", 0, "request cancel", 0),
)


async def took(stage: Stage, who: Person, said: str, to: Person) -> tuple[int, int]:
    """How many calls were counted for what somebody says, and how many cards went to those who
    decide: whoever asked hears later how earlier ones ended.
    """
    after = (await stage.sandbox.calls())[-1]["seq"]
    await who.says(said)
    calls = await stage.sandbox.calls(after)
    made = [each for each in calls if each["counted"] and "/card/" not in each["template"]]
    sent = [each for each in calls if each["template"].endswith("createAndDeliver")]
    return len(made), sum(to.conversation in str(each) for each in sent)


async def test_each_costs_what_help_says(stage: Stage) -> None:
    """In one organisation, so that a row finds what those before it have left."""
    await stage.sandbox.settings(rootUuid=True)
    space = str((await stage.sandbox.make_space("Design", quota=-1))["spaceId"])
    file = await stage.sandbox.make_file(space, "a.txt", "manager01", size=1)
    link = f"https://alidocs.dingtalk.com/i/nodes/{file['uuid']}"
    found = []
    async with stage.bot(language="en", interim_seconds=30, calls_used=0):
        ann, bob = await stage.alone("staff01"), await stage.in_group("manager01", 1)
        for each in (ann, bob):
            await each.says("lang en")
        await bob.says("admin here")
        for row in ROWS:
            asked, sent = await took(stage, ann, row.asks.format(link=link), bob)
            who = ann if "cancel" in row.decides else bob
            decided, _ = await took(stage, who, row.decides, bob)
            found.append(Row(row.asks, asked, row.decides, decided, sent))

    assert found == list(ROWS)


def test_what_is_said_of_each_is_what_was_counted() -> None:
    said = {route.words: route.calls for route in Routes(ROUTERS) if route.words in STATED}

    assert said == STATED
