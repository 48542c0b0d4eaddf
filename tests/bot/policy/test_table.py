"""Who gets what: role, command, way, conversation and rules, each row as a person expects it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from bot.access import Role
from bot.cards import Card
from bot.delivery import Record
from bot.errors import UserError
from bot.messages import Command, Conversation, File, Sender
from bot.policy.rule import PolicyRule, group, person
from bot.routing import ANY, Press, Router
from bot.services import Services
from bot.sessions import Session
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.parts import ANN, BOB, EVE, click
from tests.sandbox_server import SandboxHandle

TABLE: Final = Path(__file__).parent / "table.txt"
CAT = Sender("staff02", "$:LWCP_v1:$cat", "Cat")
DAN = Sender("manager02", "$:LWCP_v1:$dan", "Dan")
PEOPLE: Final = {"ann": ANN, "bob": BOB, "cat": CAT, "dan": DAN, "eve": EVE}
TEAM = Conversation("cidTEAM==", "group", "Team")
PLACES: Final = {
    "team": TEAM,
    "other": Conversation("cidOTHER==", "group", "Other"),
    "alone": Conversation("cidALONE==", "single"),
}
CLUB = Conversation("cidCLUB==", "group", "Club")
ANNS, CATS, BOBS = person("staff01"), person("staff02"), person("manager01")
MEMBERS, ADMINS, IN_GROUPS = "role:member", "role:admin", "kind:group"
RULES: Final[Mapping[str, tuple[PolicyRule, ...]]] = {
    "none": (),
    "shut": (PolicyRule("*", "", "", "deny"), PolicyRule("policy *", "", "", "deny")),
    "asked": (
        PolicyRule("space create", MEMBERS, "", "ask"),
        PolicyRule("file move", MEMBERS, "", "ask"),
    ),
    "here": (PolicyRule("file delete", "", TEAM.id, "deny"),),
    "family": (
        PolicyRule("file *", MEMBERS, "", "ask"),
        PolicyRule("file delete", ANNS, "", "allow"),
    ),
    "kinds": (
        PolicyRule("spaces", "", IN_GROUPS, "deny"),
        PolicyRule("spaces", "", TEAM.id, "allow"),
    ),
    "admins": (PolicyRule("space delete", ADMINS, "", "ask"),),
    "tie": (
        PolicyRule("file delete", ANNS, "", "allow"),
        PolicyRule("file delete", "", TEAM.id, "deny"),
    ),
    "both": (
        PolicyRule("file delete", ANNS, "", "allow"),
        PolicyRule("file delete", "", TEAM.id, "deny"),
        PolicyRule("file delete", ANNS, TEAM.id, "allow"),
    ),
    "one": (PolicyRule("space *", BOBS, "kind:single", "deny"),),
    "allow": (
        PolicyRule("*", "", "", "allow"),
        PolicyRule("space create", ANNS, "", "allow"),
        PolicyRule("audit", MEMBERS, TEAM.id, "allow"),
    ),
    "writers": (PolicyRule("file move", group(CLUB.id), "", "deny"),),
    "looks": (
        PolicyRule("audit", "", IN_GROUPS, "ask"),
        PolicyRule("files", CATS, "", "deny"),
    ),
}
TRAIL: Final = {
    "-": "",
    "role": "refused: only admins may",
    "staff": "refused: only members of the organisation may",
    "rule": "refused: a policy forbids it",
    "asks": "refused: an admin has to approve it",
}
LOOKS: Final = {"spaces": False, "files": False, "file": False, "audit": True, "help": False}
"""What only shows something, and whether admins alone may."""
CHANGES: Final = {
    "file delete": False,
    "file move": False,
    "space create": True,
    "space delete": True,
    "policy set": True,
}
"""What changes something, in the same way."""


@dataclass(frozen=True, slots=True)
class MembersLook:
    """A button that shows something."""

    of_command: str


@dataclass(frozen=True, slots=True)
class AdminsLook:
    """The same, for admins."""

    of_command: str


@dataclass(frozen=True, slots=True)
class MembersChange:
    """A button, or a question, that changes something."""

    of_command: str


@dataclass(frozen=True, slots=True)
class AdminsChange:
    """The same, for admins."""

    of_command: str


@dataclass(frozen=True, slots=True)
class MembersTurn:
    """A button that is answered at once."""

    of_command: str


@dataclass(frozen=True, slots=True)
class AdminsTurn:
    """The same, for admins."""

    of_command: str


@dataclass(frozen=True, slots=True)
class Ends:
    """What is done at the end of a wait."""

    name: str = ""


@dataclass
class Seen:
    """What came of a row."""

    effect: bool = False
    look: bool = False


SEEN = Seen()
router = Router[Services]()


async def look(*_: object) -> Card:
    """Show something."""
    SEEN.look = True
    return Card("cancelled")


async def effect(*_: object) -> Card:
    """Change something."""
    SEEN.effect = True
    return Card("cancelled")


async def fast(_action: object, _press: Press, _svc: Services) -> Card:
    """Show something at once."""
    return await look()


def role_of(is_admins: bool) -> Role:  # noqa: FBT001 - as the tables say
    return Role.ADMIN if is_admins else Role.MEMBER


for name, admins in LOOKS.items():
    router.command(name, role=role_of(admins), looks=True)(look)
for name, admins in CHANGES.items():
    router.command(name, role=role_of(admins), changes=True)(effect)
router.command("undo", acts=True)(effect)
kind: type
for kind, admins in ((MembersLook, False), (AdminsLook, True)):
    router.action(kind, role=role_of(admins), looks=True)(look)
for kind, admins in ((MembersChange, False), (AdminsChange, True)):
    router.action(kind, role=role_of(admins), changes=True)(effect)
    router.state(kind, role=role_of(admins), changes=True)(effect)
for kind, admins in ((MembersTurn, False), (AdminsTurn, True)):
    router.fast(kind, role=role_of(admins), looks=True)(fast)
router.hold(Ends, words="space delete")(effect)
router.file(ANY, words="store", changes=True)(effect)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; ``number`` is where it stands."""

    number: int
    rules: str
    who: str
    way: str
    words: str
    where: str
    effect: str
    look: str
    trail: str

    @property
    def sender(self) -> Sender:
        return PEOPLE[self.who]

    @property
    def here(self) -> Conversation:
        return PLACES[self.where]


def rows() -> list[Row]:
    lines = enumerate(TABLE.read_text(encoding="utf-8").splitlines(), 1)
    parts = [(number, line.split()) for number, line in lines if not line.startswith("#")]
    return [_row(number, part) for number, part in parts]


def _row(number: int, part: list[str]) -> Row:
    rules, who, way, words, where, effect, look, trail = part
    return Row(number, rules, who, way, words.replace("-", " "), where, effect, look, trail)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,), hold_seconds=0) as core:
        await core.services.access.note(ANN, CLUB)
        yield core


async def test_each_row_of_the_table_is_as_a_person_expects_it(bot: Assembly) -> None:
    record = await bot.delivery.show(Card("cancelled"), bot.target())
    table, wrong = rows(), []
    assert len(table) >= 300
    assert len({row.rules for row in table}) == len(RULES)
    for row in table:
        came = await came_of(row, bot, record)
        wanted = (row.effect == "+", row.look == "+", TRAIL[row.trail])
        if came != wanted:
            wrong.append(f"line {row.number}: {came}, not {wanted}")
    assert not wrong, "\n".join(wrong[:20])


async def came_of(row: Row, bot: Assembly, record: Record) -> tuple[bool, bool, str]:
    """Try a row with its rules alone; gives effect, look, and the line of the trail."""
    for each in await bot.services.policy.rules():
        if each not in RULES[row.rules]:
            await bot.services.policy.remove(each)
    for each in RULES[row.rules]:
        await bot.services.policy.set(each)
    SEEN.effect = SEEN.look = False
    before = await bot.store.redis.xlen(bot.store.key("audit"))
    with suppress(UserError):
        await WAYS[row.way](row, bot, record)
    lines = await bot.services.audit.last(5)
    after = await bot.store.redis.xlen(bot.store.key("audit"))
    new = [each.entry for each in lines[: after - before]]
    assert all(each.command == row.words and each.person == row.sender.key for each in new)
    return SEEN.effect, SEEN.look, " ".join(each.outcome for each in new)


async def typed(row: Row, bot: Assembly, _: Record, **more: object) -> None:
    message = bot.message(row.words, row.sender, conversation=row.here, msg_id=f"m{row.number}")
    message = replace(message, **more)  # type: ignore[arg-type]  # members of a message
    await bot.to_message(message, Session(), await command(row, bot, message.key))


async def answer(row: Row, bot: Assembly, _: Record) -> None:
    kind = AdminsChange if CHANGES[row.words] else MembersChange
    message = bot.message("yes", row.sender, conversation=row.here, msg_id=f"m{row.number}")
    session = Session(state=kind(row.words))
    await bot.to_message(message, session, await command(row, bot, message.key))


async def file(row: Row, bot: Assembly, record: Record) -> None:
    sent = File("report.pdf", "code", "robot1")
    await typed(row, bot, record, text="", kind="file", file=sent)


async def button(row: Row, bot: Assembly, record: Record) -> None:
    if row.words in CHANGES:
        action: object = (AdminsChange if CHANGES[row.words] else MembersChange)(row.words)
    else:
        action = (AdminsLook if LOOKS[row.words] else MembersLook)(row.words)
    await press(row, action, bot, record)


async def turn(row: Row, bot: Assembly, record: Record) -> None:
    await press(row, (AdminsTurn if LOOKS[row.words] else MembersTurn)(row.words), bot, record)


async def press(row: Row, action: object, bot: Assembly, record: Record) -> None:
    meaning, number = bot.types.dump(action), f"{row.number}"
    pressed = click(
        row.sender, action_id=number, action=meaning, conversation=row.here, at=bot.clock()
    )
    mine = replace(record, asker=row.sender.key)
    if await bot.replies.refusal(pressed, mine) is None:
        await bot.replies.to_click(pressed, mine, await bot.fence())


async def hold(row: Row, bot: Assembly, _: Record) -> None:
    placed = await bot.services.holds.place(await command(row, bot, f"h{row.number}"), Ends())
    await bot.ends.end(placed.id)


async def command(row: Row, bot: Assembly, key: str) -> Command:
    return await bot.command(row.words, row.sender, conversation=row.here, key=key)


WAYS: Final = {
    "typed": typed,
    "answer": answer,
    "file": file,
    "button": button,
    "fast": turn,
    "hold": hold,
}
