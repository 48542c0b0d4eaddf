"""What whoever ends a question is told: nothing of it was changed, and what goes on besides."""

from bot.cards import Card
from bot.holds import Holds
from bot.sessions import Offer
from bot.shared_buttons import said


async def ended(who: str, place: str, language: str, holds: Holds) -> Card:
    """Say that a question has ended; a deletion that ``who`` has begun in the conversation
    ``place`` runs on, and is named with its button, since they may have meant that.
    """
    own = [
        each
        for each in await holds.waiting()
        if each.state == "waiting" and each.asker.key == who and each.conversation.id == place
    ]
    if not own:
        return Card("cancelled")
    name = str(getattr(own[-1].plan, "name", ""))
    undo = Offer("undo", {"space": name}, said(language, "撤销", "undo", name))
    data = {"space_name": name, "ends_at": own[-1].ends}
    return Card("still_deleting", data, {"undo": undo})
