"""Who tried to change what: the audit trail, newest first, in pages."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.access import Role
from bot.audit import Entry, Kept
from bot.cards import Card, Phrase
from bot.conversations import Called
from bot.deeds import conversation_of, deed_of, place_of, place_then, shows_outcome
from bot.errors import AmbiguousPerson, Stale
from bot.i18n import N_
from bot.language import Person, paged
from bot.messages import Command, Conversation
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.shared_buttons import CommandButton, turns
from bot.times import time_apart

router = Router[Services]()

ABOUT = Person("space or person")
_DELETIONS: Final = re.compile(r"(?:deletions?|删除(?:记录)?)(?: (?P<rest>.+))?", re.IGNORECASE)
_DELETE: Final = ("file delete", "space delete", "bin remove")
PAGE = 5
"""Rows of a page: sentences, of which a card holds few."""


@dataclass(frozen=True, slots=True)
class ShownTrail:
    """What a card shows of the trail, and the page it is at, counted from 1.

    ``about`` are the names and ids that were asked for, none for everything, ``shown`` how a title
    says so, and ``words`` how a command does. ``total`` lines stood there at ``until``
    (milliseconds since 1970), and none that came later is on any page. ``deletions`` are shown
    alone.
    """

    about: tuple[str, ...]
    shown: tuple[str, ...]
    words: str
    total: int
    until: int
    page: int = 1
    deletions: bool = False

    @property
    def commands(self) -> tuple[str, ...]:
        """The commands whose lines alone are shown; none for all."""
        return _DELETE if self.deletions else ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    def at_page(self, page: int) -> "ShownTrail":
        """Turn to a page, or to the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


router.keeps(ShownTrail)


@dataclass(frozen=True, slots=True)
class TurnTrail(CommandButton):
    """Show another page of the trail this card keeps."""

    command = "审计", "audit"
    follows = "words", "page"
    page: int
    words: str = ""


@router.command(
    "audit",
    "审计",
    "操作记录",
    usage="audit [deletions] [space or person]",
    takes=(ABOUT,),
    role=Role.ADMIN,
    looks=True,
    label=N_("Change log"),
    wish=WishTexts(value=N_("Show the changes of %(value)s.")),
)
async def audit(cmd: Command, svc: Services) -> Card:
    """Show the change log, including refused changes; or deletions alone."""
    words, page = paged(cmd[ABOUT])
    only = _DELETIONS.fullmatch(words)
    what = (only["rest"] or "") if only else words
    about, shown = await _about(what, cmd, svc)
    newest = await svc.audit.last(1)
    until = newest[0].at if newest else 0
    total = await svc.audit.count(about, until, _DELETE if only else ())
    when = ""
    if not total and about == (what,):
        what, when = time_apart(what, svc.now(), svc.digests.zone)
    if when:  # nobody and nothing is called so
        about, shown = await _about(what, cmd, svc)
        total = await svc.audit.count(about, until, _DELETE if only else ())
        words = f"deletions {what}".strip() if only else what
    said = words or next(iter((*cmd.mentions, *cmd.strangers)), "")
    trail = ShownTrail(about, shown, said, total, until, deletions=bool(only)).at_page(page)
    return replace(await _page(trail, cmd.conversation, svc.people.name, svc), span=when)


@router.fast(TurnTrail, role=Role.ADMIN, looks=True, words="audit")
async def turn_page(action: TurnTrail, press: Press, svc: Services) -> Card:
    """Turn to another page, by what Redis knows."""
    if not isinstance(press.kept, ShownTrail):
        raise Stale

    async def name(user_id: str) -> str:
        return await svc.access.nick(user_id) or user_id

    return await _page(press.kept.at_page(action.page), press.conversation, name, svc)


async def _about(
    words: str, cmd: Command, svc: Services
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names and ids that are asked for, none for everything, and how to say so.

    Whoever was mentioned needs no name, and may be somebody who is not of this organisation. Raises
    AmbiguousPerson where several people have the name.
    """
    if cmd.mentions_somebody:
        names = [await svc.people.name(user_id) for user_id in cmd.mentions]
        nicks = [await svc.audit.nick(each) for each in cmd.strangers]
        return (*cmd.mentions, *cmd.strangers), tuple(filter(None, (*names, *nicks)))
    if not words:
        return (), ()
    named = {**await svc.audit.people(words), **await svc.people.called(words)}
    if nick := named.get(words) or await svc.audit.nick(words):
        return (words,), (nick, words)
    if len(named) > 1:
        raise AmbiguousPerson(words, tuple(sorted(named.items())))
    return (words, *named), (words,)


async def _page(
    trail: ShownTrail,
    here: Conversation,
    name: Callable[[str], Awaitable[str]],
    svc: Services,
) -> Card:
    """Draw a page; ``name`` tells what somebody is called of whom the trail has no name."""
    skip = (trail.page - 1) * PAGE
    kept = await svc.audit.last(
        PAGE, trail.about, skip=skip, until=trail.until, commands=trail.commands
    )
    called = await svc.conversations.called([conversation_of(row.entry) for row in kept])
    rows = [
        _row(row, row.entry.nick or await name(row.entry.person), _place(row.entry, called, here))
        for row in kept
    ]
    beside = turns(trail.page, trail.pages, lambda page: TurnTrail(page, trail.words))
    return Card("audit", _data(trail, rows), beside, kept=trail)


def _row(row: Kept, who: str, place: Phrase) -> dict[str, object]:
    return {
        "at": row.at,
        "who": who,
        "deed": deed_of(row.entry, place),
        "outcome": "" if shows_outcome(row.entry) else row.entry.outcome,
        "request_id": row.entry.request_id,
    }


def _data(trail: ShownTrail, rows: Sequence[Mapping[str, object]]) -> dict[str, object]:
    return {
        "entries": rows,
        "filter": trail.shown,
        "all": not trail.about,
        "deletions": trail.deletions,
        "page": trail.page,
        "pages": trail.pages,
        "total": trail.total,
    }


def _place(entry: Entry, called: Mapping[str, Called], here: Conversation) -> Phrase:
    """Name the conversation an entry is about, as it is called by now, else as it was then."""
    about = conversation_of(entry)
    found = called.get(about)
    is_ours = about == here.id and not here.is_group
    if found is None and not is_ours:
        return place_then(entry)
    known = found or Called(is_group=False, title="", who="")
    return place_of(known.title, known.who, is_group=known.is_group, is_ours=is_ours)
