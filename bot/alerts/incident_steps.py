"""What happens to an incident: a look, a press, or time alone. Pure.

Something happens at a moment, and a :class:`Step` says what the incident is then and what is to be
done, in this order. A fresh message rings phones, so it leaves only when things get worse, and
waits while the conversation is quiet or the incident snoozed; what is full waits for nothing.
Everything else edits the card that stands already.

The deadline runs in working days, from the last of what :mod:`bot.alerts.incident` draws. An
incident that is closed does nothing any more; the next crossing opens another one.
"""

from dataclasses import dataclass, replace

from bot.alerts.hours import Care, Hours
from bot.alerts.incident import (
    Actor,
    Incident,
    Silenced,
    Taken,
    Timed,
    Until,
)
from bot.quota.crossings import Crossed, Odd, OddKind, Resolved, Transition, Worse
from bot.quota.limits import Level, mark
from bot.times.spans import HOUR


@dataclass(frozen=True, slots=True)
class Notify:
    """A fresh message with the card, named ``key``; the card ``replaces`` gives way to it."""

    key: str
    replaces: str


@dataclass(frozen=True, slots=True)
class Edit:
    """The card that stands shows what is now."""

    key: str


@dataclass(frozen=True, slots=True)
class Remind:
    """A fresh message that mentions somebody, or nobody if nobody took it."""

    key: str
    whom: Actor | None


@dataclass(frozen=True, slots=True)
class Escalate:
    """A fresh message in the admins' conversation."""

    key: str


Do = Notify | Edit | Remind | Escalate


@dataclass(frozen=True, slots=True)
class Step:
    """An incident after something happened, and what is to be done about it."""

    incident: Incident
    do: tuple[Do, ...] = ()


def begin(
    subject: str, transition: Crossed | Worse | Odd, care: Care, now: int, *, doubtful: bool = False
) -> Step:
    """Open an incident; one about oddities alone closes once it is told."""
    return hear(Incident(subject, now, doubtful=doubtful), transition, care, now)


def hear(incident: Incident, transition: Transition, care: Care, now: int) -> Step:
    """Take in what a look at usage is worth telling; the same thing twice changes nothing."""
    if incident.closed is not None:
        return Step(incident)
    match transition:
        case Crossed() | Worse():
            return _risen(incident, transition, care, now)
        case Resolved(still=None, raised=raised):
            over = replace(_seen(incident, transition), closed=now, raised=raised)
            return _edited(_at_rest(over))
        case Resolved(still=level):
            return _fallen(replace(_seen(incident, transition), level=level), care, now)
        case Odd(kind=kind):
            return _odd(incident, transition, kind, care, now)


def take(incident: Incident, by: Actor, care: Care, now: int) -> Step:
    """Let somebody take care of it, also after somebody else had."""
    if not incident.stands or (incident.taken and incident.taken.by.key == by.key):
        return Step(incident)
    return _edited(_patient(replace(incident, taken=Taken(by, now)), care, now))


def give_back(incident: Incident, care: Care, now: int) -> Step:
    """Count it as not taken, as when whoever took it has left."""
    if not incident.stands or incident.taken is None:
        return Step(incident)
    return _edited(_patient(replace(incident, taken=None), care, now))


def snooze(incident: Incident, by: Actor, until: Until, care: Care, now: int) -> Step:
    """Let nobody hear of it for a while; whoever snoozed is reminded at its end.

    Until the next level means above the one that is seen: what waited to be told of it is dropped.
    """
    if not incident.stands:
        return Step(incident)
    if until == "off":
        return _wake(incident, care, now)
    ends = snooze_ends(until, care.hours, now)
    asleep = replace(incident, snoozed=Silenced(by, now, ends), stage="waiting", due=None)
    if ends is None:
        return _edited(replace(asleep, held=None, told=asleep.level))
    if asleep.held is not None:
        asleep = replace(asleep, held=care.hours.heard(max(asleep.held, ends)))
    return _edited(asleep)


def _wake(incident: Incident, care: Care, now: int) -> Step:
    """End a snooze; a message that it held back leaves as soon as it may be heard."""
    if incident.snoozed is None:
        return Step(incident)
    awake = replace(incident, snoozed=None)
    if awake.held is not None:
        return _edited(replace(awake, held=care.hours.heard(now)))
    return _edited(_patient(awake, care, now))


def pass_time(incident: Incident, care: Care, now: int) -> Step:
    """Do what has become due: one thing, however long nobody looked.

    Nothing happens while the conversation is quiet; it waits until that ends.
    """
    wakes = incident.wakes
    if wakes is None or wakes > now:
        return Step(incident)
    heard = care.hours.heard(now)
    if heard > now:
        return Step(_put_off(incident, heard))
    awake = _awake(incident, now)
    if awake.held is not None:
        return _post(awake, care, now) if awake.held <= now else _edited(awake)
    if incident.snoozed and not awake.snoozed:
        return _remind(awake, incident.snoozed.by, care, now)
    if incident.stage == "waiting":
        return _remind(incident, incident.taken.by if incident.taken else None, care, now)
    return _escalate(incident)


def lose(incident: Incident, now: int) -> Step:
    """End it because looks do not find the space any more."""
    odd = tuple(dict.fromkeys((*incident.odd, "missing")))
    return _edited(_at_rest(replace(incident, odd=odd, closed=now)))


def let_go(incident: Incident, now: int) -> Incident:
    """End it because it is not alerted of here any more: nobody has looked whether it is there."""
    return _at_rest(replace(incident, closed=now, released=True))


def _risen(incident: Incident, transition: Crossed | Worse, care: Care, now: int) -> Step:
    seen = _seen(incident, transition)
    became_full = seen.full and not incident.full
    if not (became_full or _is_above(transition.level, incident.level, transition.limit)):
        return _edited(seen)
    worse = replace(seen, level=transition.level, stage="waiting")
    asleep = worse.snoozed
    if asleep and (asleep.until is None or worse.full):
        worse = replace(worse, snoozed=None)
    return _speak(worse, care, now)


def _fallen(fallen: Incident, care: Care, now: int) -> Step:
    """Wait anew; what was still to be told is dropped if it is no news any more."""
    order = fallen.limit or (fallen.sample.used if fallen.sample else 0) or 1
    if fallen.told is not None and not _is_above(fallen.level, fallen.told, order):
        fallen = replace(fallen, held=None)
    return _edited(_patient(fallen, care, now))


def _odd(incident: Incident, transition: Odd, kind: OddKind, care: Care, now: int) -> Step:
    if kind in incident.odd:
        return Step(incident)
    odd = replace(incident, odd=(*incident.odd, kind))
    if odd.level is not None:
        return _edited(odd)
    return _speak(replace(odd, sample=transition.sample or transition.before), care, now)


def _seen(incident: Incident, transition: Crossed | Worse | Resolved) -> Incident:
    return replace(incident, sample=transition.sample, limit=transition.limit)


def _is_above(level: Level | None, other: Level | None, limit: int) -> bool:
    if level is None or other is None:
        return level is not None
    return mark(level, max(limit, 1)) > mark(other, max(limit, 1))


def _speak(incident: Incident, care: Care, now: int) -> Step:
    """Send a fresh message, or hold it back until it may leave."""
    until = incident.snoozed.until if incident.snoozed else None
    leaves = now if incident.full else care.hours.heard(max(now, until or now))
    if leaves <= now:
        return _post(incident, care, now)
    return _edited(replace(incident, held=leaves, due=None))


def _post(incident: Incident, care: Care, now: int) -> Step:
    key = _key(incident)
    posted = replace(
        incident,
        card=key,
        messages=incident.messages + 1,
        told=incident.level,
        held=None,
        stage="waiting",
        due=care.deadline(now),
    )
    if posted.level is None:
        posted = _at_rest(replace(posted, closed=now))
    return Step(posted, (Notify(key, incident.card),))


def _remind(incident: Incident, whom: Actor | None, care: Care, now: int) -> Step:
    key = _key(incident)
    reminded = replace(
        incident, messages=incident.messages + 1, stage="reminded", due=care.deadline(now)
    )
    return Step(reminded, (Remind(key, whom), *_edited(reminded).do))


def _escalate(incident: Incident) -> Step:
    key = _key(incident)
    escalated = replace(incident, messages=incident.messages + 1, stage="escalated", due=None)
    return Step(escalated, (Escalate(key), *_edited(escalated).do))


def _edited(incident: Incident) -> Step:
    return Step(incident, (Edit(incident.card),) if incident.card else ())


def _key(incident: Incident) -> str:
    """Name the next fresh message: a step that is taken again after a crash names the same."""
    return f"{incident.subject}:{incident.opened}:{incident.messages + 1}"


def _patient(incident: Incident, care: Care, now: int) -> Incident:
    """Let the deadline run anew, unless nobody is to hear of it yet."""
    rests = incident.snoozed is not None or incident.held is not None
    return replace(incident, stage="waiting", due=None if rests else care.deadline(now))


def _at_rest(incident: Incident) -> Incident:
    return replace(incident, held=None, due=None, snoozed=None)


def _awake(incident: Incident, now: int) -> Incident:
    asleep = incident.snoozed
    over = asleep is not None and asleep.until is not None and asleep.until <= now
    return replace(incident, snoozed=None) if over else incident


def _put_off(incident: Incident, until: int) -> Incident:
    """Move what was due to a moment at which it is heard."""
    asleep = incident.snoozed
    if asleep and asleep.until is not None:
        asleep = replace(asleep, until=max(asleep.until, until))
    moments = incident.held, incident.due
    held, due = (None if each is None else max(each, until) for each in moments)
    return replace(incident, snoozed=asleep, held=held, due=due)


def snooze_ends(until: Timed | int, hours: Hours, now: int) -> int | None:
    """Give when such a snooze ends, in milliseconds since 1970; None for at the next level."""
    match until:
        case int():
            return hours.heard(until)
        case "hour":
            return hours.heard(now + HOUR)
        case "morning":
            return hours.heard(hours.tomorrow_morning(now))
        case "level":
            return None
