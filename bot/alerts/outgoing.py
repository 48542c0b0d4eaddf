"""Whether what waits may leave now, and what is remembered of it once it has left, or not. Pure."""

from dataclasses import replace

from bot.alerts.cards import alert
from bot.alerts.incident_steps import give_back
from bot.alerts.memory import Memory, Outgoing, Situation, admit
from bot.alerts.subscription import Refusal, Subscription
from bot.unasked import Sent


def is_from_here(situation: Situation, outgoing: Outgoing) -> bool:
    """Tell whether somebody is to be mentioned, and took it here: others are not in here."""
    taken = [
        each.taken
        for subject in outgoing.subjects
        if (each := situation.memory.incidents.get(subject)) is not None
    ]
    return bool(outgoing.whom) and not any(each is not None and each.elsewhere for each in taken)


def may_ring(situation: Situation, outgoing: Outgoing) -> bool:
    """Tell whether a message that waits may leave: mute holds back all, quiet what is not full."""
    if situation.subscription.is_silenced(situation.now):
        return False
    return is_heard(situation) or (
        outgoing.kind == "fresh"
        and any(each.full for each in alert.incidents_on(situation, outgoing.key))
    )


def is_heard(situation: Situation) -> bool:
    """Tell whether anything may ring now: neither muted nor quiet."""
    return (
        not situation.subscription.is_silenced(situation.now)
        and situation.care.hours.heard(situation.now) <= situation.now
    )


def given_back(situation: Situation, outgoing: Outgoing) -> Memory:
    """Count what a message is about as not taken, and have its cards painted."""
    memory = situation.memory
    given = {
        subject: give_back(memory.incidents[subject], situation.care, situation.now).incident
        for subject in outgoing.subjects
        if subject in memory.incidents
    }
    cards = {each.card for each in given.values()}
    edits = (*memory.edits, *sorted(cards - set(memory.edits)))
    return replace(memory, incidents={**memory.incidents, **given}, edits=edits)


def put_behind(memory: Memory | None, outgoing: Outgoing) -> Memory | None:
    """Let the others go before a message that was not taken."""
    if memory is None or outgoing not in memory.parcels:
        return None
    others = tuple(each for each in memory.parcels if each != outgoing)
    return replace(memory, parcels=(*others, outgoing))


def without_parcel(memory: Memory | None, outgoing: Outgoing, now: int) -> Memory | None:
    """Forget a message that has left, or never will, and count it as sent in this minute."""
    if memory is None:
        return None
    left = tuple(each for each in memory.parcels if each != outgoing)
    sent = admit(memory.sent, 1, now).sent
    return replace(memory, parcels=left, sent=sent)


def noted_refusal(subscription: Subscription | None, sent: Sent, now: int) -> Subscription | None:
    """Note that a conversation takes no messages, and since when."""
    if subscription is None:
        return None
    since = subscription.refused.since if subscription.refused else sent.since
    return replace(subscription, refused=Refusal(since, now, sent.code))


def forgot_refusal(subscription: Subscription | None) -> Subscription | None:
    """Note that it takes messages again."""
    return subscription and replace(subscription, refused=None)
