"""Deciding what was asked: approved, it is carried out as whoever approves; or declined."""

from dataclasses import replace

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.drive.spaces import Space
from bot.errors import (
    ChangeUncertain,
    DentryMissing,
    NotAuthorized,
    NotStaff,
    Refused,
    SpacekeeperError,
    Unavailable,
    UserUnknown,
)
from bot.errors.requests import NoSuchRequest, RequestHindered
from bot.i18n import N_
from bot.language import Text
from bot.messages import Command, Sender
from bot.quota.limits import Override
from bot.quota.samples import ORGANISATION
from bot.requests.actions import ApproveRequest, DeclineRequest
from bot.requests.arguments import RequestNumber, number_and_why
from bot.requests.cards import deciding_card
from bot.requests.request import AccessWish, CameOfIt, Request, RoomWish, SpaceWish, Who
from bot.requests.steps import AS_ASKED, Instead
from bot.requests.targets import are_known, limit_hinders, limits_of, spaces_like
from bot.rights.asked_access import MadeSpace, give_access, give_in_space, stood_as
from bot.rights.member import Member
from bot.rights.other_terms import OtherTerms
from bot.rights.plan import RightWish
from bot.routing import Press, Router, WishTexts
from bot.services import Services

router = Router[Services]()

NUMBER = RequestNumber("number", ask=N_("Which request? Send its number."))
REASON = Text("reason")
TIME = OtherTerms("time")
REASONS = {
    "own": N_("nobody decides their own request"),
    "twice": N_("another admin has to approve"),
    "busy": N_("somebody else was faster"),
    "unseen": N_("they do not see the space"),
    "limit": N_("DingTalk's own limit is not raised"),
    "unknown": N_("the limit is not known"),
    "denied": N_("a policy forbids it"),
    "unnamed": N_("a policy names others to decide it"),
}
"""How the trail says why somebody may not approve."""


# Buttons


async def approve_at_once(action: ApproveRequest, press: Press, svc: Services) -> Card | None:
    """Tell whoever may not approve it, before anything is asked or done."""
    request = await svc.requests.get(action.request_id)
    if request is None or not request.is_open:
        return None
    what: str = await svc.requests.hindrance(request, press.sender, "")
    if not what and await _is_unnamed_at_once(request, press, svc):
        what = "unnamed"
    if not what:
        return None
    hindered = RequestHindered(what, request.number)
    entry = Entry(
        press.sender.key,
        press.sender.nick,
        press.conversation.id,
        "request approve",
        request.wish.target,
        f"refused: {REASONS[hindered.what]}",
        request.wish.name,
    )
    await svc.audit.refuse(f"{press.out_track_id}:{what}", entry)
    return Card(hindered.template, hindered.data())


@router.action(
    ApproveRequest,
    role=Role.ADMIN,
    whose="anybody",
    destructive=True,
    words="request approve",
    changes=True,
    at_once=approve_at_once,
)
async def approve_pressed(action: ApproveRequest, cmd: Command, svc: Services) -> Card:
    """Approve it by its button."""
    request = await svc.requests.get(action.request_id)
    if request is None:
        raise NoSuchRequest(str(action.number))
    return await _approved(request, cmd, svc)


@router.action(
    DeclineRequest, role=Role.ADMIN, whose="anybody", words="request decline", changes=True
)
async def decline_pressed(action: DeclineRequest, cmd: Command, svc: Services) -> Card:
    """Decline it by its button, without a reason."""
    request = await svc.requests.get(action.request_id)
    if request is None:
        raise NoSuchRequest(str(action.number))
    await _check_named(request, cmd, svc)
    return deciding_card(await svc.requests.decline(cmd, request))


# Commands


@router.command(
    "request approve",
    "批准申请",
    usage="request approve <number> [time or size]",
    takes=(NUMBER, TIME),
    role=Role.ADMIN,
    changes=True,
    calls=N_("at most 4 for the change, and 1 for each card of the request"),
    label=N_("Approve a request"),
    wish=WishTexts(
        thing=N_("Approve request %(space)s."),
        value=N_("Approve a request, for this time: %(value)s."),
        both=N_("Approve request %(space)s, for this time: %(value)s."),
    ),
)
async def approve(cmd: Command, svc: Services) -> Card:
    """Approve a request and carry it out as you, with another time or size if you like."""
    request = await _numbered(cmd[NUMBER], svc)
    other = TIME.for_wish(cmd[TIME], request.wish, svc.now(), svc.digests.zone)
    return replace(await _approved(request, cmd, svc, other), actions={})


@router.command(
    "request decline",
    "拒绝申请",
    usage="request decline <number> [reason]",
    takes=(NUMBER, REASON),
    role=Role.ADMIN,
    changes=True,
    label=N_("Decline a request"),
    wish=WishTexts(
        thing=N_("Decline request %(space)s."),
        value=N_("Decline a request, with this reason: %(value)s."),
        both=N_("Decline request %(space)s, with this reason: %(value)s."),
    ),
)
async def decline(cmd: Command, svc: Services) -> Card:
    """Decline a request, with a reason if you like."""
    number, why = number_and_why(cmd[NUMBER])
    request = await _numbered(NUMBER.read(number), svc)
    await _check_named(request, cmd, svc)
    return deciding_card(await svc.requests.decline(cmd, request, cmd[REASON] or why))


async def _numbered(said: str, svc: Services) -> Request:
    found = await svc.requests.numbered(int(said)) if said.isdecimal() else None
    if found is None:
        raise NoSuchRequest(said)
    return found


# What happens then


async def _approved(
    request: Request, cmd: Command, svc: Services, other: Instead = AS_ASKED
) -> Card:
    """Approve a request that still stands on what its card shows, and carry it out."""
    seen = request.version
    if request.is_open:
        request = await _still(request, other, cmd, svc)
    if not request.is_open or request.version != seen:
        return deciding_card(request)
    request = await svc.requests.approve(cmd, request, other)
    if request.doing and request.doing.turn == cmd.key:
        request = await _carried_out(request, cmd, svc)
    elif request.version == seen:
        raise await _refusal(RequestHindered("busy", request.number), request, cmd, svc)
    return deciding_card(request)


async def _still(request: Request, other: Instead, cmd: Command, svc: Services) -> Request:
    """Look at who decides, who asked, and what it is about, as they are now."""
    what = await svc.requests.hindrance(request, cmd.sender, cmd.key)
    if what:
        raise await _refusal(RequestHindered(what, request.number), request, cmd, svc)
    if request.doing and request.doing.turn == cmd.key:
        return request  # what this turn has begun is finished
    await _check_named(request, cmd, svc)
    does = request.wish.does
    if (await svc.policy.verdict(does, cmd.sender, cmd.conversation)).outcome == "deny":
        raise await _refusal(RequestHindered("denied", request.number), request, cmd, svc)
    try:
        await svc.who(request.asker.user_id)
    except UserUnknown:
        return await svc.requests.void(request, "left")
    match request.wish:
        case SpaceWish():
            return await _still_no_space(request, request.wish, cmd, svc)
        case RoomWish():
            return await _still_so_full(request, request.wish, other, cmd, svc)
        case AccessWish():
            return await _still_there(request, request.wish, cmd, svc)


async def _check_named(request: Request, cmd: Command, svc: Services) -> None:
    """Raise RequestHindered for whoever is not among those whom a rule names, as it is now."""
    if not request.is_open:
        return
    try:
        rule = await svc.policy.deciders(request.wish.does, _asker(request), request.here)
    except NotStaff:
        return  # who has left asks for nothing more, as is found next
    if rule is not None and not await svc.policy.may_decide(rule, cmd.sender):
        raise await _refusal(RequestHindered("unnamed", request.number), request, cmd, svc)


async def _is_unnamed_at_once(request: Request, press: Press, svc: Services) -> bool:
    """Tell the same of a press, as far as no call is needed for it."""

    async def known() -> Role:
        role = await svc.access.known_role(_asker(request))
        if role is None:
            raise Unavailable
        return role

    try:
        rule = await svc.policy.deciders(request.wish.does, _asker(request), request.here, known)
    except Unavailable:
        return False
    return rule is not None and not await svc.policy.may_decide(rule, press.sender)


def _asker(request: Request) -> Sender:
    return Sender(request.asker.user_id, "", request.asker.name)


async def _refusal(
    hindered: RequestHindered, request: Request, cmd: Command, svc: Services
) -> RequestHindered:
    """Write down that somebody has tried in vain."""
    wish = request.wish
    entry = Entry.of(cmd, f"refused: {REASONS[hindered.what]}", wish.target, wish.name)
    await svc.audit.refuse(cmd.key, entry, cmd.fence)
    return hindered


async def _still_no_space(
    request: Request, wish: SpaceWish, cmd: Command, svc: Services
) -> Request:
    """Show spaces of the same name that were not there when it was asked."""
    there, bound = spaces_like(wish.name, (await svc.alike(cmd, wish.name))[0])
    if are_known(bound, request.bound):
        return request
    return await svc.requests.bind(request, there, bound)


async def _still_so_full(
    request: Request, wish: RoomWish, other: Instead, cmd: Command, svc: Services
) -> Request:
    """Show limits that were others when it was asked; DingTalk's own is changed by no call."""
    space = await _space_of(wish, cmd, svc)
    if space is None:
        return await _unseen(request, wish, cmd, svc)
    if not space.quota_known:
        raise await _refusal(RequestHindered("unknown", request.number), request, cmd, svc)
    limits = (await svc.watch.limits.overrides()).limits(space.id)
    after = await svc.requests.bind(request, *limits_of(space, limits.soft_quota, svc.now()))
    hindered = limit_hinders(request, other, space.quota)
    if after.version == request.version and hindered:
        raise await _refusal(hindered, request, cmd, svc)
    return after


async def _space_of(wish: RoomWish, cmd: Command, svc: Services) -> Space | None:
    """Read its numbers as whoever approves; those of the organisation stand for it as a whole."""
    if wish.space_id != ORGANISATION:
        return await svc.look(cmd, wish.space_id)
    found = (await svc.capacity(cmd)).capacity
    return Space(ORGANISATION, "", "", found.used, found.total, quota_known=found.total_known)


async def _still_there(request: Request, wish: AccessWish, cmd: Command, svc: Services) -> Request:
    """Ask again about a file that was moved or renamed since; whom DingTalk refuses the look is
    told so when it refuses them the rest.
    """
    try:
        bound = await stood_as(svc, await svc.viewer(cmd), wish)
    except DentryMissing:
        return await svc.requests.void(request, "gone")
    except NotAuthorized:
        return request
    return await svc.requests.bind(request, {}, bound or request.bound)


async def _unseen(request: Request, wish: RoomWish, cmd: Command, svc: Services) -> Request:
    """Tell a space that is gone from one that whoever approves does not see."""
    asker = await svc.who(request.asker.user_id)
    if await svc.spaces.look([wish.space_id], asker.union_id):
        raise await _refusal(RequestHindered("unseen", request.number), request, cmd, svc)
    return await svc.requests.void(request, "gone")


async def _carried_out(request: Request, cmd: Command, svc: Services) -> Request:
    """Do what was asked, once, under the name of the request; what DingTalk refuses stays open."""
    act = replace(cmd, key=f"request:{request.id}", words=request.wish.does)
    try:
        came = await _do(request, act, svc)
    except ChangeUncertain:
        came = CameOfIt("uncertain")
    except Refused as refused:
        return await svc.requests.refused(cmd, request, refused.code)
    except SpacekeeperError:
        await svc.requests.failed(cmd, request)
        raise
    return await svc.requests.done(cmd, request, came)


async def _do(request: Request, act: Command, svc: Services) -> CameOfIt:
    match request.granted:
        case SpaceWish() as wish:
            return await _make_space(wish, request.asker, act, svc)
        case RoomWish() as wish:
            if request.there.get("quota") is None:
                await _raise_limit(wish, act, svc)
            # Else DingTalk's own limit has been raised by hand, as the card asks.
            return CameOfIt()
        case AccessWish() as wish:
            return await give_access(svc, act, await svc.viewer(act), wish, request.asker)


async def _make_space(wish: SpaceWish, asker: Who, act: Command, svc: Services) -> CameOfIt:
    """Make it, and give whoever asked their role in it; what comes of that ends nothing."""
    viewer, is_new = await svc.union_id(act), not await svc.changes.begun(act)
    space = await svc.changes.create(act, wish.name, viewer)
    if not wish.role:
        return CameOfIt()
    gives = replace(act, key=f"{act.key}:right", words=AccessWish.does)
    right = RightWish(Member("USER", asker.user_id, asker.name), "", wish.role)
    made = MadeSpace(space, is_new)
    return CameOfIt(right=await give_in_space(svc, gives, viewer, made, right))


async def _raise_limit(wish: RoomWish, act: Command, svc: Services) -> None:
    """Set the limit that the bot watches."""
    size = wish.offered or wish.size

    def line(before: Override | None, _: Override | None) -> Entry:
        soft = before.soft_quota if before else None
        was = "" if soft is None else f"soft_quota={soft}"
        after = f"soft_quota={size}"
        return Entry.of(act, "done", wish.space_id, wish.name, before=was, after=after)

    await svc.watch.limits.set_soft_quota(wish.space_id, size, svc.audit.noting(act, line))
