"""The cards of a request, each drawn from the request alone. Pure."""

from typing import Any

from bot.cards import Card
from bot.requests.actions import ApproveRequest, DeclineRequest, WithdrawRequest
from bot.requests.request import AccessWish, Request, RoomWish, SpaceWish, Wish
from bot.times.spans import DAY


def deciding_card(request: Request) -> Card:
    """Show it where it is decided."""
    which = (request.id, request.number)
    buttons = {"approve": ApproveRequest(*which), "decline": DeclineRequest(*which)}
    is_free = request.is_open and request.doing is None
    return Card("request", facts_of(request), buttons if is_free else {})


def asked_card(request: Request) -> Card:
    """Show it where it was asked."""
    buttons = {"withdraw": WithdrawRequest(request.id, request.number)}
    return Card("request_asked", facts_of(request), buttons if request.is_open else {})


def facts_of(request: Request) -> dict[str, Any]:
    """Give what templates print of it, as plain data."""
    doing, refusal = request.doing, request.refusal
    return {
        "number": request.number,
        "wish": wish_of(request.granted),
        "asker": request.asker.called,
        "because": request.because,
        "title": request.here.title,
        "group": request.here.is_group,
        "there": dict(request.there),
        "state": request.state,
        "by": request.by.called if request.by else "",
        "reason_given": request.reason,
        "outcome": request.outcome,
        "changed": request.changed,
        "doing": doing.by.called if doing else "",
        "approved_by": [each.called for each in request.approvals],
        "wanted": request.wanted,
        "refused": {"name": refusal.by.called, "code": refusal.code, "others": list(refusal.others)}
        if refusal
        else None,
        "people": list(request.people),
        "at": request.at,
        "expires_at": request.expires,
        "ended_at": request.ended,
        "right": request.right,
        "until": request.until,
        "short": request.short,
    }


def wish_of(wish: Wish) -> dict[str, Any]:
    """Give what is asked for, as plain data."""
    plain = {"kind": wish.kind, "name": wish.name, "bytes": getattr(wish, "size", 0)}
    if isinstance(wish, RoomWish):
        plain |= {"offered": wish.offered}
    if isinstance(wish, SpaceWish):
        plain |= {"role": wish.called}
    elif isinstance(wish, AccessWish):
        days = max(1, round(wish.millis / DAY)) if wish.millis else 0
        plain |= {"role": wish.called, "days": days, "uuid": wish.uuid, "space": wish.space}
    return plain
