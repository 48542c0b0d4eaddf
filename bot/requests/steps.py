"""What becomes of a request, step by step. Pure; one script keeps what a step has made.

A step gives the request as it came where it applies no longer: somebody else has decided it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.requests.request import CameOfIt, CarryingOut, RefusedTo, Request, State, Who

DOING_MILLIS = 2 * 60 * 1000
"""So long others wait for somebody who has approved, in case they have died of it."""


@dataclass(frozen=True, slots=True)
class Instead:
    """For how long (milliseconds), or how much (bytes), somebody approves instead of what was asked
    for; 0 for what was asked.
    """

    millis: int = 0
    size: int = 0


AS_ASKED = Instead()

Hindrance = Literal["", "own", "twice", "busy"]


def same_person(one: str, other: str, accounts: Collection[Collection[str]]) -> bool:
    """Tell whether two userIds are one person's, as the settings say of their ``accounts``."""
    return one == other or any(one in each and other in each for each in accounts)


def hindrance(
    request: Request, who: str, turn: str, now: int, accounts: Collection[Collection[str]]
) -> Hindrance:
    """Say what keeps a userId from deciding: it is their ``own``, by a second account too; they
    have approved it before (``twice``), or somebody's approval is carried out (``busy``).
    """
    if same_person(who, request.asker.user_id, accounts):
        return "own"
    if request.doing and request.doing.turn != turn and now - request.doing.at < DOING_MILLIS:
        return "busy"
    is_mine = request.doing is not None and request.doing.turn == turn
    if not is_mine and any(same_person(who, each.user_id, accounts) for each in request.approvals):
        return "twice"
    return ""


def namesakes(request: Request, by: Who) -> Collection[str]:
    """Give the userIds of those who have a part in it, with whoever decides now, and of whose name
    there are two among them.
    """
    people = {each.user_id: each.name for each in (*request.approvals, by, request.asker)}
    names = Counter(people.values())
    return [each for each, name in people.items() if names[name] > 1]


def apart(before: Request, after: Request, inside: Mapping[str, str]) -> Request:
    """Name the departments of those who were there before a step, by their userIds; nothing for a
    step that was none.
    """
    if not inside or after is before:
        return after
    approvals = tuple(placed(each, inside) for each in after.approvals)
    return replace(after, asker=placed(after.asker, inside), approvals=approvals)


def placed(who: Who, inside: Mapping[str, str]) -> Who:
    """Give somebody with their departments, where these are named."""
    return replace(who, inside=inside.get(who.user_id, who.inside))


def approve(request: Request, by: Who, turn: str, now: int) -> Request:
    """Note an approval; the one that completes them begins what was asked for."""
    if not request.is_open or (request.doing and request.doing.turn == turn):
        return request
    if len(request.approvals) + 1 < request.wanted:
        return moved(request, approvals=(*request.approvals, by), refusal=None, changed=False)
    return moved(request, doing=CarryingOut(turn, by, now), refusal=None, changed=False)


def instead(request: Request, other: Instead) -> Request:
    """Give so long, or so much, instead; whoever has approved saw another length or size."""
    granted = request.granted
    if not request.is_open:
        return request
    if other.millis not in {0, getattr(granted, "millis", 0)}:
        return replace(request, lasting=other.millis, approvals=())
    if other.size not in {0, getattr(granted, "size", 0)}:
        return replace(request, sized=other.size, approvals=())
    return request


def done(request: Request, turn: str, came: CameOfIt, now: int) -> Request:
    """Note that it is done, or that nobody can tell."""
    if not request.is_open or request.doing is None or request.doing.turn != turn:
        return request
    by = request.doing.by
    ended = closed(
        request,
        "approved",
        now,
        by=by,
        outcome=came.outcome,
        right=came.right,
        until=came.until,
    )
    return replace(ended, approvals=(*request.approvals, by))


def refused(request: Request, turn: str, refusal: RefusedTo) -> Request:
    """Leave it open, since DingTalk has refused it to whoever approved."""
    if not request.is_open or request.doing is None or request.doing.turn != turn:
        return request
    return moved(request, doing=None, refusal=refusal)


def failed(request: Request, turn: str) -> Request:
    """Leave it open, since nothing came of it for another reason."""
    if not request.is_open or request.doing is None or request.doing.turn != turn:
        return request
    return moved(request, doing=None)


def decline(request: Request, by: Who, reason: str, now: int) -> Request:
    """Decline it, unless an approval is carried out just now."""
    if not request.is_open or _is_doing(request, now):
        return request
    return closed(request, "declined", now, by=by, reason=reason)


def withdraw(request: Request, now: int) -> Request:
    """Let whoever asked take it back, unless an approval is carried out just now."""
    if not request.is_open or _is_doing(request, now):
        return request
    return closed(request, "void", now, outcome="withdrawn")


def void(request: Request, why: str, now: int) -> Request:
    """End it, for what it was about is no more: the target is ``gone``, the asker has ``left``,
    or ``nobody`` could be asked.
    """
    return closed(request, "void", now, outcome=why) if request.is_open else request


def weigh(request: Request, *, short: bool) -> Request:
    """Say that too few are left who could approve it, or that there are enough again."""
    if not request.is_open or request.short == short:
        return request
    return moved(request, short=short)


def expire(request: Request, now: int) -> Request:
    """Decline it for nobody has decided; what is carried out just now waits for its end."""
    if not request.is_open or now < request.expires or _is_doing(request, now):
        return request
    return closed(request, "expired", now)


def bind(request: Request, there: Mapping[str, Any], bound: str) -> Request:
    """Show what stands there now, and ask again: whoever has approved saw something else."""
    if not request.is_open or request.bound == bound:
        return request
    asked = {name: request.there[name] for name in ("added",) if name in request.there}
    return moved(request, there={**there, **asked}, bound=bound, changed=True, approvals=())


def closed(request: Request, state: State, now: int, **more: Any) -> Request:
    """End a request."""
    return moved(request, state=state, ended=now, doing=None, refusal=None, changed=False, **more)


def moved(request: Request, **changed: Any) -> Request:
    """Give what its cards are to show next."""
    return replace(request, version=request.version + 1, **changed)


def _is_doing(request: Request, now: int) -> bool:
    return request.doing is not None and now - request.doing.at < DOING_MILLIS
