"""Does, offers or says what may be meant with a sentence that was read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.alerts.elsewhere import none_here
from bot.cards import Card
from bot.dispatch.asked_for import GIVES, wants
from bot.dispatch.boundary import failed
from bot.dispatch.deletions_asked import of_deletions
from bot.dispatch.doubting import is_slashed
from bot.dispatch.examples import NEAR, things
from bot.dispatch.fitting import with_fit
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.instead import are_one
from bot.dispatch.levels_untaken import level_untaken
from bot.dispatch.picked_by import picking_untaken
from bot.dispatch.place_untaken import digest_untaken, place_untaken
from bot.dispatch.retracting import wants_it_back
from bot.dispatch.spans import span_left_out, trend_untaken
from bot.dispatch.way_on import WayOn
from bot.dispatch.whole_space import is_of_whole
from bot.dispatch.works_here import idle_here, level_of_one
from bot.errors import NotAllowed, Stale, UserError
from bot.errors.policy import ApprovalNeeded
from bot.language import is_all, is_off, size_in
from bot.messages import Command
from bot.reading import SURE, Understood, Wish
from bot.routing import Route, Routes
from bot.services import Services

_EXPLAINS: Final = "help command"
_LEVELS: Final = "alert levels"
_HERE: Final = "alert here"
"""Turns alerts on at the levels that somebody wants where none come yet."""
_HELP: Final = "help"
_CANCEL: Final = "cancel"
"""Offered only where there is a question to cancel."""
_BACK: Final = frozenset({"undo", "file undo", "bin restore"})
"""What brings something back, and asks first."""
_DOUBTS: Final = frozenset({"several", "quotation", "condition", "past", "question"})
"""Why a change may not be wanted now, though it is offered: nobody says that it is not."""
_GRAVE: Final = frozenset(
    {"space delete", "bin remove", "admin remove", "forget person", "pause", "undo", "file undo"}
    | {"operator off", "watch events off", "request decline"}
)
"""What is never offered in doubt."""


class WishAnswers:
    """Acts on what was understood: what is sure is done, what is half sure offered."""

    def __init__(
        self, routes: Routes[Services], services: Services, heard_runner: HeardRunner, way_on: WayOn
    ) -> None:
        self._routes = routes
        self._services = services
        self.heard_runner = heard_runner
        self._way_on = way_on

    async def decided_or_wrong(self, understood: Understood, text: str, command: Command) -> Card:
        """Do, offer or say what may be meant; what is wrong with it is given as a card, to stand
        beside what else is told.
        """
        try:
            return await self.decided(understood, text, command)
        except (NotAllowed, ApprovalNeeded):
            raise  # which lead on to a request
        except UserError as wrong:
            return failed(wrong)

    async def decided(self, understood: Understood, text: str, command: Command) -> Card:
        """Do, offer or say what may be meant."""
        understood = of_deletions(understood, text)
        role = await self._services.access.role(command.sender)
        group, here = command.conversation.is_group, command.conversation.id
        if role is Role.ADMIN:
            understood = await level_of_one(understood, text, here, self._services)
        found = [(self._routes.named(each.words), each) for each in understood.wishes]
        asks = command.waiting or understood.certainty == "sure"
        wishes = [(r, each) for r, each in found if r is not None and (asks or r.words != _CANCEL)]
        one = understood.certainty == "half" and are_one(each.words for each in understood.wishes)
        sure = (understood.certainty == "sure" or one) and not is_slashed(text)
        if wishes and sure and not wishes[0][1].near:
            route, wish = wishes[0]
            if not route.looks and await self._idle(wishes[:1], command):
                place = self._routes.named(_HERE)
                none = await none_here(
                    self._services, command, wish.raw.get("space", ""), wish.raw.get("levels", "")
                )
                is_new = route.words == _LEVELS and wish.raw and not understood.caution
                if place is None or not is_new or none.places:
                    raise none
                route = place
            if route.looks or not understood.caution:
                card = await self.heard_runner.run(route, wish.raw, command)
                card = self._fitted(card, route, wish, text, command)
                span = span_left_out(card.about.words, wish.raw, text) if card.about else ""
                untaken = _untaken(route.words, wish, text, group=group)
                left = understood.unanswered or card.unanswered
                card = replace(card, choose=understood.choose, unanswered=left)
                return replace(card, span=span or card.span, untaken=untaken)
        asked = self._asked_about(understood, wishes, role, group=group)
        if asked is not None and not is_slashed(text):
            return await self._explained(*asked, text, command)
        idle = await self._idle(wishes, command)
        if wishes and wishes[0][0].words in idle and wishes[0][1].score >= SURE:
            return await self.heard_runner.run(
                wishes[0][0], wishes[0][1].raw, command
            )  # says why not
        wishes = [(route, wish) for route, wish in wishes if route.words not in idle]
        may = await self._allowed(wishes, role, command)
        shown = [(route, wish) for route, wish in may if route.looks or not understood.caution]
        whole = await self._of_whole(shown, command)
        doubtful = _offered_all_the_same(understood, may)
        if whole is not None or (doubtful and not is_slashed(text)):
            ways = [(route, wish.raw) for route, wish in doubtful]
            return whole or self.heard_runner.offered(ways, command)
        is_help = bool(understood.caution) and {route.words for route, _ in shown} == {"help"}
        if understood.certainty == "unsure" or not shown or len(shown) < len(may) or is_help:
            spelt = () if understood.caution else self._routes.near(text, role, group=group)
            likely = (*spelt, *(route for route, each in may if each.score >= NEAR))
            near = tuple(route for route in likely if route.words not in idle)
            named = (each.raw["space"] for _, each in may if each.raw.get("space"))
            about = next((each for each in named if not (is_all(each) or is_off(each))), "")
            rows = things(self._routes, near, role, command.language, group=group, about=about)
            is_change = any(not route.looks for route, _ in wishes)
            caution = bool(understood.caution) and is_change
            return Card("not_understood", {"things": rows, "caution": caution})
        return self.heard_runner.offered([(route, wish.raw) for route, wish in shown], command)

    async def _of_whole(
        self, shown: Sequence[tuple[Route[Services], Wish]], command: Command
    ) -> Card | None:
        """Say what can be had where the likeliest change is one that no space as a whole can have;
        None for any other.
        """
        change = next(((route, wish.raw) for route, wish in shown if not route.looks), None)
        if change is None or not await is_of_whole(*change, command, self._services):
            return None
        return await self.heard_runner.run(*change, command)

    def _fitted(
        self, card: Card, route: Route[Services], wish: Wish, text: str, command: Command
    ) -> Card:
        """Answer on the card of a space whether the size that was said fits into it."""
        room, size = self._routes.named("request room"), size_in(text)
        if route.words != "quota" or room is None or not size or not wish.raw.get("space"):
            return card
        raw = {"space": wish.raw["space"], "size": f"+{size}"}
        return with_fit(card, text, self.heard_runner.wanted(room, raw, command))

    async def _allowed(
        self, wishes: Sequence[tuple[Route[Services], Wish]], role: Role, command: Command
    ) -> list[tuple[Route[Services], Wish]]:
        """Give what this role may do, and in the place of what it may not the request for it."""
        found: dict[str, tuple[Route[Services], Wish]] = {}
        for route, wish in wishes:
            if route.needs(group=command.conversation.is_group) <= role:
                found.setdefault(route.words, (route, wish))
            elif instead := await self._way_on.instead(route.words, wish.raw, command):
                asking, raw = instead
                found.setdefault(asking.words, (asking, replace(wish, words=asking.words, raw=raw)))
        return list(found.values())

    def _asked_about(
        self,
        understood: Understood,
        wishes: Sequence[tuple[Route[Services], Wish]],
        role: Role,
        *,
        group: bool,
    ) -> tuple[Route[Services], Wish] | None:
        """Give the change that a sentence only asks about; None for no such one."""
        if understood.caution != "question":
            return None
        first = next((each for each in wishes if not each[0].looks), None)
        return first if first and first[0].needs(group=group) <= role else None

    async def _explained(
        self, route: Route[Services], wish: Wish, text: str, command: Command
    ) -> Card:
        """Explain a change that a sentence asks about, with a button for what gives something; one
        that is wanted, and only put politely, is begun.
        """
        ready = route.words in GIVES and bool(wish.raw) and _says_enough(route, wish.raw)
        if ready and wants(text):
            return await self.heard_runner.run(route, wish.raw, command)
        if route.words in _BACK and wants_it_back(text):
            return await self.heard_runner.run(route, wish.raw, command)
        explains = self._routes.named(_EXPLAINS)
        if explains is None:
            raise Stale
        card = await self.heard_runner.run(explains, {explains.takes[0].name: route.words}, command)
        return self.heard_runner.with_button(card, route, wish.raw, command) if ready else card

    async def _idle(
        self, wishes: Sequence[tuple[Route[Services], Wish]], command: Command
    ) -> frozenset[str]:
        """Give the commands of which nothing would come here."""
        words = (route.words for route, _ in wishes)
        return await idle_here(words, command.conversation.id, self._services)


def _offered_all_the_same(
    understood: Understood, may: Sequence[tuple[Route[Services], Wish]]
) -> list[tuple[Route[Services], Wish]]:
    """Give what is offered where a change may be one that is only spoken of: what shows first, and
    the change behind it. Empty where nobody wants it, or it weighs too much to be offered in doubt.
    """
    if understood.certainty == "sure" or understood.caution not in _DOUBTS:
        return []
    change = next((each for each in may if not each[0].looks), None)
    if change is None or change[0].words in _GRAVE:
        return []
    shown = [each for each in may if each[0].looks and each[0].words != _HELP]
    return [*(shown or [each for each in may if each[0].words == _HELP])[:1], change, *shown[1:3]]


def _says_enough(route: Route[Services], raw: Mapping[str, str]) -> bool:
    """Whether all that a command asks for was said, or is asked step by step."""
    return route.guide is not None or all(
        each.ask is None or raw.get(each.name) for each in route.takes
    )


def _untaken(words: str, wish: Wish, text: str, *, group: bool) -> str:
    """Give what was said that a command cannot have; empty for nothing."""
    return (
        level_untaken(words, wish.raw, text)
        or picking_untaken(words, text, wish.raw)
        or place_untaken(words, text, group=group)
        or digest_untaken(words, text)
        or trend_untaken(words, text)
    )
