"""What a conversation is not told of any more is let go of: by ``alert off``, by a file, by a right
that was lost. Pure.

Being told of it again begins anew. The cards that stand say that alerts have ended, and no more: no
look was made, so nobody knows whether a space is gone.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from bot.alerts.errors import AlertsEnded, CardOutdated
from bot.alerts.incident_steps import let_go
from bot.alerts.memory import PAST_KEPT, Memory, Outgoing, Situation


def released(memory: Memory, still: Callable[[str], bool], now: int) -> Memory:
    """Let go of all that is not alerted of ``still``; its cards are painted, its messages dropped.

    Where a message waits that was to replace a card, that card is the one that stands.
    """
    lost = {each for each in _subjects(memory) if not still(each)}
    if not lost:
        return memory
    stood = {subject: key for each in memory.parcels for subject, key in _replaced(each, lost)}
    ended = [
        let_go(replace(each, card=stood.get(subject, each.card)), now)
        for subject, each in memory.incidents.items()
        if subject in lost
    ]
    on = {each.card: tuple(one.subject for one in ended if one.card == each.card) for each in ended}
    new = {key: subjects for key, subjects in on.items() if key and key not in memory.cards}
    parcels = [replace(each, subjects=_less(each.subjects, lost)) for each in memory.parcels]
    edits = {*memory.edits, *(each.card for each in ended)} - {""}
    return replace(
        memory,
        incidents={key: each for key, each in memory.incidents.items() if key not in lost},
        past=(*memory.past, *ended)[-PAST_KEPT:],
        cards={**memory.cards, **new},
        parcels=tuple(each for each in parcels if each.subjects),
        edits=tuple(sorted(edits)),
        version=memory.version + 1,
    )


def has_ended(situation: Situation, key: str) -> bool:
    """Tell whether nothing that a card shows is alerted of any more."""
    shown = situation.memory.on_card(key)
    return bool(shown) and all(each.released for each in shown)


def check_alerts(situation: Situation | None, key: str) -> Situation:
    """Give where a card stands; AlertsEnded where alerts have ended, CardOutdated where nothing of
    it is remembered.
    """
    if situation is None or not situation.subscription.is_active or has_ended(situation, key):
        raise AlertsEnded
    if not situation.memory.about(key):
        raise CardOutdated
    return situation


def _subjects(memory: Memory) -> set[str]:
    return {*memory.incidents, *(each for parcel in memory.parcels for each in parcel.subjects)}


def _replaced(parcel: Outgoing, lost: Collection[str]) -> list[tuple[str, str]]:
    """Give the card that each subject stands on, where a message that waits tells only of those."""
    if not parcel.replaces or set(parcel.subjects) - set(lost):
        return []
    return [(subject, parcel.replaces[0]) for subject in parcel.subjects]


def _less(subjects: tuple[str, ...], lost: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in subjects if each not in lost)
