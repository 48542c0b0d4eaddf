"""The label of a button, typed as the answer to the question that shows it, is that button,
whatever command has the same word.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.delivery import Records
from bot.language import normalise, plain
from bot.messages import Message
from bot.sessions import Offering, Session
from bot.tagged_union import TaggedUnion

_ABOUT: Final = (":", "：")
"""What parts what is done from what it is done to, on a label."""


async def with_label(
    message: Message, session: Session, records: Records, types: TaggedUnion
) -> Message:
    """Give a message with what a button says for its label, where a question shows that button.

    One that asks for a name or an amount takes any words, and is answered by them.
    """
    if not message.text or message.line or not hasattr(session.state, "expects"):
        return message
    record = await records.load(session.card)
    if record is None or record.face != session.face:
        return message
    labels = {
        button.label: types.load(record.actions[record.id_of(index)])
        for index, button in enumerate(record.shown.buttons)
    }
    said = answer_of(message.text, labels, session.state, record.language)
    return replace(message, text=said) if said else message


def answer_of(text: str, labels: Mapping[str, object], state: object, language: str) -> str:
    """Give what would be typed for the one button that is called so; empty for none."""
    wanted = normalise(plain(text))
    exact = [action for label, action in labels.items() if normalise(label) == wanted]
    begun = [
        action
        for label, action in labels.items()
        if normalise(label).startswith(tuple(f"{wanted}{sign}" for sign in _ABOUT))
    ]
    found = exact or begun
    if not wanted or len(found) != 1:
        return ""
    if isinstance(state, Offering) and found[0] in state.offers:
        return str(state.offers.index(found[0]) + 1)
    says = getattr(found[0], "says", None)
    return says(language) if says else ""
