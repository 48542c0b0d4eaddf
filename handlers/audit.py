"""Who tried to change what."""

from collections.abc import Mapping

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card, Phrase
from bot.deeds import TOLD_BY_THE_DEED, conversation_of, deed_of, place_of, place_then
from bot.language import Person
from bot.messages import Command
from bot.routing import Router
from bot.services import Services
from bot.sessions import Called

router = Router[Services]()

ABOUT = Person("space or person")
ROWS = 10


@router.command(
    "audit", "审计", "操作记录", usage="audit [space or person]", takes=(ABOUT,), role=Role.ADMIN
)
async def audit(cmd: Command, svc: Services) -> Card:
    """Show the last attempted changes, refused ones too."""
    about, shown = await _about(cmd, svc)
    kept = await svc.audit.last(ROWS, about)
    called = await svc.conversations.called([conversation_of(row.entry) for row in kept])
    rows = [
        {
            "at": row.at,
            "who": row.entry.nick or await svc.people.name(row.entry.person),
            "deed": deed_of(row.entry, _place(row.entry, called, cmd)),
            "outcome": "" if row.entry.outcome in TOLD_BY_THE_DEED else row.entry.outcome,
            "request_id": row.entry.request_id,
        }
        for row in kept
    ]
    if cmd.strangers:
        nicks = {row.entry.person: row.entry.nick for row in kept}
        shown = [*shown, *(nicks.get(each, "") for each in cmd.strangers)]
    return Card(
        "audit", {"entries": rows, "filter": [each for each in shown if each], "all": not about}
    )


async def _about(cmd: Command, svc: Services) -> tuple[tuple[str, ...], list[str]]:
    """Give the names and ids that are asked for, none for everything, and how to say so.

    Whoever was mentioned needs no name, and may be somebody who is not of this organisation.
    """
    if cmd.mentions_somebody:
        names = [await svc.people.name(user_id) for user_id in cmd.mentions]
        return (*cmd.mentions, *cmd.strangers), names
    typed = cmd[ABOUT]
    return ((typed, *await svc.people.called(typed)), [typed]) if typed else ((), [])


def _place(entry: Entry, called: Mapping[str, Called], cmd: Command) -> Phrase:
    """Name the conversation an entry is about, as it is called by now, else as it was then."""
    about, here = conversation_of(entry), cmd.conversation
    found = called.get(about)
    is_ours = about == here.id and not here.is_group
    if found is None and not is_ours:
        return place_then(entry)
    known = found or Called(is_group=False, title="", who="")
    return place_of(known.title, known.who, is_group=known.is_group, is_ours=is_ours)
