"""Answers what is wished of several spaces that are named together: of the first, and then of each
other.
"""

from collections.abc import Iterable

from bot.cards import Card
from bot.dispatch.part_wishes import PartWishes
from bot.dispatch.several_spaces import said_of_each
from bot.dispatch.utterance import Utterance
from bot.dispatch.wish_answers import WishAnswers
from bot.reading import Wish


class EachSpace:
    """Reads such a sentence as it would be said of each of the spaces."""

    def __init__(self, parts: PartWishes, wish_answers: WishAnswers) -> None:
        self._parts = parts
        self._wish_answers = wish_answers

    async def of(self, said: Utterance, whole: Wish | None) -> Card | None:
        """Answer what is wished of the first of several spaces, and then of the others; None where
        that is one wish, as a list of both is, or none.
        """
        each = said_of_each(said.text, said.called)
        if each is None or (whole is not None and _names(whole, each.names)):
            return None
        read = [await self._parts.read(alone, said) for alone in each.alone]
        wishes = [wish for one in read if (wish := self._parts.sure(one)) is not None]
        is_each = [_names(wish, [name]) for wish, name in zip(wishes, each.names, strict=False)]
        is_one_kind = len({wish.words for wish in wishes}) == 1
        if len(wishes) < len(each.names) or not (is_one_kind and all(is_each)):
            return None
        card = await self._wish_answers.decided_or_wrong(read[0], each.alone[0], said.command)
        return self._parts.with_next(card, each.rest, wishes[1:], said.command)


def _names(wish: Wish, names: Iterable[str]) -> bool:
    """Whether a wish is about all of these."""
    said = " ".join(wish.raw.values())
    return all(each in said for each in names)
