"""What commands about permissions cost: what `help` says of each is held by what DingTalk counted."""

from dataclasses import dataclass
from typing import Final

from bot.routing import Routes
from handlers import ROUTERS
from tests.catalogue import ROOT
from tests.conversations.stage import Stage
from tests.conversations.test_file_costs import counted

SPACE = "Design"
WHERE = f"{SPACE}/Box/a.txt"
FIND = "at most 4 to find it, and 1 for each folder above it"
TIMED = (
    "2 to 4, 1 more for a time and for every 30 members there are, at most 3 to find it, and 1 "
    "for each folder above it"
)
CHANGE = TIMED.replace(" for a time and", "")
STATED: Final = {
    "who": f"1 for every 30 members, 1 for what is inherited, {FIND}",
    "my rights": f"1 for every 30 members, {FIND}",
    "can": f"1 for every 30 members, {FIND}",
    "grant": TIMED,
    "revoke": CHANGE,
    "share": TIMED,
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is said and pressed, how many calls it took in all, and how many of them were for roles."""

    said: str
    calls: int
    of_rights: int
    presses: tuple[str, ...] = ()


GIVE, TAKE = ("Give permission",), ("Take away",)
ROWS: Final = (
    Row(f"files {SPACE}/Box", 3, 0),
    Row("who 1", 3, 2),
    Row("my rights 1", 2, 1),
    Row("can 员工甲 edit 1", 2, 1),
    Row("grant 员工甲 can edit 1", 4, 3, GIVE),
    Row("grant 员工甲 can edit 1", 2, 1),
    Row("grant 员工甲 manager 1", 4, 3, (*GIVE, "Yes, change")),
    Row("grant 员工甲、员工乙 can edit 1", 5, 4, GIVE),
    Row("revoke 员工甲、员工乙 1", 4, 3, TAKE),
    Row(f"who {WHERE}", 4, 2),
)


async def test_each_costs_what_help_and_the_documents_say(stage: Stage) -> None:
    """In one organisation, so that a row finds what those before it have left."""
    space = str((await stage.sandbox.make_space(SPACE))["spaceId"])
    box = await stage.sandbox.make_file(space, "Box", "manager01", type="FOLDER")
    await stage.sandbox.make_file(space, "a.txt", "manager01", parentId=box["dentryId"], size=1)
    took = []
    async with stage.bot(language="en", interim_seconds=30, calls_used=0):
        bob = await stage.alone("manager01")
        await bob.says("lang en")
        await bob.says("spaces")
        for row in ROWS:
            after = (await stage.sandbox.calls())[-1]["seq"]
            card = await bob.says(row.said)
            for label in row.presses:
                card = await bob.presses(card, label)
            calls = await counted(stage, after)
            took.append(
                Row(row.said, len(calls), sum("permissions" in each for each in calls), row.presses)
            )

    assert took == list(ROWS)


def test_what_is_said_of_each_is_what_was_counted() -> None:
    said = {route.words: route.calls for route in Routes(ROUTERS) if route.words in STATED}
    document = (ROOT / "docs" / "costs.md").read_text("utf-8")

    assert said == STATED
    for row in ROWS:
        press = "".join(f", *{label}*" for label in row.presses)
        assert f"| `{row.said}`{press} | {row.calls} |" in document, row
