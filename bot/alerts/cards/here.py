"""What a conversation is to be told of, as the card asks that shows it before. Pure."""

from dataclasses import dataclass

from typing_extensions import override

from bot.alerts.cards.levels import level_row
from bot.alerts.subscription import Subscription
from bot.cards import Card
from bot.language import is_yes, paged
from bot.quota.card_lists import Ranking
from bot.quota.limits import Level
from bot.sessions import Cancel
from bot.shared_buttons import Agreed, CommandButton, turns


@dataclass(frozen=True, slots=True)
class ConfirmHere(Agreed):
    """This conversation may be told of the spaces that were shown; None is all there are.

    ``levels`` are None where those of before, or of the organisation, hold. ``basis`` is what it
    was told of then, which is a part of what was shown. ``narrows`` tells that it was told of all
    spaces until then.
    """

    spaces: tuple[str, ...] | None
    levels: tuple[Level, ...] | None
    basis: tuple[str, ...] | None = ()
    narrows: bool = False

    @override
    def expects(self, text: str) -> bool:
        """Whether a message is an answer this waits for: yes, or a page."""
        return is_yes(text) or page_answered(text) > 0


@dataclass(frozen=True, slots=True)
class TurnHere(CommandButton):
    """Show another page of the spaces that this conversation would be told of."""

    command = "", ""
    follows = ("page",)
    page: int
    plan: ConfirmHere


def page_answered(text: str) -> int:
    """Read the page that somebody answers with; 0 for anything else."""
    words, page = paged(text)
    return 0 if words else page


def choice_card(
    shown: Ranking, plan: ConfirmHere, *, group: bool, then: ConfirmHere | None = None
) -> Card:
    """Show the spaces whose names and usage will be seen here; a yes to ``then`` chooses them."""
    actions: dict[str, object] = {"confirm": plan, "cancel": Cancel()}
    actions |= turns(shown.page, shown.pages, lambda page: TurnHere(page, plan))
    data = {
        "whole": plan.spaces is None,
        "narrows": plan.narrows,
        "group": group,
        "rows": [each.row() for each in shown.rows],
        "first": shown.first,
        "page": shown.page,
        "pages": shown.pages,
        "total": len(shown.spaces),
        "levels": [level_row(level) for level in plan.levels or ()],
        "at": shown.at,
        "overtaken": False,
    }
    return Card("alert_here", data, actions, kept=shown, then=then)


def planned(
    added: tuple[str, ...] | None, levels: tuple[Level, ...] | None, before: Subscription | None
) -> ConfirmHere:
    """Plan to tell of some spaces besides those chosen before, or of all there are."""
    basis = chosen_here(before)
    if added is None:
        return ConfirmHere(None, levels, basis)
    narrows = basis is None and before is not None and before.alerts
    return ConfirmHere(tuple(sorted({*added, *(basis or ())})), levels, basis, narrows)


def chosen_here(subscription: Subscription | None) -> tuple[str, ...] | None:
    """Give what a conversation was chosen to be told of, in order; None is all there are."""
    if subscription is None or subscription.personal:
        return ()
    return None if subscription.spaces is None else tuple(sorted(subscription.spaces))
