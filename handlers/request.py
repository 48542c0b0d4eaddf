"""Asking the admins: for a new space, or for more storage; and taking it back."""

from bot.access import Role
from bot.cards import Card
from bot.errors import MissingArgument
from bot.errors.requests import HasRoom, NoSuchRequest
from bot.i18n import N_
from bot.language import Text, Which, without_size
from bot.messages import Command
from bot.quota.card_lists import space_of
from bot.requests.actions import WithdrawRequest
from bot.requests.arguments import HowMuch, RequestNumber, with_why
from bot.requests.asked_steps import KIND, KIND_GUIDE, ROOM_GUIDE, SPACE_GUIDE, KindStep
from bot.requests.asking import Proposal
from bot.requests.cards import asked_card, facts_of
from bot.requests.request import Request, RoomWish, SpaceWish
from bot.requests.targets import limits_of, spaces_like
from bot.rights.role import CALLED
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Offer
from bot.shared_buttons import said

router = Router[Services]()

NAME = Text("name", ask=N_("What should the new space be called?"))
WHICH = Which("space", ask=N_("Which space needs more storage? Send its name."))
SIZE = HowMuch("size", ask=N_("How much storage should it have? For example: 500 GB, or +50 GB."))
NUMBER = RequestNumber("number")
ENDED_SHOWN = 3


@router.command(
    "request",
    "申请",
    bare=True,
    acts=True,
    confirms=True,
    guide=KIND_GUIDE,
    label=N_("Ask the admins"),
)
async def request(_: Command, __: Services) -> Card:
    """Ask the admins for access, a new space or more storage, step by step."""
    raise MissingArgument(KIND, KindStep().question)


@router.command(
    "request space",
    "申请空间",
    usage="request space <name> [why]",
    takes=(NAME,),
    acts=True,
    calls=N_("1 for the card, or 1 for each admin"),
    guide=SPACE_GUIDE,
    phrases=("request a space called {name}", "申请一个叫{name}的空间"),
    label=N_("Ask for a space"),
    wish=WishTexts(value=N_("Ask the admins for a space called %(value)s.")),
)
async def request_space(cmd: Command, svc: Services) -> Card:
    """Ask the admins for a new space; put the reason after a comma, or the name in quotes."""
    asked, why = with_why(cmd[NAME])
    name, size = without_size(asked)
    because = ", ".join(filter(None, (size, why)))  # whoever decides sees what was said of it
    # By what is watched alone: the asker's own list would cost calls, and admins see all of it.
    known = tuple(map(space_of, (await svc.watch.seen()).values()))
    there, bound = spaces_like(name, known)
    role = svc.requests.space_role
    wish = SpaceWish(name, role, CALLED[role] if role else "")
    named = await svc.deciders(cmd, SpaceWish.does)
    return _answer(*await svc.requests.ask(cmd, Proposal(wish, because, there, bound, named)))


@router.command(
    "request room",
    "request storage",
    "申请容量",
    usage="request room <space> <size> [why]",
    takes=(WHICH, SIZE),
    acts=True,
    calls=N_("at most 2 to find the space, and 1 for the card, or 1 for each admin"),
    guide=ROOM_GUIDE,
    label=N_("Ask for a new limit"),
    wish=WishTexts(
        thing=N_("Ask the admins for a larger limit of %(space)s."),
        value=N_("Ask the admins for a limit of %(value)s."),
        both=N_("Ask the admins for a limit of %(value)s for %(space)s."),
        more=N_("Ask the admins for %(value)s more for %(space)s."),
    ),
)
async def request_room(cmd: Command, svc: Services) -> Card:
    """Ask the admins for a larger limit of a space."""
    wanted = cmd[SIZE]
    space, at = await svc.watched_space(cmd, cmd[WHICH])
    limits = (await svc.watch.limits.overrides()).limits(space.id)
    limit = limits.limit(space.quota)
    size = wanted.size + (limit or space.used or 0) if wanted.more else wanted.size
    if limit is not None and size <= limit:
        raise HasRoom(space.name, limit, size)
    there, bound = limits_of(space, limits.soft_quota, at)
    there = {**there, "added": wanted.size} if wanted.more else there
    named = await svc.deciders(cmd, RoomWish.does)
    wish = RoomWish(space.id, space.name, size)
    asked = Proposal(wish, wanted.because, there, bound, named)
    return _answer(*await svc.requests.ask(cmd, asked))


@router.command(
    "request cancel",
    "取消申请",
    usage="request cancel [number]",
    takes=(NUMBER,),
    acts=True,
    label=N_("Cancel a request"),
    wish=WishTexts(thing=N_("Cancel request %(space)s.")),
)
async def request_cancel(cmd: Command, svc: Services) -> Card:
    """Cancel what you have asked the admins for."""
    mine = await svc.requests.open_ones(cmd.user_id)
    number = cmd[NUMBER]
    meant = [each for each in mine if number in {"", str(each.number)}]
    if len(meant) != 1:
        raise NoSuchRequest(number)
    after = await svc.requests.withdraw(meant[0])
    return Card("request_asked", facts_of(after), elsewhere={after.card: asked_card(after)})


@router.fast(WithdrawRequest, role=Role.OUTSIDER, words="request cancel")
async def withdraw(action: WithdrawRequest, _: Press, svc: Services) -> Card:
    """Take it back by its button."""
    request = await svc.requests.get(action.request_id)
    if request is None:
        raise NoSuchRequest(str(action.number))
    return asked_card(await svc.requests.withdraw(request))


@router.command(
    "requests",
    "申请列表",
    "待审批",
    phrases=("open requests", "which requests are open", "有哪些申请"),
    looks=True,
    label=N_("Requests"),
)
async def requests(cmd: Command, svc: Services) -> Card:
    """Show the requests that wait for an admin, or your own."""
    is_admin = await svc.is_admin(cmd)
    found = await svc.requests.open_ones(None if is_admin else cmd.user_id)
    ended = await svc.requests.ended_ones(cmd.user_id, ENDED_SHOWN)
    data = {"rows": [facts_of(each) for each in found], "decides": is_admin}
    actions = _decide(found[0], cmd) if is_admin and found else {}
    return Card("requests", {**data, "decided": [facts_of(each) for each in ended]}, actions)


def _decide(request: Request, cmd: Command) -> dict[str, object]:
    """Let the first of those that wait be decided by a button, as if its number had been sent."""
    names = {"approve": ("批准申请", "request approve"), "decline": ("拒绝申请", "request decline")}
    raw = {NUMBER.name: str(request.number)}
    return {
        name: Offer(english, dict(raw), said(cmd.language, chinese, english, raw[NUMBER.name]))
        for name, (chinese, english) in names.items()
    }


def _answer(request: Request, is_new: bool) -> Card:  # noqa: FBT001 - as it is given
    if is_new:
        return asked_card(request)
    return Card("request_again", facts_of(request), brief=True)
