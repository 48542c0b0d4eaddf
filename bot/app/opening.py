"""Puts together what a turn is opened with: what each module declares that it reads."""

from collections.abc import Callable

from bot.app.core import Core
from bot.delivery import card_id
from bot.journal import Journal
from bot.messages import Click, Turn
from bot.opened import Read


def needs_of(core: Core) -> Callable[[Turn], tuple[Read, ...]]:
    """Build what says that of a turn."""
    shared, journal = core.shared, Journal(core.resources.store)

    def needs(turn: Turn) -> tuple[Read, ...]:
        here, sender = turn.conversation, turn.sender
        match turn:
            case Click():
                card = turn.out_track_id
            case _:
                card = card_id(turn.key, "answer", here.id)
        return (
            *shared.organisation.needs(),
            *shared.access.needs(sender),
            *shared.policy.needs(),
            *shared.conversations.needs(here.id, sender.key),
            *(shared.contacts.needs(sender.user_id) if sender.user_id else ()),
            *shared.delivery.records.needs(card),
            *journal.needs(turn.key),
            *shared.observations.needs(),
            *shared.progress.needs(),
            *core.services.holds.needs(),
        )

    return needs
