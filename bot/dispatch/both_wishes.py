"""Answers a sentence that wishes two things, or the same of several: the first is done, and the
rest is answered after it, or named as not done.
"""

from dataclasses import replace
from typing import Any, Final

from bot.cards import Card
from bot.dispatch.doubting import is_slashed
from bot.dispatch.each_space import EachSpace
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.listening import Listening
from bot.dispatch.part_wishes import PartWishes
from bot.dispatch.two_parts import TwoParts
from bot.dispatch.two_wishes import CREATE, new_names
from bot.dispatch.utterance import Utterance
from bot.dispatch.wish_answers import WishAnswers
from bot.reading import Wish
from bot.reading.beside_name import without_aside
from bot.reading.changed_plainly import folder_and_file
from bot.reading.joined import joined_files
from bot.reading.manners import without_manners
from bot.reading.put_straight import renamed
from bot.reading.talk_behind import without_talk
from bot.routing import Routes
from bot.services import Services

_OF_ONE_FILE: Final = frozenset({"file send", "file send here", "versions", "file"})
"""What is done to one file at a time."""


class BothWishes:
    """Finds the wishes of such a sentence."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        listening: Listening,
        heard_runner: HeardRunner,
        wish_answers: WishAnswers,
    ) -> None:
        self._routes = routes
        self._heard_runner = heard_runner
        self._wish_answers = wish_answers
        self._parts = PartWishes(routes, listening, heard_runner)
        self._each = EachSpace(self._parts, wish_answers)
        self._two = TwoParts(services, self._parts, wish_answers)

    async def of(self, said: Utterance, whole: Wish | None = None) -> Card | None:
        """Answer the first of several wishes, and the others after it, or name them; None where
        there is one, as where the sentence was surely typed as one ``whole`` wish, unless that has
        taken words of another for its own.
        """
        understood = said.understood
        if is_slashed(said.text):
            return None
        wish = self._parts.sure(understood)
        files = await self._of_files(said, wish)
        is_kept = understood.kept and not understood.by_form
        if files is not None or is_kept or understood.caution not in {"", "several"}:
            return files
        whole = whole or (wish if understood.kept else None)
        plain = without_talk(without_manners(said.text))
        bare = replace(said, text=renamed(without_aside(plain)))
        return (
            await self._each.of(said, wish)
            or await self._folder_first(bare)
            or await self._new_spaces(bare)
            or await self._two.of(bare, whole)
        )

    async def _of_files(self, said: Utterance, wish: Wish | None) -> Card | None:
        """Do with one file what was wished of several, and name the others; None for one file."""
        if wish is None or wish.words not in _OF_ONE_FILE:
            return None
        rest = joined_files(said.text, wish.raw.get("file", ""), said.called)
        others = self._parts.offers((_with_file(wish, each) for each in rest), said.command)
        if not others:
            return None
        card = await self._wish_answers.decided_or_wrong(said.understood, said.text, said.command)
        return replace(card, others=others)

    async def _folder_first(self, said: Utterance) -> Card | None:
        """Ask about a new folder, and name what goes into it then; None for anything else."""
        found = folder_and_file(said.text, said.called)
        create = self._routes.named("folder create")
        if found is None or create is None:
            return None
        card = await self._heard_runner.run(create, {"name": found.folder}, said.command)
        raw = {"files": found.file, "place": found.folder} if found.file else {}
        return replace(card, others=self._parts.offers([Wish("file move", raw)], said.command))

    async def _new_spaces(self, said: Utterance) -> Card | None:
        """Ask about the first of several new spaces; None where none or one is named."""
        create, called = self._routes.named(CREATE), new_names(said.text)
        if not called or create is None:
            return None
        card = await self._heard_runner.run(create, {"name": called[0]}, said.command)
        more = (Wish(CREATE, {"name": each}) for each in called[1:])
        others = self._parts.offers(more, said.command)
        return replace(_asking_on(card, called[1:]), others=others)


def _with_file(wish: Wish, file: str) -> Wish:
    """Give the same of another file, in the same place."""
    above, sign, _ = wish.raw.get("file", "").rpartition("/")
    return replace(wish, raw={**wish.raw, "file": file if "/" in file else f"{above}{sign}{file}"})


def _asking_on(card: Card, others: tuple[str, ...]) -> Card:
    """Let what asks about the first go on with the others once that is made."""
    if not hasattr(card.then, "others"):
        return card
    then: Any = replace(card.then, others=others)  # type: ignore[type-var]  # a state is a dataclass
    actions = {name: then if each == card.then else each for name, each in card.actions.items()}
    return replace(card, then=then, actions=actions)
