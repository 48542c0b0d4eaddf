"""Who tried to change what."""

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card, Phrase
from bot.deeds import TOLD_BY_THE_DEED, deed_of, place_of
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
    called = await svc.conversations.called([row.entry.place for row in kept])
    rows = [
        {
            "at": row.at,
            "who": row.entry.nick or await svc.people.name(row.entry.person),
            "deed": deed_of(row.entry, _place(row.entry, called.get(row.entry.place), cmd)),
            "outcome": "" if row.entry.outcome in TOLD_BY_THE_DEED else row.entry.outcome,
            "request_id": row.entry.request_id,
        }
        for row in kept
    ]
    return Card("audit", {"entries": rows, "filter": shown})


async def _about(cmd: Command, svc: Services) -> tuple[tuple[str, ...], str]:
    """Give the names and ids that are asked for, all for nothing in particular, and a title.

    Whoever was mentioned needs no name, and may be somebody who is not of this organisation.
    """
    if cmd.mentions_somebody:
        names = [await svc.people.name(user_id) for user_id in cmd.mentions]
        return (*cmd.mentions, *cmd.strangers), ", ".join(names)
    typed = cmd[ABOUT]
    return (typed, *await svc.people.called(typed)) if typed else (), typed


def _place(entry: Entry, called: Called | None, cmd: Command) -> Phrase:
    """Name the conversation an entry is about, as it is called by now, else as it was then."""
    here = cmd.conversation
    if called is None:
        is_about_it = entry.name and entry.target == entry.place
        called = Called(is_group=True, title=entry.name if is_about_it else "", who="")
    is_ours = entry.place == here.id and not here.is_group
    return place_of(called.title, called.who, is_group=called.is_group, is_ours=is_ours)
