"""What is remembered of one conversation between two looks, and where it stands at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.alerts.hours import Care
from bot.alerts.incident import Actor, Incident
from bot.alerts.subscription import Subscription
from bot.quota.forecast import Forecast
from bot.times.spans import MINUTE, WEEK

PAST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A notification that has not left: one of three kinds, its card, the spaces it is about."""

    kind: str
    key: str
    subjects: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    whom: str = ""
    nick: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of one conversation between two looks.

    ``incidents`` are those that are open, by subject; ``past`` those that have ended lately, the
    latest last. ``cards`` says which subjects a card shows. ``parcels`` (a name of storage) are
    what waits to be sent and ``edits`` what waits to be painted, paid for by ``edited_by`` where
    somebody has changed the card. ``sent`` are the moments of the last unasked messages,
    ``version`` grows with each change, and ``looks`` is how far the watch was when it was judged
    last. ``names`` and ``forecasts`` are by subject and ``pictures`` (mediaIds) by card, so that a
    card can be drawn again without a look at anything else.
    """

    incidents: Mapping[str, Incident] = field(default_factory=dict)
    past: tuple[Incident, ...] = ()
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parcels: tuple[Outgoing, ...] = ()
    edits: tuple[str, ...] = ()
    sent: tuple[int, ...] = ()
    version: int = 0
    looks: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    forecasts: Mapping[str, Forecast] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    edited_by: Mapping[str, Actor] = field(default_factory=dict)

    def wakes(self) -> int | None:
        """When time alone changes something, in milliseconds since 1970."""
        moments = [each.wakes for each in self.incidents.values()]
        return min((each for each in moments if each is not None), default=None)

    def about(self, key: str) -> tuple[Incident, ...]:
        """Give the incidents that a card shows, open or ended."""
        subjects = self.cards.get(key, ())
        ended = {each.subject: each for each in self.past if each.card == key}
        still = {subject: each for subject, each in self.incidents.items() if each.card == key}
        known = {**self.incidents, **ended, **still}
        return tuple(known[subject] for subject in subjects if subject in known)

    def on_card(self, key: str) -> tuple[Incident, ...]:
        """Give those that stand on a card still: no newer one has replaced it."""
        return tuple(each for each in self.about(key) if each.card == key)

    def unmarked(self, key: str) -> "Memory":
        """Note that a card shows what it should."""
        edits = tuple(each for each in self.edits if each != key)
        by = {each: self.edited_by[each] for each in edits if each in self.edited_by}
        return replace(self, edits=edits, edited_by=by)


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a conversation is: its subscription and memory, at ``now`` (ms since 1970)."""

    subscription: Subscription
    memory: Memory
    now: int
    zone: str = "Asia/Shanghai"

    @property
    def id(self) -> str:
        return self.subscription.conversation.id

    @property
    def care(self) -> Care:
        """Say when people here may be disturbed, and how long they have."""
        return self.subscription.care(self.zone)

    @property
    def is_given_up(self) -> bool:
        """Tell whether the conversation has refused for a week, and was asked still at its end."""
        refused = self.subscription.refused
        return refused is not None and refused.since + WEEK <= refused.last

    def unless_given_up(self, now: Subscription | None) -> Subscription | None:
        """End a subscription, unless somebody has changed it so that it is told again."""
        return None if now is None or replace(self, subscription=now).is_given_up else now

    def after(self, memory: Memory) -> "Situation":
        return replace(self, memory=memory)


MOST = 15
"""In any minute."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """``count`` messages may leave now; the rest may ask again ``at``, in milliseconds since 1970.

    ``sent`` are the moments to remember, those of the last minute.
    """

    count: int
    sent: tuple[int, ...]
    at: int | None


def admit(sent: Sequence[int], wanted: int, now: int) -> Admitted:
    """Tell how many of ``wanted`` messages may leave; ``sent`` is what the last answer said.

    Moments after ``now`` were written under a clock that has been set back, and are forgotten.
    """
    recent = tuple(sorted(at for at in sent if now - MINUTE < at <= now))
    count = min(wanted, MOST - len(recent))
    kept = recent + (now,) * count
    again = kept[0] + MINUTE if count < wanted else None
    return Admitted(count, kept, again)
