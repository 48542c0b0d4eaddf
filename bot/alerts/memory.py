"""What one conversation was told and is to be told, as it is kept between two looks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from bot.alerts.gather import Escalation, Fresh, Gathered, Message, Reminder
from bot.alerts.incident import Incident, Person
from bot.alerts.subscription import WEEK
from bot.quota.forecast import Forecast

PAST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that has not left yet: one of three kinds, the spaces it is about, its name."""

    kind: str
    key: str
    subjects: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    whom: str = ""
    nick: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """One conversation.

    ``incidents`` are those that are open, by subject; ``past`` those that have ended lately, the
    latest last. ``cards`` says which subjects a card shows. ``parcels`` wait to be sent and
    ``edits`` to be painted, paid for by ``edited_by`` where somebody has changed the card. ``sent``
    are the moments of the last unasked messages, ``version`` grows with each change, and ``looks``
    is how far the watch was when it was judged last. ``names`` and ``forecasts`` are by subject and
    ``pictures`` (mediaIds) by card, so that a card can be drawn again without a look at anything
    else.
    """

    incidents: Mapping[str, Incident] = field(default_factory=dict)
    past: tuple[Incident, ...] = ()
    cards: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parcels: tuple[Parcel, ...] = ()
    edits: tuple[str, ...] = ()
    sent: tuple[int, ...] = ()
    version: int = 0
    looks: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    forecasts: Mapping[str, Forecast] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    edited_by: Mapping[str, Person] = field(default_factory=dict)

    def wakes(self) -> int | None:
        """When time alone changes something, in milliseconds since 1970."""
        moments = [each.wakes for each in self.incidents.values()]
        return min((each for each in moments if each is not None), default=None)

    def about(self, key: str) -> tuple[Incident, ...]:
        """Give the incidents that a card shows, open or ended."""
        subjects = self.cards.get(key, ())
        ended = {each.subject: each for each in self.past if each.card == key}
        found = [self.incidents.get(subject) or ended.get(subject) for subject in subjects]
        return tuple(each for each in found if each is not None)

    def unmarked(self, key: str) -> "State":
        """Note that a card shows what it should."""
        edits = tuple(each for each in self.edits if each != key)
        by = {each: self.edited_by[each] for each in edits if each in self.edited_by}
        return replace(self, edits=edits, edited_by=by)

    def without(self, lost: Collection[str]) -> "State":
        """Forget spaces of which nothing may be said any more, not even that they are gone.

        A card of others too is painted without them; one of them alone stays as it was seen.
        """
        left = {key: _less(subjects, lost) for key, subjects in self.cards.items()}
        cards = {key: subjects for key, subjects in left.items() if subjects}
        shrunk = [key for key in cards if cards[key] != self.cards[key]]
        edits = (*self.edits, *(key for key in shrunk if key not in self.edits))
        parcels = [replace(each, subjects=_less(each.subjects, lost)) for each in self.parcels]
        return replace(
            self,
            incidents={key: each for key, each in self.incidents.items() if key not in lost},
            past=tuple(each for each in self.past if each.subject not in lost),
            cards=cards,
            parcels=tuple(each for each in parcels if each.subjects),
            edits=tuple(key for key in edits if key in cards),
            pictures={key: each for key, each in self.pictures.items() if key not in shrunk},
            version=self.version + 1,
        )

    def gathered(self, gathered: Gathered, now: int) -> "State":
        """Take in what was decided: incidents, messages to send, cards to paint."""
        open_ = dict(self.incidents)
        past = [each for each in self.past if (each.closed or 0) > now - WEEK]
        for incident in gathered.incidents:
            if incident.closed is None:
                open_[incident.subject] = incident
            else:
                open_.pop(incident.subject, None)
                past.append(incident)
        parcels = tuple(_parcel(message) for message in gathered.messages)
        shown = {each.key: each.subjects for each in parcels if each.kind == "fresh"}
        painted = {
            *self.edits,
            *gathered.edits,
            *(key for each in parcels for key in each.replaces),
        }
        return replace(
            self,
            incidents=open_,
            past=tuple(past[-PAST_KEPT:]),
            cards=_kept({**self.cards, **shown}, open_, past),
            parcels=(*self.parcels, *parcels),
            edits=tuple(sorted(painted - set(shown))),
            version=self.version + 1,
        )


def _parcel(message: Message) -> Parcel:
    subjects = tuple(each.subject for each in message.incidents)
    match message:
        case Fresh():
            return Parcel("fresh", message.key, subjects, message.replaces)
        case Escalation():
            return Parcel("escalation", message.key, subjects)
        case Reminder(whom=whom):
            by = (whom.key, whom.nick) if whom else ("", "")
            return Parcel("reminder", message.key, subjects, (), *by)


def _kept(
    cards: Mapping[str, tuple[str, ...]], open_: Mapping[str, Incident], past: list[Incident]
) -> dict[str, tuple[str, ...]]:
    """Forget the cards that no incident stands on any more."""
    standing = {each.card for each in (*open_.values(), *past)}
    return {key: subjects for key, subjects in cards.items() if key in standing}


def _less(subjects: tuple[str, ...], lost: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in subjects if each not in lost)
