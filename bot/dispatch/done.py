"""What a turn has done already, told where it cannot say so in the usual way.

A run that dies after its change runs again, and what it reads then may fail; the change is done all
the same. It is told from its lines in the trail, which were written in the step that made it.
"""

from collections.abc import Sequence

from bot.audit import DONE, Entry
from bot.cards import Card, Phrase
from bot.deeds import conversation_of, deed_of, place_then
from bot.i18n import N_

HERE = N_("this conversation")


def done_before(lines: Sequence[Entry], conversation_id: str) -> Card:
    """Tell what the lines of a turn say; without any, that nobody knows what came of it."""
    rows = [
        {"who": each.nick or each.person, "deed": deed_of(each, _place(each, conversation_id))}
        for each in lines
    ]
    is_done = any(each.outcome == DONE for each in lines)
    return Card("done_before", {"deeds": rows, "done": is_done})


def _place(entry: Entry, conversation_id: str) -> Phrase:
    is_here = conversation_of(entry) == conversation_id
    return Phrase(HERE) if is_here else place_then(entry)
