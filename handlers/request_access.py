"""Asking the admins for access to a file or folder, named or by its link."""

import re
from typing import Final

from bot.cards import Card
from bot.cards.encoders import NODES
from bot.errors import NoSuchFile, NoSuchSpace, NotAuthorized
from bot.files.denied import seen_before
from bot.files.dentry import ROOT, Dentry
from bot.files.file_buttons import quoted
from bot.files.meaning import file_said, reference
from bot.guided import Guide
from bot.i18n import N_
from bot.messages import Command
from bot.requests.asked_steps import WhyStep
from bot.requests.asking import Proposal
from bot.requests.cards import asked_card, facts_of, wish_of
from bot.requests.request import AccessWish
from bot.rights.asked_access import stands_as
from bot.rights.asked_steps import EndStep, PlaceFound, PlaceStep, RoleStep, check_end
from bot.rights.asked_words import AccessAsked, AccessSaid
from bot.rights.guides import access_joined, access_parted
from bot.rights.place import place_said
from bot.rights.role import ASKED_AS, CALLED, FileRole
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel, Offer, Offering
from bot.shared_buttons import said

router = Router[Services]()

ACCESS = AccessAsked(
    N_("access"), ask=N_("Access to what, and which? For example: report.docx can edit 7 days")
)
_LINK: Final = re.compile(r"\S*/i/nodes/(?P<uuid>\w{1,64})\S*", re.ASCII)


async def access_place(svc: Services, cmd: Command, text: str) -> PlaceFound:
    """Find the file, folder or space that access is asked to, in a step of the guide."""
    link = _LINK.fullmatch(text)
    if link:
        known, _ = await _meant(cmd, svc, link["uuid"], is_link=True)
        return PlaceFound((known.name,) if known.name else (), text)
    try:
        found = await file_said(svc, cmd, text)
    except (NoSuchFile, NoSuchSpace):
        place = await place_said(svc, cmd, text)
        which = place.space_id if place.is_space else reference(place.space_id, place.dentry_id)
        return PlaceFound(place.names, which, place.space_id)
    except NotAuthorized:
        known, _ = await _meant(cmd, svc, text, is_link=False)
        return PlaceFound((known.name,), f"{NODES}{known.uuid}")
    names = (
        found.folder.names if found.dentry.id == ROOT else (*found.folder.names, found.dentry.name)
    )
    return PlaceFound(names, _reference(found.dentry), found.dentry.space_id)


def _reference(dentry: Dentry) -> str:
    """A space is meant by its id alone: its own file has no uuid."""
    return dentry.space_id if dentry.id == ROOT else reference(dentry.space_id, dentry.id)


ASKED_ROLES: Final[tuple[FileRole, ...]] = ("READER", "DOWNLOADER", "EDITOR", "MANAGER")
GUIDE: Final[Guide[Services]] = Guide(
    (
        PlaceStep(N_("Access to what?"), access_place),
        RoleStep(ASKED_ROLES),
        EndStep(
            N_("For how long?"), N_("Press one, or send how long, such as 10 days."), moments=False
        ),
        WhyStep(),
    ),
    access_parted,
    access_joined,
)


@router.command(
    "request access",
    "申请权限",
    usage="request access <file> <role> [time] [why]",
    takes=(ACCESS,),
    acts=True,
    confirms=True,
    calls=N_("at most 3 to find the file, and 1 for the card, or 1 for each admin"),
    guide=GUIDE,
    label=N_("Ask for access"),
    wish=WishTexts(value=N_("Ask the admins for access: %(value)s.")),
)
async def request_access(cmd: Command, svc: Services) -> Card:
    """Ask the admins for access to a file or folder, for ever or for some days."""
    asked = cmd[ACCESS]
    link = _LINK.fullmatch(asked.place)
    which = link["uuid"] if link else asked.place
    dentry, space = await _meant(cmd, svc, which, is_link=bool(link))
    wish = AccessWish(
        dentry.uuid,
        dentry.space_id,
        dentry.id,
        dentry.name,
        asked.role,
        CALLED[asked.role],
        _millis(asked, svc),
        is_folder=dentry.is_folder,
        space=space or await _called(dentry.space_id, svc),
    )
    bound = stands_as(dentry.parent_id, dentry.name) if dentry.id else ""
    named = await svc.deciders(cmd, AccessWish.does)
    proposal = Proposal(wish, asked.because, {}, bound, named)
    if cmd.heard:
        return _shown(wish, asked, cmd)
    request, is_new = await svc.requests.ask(cmd, proposal)
    if is_new:
        return asked_card(request)
    return Card("request_again", facts_of(request), brief=True)


def _millis(asked: AccessSaid, svc: Services) -> int:
    """Give for how long, 0 for ever; raises BadArgument for a moment that is over."""
    if asked.moment is None:
        return asked.millis
    now = svc.now()
    return check_end(asked.moment, asked.time, svc) - now


def _shown(wish: AccessWish, asked: AccessSaid, cmd: Command) -> Card:
    """Show what would be asked for, where it was read from a sentence."""
    role = said(cmd.language, *ASKED_AS[asked.role])
    parts = (quoted(asked.place, cmd.language), role, asked.time)
    access = " ".join(filter(None, parts)) + (f" because {asked.because}" if asked.because else "")
    line = said(cmd.language, "申请权限", "request access", access)
    wanted = Offer("request access", {ACCESS.name: access}, line, cmd.last_list)
    data = {"wish": wish_of(wish), "because": asked.because, "line": line}
    actions = {"do": wanted, "cancel": Cancel()}
    return Card("ask_access", data, actions, then=Offering((wanted,)))


async def _called(space_id: str, svc: Services) -> str:
    """Give what a space is called, as it is watched, for admins may see that; empty for unknown."""
    seen = (await svc.watch.seen()).get(space_id) if space_id else None
    return seen.name if seen else ""


async def _meant(cmd: Command, svc: Services, which: str, *, is_link: bool) -> tuple[Dentry, str]:
    """Find the file as whoever asks sees it, now or in their last list, and what its space is
    called where that is at hand; of a link nothing more is needed. Raises NoSuchFile and kin, and
    NotAuthorized where nothing of it is known.
    """
    if is_link:
        unseen = Dentry("", "", "", is_folder=False, uuid=which)
        return await seen_before(svc, cmd, which) or unseen, ""
    try:
        found = await file_said(svc, cmd, which)
    except (NoSuchFile, NoSuchSpace):
        place = await place_said(svc, cmd, which)
        dentry = Dentry("", place.space_id, place.name, is_folder=True, uuid=place.uuid)
        return dentry, place.names[0]
    except NotAuthorized:
        known = await seen_before(svc, cmd, which)
        if known is None:
            raise
        return known, ""
    return found.dentry, found.folder.space_name
