"""Asks which of several requests is meant, by whose it is and what it is about."""

from collections.abc import Sequence
from typing import Final

from bot.cards import Card
from bot.i18n import N_
from bot.requests.request import Request
from bot.sessions import Cancel, Offer, Offering

MOST: Final = 4
"""So many fit on one card; more are listed."""
_WISHES: Final = {
    ("approve", "space"): N_("Approve the request of %(value)s for a new space %(space)s."),
    ("approve", "room"): N_("Approve the request of %(value)s for more storage for %(space)s."),
    ("approve", "access"): N_("Approve the request of %(value)s for access to %(space)s."),
    ("decline", "space"): N_("Decline the request of %(value)s for a new space %(space)s."),
    ("decline", "room"): N_("Decline the request of %(value)s for more storage for %(space)s."),
    ("decline", "access"): N_("Decline the request of %(value)s for access to %(space)s."),
}


def which_request(does: str, found: Sequence[tuple[Request, Offer]]) -> Card:
    """Show what would be done with each; nothing is done before one is chosen."""
    names = [request.wish.name or offer.line for request, offer in found]
    askers = [request.asker.name for request, _ in found]
    rows = [
        {
            "wish": _WISHES[does, request.wish.kind],
            "space": name,
            "value": asker,
            "line": offer.line,
            "label": "",
            "about": "",
            "said": name if names.count(name) == 1 else asker if askers.count(asker) == 1 else "",
        }
        for (request, offer), name, asker in zip(found, names, askers, strict=True)
    ]
    rows = [{**row, "said": row["said"] or row["line"]} for row in rows]
    offers = tuple(offer for _, offer in found)
    actions: dict[str, object] = {f"choice{n}": each for n, each in enumerate(offers, 1)}
    actions["cancel"] = Cancel()
    return Card("did_you_mean", {"choices": rows}, actions, then=Offering(offers))
